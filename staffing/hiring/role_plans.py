"""The program's decision told by role: lines, starts, stop-gaps, and whether to hire ahead."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from staffing.documents.workspace import Workspace
from staffing.hiring.ahead import OneMore, ahead_of
from staffing.hiring.answer import TODAY, WITH_PLAN, WITH_REQUISITIONS, Ahead, Ints, RolePlan
from staffing.hiring.demand import Demand
from staffing.hiring.openings import useful_after, weeks_to_start
from staffing.hiring.outlook import Outlooks
from staffing.hiring.prices import Prices
from staffing.hiring.role import RoleOutlook, line_of
from staffing.hiring.starts.program import Program, Starts
from staffing.hiring.starts.reach import first_useful, unpreventable

SMALL_TEAM = 15
"""People of a role up to whom one more is a large step, and hiring ahead a question of its own."""


class RolePlans:
    """What was decided over the weeks looked at, to be told role by role."""

    def __init__(
        self,
        workspace: Workspace,
        found: Outlooks,
        demand: Demand,
        prices: Sequence[Prices],
        decided: tuple[Program, Starts],
    ) -> None:
        self.workspace, self.hazards, self.demand, self.prices = workspace, found.hazards, demand, prices
        self.program, self.starts = decided
        self.unpreventable = unpreventable(self.program)

    def planned(self, number: int) -> tuple[tuple[int, int], ...]:
        """Weeks and people who start in them."""
        people = self.told(self.starts.people[number])
        return tuple((int(week), int(people[week])) for week in np.flatnonzero(people))

    def told(self, starts: Ints) -> Ints:
        """Those whose requisitions are opened within the plan [W + L]."""
        return np.where(np.arange(len(starts)) < self.program.planned, starts, 0)

    def role(self, number: int, one: RoleOutlook) -> RolePlan:
        part = slice(0, one.planned)
        required = one.required[:, part]
        coming = tuple(one.starters(week, people) for week, people in self.planned(number))
        return RolePlan(
            staffed=one.staffed,
            workload_hours=self.demand.workload[number, part],
            occupancy=self.demand.occupancy[number, part],
            required=required.mean(axis=0),
            required_p10=np.quantile(required, 0.1, axis=0),
            required_p90=np.quantile(required, 0.9, axis=0),
            lines=(
                line_of(TODAY, one, one.people),
                line_of(WITH_REQUISITIONS, one, one.expected),
                line_of(WITH_PLAN, one, (*one.expected, *coming)),
            ),
            starts=self.told(self.starts.people[number]),
            classes=self.told(self.starts.classes[number]),
            overtime=self.starts.overtime[number, part],
            outsourced=self.starts.outsourced[number, part],
            uncovered=self.starts.short[number, part],
            unpreventable=self.unpreventable[number, part],
            first_useful=min(first_useful(self.program, number), one.planned),
            per_head=one.per_head,
            prices=self.prices[number],
            ahead=self.ahead(number, one),
        )

    def ahead(self, number: int, one: RoleOutlook) -> Ahead | None:
        """Whether to hire ahead, for a role of few people."""
        hiring, starts = self.workspace.team.hiring, np.flatnonzero(self.program.may_start[number])
        if not len(starts) or not 0 < sum(cohort.count for cohort in one.people) <= SMALL_TEAM:
            return None
        more = OneMore(
            int(starts[0]),
            weeks_to_start(hiring),
            useful_after(hiring),
            one.per_head,
            self.hazards.settled,
        )
        useful = more.first + more.learning
        if useful >= one.planned:
            return None
        staying = [float(c.chances[:, useful].sum()) for c in one.people for _ in range(c.count)]
        return ahead_of(self.program, number, more, staying, one.weeks[: one.planned])
