"""How many of each class of a block work which tour: the linear program with everybody's room, and whole counts."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import Lines
from staffing.engines.columns.program.relaxation import Matrix
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.tours.bonds import Bond, bound_people
from staffing.engines.tours.classes import Classes, classes_of
from staffing.engines.tours.generate import Generation, Tours, generated
from staffing.engines.tours.improve import bonded, padded
from staffing.engines.tours.integer import GOOD, Whole
from staffing.engines.tours.master import Master
from staffing.engines.tours.people import Given
from staffing.engines.tours.rooms import with_room
from staffing.engines.tours.shares import Shares
from staffing.engines.tours.whole import Counted, made_whole
from staffing.problem import Flags, Integers, Problem

FEW = 1_500
"""Up to so many people of a block whole counts are improved by the integer program; of more, it has too many tours."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A block to be searched: plain data, people by their places in it.

    `lines` are without what follows from bonds, `leads` what choices of those who lead cost; `matrix` what the block is
    asked for, `prices` [R] where the search begins. `until`: when it is to end, by the clock on the wall (`time.time`),
    which machines share.
    """

    problem: Problem
    bonds: tuple[Bond, ...]
    leads: Mapping[int, Integers]
    lines: Lines
    shares: Shares
    matrix: Matrix
    prices: Numbers
    hard_price: float
    seed: int
    until: float

    def left(self) -> float:
        """Seconds left."""
        return self.until - time.time()

    def spent(self) -> bool:
        """Whether time is up."""
        return self.left() <= 0


class Found(NamedTuple):
    """Tours for the members of each class, and what they bring to the rows [R]; `bound` of the linear program at the
    prices [R]; what cut it short.
    """

    given: list[Given]
    brought: Numbers
    bound: float
    prices: Numbers
    late: bool
    interrupted: bool


def counted(piece: Piece) -> Found:
    """Whole counts for a block. On Ctrl-C, once there are some, the best so far."""
    lines = with_room(_led(piece.lines, piece.leads), piece.shares)
    classes = classes_of(piece.problem, lines, bound_people(piece.bonds, piece.problem.agents))
    generation = Generation(Master(piece.matrix, classes, piece.hard_price), Tours(lines, classes))
    generation.begin_at(piece.prices)
    generated(generation, piece.spent)
    found, interrupted = made_whole(generation, piece.spent), False
    try:
        for better in _improved(generation, found, piece):
            found = better
    except KeyboardInterrupt:
        interrupted = True
    given, brought = _given(generation.master, classes, found.counts), generation.master.brought(found.counts)
    return Found(given, brought, generation.bound, generation.prices, piece.spent(), interrupted)


def _improved(generation: Generation, found: Counted, piece: Piece) -> Iterator[Counted]:
    """Counts that suit those who follow others, and then some that cost less."""
    if piece.bonds and not piece.spent():
        random = np.random.default_rng(piece.seed)
        found = bonded(generation, found, piece.problem, piece.bonds, piece.leads, random, piece.spent)
        yield found
    dear = found.value - found.relaxed.value > GOOD * abs(found.value)
    if dear and piece.problem.agents <= FEW and not piece.spent():
        followed = np.array([other for bond in piece.bonds for other in bond.others], dtype=np.int64)
        yield Whole(generation, generation.master.classes.of[followed], piece.seed).better(found, piece.left)


def _led(lines: Lines, leads: Mapping[int, Integers]) -> Lines:
    """The lines of those who lead with what they cost their followers."""
    own = lines.own.copy()
    for agent, price in leads.items():
        own[agent] = np.minimum(NEVER, own[agent] + price)
    return replace(lines, own=own)


def _given(master: Master, classes: Classes, counts: Integers) -> list[Given]:
    """[C] the tours of each class, with its members."""
    of_class = np.array([tour.of_class for tour in master.tours])
    choices = np.array([tour.choices for tour in master.tours])
    counts = padded(counts, master)
    places = _by(of_class, counts > 0, classes.count)
    members = _by(classes.of, np.ones(len(classes.of), dtype=bool), classes.count)
    return [Given(who, choices[which], counts[which]) for who, which in zip(members, places, strict=True)]


def _by(of_class: Integers, kept: Flags, classes: int) -> list[Integers]:
    """[C] places of what belongs to each class, of those that are kept."""
    places = np.flatnonzero(kept)
    order = places[np.argsort(of_class[places], kind="stable")]
    return np.split(order, np.searchsorted(of_class[order], np.arange(1, classes)))
