"""What a whole roster costs by the rows, and whether it keeps the hard ones."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from staffing.engines.columns.relaxation import Given, Line, Matrix, Relaxation, Solution
from staffing.engines.columns.rows import NO_PRICE, Numbers


def price_of(matrix: Matrix, lines: Sequence[Line], hard_price: float) -> float:
    """What a roster costs: exact where the rows have no further variables, else a lower bound."""
    own = float(sum(line.cost for line in lines))
    if len(matrix.rows.variables):
        solution = _alone(matrix, lines, hard_price)
        return math.inf if solution is None else solution.value + own
    return own + float(costs(matrix, lines, hard_price).sum())


def missed_hard(matrix: Matrix, lines: Sequence[Line], hard_price: float) -> float:
    """By how much a roster misses the hard rows."""
    if len(matrix.rows.variables):
        solution = _alone(matrix, lines, hard_price)
        return math.inf if solution is None else solution.broken
    return sum(float(missed[(missed > 0) & (price == NO_PRICE)].sum()) for missed, price in _sides(matrix, lines))


def costs(matrix: Matrix, lines: Sequence[Line], hard_price: float) -> Numbers:
    """[R] what each row costs, further variables aside."""
    total = np.zeros(matrix.rows.count)
    for missed, price in _sides(matrix, lines):
        total += np.where(missed > 0, missed * np.minimum(price, hard_price), 0.0)
    return total


def _alone(matrix: Matrix, lines: Sequence[Line], hard_price: float) -> Solution | None:
    """The further variables at their best, the lines being given."""
    every = np.ones(matrix.rows.count, dtype=bool)
    return Relaxation(matrix, (), Given(matrix.brought(lines), every, 0.0), hard_price).solve()


def _sides(matrix: Matrix, lines: Sequence[Line]) -> Iterator[tuple[Numbers, Numbers]]:
    """[R] what each side of the rows is missed by, and the price of a unit."""
    rows, brought = matrix.rows, matrix.brought(lines)
    yield rows.low - brought, rows.price_low
    yield brought - rows.high, rows.price_high
