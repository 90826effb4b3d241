"""Problems so small that the best roster and its price are found by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model

from staffing.engines import ENGINES, choose
from staffing.engines.direct import Limits, solve
from staffing.engines.direct.search import Search
from staffing.engines.direct.translate import Translation
from staffing.errors import OutsideError
from staffing.explain import findings
from staffing.problem import OFF, Problem, Wish
from staffing.result import Status
from staffing.rules import Rule
from staffing.rules.agent.guaranteed_minutes import GuaranteedMinutes
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.agent.pins import Pins
from staffing.rules.agent.requests import Requests
from staffing.rules.team.maximum_age import MaximumAge
from staffing.rules.team.min_on_queue import MinOnQueue
from staffing.rules.team.paid_hours import PaidHours
from staffing.rules.team.resolution_rate import ResolutionRate
from tests.rules.worlds import tiny_cover, tiny_demand, tiny_world

LIMITS = Limits(work=5.0, seconds=30.0, seed=1)
any_engine = pytest.mark.parametrize("engine", ENGINES)
NO_GUARANTEE = np.zeros((1, 1), dtype=np.int64)


def one(days: int = 3, history: str = "", **changes: Any) -> Problem:
    return tiny_world(1, days, history, **changes)


@any_engine
def test_the_cheapest_wishes_are_refused_where_hours_are_due(engine: str) -> None:
    # two of three days are guaranteed; each is wanted off, for 4, 7 and 5 points
    wishes = (Wish(0, 0, OFF, False, 4), Wish(0, 1, OFF, False, 7), Wish(0, 2, OFF, False, 5))
    rules: list[Rule] = [OneShiftADay(), GuaranteedMinutes(), Requests()]
    result = choose.solve(one(wishes=wishes), rules, LIMITS, engine=engine)
    assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, 9, 9)
    assert result.roster is not None
    assert result.roster.work.any(axis=2).tolist() == [[True, False, True]]
    assert sorted((entry.rule, entry.price, entry.day) for entry in result.ledger) == [
        ("requests", 4, 0),
        ("requests", 5, 2),
    ]


@any_engine
def test_rest_refuses_the_lighter_of_two_wishes(engine: str) -> None:
    wishes = (Wish(0, 0, 1, False, 3), Wish(0, 1, 0, False, 2))
    result = choose.solve(one(wishes=wishes), [OneShiftADay(), MinRest(), Requests()], LIMITS, engine=engine)
    assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, 2, 2)


@any_engine
def test_rest_counts_from_the_last_shift_of_the_history(engine: str) -> None:
    result = choose.solve(
        one(history="N", wishes=(Wish(0, 1, 0, False, 6),)),
        [OneShiftADay(), MinRest(), Requests()],
        LIMITS,
        engine=engine,
    )
    assert result.objective == 6


@any_engine
def test_hours_are_bought_where_they_cost_less_than_late_work(engine: str) -> None:
    # 480 minutes arrive 08-16; N on that day serves them all for 480 paid minutes, M only the 360 after 08:00
    problem = one(demand=tiny_demand(3, [0, 480, 0, 0, 0, 0, 0, 0, 0]), minutes_guaranteed=NO_GUARANTEE)
    result = choose.solve(
        problem, [OneShiftADay(), PaidHours(), ResolutionRate(weight=2, rate=1.0)], LIMITS, engine=engine
    )
    assert (result.status, result.objective, result.bound) == (Status.OPTIMAL, 480, 480)
    assert result.roster is not None
    assert result.roster.text("MN") == "N--"


@any_engine
def test_hours_are_not_bought_where_late_work_is_cheaper(engine: str) -> None:
    problem = one(demand=tiny_demand(3, [0, 200, 0, 0, 0, 0, 0, 0, 0]), minutes_guaranteed=NO_GUARANTEE)
    result = choose.solve(
        problem, [OneShiftADay(), PaidHours(), ResolutionRate(weight=2, rate=1.0)], LIMITS, engine=engine
    )
    assert result.objective == 400
    assert result.roster is not None
    assert result.roster.text("MN") == "---"


@pytest.mark.parametrize("engine", ["direct", "columns"])
def test_among_rosters_of_one_price_the_one_with_least_waiting_is_taken(engine: str) -> None:
    # 100 minutes arrive at midnight; M serves them from 06:00, N from 14:00, both within the deadline
    problem = one(demand=tiny_demand(3, [100] + [0] * 8), minutes_guaranteed=np.array([[480]]))
    rules: list[Rule] = [OneShiftADay(), GuaranteedMinutes(), PaidHours(), ResolutionRate(rate=1.0)]
    result = choose.solve(problem, rules, LIMITS, engine=engine)
    assert (result.status, result.objective) == (Status.OPTIMAL, 0)
    assert result.roster is not None
    assert result.roster.text("MN") == "M--"


@any_engine
def test_shortage_is_priced_and_no_reason_to_find_nothing(engine: str) -> None:
    # two wanted from 06 to 22 on three days, one person with one shift a day: 2 x 960 - 480 a day at weight 10
    result = choose.solve(one(cover=tiny_cover(3, 2)), [OneShiftADay(), MinOnQueue()], LIMITS, engine=engine)
    assert (result.status, result.objective) == (Status.OPTIMAL, 3 * (2 * 960 - 480) * 10)


@any_engine
def test_work_above_the_maximum_age_at_the_start_costs_its_price_whoever_works(engine: str) -> None:
    demand = tiny_demand(
        3,
        [0] * 9,
        base_capacity=np.full(12, 100),
        opening_class=np.array([0]),
        opening_work=np.array([70]),
        opening_deadline=np.array([-5]),
        opening_age_limit=np.array([0]),
    )
    result = choose.solve(one(demand=demand), [OneShiftADay(), MaximumAge(weight=2)], LIMITS, engine=engine)
    assert result.objective == 140


@any_engine
def test_rules_without_a_backlog_need_none(engine: str) -> None:
    result = choose.solve(one(), [OneShiftADay(), GuaranteedMinutes()], LIMITS, engine=engine)
    assert (result.status, result.objective) == (Status.OPTIMAL, 0)


def contradiction() -> tuple[Problem, list[Rule]]:
    """22:00 to 06:00 is published, and eleven hours of rest are law."""
    return one(pins=np.array([[1, 0, OFF]])), [OneShiftADay(), MinRest(), Pins()]


@any_engine
def test_contradicting_pins_leave_no_roster_and_the_facts_say_why(engine: str) -> None:
    problem, rules = contradiction()
    result = choose.solve(problem, rules, LIMITS, engine=engine)
    assert (result.status, result.roster, result.objective, result.ledger) == (Status.INFEASIBLE, None, None, ())
    assert result.gap is None
    reasons = [finding for finding in findings(problem, rules) if finding.fatal]
    assert [finding.check for finding in reasons] == ["pins"]
    assert "agent0" in reasons[0].message
    assert "min_rest" in reasons[0].message


def test_a_claim_of_infeasible_is_confirmed_without_presolve(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    real = cp_model.CpSolver.solve

    def watched(self: cp_model.CpSolver, *arguments: Any) -> Any:
        asked.append(self.parameters.cp_model_presolve)
        return real(self, *arguments)

    monkeypatch.setattr(cp_model.CpSolver, "solve", watched)
    assert solve(*contradiction(), LIMITS).status == Status.INFEASIBLE
    assert asked == [True, False]


def test_a_wrong_claim_of_infeasible_does_not_cost_the_roster(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Search._solve

    def wrong_once(self: Search, phase: str, work: float, **options: Any) -> Any:
        solver, status = real(self, phase, work, **options)
        return solver, Status.INFEASIBLE if phase == "price" else status

    monkeypatch.setattr(Search, "_solve", wrong_once)
    result = solve(one(), [OneShiftADay(), GuaranteedMinutes()], LIMITS)
    assert (result.status, result.objective) == (Status.OPTIMAL, 0)


def test_a_model_that_the_solver_refuses_is_an_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much(self: Translation) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum(self.variables[2:4], [2**62, 2**62])

    monkeypatch.setattr(Translation, "price", too_much)
    with pytest.raises(OutsideError, match="the solver refuses the model"):
        solve(one(), [OneShiftADay()], LIMITS)
