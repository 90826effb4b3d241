"""Requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import OFF, Problem, Wish
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.resource import Resource, each_counts, nothing_added
from staffing.rules.rule import Rule, Weight

if TYPE_CHECKING:
    from staffing.rules.model import Model


class Requests(Rule):
    """Priced: a refused request costs its own weight times the rule's."""

    rule: Literal["requests"] = "requests"
    weight: Weight = Field(default=1)
    kind: ClassVar = "agent"
    law: ClassVar = "A shift wanted is given, a shift not wanted is not, and a day wanted off is off."
    unit: ClassVar = "points"
    allowed: ClassVar = "-M---"
    forbidden: ClassVar = "MN-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for wish in problem.wishes:
            line = roster.work[wish.agent, wish.day - problem.history_days]
            if not _granted(wish, line):
                yield self.breach(wish.weight, f"refused: {describe(problem, wish)}", wish.agent, wish.day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        for wish in model.problem.wishes:
            day = model.work[wish.agent, wish.day]
            where = {"agent": wish.agent, "day": wish.day, "amount": wish.weight}
            note = f"refused: {describe(model.problem, wish)}"
            if wish.shift == OFF:
                # two shifts on one day still break one wish: the step is the most that can be broken
                yield Bound(day, high=0, step=len(day), note=note, **where)
            elif wish.avoid:
                yield Bound(day[[wish.shift]], high=0, note=note, **where)
            else:
                yield Bound(day[[wish.shift]], low=1, note=note, **where)

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        adds, off = nothing_added(problem), problem.shifts
        for wish in problem.wishes_of[agent]:
            chosen = np.arange(off + 1) == (off if wish.shift == OFF else wish.shift)
            refused = chosen if wish.avoid and wish.shift != OFF else ~chosen
            adds[wish.day - problem.history_days] += wish.weight * refused
        return each_counts(adds)


def _granted(wish: Wish, line: Annotated[np.ndarray, "S flags"]) -> bool:
    if wish.shift == OFF:
        return not any(line)
    return bool(line[wish.shift]) != wish.avoid


def describe(problem: Problem, wish: Wish) -> str:
    """What was asked for, as it is written in `requests.csv`."""
    if wish.shift == OFF:
        return "off"
    return f"not:{problem.shift_names[wish.shift]}" if wish.avoid else problem.shift_names[wish.shift]
