"""The restricted master: a linear program over the lines of work known so far, which takes new ones as it goes.

GLOP keeps its basis between solves, so that a solve after a few new columns takes a few pivots.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numba
import numpy as np
from ortools.linear_solver import pywraplp  # type: ignore[attr-defined]

from staffing.engines.columns.program.cuts import Cut
from staffing.engines.columns.program.rows import Numbers, Rows
from staffing.problem import Flags, Integers

WARM = "use_preprocessing: false use_dual_simplex: false use_scaling: false"
"""GLOP goes on from its basis. Scaling would change with every new column, and with it the basis would be lost."""


@dataclass(frozen=True, eq=False)
class Line:
    """One agent's line of work: its choices [D] (S for a day off) and what it costs by itself in price points."""

    agent: int
    choices: Integers
    cost: int

    @property
    def key(self) -> bytes:
        """What equal lines of one agent share."""
        return self.choices.astype(np.int16).tobytes()


@dataclass(frozen=True, eq=False)
class Solution:
    """A solution of the restricted master: its value, the duals [R] of its rows and [A] of its agents."""

    value: float
    rows: Numbers
    agents: Numbers
    service: float
    """What it takes serving the work to cost; it may cost more where a cut is lacking."""


@dataclass(frozen=True, eq=False)
class Given:
    """What a program takes as given: what all others bring to the rows [R], which rows are open to it [R], and what
    the others' lines and the other rows cost.
    """

    brought: Integers
    rows: Flags
    cost: float


@numba.njit(cache=True)
def _entries(cells: Any, start: Any, row: Any, value: Any, room: Any) -> Any:
    """Rows in which cells stand, in rising order, what they add to each, and how many. `room` [R] is 0."""
    count = 0
    for cell in cells:
        count += start[cell + 1] - start[cell]
    rows, found = np.empty(count, dtype=np.int64), 0
    for cell in cells:
        for entry in range(start[cell], start[cell + 1]):
            if room[row[entry]] == 0:
                rows[found] = row[entry]
                found += 1
            room[row[entry]] += value[entry]
    rows[:found].sort()
    values, kept = np.empty(found, dtype=np.int64), 0
    for place in range(found):
        if room[rows[place]] != 0:
            rows[kept], values[kept] = rows[place], room[rows[place]]
            kept += 1
            room[rows[place]] = 0
    return rows, values, kept


class Relaxation:
    """The linear program of some agents, what the others bring being given; lines can be shut out and let in again.

    Rows on service are not in it: a variable stands for what it costs, and cuts hold it up.
    """

    def __init__(self, matrix: Matrix, agents: Sequence[int], given: Given, hard_price: float) -> None:
        """`hard_price`: of a unit by which a hard row is missed."""
        self.matrix, self.agents, self.given = matrix, tuple(agents), given
        self.place = {agent: index for index, agent in enumerate(self.agents)}
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString(WARM)
        self.lines: list[Line] = []
        self.columns: list[Any] = []
        self.known: list[dict[bytes, int]] = [{} for _ in self.agents]
        self.cuts: list[Cut] = []
        self.cut_rows: list[Any] = []
        self.slacks: dict[tuple[int, int], Any] = {}
        """What each row is missed by: below its low side (1), above its high one (-1)."""
        self._state(matrix.rows, hard_price)

    def _state(self, rows: Rows, hard_price: float) -> None:
        solver, inf = self.solver, self.solver.infinity()
        objective = solver.Objective()
        inside, within = rows.plain, len(rows.variables) - rows.served[1]
        self.kept = np.flatnonzero(self.given.rows[:inside])
        low, high = rows.low - self.given.brought, rows.high - self.given.brought
        self.constraints = {row: solver.Constraint(float(low[row]), float(high[row])) for row in self.kept.tolist()}
        self.others = [
            solver.NumVar(a, b, "")
            for a, b in zip(
                rows.least[:within].astype(float).tolist(), rows.most[:within].astype(float).tolist(), strict=True
            )
        ]
        for row, column, value in zip(*(each.tolist() for each in vars(rows.others).values()), strict=True):
            if row < inside:
                self.constraints[row].SetCoefficient(self.others[column], float(value))
        for sign, side, prices in ((1.0, low, rows.price_low), (-1.0, high, rows.price_high)):
            for row in self.kept[np.isfinite(side[self.kept])].tolist():
                slack = self.slacks[row, int(sign)] = solver.NumVar(0, inf, "")
                self.constraints[row].SetCoefficient(slack, sign)
                objective.SetCoefficient(slack, min(float(prices[row]), hard_price))
        self.service = solver.NumVar(0, inf, "")
        objective.SetCoefficient(self.service, 1.0)
        self.one_each = [solver.Constraint(1.0, 1.0) for _ in self.agents]

    def add(self, line: Line) -> bool:
        """Take a line in; False where it is known."""
        place = self.place[line.agent]
        if line.key in self.known[place]:
            return False
        self.known[place][line.key] = len(self.lines)
        column = self.solver.NumVar(0, self.solver.infinity(), "")
        self.one_each[place].SetCoefficient(column, 1.0)
        for row, value in zip(*(each.tolist() for each in self.matrix.entries(line)), strict=True):
            if row in self.constraints:
                self.constraints[row].SetCoefficient(column, float(value))
        for cut, row in zip(self.cuts, self.cut_rows, strict=True):
            row.SetCoefficient(column, float(cut.cells[self.matrix.cells(line)].sum()))
        self.solver.Objective().SetCoefficient(column, float(line.cost))
        self.lines.append(line)
        self.columns.append(column)
        return True

    def cut(self, cut: Cut) -> None:
        """Take a cut in."""
        row = self.solver.Constraint(cut.at(self.given.brought.astype(np.float64)), self.solver.infinity())
        row.SetCoefficient(self.service, 1.0)
        for column, line in zip(self.columns, self.lines, strict=True):
            row.SetCoefficient(column, float(cut.cells[self.matrix.cells(line)].sum()))
        self.cuts.append(cut)
        self.cut_rows.append(row)

    def brought(self) -> Numbers:
        """[R] what everybody brings to the rows in the last solution; no line may have come since."""
        shares = np.zeros(int(np.prod(self.matrix.shape)))
        weights = self.weights()
        for place in np.flatnonzero(weights > 1e-9).tolist():
            shares[self.matrix.cells(self.lines[place])] += weights[place]
        cells = self.matrix.rows.cells
        own = np.bincount(cells.row, cells.value * shares[cells.column], self.matrix.rows.count)
        return np.asarray(self.given.brought + own)

    def shut(self, places: Iterable[int]) -> None:
        """Shut lines out."""
        for place in places:
            self.columns[place].SetUb(0.0)

    def open(self, places: Iterable[int]) -> None:
        """Let lines in again."""
        for place in places:
            self.columns[place].SetUb(self.solver.infinity())

    def solve(self) -> Solution | None:
        """The best mixture of the lines known; None where the solver fails."""
        status = self.solver.Solve()
        if status != pywraplp.Solver.OPTIMAL and not self._solved_anew():
            return None
        duals = np.zeros(self.matrix.rows.count)
        duals[self.kept] = [row.dual_value() for row in self.constraints.values()]
        for cut, row in zip(self.cuts, self.cut_rows, strict=True):
            duals += max(0.0, row.dual_value()) * cut.rows
        return Solution(
            self.solver.Objective().Value(),
            duals,
            np.array([row.dual_value() for row in self.one_each]),
            self.service.solution_value(),
        )

    def _solved_anew(self) -> bool:
        """A second try where the first ended in numbers that are too bad: from the start, by the other algorithm."""
        self.solver.SetSolverSpecificParametersAsString("use_preprocessing: true use_dual_simplex: true")
        status = self.solver.Solve()
        self.solver.SetSolverSpecificParametersAsString(WARM)
        return bool(status == pywraplp.Solver.OPTIMAL)

    def weights(self) -> Numbers:
        """[lines] share of each line in the last solution; no line may have come since."""
        return np.array([column.solution_value() for column in self.columns])


