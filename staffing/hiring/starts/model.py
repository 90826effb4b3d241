"""The hiring program in the solver's own form: starters, classes, and the pieces of what the stop-gaps cost.

Columns are starters h [R, W], classes z [R, W] and one for each piece of the price of the stop-gaps; rows say what the
starts bring, how large classes are, who teaches them, and the budget. Money is counted in units that keep the numbers
small, whatever the currency.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from staffing.hiring.starts.evaluate import terminal, wages
from staffing.hiring.starts.program import Floats, Ints, Program
from staffing.hiring.starts.recourse import Segments, segments


@dataclass(frozen=True, eq=False)
class Integral:
    """The program for the solver: its least objective x `unit` is the least cost."""

    proto: Any
    unit: float
    shape: tuple[int, int]
    choices: int
    """Weeks in which people may start, over all roles."""

    def people_of(self, values: Floats) -> Floats:
        """[R, W] starters among the values of all columns."""
        roles, weeks = self.shape
        return values[: roles * weeks].reshape(self.shape)

    def money(self, objective: float) -> float:
        """The cost that an objective, or a bound on it, stands for."""
        return objective * self.unit


@dataclass(eq=False)
class _Rows:
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)

    def add(self, columns: Ints, values: Floats, low: float, high: float) -> None:
        self.row.append(np.full(columns.size, len(self.low), dtype=np.int64))
        self.column.append(columns.ravel())
        self.value.append(np.broadcast_to(values, columns.shape).ravel().astype(np.float64))
        self.low.append(low)
        self.high.append(high)


def most_starts(program: Program) -> Ints:
    """[R, W] people of one role who may start in a week, by the rules of that role and week alone."""
    trainers = program.trainers * program.class_max
    most = np.where(program.may_start, trainers, 0)
    limit = program.most_hires
    if limit is not None:
        most[:, : program.planned] = np.minimum(most[:, : program.planned], limit)
    return np.asarray(np.where(most >= program.class_min, most, 0), dtype=np.int64)


def integral(program: Program) -> Integral:
    """The program, its money divided by the largest price of a week."""
    shape = program.may_start.shape
    most = _useful(program, most_starts(program))
    unit = float(max(program.wage.max(), program.short.max(), program.per_hire.max(), program.per_class.max())) or 1.0
    fte = program.fte[:, : shape[1]]
    pieces = segments(program, _sums(np.minimum(fte, 0.0), most), _sums(np.maximum(fte, 0.0), most))
    size = most.size
    each = wages(program) + program.per_hire[:, None] - terminal(program)
    classes = np.repeat(program.per_class, shape[1])
    costs = np.concatenate([each.ravel(), classes, -pieces.saved]) / unit
    ends = np.concatenate([most.ravel(), -(-most.ravel() // program.class_max), pieces.length])
    rows = _Rows()
    _cover(rows, program, pieces, most)
    _classes(rows, program)
    _limits(rows, program, size)
    proto = _proto(rows, costs, ends.astype(np.float64), 2 * size)
    proto.objective.offset = float(pieces.price.sum()) / unit  # so that the solver's gap is that of the whole cost
    return Integral(proto, unit, (shape[0], shape[1]), int((most > 0).sum()))


def _useful(program: Program, most: Ints) -> Ints:
    """Nobody starts who could bring nothing before the end."""
    weeks = most.shape[1]
    ever = np.maximum.accumulate(program.fte[:, :weeks], axis=1)[:, ::-1] > 0
    return np.asarray(np.where(ever, most, 0), dtype=np.int64)


def _sums(each: Floats, most: Ints) -> Floats:
    """[R, W] what all starters bring who may come, week by week."""
    weeks = most.shape[1]
    return np.stack([np.convolve(line, ends)[:weeks] for line, ends in zip(each, most.astype(np.float64), strict=True)])


def _cover(rows: _Rows, program: Program, pieces: Segments, most: Ints) -> None:
    """Pieces are filled at most as far as the starts bring something; what is saved more comes first by itself."""
    roles, weeks = most.shape
    first = 2 * most.size
    order = np.lexsort((pieces.week, pieces.role))
    owner = (pieces.role * weeks + pieces.week).astype(np.int64)[order]
    bounds = np.searchsorted(owner, np.arange(roles * weeks + 1))
    for role, week in np.ndindex(roles, weeks):
        own = first + order[bounds[role * weeks + week] : bounds[role * weeks + week + 1]]
        if not own.size:
            continue
        starts = np.flatnonzero(most[role, : week + 1])
        brought = program.fte[role, week - starts]
        columns = np.concatenate([role * weeks + starts[brought != 0], own])
        values = np.concatenate([brought[brought != 0], np.full(own.size, -1.0)])
        rows.add(columns, values, float(pieces.least[role, week]), np.inf)


def _classes(rows: _Rows, program: Program) -> None:
    """Classes neither too small nor too large, and not more at a time than there are trainers."""
    roles, weeks = program.may_start.shape
    size = roles * weeks
    pairs = np.stack([np.arange(size), size + np.arange(size)], axis=1)
    for pair in pairs[program.may_start.ravel()]:
        rows.add(pair, np.array([1.0, -float(program.class_max)]), -np.inf, 0.0)
        if program.class_min > 1:
            rows.add(pair, np.array([1.0, -float(program.class_min)]), 0.0, np.inf)
    at = size + np.arange(size).reshape(roles, weeks)
    busy = max(1, program.training_weeks)
    for week in range(weeks):
        window = slice(max(0, week + 1 - busy), week + 1)
        open_then = program.may_start[:, window]
        if open_then.any():
            rows.add(at[:, window][open_then], np.array(1.0), -np.inf, float(program.trainers))


def _limits(rows: _Rows, program: Program, size: int) -> None:
    """The budget of the planned weeks."""
    roles, weeks = program.may_start.shape
    planned = np.arange(size).reshape(roles, weeks)[:, : program.planned]
    if program.most_hires is not None:
        rows.add(planned, np.array(1.0), -np.inf, float(program.most_hires))
    if program.most_money is not None:
        columns = np.concatenate([planned.ravel(), size + planned.ravel()])
        money = np.concatenate(
            [np.repeat(program.per_hire, planned.shape[1]), np.repeat(program.per_class, planned.shape[1])]
        )
        largest = float(money.max()) or 1.0
        rows.add(columns, money / largest, -np.inf, program.most_money / largest)


def _proto(rows: _Rows, costs: Floats, ends: Floats, whole: int) -> Any:
    """From whole arrays: term by term would take longer than solving."""
    from ortools.math_opt import model_pb2  # 0.4 s where it is not needed

    proto = model_pb2.ModelProto()
    variables = proto.variables
    variables.ids.extend(range(len(costs)))
    variables.lower_bounds.extend([0.0] * len(costs))
    variables.upper_bounds.extend(ends.tolist())
    variables.integers.extend([True] * whole + [False] * (len(costs) - whole))
    proto.linear_constraints.ids.extend(range(len(rows.low)))
    proto.linear_constraints.lower_bounds.extend(rows.low)
    proto.linear_constraints.upper_bounds.extend(rows.high)
    none = np.zeros(0)  # a program in which nobody may start has no rows
    row, column = (np.concatenate([none, *part]).astype(np.int64) for part in (rows.row, rows.column))
    value = np.concatenate([none, *rows.value])
    order = np.lexsort((column, row))
    matrix = proto.linear_constraint_matrix
    matrix.row_ids.extend(row[order].tolist())
    matrix.column_ids.extend(column[order].tolist())
    matrix.coefficients.extend(value[order].tolist())
    proto.objective.linear_coefficients.ids.extend(range(len(costs)))
    proto.objective.linear_coefficients.values.extend(costs.tolist())
    return proto
