"""Capacity in the stretches of time that chance threatens most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight
from staffing.service.fluid import group_capacity
from staffing.service.pools import pools
from staffing.service.windows import ShortWindow

if TYPE_CHECKING:
    from staffing.rules.model import Model


class WindowMargin(Rule):
    """Not written by people: the windows and their minutes come from a roster that turned out short.

    Each of `windows` is its first and its last interval (both included, the tail counts too), the minutes needed, and
    the pool of people who count.
    """

    rule: Literal["window_margin"] = "window_margin"
    weight: Weight = 20
    windows: tuple[ShortWindow, ...] = ()
    kind: ClassVar = "team"
    by_name: ClassVar = False
    law: ClassVar = "In each of its windows the capacity on queue is at least the minutes given."
    unit: ClassVar = "minutes of capacity short"
    example: ClassVar = {"windows": ((0, 1, 300, 0),)}
    allowed: ClassVar = "M----"
    forbidden: ClassVar = "N----"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        capacity = group_capacity(problem, roster)
        for first, last, needed, pool in self.windows:
            there = int(capacity[pools(problem.demand)[pool].groups, first : last + 1].sum())
            if there < needed:
                hours = (last + 1 - first) * problem.demand.interval_minutes / 60
                note = f"{there} minutes of capacity in {hours:g} hours, {needed} wanted"
                yield self.breach(needed - there, note, day=_day(problem, first))

    def bounds(self, model: Model) -> Iterator[Bound]:
        problem, demand, profiles = model.problem, model.problem.demand, model.problem.profiles
        for first, last, needed, pool in self.windows:
            inside, groups = slice(first, last + 1), pools(demand)[pool].groups
            added = np.array([problem.capacity_at(int(speed))[:, :, inside].sum(axis=2) for speed in profiles.speed])
            added[~groups[profiles.group]] = 0
            low = needed - int(demand.base_capacity[groups, inside].sum())
            hours = (last + 1 - first) * demand.interval_minutes / 60
            note = f"too little capacity in {hours:g} hours"
            yield Bound(model.people[added > 0], added[added > 0], low=low, day=_day(problem, first), note=note)


def _day(problem: Problem, interval: int) -> int:
    """The day on the day axis in which a planned interval lies."""
    return problem.history_days + int(problem.demand.interval_day[interval])
