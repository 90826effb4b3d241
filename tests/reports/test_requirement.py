"""What a week needs, told to people and programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.outlook import look_ahead
from staffing.plan import Settings, make_plan
from staffing.read.workspace import read_workspace
from staffing.reports.plain_json import finite
from staffing.reports.requirement import requirement_record, requirement_sentences
from staffing.reports.whatif.record import scenario_record
from staffing.requirement.requirement import RoleWeek, WeekNeeds
from tests.reports.small_desk import page_text, write_small_desk
from tests.reports.whatif_answers import NEEDS, figures, tried


def role(required: float, available: float, *, name: str = "agent", occupancy: float = 0.79) -> RoleWeek:
    hours = 0.0 if occupancy != occupancy else 120.0
    return RoleWeek(name, hours, occupancy, 0.17, required, available, required - available, 6)


@pytest.mark.parametrize(
    ("needed", "at_hand", "expected"),
    [
        (4.9, 6.0, "4.9 full-time equivalents at occupancy 0.79; at hand 6.0: 1.1 more than needed."),
        (6.04, 4.96, "6.0 full-time equivalents at occupancy 0.79; at hand 5.0: 1.0 too few."),
        (5.96, 6.04, "6.0 full-time equivalents at occupancy 0.79; at hand 6.0: as many as needed."),
    ],
)
def test_surplus_shortage_and_equality_are_told_as_the_figures_are_printed(
    needed: float, at_hand: float, expected: str
) -> None:
    assert list(requirement_sentences(WeekNeeds(40, (role(needed, at_hand),)))) == [f"Needed: {expected}"]


def test_roles_are_named_where_there_are_several_and_fixed_heads_have_no_occupancy() -> None:
    needs = WeekNeeds(40, (role(4.9, 6.0), role(2, 1, name="lead", occupancy=float("nan"))))
    first, second = requirement_sentences(needs)
    assert first.startswith("Needed of agent: 4.9 full-time equivalents at occupancy 0.79")
    assert second == "Needed of lead: 2.0 full-time equivalents; at hand 1.0: 1.0 too few."
    assert finite(requirement_record(needs))["roles"][1]["occupancy"] is None


def test_the_run_tells_its_week_on_the_page_and_in_the_record(tmp_path: Path) -> None:
    plan = make_plan(look_ahead(read_workspace(write_small_desk(tmp_path / "w"))), Settings(seed=3, replications=50))
    needs = plan.outlook.requirement.needs
    record = requirement_record(needs)
    assert record["full_time_hours"] == 37.5
    assert list(record["roles"][0]) == [
        "role", "workload_hours", "occupancy", "shrinkage", "required_fte", "available_fte", "gap_fte", "people",
    ]  # fmt: skip
    assert record["roles"][0]["available_fte"] == pytest.approx(2.4)  # one of three is on leave for three days
    page = page_text(plan)
    assert all(sentence in page for sentence in requirement_sentences(needs))


def test_a_scenario_tells_its_own_and_one_without_figures_none() -> None:
    assert scenario_record(tried("base", figures()))["requirement"] == requirement_record(NEEDS)
    assert scenario_record(tried("failed", failure="No roster."))["requirement"] is None
