"""Prices of the rows by subgradients, where the linear program has too many rows and days to be solved.

The volume algorithm (Barahona, Anbil 2000, Mathematical Programming 87:385): ask for the cheapest lines at prices near
the best ones so far, and move those by what a running mean of the lines lacks. Each row is measured in its own unit,
the root of what it asks for: a sum of minutes over months and the cover of one day are of one size then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.bound import SCALE, side_prices
from staffing.engines.columns.master import NOWHERE, Program
from staffing.engines.columns.rows import Numbers, Rows

MEAN = 0.1
"""Weight of the latest lines in their mean."""
STEP = 0.3
"""Of the way to the ceiling that a step goes at first (Polyak's rule)."""
LONGER, SHORTER = 1.1, 0.66
"""How a step changes where the bound rises and the lines agree with their mean, and where it has not risen for long."""
PATIENCE = 10
"""Steps without a higher bound before they become shorter."""
SHORTEST = 1e-3
"""The ascent ends with steps shorter than this."""


@dataclass(eq=False)
class _Sides:
    """The rows' sides and what duals [R] may be."""

    low: Numbers
    high: Numbers
    least: Numbers
    most: Numbers
    unit: Numbers
    """[R] the root of what a row asks for and of what a cell adds to it."""

    @classmethod
    def of(cls, rows: Rows, hard_price: float) -> _Sides:
        has_low, has_high = np.isfinite(rows.low), np.isfinite(rows.high)
        asked = np.maximum(np.abs(np.where(has_low, rows.low, 0.0)), np.abs(np.where(has_high, rows.high, 0.0)))
        entries = np.maximum(1, np.bincount(rows.cells.row, minlength=rows.count))
        squares = np.bincount(rows.cells.row, rows.cells.value.astype(np.float64) ** 2, rows.count)
        cell = np.maximum(1e-3, np.sqrt(squares / entries))
        dearest_low, dearest_high = side_prices(rows, hard_price)
        return cls(
            rows.low,
            rows.high,
            -dearest_high,
            dearest_low,
            np.sqrt(cell * np.maximum(asked, cell)),
        )

    def lacking(self, duals: Numbers, brought: Numbers) -> Numbers:
        """[R] the subgradient at duals where lines bring so much, as far as the duals may still move that way."""
        short, over = self.low - brought, self.high - brought
        nearest = np.where(short > 0, short, np.where(over < 0, over, 0.0))
        found = np.where(duals > 0, short, np.where(duals < 0, over, nearest))
        stuck = ((found > 0) & (duals >= self.most)) | ((found < 0) & (duals <= self.least))
        return np.where(stuck, 0.0, found)


def ascend(program: Program, duals: Numbers, ceiling: float, told: Callable[[int], None]) -> Numbers:
    """Prices [R] at which the bound of a whole program is high, from given ones; `ceiling`: of a roster's price.

    It ends where steps are short, or the meter's share is spent. `told` is called with each higher bound, in whole
    price points.
    """
    sides = _Sides.of(program.world.matrix.rows, program.world.hard_price)
    center = np.clip(duals, sides.least, sides.most)
    best, brought = program.respond(center)
    mean, step, idle = brought, STEP, 0
    if best < NOWHERE:
        told(-(-best // SCALE))
    while best < NOWHERE and not program.meter.spent() and step > SHORTEST:
        if best / SCALE > ceiling - 0.05 * abs(ceiling):
            ceiling = best / SCALE + 0.05 * abs(best / SCALE) + 1.0
        way = sides.lacking(center, mean) / sides.unit
        length = float((way * way).sum())
        if length < 1e-9:
            break
        far = step * (ceiling - best / SCALE) / length
        asked = np.clip(center + far * way / sides.unit, sides.least, sides.most)
        parts, brought = program.respond(asked)
        mean = MEAN * brought + (1 - MEAN) * mean
        if parts > best:
            if float((sides.lacking(asked, brought) / sides.unit * way).sum()) > 0:
                step = min(2.0, step * LONGER)
            best, center, idle = parts, asked, 0
            told(-(-best // SCALE))
        else:
            idle += 1
        if idle >= PATIENCE:
            step, idle = step * SHORTER, 0
    return center
