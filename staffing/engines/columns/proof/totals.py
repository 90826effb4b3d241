"""What some rows are missed by in all, held at most or at least at a whole number.

People are whole, so that the shortage of some days together is a whole number, where the linear program mixes lines to
lose a third of a person: 'three at most' and 'four at least' cover all rosters. Each side has a price of its own in the
Lagrangian bound, by which what is missed there is dearer or cheaper.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from staffing.engines.columns.program.bound import SCALE, Prices, side_prices
from staffing.engines.columns.program.relaxation import Matrix, Relaxation
from staffing.engines.columns.program.rows import Numbers
from staffing.problem import Integers

BEYOND = 2.0**40
"""No price of a row reaches this."""


@dataclass(frozen=True, eq=False)
class Total:
    """Units by which `rows` are missed together on one side (1: below the low one, -1: above the high one)."""

    rows: Integers
    side: int
    at_least: bool
    amount: int


def state(relaxation: Relaxation, totals: Sequence[Total], dearest: float) -> list[Any]:
    """The totals as rows of a linear program; one unit beyond what is held at most costs `dearest`."""
    solver, found = relaxation.solver, []
    for total in totals:
        inf = solver.infinity()
        row = solver.Constraint(*((total.amount, inf) if total.at_least else (-inf, total.amount)))
        for place in total.rows.tolist():
            row.SetCoefficient(relaxation.slacks[place, total.side], 1.0)
        if not total.at_least:
            beyond = solver.NumVar(0, inf, "")
            row.SetCoefficient(beyond, -1.0)
            solver.Objective().SetCoefficient(beyond, dearest)
        found.append(row)
    return found


def prices_with(
    matrix: Matrix, hard_price: float, totals: Sequence[Total], duals: Numbers, of_totals: Numbers
) -> tuple[Prices, int]:
    """The prices of the rows beside those of totals, `of_totals` >= 0, and what these add to the bound, in parts.

    A total held at least has no higher price than leaves each of its rows one.
    """
    low, high = side_prices(matrix.rows, hard_price)
    rest = 0
    for total, price in zip(totals, of_totals.tolist(), strict=True):
        whole = max(0, round(price * SCALE))
        if total.at_least:
            room = float((low + high)[total.rows].min())
            whole = min(whole, int(room * SCALE))
        sign = -1 if total.at_least else 1
        side = low if total.side > 0 else high
        side[total.rows] += sign * whole / SCALE
        rest -= sign * whole * total.amount
    priced = copy(matrix)
    priced.rows = replace(matrix.rows, price_low=low, price_high=high)
    nothing: Integers = np.zeros(matrix.rows.count, dtype=np.int64)
    return Prices(priced, nothing, duals, BEYOND), rest
