"""Why nobody is hired for a role that is expected to be short."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from staffing.hiring.answer import WITH_PLAN, HiringPlan, RolePlan
from staffing.reports.hiring.words import SEEN, SHORT, fte, joined, line_of, name_of, openings_for, peak, weeks_text
from staffing.reports.plain_text import counted

NAMED = 3
"""So many roles of one reason are named; more are counted."""


def reasons(plan: HiringPlan) -> list[str]:
    """A sentence for each reason, with the roles that are short and that nobody is opened for."""
    found: dict[str, list[RolePlan]] = {}
    for role in plan.roles:
        if _short_weeks(role).any() and not openings_for(plan, role.staffed.id):
            found.setdefault(_reason(plan, role), []).append(role)
    return [f"No opening for {_named(roles)}: {reason}." for reason, roles in found.items()]


def has_frozen_starts(plan: HiringPlan, role: RolePlan) -> bool:
    """Whether a freeze lies before the first start that could help, in the weeks before somebody hired now works."""
    hiring, weeks = plan.workspace.team.hiring, len(plan.weeks)
    until = role.first_useful - (hiring.training.weeks if role.first_useful < weeks else 0)
    return any(one.start <= day <= one.end for day in plan.weeks[: max(0, until)] for one in hiring.freeze)


def _named(roles: list[RolePlan]) -> str:
    """A role covered by stop-gaps is told with its gap, as nothing else says that it is short."""
    parts = [name_of(role.staffed.id) + _before_stop_gaps(role) for role in roles[:NAMED]]
    if left := len(roles) - NAMED:
        parts += [counted(left, "more role")] if left > 0 else []
    return joined(parts)


def _before_stop_gaps(role: RolePlan) -> str:
    if peak(role.uncovered)[1] >= SHORT:
        return ""
    return f" ({fte(peak(line_of(role, WITH_PLAN).gap)[1])} FTE short at the worst, before stop-gaps)"


def _short_weeks(role: RolePlan) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The weeks in which a full-time equivalent is expected to be missing, before or after stop-gaps."""
    return np.fmax(role.uncovered, line_of(role, WITH_PLAN).gap) >= SHORT


def _reason(plan: HiringPlan, role: RolePlan) -> str:
    weeks = len(plan.weeks)
    if role.first_useful >= weeks:
        freeze = " and the freeze" if has_frozen_starts(plan, role) else ""
        taken = f"time to fill, notice, training{freeze}"
        return f"nobody hired now could work within these {weeks_text(weeks)} ({taken})"
    if not _short_weeks(role)[role.first_useful :].any():
        return f"the shortage comes before {plan.weeks[role.first_useful]}, when somebody hired now could first help"
    cheaper = list(_cheaper(plan, role))
    if cheaper and peak(role.uncovered)[1] < SHORT:
        return f"a person would cost more than {joined(cheaper)} of the same work"
    if _budget_spent(plan, role):
        return "the budget allows nobody more"
    return "a person would cost more than the shortage is worth"


def _cheaper(plan: HiringPlan, role: RolePlan) -> Iterator[str]:
    """The stop-gaps in use that cost less for a full-time equivalent and week than a person at full speed."""
    if role.per_head <= 0:
        return
    person = role.prices.wage / role.per_head
    if float(np.nansum(role.overtime)) >= SEEN and role.prices.overtime < person:
        yield "overtime"
    if float(np.nansum(role.outsourced)) >= SEEN and role.prices.outsourced < person:
        yield "outsourcing"


def _budget_spent(plan: HiringPlan, role: RolePlan) -> bool:
    """Whether what all planned starts leave of the budget is too little for one more person of a role."""
    budget = plan.workspace.team.hiring.budget
    if budget.hires is not None and sum(int(one.starts.sum()) for one in plan.roles) >= budget.hires:
        return True
    if budget.money is None:
        return False
    spent = sum(
        float(one.starts.sum() * one.prices.per_hire + one.classes.sum() * one.prices.per_class) for one in plan.roles
    )
    return spent + role.prices.per_hire + role.prices.per_class > budget.money
