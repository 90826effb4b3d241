"""The Lagrangian bound: whatever the prices of the rows, no roster costs less.

All in whole numbers, `SCALE` parts to a price point, so that no rounding can make the bound too high: the prices that a
linear program gives are rounded first, and what is then worked out is exact (Geoffrion 1974, Mathematical Programming
Study 2:82).
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.pricing import FAR
from staffing.engines.columns.program.relaxation import Matrix
from staffing.engines.columns.program.rows import Numbers, Rows
from staffing.problem import Integers

SCALE = 2**20
"""Parts of a price point."""


@numba.njit(cache=True)
def _add_up(row: Any, column: Any, value: Any, prices: Any, found: Any) -> None:
    for entry in range(len(row)):
        found[column[entry]] += value[entry] * prices[row[entry]]


@numba.njit(cache=True)
def _of_cells(start: Any, row: Any, value: Any, prices: Any, first: int, found: Any) -> None:
    """found [cells] what the rows pay for each cell from the one numbered `first` on."""
    for cell in range(len(found)):
        total = 0
        for entry in range(start[first + cell], start[first + cell + 1]):
            total += value[entry] * prices[row[entry]]
        found[cell] = total


HELD = 2.0**24
"""The largest price of a row of the structure, which needs no limit but that of whole numbers."""


def side_prices(rows: Rows, hard_price: float) -> tuple[Numbers, Numbers]:
    """[R] the most that a unit below each row's low side may cost, and above its high side; 0 where there is none."""
    hard = np.where(rows.held, max(HELD, hard_price), hard_price)
    low = np.where(np.isfinite(rows.low), np.minimum(rows.price_low, hard), 0.0)
    return low, np.where(np.isfinite(rows.high), np.minimum(rows.price_high, hard), 0.0)


class Prices:
    """Prices of the rows in whole parts, and what they say of each cell and of all that is not a line of work."""

    def __init__(self, matrix: Matrix, brought: Integers, duals: Numbers, hard_price: float) -> None:
        """Takes duals [R] of a minimization; they are moved to where each row's side and its price allow."""
        rows, (low, high) = matrix.rows, side_prices(matrix.rows, hard_price)
        whole = np.clip(np.rint(duals * SCALE), np.ceil(-high * SCALE), np.floor(low * SCALE)).astype(np.int64)
        self.rows, self.matrix = whole, matrix
        self.rest = _rest(rows, brought, whole)

    def of_agents(self, first: int, count: int) -> Integers:
        """[count, D, S] what the rows pay for the cells of some agents, from the first on."""
        _, days, shifts = self.matrix.shape
        found: Integers = np.empty(count * days * shifts, dtype=np.int64)
        matrix = self.matrix
        _of_cells(matrix.start, matrix.row, matrix.value, self.rows, first * days * shifts, found)
        return found.reshape(count, days, shifts)

    @property
    def cells(self) -> Integers:
        """[A, D, S] what the rows pay for each cell; worked out each time."""
        return self.of_agents(0, self.matrix.shape[0])

    def of_choices(self, own: Integers, agent: int) -> Integers:
        """[D, C] what each choice of an agent costs: by itself, less what the rows pay for it; `FAR` where forbidden.

        `own` [D, C] in price points.
        """
        cell = np.where(own >= NEVER, FAR, own * SCALE)
        np.subtract(cell[:, :-1], self.of_agents(agent, 1)[0], out=cell[:, :-1], where=own[:, :-1] < NEVER)
        return cell


def _rest(rows: Rows, brought: Integers, prices: Integers) -> int:
    """What the rows' sides and the further variables add to the bound, in parts."""
    used = np.flatnonzero(prices)
    sides = np.where(prices[used] > 0, rows.low[used], rows.high[used]) - brought[used]
    total = _product(prices[used], sides.astype(np.int64))
    paid: Integers = np.zeros(len(rows.variables), dtype=np.int64)
    _add_up(rows.others.row, rows.others.column, rows.others.value, prices, paid)
    return total - _product(paid, np.where(paid > 0, rows.most, rows.least))


def _product(parts: Integers, amounts: Integers) -> int:
    """The sum of prices times amounts, which may be too large for 64 bits: whole points and the rest apart."""
    points, rest = np.divmod(parts, SCALE)
    return int((points * amounts).sum()) * SCALE + int((rest * amounts).sum())
