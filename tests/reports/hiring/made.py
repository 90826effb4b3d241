"""Hiring plans made by hand: figures of our choice on the small desk."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from staffing.documents.hiring import Role
from staffing.documents.roles import StaffedRole, roles_of
from staffing.documents.workspace import Workspace
from staffing.hiring.answer import (
    LINES,
    Ahead,
    Assumption,
    Coming,
    Floats,
    HiringPlan,
    Line,
    Opening,
    RolePlan,
    Slip,
    Solved,
)
from staffing.hiring.prices import Prices, unit_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FIRST, WEEKS, LATER = date(2026, 3, 2), 52, 26
EVIL = '=1+1</text><script>alert("1")</script> [x](http://evil) |\x1b[31m'
AHEAD = Ahead(date(2026, 12, 14), 11, 0.73, 0.354, 7200.0, 800.0, True)
ASSUMPTIONS = (
    Assumption("attrition", "30% of people leave within a year", "assumed"),
    Assumption("notice", "30 days", "team.yaml"),
    Assumption("time to fill", "45 days for half, 65 for 4 of 5", "assumed"),
)
PARTS = (("wages", 402_345.4), ("hiring", 10_000.0), ("short", 0.0))
SOLVED = Solved("optimal", 555_555.5, 555_555.5, 0.0, "", LATER, PARTS)
COMING = (
    Coming("R-2026-14", "agent", 2, "offer", 0.76, 0.75, date(2026, 4, 27)),
    Coming("R-2026-15", "agent", 1, "open", 0.5, 0.1, None),
)


def weeks(count: int = WEEKS) -> tuple[date, ...]:
    return tuple(FIRST + timedelta(weeks=week) for week in range(count))


def line(name: str, required: Floats, available: Floats, promise: float = 0.93) -> Line:
    """A line whose gap is what it must be, half a full-time equivalent to both sides."""
    gap = required - available
    return Line(
        name=name,
        available=available,
        available_p10=available - 0.5,
        available_p90=available + 0.5,
        gap=gap,
        p10=gap - 0.6,
        p90=gap + 0.6,
        short=1 / (1 + np.exp(-4 * (gap - 1))),
        heads=available + 0.4,
        started=np.zeros(len(gap)),
        left=np.full(len(gap), 0.04),
        promise=np.full(len(gap), promise),
    )


def role(staffed: StaffedRole, starts: dict[int, int], promise: float = 0.93, **given: Any) -> RolePlan:
    """Six people who dwindle, five and a half required; whoever starts is there 2 weeks later, one comes in week 8."""
    count = given.pop("count", WEEKS)
    at = np.arange(count)
    required = given.pop("required", 5.2 + 0.6 * np.sin(at / 8) + 0.008 * at)
    today = 6 * 0.993**at
    coming = today + (at >= 8) * 0.8 * given.pop("coming", 1)
    ours = np.array([starts.get(week, 0) for week in range(count + LATER)])
    planned = coming + np.concatenate([[0, 0], ours.cumsum()])[:count]
    overtime = np.where((at >= 20) & (at < 24), 0.3, 0.0)
    made = RolePlan(
        staffed=staffed,
        workload_hours=required * 30,
        occupancy=np.full(count, 0.8),
        required=required,
        required_p10=required - 0.4,
        required_p90=required + 0.5,
        lines=tuple(  # type: ignore[arg-type]
            line(name, required, available, promise)
            for name, available in zip(LINES, (today, coming, planned), strict=True)
        ),
        starts=ours,
        classes=(ours > 0).astype(np.int64),
        overtime=overtime,
        outsourced=np.zeros(count),
        uncovered=np.maximum(0.0, required - planned - overtime),
        unpreventable=np.where((at >= 9) & (at < 14), 0.2, 0.0),
        first_useful=16,
        per_head=0.98,
        prices=Prices(wage=800.0, per_hire=4800.0, per_class=1600.0, overtime=1200.0, outsourced=0.0, short=7200.0),
        ahead=AHEAD,
    )
    return replace(made, **given)


def opening(name: str, week: int, headcount: int = 1, **given: Any) -> Opening:
    """An opening whose dates, funnel and ramp are those of `Hiring()`."""
    start = FIRST + timedelta(weeks=week)
    accept_by = start - timedelta(days=30)
    offers = math.ceil(headcount / 0.76)
    made = Opening(
        role=name,
        headcount=headcount,
        open_by=accept_by - timedelta(days=65),
        accept_by=accept_by,
        start=start,
        useful_from=start + timedelta(weeks=27),
        offers=offers,
        interviews=4 * offers,
        candidates=16 * offers,
        slip=Slip(2.4 + week / 100, 12, 0.93, 0.84),
    )
    return replace(made, **given)


def plan(workspace: Workspace, roles: tuple[RolePlan, ...], *openings: Opening, **given: Any) -> HiringPlan:
    count = len(roles[0].required)
    every = weeks(count + LATER)
    made = HiringPlan(
        workspace=workspace,
        weeks=every[:count],
        later=every[count:],
        roles=roles,
        openings=openings,
        coming=COMING,
        solved=SOLVED,
        assumptions=ASSUMPTIONS,
        shrinkage=0.2,
        full_time_hours=37.5,
        met=True,
        unit=unit_of(workspace.team),
    )
    return replace(made, **given)


def agents(workspace: Workspace) -> StaffedRole:
    """The only role of the desk."""
    return roles_of(workspace.team, workspace.agents)[0]


def one_role(workspace: Workspace, **given: Any) -> HiringPlan:
    """Two openings for one role."""
    staffed = agents(workspace)
    made = role(staffed, {16: 1, 30: 2}, **given)
    return plan(workspace, (made,), opening(staffed.id, 16), opening(staffed.id, 30, 2))


def late_start(workspace: Workspace) -> HiringPlan:
    """An opening within the weeks whose person starts after them, so that nothing is known of its delay."""
    staffed, slip = agents(workspace), Slip(0.0, 0, math.nan, math.nan)
    return plan(workspace, (role(staffed, {WEEKS + 3: 1}),), opening(staffed.id, WEEKS + 3, slip=slip))


def two_roles(workspace: Workspace) -> HiringPlan:
    """Agents who are hired for, and leads: so many heads, no promise, no workload."""
    leads = StaffedRole(Role(id="lead", of="lead", heads=2), (), workspace.team.contracts[0], ())
    flat = np.full(WEEKS, 2.0)
    bare = {"required": flat, "required_p10": flat, "required_p90": flat, "workload_hours": flat * math.nan}
    second = role(leads, {20: 1}, math.nan, occupancy=flat * math.nan, ahead=None, **bare)
    slip = Slip(1.0, 4, math.nan, math.nan)
    first = one_role(workspace)
    return replace(first, roles=(*first.roles, second), openings=(*first.openings, opening("lead", 20, slip=slip)))


def nobody(workspace: Workspace, **given: Any) -> HiringPlan:
    """No opening, and none under way; nobody is short either."""
    made = role(agents(workspace), {}, coming=0, required=np.full(WEEKS, 3.9), unpreventable=np.zeros(WEEKS))
    return plan(workspace, (replace(made, overtime=np.zeros(WEEKS)),), **{"coming": (), **given})


def evil(workspace: Workspace) -> HiringPlan:
    """Whoever named the team, the role and its queues means harm."""
    team = workspace.team.model_copy(update={"team": EVIL})
    bad = Role.model_construct(id=EVIL, skills=(), site=EVIL, contract=None, of="agent", heads=None)
    staffed = replace(agents(workspace), role=bad, queues=(EVIL, "billing"))
    made = role(staffed, {16: 1})
    rests = (Assumption(EVIL, EVIL, EVIL),)
    coming = (Coming(EVIL, EVIL, 1, "open", 0.5, 0.4, None),)
    return plan(replace(workspace, team=team), (made,), opening(EVIL, 16), assumptions=rests, coming=coming)
