"""The baseline: its figures, and the difference that the simulation can tell."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from staffing.outlook import Outlook
from staffing.plan import Plan, Settings, judge_roster
from staffing.promise.extra import Difference
from staffing.reports.baseline import baseline_line, baseline_record
from staffing.reports.people import paid_minutes
from staffing.roster import Roster
from tests.reports.small_desk import AHEAD, LEVEL, compared

UP, DOWN, NONE = AHEAD, Difference(-0.02, -0.03, -0.01), LEVEL
CANNOT = "no difference that the simulation can tell"


def line(plan: Plan, rate: Difference = UP, weeks: Difference = NONE) -> str:
    figures = {"rate_mean": 0.982, "probability_met": 0.9, "team_utilization": 0.61}
    other = compared(plan, Roster.empty(plan.outlook.problem), rate, weeks, **figures)
    return baseline_line(replace(plan, baseline=other))


def test_the_baseline_is_told_with_its_figures_and_the_difference(plan: Plan) -> None:
    hours = paid_minutes(plan).sum() / 60
    assert line(plan) == (
        "--baseline b.csv: 98.2% of cases on time, promise kept in 90.0% of weeks, utilization 61.0%, 0 paid hours "
        f"(ours +{hours:g}); ours is +1.6 points (1.0 to 2.2) in rate; in weeks {CANNOT} (-0.4 to 0.8)"
    )


@pytest.mark.parametrize(
    ("rate", "weeks", "said"),
    [
        (UP, DOWN, "ours is +1.6 points (1.0 to 2.2) in rate and -2.0 points (-3.0 to -1.0) in weeks"),
        (NONE, DOWN, f"ours is -2.0 points (-3.0 to -1.0) in weeks; in rate {CANNOT} (-0.4 to 0.8)"),
        (NONE, NONE, f"{CANNOT}, neither in rate (-0.4 to 0.8) nor in weeks (-0.4 to 0.8)"),
        (
            Difference(0.1, -math.inf, math.inf),
            Difference(0.0, -math.inf, math.inf),
            f"{CANNOT}, neither in rate nor in weeks",
        ),
    ],
)
def test_only_a_difference_beyond_chance_is_claimed(plan: Plan, rate: Difference, weeks: Difference, said: str) -> None:
    assert line(plan, rate, weeks).endswith(f"; {said}")


def test_equal_hours_are_not_compared(plan: Plan) -> None:
    agent, day, shift = next(zip(*plan.roster.work.nonzero(), strict=True))
    moved = plan.roster.work.copy()
    moved[agent, day, shift], moved[agent, day, 1 - shift] = False, True
    told = baseline_line(replace(plan, baseline=compared(plan, Roster(moved))))
    assert "paid hours; " in told.replace(", 1 breach of hard rules", "")


def test_the_same_roster_is_called_the_same(plan: Plan) -> None:
    assert baseline_line(replace(plan, baseline=compared(plan, plan.roster))) == (
        "--baseline b.csv: the same roster as ours"
    )


def test_a_baseline_that_breaks_hard_rules_is_told_to(plan: Plan) -> None:
    caio_on_leave = plan.outlook.problem.agent_names.index("caio"), 1, 0
    one = Roster.empty(plan.outlook.problem).assigned(*caio_on_leave)
    other = compared(plan, one)
    assert ", 1 breach of hard rules; " in baseline_line(replace(plan, baseline=other))
    record = baseline_record(replace(plan, baseline=other))
    assert record is not None
    assert record["hard_breaches"] == 1
    assert "hard rules" not in line(plan)


def test_without_a_published_roster_there_is_no_baseline(plan: Plan) -> None:
    assert plan.baseline is None
    assert baseline_line(plan) == ""
    assert baseline_record(plan) is None


def test_the_published_week_again_is_the_baseline_by_default(bridged: Outlook) -> None:
    nobody = Roster.empty(bridged.problem)
    plan = judge_roster(bridged, nobody, Settings(seed=3, replications=20))
    record = baseline_record(plan)
    assert record is not None
    assert record["source"] == "the last published week again"
    assert set(record) >= {"rate_mean", "probability_met", "utilization", "occupancy", "paid_hours", "difference"}
    assert record["difference"]["rate"]["mean"] == pytest.approx(plan.service.rate_mean - record["rate_mean"])
    assert baseline_line(plan).startswith("the last published week again: ")
