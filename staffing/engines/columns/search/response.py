"""A first roster: everybody in turn takes the line of work that is best beside those of the others."""

from __future__ import annotations

import math

import numpy as np

from staffing.engines.columns.program.bound import Prices
from staffing.engines.columns.program.master import Program
from staffing.engines.columns.program.relaxation import Given, Line
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.columns.program.world import World
from staffing.engines.columns.search.dive import Diving, dive
from staffing.problem import Integers

MOVES = 8
"""So often prices of rows of an agent alone are moved, until its line keeps them."""
FIRST_MOVE = 1 / 64
"""The first time by this share of the price of missing a hard row, for what a cell adds."""


def respond(program: Program, lines: dict[int, Line], *, quick: bool = False) -> dict[int, Line]:
    """The lines after everybody's turn; `lines` are those before, none at first.

    `quick`: hard rows of an agent alone may be missed.
    """
    lines, matrix = dict(lines), program.world.matrix
    together = matrix.brought(lines.values())
    for agent in program.agents:
        if agent in lines:
            together = together - matrix.brought([lines[agent]])
        worth = _of_one_more(program.world, together)
        line = _response(program, agent, together, worth, 0 if quick else MOVES)
        if line is not None and (agent not in lines or _better(program.world, line, lines[agent], worth)):
            lines[agent] = line
        if agent in lines:
            together = together + matrix.brought([lines[agent]])
    return lines


def best_beside(program: Program, agent: int, others: Numbers, prices: Numbers) -> Line | None:
    """The best line of an agent beside a mixture of what the others bring [R]; None where there is none.

    Rows with further variables are worth what `prices` say.
    """
    worth = np.where(program.world.matrix.joined, prices, _of_one_more(program.world, others))
    return _response(program, agent, np.rint(others).astype(np.int64), worth, MOVES)


def _response(program: Program, agent: int, others: Integers, duals: Numbers, moves: int) -> Line | None:
    """The best line of an agent beside what the others bring; None where there is none.

    Rows of this agent alone that it misses are priced: more and more as long as the line misses a side, half as much
    back when it comes to miss the other.
    """
    world, line = program.world, None
    move, before = np.full(len(duals), FIRST_MOVE * world.hard_price), np.zeros(len(duals))
    for _ in range(moves + 1):
        prices = Prices(world.matrix, others, duals, world.hard_price)
        found = world.cheapest(prices, agent, program.own[agent], whole=moves > 0)
        program.meter.walked(world.walked)
        if found is None:
            return line
        line = found[1]
        missed = world.matrix.missed_alone(line)
        if not moves or not missed.any() or program.meter.spent():
            return line
        again, turned = missed * before > 0, missed * before < 0
        move = np.where(again, 2 * move, np.where(turned, move / 2, move))
        before = np.where(missed != 0, missed, before)
        duals = duals + move * missed
    return line if line is None else _alone(program, line, others)


def _better(world: World, line: Line, other: Line, worth: Numbers) -> bool:
    """Whether a line costs less than another at what it is worth in the rows, or breaks less."""
    broken = [float(np.abs(world.matrix.missed_alone(each)).sum()) for each in (line, other)]
    costs = []
    for each in (line, other):
        rows, values = world.matrix.entries(each)
        costs.append(each.cost - float((worth[rows] * values).sum()))
    return (broken[0], costs[0]) < (broken[1], costs[1])


def _alone(program: Program, line: Line, others: Integers) -> Line:
    """The line that a dive of this agent alone finds, or the given one where it finds none."""
    every = np.ones(program.world.matrix.rows.count, dtype=bool)
    alone = Program(program.world, program.meter, [line.agent], Given(others, every, 0.0))
    alone.relaxation.add(line)
    solution = alone.converge(smoothing=0.5)
    found = None if solution is None else dive(alone, solution, Diving(), math.inf)
    return found[0] if found else line


def _of_one_more(world: World, brought: Integers | Numbers) -> Numbers:
    """[R] what one unit more in each row saves, or costs where it is negative; nothing in rows of one agent alone."""
    rows = world.matrix.rows
    # what it does in a row with further variables those say
    unsaid = world.matrix.joined | (world.matrix.alone >= 0)
    saves = np.clip(rows.low - brought, 0, 1) * np.minimum(rows.price_low, world.hard_price)
    saves -= np.clip(brought + 1 - rows.high, 0, 1) * np.minimum(rows.price_high, world.hard_price)
    return np.where(unsaid, 0.0, saves)
