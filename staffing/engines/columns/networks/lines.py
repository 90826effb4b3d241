"""What each agent's line of work may be and costs by itself, from the resources of the agent rules.

Rules that say no resource, and those whose resources would make a network too large, are left to the master: it states
their bounds.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from staffing.engines.columns.networks.automaton import NEVER, Automaton, nothing, product
from staffing.engines.columns.networks.machines import machine_of
from staffing.engines.columns.networks.network import Network
from staffing.problem import Integers, Problem
from staffing.rules import Rule
from staffing.rules.resource import Counter, Resource, in_turn
from staffing.rules.states import States

MOST_STATES = 30_000
"""States of one day of a network, at most."""
MOST_NODES = 600_000
"""States of all days of a network, at most: half a year has fewer states a day than four weeks."""
MOST_BESIDE = 2_000
"""The same of a machine that stands beside a network."""

SMALL, FINER = 250_000, 3
"""Networks of so many arcs or more are laid over others, which have so many times fewer at least.

In smaller ones a search takes less time than to ask another network first.
"""


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of work of all agents.

    `own` [A, D, C]: price points of each choice, NEVER where it is forbidden; the last choice is a day off. `base` [A]:
    what every line of an agent pays. `network_of` [A]: place in `networks`. `left`: (place of the rule, agent) that the
    networks do not hold; the rows do.
    """

    own: Integers
    base: Integers
    networks: tuple[Network, ...]
    network_of: Integers
    left: frozenset[tuple[int, int]]
    without_line: tuple[int, ...]
    """Agents who have no line at all."""
    beside: tuple[Network, ...]
    """Machines of hard rules that are left, such as the sum of minutes over many weeks, in the form of networks."""
    beside_of: Integers
    """[A] place in `beside`, -1 without one."""


