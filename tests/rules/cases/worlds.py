"""The worlds of the agreement test: one agent and five days, or two agents and three, with days before the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from staffing.problem import Problem
from tests.rules.worlds import tiny_world

Case = tuple[str, dict[str, Any], Callable[[], Problem], str]
"""A rule's name, its parameters, a world, and its rosters: `line` (243 of one agent), `pair` (729 of two), `subsets`
(1,024 of one agent, two shifts on a day included)."""


def line(days: int = 5, history: str = "NMM", **changes: Any) -> Problem:
    return tiny_world(1, days, history, **changes)


def pair(history: str = "NM\nMN", **changes: Any) -> Problem:
    return tiny_world(2, 3, history, **changes)


def flags(shape: tuple[int, ...], *false_at: tuple[int, ...]) -> np.ndarray:
    array = np.ones(shape, dtype=bool)
    for at in false_at:
        array[at] = False
    return array
