"""People who may work the same tours, counted together: one network, one set of open days, one place in every count.

What sets the members of a class apart is only what a tour costs each of them: requests, and what goes with the person.
The class pays the least of it on every day, and the rest is each person's own: `personal`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import Lines
from staffing.problem import Flags, Integers, Problem


@dataclass(frozen=True, eq=False)
class Kinds:
    """R kinds of people whom every count takes alike: one profile of skill and speed, at one site.

    `of` [A] kind of each agent; `first` [R] an agent of each; `size` [R].
    """

    of: Integers
    first: Integers
    size: Integers


def kinds_of(problem: Problem) -> Kinds:
    """The kinds of a problem's people."""
    pairs = np.column_stack([problem.profiles.of, problem.agent_site])
    _, first, of, size = np.unique(pairs, axis=0, return_index=True, return_inverse=True, return_counts=True)
    return Kinds(of.ravel(), first, size)


@dataclass(frozen=True, eq=False)
class Classes:
    """C classes of A agents.

    `of` [A] class of each agent; `size` [C]; `network` [C] place of the network; `kind` [C] place in `kinds`; `own`
    [C, D, choices] what each choice costs everybody in the class at least, NEVER where nobody may take it; `base` [C]
    what every tour costs at least.
    """

    of: Integers
    size: Integers
    network: Integers
    kind: Integers
    own: Integers
    base: Integers
    kinds: Kinds

    @property
    def count(self) -> int:
        """Number of classes."""
        return len(self.size)


def classes_of(problem: Problem, lines: Lines, alone: Flags | None = None) -> Classes:
    """The classes of a problem's people, in the order of their first members.

    With `alone` [A] only people whom every tour costs the same are one class, and those who are alone are each one.
    """
    kinds = kinds_of(problem)
    shut = np.packbits((lines.own >= NEVER).reshape(problem.agents, -1), axis=1)
    apart: list[NDArray[Any]] = [shut]
    if alone is not None:
        number = np.where(alone, np.arange(problem.agents), -1)
        apart = [lines.own.reshape(problem.agents, -1), np.column_stack([lines.base, number])]
    of, first = _alike(np.column_stack([lines.network_of, kinds.of]), *apart)
    count = len(first)
    own, base = np.full((count, *lines.own.shape[1:]), NEVER, dtype=np.int64), np.full(count, NEVER, dtype=np.int64)
    np.minimum.at(own, of, lines.own)
    np.minimum.at(base, of, lines.base)
    size = np.bincount(of, minlength=count)
    return Classes(of, size, lines.network_of[first], kinds.of[first], own, base, kinds)


def _alike(*keys: NDArray[Any]) -> tuple[Integers, Integers]:
    """[A] number of the rows that are alike in all keys, by first place, and [numbers] that place."""
    numbers: dict[bytes, int] = {}
    of = np.zeros(len(keys[0]), dtype=np.int64)
    first: list[int] = []
    for place, row in enumerate(zip(*keys, strict=True)):
        key = b"".join(np.ascontiguousarray(part).tobytes() for part in row)
        if key not in numbers:
            numbers[key] = len(first)
            first.append(place)
        of[place] = numbers[key]
    return of, np.array(first, dtype=np.int64)
