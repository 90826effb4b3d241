"""Full-time equivalents that every week ahead requires, in equally likely cases of the level that volume reaches."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from staffing.documents.workspace import Workspace
from staffing.requirement.requirement import Requirement

if TYPE_CHECKING:
    from forecasts.long_range import LongRange

Floats: TypeAlias = NDArray[np.float64]

CASES = 51
"""Equally likely levels of the volume: the quantiles in the middles of as many equal parts."""


@dataclass(frozen=True, eq=False)
class Demand:
    """By role: expected hours of work and occupancy [R, W], and full-time equivalents [R, CASES, W], cases rising."""

    workload: Floats
    occupancy: Floats
    required: Floats


def demand_of(workspace: Workspace, ahead: LongRange, requirement: Requirement) -> Demand:
    """What the long forecast asks of each role; `workspace` has the handle times in force.

    The first week is exactly that of the weekly roster. How uncertain a week is two weeks before it, when its roster is
    made, is in the occupancy already; the cases are the levels that the volume may reach by then.
    """
    hours = _hours(workspace, ahead)
    roles, weeks = len(requirement.staffed), hours.shape[1]
    required = np.empty((roles, CASES, weeks))
    for role, share in enumerate(requirement.shares):
        level = _levels(_spread(ahead, workspace, share[:, None] * hours))
        required[role] = requirement.required(hours[:, None, :] * level)[role]
    return Demand(requirement.shares @ hours, requirement.occupancy_of(hours), required)


def _hours(workspace: Workspace, ahead: LongRange) -> Floats:
    """[Q, W] hours of work a week, queues in the team's order, with what a scenario assumes of the volume."""
    factors = dict(workspace.assumed.volume)
    rows = [
        ahead.mean[ahead.unique_ids.index(queue.id)] * factors.get(queue.id, 1.0) * queue.handle_minutes.mean / 60
        for queue in workspace.team.queues
    ]
    return np.array(rows)


def _spread(ahead: LongRange, workspace: Workspace, work: Floats) -> Floats:
    """[W] standard deviation of the log level of a role's work [Q, W]: that of a sum of correlated parts."""
    rows = [ahead.unique_ids.index(queue.id) for queue in workspace.team.queues]
    total = work.sum(axis=0)
    part = np.divide(work, total, out=np.zeros_like(work), where=total > 0) * ahead.spread[rows]
    apart = np.square(part).sum(axis=0)
    together = np.square(part.sum(axis=0))
    variance = ahead.correlation * together + (1 - ahead.correlation) * apart
    return np.asarray(np.sqrt(variance), dtype=np.float64)


def _levels(spread: Floats) -> Floats:
    """[CASES, W] log-normal levels of mean 1."""
    scores = np.array([NormalDist().inv_cdf((case + 0.5) / CASES) for case in range(CASES)])
    level = np.exp(scores[:, None] * spread)
    return np.asarray(level / level.mean(axis=0), dtype=np.float64)
