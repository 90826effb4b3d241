"""Calibration: when it stops, what it chooses, and who has the last word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import staffing.promise.calibrate as calibration
from staffing.documents.team import Targets
from staffing.engines.direct import Limits
from staffing.engines.direct.ledger import Priced
from staffing.outlook import Outlook, look_ahead
from staffing.promise.calibrate import SEARCH_SEED, Calibrated, Case, calibrate
from staffing.read.workspace import read_workspace
from staffing.result import Result, Status
from staffing.roster import Roster
from tests.reports.small_desk import write_small_desk

SEED = 5
QUICK = Limits(work=1.0, seconds=30.0, seed=SEED)


@pytest.fixture(scope="module")
def outlook(tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    return look_ahead(read_workspace(write_small_desk(tmp_path_factory.mktemp("desk") / "w")))


def says(probability: float, met: bool | None = None) -> Any:
    """A service of which the calibration reads the promise alone."""
    kept = probability >= 0.9 if met is None else met
    return SimpleNamespace(
        probability_met=probability, probability_lower=probability - 0.01, met=kept, target=0.9, confidence=0.9
    )


def calibrated(outlook: Outlook, judge: Callable[[Roster, int], Any], limits: Limits = QUICK) -> Calibrated:
    return calibrate(Case(outlook.problem, outlook.rules, outlook.uncertainty, judge), limits)


def test_a_first_roster_that_keeps_the_promise_is_judged_once_and_taken(outlook: Outlook) -> None:
    seeds: list[int] = []
    found = calibrated(outlook, lambda _, seed: (seeds.append(seed), says(0.99))[1])
    assert seeds == [SEED]
    assert (found.ended, found.chosen, len(found.attempts)) == ("met", 0, 1)
    assert found.result.roster is found.attempts[0].roster


@pytest.fixture
def other_every_time(outlook: Outlook, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[int]], None]:
    """Searches that find another roster each time; the prices of the later ones are given."""

    def patch(prices: list[int]) -> None:
        rosters, left = count(), iter(prices)

        def solve(*_: Any, **__: Any) -> Result:
            work = np.zeros((outlook.problem.agents, outlook.problem.days, outlook.problem.shifts), dtype=bool)
            work[0, next(rosters) % outlook.problem.days, 0] = True
            return Result(Status.OPTIMAL, "direct", Roster(work), 10, 10, (), 0.1)

        def priced(problem: Any, rules: Any, roster: Roster, seed: int) -> Priced:
            key = roster.work.tobytes()
            if key not in known:
                known[key] = next(left)
            return known[key], ()

        known: dict[bytes, int] = {}
        monkeypatch.setattr(calibration, "solve", solve)
        monkeypatch.setattr(calibration, "priced", priced)

    return patch


def test_the_rosters_that_are_chosen_from_never_meet_the_random_numbers_that_judge(
    outlook: Outlook, other_every_time: Callable[[list[int]], None]
) -> None:
    other_every_time([30] * 9)
    seen: list[int] = []

    def judge(_: Roster, seed: int) -> Any:
        seen.append(seed)
        return says(0.5 if len(seen) < 3 else 0.95)

    found = calibrated(outlook, judge)
    assert found.ended == "met"
    assert found.chosen > 0
    assert seen[0] == SEED
    assert set(seen[1:-1]) == {SEED + SEARCH_SEED}
    assert seen[-1] == SEED


def test_the_cheapest_of_those_that_keep_the_promise_is_taken(
    outlook: Outlook, other_every_time: Callable[[list[int]], None]
) -> None:
    other_every_time([40, 20, 30, 25, 35])
    calls = count()
    found = calibrated(outlook, lambda *_: says(0.5 if next(calls) < 2 else 0.95))
    asked = [(attempt.ask.rate, attempt.ask.margin) for attempt in found.attempts]
    assert asked[:5] == [(0.9, None), (1.0, None), (0.95, None), (1.0, 2.0), (1.0, 1.0)]
    assert [attempt.price for attempt in found.attempts[:4]] == [10, 40, 20, 30]
    assert found.chosen == 2


def test_the_least_cautious_step_is_not_looked_for_where_the_promise_costs_nothing(
    outlook: Outlook, other_every_time: Callable[[list[int]], None]
) -> None:
    other_every_time([10])
    calls = count()
    found = calibrated(outlook, lambda *_: says(0.5 if next(calls) < 2 else 0.95))
    assert [attempt.ask.rate for attempt in found.attempts] == [0.9, 1.0]
    assert (found.ended, found.chosen) == ("met", 1)


def test_where_nothing_keeps_the_promise_the_likeliest_roster_is_taken(
    outlook: Outlook, other_every_time: Callable[[list[int]], None]
) -> None:
    other_every_time([10, 40, 50, 60, 70, 80])
    chances = iter([0.5, 0.5, 0.55, 0.6, 0.7, 0.75, 0.8, 0.55])
    found = calibrated(outlook, lambda *_: says(next(chances)))
    assert found.ended == "exhausted"
    assert [attempt.price for attempt in found.attempts[:3]] == [10, 10, 40]
    assert found.attempts[found.chosen].probability == max(attempt.probability for attempt in found.attempts)


def test_where_nothing_keeps_the_promise_one_that_misses_fewer_targets_comes_first(
    outlook: Outlook, other_every_time: Callable[[list[int]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    other_every_time([10, 40, 50, 60, 70, 80])
    chances = iter([0.5, 0.5, 0.55, 0.6, 0.7, 0.75, 0.8, 0.55])
    # whatever is likelier than the first misses the floor of a day as well
    monkeypatch.setattr(
        calibration, "missed", lambda service, _: ("promise", "day_floor")[: 1 + (service.probability_met > 0.5)]
    )
    case = Case(outlook.problem, outlook.rules, outlook.uncertainty, lambda *_: says(next(chances)), Targets())
    found = calibrate(case, QUICK)
    assert found.attempts[found.chosen].probability == 0.5
    assert max(attempt.probability for attempt in found.attempts) > 0.5


def test_of_equally_likely_rosters_the_cheapest_is_taken(
    outlook: Outlook, other_every_time: Callable[[list[int]], None]
) -> None:
    other_every_time([60, 40, 50, 60, 70, 80])
    chances = iter([0.5, 0.5, 0.5, 0.505, 0.505, 0.505, 0.505, 0.505])
    found = calibrated(outlook, lambda *_: says(next(chances)))
    assert found.attempts[found.chosen].price == min(attempt.price for attempt in found.attempts)


def test_a_step_that_helps_no_more_ends_its_ladder(
    outlook: Outlook, other_every_time: Callable[[list[int]], None]
) -> None:
    other_every_time([40] * 9)
    found = calibrated(outlook, lambda *_: says(0.5))
    assert [(attempt.ask.rate, attempt.ask.margin) for attempt in found.attempts] == [
        (0.9, None),
        (1.0, None),
        (1.0, 2.0),
        (1.0, 3.0),
    ]


def test_where_no_roster_of_these_people_can_keep_the_promise_none_is_searched_for(
    outlook: Outlook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibration, "likeliest", lambda *_: 0.89)
    found = calibrated(outlook, lambda *_: says(0.5))
    assert (found.ended, found.chosen, len(found.attempts)) == ("beyond", 0, 1)


def test_a_roster_that_passes_by_luck_is_refused_by_the_fresh_simulation(outlook: Outlook) -> None:
    def judge(_: Roster, seed: int) -> Any:
        return says(0.99 if seed != SEED else 0.7)

    found = calibrated(outlook, judge)
    assert found.service is not None
    assert found.ended == "exhausted"
    assert found.service.probability_met == 0.7


def test_the_price_of_the_chosen_roster_is_under_the_rules_as_written(outlook: Outlook) -> None:
    found = calibrated(outlook, lambda _, seed: says(0.5))
    first = found.attempts[0]
    assert found.result.objective is not None
    assert found.result.objective >= found.result.bound
    assert found.result.objective == found.attempts[found.chosen].price
    assert first.price == min(attempt.price for attempt in found.attempts)
    assert sum(item.price for item in found.result.ledger) == found.result.objective


def test_no_roster_under_the_hard_rules_ends_at_once(outlook: Outlook, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Result(Status.INFEASIBLE, "direct", None, None, 0, (), 0.1)
    monkeypatch.setattr(calibration, "solve", lambda *_, **__: nothing)
    found = calibrated(outlook, lambda *_: pytest.fail("there is nothing to judge"))
    assert found.service is None
    assert found.attempts == ()


@pytest.mark.parametrize("limit", ["time", "interrupt"])
def test_an_interrupted_search_keeps_the_best_so_far(
    outlook: Outlook, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    real, calls = calibration.solve, count(1)

    def solve(*given: Any, **named: Any) -> Result:
        found = real(*given, **named)
        return replace(found, limit_hit=limit) if next(calls) == 2 else found

    monkeypatch.setattr(calibration, "solve", solve)
    found = calibrated(outlook, lambda *_: says(0.5))
    assert next(calls) == 3
    assert found.ended == limit
    assert found.service is not None
    assert found.result.roster is not None


def test_out_of_time_nothing_more_is_searched(outlook: Outlook, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(np.arange(0, 1e6, 100.0))
    monkeypatch.setattr(calibration.time, "monotonic", lambda: next(clock))
    found = calibrated(outlook, lambda *_: says(0.5))
    assert found.ended == "time"
    assert found.result.limit_hit == "time"


def test_ctrl_c_during_a_simulation_keeps_the_first_roster(
    outlook: Outlook, other_every_time: Callable[[list[int]], None]
) -> None:
    other_every_time([30] * 9)
    calls = count()

    def judge(_: Roster, seed: int) -> Any:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return says(0.5)

    found = calibrated(outlook, judge)
    assert (found.ended, found.chosen, found.result.limit_hit) == ("interrupt", 0, "interrupt")
    assert found.result.roster is found.attempts[0].roster


def test_a_first_roster_refused_by_the_fresh_numbers_is_not_taken_back_by_the_others(
    outlook: Outlook, other_every_time: Callable[[list[int]], None]
) -> None:
    other_every_time([20] * 9)
    first = count()
    found = calibrated(outlook, lambda _, seed: says(0.95 if seed != SEED or next(first) else 0.89))
    assert found.chosen > 0
    assert found.ended == "met"


def test_a_roster_that_the_fresh_numbers_refused_does_not_come_back_under_another_ask(
    outlook: Outlook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same roster is found for every ask but the margins; on the numbers that choose it looks good enough."""
    same = np.zeros((outlook.problem.agents, outlook.problem.days, outlook.problem.shifts), dtype=bool)
    other = same.copy()
    other[0, 0, 0] = True

    def solve(problem: Any, rules: Any, *_: Any, **__: Any) -> Result:
        margin = any(rule.rule == "window_margin" for rule in rules)
        return Result(Status.OPTIMAL, "direct", Roster(other if margin else same), 10, 10, (), 0.1)

    def judge(roster: Roster, seed: int) -> Any:
        return says(0.95) if roster.work.any() else says(0.89 if seed == SEED else 0.91)

    monkeypatch.setattr(calibration, "solve", solve)
    monkeypatch.setattr(calibration, "priced", lambda *_: (10, ()))
    monkeypatch.setattr(calibration, "likeliest", lambda *_: 1.0)
    found = calibrated(outlook, judge)
    assert found.ended == "met"
    assert found.attempts[found.chosen].roster.work.any()
    assert not any(attempt.met for attempt in found.attempts if not attempt.roster.work.any())


