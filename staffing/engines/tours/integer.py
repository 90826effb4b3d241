"""The integer program over tours that may stand in a better roster, by CP-SAT from the counts of the dive.

Where few people are to be placed, what is left between the dive and the linear program is a matter of whole shifts:
somebody works an hour more, and somebody else an hour less. The integer program sees that. It has the rows that say
nothing of the backlog, and cuts for what serving the work costs (Benders 1962, Numerische Mathematik 4:238), found as
they are needed. Tours whose reduced cost is above what can be gained are in no better roster and are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from staffing.engines.columns.program.cuts import Cut
from staffing.engines.columns.program.rows import NO_PRICE
from staffing.engines.columns.program.service import Service, cut_of
from staffing.engines.tours.generate import Generation
from staffing.engines.tours.improve import padded
from staffing.engines.tours.master import Master, Solution, Tour
from staffing.engines.tours.whole import Counted
from staffing.errors import OutsideError
from staffing.problem import Integers

GOOD = 5e-4
"""A share of the price: counts nearer to the linear program than this are good."""
MOST = 4_000
"""Tours in the program, at most."""
SCALE = 100
"""Parts of a price point."""
CUTS = 12
"""So often a cut is added and the program solved again."""
WORK = 1.5
"""Deterministic seconds of one solve."""
SKEWED = (0.4, 0.6, 0.8, 1.2, 1.5, 2.0)
"""Prices so many times the duals, at which further tours are asked for: the program wants alternatives."""
FAR = 2**40


@dataclass(eq=False)
class Whole:
    """The integer program of some tours; `kept` are classes whose counts stay."""

    generation: Generation
    kept: Integers
    seed: int
    cuts: list[Cut] = field(default_factory=list)

    def better(self, found: Counted, left: Callable[[], float]) -> Counted:
        """Counts that cost less where some are found; `left` are the seconds left."""
        master, solution = self.generation.master, found.relaxed
        self._alternatives(solution)
        counts, value = padded(found.counts, master), found.value
        chosen = self._candidates(counts, solution, value - solution.value)
        service = Service(master.matrix.rows, master.hard_price) if master.matrix.rows.served[0] else None
        best, price = counts, value
        self._cut(service, counts)
        for _ in range(CUTS if service is not None else 1):
            other = self._solved(chosen, best, left()) if left() > 0 else None
            if other is None:
                break
            cost = self._cost(service, other)
            if cost < price - 0.5 / SCALE:
                best, price = other, cost
            if not self._cut(service, other):
                break
        return Counted(best, price, solution)

    def _alternatives(self, solution: Solution) -> None:
        """Tours that are cheapest when rows are worth less or more."""
        master = self.generation.master
        free = np.setdiff1d(np.arange(master.classes.count), self.kept).tolist()
        for factor in SKEWED:
            for tour in self.generation.priced(solution.rows * factor, free):
                master.add(tour)

    def _candidates(self, counts: Integers, solution: Solution, gain: float) -> Integers:
        """Places of the tours that may stand in a roster that costs less."""
        master = self.generation.master
        reduced = np.array([master.reduced(tour, solution) for tour in master.tours])
        kept = np.isin([tour.of_class for tour in master.tours], self.kept)
        able = np.flatnonzero((counts > 0) | ((reduced <= gain) & ~kept))
        order = able[np.lexsort((reduced[able], counts[able] == 0))]
        return np.sort(order[: max(MOST, int((counts > 0).sum()))])

    def _cut(self, service: Service | None, counts: Integers) -> bool:
        """Whether serving the work under some counts costs more than the cuts know; the cut that says so is added."""
        if service is None:
            return False
        master = self.generation.master
        brought = master.brought(counts)
        served = service.at(brought)
        if served is None:
            return False
        known = max([0.0, *(cut.at(brought) for cut in self.cuts)])
        if served.value <= known + 1.0 / SCALE:
            return False
        self.cuts.append(cut_of(master.matrix, served, master.hard_price))
        return True

    def _cost(self, service: Service | None, counts: Integers) -> float:
        """What counts cost in the master program."""
        master = self.generation.master
        rows, brought = master.matrix.rows, master.brought(counts)
        served = None if service is None else service.at(brought)
        if len(rows.variables) > rows.served[1] or (service is not None and served is None):
            master.hold(counts)  # further variables can keep rows in more ways than one
            return master.solve().value
        total: float = sum(int(counts[place]) * master.tours[place].cost for place in np.flatnonzero(counts).tolist())
        low, high = np.maximum(0.0, rows.low - brought), np.maximum(0.0, brought - rows.high)
        for missed, price in ((low, rows.price_low), (high, rows.price_high)):
            dear = np.minimum(price, master.hard_price)
            total += float((missed * dear)[: rows.plain].sum())
        return total + (0.0 if served is None else served.value)

    def _solved(self, chosen: Integers, hint: Integers, seconds: float) -> Integers | None:
        """[tours] the best counts of the chosen tours under the cuts known; None where none are found in time."""
        model = _Model(self.generation.master, chosen, self.cuts, self.kept, hint)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.seed
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = WORK
        solver.parameters.max_time_in_seconds = max(0.1, seconds)
        solver.parameters.catch_sigint_signal = False  # Ctrl-C is the whole search's
        status = solver.solve(model.model)
        if status == cp_model.MODEL_INVALID:
            raise OutsideError(f"the solver refuses the program of tours: {model.model.validate()}")
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        found = np.zeros(len(self.generation.master.tours), dtype=np.int64)
        found[chosen] = [solver.value(column) for column in model.columns]
        return found


class _Model:
    """The program for CP-SAT: counts of tours, what rows are missed by, and what serving the work costs."""

    def __init__(self, master: Master, chosen: Integers, cuts: list[Cut], kept: Integers, hint: Integers) -> None:
        self.master, self.model = master, cp_model.CpModel()
        self.tours: list[Tour] = [master.tours[place] for place in chosen.tolist()]
        sizes, held = master.classes.size, set(kept.tolist())
        counts = hint[chosen].tolist()
        self.columns = [
            self.model.new_int_var(count, count, "")
            if tour.of_class in held
            else self.model.new_int_var(0, int(sizes[tour.of_class]), "")
            for tour, count in zip(self.tours, counts, strict=True)
        ]
        self.terms: list[tuple[Any, int]] = [(x, SCALE * t.cost) for x, t in zip(self.columns, self.tours, strict=True)]
        self._classes()
        self._rows()
        if cuts:
            self._service(cuts)
        self.model.minimize(_sum(self.terms))
        for column, count in zip(self.columns, counts, strict=True):
            self.model.add_hint(column, count)

    def _classes(self) -> None:
        by_class: dict[int, list[Any]] = {}
        for column, tour in zip(self.columns, self.tours, strict=True):
            by_class.setdefault(tour.of_class, []).append(column)
        for of_class, columns in by_class.items():
            self.model.add(cp_model.LinearExpr.sum(columns) == int(self.master.classes.size[of_class]))

    def _rows(self) -> None:
        """The rows that say nothing of the backlog."""
        rows = self.master.matrix.rows
        within = len(rows.variables) - rows.served[1]
        others = [
            self.model.new_int_var(int(a), int(b), "")
            for a, b in zip(rows.least[:within], rows.most[:within], strict=True)
        ]
        terms: list[list[tuple[Any, int]]] = [[] for _ in range(rows.plain)]
        for column, tour in zip(self.columns, self.tours, strict=True):
            for row, value in zip(*(part.tolist() for part in self.master.entries(tour)), strict=True):
                if row < rows.plain:
                    terms[row].append((column, value))
        for row, column, value in zip(*(part.tolist() for part in vars(rows.others).values()), strict=True):
            if row < rows.plain:
                terms[row].append((others[column], value))
        for row, each in enumerate(terms):
            for sign, side, price in ((1, rows.low, rows.price_low), (-1, rows.high, rows.price_high)):
                if np.isfinite(side[row]):
                    self._side(each, sign, int(side[row]), float(price[row]), bool(rows.held[row]))

    def _side(self, each: list[tuple[Any, int]], sign: int, side: int, price: float, held: bool) -> None:
        terms = [(variable, sign * value) for variable, value in each]
        if not held:
            missed = self.model.new_int_var(0, min(FAR, abs(side) + self._most(each)), "")
            terms.append((missed, 1))
            self.terms.append((missed, round(SCALE * (self.master.hard_price if price == NO_PRICE else price))))
        self.model.add(_sum(terms) >= sign * side)

    def _most(self, terms: list[tuple[Any, int]]) -> int:
        """What a sum of columns is at most; everybody works one tour."""
        return max((abs(value) for _, value in terms), default=0) * int(self.master.classes.size.sum())

    def _service(self, cuts: list[Cut]) -> None:
        """What serving the work costs, in parts: at least what each cut says."""
        cost = self.model.new_int_var(0, FAR, "")
        self.terms.append((cost, 1))
        for cut in cuts:
            terms = [(cost, 1)]
            for column, tour in zip(self.columns, self.tours, strict=True):
                saved = round(SCALE * float(cut.cells[self.master.cells(tour)].sum()))
                if saved:
                    terms.append((column, saved))
            self.model.add(_sum(terms) >= round(SCALE * cut.rest))


def _sum(terms: list[tuple[Any, int]]) -> Any:
    return cp_model.LinearExpr.weighted_sum([variable for variable, _ in terms], [value for _, value in terms])
