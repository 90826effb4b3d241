"""From shares of tours to whole people: a dive that fixes what the linear program agrees on, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.program.rows import Numbers
from staffing.engines.tours.generate import Generation
from staffing.engines.tours.master import Master, Solution
from staffing.problem import Integers

NEAR = 1e-5
"""A count so near to a whole number is one."""
STEP = 0.15
"""Of the people who have no whole tour yet, so many get one at a step."""
SURE = 0.85
"""A count that lies so far towards the next whole number is rounded up, whatever the step."""
ROUNDS = 3
"""So often new tours are asked for at a step."""
TRIES = 4
"""So often counts are made whole until no hard row is missed."""

Spent = Callable[[], bool]
"""Whether time is up."""


@dataclass(frozen=True, eq=False)
class Counted:
    """[tours] whole counts, what they cost in the master program, and its solution before it was made whole."""

    counts: Integers
    value: float
    relaxed: Solution


def made_whole(generation: Generation, spent: Spent) -> Counted:
    """Whole counts of a generation whose linear program is solved.

    Where they miss a hard row by rounding, the program is asked for so much more there, and for whole counts again.
    """
    master = generation.master
    for _ in range(TRIES):
        relaxed = master.solve()
        found = Counted(*dive(generation, relaxed, spent), relaxed)
        short = master.short_of(found.counts)
        if not short.any() or spent():
            break
        master.ask_for_more(short + 1.0 * (short > 0) - 1.0 * (short < 0))
        master.hold(np.zeros(len(master.tours), dtype=np.int64))
    return found


def dive(generation: Generation, solution: Solution, spent: Spent) -> tuple[Integers, float]:
    """[tours] whole counts, and what they cost in the master program.

    Whole parts are kept, then the largest fractions are rounded up and the program is solved again, with new tours for
    the classes that still have some to give. When time is up all are rounded at once.
    """
    master = generation.master
    held = np.zeros(len(master.tours), dtype=np.int64)
    while True:
        known = np.zeros(len(solution.counts), dtype=np.int64)
        known[: len(held)] = held
        held = np.maximum(known, np.floor(solution.counts + NEAR).astype(np.int64))
        if not _left(master, held).any():
            return held, solution.value
        held = _rounded_up(master, solution.counts, held, 1.0 if spent() else STEP)
        master.hold(held)
        solution = solved(generation, np.flatnonzero(_left(master, held)), 0 if spent() else ROUNDS)


def _left(master: Master, held: Integers) -> Integers:
    """[C] people of each class without a whole tour."""
    given = np.bincount([tour.of_class for tour in master.tours], held, master.classes.count)
    left: Integers = master.classes.size - given.astype(np.int64)
    return left


def _rounded_up(master: Master, counts: Numbers, held: Integers, share: float) -> Integers:
    """[tours] with some more, those of the largest fractions, for a share of the people who have no tour yet."""
    found, left, rest = held.copy(), _left(master, held), counts - held
    most, given = max(1, int(share * left.sum())), 0
    for place in np.argsort(-rest, kind="stable").tolist():
        if rest[place] <= NEAR or (given >= most and rest[place] < SURE):
            break
        of_class = master.tours[place].of_class
        if left[of_class] > 0:
            left[of_class] -= 1
            found[place] += 1
            given += 1
    return found


def solved(generation: Generation, open_classes: Integers, rounds: int = ROUNDS) -> Solution:
    """The program with what is held, and new tours for the classes that are open, asked for so often at most."""
    solution = generation.master.solve()
    for _ in range(rounds):
        if not generation.more(solution, open_classes):
            break
        solution = generation.master.solve()
    return solution
