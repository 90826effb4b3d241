"""A sale: its weeks, and the ways to meet it, found and ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from staffing.documents.people import Event, Leave
from staffing.documents.scenario import Scenario
from staffing.documents.workspace import Workspace
from staffing.read.workspace import read_workspace
from staffing.scenarios.figures import Tried
from staffing.scenarios.readiness import readiness, weeks_of
from tests.reports.small_desk import write_small_desk
from tests.scenarios.made import figures

SALE = Event(date=date(2026, 3, 4), name="sale", uplift=2.5, lead_days=1, lag_days=7)


class Answers:
    """Instead of a run: scenarios come to what their names say."""

    def __init__(self, **found: Any) -> None:
        self.found, self.asked = found, list[Scenario]()

    def tried(self, scenarios: Sequence[Scenario], *, with_way_out: bool = False) -> tuple[Tried, ...]:
        self.asked += scenarios
        return tuple(self.of(one) for one in scenarios)

    def of(self, scenario: Scenario) -> Tried:
        for name, changes in self.found.items():
            if scenario.name.startswith(name.replace("_", " ")):
                return (
                    Tried(scenario, failure=changes)
                    if isinstance(changes, str)
                    else Tried(scenario, figures(**changes))
                )
        return Tried(scenario, figures(met=False, missed=("promise",), probability_met=0.5))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return read_workspace(write_small_desk(tmp_path / "w"))


def test_a_sale_is_planned_from_the_week_in_which_it_begins_to_tell_until_its_lag_is_over() -> None:
    assert weeks_of(SALE, "monday") == (date(2026, 3, 2), 2)
    early = Event(date=date(2026, 3, 2), name="sale", uplift=2.0, lead_days=1, lag_days=0)
    assert weeks_of(early, "monday") == (date(2026, 2, 23), 2)
    assert weeks_of(early, "sunday") == (date(2026, 3, 1), 1)


def test_where_the_team_as_it_is_keeps_the_promise_nobody_is_borrowed(workspace: Workspace) -> None:
    run = Answers(the_sale={})
    found = readiness(run, workspace, SALE)  # type: ignore[arg-type]
    assert found.as_it_is.figures is not None
    assert [option.kind for option in found.options] == [
        "overtime",
        "leave_freeze",
        "overtime_and_leave_freeze",
    ]
    assert (found.first_touched, found.last_touched) == (date(2026, 3, 3), date(2026, 3, 11))


def test_the_fewest_borrowed_people_that_reach_the_promise_are_found(workspace: Workspace) -> None:
    found = readiness(Answers(borrow_5={"cost": 9000.0}), workspace, SALE)  # type: ignore[arg-type]
    (option,) = [option for option in found.options if option.kind == "borrowed"]
    assert (option.reaches, option.people, option.days, option.start) == (True, 5, 8, date(2026, 3, 4))
    assert option.cost == 9000.0 - 2400.0
    assert found.options[0] is option


def test_options_that_reach_the_promise_come_first_by_cost_and_a_lower_promise_after_them(workspace: Workspace) -> None:
    run = Answers(
        overtime_and={"cost": 4000.0},
        overtime={"cost": 3000.0, "met": False, "missed": ("promise",), "probability_met": 0.7},
        leave={"cost": 3500.0},
        planned_lateness={},
        borrow_1={"cost": 2500.0},
        the_sale={"met": False, "missed": ("promise",), "promisable_rate": 0.83, "probability_met": 0.4},
    )
    found = readiness(run, workspace, SALE)  # type: ignore[arg-type]
    assert [option.kind for option in found.options] == [
        "borrowed",
        "leave_freeze",
        "overtime_and_leave_freeze",
        "planned_lateness",
        "overtime",
    ]
    late = found.options[3]
    assert (late.reaches, late.rate) == (True, 0.83)
    asked = next(one for one in run.asked if one.name.startswith("planned lateness"))
    assert dict(asked.set)["targets.rate_24h"] == "0.83"
    assert dict(asked.set)["event.uplift"] == "2.5"


def test_a_case_over_the_maximum_age_is_no_way_to_meet_a_sale(workspace: Workspace) -> None:
    run = Answers(overtime={"missed": ("maximum_age",)}, the_sale={"met": False, "missed": ("promise",)})
    found = readiness(run, workspace, SALE)  # type: ignore[arg-type]
    assert not next(option for option in found.options if option.kind == "overtime").reaches


def test_a_leave_freeze_is_asked_only_where_somebody_is_on_leave(workspace: Workspace) -> None:
    nobody = replace(workspace, leave=(Leave(agent_id="caio", start=date(2026, 1, 1), end=date(2026, 1, 2)),))
    kinds = [option.kind for option in readiness(Answers(the_sale={}), nobody, SALE).options]  # type: ignore[arg-type]
    assert kinds == ["overtime"]


def test_a_way_that_fails_is_told_and_comes_last(workspace: Workspace) -> None:
    run = Answers(
        overtime="no roster", leave={"met": False, "missed": ("promise",), "probability_met": 0.1}, the_sale={}
    )
    found = readiness(run, workspace, SALE)  # type: ignore[arg-type]
    assert found.options[-1].tried.failure == "no roster"
