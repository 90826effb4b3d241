"""What a block is asked for: of each row the part that its people bring in the linear program of all.

Rows that further variables join, such as a queue with its backlog, are one system and are shared out as one. What
blocks cost under their parts is no less in sum than what they cost together, as the price of the rows is convex and
grows with them in proportion; and where every block has its part of every kind, it is hardly more. So a queue that all
share is settled by quantities (Kornai and Liptak 1965, Econometrica 33:141), and its prices are the means of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from staffing.engines.columns.program.relaxation import Matrix
from staffing.engines.columns.program.rows import Numbers, Rows, Terms
from staffing.engines.tours.master import Master
from staffing.problem import Integers

NEAR = 1e-6
"""Parts so near to a whole one are whole."""


class Portions(NamedTuple):
    """What B blocks are asked for: the part of each row [B, R], its sides [B, R], and those of the variables [B, V]."""

    part: Numbers
    low: Numbers
    high: Numbers
    least: Numbers
    most: Numbers


def brought_by(matrix: Matrix, master: Master, blocks: Sequence[Integers]) -> Numbers:
    """[B, R] what the people of each block bring to the rows, whatever its sign; 1 is what a cell brings at most.

    `master` is the linear program of all classes, solved; `matrix` may have further rows, over the same cells.
    Everybody in a class works the same mix.
    """
    classes = master.classes
    there = np.array([np.bincount(classes.of[agents], minlength=classes.count) for agents in blocks])
    share = there / classes.size
    people = np.zeros((len(blocks), int(np.prod(matrix.shape))))
    for tour, count in zip(master.tours, master.solve().counts.tolist(), strict=True):
        if count > 0:
            people[:, master.cells(tour)] += count * share[:, tour.of_class, None]
    terms = matrix.rows.cells
    size = np.abs(terms.value) / matrix.largest[terms.row]
    return np.array([np.bincount(terms.row, size * each[terms.column], matrix.rows.count) for each in people])


def portions(matrix: Matrix, brought: Numbers, people: Integers) -> Portions:
    """The portions of blocks that bring so much [B, R]; what nobody brings goes by their people [B]."""
    rows = matrix.rows
    of_row, of_variable = _systems(rows)
    loads = np.array([np.bincount(of_row, each, rows.count) for each in brought])
    total = loads.sum(axis=0)
    share = np.where(total > NEAR, loads / np.where(total > NEAR, total, 1.0), people[:, None] / people.sum())
    part, of_others = share[:, of_row], share[:, of_variable]
    alone = np.flatnonzero(~matrix.joined)
    low, high = _times(part, rows.low), _times(part, rows.high)
    if len(people) > 1:
        unit = np.ones(rows.count, dtype=np.int64)
        divisor = np.zeros(rows.count, dtype=np.int64)
        np.gcd.at(divisor, rows.cells.row, rows.cells.value)
        unit[divisor > 0] = divisor[divisor > 0]
        low[:, alone] = _whole(low[:, alone], unit[alone], up=True)
        high[:, alone] = _whole(high[:, alone], unit[alone], up=False)
    return Portions(part, low, high, of_others * rows.least, of_others * rows.most)


def asked_of(matrix: Matrix, portion: Portions, block: int, kinds: Integers) -> Matrix:
    """The rows of one block, over cells of its kinds; `kinds` are their places among those of all, in its order."""
    rows, (_, days, shifts) = matrix.rows, matrix.shape
    place = np.full(matrix.shape[0], -1, dtype=np.int64)
    place[kinds] = np.arange(len(kinds))
    kind, cell = np.divmod(rows.cells.column, days * shifts)
    kept = place[kind] >= 0
    cells = Terms(
        rows.cells.row[kept], (place[kind] * (days * shifts) + cell)[kept], rows.cells.value[kept]
    )  # sorted by row as before
    sides = {name: getattr(portion, name)[block] for name in ("low", "high", "least", "most")}
    return Matrix(replace(rows, cells=cells, **sides), (len(kinds), days, shifts))


def beside(asked: Matrix, matrix: Matrix, others: Numbers) -> Matrix:
    """The rows of one block, of people alone asked for what the others leave, who bring so much [R]."""
    sides = {
        name: np.where(matrix.joined, getattr(asked.rows, name), getattr(matrix.rows, name) - others)
        for name in ("low", "high")
    }
    return Matrix(replace(asked.rows, **sides), asked.shape)


def _systems(rows: Rows) -> tuple[Integers, Integers]:
    """[R] and [V] number of the system of each row and of each further variable: that of its first row."""
    others, of_row = rows.others, np.arange(rows.count)
    while True:
        of_variable = np.full(len(rows.variables), rows.count)
        np.minimum.at(of_variable, others.column, of_row[others.row])
        found = of_row.copy()
        np.minimum.at(found, others.row, of_variable[others.column])
        found = found[found]
        if (found == of_row).all():
            return of_row, of_variable
        of_row = found


def _times(part: Numbers, side: Numbers) -> Numbers:
    """[B, n] parts of sides, those that are none included."""
    found: Numbers = np.where(np.isfinite(side), part * np.where(np.isfinite(side), side, 0.0), side)
    return found


def _whole(sides: Numbers, unit: Integers, *, up: bool) -> Numbers:
    """[B, n] sides in whole units that come to the same in sum, or to the next unit.

    The largest remainders get one; which of equal ones do is drawn for every row.
    """
    told = np.isfinite(sides[0])
    parts = sides[:, told] / unit[told]
    found = np.floor(parts + NEAR)
    missing = parts.sum(axis=0) - found.sum(axis=0)
    missing = np.ceil(missing - NEAR) if up else np.floor(missing + NEAR)
    drawn = np.random.default_rng(0).random(parts.shape)  # rows come in patterns, which any turn might fall in with
    order = np.lexsort((drawn, np.round(found - parts, 6)), axis=0)
    rank = np.argsort(order, axis=0)
    whole = sides.copy()
    whole[:, told] = (found + (rank < missing)) * unit[told]
    return whole