class Matrix:
    """The rows, and what a line of work adds to them."""

    def __init__(self, rows: Rows, shape: tuple[int, int, int]) -> None:
        """`shape`: agents, planned days, shifts."""
        self.rows, self.shape = rows, shape
        cells = int(np.prod(shape))
        order = np.argsort(rows.cells.column, kind="stable")
        self.start = np.searchsorted(rows.cells.column[order], np.arange(cells + 1))
        self.row, self.value = rows.cells.row[order], rows.cells.value[order]
        self.room: Integers = np.zeros(rows.count, dtype=np.int64)
        agent = rows.cells.column // (shape[1] * shape[2])
        least, most = np.full(rows.count, shape[0]), np.full(rows.count, -1)
        np.minimum.at(least, rows.cells.row, agent)
        np.maximum.at(most, rows.cells.row, agent)
        self.largest = np.ones(rows.count)
        """[R] the most that a cell adds to a row."""
        np.maximum.at(self.largest, rows.cells.row, np.abs(rows.cells.value))
        self.joined = np.isin(np.arange(rows.count), rows.others.row)
        """[R] rows in which further variables stand."""
        self.alone = np.where((least == most) & ~self.joined, least, -1)
        """[R] the agent of a row in which no other stands, nor a further variable; else -1."""

    def cells(self, line: Line) -> Integers:
        """Numbers of the cells that a line works."""
        _, days, shifts = self.shape
        worked = np.flatnonzero(line.choices < shifts)
        found: Integers = (line.agent * days + worked) * shifts + line.choices[worked]
        return found

    def worked(self, lines: Iterable[Line]) -> Integers:
        """[agents x days x shifts] 1 for the cells that lines work, else 0."""
        found = np.zeros(int(np.prod(self.shape)), dtype=np.int64)
        for line in lines:
            found[self.cells(line)] = 1
        return found

    def entries(self, line: Line) -> tuple[Integers, Integers]:
        """Rows in which a line stands, in rising order, and how much it adds to each."""
        cells = self.cells(line)
        rows, values, count = _entries(cells, self.start, self.row, self.value, self.room)
        return rows[:count], values[:count]

    def missed_alone(self, line: Line) -> Numbers:
        """[R] by what share of a cell more (or less, below 0) a line keeps a hard row in which no other agent stands.

        0 where it does not miss it; else 1 or -1 over what a cell adds at most.
        """
        rows, brought = self.rows, self.brought([line])
        low = (brought < rows.low) & (rows.price_low == np.inf)
        high = (brought > rows.high) & (rows.price_high == np.inf)
        return np.where((self.alone == line.agent) & (low | high), np.where(low, 1.0, -1.0) / self.largest, 0.0)

    def touched(self, agents: Sequence[int], days: Flags) -> Flags:
        """[R] rows in which people stand with their shifts of some days, or that have further variables."""
        found = np.arange(self.rows.count) >= self.rows.plain
        found[self.rows.others.row] = True
        _, length, shifts = self.shape
        cells = (np.array(agents)[:, None] * length + np.flatnonzero(days)).ravel() * shifts
        for cell in cells.tolist():
            found[self.row[self.start[cell] : self.start[cell + shifts]]] = True
        return found

    def brought(self, lines: Iterable[Line]) -> Integers:
        """[R] what lines add to the rows together."""
        total = np.zeros(self.rows.count, dtype=np.int64)
        for line in lines:
            rows, values = self.entries(line)
            total[rows] += values
        return total
