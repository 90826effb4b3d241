"""The search of CP-SAT over agent x day x shift: the least price, then among such rosters the least waiting work."""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from staffing.engines.direct.hint import breach_of, holds, values_of
from staffing.engines.direct.translate import translate
from staffing.engines.limits import Limits, Progress
from staffing.errors import OutsideError
from staffing.problem import Integers, Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import Rule

ENGINE = "direct"


class Search:
    """One problem being solved: its model, what is left of the limits, and the best roster so far."""

    def __init__(self, problem: Problem, rules: Sequence[Rule], limits: Limits, progress: Progress | None) -> None:
        self.problem, self.rules, self.limits, self.progress = problem, rules, limits, progress
        self.started = time.monotonic()
        self.translation = translate(problem, rules)
        self.limit_hit = ""

    def price_of(self, roster: Roster) -> Result:
        """The price of one roster, which is fixed."""
        translation = self.translation
        cells = translation.model.work[:, self.problem.history_days :].ravel()
        for cell, works in zip(cells.tolist(), roster.work.ravel().tolist(), strict=True):
            translation.solver_model.add(translation.variables[cell] == int(works))
        given = values_of(translation.model, roster)
        self._hint(given)
        translation.solver_model.minimize(translation.price())
        solver, status = self._solve("price", self.limits.work)
        return self.better_of(self.found(solver, status), roster, given)

    def run(self, first: Roster, share: float = 0.5) -> Result:
        """The search from a first roster on; `share` of the work goes to its price."""
        translation = self.translation
        given = values_of(translation.model, first)
        self._hint(given)
        translation.solver_model.minimize(translation.price())
        solver, status = self._solve("price", self.limits.work * share)
        if status == Status.INFEASIBLE:
            solver, status = self._confirm_infeasible()
        if status == Status.INFEASIBLE:
            return self.result(status, None, 0, ())
        best = self.better_of(self.found(solver, status), first, given)
        if best.roster is None or self.limit_hit == "interrupt" or not self.translation.has_flow:
            return best
        return self._least_waiting(best)

    def found(self, solver: cp_model.CpSolver, status: Status) -> Result:
        if status == Status.INFEASIBLE:  # the solver's values are nobody's then
            return self.result(status, None, 0, ())
        if status == Status.UNKNOWN:
            return self.result(status, None, _bound(solver), ())
        return self.result(status, self._roster(solver), _bound(solver), self._breaches(solver))

    def better_of(self, found: Result, first: Roster, values: Integers) -> Result:
        """The search's roster or the one it was given: a complete hint may be lost in presolve."""
        translation = self.translation
        if not all(holds(bound, values) for bound in translation.hard):
            return found
        breaches = [breach_of(item.bound, values, item.high_side) for item in translation.priced]
        given = self.result(Status.FEASIBLE, first, found.bound, breaches)
        assert given.objective is not None
        return given if found.objective is None or given.objective < found.objective else found

    def _least_waiting(self, best: Result) -> Result:
        """The tie-break: keep the price, reduce the work that waits. Fails only back to `best`.

        The default search proves it for a small team; where it cannot, diving on the linear relaxation finds much
        better rosters for a larger one (docs/engines.md).
        """
        translation = self.translation
        price: Any = translation.price()  # OR-Tools' comparison is not typed for it
        translation.solver_model.add(price <= best.objective)
        translation.solver_model.minimize(translation.waiting())
        of_the_price = self.limit_hit
        turns = [(cp_model.AUTOMATIC_SEARCH, 0.15), (cp_model.LP_SEARCH, 0.35)]
        if self.problem.demand.groups > 1:  # diving took half a minute of a regional hub for nothing
            turns = [(cp_model.AUTOMATIC_SEARCH, 0.1)]
        for branching, share in turns:
            assert best.roster is not None
            self._hint(values_of(translation.model, best.roster))
            solver, status = self._solve("waiting", self.limits.work * share, branching=branching)
            if status in (Status.OPTIMAL, Status.FEASIBLE):
                best = self.result(best.status, self._roster(solver), best.bound, self._breaches(solver))
            if status == Status.OPTIMAL or self.limit_hit in ("time", "interrupt"):
                break
        if self.limit_hit == "work":  # of the tie-break, which changes neither price nor bound
            self.limit_hit = ""
        self.limit_hit = self.limit_hit or of_the_price
        return replace(best, seconds=time.monotonic() - self.started, limit_hit=self.limit_hit)

    def _confirm_infeasible(self) -> tuple[cp_model.CpSolver, Status]:
        """A second solve without presolve: a wrong INFEASIBLE was seen (google/or-tools#5274)."""
        return self._solve("confirm", self.limits.work, presolve=False)

    def _solve(
        self,
        phase: str,
        work: float,
        *,
        presolve: bool = True,
        branching: Any = cp_model.AUTOMATIC_SEARCH,
    ) -> tuple[cp_model.CpSolver, Status]:
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.random_seed = self.limits.seed
        parameters.cp_model_presolve = presolve
        parameters.max_deterministic_time = work
        parameters.max_time_in_seconds = max(0.1, self.limits.seconds - (time.monotonic() - self.started))
        # One worker is reproducible; with the full linear relaxation it proves a six-agent week in a second, where the
        # default relaxation needs five and eight interleaved workers seven (docs/engines.md).
        parameters.num_workers = 1
        parameters.linearization_level = 2
        parameters.search_branching = branching
        watch = _Watch(phase, self.progress)
        begun = time.monotonic()
        status = solver.solve(self.translation.solver_model, watch)
        _take_ctrl_c_back()
        if status == cp_model.MODEL_INVALID:
            raise OutsideError(f"the solver refuses the model: {self.translation.solver_model.validate()}")
        if status in (cp_model.FEASIBLE, cp_model.UNKNOWN):
            self.limit_hit = _why_it_stopped(solver, work, time.monotonic() - begun)
        return solver, _STATUS[status]

    def _hint(self, values: Integers) -> None:
        """Hint every variable, so that the hinted roster is a first solution and not a wish."""
        translation = self.translation
        model = translation.solver_model
        model.clear_hints()  # type: ignore[no-untyped-call]
        for variable, value in zip(translation.variables, values.tolist(), strict=True):
            model.add_hint(variable, value)
        for item in translation.priced:
            model.add_hint(item.breach, breach_of(item.bound, values, item.high_side))

    def _breaches(self, solver: cp_model.CpSolver) -> list[int]:
        """Each breach as large as the roster makes it: the tie-break leaves it slack, and excesses as well."""
        values = np.array([solver.value(variable) for variable in self.translation.variables])
        for definition in self.translation.model.definitions:
            values[definition.variable] = definition.value(values)
        return [breach_of(item.bound, values, item.high_side) for item in self.translation.priced]

    def _roster(self, solver: cp_model.CpSolver) -> Roster:
        cells = self.translation.model.work[:, self.problem.history_days :]
        on = [bool(solver.value(self.translation.variables[v])) for v in cells.ravel()]
        return Roster(np.array(on).reshape(cells.shape))

    def result(
        self,
        status: Status,
        roster: Roster | None,
        bound: int,
        breaches: Sequence[int],
    ) -> Result:
        ledger = self.translation.ledger(breaches) if roster is not None else ()
        return Result(
            status=status,
            engine=ENGINE,
            roster=roster,
            objective=sum(item.price for item in ledger) if roster is not None else None,
            bound=bound,
            ledger=ledger,
            seconds=time.monotonic() - self.started,
            limit_hit=self.limit_hit,
        )


