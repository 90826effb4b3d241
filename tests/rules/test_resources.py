"""Resources that are joined or tabulated say of every line what they said before."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from staffing.problem import Integers
from staffing.rules.resource import Counter, Resource, in_turn, missed
from staffing.rules.states import States


def of_days(days: list[int], *, low: int | None = None, high: int | None = None, start: int = 0) -> Counter:
    """Days worked of some that follow each other, looked at on the last of them; six days, one shift."""
    adds = np.zeros((6, 2), dtype=np.int64)
    adds[days, 0] = 1
    return Counter.of(adds, at=days[-1], low=low, high=high, start=start)


def every_line() -> list[Integers]:
    return [np.array(line) for line in product((0, -1), repeat=6)]


IN_TURN: list[tuple[list[Resource], int]] = [
    ([of_days([0, 1, 2], high=1, start=1), of_days([3, 4], low=1, high=1), of_days([5], low=1)], 1),
    ([of_days([0, 1, 2], high=1), of_days([4, 5], low=2)], 1),
    ([of_days([0, 1, 2], high=1), of_days([2, 3], high=1)], 2),
    ([of_days([3, 4, 5], high=1), of_days([0, 1], high=1)], 2),
    ([of_days([0, 1], high=1), of_days([2, 3], high=1, start=2)], 2),
]
"""Counters, and how many are left of them: windows that overlap, and what begins with a history, stay apart."""


@pytest.mark.parametrize(("resources", "left"), IN_TURN)
def test_sums_over_stretches_in_turn_are_one_counter_that_misses_the_same(resources: list[Resource], left: int) -> None:
    found = in_turn(resources)
    assert len(found) == left
    for line in every_line():
        assert missed(found, line) == missed(resources, line)


def test_states_count_what_their_steps_say() -> None:
    def step(day: int, state: int, choice: int) -> tuple[int, int]:
        there = state + (choice == 0)
        return there % 3, int(there == 3) * (day + 1)

    states = States.of((6, 2), 0, step)
    assert states.first.tolist() == [0, 1, 3, 6, 9, 12, 15]
    for line in every_line():
        worked = np.flatnonzero(line == 0)
        assert states.missed(line) == sum((worked[2::3] + 1).tolist())
