"""A mixture of rosters: everybody works parts of several lines, and what the rows lack at it prices them.

A row costs what it did before and, for what it lacks, a price that rises with that: the method of multipliers, or
augmented Lagrangian (Bertsekas 1982, Constrained Optimization and Lagrange Multiplier Methods). In a turn an agent
moves part of itself to the line that is cheapest then, as far as that makes the whole cheaper: Frank and Wolfe's method
by blocks (Lacoste-Julien, Jaggi, Schmidt, Pletscher 2013, ICML, PMLR 28:53). As prices move after each agent, agents
who are alike do not all run to the same shift, as they do when all are asked at the same prices.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np

from staffing.engines.columns.program.bound import Prices, side_prices
from staffing.engines.columns.program.master import Program
from staffing.engines.columns.program.relaxation import Line
from staffing.engines.columns.program.rows import Numbers, Rows

FIRST = 0.1
"""Of the mean price of what a cell adds to a row: the stiffness to begin with."""
KEPT = 30
"""Lines of each agent that are remembered."""
CORRECTIONS = 3
"""So often a move that goes too far is shortened, at most."""


@dataclass(frozen=True, eq=False)
class _Sides:
    """[R] the rows' sides, far away where there is none, and what their prices may be."""

    low: Numbers
    high: Numbers
    least: Numbers
    most: Numbers
    unit: Numbers
    """The root of what a row asks for and of what a cell adds to it: a sum of minutes over months and the cover of a
    day are of one size then."""
    cell: Numbers
    """What a cell adds to it."""

    @classmethod
    def of(cls, rows: Rows, hard_price: float) -> _Sides:
        has_low, has_high = np.isfinite(rows.low), np.isfinite(rows.high)
        asked = np.maximum(np.abs(np.where(has_low, rows.low, 0.0)), np.abs(np.where(has_high, rows.high, 0.0)))
        entries = np.maximum(1, np.bincount(rows.cells.row, minlength=rows.count))
        squares = np.bincount(rows.cells.row, rows.cells.value.astype(np.float64) ** 2, rows.count)
        cell = np.maximum(1e-3, np.sqrt(squares / entries))
        dearest_low, dearest_high = side_prices(rows, hard_price)
        return cls(
            np.where(has_low, rows.low, -1e15),
            np.where(has_high, rows.high, 1e15),
            -dearest_high,
            dearest_low,
            np.sqrt(cell * np.maximum(asked, cell)),
            cell,
        )


@numba.njit(cache=True)
def _price(before: float, stiff: float, low: float, high: float, least: float, most: float) -> float:
    """The price of a row from the one before, and by how far it is below its low side and its high one."""
    up, down = before + stiff * low, before + stiff * high
    return min(max(up if up > 0 else min(down, 0.0), least), most)


@numba.njit(cache=True)
def _prices(state: Any) -> Any:
    before, stiff, brought, low, high, least, most = state
    found = np.empty(len(before))
    for row in range(len(before)):
        there = brought[row]
        found[row] = _price(before[row], stiff[row], low[row] - there, high[row] - there, least[row], most[row])
    return found


@numba.njit(cache=True)
def _add_shares(start: Any, row: Any, value: Any, first: int, shares: Any, times: float, found: Any) -> None:
    """Add to found [R] what shares [D, S] of the cells from the one numbered `first` on bring, so many times."""
    days, shifts = shares.shape
    for day in range(days):
        for shift in range(shifts):
            share = times * shares[day, shift]
            if share != 0.0:
                cell = first + day * shifts + shift
                for entry in range(start[cell], start[cell + 1]):
                    found[row[entry]] += value[entry] * share


@numba.njit(cache=True)
def _gain(state: Any, way: Any, far: float) -> Any:
    """What going on costs less, a step so far along a way [R] having been made, and how fast that falls."""
    before, stiff, brought, low, high, least, most = state
    gain, falls = 0.0, 0.0
    for row in range(len(way)):
        if way[row] != 0.0:
            there = brought[row] + far * way[row]
            price = _price(before[row], stiff[row], low[row] - there, high[row] - there, least[row], most[row])
            gain += price * way[row]
            if least[row] < price < most[row]:
                falls += stiff[row] * way[row] * way[row]
    return gain, falls