def lines_of(problem: Problem, rules: Sequence[Rule], most_states: int = MOST_STATES) -> Lines:
    """The lines of work that the agent rules leave."""
    return _Builder(problem, rules, min(most_states, MOST_NODES // max(1, problem.days))).build()


@dataclass(eq=False)
class _Builder:
    problem: Problem
    rules: Sequence[Rule]
    most_states: int
    machines: dict[Any, Automaton] = field(default_factory=dict)
    """One machine for resources that are alike."""
    products: dict[tuple[int, int, int], tuple[Automaton, Automaton, Automaton | None]] = field(default_factory=dict)
    """Two machines and their product, by the ids of the two and the limit; being here, they keep their ids."""
    reach: dict[int, tuple[int, int]] = field(default_factory=dict)
    made: dict[Any, Network] = field(default_factory=dict)
    """Networks that others lie over."""
    networks: list[Network] = field(default_factory=list)
    beside: list[Network] = field(default_factory=list)
    alike: dict[tuple[object, ...], int] = field(default_factory=dict)
    """Place of each network by its content."""
    place_of: dict[tuple[int, bool], int] = field(default_factory=dict)
    """Place of each machine's network, in `networks` or in `beside`."""

    def build(self) -> Lines:
        problem = self.problem
        shape = problem.agents, problem.days, problem.shifts + 1
        own, base = np.zeros(shape, dtype=np.int64), np.zeros(problem.agents, dtype=np.int64)
        elsewhere = problem.agent_site[:, None] != problem.shift_site
        own[:, :, :-1][np.broadcast_to(elsewhere[:, None], own[:, :, :-1].shape)] = NEVER
        left: set[tuple[int, int]] = set()
        parts: list[list[tuple[int, Automaton]]] = []
        for agent in range(problem.agents):
            found = self._parts(agent, left)
            free = [machine for _, machine in found if machine.free]
            for machine in free:
                own[agent] = np.minimum(NEVER, own[agent] + machine.of_choices())
            base[agent] = min(NEVER, sum(machine.base for machine in free))
            parts.append([each for each in found if not each[1].free])
        network_of, beside_of = np.zeros(problem.agents, dtype=np.int64), np.full(problem.agents, -1, dtype=np.int64)
        shared = Tally(id(machine) for each in parts for _, machine in each)
        for agent, each in enumerate(parts):
            each.sort(key=lambda part: self._order(part, shared))
            chain, rest = self._together(each, self.most_states)
            left.update((place, agent) for place, _ in rest)
            base[agent] = min(NEVER, int(base[agent]) + chain[-1].base)
            held = [part for part in each if part not in rest]
            network_of[agent] = self._network(chain, held)
            beside_of[agent] = self._machine([part for part in rest if self._hard(part)])
        without = tuple(np.flatnonzero(base >= NEVER).tolist())
        networks, beside = tuple(self.networks), tuple(self.beside)
        return Lines(own, base, networks, network_of, frozenset(left), without, beside, beside_of)

    def _hard(self, part: tuple[int, Automaton]) -> bool:
        """Whether a part only forbids: what it prices is priced by its rows already."""
        return self.rules[part[0]].weight == "hard" and part[1].base == 0

    def _order(self, part: tuple[int, Automaton], shared: Mapping[int, int]) -> tuple[Any, ...]:
        """Which machine comes first: of those that reach equally far what most agents have, who share products then."""
        place, machine = part
        return self.reach[id(machine)], -shared[id(machine)], int(machine.states.max()), place

    def _parts(self, agent: int, left: set[tuple[int, int]]) -> list[tuple[int, Automaton]]:
        """The machine of each agent rule, with the rule's place; rules that have none are left."""
        found = []
        for place, rule in enumerate(self.rules):
            if not of_a_line(rule):
                continue
            resources = rule.resources(self.problem, agent)
            weight = None if rule.weight == "hard" else int(rule.weight)
            each = None if resources is None else in_turn(resources)
            whole = None if each is None else self._joined([self._one(one, weight) for one in each])
            if whole is None:
                left.add((place, agent))
            elif whole is not self._nothing():
                assert resources is not None
                self.reach[id(whole)] = max(map(_reach, resources))
                found.append((place, whole))
        return found

    def _together(
        self, parts: Sequence[tuple[int, Automaton]], most: int
    ) -> tuple[list[Automaton], list[tuple[int, Automaton]]]:
        """The products of the first machine, the first two and so on, and those that would make it too large."""
        chain, left = [self._nothing()], []
        for part in parts:
            more = self._times(chain[-1], part[1], most)
            if more is None:
                left.append(part)
            else:
                chain.append(more)
        return chain, left

    def _joined(self, parts: Sequence[Automaton]) -> Automaton | None:
        """The product of all the machines; None where it is too large."""
        chain, left = self._together([(0, part) for part in parts], self.most_states)
        return None if left else chain[-1]

    def _nothing(self) -> Automaton:
        """The machine that allows all lines at no price."""
        if "nothing" not in self.machines:
            self.machines["nothing"] = nothing(self.problem.days, self.problem.shifts + 1)
        return self.machines["nothing"]

    def _one(self, resource: Resource, weight: int | None) -> Automaton:
        key = (weight, *_content(resource))
        if key not in self.machines:
            self.machines[key] = machine_of(resource, weight)
        return self.machines[key]

    def _times(self, one: Automaton, other: Automaton, most: int) -> Automaton | None:
        if one is self._nothing():
            return other
        key = id(one), id(other), most
        if key not in self.products:
            self.products[key] = one, other, product(one, other, most)
        return self.products[key][2]

    def _place(self, machine: Automaton, among: list[Network], made: Callable[[], Network]) -> int:
        """Place of a machine's network."""
        key = id(machine), among is self.beside  # of `machines` or `products`, which keep it
        if key not in self.place_of:
            network = made()
            # other days before the plan may leave the same days ahead: people are alike then
            place = self.alike.setdefault((among is self.beside, *network.content), len(among))
            if place == len(among):
                among.append(network)
            self.place_of[key] = place
        return self.place_of[key]

    def _network(self, chain: list[Automaton], parts: list[tuple[int, Automaton]]) -> int:
        """Place of the network of the last machine of a chain."""
        return self._place(chain[-1], self.networks, lambda: self._over(chain, parts))

    def _machine(self, parts: list[tuple[int, Automaton]]) -> int:
        """Place of the machine of some parts that stands beside the network, -1 where there is none."""
        whole = self._together(parts, MOST_BESIDE)[0][-1]
        return -1 if whole is self._nothing() else self._place(whole, self.beside, lambda: Network.of(whole))

    def _over(self, chain: list[Automaton], parts: list[tuple[int, Automaton]]) -> Network:
        """The network of the last machine of a chain, over two that are much smaller: the finest before it, and that of
        all parts but the largest, which is told apart by minutes, say, and often matters least.
        """
        *before, last = chain
        if last.arcs < SMALL or not (parts and last.possible):
            return Network.of(last)
        below = [self._below(before, last)]
        largest = max(parts, key=lambda part: int(part[1].states.sum()))
        rest = self._joined([part for _, part in parts if part is not largest[1]])
        # without the last part it is the one before
        if largest is not parts[-1] and rest is not None and rest.arcs * FINER < last.arcs:
            below.append(self._alone(rest, None))
        return Network.of(last, [each for each in below if each is not None])

    def _below(self, chain: list[Automaton], above: Automaton) -> Network | None:
        """The network of the finest machine of a chain that is much smaller than another, and in its turn over one."""
        while chain and chain[-1].arcs * FINER > above.arcs:
            chain = chain[:-1]
        return self._alone(chain[-1], self._below(chain[:-1], chain[-1])) if chain else None

    def _alone(self, machine: Automaton, below: Network | None) -> Network:
        key = id(machine), id(below)
        if key not in self.made:
            self.made[key] = Network.of(machine, () if below is None or machine.arcs < SMALL else (below,))
        return self.made[key]


def of_a_line(rule: Rule) -> bool:
    """Whether a rule is one of each agent's line of work; of a team's rules only those that say resources are."""
    stated = rule.stated
    return stated.kind == "agent" or type(stated).resources is not Rule.resources


def _reach(resource: Resource) -> tuple[int, int]:
    """How far a resource looks: days over which it adds up (0: a run, or two days), and choices that do not count.

    What reaches far is nearly as strong as a row of the master; what is local is not. So networks hold the local first,
    and of the far what most choices count for, such as minutes.
    """
    if isinstance(resource, States) and resource.far:
        return len(resource.first) - 1, 0
    if not isinstance(resource, Counter) or resource.resets.any() or resource.clears[:-1].any():
        return 0, 0
    by_day = (resource.adds != 0).reshape(len(resource.adds), -1, resource.adds.shape[-1])
    counts = np.any(by_day, axis=1)
    return int(np.any(counts, axis=1).sum()), int((~np.any(counts, axis=0)).sum())


def _content(resource: Resource) -> Iterator[Any]:
    """What resources that are alike share."""
    for value in vars(resource).values():
        yield value.tobytes() if isinstance(value, np.ndarray) else value
    yield type(resource)
