"""Which engine is taken, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from staffing.engines import ENGINES, columns, direct, tours
from staffing.engines.choose import (
    FEW_OF_ONE_GROUP,
    MANY,
    OF_THE_WORK,
    OF_WEEKS,
    SMALL,
    SMALL_OF_ONE_GROUP,
    VERY_MANY,
    chosen,
    placed,
    solve,
)
from staffing.engines.limits import Limits
from staffing.executor import Spec
from staffing.problem import Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.agent.allowed_shifts import AllowedShifts
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.team.people_per_day import PeoplePerDay
from staffing.rules.team.resolution_rate import ResolutionRate
from tests.engines.tours.crowds import alike, in_blocks_of
from tests.rules.worlds import tiny_world

LIMITS = Limits(work=5.0, seconds=60.0)
RULES: list[Rule] = [OneShiftADay(), AllowedShifts(), PeoplePerDay(min=1, weight=5)]


def of(people: int, days: int = 5) -> Problem:
    """A world of so many people, over five days where nothing else is said."""
    return tiny_world(people, days, "\n".join(["--"] * people))


def test_the_column_engine_is_taken_above_a_size() -> None:
    people = SMALL // 5
    assert chosen(of(people), RULES, "auto") == ("direct", f"only {people} people over 5 days")
    assert chosen(of(people + 1), RULES, "auto") == ("columns", f"{people + 1} people over 5 days, no backlog")


def test_many_people_over_a_week_or_two_are_counted_first() -> None:
    days = OF_WEEKS - 1
    assert chosen(of(MANY, days), RULES, "auto") == ("tours", f"{MANY} people over {days} days")
    assert chosen(of(MANY - 1, days), RULES, "auto")[0] == "columns"
    assert chosen(of(MANY), [*RULES, ResolutionRate(weight=1)], "auto") == ("tours", f"{MANY} people over 5 days")


def test_over_longer_times_only_very_many_people_are_counted_first() -> None:
    assert chosen(of(VERY_MANY - 1, OF_WEEKS), RULES, "auto")[0] == "columns"
    assert chosen(of(VERY_MANY, OF_WEEKS), RULES, "auto") == ("tours", f"{VERY_MANY} people over {OF_WEEKS} days")


def test_where_work_waits_the_size_depends_on_whether_everybody_serves_the_same() -> None:
    rules = [*RULES, ResolutionRate(weight=1)]
    one, days, several = FEW_OF_ONE_GROUP, SMALL_OF_ONE_GROUP // FEW_OF_ONE_GROUP, SMALL // 5
    waits = "a backlog (for resolution_rate)"
    said = f"{one} people over {days} days, 1 skill group, {waits}"
    assert chosen(of(one, days), rules, "auto") == ("direct", f"only {said}")
    assert chosen(of(one, days + 1), rules, "auto")[0] == "columns"
    assert chosen(of(one + 1, days), rules, "auto")[0] == "columns"
    assert chosen(of(one + 1), rules, "auto")[0] == "direct"  # of so few days everybody is small
    two = [in_two_groups(of(people)) for people in (several, several + 1)]
    assert chosen(two[0], rules, "auto") == ("direct", f"only {several} people over 5 days, 2 skill groups, {waits}")
    assert chosen(two[1], rules, "auto") == ("columns", f"{several + 1} people over 5 days, 2 skill groups, {waits}")


def in_two_groups(problem: Problem) -> Problem:
    """Half of the people serve what the others do as well, under another name."""
    demand = replace(
        problem.demand,
        base_capacity=np.zeros((2, problem.demand.capacity.shape[2]), dtype=np.int64),
        serving=np.ones((2, 1), dtype=bool),
    )
    return replace(problem, demand=demand, group=np.arange(problem.agents) % 2)


def test_where_work_waits_the_column_engine_has_a_part_of_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Result(Status.UNKNOWN, "columns", None, None, 0, (), 60.0, "time")
    given: list[float] = []

    def spied(_problem: Problem, _rules: Any, limits: Limits, *_: Any, **__: Any) -> Result:
        given.append(limits.work)
        return nothing

    monkeypatch.setattr(columns, "solve", spied)
    problem, rules = in_two_groups(of(SMALL // 5 + 1)), [*RULES, ResolutionRate(weight=1)]
    for engine in ("auto", "columns"):
        solve(problem, rules, LIMITS, engine=engine)
    assert given == [OF_THE_WORK * LIMITS.work, LIMITS.work]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_that_is_asked_for_is_taken_and_each_finds_the_least_price(engine: str) -> None:
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


def test_where_the_tours_engine_finds_none_the_direct_engine_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Result(Status.UNKNOWN, "tours", None, None, 0, (), 1.0)
    monkeypatch.setattr(tours, "solve", lambda *_, **__: nothing)
    found = solve(of(MANY, 2), RULES, LIMITS)
    assert found.roster is not None
    assert (found.because, found.engine) == ("the tours engine found no roster", "direct")
    assert solve(of(MANY, 2), RULES, LIMITS, engine="tours").roster is None


def test_the_tours_engine_has_the_executor_the_start_and_all_of_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Result(Status.INFEASIBLE, "tours", None, None, 0, (), 1.0)
    given: list[Any] = []

    def spied(_problem: Problem, _rules: Any, limits: Limits, *_: Any, **more: Any) -> Result:
        given.append((limits, more))
        return nothing

    monkeypatch.setattr(tours, "solve", spied)
    problem = of(MANY)
    start = Roster.empty(problem)
    found = solve(problem, [*RULES, ResolutionRate(weight=1)], LIMITS, start=start, executor="local:2")
    assert given == [(LIMITS, {"start": start, "executor": "local:2"})]
    assert (found.status, found.because) == (Status.INFEASIBLE, f"{MANY} people over 5 days")


def test_an_interrupt_of_the_column_engine_is_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Result(Status.UNKNOWN, "columns", None, None, 0, (), 1.0, "interrupt")
    monkeypatch.setattr(columns, "solve", lambda *_, **__: nothing)
    assert solve(of(SMALL // 5 + 1), RULES, LIMITS).limit_hit == "interrupt"


def test_all_engines_agree_on_a_team_of_twenty_one() -> None:
    problem = of(SMALL // 5 + 1)
    rules = [*RULES, PeoplePerDay(label="most", max=3, weight=2)]
    prices = [solve(problem, rules, LIMITS, engine=engine).objective for engine in ENGINES]
    assert prices == [0, 0, 0]
    assert not np.any(problem.on_leave)


def test_auto_searches_on_all_cores_where_there_are_blocks_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(3)), raising=False)
    few, many = alike(4, 3), alike(60, 3)
    assert placed(few, "tours", "auto") == Spec("serial")
    in_blocks_of(monkeypatch, 30)
    assert placed(many, "tours", "auto") == Spec("local", processes=2)
    in_blocks_of(monkeypatch, 10)
    assert placed(many, "tours", "auto") == Spec("local", processes=3)
    for engine in ("direct", "columns"):
        assert placed(many, engine, "auto") is None
        assert placed(many, engine, "local:2") == "local:2"
    assert placed(many, "tours", None) is None
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {1}, raising=False)
    assert placed(many, "tours", "auto") == Spec("serial")