_STATUS = {
    cp_model.OPTIMAL: Status.OPTIMAL,
    cp_model.FEASIBLE: Status.FEASIBLE,
    cp_model.INFEASIBLE: Status.INFEASIBLE,
    cp_model.UNKNOWN: Status.UNKNOWN,
}


def _bound(solver: cp_model.CpSolver) -> int:
    """The proven bound, rounded up to a whole price where the solver's float allows it."""
    return math.ceil(solver.best_objective_bound - 1e-6)


def _why_it_stopped(solver: cp_model.CpSolver, work: float, seconds: float) -> str:
    """CP-SAT does not say which limit it met; the one that is nearly used up is the one.

    It stops before the clock's limit when its next step might run over it: on a busy machine by a second and more.
    """
    parameters = solver.parameters
    if seconds >= parameters.max_time_in_seconds - 0.05:
        return "time"
    if solver.response_proto.deterministic_time >= 0.95 * work:
        return "work"
    return "time" if seconds >= 0.9 * parameters.max_time_in_seconds else "interrupt"


def _take_ctrl_c_back() -> None:
    """CP-SAT handles Ctrl-C during a search and leaves the system's handler behind: the next one would kill us."""
    handler = signal.getsignal(signal.SIGINT)
    if handler is not None and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, handler)


class _Watch(cp_model.CpSolverSolutionCallback):
    """Tells the caller about every better roster."""

    def __init__(self, phase: str, progress: Progress | None) -> None:
        super().__init__()
        self.phase, self.progress = phase, progress

    def on_solution_callback(self) -> None:
        if self.progress is not None:
            self.progress(self.phase, round(self.objective_value), math.ceil(self.best_objective_bound - 1e-6))
