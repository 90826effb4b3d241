"""How many full-time equivalents a week needs, by role: one truth for the weekly run, what-ifs and the hiring plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from staffing.documents.roles import StaffedRole
from staffing.documents.team import Shrinkage
from staffing.service.rates import fte_needed

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pool:
    """Roles that share queues, directly or through others: their size together sets the occupancy.

    `roles` and `queues` are indices. `sizes` [n]: hours of work a week, rising, and `occupancy` [n] allowed at each,
    never falling. `floor_fte`: what it takes to have the people on queue that opening hours ask for. `ratios`, `kept`
    and `kept_fresh` [m]: staffing / required, and the chance that the planned week keeps its promise with it, after
    weeks like it and after weeks that leave no open cases.
    """

    roles: tuple[int, ...]
    queues: tuple[int, ...]
    sizes: Floats
    occupancy: Floats
    floor_fte: float
    ratios: Floats
    kept: Floats
    kept_fresh: Floats

    def allowed(self, hours: Floats) -> Floats:
        """The occupancy allowed at sizes of the work; between those measured linear in the logarithm of the size."""
        found = np.interp(np.log(np.maximum(hours, 1e-9)), np.log(self.sizes), self.occupancy)
        return np.asarray(found, dtype=np.float64)


@dataclass(frozen=True)
class RoleWeek:
    """What the planned week asks of a role, and has. `gap_fte` = required - available: below 0 a surplus.

    `occupancy` is what its hours on queue would be used for with as many as required: what the size allows, or less
    where opening hours ask for more people than the work does; NaN where no work falls to the role.
    """

    role: str
    workload_hours: float
    occupancy: float
    shrinkage: float
    required_fte: float
    available_fte: float
    gap_fte: float
    people: int


@dataclass(frozen=True)
class WeekNeeds:
    """What the planned week asks of each role, and the paid hours of a full-time equivalent in a week."""

    full_time_hours: float
    roles: tuple[RoleWeek, ...]


@dataclass(frozen=True, eq=False)
class Requirement:
    """What any week needs. `shares` [R, Q]: of each queue's work the part that falls to a role, together 1.

    Roles with a fixed number of heads (`fixed_fte` [R], NaN for the others) take no part in the work. `power` [R]:
    full-time equivalents of the people who hold a role. `speeds`: by agent, 1 where nothing is said. `present`:
    full-time equivalents of the planned week by agent, after leave, of those employed in it.
    """

    staffed: tuple[StaffedRole, ...]
    shares: Floats
    pools: tuple[Pool, ...]
    fixed_fte: Floats
    power: Floats
    shrinkage: Shrinkage
    full_time_minutes: int
    speeds: Mapping[str, float]
    present: Mapping[str, float]
    week: tuple[RoleWeek, ...]

    def required(self, workload: Floats) -> Floats:
        """[R, ...] full-time equivalents for hours of work a week [Q, ...] of each queue."""
        found = np.zeros((len(self.staffed), *workload.shape[1:]))
        for pool in self.pools:
            hours = workload[list(pool.queues)].sum(axis=0)
            found[list(pool.roles)] = self._pool_fte(pool, hours) * self._split(pool, workload)
        fixed = np.flatnonzero(~np.isnan(self.fixed_fte))
        found[fixed] = self.fixed_fte[fixed].reshape(-1, *[1] * (workload.ndim - 1))
        return found

    def occupancy_of(self, workload: Floats) -> Floats:
        """[R, ...] the occupancy with as many as required; NaN where no work falls to a role."""
        hours, fte = np.tensordot(self.shares, workload, 1), self.required(workload)
        works = (hours > 0) & np.isnan(self.fixed_fte).reshape(-1, *[1] * (workload.ndim - 1))
        found = np.full(hours.shape, np.nan)
        np.divide(hours, fte * self._on_queue_hours, out=found, where=works & (fte > 0))
        return found

    def promise(self, role: int, ratio: Floats, before: Floats) -> Floats:
        """The chance that a week is kept at staffing / required, with `before` the same of the week before it.

        A short week after others that are short begins with their backlog; after one with enough people it begins with
        next to none, and between the two the chance is taken as linear. NaN for a role without work.
        """
        pool = next((pool for pool in self.pools if role in pool.roles), None)
        if pool is None:
            return np.full(np.shape(ratio), np.nan)
        steady, fresh = (np.interp(ratio, [0.0, *pool.ratios], [0.0, *each]) for each in (pool.kept, pool.kept_fresh))
        missing = np.maximum(1 - ratio, 0.0)
        part = np.divide(before - ratio, missing, out=np.zeros(np.shape(ratio)), where=missing > 0)
        return np.asarray(steady + (fresh - steady) * np.clip(part, 0.0, 1.0), dtype=np.float64)

    @property
    def needs(self) -> WeekNeeds:
        """The planned week as reports tell it."""
        return WeekNeeds(self.full_time_minutes / 60, self.week)

    @property
    def _on_queue_hours(self) -> float:
        """Expected hours on queue of a full-time equivalent in a week."""
        return 1 / fte_needed(1.0, 1.0, self.shrinkage.in_shift, self.shrinkage.absence, self.full_time_minutes / 60)

    def _pool_fte(self, pool: Pool, hours: Floats) -> Floats:
        return np.asarray(np.maximum(hours / pool.allowed(hours) / self._on_queue_hours, pool.floor_fte))

    def _split(self, pool: Pool, workload: Floats) -> Floats:
        """[roles of the pool, ...] each one's part of the work; where there is none, of the people."""
        roles = list(pool.roles)
        hours = np.tensordot(self.shares[roles], workload, 1)
        total = hours.sum(axis=0)
        power = np.maximum(self.power[roles], 1e-9).reshape(-1, *[1] * (workload.ndim - 1))
        found = np.broadcast_to(power / power.sum(), hours.shape).copy()
        np.divide(hours, total, out=found, where=total > 0)
        return found
