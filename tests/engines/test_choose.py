"""Which engine is taken, and what is said of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from staffing.engines import columns, direct
from staffing.engines.choose import SMALL, chosen, solve
from staffing.engines.limits import Limits
from staffing.problem import Problem
from staffing.result import Result, Status
from staffing.rules import Rule
from staffing.rules.agent.allowed_shifts import AllowedShifts
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.team.people_per_day import PeoplePerDay
from staffing.rules.team.resolution_rate import ResolutionRate
from tests.rules.worlds import tiny_world

LIMITS = Limits(work=5.0, seconds=60.0)
RULES: list[Rule] = [OneShiftADay(), AllowedShifts(), PeoplePerDay(min=1, weight=5)]


def of(people: int) -> Problem:
    """A world of so many people over five days."""
    return tiny_world(people, 5, "\n".join(["--"] * people))


def test_the_column_engine_is_taken_above_a_size() -> None:
    people = SMALL // 5
    assert chosen(of(people), RULES, "auto") == ("direct", f"only {people} people over 5 days")
    assert chosen(of(people + 1), RULES, "auto") == ("columns", f"{people + 1} people over 5 days, no backlog")


def test_the_direct_engine_is_taken_where_a_rule_looks_at_the_backlog() -> None:
    rules = [*RULES, ResolutionRate(weight=1)]
    assert chosen(of(SMALL), rules, "auto") == ("direct", "resolution_rate look at the backlog")


@pytest.mark.parametrize("engine", ["direct", "columns"])
def test_an_engine_that_is_asked_for_is_taken_and_both_find_the_least_price(engine: str) -> None:
    found = solve(of(2), RULES, LIMITS, engine=engine)
    assert (found.status, found.objective, found.because) == (Status.OPTIMAL, 0, "asked for")
    assert found.engine.startswith(engine)


def test_where_the_column_engine_finds_none_the_direct_engine_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Result(Status.UNKNOWN, "columns", None, None, 0, (), 1.0, "work")
    seconds: list[float] = []
    real = direct.solve

    def spied(problem: Problem, rules: Any, limits: Limits, *given: Any, **more: Any) -> Result:
        seconds.append(limits.seconds)
        return real(problem, rules, limits, *given, **more)

    monkeypatch.setattr(columns, "solve", lambda *_, **__: nothing)
    monkeypatch.setattr(direct, "solve", spied)
    found = solve(of(SMALL // 5 + 1), RULES, LIMITS)
    assert found.roster is not None
    assert (found.because, seconds) == ("the column engine found no roster", [59.0])
    assert solve(of(SMALL // 5 + 1), RULES, LIMITS, engine="columns").roster is None


def test_an_interrupt_of_the_column_engine_is_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Result(Status.UNKNOWN, "columns", None, None, 0, (), 1.0, "interrupt")
    monkeypatch.setattr(columns, "solve", lambda *_, **__: nothing)
    assert solve(of(SMALL // 5 + 1), RULES, LIMITS).limit_hit == "interrupt"


def test_both_engines_agree_on_a_team_of_twenty_one() -> None:
    problem = of(SMALL // 5 + 1)
    rules = [*RULES, PeoplePerDay(label="most", max=3, weight=2)]
    prices = [solve(problem, rules, LIMITS, engine=engine).objective for engine in ("direct", "columns")]
    assert prices == [0, 0]
    assert not np.any(problem.on_leave)
