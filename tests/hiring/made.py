"""A role made by hand: so many people who stay, and what each week requires."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from staffing.documents.hiring import Hiring, Role
from staffing.documents.roles import StaffedRole
from staffing.documents.team import Contract
from staffing.hiring.role import RoleOutlook
from staffing.hiring.supply.attrition import hazards_of
from staffing.hiring.supply.careers import career_of
from staffing.hiring.supply.cohort import Cohort, Floats
from staffing.hiring.supply.lateness import lateness

FIRST = date(2026, 11, 30)
CONTRACT = Contract(id="full_time", minutes_per_week=2400, days_per_week=5, shifts=("day",), cost_per_hour=10)


def outlook_of(hiring: Hiring, people: int, required: Floats, planned: int | None = None) -> RoleOutlook:
    """The outlook of `people` who leave as `hiring` says, against `required` [W]; a promise is kept in proportion."""
    weeks = len(required)
    hazards = hazards_of(hiring, (), FIRST)
    chance = hazards.staying(np.full(weeks, 1000))
    nobody = np.zeros(weeks)
    there = Cohort(people, chance[None], np.ones((1, weeks)), nobody, -np.diff(chance, prepend=1.0))
    return RoleOutlook(
        staffed=StaffedRole(Role(id="agent"), (), CONTRACT, ("payments",)),
        weeks=tuple(FIRST + timedelta(days=7 * week) for week in range(weeks)),
        planned=weeks if planned is None else planned,
        required=required[None],
        people=(there,),
        coming=(),
        career=career_of(hiring, hazards, weeks, 1.0, 40.0),
        per_head=1.0,
        late=lateness(hiring.time_to_fill),
        promise=lambda ratio, before: np.minimum(1.0, ratio),
    )
