"""What chance leaves of the promise: figures by hand, and no roster that does better."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.explain import Finding
from staffing.explain.promise import Stretch, band_against_promise, promise_against_supply, stretches
from staffing.problem import Integers, Problem
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.rules.team.utilization_band import UtilizationBand
from staffing.service.fluid import capacity_of, on_time_cohorts, serve_oldest_savable
from staffing.service.window_sums import Uncertainty
from tests.explain.worlds import fortnight, long_tail, one, scattered, waiting
from tests.rules.worlds import every_roster, tiny_demand, tiny_world

PHI = NormalDist().cdf
ROSTERS = every_roster(1, 3)


def busy(work: int) -> Problem:
    """One agent with 1440 minutes within the plan and 480 after it, and so much work in each of nine intervals."""
    return one(demand=tiny_demand(3, [work] * 9))


def supply(problem: Problem, rate: float, uncertainty: Uncertainty, confidence: float = 0.9) -> list[Finding]:
    return list(promise_against_supply(problem, [ResolutionRate(rate=rate)], uncertainty, confidence))


def band(problem: Problem, least: float, uncertainty: Uncertainty, confidence: float = 0.9) -> list[Finding]:
    rules: list[Rule] = [ResolutionRate(rate=0.9), UtilizationBand(min=least)]
    return list(band_against_promise(problem, rules, uncertainty, confidence))


def margins(problem: Problem, rate: float, uncertainty: Uncertainty, week: int = 0) -> list[float]:
    return [stretch.margin(rate) for stretch in stretches(problem, uncertainty, week)]


def test_margins_are_those_of_the_hand() -> None:
    problem = busy(200)
    # the last day's three intervals (a deadline of three) may wait: 0.9 x 1800 - 600 against 1440 within the plan
    within = (1440 - (0.9 * 1800 - 600)) / (50 * (6 * 0.9**2 + 3 * 0.1**2) ** 0.5)
    # until the last deadline: 0.9 x 1800 against 1440 + 480
    in_all = (1920 - 0.9 * 1800) / (50 * (9 * 0.9**2) ** 0.5)
    assert margins(problem, 0.9, scattered(problem, 50.0)) == pytest.approx([within, in_all])


def test_a_promise_above_what_all_hours_can_keep_is_told_with_what_it_takes() -> None:
    problem = busy(220)
    chance = PHI((1920 - 0.9 * 1980) / (100 * 2.7))
    assert 0.69 < chance < 0.70
    (finding,) = supply(problem, 0.9, scattered(problem, 100.0))
    assert (finding.check, finding.fatal) == ("promise", False)
    # 0.9 x 1980 + 1.2816 x 270 - 1920 = 208 minutes; a person has 24 h
    assert finding.message == (
        "week of day0: whatever the roster, all hours of the people there keep 90% on time in 69% of such weeks at "
        "best (90% wanted); at least 4 h more on queue are needed, about 1 more person on such contracts. With the "
        "people there no more than 81% on time can be promised for 90% of weeks"
    )


def test_the_confidence_itself_is_the_edge() -> None:
    problem = busy(220)
    uncertainty = scattered(problem, 100.0)
    chance = PHI((1920 - 0.9 * 1980) / (100 * 2.7))
    assert supply(problem, 0.9, uncertainty, chance - 1e-9) == []
    assert len(supply(problem, 0.9, uncertainty, chance + 1e-9)) == 1


def test_the_rate_told_can_be_promised_and_a_point_more_cannot() -> None:
    problem = busy(220)
    uncertainty = scattered(problem, 100.0)
    told = re.search(r"no more than (\d+)% on time", supply(problem, 0.9, uncertainty)[0].message)
    assert told is not None
    assert supply(problem, int(told[1]) / 100, uncertainty) == []
    assert len(supply(problem, int(told[1]) / 100 + 0.01, uncertainty)) == 1


def test_as_many_people_more_as_told_leave_nothing_to_say() -> None:
    demand = tiny_demand(3, [900] * 9)
    alone = tiny_world(1, 3, demand=demand)
    told = re.search(r"about (\d+) more", supply(alone, 0.9, scattered(alone, 100.0))[0].message)
    assert told is not None
    together = tiny_world(1 + int(told[1]), 3, demand=demand)
    assert supply(together, 0.9, scattered(together, 100.0)) == []


def test_where_no_rate_can_be_promised_that_is_said() -> None:
    leave = np.ones((1, 3), dtype=bool)
    problem = one(on_leave=leave)
    (finding,) = supply(problem, 0.9, scattered(problem, 10.0))
    assert "in 0% of such weeks at best" in finding.message
    assert "With the people there no rate can be promised for 90% of weeks" in finding.message
    assert "more people" not in finding.message


def test_open_work_that_can_be_on_time_counts_and_late_work_does_not() -> None:
    plain = margins(one(), 0.9, scattered(one(), 50.0))
    late, savable = waiting(0, 2, late=500), waiting(500, 2)
    assert margins(late, 0.9, scattered(late, 50.0)) == pytest.approx(plain)
    within, in_all = (one_.work for one_ in stretches(savable, scattered(savable, 50.0), 0))
    assert (within, in_all) == (1400, 1400)


def test_open_work_due_after_the_plan_may_wait() -> None:
    problem = waiting(500, 10)
    within, in_all = stretches(problem, scattered(problem, 50.0), 0)
    assert (within.spared, in_all.spared) == (300 + 500, 0)


def test_the_open_work_s_variance_counts() -> None:
    problem = waiting(500, 2)
    calm, shaken = (margins(problem, 0.9, scattered(problem, 50.0, opening=deviation)) for deviation in (0.0, 300.0))
    assert all(b < a for a, b in zip(calm, shaken, strict=True))
    _, in_all = stretches(problem, scattered(problem, 50.0, opening=300.0), 0)
    assert in_all.variances[0] == pytest.approx(9 * 2500 + 300**2)


def test_absence_may_only_help_a_promise_that_is_lost_on_average() -> None:
    kept, lost = busy(200), busy(400)
    assert margins(kept, 0.9, scattered(kept, 50.0, absence=0.1)) == margins(kept, 0.9, scattered(kept, 50.0))
    with_absence = margins(lost, 0.9, scattered(lost, 50.0, absence=0.1))
    assert all(a > b for a, b in zip(with_absence, margins(lost, 0.9, scattered(lost, 50.0)), strict=True))
    assert max(with_absence) < 0


def test_classes_of_different_deadlines_wait_for_their_own() -> None:
    work = np.array([[10] * 9, [20] * 9])
    problem = one(demand=long_tail(tiny_demand(3, work, deadline=np.array([1, 4]))))
    within, in_all = stretches(problem, scattered(problem, 5.0), 0)
    assert (within.work, within.spared) == (270, 10 + 4 * 20)
    assert within.variances == pytest.approx((18 * 25, 5 * 25, 5 * 25))
    assert in_all.spared == 0


def test_each_week_has_its_own_finding() -> None:
    work = np.full(42, 60)
    work[21:] = 160
    problem = fortnight(demand=tiny_demand(14, work))
    (finding,) = supply(problem, 0.9, scattered(problem, 20.0))
    assert finding.message.startswith("week of day7: ")


def test_without_a_promised_rate_nothing_is_said() -> None:
    problem = busy(400)
    assert list(promise_against_supply(problem, [], scattered(problem, 50.0), 0.9)) == []
    assert list(band_against_promise(problem, [UtilizationBand(min=0.9)], scattered(problem, 50.0), 0.9)) == []


@settings(derandomize=True, max_examples=80, deadline=None)
@given(
    work=st.lists(st.integers(0, 400), min_size=9, max_size=9),
    opening=st.integers(0, 400),
    left=st.integers(1, 4),
    deadline=st.integers(1, 3),
    rate=st.sampled_from([0.5, 0.8, 0.9, 1.0]),
)
def test_where_chance_is_known_no_roster_keeps_a_promise_that_is_told_to_be_lost(
    work: list[int], opening: int, left: int, deadline: int, rate: float
) -> None:
    arriving: dict[str, Any] = {"work": np.array([work]), "deadline": np.array([deadline])}
    problem = waiting(opening, left)
    problem = replace(problem, demand=replace(problem.demand, **arriving))
    certain = scattered(problem, 0.0)
    for roster in ROSTERS:
        if _on_time(problem, roster) >= rate * (sum(work) + opening):
            assert supply(problem, rate, certain) == []
            paid = int((roster.work[0] * problem.paid_minutes).sum())
            if paid and sum(work):
                least = min(1.0, sum(work) / paid)
                rules: list[Rule] = [ResolutionRate(rate=rate), UtilizationBand(min=least)]
                assert list(band_against_promise(problem, rules, certain, 0.9)) == []
            return


def _on_time(problem: Problem, roster: Roster) -> int:
    demand = problem.demand
    cohorts = on_time_cohorts(demand, np.zeros_like(demand.work), np.zeros_like(demand.opening_class))
    served, _ = serve_oldest_savable(cohorts, capacity_of(problem, roster))
    return int(served.sum())


@pytest.mark.parametrize(("work", "kept"), [(180, True), (235, True), (236, False), (260, False)])
def test_with_no_chance_at_all_the_bound_is_that_of_the_mean(work: int, kept: bool) -> None:
    # 0.9 x 9 x 236 = 1912 of 1920 minutes, but 0.9 x 9 x 237.04 is all; within the plan 0.9 x 9w - 3w <= 1440
    problem = busy(work)
    assert (supply(problem, 0.9, scattered(problem, 0.0)) == []) is (0.9 * 9 * work <= 1920)
    assert kept is (work <= 235)


def test_the_probability_told_is_not_exceeded_by_any_roster_in_random_weeks() -> None:
    problem, deviation, rate = busy(230), 60.0, 0.9
    bound = min(PHI(margin) for margin in margins(problem, rate, scattered(problem, deviation)))
    draws = np.random.default_rng(1).normal(230, deviation, (400, 9)).clip(0).round().astype(np.int64)
    best = max(np.mean([_keeps(problem, roster, week, rate) for week in draws]) for roster in _fullest())
    assert 0 < best <= bound + 2 * (bound * (1 - bound) / 400) ** 0.5


def _keeps(problem: Problem, roster: Roster, week: Integers, rate: float) -> bool:
    drawn = replace(problem, demand=replace(problem.demand, work=week[None]))
    return _on_time(drawn, roster) >= rate * int(week.sum())


def _fullest() -> list[Roster]:
    return [Roster.of(np.array([line], dtype=np.int64), 2) for line in product((0, 1), repeat=3)]


def test_a_band_that_allows_the_hours_the_promise_takes_is_no_finding_and_a_minute_less_is_one() -> None:
    # 1200 minutes of which 1080 must be done within the plan: 90% leave 1080 minutes in a band up to 100%
    certain = scattered(uneasy(), 0.0)
    assert (
        list(band_against_promise(uneasy(), [ResolutionRate(rate=0.9), UtilizationBand(min=1.0)], certain, 0.9)) == []
    )
    rules: list[Rule] = [ResolutionRate(rate=0.9), UtilizationBand(min=1200 / 1079)]
    assert len(list(band_against_promise(uneasy(), rules, certain, 0.9))) == 1


def uneasy() -> Problem:
    """1200 minutes of work that must be done within the plan."""
    return one(demand=tiny_demand(3, [200] * 6 + [0] * 3, deadline=np.array([1])))


def test_a_band_that_chance_does_not_allow_is_told_with_the_price_of_each_point() -> None:
    problem = uneasy()
    uncertainty = scattered(problem, 60.0)
    # 1080 + z x 60 x sqrt(8 x 0.9^2 + 0.1^2) paid minutes, z 0.842, 1.282, 1.645; 1200 / 0.95 = 1263: z 1.198
    (finding,) = band(problem, 0.95, uncertainty)
    assert (finding.check, finding.fatal) == ("band", False)
    assert finding.message == (
        "targets.utilization.min of 95% allows 21 paid hours, which keep 90% on time in 88% of weeks at best (90% "
        "wanted). The promise takes at least 21 h (99%) for 80%, 22 h (94%) for 90%, 23 h (90%) for 95% of weeks "
        "(utilization in brackets): lower targets.utilization.min to 94%, or promise less"
    )
    assert band(problem, 0.94, uncertainty) == []


def test_the_confidence_wanted_stands_between_its_neighbours() -> None:
    problem = uneasy()
    (finding,) = band(problem, 0.95, scattered(problem, 60.0), 0.92)
    assert re.findall(r"for (\d+)%", finding.message) == ["90", "92", "95"]


def test_a_band_without_lower_end_never_stands_against_the_promise() -> None:
    problem = uneasy()
    assert band(problem, 0.0, scattered(problem, 500.0)) == []


def test_weeks_add_up_to_the_hours_of_the_plan() -> None:
    work = np.tile([200] * 6 + [0] * 15, 2)
    problem = fortnight(demand=tiny_demand(14, work, deadline=np.array([1])))
    (finding,) = band(problem, 0.95, scattered(problem, 60.0))
    # twice 1080 + 1.282 x 60 x sqrt(20 x 0.9^2 + 0.1^2) minutes
    assert "which, every week alike, keep 90% on time in" in finding.message
    assert f"{-(-2 * (1080 + 1.28155 * 60 * (20 * 0.81 + 0.01) ** 0.5) // 60):.0f} h (" in finding.message


def test_a_margin_without_any_variance_is_certain() -> None:
    sure = Stretch(work=100, spared=0, variances=(0, 0, 0), most=90, beyond=0, people_variance=0)
    assert PHI(sure.margin(0.9)) == pytest.approx(1)
    assert PHI(sure.margin(0.91)) == pytest.approx(0)
