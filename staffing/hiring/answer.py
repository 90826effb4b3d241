"""What a hiring plan says: by role and line the gap of every week, the openings, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from staffing.documents.roles import StaffedRole
from staffing.documents.workspace import Workspace
from staffing.hiring.prices import Prices

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

TODAY, WITH_REQUISITIONS, WITH_PLAN = "today", "with_requisitions", "with_plan"
LINES = (TODAY, WITH_REQUISITIONS, WITH_PLAN)


@dataclass(frozen=True, eq=False)
class Line:
    """One role under one assumption of who comes; all arrays [W], a number a week.

    `available` and `gap` are expected full-time equivalents, gap = required - available (below 0: a surplus);
    `available_p10`, `available_p90` and `p10`, `p90` are quantiles of each, `short` the probability of a gap of 1 or
    more. `heads` are expected people employed,
    those in training included, `started` and `left` of the week. `promise` is the chance that the week keeps its
    promise, as far as the number of people decides it (NaN for a role without workload).
    """

    name: str
    available: Floats
    available_p10: Floats
    available_p90: Floats
    gap: Floats
    p10: Floats
    p90: Floats
    short: Floats
    heads: Floats
    started: Floats
    left: Floats
    promise: Floats


@dataclass(frozen=True)
class Ahead:
    """Hire ahead, or wait until somebody leaves: what one more person would meet, opened for today.

    They come on top of the open requisitions, and of nobody else. `useful_from`: the first week such a person works at
    full speed. `short` is the mean chance of any gap in the weeks from then on that a person hired only when somebody
    leaves could not cover (`weeks` of them); `somebody_leaves` the chance that at least one leaves before
    `useful_from`. Of a week, `cost_idle` is what the person costs (wage, and what replacing them costs x the chance
    that they leave), `cost_short` what they save where there is a gap (shortage and stop-gaps at their prices), less
    that. Ahead pays where short x cost_short > (1 - short) x cost_idle.
    """

    useful_from: date
    weeks: int
    somebody_leaves: float
    short: float
    cost_short: float
    cost_idle: float
    ahead: bool


@dataclass(frozen=True)
class Slip:
    """What four weeks' delay of an opening costs over the weeks looked at, those after the plan included.

    Full-time equivalents too few, summed over weeks; the mean chance of keeping the promise in the weeks in which the
    delay matters (`weeks` of them), as planned and delayed.
    """

    fte_weeks: float
    weeks: int
    promise: float
    promise_late: float


@dataclass(frozen=True)
class Opening:
    """A requisition to open: `headcount` people of a role who start in one week.

    `open_by` = `start` - notice - time to fill (80th percentile), in days, and lies within the plan; the start may come
    after it. `useful_from` is the first week at full speed.
    """

    role: str
    headcount: int
    open_by: date
    accept_by: date
    start: date
    useful_from: date
    offers: int
    interviews: int
    candidates: int
    slip: Slip


@dataclass(frozen=True, eq=False)
class RolePlan:
    """A role over the weeks; arrays [W].

    `workload_hours`, `occupancy`, `required` (FTE, expected) with `required_p10`, `required_p90`; `starts` and
    `classes` [W + L] that begin in a week, or in one of the L later ones where their requisitions are to be opened
    within the plan; `overtime`, `outsourced`: FTE of the stop-gaps expected under the plan, `uncovered` those that
    neither people nor stop-gaps cover; `unpreventable`: expected FTE too few whatever is decided today. `per_head`: FTE
    of one new person at full speed.
    """

    staffed: StaffedRole
    workload_hours: Floats
    occupancy: Floats
    required: Floats
    required_p10: Floats
    required_p90: Floats
    lines: tuple[Line, Line, Line]
    starts: Ints
    classes: Ints
    overtime: Floats
    outsourced: Floats
    uncovered: Floats
    unpreventable: Floats
    first_useful: int
    """The first week in which somebody opened for today would work; W where that is beyond the plan."""
    per_head: float
    prices: Prices
    ahead: Ahead | None


@dataclass(frozen=True)
class Assumption:
    """Something the plan rests on: what, its value in words, and where it comes from (`team.yaml`, `assumed`, ...)."""

    name: str
    value: str
    source: str


@dataclass(frozen=True)
class Solved:
    """What the program says of itself: `status` (optimal, feasible), money in the team's currency.

    `cost`, `bound` and the relative `gap` between them are of the weeks told and `tail_weeks` after them, what new
    people are worth at the end taken off. `parts`: what the plan costs in the weeks told alone, with the starts in
    them: name and money of wages (of new people), hiring, classes, overtime, outsourced, short.
    """

    status: str
    cost: float
    bound: float
    gap: float
    limit_hit: str
    tail_weeks: int
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Coming:
    """An open requisition as the plan counts it.

    `comes`: the chance that each of its people comes at all, `within` that they have started before the plan ends;
    `median_start`: the week by which half of those who come have started, None where that is after the plan.
    """

    requisition_id: str
    role: str
    headcount: int
    stage: str
    comes: float
    within: float
    median_start: date | None


@dataclass(frozen=True, eq=False)
class HiringPlan:
    """The whole answer; `weeks` [W] are the first days of the weeks, `later` [L] of those planned along after them."""

    workspace: Workspace
    weeks: tuple[date, ...]
    later: tuple[date, ...]
    roles: tuple[RolePlan, ...]
    openings: tuple[Opening, ...]
    coming: tuple[Coming, ...]
    solved: Solved
    assumptions: tuple[Assumption, ...]
    shrinkage: float
    full_time_hours: float
    """Paid hours of one full-time equivalent in a week."""
    met: bool
    """Whether with the plan and its stop-gaps no role is expected to be one full-time equivalent short in any week."""
    unit: str
    """What money is counted in: the currency, or hours of pay where wages are not known."""
