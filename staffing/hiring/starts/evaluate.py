"""What given starts cost, without any solver: the judge of the integer program."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from staffing.hiring.starts.program import Floats, Ints, Program
from staffing.hiring.starts.recourse import cover


@dataclass(frozen=True, eq=False)
class Evaluated:
    """Stop-gaps [R, W], full-time equivalents and means over the cases, and the parts of the cost, by name."""

    overtime: Floats
    outsourced: Floats
    short: Floats
    parts: tuple[tuple[str, float], ...]

    @property
    def cost(self) -> float:
        """The sum of the parts."""
        return math.fsum(money for _, money in self.parts)


def brought(program: Program, people: Ints) -> Floats:
    """[R, W] full-time equivalents expected of people who start in given weeks."""
    return _over_weeks(people, program.fte)


def wages(program: Program) -> Floats:
    """[R, W] wages up to the last week of somebody who starts in a given week."""
    weeks = program.may_start.shape[1]
    paid = np.cumsum(program.employed[:, :weeks], axis=1)
    return np.asarray(program.wage[:, None] * paid[:, ::-1], dtype=np.float64)


def terminal(program: Program) -> Floats:
    """[R, W] what somebody who starts in a given week is worth after the last: their replacement, if still employed."""
    weeks = program.may_start.shape[1]
    replacement = program.per_hire + program.per_class / program.class_max
    return np.asarray(replacement[:, None] * program.employed[:, :weeks][:, ::-1], dtype=np.float64)


def evaluate(program: Program, people: Ints, classes: Ints) -> Evaluated:
    """The stop-gaps that people and classes [R, W] leave necessary, and the parts of what all of it costs."""
    covered = cover(program, brought(program, people))
    overtime, outsourced, short = (
        np.asarray(amount.mean(axis=1), dtype=np.float64)
        for amount in (covered.overtime, covered.outsourced, covered.short)
    )
    parts = {
        "wages": (people * wages(program)).sum(),
        "hiring": (people.sum(axis=1) * program.per_hire).sum(),
        "classes": (classes.sum(axis=1) * program.per_class).sum(),
        "overtime": (overtime.sum(axis=1) * program.overtime_price).sum(),
        "outsourced": (outsourced.sum(axis=1) * program.outsourced_price).sum(),
        "short": (short.sum(axis=1) * program.short).sum(),
        "terminal": 0.0 - (people * terminal(program)).sum(),
    }
    return Evaluated(overtime, outsourced, short, tuple((name, float(money)) for name, money in parts.items()))


def parts_until(program: Program, people: Ints, classes: Ints, weeks: int) -> tuple[tuple[str, float], ...]:
    """What the first `weeks` cost with the starts in them, by name; what people are worth afterwards aside."""
    told = slice(0, weeks)
    first = replace(
        program,
        need=program.need[:, :, told],
        at_hand=program.at_hand[:, told],
        may_start=program.may_start[:, told],
    )
    parts = evaluate(first, people[:, told], classes[:, told]).parts
    return tuple((name, money) for name, money in parts if name != "terminal")


def _over_weeks(people: Ints, each: Floats) -> Floats:
    """[R, W] sum over start weeks of people x what each brings so many weeks later."""
    weeks = people.shape[1]
    found = np.zeros(people.shape)
    for role, start in np.argwhere(people > 0).tolist():
        found[role, start:] += people[role, start] * each[role, : weeks - start]
    return found
