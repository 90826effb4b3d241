"""Handle times and reopening: unbiased means, honest intervals, shrinkage, trends, and what is left out."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from forecasts.errors import HistoryError
from forecasts.handling import MOST_MOVED, Handling, handling
from forecasts.tickets import TicketLog

NOW = datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
Floats = NDArray[np.float64]
Draw = Callable[[np.random.Generator, int], Floats]


def log(
    minutes: Floats,
    age_days: Floats,
    open_hours: Floats | float = 1.0,
    reopened: NDArray[np.bool_] | None = None,
    queue: str | list[str] = "payments",
) -> TicketLog:
    """Cases created so many days before NOW and resolved hours later, whatever is then still to come."""
    created = pd.Series(pd.Timestamp(NOW) - pd.to_timedelta(age_days, unit="D")).dt.as_unit("us")
    resolved = created + pd.Series(pd.to_timedelta(np.broadcast_to(open_hours, len(created)), unit="h"))
    back = (resolved + pd.Timedelta(minutes=1)).where(np.zeros(len(created), bool) if reopened is None else reopened)
    frame = pd.DataFrame(
        {
            "ticket_id": [f"T{number}" for number in range(len(created))],
            "queue": queue,
            "created_at": created,
            "resolved_at": resolved.dt.as_unit("us"),
            "reopened_at": back.dt.as_unit("us"),
            "handle_minutes": minutes,
            "paused_minutes": np.nan,
            "csat": np.nan,
            "agent_id": "",
        }
    )
    return TicketLog(frame, pd.DataFrame({"row": [], "reason": []}), "Asia/Jakarta")


def spread_out(size: int, days: float = 180.0) -> Floats:
    """Ages of so many cases, even over the days."""
    return np.linspace(0.2, days, size)


def found(cases: TicketLog, mean: float = 14.0, cv: float = 1.0) -> Handling:
    return handling(cases, "payments", NOW, mean, cv)


def lognormal(rng: np.random.Generator, size: int) -> Floats:
    """Mean 14, cv 1."""
    return rng.lognormal(math.log(14) - math.log(2) / 2, math.sqrt(math.log(2)), size)


def gamma(rng: np.random.Generator, size: int) -> Floats:
    """Mean 14, cv 1."""
    return rng.gamma(1.0, 14.0, size)


@pytest.mark.parametrize("draw", [lognormal, gamma])
def test_the_mean_is_the_arithmetic_one_and_its_interval_covers_it(draw: Draw) -> None:
    rng = np.random.default_rng(1)
    runs = [found(log(draw(rng, 900), spread_out(900))) for _ in range(200)]
    means = np.array([run.mean for run in runs])
    assert abs(means.mean() - 14) < 3 * means.std() / math.sqrt(len(runs)) + 0.002 * 14
    assert np.mean([run.cv for run in runs]) == pytest.approx(1.0, abs=0.03)
    covered = np.mean([run.mean_lo <= 14 <= run.mean_hi for run in runs])
    assert 0.91 <= covered <= 0.99  # 95%, and three standard errors of 200 runs


def test_the_interval_is_wider_where_weeks_differ() -> None:
    rng = np.random.default_rng(2)
    age, minutes = spread_out(6000), gamma(rng, 6000)
    weeks = rng.gamma(25.0, 1 / 25.0, 30)[np.floor(age / 7).astype(int)]
    steady, restless = found(log(minutes, age)), found(log(minutes * weeks, age))
    assert restless.mean_hi / restless.mean_lo - 1 > 1.5 * (steady.mean_hi / steady.mean_lo - 1)


def test_few_cases_stay_near_what_is_stated_and_many_leave_it() -> None:
    few, many = (found(log(np.full(size, 28.0), spread_out(size, 14.0))) for size in (3, 3000))
    assert few.weight == pytest.approx(3 / 33, abs=0.01)
    assert few.mean == pytest.approx(14 + 14 * few.weight)
    assert few.cv == pytest.approx(1 - few.weight)
    assert many.weight > 0.98
    assert many.mean == pytest.approx(28, rel=0.02)
    assert many.cv < 0.02
    assert few.stated == many.stated == 14.0


def test_a_case_of_eight_weeks_ago_counts_half() -> None:
    minutes = np.tile([10.0, 20.0], 2000)
    run = found(log(minutes, np.tile([0.2, 56.2], 2000)))
    assert run.mean == pytest.approx((10 + 20 / 2) / 1.5, rel=0.005)


@pytest.mark.parametrize("growth", [0.008, -0.008])
def test_a_trend_is_found_and_carried_a_week_ahead(growth: float) -> None:
    age = spread_out(6000)
    minutes = gamma(np.random.default_rng(3), 6000) * np.exp(-growth * age / 7)
    run = found(log(minutes, age))
    assert run.trend == pytest.approx(growth, abs=0.004)
    assert run.mean_lo < 14 * math.exp(growth) < run.mean_hi
    flat = found(log(gamma(np.random.default_rng(3), 6000), age))
    assert math.log(run.mean_hi / run.mean_lo) > 1.2 * math.log(flat.mean_hi / flat.mean_lo)
    smooth = found(log(14 * np.exp(-growth * age / 7), age))
    assert smooth.mean == pytest.approx(14 * math.exp(growth), rel=0.003)


def test_a_trend_moves_the_mean_by_a_tenth_at_most() -> None:
    age = spread_out(6000)
    run = found(log(14 * np.exp(-0.04 * age / 7), age))
    weights = 2 ** (-age / 56)
    middling = float(weights @ (14 * np.exp(-0.04 * age / 7)) / weights.sum())
    assert run.trend == pytest.approx(0.04, abs=0.004)
    assert run.mean == pytest.approx(middling * (1 + MOST_MOVED), rel=0.01)


def test_no_trend_is_seen_in_noise_or_in_few_weeks() -> None:
    rng = np.random.default_rng(4)
    runs = [found(log(lognormal(rng, 2000), spread_out(2000))) for _ in range(100)]
    assert sum(run.trend != 0 for run in runs) <= 10
    age = spread_out(3000)
    weeks = [rng.gamma(25.0, 1 / 25.0, 30)[np.floor(age / 7).astype(int)] for _ in range(50)]
    restless = [found(log(gamma(rng, 3000) * factor, age)) for factor in weeks]
    assert sum(run.trend != 0 for run in restless) <= 7
    age = spread_out(2000, 48.0)
    assert found(log(14 * np.exp(-0.05 * age / 7), age)).trend == 0


def test_a_gross_outlier_hardly_moves_the_mean() -> None:
    minutes = gamma(np.random.default_rng(5), 1000)
    before = found(log(minutes, spread_out(1000)))
    minutes[500] = 60_000.0
    assert found(log(minutes, spread_out(1000))).mean < before.mean * 1.1
    one_of_five = found(log(np.array([14.0, 13.0, 60_000.0, 15.0, 14.0]), spread_out(5, 5.0)))
    assert one_of_five.mean < 28


def test_a_rare_but_long_kind_of_case_is_not_cut_away() -> None:
    minutes = np.where(np.arange(3000) % 25 == 0, 300.0, 5.0)
    assert found(log(minutes, spread_out(3000)), mean=16.8).mean == pytest.approx(16.8, rel=0.02)


def test_without_handle_times_the_stated_ones_stand() -> None:
    for minutes in (np.full(50, np.nan), np.zeros(50), np.full(50, -3.0)):
        run = found(log(minutes, spread_out(50)), mean=22.0, cv=1.2)
        assert (run.cases, run.mean, run.weight, run.trend) == (0, 22.0, 0.0, 0.0)
        assert run.cv == pytest.approx(1.2)
        assert run.mean_lo < 22 < run.mean_hi
    assert found(log(np.empty(0), np.empty(0))).cases == 0
    assert found(log(np.full(50, 9.0), 190 + spread_out(50))).cases == 0


def test_what_is_not_resolved_yet_is_not_known() -> None:
    age = spread_out(1000)
    minutes = np.where(age < 30, 500.0, 10.0)
    late = log(minutes, age, np.where(age < 30, 24 * 60.0, 1.0))
    same = log(minutes[age >= 30], age[age >= 30])
    assert found(late) == found(same)


def test_the_last_days_are_left_out_while_long_cases_are_open() -> None:
    rng = np.random.default_rng(6)
    age, long = rng.uniform(0, 45, 6000), rng.random(6000) < 0.3
    minutes = np.where(long, 30.0, 5.0)
    run = found(log(minutes, age, np.where(long, 24 * 6.0, 0.5)), mean=12.5)
    assert run.cases == (age >= 6).sum()
    assert run.mean_lo < 12.5 < run.mean_hi


def test_a_queue_of_few_cases_is_judged_by_several_days_at_once() -> None:
    age = np.arange(0.5, 100.0)  # one case a day
    assert found(log(np.full(100, 9.0), age)).cases == 100
    slow = log(np.full(100, 9.0), age, np.where(np.arange(100) % 2 == 0, 24 * 13.0, 1.0))
    assert found(slow).cases == (age >= 14).sum()


def test_other_queues_and_impossible_values_do_not_count() -> None:
    minutes = np.tile([10.0, 90.0, np.inf], 300)
    queues = ["payments", "listings", "payments"] * 300
    run = found(log(minutes, spread_out(900), queue=queues), mean=10.0)
    assert run.cases == 300
    assert run.mean == pytest.approx(10.0)


def test_the_share_of_reopened_cases_is_drawn_to_three_percent() -> None:
    age = spread_out(1000, 150.0)
    often = found(log(np.full(1000, np.nan), age, reopened=np.arange(1000) % 5 == 0))
    assert often.reopened_cases == 200
    assert often.reopened == pytest.approx(200.9 / 1030)
    few = found(log(np.full(2, np.nan), age[:2], reopened=np.array([True, False])))
    assert few.reopened == pytest.approx(1.9 / 32)


def test_where_nobody_wrote_reopenings_down_the_share_is_unknown() -> None:
    never = found(log(np.full(100, 9.0), spread_out(100)))
    assert (never.reopened, never.reopened_cases) == (None, 0)
    queues = ["payments", "listings"] * 50
    elsewhere = found(log(np.full(100, 9.0), spread_out(100), reopened=np.arange(100) == 1, queue=queues))
    assert elsewhere.reopened == pytest.approx(0.9 / 80)


def test_reopenings_of_long_ago_do_not_count() -> None:
    old = found(log(np.full(100, 9.0), 190 + spread_out(100), reopened=np.ones(100, bool)))
    assert old.reopened == pytest.approx(0.03)


def test_now_needs_a_zone() -> None:
    with pytest.raises(HistoryError, match="without a zone"):
        handling(log(np.full(3, 9.0), spread_out(3)), "payments", NOW.replace(tzinfo=None), 14.0, 1.0)
