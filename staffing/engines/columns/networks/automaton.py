"""What resources remember of a line of work, day by day: a small machine with as few states as it needs.

A resource is a counter along the days (staffing/rules/resource.py). Of its values only that matters which makes a
difference to the days that follow: values with the same future are one state. The states of a day are the classes of
that equivalence, worked out from the last day back, as a deterministic machine is made minimal (Revuz 1992, Theoretical
Computer Science 92:181); what a breach costs is paid as early as it is certain, as weights are pushed in weighted
machines (Mohri 2009, Handbook of Weighted Automata).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.networks.distinct import distinct, numbered
from staffing.problem import Integers

NEVER = 2**60
"""The price of what no line may do."""


@dataclass(frozen=True, eq=False)
class Automaton:
    """States by day, and where each kind of choice leads from each; day d is between layers d and d + 1.

    Choices of a day that lead alike from every state are one kind: `kind_of[d]` [C]. `to[d]` is [states of layer d,
    kinds] state of layer d + 1, -1 where the choice is forbidden; `price[d]` the price points of the step. The only
    state of layer 0 is where a line begins, layer D has one state; `base` is what every line pays.
    """

    to: tuple[Integers, ...]
    price: tuple[Integers, ...]
    kind_of: tuple[Integers, ...]
    base: int

    @property
    def days(self) -> int:
        """Number of days."""
        return len(self.to)

    @property
    def states(self) -> Integers:
        """[D] states of each day."""
        return np.array([len(to) for to in self.to])

    @property
    def arcs(self) -> int:
        """Ways from all states of all days, those that are none included."""
        return sum(to.size for to in self.to)

    @property
    def free(self) -> bool:
        """Whether no day depends on the days before it: all it says are prices of choices."""
        return bool((self.states == 1).all())

    @property
    def possible(self) -> bool:
        """Whether any line is left."""
        return self.base < NEVER

    def of_choices(self) -> Integers:
        """[D, C] what each choice costs in a machine of one state a day; NEVER where it is forbidden."""
        found = [
            np.where(to[0, kind] >= 0, price[0, kind], NEVER)
            for to, price, kind in zip(self.to, self.price, self.kind_of, strict=True)
        ]
        return np.array(found)


Step = Callable[[int, Integers], tuple[Integers, Integers]]
"""Day and [n] raw states to [n, kinds] raw states after it and prices, NEVER where a choice is forbidden."""


def nothing(days: int, choices: int) -> Automaton:
    """The machine that allows every line at no price."""
    step, kind = np.zeros((1, 1), dtype=np.int64), np.zeros(choices, dtype=np.int64)
    return Automaton((step,) * days, (step,) * days, (kind,) * days, 0)


def product(one: Automaton, other: Automaton, most: int) -> Automaton | None:
    """Both machines together; None where a day would have more than `most` pairs of states."""
    if not (one.possible and other.possible):
        return one if not one.possible else other
    kinds, pairs = [], []
    for mine, theirs in zip(one.kind_of, other.kind_of, strict=True):
        pair, kind = distinct(np.column_stack([mine, theirs]))
        pairs.append(pair)
        kinds.append(kind)

    def step(day: int, raw: Integers) -> tuple[Integers, Integers]:
        first, second = np.divmod(raw, len(other.to[day]))
        mine, theirs = pairs[day].T
        to, with_ = one.to[day][first][:, mine], other.to[day][second][:, theirs]
        width = len(other.to[day + 1]) if day + 1 < other.days else 1
        price = one.price[day][first][:, mine] + other.price[day][second][:, theirs]
        return to * width + with_, np.where((to < 0) | (with_ < 0), NEVER, price)

    found = minimal(step, 0, tuple(kinds), most)
    if found is None:
        return None
    return Automaton(found.to, found.price, found.kind_of, min(NEVER, found.base + one.base + other.base))


def minimal(step: Step, start: int, kind_of: tuple[Integers, ...], most: int | None = None) -> Automaton | None:
    """The machine with the fewest states that prices every line as `step` does, day by day from `start`.

    None where more than `most` states can be reached on a day.
    """
    reached, leads = np.array([start], dtype=np.int64), []
    for day in range(len(kind_of)):
        raw, price = step(day, reached)
        reached, to = numbered(raw, price < NEVER)
        if most is not None and len(reached) > most:
            return None
        leads.append((to, price))
    to_classes, prices, kinds = [], [], []
    state_of, toll = np.zeros(len(reached), dtype=np.int64), np.zeros(len(reached), dtype=np.int64)
    for day in range(len(kind_of) - 1, -1, -1):
        to, price, state_of, toll = _merged(*leads.pop(), state_of, toll)
        ways, kind = distinct(np.concatenate([to, price]).T)
        to_classes.append(np.ascontiguousarray(ways[:, : len(to)].T))
        prices.append(np.ascontiguousarray(ways[:, len(to) :].T))
        kinds.append(kind[kind_of[day]])
    base = int(toll[0]) if state_of[0] >= 0 else NEVER
    return Automaton(tuple(to_classes[::-1]), tuple(prices[::-1]), tuple(kinds[::-1]), base)


def _merged(
    to: Integers, price: Integers, state_of: Integers, toll: Integers
) -> tuple[Integers, Integers, Integers, Integers]:
    """The states of a day with one future as one: their ways, and of each raw state its class (-1: no way on) and toll.

    `state_of` and `toll` are those of the day after; a toll is the least price of what is still to come.
    """
    # one more entry, for the way that is none: index -1
    ahead, owed = np.append(state_of, -1)[to], np.append(toll, 0)[to]
    total = np.where(ahead >= 0, price + owed, NEVER)
    least = total.min(axis=1, initial=NEVER)
    alive = least < NEVER
    ahead, total, least = ahead[alive], total[alive], least[alive]
    rest = np.where(ahead >= 0, total - least[:, None], 0)
    rows, index = distinct(np.concatenate([ahead, rest], axis=1))
    found, tolls = np.full(len(to), -1, dtype=np.int64), np.zeros(len(to), dtype=np.int64)
    found[alive], tolls[alive] = index, least
    return rows[:, : to.shape[1]], rows[:, to.shape[1] :], found, tolls
