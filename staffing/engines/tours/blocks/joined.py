"""Everybody's lines of work, made block by block: what one person may work does not depend on any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from staffing.engines.columns.networks.lines import Lines, lines_of
from staffing.engines.columns.networks.network import Network
from staffing.engines.part import part_of
from staffing.engines.tours.blocks.work import worked
from staffing.executor import Executor
from staffing.problem import Integers, Problem
from staffing.rules import Rule

Task = tuple[Problem, tuple[Rule, ...]]


def lines_of_block(task: Task) -> Lines:
    """The lines of a block's people."""
    return lines_of(*task)


def lines_of_all(problem: Problem, rules: Sequence[Rule], blocks: Sequence[Integers], executor: Executor) -> Lines:
    """The lines of everybody; `blocks` hold every agent once."""
    tasks: list[Task] = [(part_of(problem, agents), tuple(rules)) for agents in blocks]
    return joined(worked(executor, lines_of_block, tasks, list(map(len, blocks))), blocks)


def joined(parts: Sequence[Lines], blocks: Sequence[Integers]) -> Lines:
    """The lines of several blocks as those of all their people; networks that are alike are one again."""
    people = sum(map(len, blocks))
    own = np.zeros((people, *parts[0].own.shape[1:]), dtype=np.int64)
    base, network_of, beside_of = np.zeros((3, people), dtype=np.int64)
    networks, beside = _Several(), _Several()
    left: set[tuple[int, int]] = set()
    without: list[int] = []
    for part, agents in zip(parts, blocks, strict=True):
        own[agents], base[agents] = part.own, part.base
        network_of[agents] = networks.places(part.networks)[part.network_of]
        beside_of[agents] = np.append(beside.places(part.beside), -1)[part.beside_of]
        left.update((place, int(agents[agent])) for place, agent in part.left)
        without.extend(agents[list(part.without_line)].tolist())
    found = tuple(networks.all), network_of, frozenset(left), tuple(sorted(without)), tuple(beside.all), beside_of
    return Lines(own, base, *found)


def of_people(lines: Lines, agents: Integers) -> Lines:
    """The lines of some people only, with the networks that are theirs."""
    place = {agent: number for number, agent in enumerate(agents.tolist())}
    used, network_of = np.unique(lines.network_of[agents], return_inverse=True)
    return replace(
        lines,
        own=lines.own[agents],
        base=lines.base[agents],
        networks=tuple(lines.networks[each] for each in used.tolist()),
        network_of=network_of.ravel(),
        left=frozenset((rule, place[agent]) for rule, agent in lines.left if agent in place),
        without_line=tuple(place[agent] for agent in lines.without_line if agent in place),
        beside_of=lines.beside_of[agents],
    )


class _Several:
    """Networks, each kept once by its content."""

    def __init__(self) -> None:
        self.all: list[Network] = []
        self.known: dict[tuple[bytes, ...], int] = {}

    def places(self, networks: Sequence[Network]) -> Integers:
        """[networks] where each of these stands."""
        found = np.zeros(len(networks), dtype=np.int64)
        for number, network in enumerate(networks):
            place = self.known.setdefault(network.content, len(self.all))
            if place == len(self.all):
                self.all.append(network)
            found[number] = place
        return found