class Mixture:
    """Shares of all agents' lines, and prices of the rows; of a program of the whole.

    Nothing but lines is in it: neither service nor further variables.
    """

    def __init__(self, program: Program, lines: Mapping[int, Line]) -> None:
        """It begins with a line for everybody."""
        self.program, self.matrix = program, program.world.matrix
        rows = self.matrix.rows
        self._sides = _Sides.of(rows, program.world.hard_price)
        self.before: Numbers = np.zeros(rows.count)
        """[R] the prices from which those of now go on."""
        self.shares: Numbers = np.zeros(self.matrix.shape)
        """[A, D, S]"""
        self.latest = [deque[Line](maxlen=KEPT) for _ in range(self.matrix.shape[0])]
        """[A] the lines that came in last."""
        self.cost: Numbers = np.zeros(self.matrix.shape[0])
        """[A] what each agent's lines cost by themselves."""
        self.brought: Numbers = np.zeros(rows.count)
        """[R] what all lines bring."""
        self.stiffness = FIRST * self._mean_price()
        for agent, line in lines.items():
            self.take(agent, line)

    def _mean_price(self) -> float:
        """The mean of what a cell too many or too few costs in a row, hard rows aside."""
        rows, cell = self.matrix.rows, self._sides.cell
        priced = np.concatenate([rows.price_low * cell, rows.price_high * cell])
        priced = priced[np.isfinite(priced) & (priced > 0)]
        return float(priced.mean()) if len(priced) else 1.0

    @property
    def _state(self) -> tuple[Numbers, ...]:
        """What the kernels take: prices before, stiffness, what is brought, the sides and what prices may be; [R]."""
        sides = self._sides
        stiff = self.stiffness / sides.unit**2
        return self.before, stiff, self.brought, sides.low, sides.high, sides.least, sides.most

    def prices(self) -> Numbers:
        """[R] of now."""
        found: Numbers = _prices(self._state)
        return found

    def of_agent(self, agent: int) -> Numbers:
        """[R] what an agent's lines bring."""
        found: Numbers = np.zeros(self.matrix.rows.count)
        self._add(agent, 1.0, found)
        return found

    def _add(self, agent: int, times: float, found: Numbers) -> None:
        _, days, shifts = self.matrix.shape
        matrix = self.matrix
        first = agent * days * shifts
        _add_shares(matrix.start, matrix.row, matrix.value, first, self.shares[agent], times, found)

    def take(self, agent: int, line: Line) -> None:
        """The agent works one line alone."""
        self._add(agent, -1.0, self.brought)
        self.shares[agent], self.cost[agent] = 0.0, line.cost
        self._share(agent, line, 1.0)
        self._add(agent, 1.0, self.brought)

    def _share(self, agent: int, line: Line, share: float) -> None:
        self.latest[agent].append(line)
        worked = np.flatnonzero(line.choices < self.matrix.shape[2])
        self.shares[agent, worked, line.choices[worked]] += share

    def turn(self, agent: int) -> None:
        """Move part of an agent to its cheapest line."""
        program, state = self.program, self._state
        prices = Prices(self.matrix, program.given.brought, _prices(state), program.world.hard_price)
        found = program.world.cheapest(prices, agent, program.own[agent])
        if found is None:
            return
        program.meter.walked(program.world.walked)
        line = found[1]
        way: Numbers = np.zeros(self.matrix.rows.count)
        rows, values = self.matrix.entries(line)
        way[rows] = values
        self._add(agent, -1.0, way)
        far = self._far(way, line.cost - float(self.cost[agent]))
        if far > 0:
            self.shares[agent] *= 1 - far
            self._share(agent, line, far)
            self.cost[agent] += far * (line.cost - self.cost[agent])
            self.brought += far * way

    def _far(self, way: Numbers, dearer: float) -> float:
        """How much of a way [R] makes the whole cheaper, where the line at its end is dearer by so much."""
        state = self._state
        gain, falls = _gain(state, way, 0.0)
        first = gain - dearer
        if first <= 0:
            return 0.0
        far = 1.0 if falls <= first else first / falls
        for _ in range(CORRECTIONS):
            rest = _gain(state, way, far)[0] - dearer
            if rest >= -0.1 * first:
                break
            far *= first / (first - rest)  # where the gain would end if it fell evenly
        return float(far)