def test_a_roster_whose_price_is_not_found_is_no_attempt(outlook: Outlook, monkeypatch: pytest.MonkeyPatch) -> None:
    first = np.zeros((outlook.problem.agents, outlook.problem.days, outlook.problem.shifts), dtype=bool)
    other = first.copy()
    other[0, 0, 0] = True
    rosters = iter([Roster(first)])

    def solve(*_: Any, **__: Any) -> Result:
        return Result(Status.FEASIBLE, "direct", next(rosters, Roster(other)), 10, 7, (), 0.1)

    monkeypatch.setattr(calibration, "solve", solve)
    monkeypatch.setattr(calibration, "priced", lambda *_: None)
    monkeypatch.setattr(calibration, "likeliest", lambda *_: 1.0)
    found = calibrated(outlook, lambda roster, _: says(0.95 if roster.work.any() else 0.5))
    assert len(found.attempts) > 1
    assert not any(attempt.roster.work.any() for attempt in found.attempts)
    assert {attempt.price for attempt in found.attempts} == {10}
    assert (found.ended, found.result.objective) == ("exhausted", 10)


def test_what_seems_to_cost_nothing_and_is_refused_by_the_fresh_numbers_does_not_end_the_climb(
    outlook: Outlook, other_every_time: Callable[[list[int]], None]
) -> None:
    other_every_time([10, 25, *[30] * 9])
    lucky, judged = count(), list[int]()

    def judge(roster: Roster, seed: int) -> Any:
        if seed == SEED:
            judged.append(int(roster.work[0].any(axis=1).argmax()))
            return says(0.5 if next(lucky) < 2 else 0.95)
        return says(0.5 if roster.work[0, 0].any() else 0.95)

    found = calibrated(outlook, judge)
    assert found.ended == "met"
    assert len(judged) == 3
    assert found.attempts[found.chosen].price == 25
    assert not found.attempts[1].met


@pytest.mark.parametrize(
    ("found_by", "goes_on"), [("direct, from counts", "direct"), ("columns, with rows for apart", "columns")]
)
def test_the_engine_that_found_the_first_roster_goes_on_from_it(
    outlook: Outlook, monkeypatch: pytest.MonkeyPatch, found_by: str, goes_on: str
) -> None:
    engines: list[str] = []
    roster = Roster.empty(outlook.problem)

    def solve(*_: Any, engine: str, **__: Any) -> Result:
        engines.append(engine)
        return Result(Status.FEASIBLE, found_by, roster, 10, 10, (), 0.1)

    monkeypatch.setattr(calibration, "solve", solve)
    calibrated(outlook, lambda *_: says(0.5))
    assert engines[0] == "auto"
    assert set(engines[1:]) == {goes_on}
