"""What a fixed two-wave roster of six can promise: nearly everything at .75 occupancy, much less at .95."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.simulate.judge import judge

MEAN, IN_SHIFT, ABSENCE, WEEKS = 14.0, 0.12, 0.06, 5  # a week is not enough for a backlog to build up


@pytest.fixture(scope="module")
def six(make_desk):
    """Five days of eight hours and an hour's lunch each; early or late, days off spread over the week."""
    shifts = [
        (agent, day, [(start, start + 270), (start + 330, start + 540)])
        for agent in range(6)
        for day in range(-7, 7 * WEEKS + 1)
        if (day - agent) % 7 not in (5, 6)
        for start in [day * 1440 + (360 if agent % 2 == 0 else 840)]
    ]
    return make_desk(
        shifts, agents=6, weeks=WEEKS, handle_mean=[MEAN], handle_cv=[1.0], absence=ABSENCE, in_shift=IN_SHIFT,
        opening_created=-np.linspace(0, 600, 20),
    )  # fmt: skip


def weeks_at(desk, occupancy, replications=300):
    """Arrivals from 6 to 23, with a common factor of the week and of each day (cv .08 and .15)."""
    rng = np.random.default_rng(11)
    hours = len(desk.interval_start) - 1
    week = np.repeat(rng.gamma(1 / 0.08**2, 0.08**2, (replications, WEEKS + 1, 1)), 7, axis=1)[:, : hours // 24]
    day = rng.gamma(1 / 0.15**2, 0.15**2, (replications, hours // 24, 1))
    profile = np.where((np.arange(24) >= 6) & (np.arange(24) < 23), 1 / 17, 0.0)
    minutes = 6 * 2400 * (1 - IN_SHIFT) * (1 - ABSENCE)
    daily = occupancy * minutes / MEAN / 7
    volume = rng.poisson((week * day * daily * profile).reshape(replications, 1, hours))
    return judge(desk, volume, target=0.9, confidence=0.9, seed=12)


def test_six_agents_keep_the_promise_at_three_quarters_occupancy(six):
    service = weeks_at(six, 0.75)
    assert service.occupancy == pytest.approx(0.75, abs=0.02)
    assert service.rate_mean > 0.99
    assert service.met


def test_six_agents_break_it_at_95_percent(six):
    service = weeks_at(six, 0.95)
    assert service.occupancy > 0.88
    assert service.rate_mean < 0.90
    assert not service.met


def test_the_rate_falls_and_the_spread_between_weeks_grows_with_occupancy(six):
    calm, busy, strained = (weeks_at(six, occupancy) for occupancy in (0.75, 0.85, 0.95))
    assert calm.rate_mean > busy.rate_mean > strained.rate_mean + 0.05
    spreads = [service.rate_p95 - service.rate_p05 for service in (calm, busy, strained)]
    assert spreads == sorted(spreads)
