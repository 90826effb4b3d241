"""From how many of each class work a tour to who works it, in blocks that can be worked anywhere.

A block is some classes of one kind, people whom every count takes alike. What it settles changes no count, so that
blocks do not wait for each other: how a queue that several share is served is settled before, by the prices of the
master program.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from staffing.engines.columns.networks.lines import Lines
from staffing.engines.tours.assign import assigned
from staffing.engines.tours.blocks.work import worked
from staffing.engines.tours.shares import Shares
from staffing.engines.tours.swaps import Block, exchanged
from staffing.engines.tours.walks import Walks
from staffing.executor import Executor
from staffing.problem import Flags, Integers

LARGEST = 1_500
"""People of a block, but where one class alone is larger."""
PARTNERS, ROUNDS = 200, 3
TURNS = 2
"""So often all blocks are worked: what everybody carries together is known only after the first."""


@dataclass(frozen=True, eq=False)
class Given:
    """Tours for some members of a block, by their places in it: `tours` [L, D], each worked by `counts` [L] of them."""

    members: Integers
    tours: Integers
    counts: Integers


@dataclass(frozen=True, eq=False)
class Task:
    """A block to be worked: plain data. `given` is empty where the block has its lines already."""

    block: Block
    given: tuple[Given, ...]


def settle(task: Task) -> Integers:
    """[n, D] the lines of a block's people."""
    block = task.block
    choices = block.choices.copy()
    for given in task.given:
        who = given.members
        places = assigned(who, block.own[who], block.shares, given.tours, given.counts)
        choices[who] = given.tours[places]
    return exchanged(block._replace(choices=choices))


@dataclass(frozen=True, eq=False)
class Crowd:
    """All people, each of a kind [A], with what their lines cost: `least` [A] below which none can, `base` aside."""

    lines: Lines
    shares: Shares
    least: Integers
    bound: Flags
    """[A] who keeps the line that the counts give."""
    kind: Integers
    seed: int


def in_any_order(tours: Sequence[Given], shape: tuple[int, ...]) -> Integers:
    """[A, D] choices, as if it did not matter who of a class works which of its tours; `shape` is people and days."""
    choices = np.zeros(shape, dtype=np.int64)
    for given in tours:
        choices[given.members] = np.repeat(given.tours, given.counts, axis=0)
    return choices


def to_people(crowd: Crowd, tours: Sequence[Given], executor: Executor) -> Integers:
    """[A, D] everybody's choices; `tours` [C] are given to the members of each class, by their numbers."""
    choices = in_any_order(tours, crowd.lines.own.shape[:2])
    blocks = list(_blocks(tours, crowd.kind, crowd.bound))
    agents = [np.concatenate([given.members for given in block]) for block in blocks]
    for turn in range(TURNS):
        shares = crowd.shares.settled(choices)
        given = [[] if turn else _placed(block) for block in blocks]
        tasks = [_task(crowd, shares, choices, *each) for each in zip(agents, given, strict=True)]
        for who, found in zip(agents, worked(executor, settle, tasks, list(map(len, agents))), strict=True):
            choices[who] = found
    return choices


def _blocks(tours: Sequence[Given], kind: Integers, bound: Flags) -> Iterator[list[Given]]:
    """Whole classes of one kind; who is bound to others is in none, and keeps the line given."""
    of_kind: dict[int, list[Given]] = {}
    for given in tours:
        if not bound[given.members].any():
            of_kind.setdefault(int(kind[given.members[0]]), []).append(given)
    for _, classes in sorted(of_kind.items()):
        begun: list[Given] = []
        for given in classes:
            if begun and sum(len(each.members) for each in begun) + len(given.members) > LARGEST:
                yield begun
                begun = []
            begun.append(given)
        yield begun


def _placed(block: Sequence[Given]) -> list[Given]:
    """The tours of the classes of a block, by places in it."""
    ends = np.cumsum([len(given.members) for given in block])
    return [
        replace(given, members=np.arange(end - len(given.members), end)) for given, end in zip(block, ends, strict=True)
    ]


def _task(crowd: Crowd, shares: Shares, choices: Integers, agents: Integers, given: list[Given]) -> Task:
    places, network = np.unique(crowd.lines.network_of[agents], return_inverse=True)
    block = Block(
        choices[agents],
        crowd.lines.own[agents],
        network.ravel(),
        Walks.of([crowd.lines.networks[place] for place in places.tolist()]),
        shares.of_people(agents),
        crowd.least[agents],
        PARTNERS,
        ROUNDS,
        crowd.seed,
    )
    return Task(block, tuple(given))
