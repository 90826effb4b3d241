"""Each target, from both sides of its edge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from staffing.plan import Plan
from staffing.reports.verdict import all_met, promise_line, range_line, verdict


def with_service(plan: Plan, **changes: Any) -> Plan:
    return replace(plan, service=replace(plan.service, **changes))


def judged(plan: Plan, name: str, **changes: Any) -> bool:
    return next(target.met for target in verdict(with_service(plan, **changes)) if target.name == name)


def test_a_plan_that_meets_every_target(plan: Plan) -> None:
    assert all_met(verdict(plan))
    assert [target.name for target in verdict(plan)] == [
        "promise",
        "day_floor",
        "maximum_age",
        "occupancy",
        "utilization",
    ]


@pytest.mark.parametrize(
    ("name", "met", "missed"),
    [
        ("promise", {"met": True}, {"met": False}),
        ("day_floor", {"worst_day": (2, 0.5)}, {"worst_day": (2, 0.4999)}),
        ("maximum_age", {"oldest_hours_p95": 96.0}, {"oldest_hours_p95": 96.01}),
        ("occupancy", {"occupancy": 0.9504}, {"occupancy": 0.9506}),
        ("utilization", {"team_utilization": 0.0496}, {"team_utilization": 0.0494}),
        ("utilization", {"team_utilization": 0.9504}, {"team_utilization": 0.9506}),
    ],
)
def test_a_target_is_met_up_to_its_edge(plan: Plan, name: str, met: dict[str, Any], missed: dict[str, Any]) -> None:
    assert judged(plan, name, **met)
    assert not judged(plan, name, **missed)
    assert not all_met(verdict(with_service(plan, **missed)))


def test_the_promise_line_keeps_the_figures_apart(plan: Plan) -> None:
    figures = {"rate_mean": 0.986, "rate_p05": 0.904, "rate_p95": 1.0, "target": 0.9, "confidence": 0.9}
    line = promise_line(with_service(plan, **figures, probability_met=0.952, probability_lower=0.941, met=True))
    assert line == (
        "24 h resolution: 98.6% of cases on time on average; at least 90% of them in 95.2% of weeks "
        "(no less than 94.1%, simulated), promised in 90%: met"
    )
    assert range_line(with_service(plan, **figures)) == "nine weeks in ten lie between 90.4% and 100.0%"


def test_of_several_weeks_each_counts_by_itself(plan: Plan) -> None:
    problem = plan.outlook.problem
    two = replace(problem, days_due=np.repeat(problem.days_due, 2, axis=1))
    line = range_line(replace(plan, outlook=replace(plan.outlook, problem=two)))
    assert line.endswith("; each of the 2 weeks planned counts by itself")


def test_the_sentence_of_a_target_says_what_was_wanted_and_reached(plan: Plan) -> None:
    day = verdict(with_service(plan, worst_day=(1, 0.4)))[1]
    assert day.sentence == "worst day: Tue 03 Mar with 40.0% of its cases on time on average, floor 50%: missed"
    assert (day.wanted, day.reached) == ("at least 50%", "40.0% (Tue 03 Mar)")
