"""The Lagrangian bound: whatever the prices of the rows, no roster costs less.

All in whole numbers, `SCALE` parts to a price point, so that no rounding can make the bound too high: the prices that a
linear program gives are rounded first, and what is then worked out is exact (Geoffrion 1974, Mathematical Programming
Study 2:82).
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from staffing.engines.columns.rows import Numbers, Rows
from staffing.problem import Integers

SCALE = 2**20
"""Parts of a price point."""


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _add_up(row: Any, column: Any, value: Any, prices: Any, found: Any) -> None:
    for entry in range(len(row)):
        found[column[entry]] += value[entry] * prices[row[entry]]


class Prices:
    """Prices of the rows in whole parts, and what they say of each cell and of all that is not a line of work."""

    def __init__(self, rows: Rows, shape: tuple[int, int, int], duals: Numbers, hard_price: float) -> None:
        """Takes duals [R] of a minimization; they are moved to where each row's side and its price allow."""
        high = np.where(np.isfinite(rows.low), np.minimum(rows.price_low, hard_price), 0.0)
        low = -np.where(np.isfinite(rows.high), np.minimum(rows.price_high, hard_price), 0.0)
        limits = np.floor(high * SCALE), np.ceil(low * SCALE)
        whole = np.clip(np.rint(duals * SCALE), limits[1], limits[0]).astype(np.int64)
        self.rows = whole
        self.cells: Integers = np.zeros(int(np.prod(shape)), dtype=np.int64)
        _add_up(rows.cells.row, rows.cells.column, rows.cells.value, whole, self.cells)
        self.cells = self.cells.reshape(shape)
        self.rest = _rest(rows, whole)

    def of_choices(self, own: Integers, agent: int, never: int, far: int) -> Integers:
        """[D, C] what each choice of an agent costs: by itself, less what the rows pay for it."""
        cell = np.where(own[agent] >= never, far, own[agent] * SCALE)
        worked = cell[:, :-1]
        np.subtract(worked, self.cells[agent], out=worked, where=own[agent][:, :-1] < never)
        return cell


def _rest(rows: Rows, prices: Integers) -> int:
    """What the rows' sides and the further variables add to the bound, in parts."""
    sides = np.where(prices > 0, rows.low, np.where(prices < 0, rows.high, 0.0))
    total = sum(int(price) * int(side) for price, side in zip(prices.tolist(), sides.tolist(), strict=True) if price)
    paid: Integers = np.zeros(len(rows.variables), dtype=np.int64)
    _add_up(rows.others.row, rows.others.column, rows.others.value, prices, paid)
    return total - sum(
        int(each) * int(most if each > 0 else least)
        for each, least, most in zip(paid.tolist(), rows.least.tolist(), rows.most.tolist(), strict=True)
        if each
    )
