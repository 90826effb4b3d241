"""All blocks searched, and put together: the tours of everybody, and what the blocks' prices say of all rosters."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from staffing.engines.columns.networks.lines import Lines
from staffing.engines.columns.program.relaxation import Matrix
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.limits import Limits
from staffing.engines.part import part_of
from staffing.engines.tours.blocks.counts import Found, Piece, counted
from staffing.engines.tours.blocks.joined import of_people
from staffing.engines.tours.blocks.portion import asked_of, beside, brought_by, portions
from staffing.engines.tours.blocks.work import worked
from staffing.engines.tours.bonds import Bond, lead_prices
from staffing.engines.tours.classes import Kinds
from staffing.engines.tours.counted import counted_rows
from staffing.engines.tours.expected import reckoned_with
from staffing.engines.tours.generate import Generation
from staffing.engines.tours.master import missed
from staffing.engines.tours.people import Given
from staffing.engines.tours.shares import Shares
from staffing.executor import Executor
from staffing.problem import Integers, Problem
from staffing.rules import Rule

TRIES = 3
"""Blocks that are asked to make good what others lack, at most."""


@dataclass(frozen=True, eq=False)
class Organization:
    """All people in their blocks, with their lines, and what is to be shared."""

    problem: Problem
    rules: Sequence[Rule]
    kinds: Kinds
    bonds: Sequence[Bond]
    blocks: Sequence[Integers]
    lines: Lines
    shares: Shares


class Settled(NamedTuple):
    """The tours of each class; what the linear programs of all blocks cost together, at which prices [R] of the rows;
    whether time was up, or somebody stopped it.
    """

    given: list[Given]
    bound: float
    prices: Numbers
    late: bool
    interrupted: bool


def settled(whole: Organization, first: Generation, limits: Limits, executor: Executor) -> Settled:
    """The tours of all blocks; `first` is the solved linear program of the classes, without anybody's room."""
    reckoned = reckoned_with(whole.problem, whole.kinds, whole.shares)
    matrix = counted_rows(whole.problem, [*whole.rules, *reckoned], whole.kinds)
    master, plain = first.master, first.master.matrix.rows.plain
    brought = brought_by(matrix, master, whole.blocks)
    portion = portions(matrix, brought, np.array(list(map(len, whole.blocks))))
    begin = np.insert(first.prices, plain, np.zeros(matrix.rows.plain - plain))
    leads = lead_prices(whole.lines, whole.bonds)
    pieces = [
        Piece(
            *_own(whole, agents, leads),
            asked_of(matrix, portion, block, np.unique(whole.kinds.of[agents])),
            begin,
            master.hard_price,
            limits.seed,
            time.time() + limits.seconds,
        )
        for block, agents in enumerate(whole.blocks)
    ]
    found = worked(executor, counted, pieces, list(map(len, whole.blocks)))
    found = _made_good(found, pieces, matrix, executor)
    prices = sum((part * each.prices for part, each in zip(portion.part, found, strict=True)), np.zeros_like(begin))
    return Settled(
        [
            replace(given, members=agents[given.members])
            for agents, each in zip(whole.blocks, found, strict=True)
            for given in each.given
        ],
        sum(each.bound for each in found),
        np.delete(prices, np.arange(plain, matrix.rows.plain)),  # what was reckoned with is none of the problem's
        any(each.late for each in found),
        any(each.interrupted for each in found),
    )


def _made_good(found: list[Found], pieces: Sequence[Piece], matrix: Matrix, executor: Executor) -> list[Found]:
    """What some blocks lack for hard rows is made good by others: one after the other is asked for what all leave.

    Those that lack the least are asked first.
    """
    lacking = [np.abs(missed(piece.matrix, each.brought)).sum() for piece, each in zip(pieces, found, strict=True)]
    for block in np.argsort(lacking, kind="stable")[:TRIES].tolist():
        total = sum((each.brought for each in found), np.zeros(matrix.rows.count))
        short = np.abs(missed(matrix, total)).sum()
        if short == 0 or len(found) == 1 or any(each.late or each.interrupted for each in found):
            break
        others = total - found[block].brought
        piece = replace(pieces[block], matrix=beside(pieces[block].matrix, matrix, others))
        again: Found = worked(executor, counted, [piece], [piece.problem.agents])[0]
        if np.abs(missed(matrix, others + again.brought)).sum() < short:
            # the bound is that of the part the block had
            found[block] = again._replace(bound=found[block].bound, prices=found[block].prices)
    return found


def _own(
    whole: Organization, agents: Integers, leads: Mapping[int, Integers]
) -> tuple[Problem, tuple[Bond, ...], dict[int, Integers], Lines, Shares]:
    """What is of some people only, by their places among them."""
    place = {agent: number for number, agent in enumerate(agents.tolist())}
    return (
        part_of(whole.problem, agents),
        tuple(
            replace(bond, agent=place[bond.agent], others=tuple(place[other] for other in bond.others))
            for bond in whole.bonds
            if bond.agent in place
        ),
        {place[agent]: price for agent, price in leads.items() if agent in place},
        of_people(whole.lines, agents),
        whole.shares.of_people(agents),
    )
