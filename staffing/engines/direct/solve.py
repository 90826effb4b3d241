"""Solve a rostering problem with CP-SAT: the least price, then among such rosters the least waiting work."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model

from staffing.engines.direct.greedy import greedy_roster
from staffing.engines.direct.hint import breach_of, values_of
from staffing.engines.direct.translate import translate
from staffing.errors import OutsideError
from staffing.problem import Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import Rule


@dataclass(frozen=True)
class Limits:
    """When the search stops.

    `work` is deterministic time (seconds on some reference machine), so the same problem, seed and version end with
    the same roster anywhere; `seconds` is a guard on the wall clock, recorded when it cuts.
    """

    work: float = 12.0
    seconds: float = 60.0
    seed: int = 1


Progress = Callable[[str, int | None, int], None]
"""Called with the phase, the best price so far and the bound."""


def solve(problem: Problem, rules: Sequence[Rule], limits: Limits, progress: Progress | None = None) -> Result:
    """The cheapest roster under the rules, or the reason why there is none in `Result.status`.

    The bound is CP-SAT's proven lower bound on the price of any roster in the fluid model. Ctrl-C keeps the best.
    Raises OutsideError when the solver refuses the model.
    """
    search = _Search(problem, rules, limits, progress)
    return search.run()


class _Search:
    """One problem being solved: its model, what is left of the limits, and the best roster so far."""

    def __init__(self, problem: Problem, rules: Sequence[Rule], limits: Limits, progress: Progress | None) -> None:
        self.problem, self.rules, self.limits, self.progress = problem, rules, limits, progress
        self.started = time.monotonic()
        self.translation = translate(problem, rules)
        self.limit_hit = ""

    def run(self) -> Result:
        translation = self.translation
        self._hint(greedy_roster(self.problem, self.rules))
        translation.solver_model.minimize(translation.price())
        solver, status = self._solve("price", self.limits.work * 2 / 3)
        if status == Status.INFEASIBLE:
            solver, status = self._confirm_infeasible()
        if status in (Status.INFEASIBLE, Status.UNKNOWN):
            return self._result(status, None, None, 0, ())
        value = [solver.value(item.breach) for item in translation.priced]
        best = self._result(status, self._roster(solver), solver, _bound(solver), value)
        return self._least_waiting(best) if self.limit_hit != "interrupt" else best

    def _least_waiting(self, best: Result) -> Result:
        """The tie-break: keep the price, reduce the work that waits. Fails only back to `best`."""
        translation = self.translation
        model = translation.solver_model
        assert best.roster is not None
        self._hint(best.roster)
        assert best.objective is not None
        model.add(translation.price() <= best.objective)
        model.minimize(translation.waiting())
        first_limit = self.limit_hit
        again, status = self._solve("waiting", self.limits.work / 3)
        self.limit_hit = first_limit or (self.limit_hit if self.limit_hit != "work" else "")
        if status in (Status.INFEASIBLE, Status.UNKNOWN):
            return replace(best, seconds=time.monotonic() - self.started, limit_hit=self.limit_hit)
        value = [again.value(item.breach) for item in translation.priced]
        return self._result(best.status, self._roster(again), again, best.bound, value)

    def _confirm_infeasible(self) -> tuple[cp_model.CpSolver, Status]:
        """A second solve without presolve: a wrong INFEASIBLE was seen (google/or-tools#5274)."""
        return self._solve("confirm", self.limits.work, presolve=False)

    def _solve(self, phase: str, work: float, presolve: bool = True) -> tuple[cp_model.CpSolver, Status]:
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
        watch = _Watch(phase, self.progress)
        begun = time.monotonic()
        status = solver.solve(self.translation.solver_model, watch)
        if status == cp_model.MODEL_INVALID:
            raise OutsideError(f"the solver refuses the model: {self.translation.solver_model.validate()}")
        if status in (cp_model.FEASIBLE, cp_model.UNKNOWN):
            self.limit_hit = _why_it_stopped(solver, work, time.monotonic() - begun)
        return solver, _STATUS[status]

    def _hint(self, roster: Roster) -> None:
        """Hint every variable, so that the hinted roster is a first solution and not a wish."""
        translation = self.translation
        model = translation.solver_model
        model.clear_hints()  # type: ignore[no-untyped-call]
        values = values_of(translation.model, roster)
        for variable, value in zip(translation.variables, values.tolist(), strict=True):
            model.add_hint(variable, value)
        for item in translation.priced:
            model.add_hint(item.breach, breach_of(item.bound, values, item.high_side))

    def _roster(self, solver: cp_model.CpSolver) -> Roster:
        cells = self.translation.model.work[:, self.problem.history_days :]
        on = [bool(solver.value(self.translation.variables[v])) for v in cells.ravel()]
        return Roster(np.array(on).reshape(cells.shape))

    def _result(
        self,
        status: Status,
        roster: Roster | None,
        solver: cp_model.CpSolver | None,
        bound: int,
        value: Sequence[int],
    ) -> Result:
        ledger = self.translation.ledger(value) if roster is not None else ()
        return Result(
            status=status,
            engine="direct",
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
    """CP-SAT does not say which limit it met; the one that is nearly used up is the one."""
    parameters = solver.parameters
    if seconds >= parameters.max_time_in_seconds - 0.05:
        return "time"
    return "work" if solver.response_proto.deterministic_time >= 0.95 * work else "interrupt"


class _Watch(cp_model.CpSolverSolutionCallback):
    """Tells the caller about every better roster."""

    def __init__(self, phase: str, progress: Progress | None) -> None:
        super().__init__()
        self.phase, self.progress = phase, progress

    def on_solution_callback(self) -> None:
        if self.progress is not None:
            self.progress(self.phase, round(self.objective_value), math.ceil(self.best_objective_bound - 1e-6))
