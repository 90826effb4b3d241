"""What people too few and people too many on a shift cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, NamedTuple

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.model import Model
from staffing.rules.rule import Rule, Weight


class Needed(NamedTuple):
    """People wanted on a shift of a planned day, and the points of each one too few and each one too many."""

    day: int
    shift: int
    people: int
    under: int
    over: int


class PricedCover(Rule):
    """Not written by people: every shift of a day has its own number of people and its own prices."""

    rule: Literal["priced_cover"] = "priced_cover"
    weight: Weight = 1
    needs: tuple[Needed, ...]
    kind: ClassVar = "team"
    by_name: ClassVar = False
    law: ClassVar = "On each shift of a day as many people work as are wanted."
    unit: ClassVar = "points"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for need in self.needs:
            there = sum(bool(on) for on in roster.work[:, need.day, need.shift])
            each = need.under if there < need.people else need.over
            points = abs(there - need.people) * each
            if points:
                note = f"{there} people on {problem.shift_names[need.shift]}; {need.people} are wanted"
                yield self.breach(points, note, day=problem.history_days + need.day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        for need in self.needs:
            people, day = model.people[:, need.day, need.shift], model.problem.history_days + need.day
            name = model.problem.shift_names[need.shift]
            if need.under and need.people:
                yield Bound(people, low=need.people, amount=need.under, day=day, note=f"too few people on {name}")
            if need.over:
                yield Bound(people, high=need.people, amount=need.over, day=day, note=f"too many people on {name}")
