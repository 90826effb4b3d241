"""Fairness told to each person's network: how much of a burden the person may carry before it costs, and what then.

Once it is known how much there is to share in all, a person's room is a number. People with equal room are one class,
so that the tours of a class suit its members, and what a roster costs for fairness is in the program that makes it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from staffing.engines.columns.networks.automaton import NEVER, Automaton, product
from staffing.engines.columns.networks.lines import Lines
from staffing.engines.columns.networks.machines import machine_of
from staffing.engines.columns.networks.network import Network
from staffing.engines.tours.shares import Shares
from staffing.problem import Flags, Integers
from staffing.rules.resource import Counter
from staffing.rules.team.fairness import STEEPEST, WHOLE

MOST_STATES = 5_000
"""States of a day with the room in it, at most; a burden that would make them more is left to the exchange."""
ALIKE = 4
"""A burden that is told apart in more ways than these by who carries it is left to the exchange as well."""


def with_room(lines: Lines, shares: Shares) -> Lines:
    """The lines of everybody with what they cost for fairness, at what everybody carries in `shares`."""
    return with_personal(with_common(lines, shares), shares)


def with_common(lines: Lines, shares: Shares) -> Lines:
    """The same for burdens that are nearly the same whoever carries them: exactly, in the networks."""
    known: dict[tuple[object, ...], tuple[int, int]] = {}
    networks: list[Network] = []
    machines: dict[bytes, Automaton] = {}
    network_of, base = np.zeros_like(lines.network_of), lines.base.copy()
    told = np.flatnonzero(alike(shares)).tolist()
    for agent in range(len(network_of)):
        keys = [(f, _steps(shares, f, agent)) for f in told if shares.weight[f, agent]]
        told_so = ((f, t.tobytes(), int(shares.weight[f, agent]), shares.worth[f, agent].tobytes()) for f, t in keys)
        key = int(lines.network_of[agent]), *told_so
        if key not in known:
            whole = _machine(lines.networks[int(lines.network_of[agent])])
            for f, steps in keys:
                more = _room(shares.worth[f, agent], steps, int(shares.weight[f, agent]), machines)
                both = product(whole, more, MOST_STATES)
                whole = whole if both is None else both
            known[key] = len(networks), whole.base
            networks.append(Network.of(whole))
        network_of[agent], extra = known[key]
        base[agent] = min(NEVER, base[agent] + extra)
    return replace(lines, base=base, networks=tuple(networks), network_of=network_of)


def with_personal(lines: Lines, shares: Shares) -> Lines:
    """The same for burdens that are each person's own, such as requests refused: at least, by choice."""
    own = lines.own
    for burden in np.flatnonzero((shares.step > 0) & ~alike(shares)).tolist():
        own = own + _first(shares, burden)
    return replace(lines, own=np.minimum(own, NEVER))


def _first(shares: Shares, burden: int) -> Integers:
    """[A, D, C] what each choice costs where every unit costs what it does at least."""
    worth = shares.worth[burden].astype(np.int64)
    most = worth.max(axis=2).sum(axis=1)
    price = np.array([_of_a_unit(shares, burden, agent, int(most[agent])) for agent in range(len(worth))])
    found: Integers = price[:, None, None] * worth
    return found


def _of_a_unit(shares: Shares, burden: int, agent: int, most: int) -> int:
    """The least price of a unit where a person carries up to `most`: in whole points."""
    above, units = _steps(shares, burden, agent).T
    prices = [int(units[above <= carried].sum()) / carried for carried in range(1, most + 1)]
    return int(int(shares.weight[burden, agent]) * min(prices, default=0.0))


def alike(shares: Shares) -> Flags:
    """[F] burdens that are nearly the same whoever carries them."""
    found = [bool(step) and _different(worth) <= ALIKE for step, worth in zip(shares.step, shares.worth, strict=True)]
    return np.array(found, dtype=bool)


def _different(worth: Integers) -> int:
    return len({row.tobytes() for row in worth})


def _steps(shares: Shares, burden: int, agent: int) -> Integers:
    """[n, 2] from how much of the thing counted on a person pays more, and by how many units.

    What is carried is a multiple of what all choices are multiples of: people with nearly equal room have equal steps.
    """
    worth = shares.worth[burden, agent].astype(np.int64)
    most, part = int(worth.max(axis=1).sum()), max(1, int(np.gcd.reduce(worth, axis=None)))
    whole, step = WHOLE * int(shares.whole[burden]), int(shares.step[burden])
    free = int(shares.share[burden, agent]) * int(shares.everybody[burden])
    free -= int(shares.remembered[burden, agent]) * int(shares.whole[burden])
    numbers = np.arange(1, max(0, (most * whole - free) // step) + 1)
    above, place = np.unique(np.maximum(1, -(-(numbers * step + free) // (whole * part))), return_inverse=True)
    units = np.zeros(len(above), dtype=np.int64)
    np.add.at(units, place.ravel(), np.minimum(numbers, STEEPEST))
    return np.column_stack([above * part, units])


def _room(worth: Integers, steps: Integers, weight: int, machines: dict[bytes, Automaton]) -> Automaton:
    key = worth.tobytes() + steps.tobytes() + weight.to_bytes(8, "little")
    if key not in machines:
        found, last = None, len(worth) - 1
        adds = worth.astype(np.int64)
        for above, units in steps.tolist():
            counter = replace(Counter.of(adds, at=last, high=above - 1, amount=units), most=1)
            each = machine_of(counter, weight)
            found = each if found is None else product(found, each, MOST_STATES)
        machines[key] = machine_of(Counter.of(np.zeros_like(adds)), weight) if found is None else found
    return machines[key]


def _machine(network: Network) -> Automaton:
    """A network as the machine it was made of."""
    to, price = [], []
    for day in range(network.days):
        shape = -1, int(network.kinds[day])
        part = slice(int(network.arc[day]), int(network.arc[day + 1]))
        there = network.to[part].astype(np.int64).reshape(shape)
        to.append(np.where(there >= 0, there - network.first[day + 1], -1))
        prices = network.price[part] if len(network.price) else np.zeros_like(there)
        price.append(prices.astype(np.int64).reshape(shape))
    return Automaton(tuple(to), tuple(price), tuple(network.kind_of), 0)
