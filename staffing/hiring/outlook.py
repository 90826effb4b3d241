"""The outlook of every role: the weekly roster's people and requirement, carried into the weeks ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from staffing.documents.workspace import Workspace
from staffing.hiring.demand import Demand
from staffing.hiring.role import RoleOutlook
from staffing.hiring.supply.attrition import Hazards, hazards_of
from staffing.hiring.supply.careers import career_of
from staffing.hiring.supply.filling import requisition_cohorts
from staffing.hiring.supply.lateness import lateness
from staffing.hiring.supply.leave import usual_leave_days
from staffing.hiring.supply.people import people_cohorts
from staffing.hiring.supply.staff import Staff
from staffing.requirement.requirement import Requirement


@dataclass(frozen=True, eq=False)
class Outlooks:
    """The roles, and what they rest on: chances of leaving, usual days of leave a year and where that comes from."""

    roles: tuple[RoleOutlook, ...]
    hazards: Hazards
    leave: tuple[float, str]


def outlooks_of(
    workspace: Workspace, requirement: Requirement, demand: Demand, weeks: tuple[date, ...], planned: int
) -> Outlooks:
    """Who is there and who comes in `weeks`, of which the first `planned` are told."""
    hiring, now = workspace.team.hiring, workspace.as_of.date()
    contracts = {contract.id: contract for contract in workspace.team.contracts}
    hazards = hazards_of(hiring, workspace.agents, now)
    leave = usual_leave_days(hiring, workspace.agents, contracts, workspace.leave, now)
    staff = Staff(
        hiring,
        contracts,
        requirement.full_time_minutes,
        first_week=requirement.present,
        leave=workspace.leave,
        leave_days=leave[0],
        speeds=requirement.speeds,
    )
    late, found = lateness(hiring.time_to_fill), []
    for number, staffed in enumerate(requirement.staffed):
        per_head = staff.per_head(staffed.contract)
        career = career_of(hiring, hazards, len(weeks), per_head, requirement.full_time_minutes / 60)
        found.append(
            RoleOutlook(
                staffed=staffed,
                weeks=weeks,
                planned=planned,
                required=demand.required[number],
                people=people_cohorts(staffed, weeks, hazards, staff),
                coming=requisition_cohorts(workspace.requisitions, staffed.id, career, weeks, now, hiring),
                career=career,
                per_head=per_head,
                late=late,
                promise=partial(requirement.promise, number),
            )
        )
    return Outlooks(tuple(found), hazards, leave)
