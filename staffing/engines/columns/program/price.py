"""What a whole roster costs by the rows, and whether it keeps the hard ones."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.program.master import NEAR
from staffing.engines.columns.program.relaxation import Line, Matrix
from staffing.engines.columns.program.rows import NO_PRICE, Numbers
from staffing.engines.columns.program.world import World
from staffing.problem import Integers


@dataclass(frozen=True)
class Price:
    """What a roster costs in price points, and by how much it misses hard rows: 0 where it keeps them all."""

    value: float
    broken: float


def price_of(world: World, lines: Sequence[Line]) -> Price:
    """What a roster costs: exact, but a lower bound where work waits, of which parts of minutes are served then."""
    matrix, value, broken = world.matrix, float(sum(line.cost for line in lines)), 0.0
    for missed, price, step in _sides(matrix, lines):
        value += float(_priced(missed, price, step, world.hard_price).sum())
        broken += float(missed[price == NO_PRICE].sum())
    if world.service is None:
        return Price(value, broken)
    brought = matrix.brought(lines).astype(np.float64)
    served, _ = world.learn(brought, max([0.0, *(cut.at(brought) for cut in world.cuts)]), NEAR * max(10.0, value))
    return Price(math.inf, math.inf) if served is None else Price(value + served.value, broken + served.broken)


def costs(matrix: Matrix, lines: Sequence[Line], hard_price: float) -> Numbers:
    """[R] what each row costs; nothing of those on service."""
    total = np.zeros(matrix.rows.count)
    for missed, price, step in _sides(matrix, lines):
        total[: len(missed)] += _priced(missed, price, step, hard_price)
    return total


def _priced(missed: Numbers, price: Numbers, step: Integers, hard_price: float) -> Numbers:
    """What is missed at its price, a step begun as a whole one; `price` is of a unit."""
    hard = price == NO_PRICE
    of_step = np.rint(np.where(hard, 0.0, price) * step)
    return np.where(hard, missed * hard_price, np.ceil(missed / step) * of_step)


def _sides(matrix: Matrix, lines: Sequence[Line]) -> Iterator[tuple[Numbers, Numbers, Integers]]:
    """What each side of the rows is missed by, the price of a unit and the units of a step; service aside."""
    rows, count = matrix.rows, matrix.rows.plain
    total = matrix.brought(lines)
    if len(rows.defined.wanted):
        others = rows.defined.values(matrix.worked(lines))
        inside = rows.others.row < count
        np.add.at(total, rows.others.row[inside], rows.others.value[inside] * others[rows.others.column[inside]])
    low, high = np.maximum(0.0, rows.low - total), np.maximum(0.0, total - rows.high)
    yield low[:count], rows.price_low[:count], rows.step_low[:count]
    yield high[:count], rows.price_high[:count], rows.step_high[:count]
