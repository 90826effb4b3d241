"""Small supplies of people: one role, weeks from a Monday on, and plain ways of hiring."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import numpy as np

from staffing.documents.hiring import Hiring, Role
from staffing.documents.people import Agent, Leave
from staffing.documents.roles import StaffedRole
from staffing.documents.team import Contract
from staffing.hiring.supply.attrition import Hazards, hazards_of
from staffing.hiring.supply.cohort import Cohort, Floats
from staffing.hiring.supply.people import people_cohorts
from staffing.hiring.supply.staff import Staff

MONDAY = date(2026, 11, 23)
NOW = MONDAY - timedelta(days=3)
FULL = Contract(id="full", minutes_per_week=2400, days_per_week=5, shifts=("early",))
HALF = Contract(id="half", minutes_per_week=1200, days_per_week=4, shifts=("early",))
PLAIN = {
    "attrition": {"probability": 0.0},
    "ramp": (1.0,),
    "training": {"weeks": 0},
    "time_to_fill": {"median_days": 45, "p80_days": 65},
}


def hiring_of(**changes: Any) -> Hiring:
    """Nobody leaves, and everybody is at full speed at once, but for `changes`, keys of `hiring`."""
    return Hiring.model_validate({**PLAIN, **changes})


def weeks_of(count: int) -> tuple[date, ...]:
    return tuple(MONDAY + timedelta(days=7 * week) for week in range(count))


def agents_of(*rows: dict[str, Any]) -> tuple[Agent, ...]:
    return tuple(Agent.model_validate({"agent_id": f"a{n}", "contract": "full", **row}) for n, row in enumerate(rows))


def hazards_stated(hiring: Hiring) -> Hazards:
    return hazards_of(hiring, (), NOW)


def staff_of(hiring: Hiring, leave: Iterable[Leave] = (), **changes: Any) -> Staff:
    contracts = {contract.id: contract for contract in (FULL, HALF)}
    return Staff(hiring, contracts, full_time_minutes=2400, leave=tuple(leave), **changes)


def role_of(*rows: dict[str, Any]) -> StaffedRole:
    return StaffedRole(Role(id="desk"), agents_of(*rows), FULL, ("cases", "mail"))


def people_of(*rows: dict[str, Any], weeks: int = 12, staff: Staff | None = None) -> tuple[Cohort, ...]:
    there = staff or staff_of(hiring_of())
    return people_cohorts(role_of(*rows), weeks_of(weeks), hazards_stated(there.hiring), there)


def fte(cohorts: Iterable[Cohort]) -> Floats:
    return np.asarray(np.sum([cohort.fte for cohort in cohorts], axis=0), dtype=np.float64)


def assert_conserves(cohort: Cohort) -> None:
    """People in are people out and people left, every week; nobody is there with a chance outside 0..1."""
    heads = cohort.heads / cohort.count
    np.testing.assert_allclose(heads[1:], heads[:-1] + cohort.started[1:] - cohort.left[1:], atol=1e-12)
    assert ((cohort.chances >= 0) & (heads <= 1 + 1e-12)).all()
    assert (cohort.started >= 0).all()
    assert (cohort.left >= -1e-12).all()
    assert cohort.left[0] == 0
