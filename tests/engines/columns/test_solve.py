"""The engine against every roster there is: two agents, three days, 729 rosters, with every rule in some world."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import Any

import numpy as np
import pytest

from staffing.engines.columns import solve
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.search import search
from staffing.engines.limits import Limits
from staffing.problem import OFF, Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import EVERY, Rule
from tests.engines.columns.programs import world_of
from tests.engines.columns.small_cases import KINDS, WithoutResources
from tests.engines.test_optimum import MUST_HOLD, check_report, price_by_violations, random_world
from tests.rules.least_prices import prices
from tests.rules.worlds import every_roster, tiny_cover, tiny_demand, tiny_world

LIMITS = Limits(work=0.002, seconds=60.0, seed=1)
BACKLOG = ("resolution_rate", "day_floor", "maximum_age")
WORLDS, CHUNKS = 12, 4
PARTS = 6
"""Each of so many worlds has another part of all rules."""


def rule_named(chance: random.Random, name: str, *weights: Any) -> Rule:
    more = {"days": 2} if name == "max_consecutive_days" else {}
    return KINDS[name].model_validate({**KINDS[name].example, "weight": chance.choice(weights), **more})


def case_of(seed: int) -> tuple[Problem, list[Rule]]:
    """A random world and a part of all rules but those of the backlog, some of them hard."""
    chance = random.Random(seed)
    names = [rule.name() for rule in EVERY if rule.name() not in (*MUST_HOLD, *BACKLOG)]
    random.Random(seed // PARTS).shuffle(names)
    rules = [rule_named(chance, name, *[chance.randrange(1, 40)] * 9, "hard") for name in names[seed % PARTS :: PARTS]]
    return random_world(chance), [*(rule_named(chance, name, "hard") for name in MUST_HOLD), *rules]


def backlog_case(seed: int) -> tuple[Problem, list[Rule]]:
    """Two agents and two days with work that waits."""
    chance = random.Random(seed)
    demand = tiny_demand(2, [chance.choice((0, 100, 300, 500)) for _ in range(6)])
    names = ["min_rest", *chance.sample(("requests", "contract_days", "max_consecutive_days"), 1)]
    names += [*chance.sample(("min_on_queue", "paid_hours", "apart"), 1), *chance.sample(BACKLOG, 2)]
    rules = [rule_named(chance, name, chance.randrange(1, 40), chance.randrange(1, 40), "hard") for name in names]
    return tiny_world(2, 2, "NM\nMN", demand=demand, cover=tiny_cover(2, 1)), rules


def check_against(least: int | None, problem: Problem, rules: list[Rule], result: Result) -> None:
    """What the engine may say where the least price of all rosters is known; None: none keeps the hard rules."""
    if result.roster is None:
        assert result.status in (Status.INFEASIBLE, Status.UNKNOWN)
        assert result.objective is None
        assert least is None or (result.status, result.bound <= least) == (Status.UNKNOWN, True)
        return
    check_report(problem, rules, result)
    assert least is not None
    assert result.objective is not None
    assert result.bound <= least <= result.objective
    if result.status is Status.OPTIMAL:
        assert result.objective == least


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_roster_is_cheaper_than_a_proven_one_and_none_than_the_bound(chunk: int) -> None:
    found: Counter[Status] = Counter()
    for seed in range(chunk, WORLDS, CHUNKS):
        problem, rules = case_of(seed)
        owed = [price_by_violations(problem, rules, roster) for roster in every_roster(2, 3)]
        result = solve(problem, rules, LIMITS)
        check_against(min((price for price in owed if price is not None), default=None), problem, rules, result)
        check_ledger(problem, rules, result)
        found[result.status] += 1
    assert found.total() == WORLDS // CHUNKS


def check_ledger(problem: Problem, rules: list[Rule], result: Result) -> None:
    """Every rule owes what its violations say."""
    owed: Counter[str] = Counter()
    for entry in result.ledger:
        owed[entry.rule] += entry.price
    if result.roster is not None:
        for rule in rules:
            amount = sum(violation.amount for violation in rule.violations(problem, result.roster))
            assert owed[rule.rule] == (0 if rule.weight == "hard" else int(rule.weight) * amount)


def test_every_rule_is_in_some_world() -> None:
    used = {rule.rule for seed in range(PARTS) for rule in case_of(seed)[1]}
    used |= {rule.rule for seed in range(10) for rule in backlog_case(seed)[1]}
    assert used == set(KINDS)


@pytest.mark.parametrize("chunk", range(4))
def test_with_a_backlog_the_price_is_the_least_where_it_is_proven(chunk: int) -> None:
    for seed in range(chunk, 8, 4):
        problem, rules = backlog_case(seed)
        owed = [price for price in prices(problem, rules, every_roster(2, 2)) if price is not None]
        check_against(min(owed, default=None), problem, rules, solve(problem, rules, LIMITS))


def easy() -> tuple[Problem, list[Rule]]:
    """A world with legal rosters, whose best one costs something."""
    problem = tiny_world(3, 5, "NM\nMN\n-M", cover=tiny_cover(5, 2))
    rules = [("min_rest", "hard"), ("min_on_queue", 9), ("paid_hours", 1), ("contract_days", "hard"), ("apart", 4)]
    chance = random.Random(1)
    return problem, [rule_named(chance, name, weight) for name, weight in rules]


def text(result: Result) -> str:
    assert result.roster is not None
    return result.roster.text("MN")


def test_the_same_seed_gives_the_same_roster() -> None:
    for problem, rules in (easy(), case_of(1)):
        one, other = (solve(problem, rules, LIMITS) for _ in range(2))
        assert text(one) == text(other)
        assert (one.status, one.objective, one.bound, one.ledger, one.limit_hit) == (
            other.status,
            other.objective,
            other.bound,
            other.ledger,
            other.limit_hit,
        )


def test_a_start_is_kept_where_nothing_better_is_found() -> None:
    problem, rules = easy()
    best = solve(problem, rules, LIMITS)
    for work in (0.0, LIMITS.work):
        again = solve(problem, rules, Limits(work, 60.0, 2), start=best.roster)
        assert again.objective is not None
        assert best.objective is not None
        assert again.objective <= best.objective
        if again.objective == best.objective:
            assert text(again) == text(best)


def test_a_start_that_breaks_hard_rules_is_no_roster() -> None:
    problem, rules = easy()
    owed = solve(problem, rules, LIMITS)
    found = solve(problem, rules, LIMITS, start=Roster.of(np.full((3, 5), 1) - np.arange(5) % 2, 2))
    check_report(problem, rules, found)
    assert found.bound <= (owed.objective or 0)


def test_hardly_any_work_ends_cleanly() -> None:
    for problem, rules in (easy(), case_of(2), backlog_case(0)):
        for work in (0.0, 1e-9, 1e-5):
            result = solve(problem, rules, Limits(work, 60.0, 1))
            assert result.limit_hit in ("", "work")
            if result.roster is not None:
                check_report(problem, rules, result)


def nothing_fixed(*given: Any) -> None:
    """A dive that comes to nothing."""


@pytest.mark.parametrize(("name", "value"), [("ROOT_SHARE", 0.0), ("dive", nothing_fixed)])
def test_there_is_a_first_roster_where_the_root_is_cut_or_its_dive_comes_to_nothing(
    monkeypatch: pytest.MonkeyPatch, name: str, value: Any
) -> None:
    monkeypatch.setattr(search, name, value)
    met = 0
    for problem, rules in (easy(), *map(case_of, range(6)), *map(backlog_case, range(6))):
        world = world_of(problem, rules)
        if world.lines.without_line:
            continue
        begun = search.Search(world, Meter(LIMITS), 1)
        assert begun._root()
        assert sorted(begun.roster) == list(range(problem.agents))
        result = solve(problem, rules, LIMITS)
        if result.roster is not None:
            check_report(problem, rules, result)
        met += world.service is not None
    assert met >= 4, "no backlog"


@pytest.mark.parametrize(("share", "hit"), [(1.0, "work"), (0.4, "time")])
def test_where_the_clock_cut_a_step_the_limit_that_counts_is_the_clock(share: float, hit: str) -> None:
    meter = Meter(Limits(1.0, 3600.0, 1), started=time.monotonic() - 1800.0)
    meter.share = share
    assert meter.spent() is (hit == "time")
    meter.share, meter.work = 1.0, 1.0
    assert meter.spent()
    assert meter.hit == "work"
    assert meter.cut == hit


def test_an_interrupt_keeps_the_best() -> None:
    problem, rules = easy()

    def stop(phase: str, best: int | None, bound: int) -> None:
        if best is not None:
            raise KeyboardInterrupt

    result = solve(problem, rules, LIMITS, stop)
    assert result.limit_hit == "interrupt"
    check_report(problem, rules, result)


def test_an_interrupt_at_the_first_word_leaves_what_there_is() -> None:
    problem, rules = easy()
    start = solve(problem, rules, LIMITS)

    def stop(phase: str, best: int | None, bound: int) -> None:
        raise KeyboardInterrupt

    first = solve(problem, rules, LIMITS, stop)
    assert (first.status, first.limit_hit) == (Status.FEASIBLE, "interrupt")
    check_report(problem, rules, first)
    kept = solve(problem, rules, LIMITS, stop, start=start.roster)
    assert (text(kept), kept.objective, kept.limit_hit) == (text(start), start.objective, "interrupt")


def test_somebody_without_a_line_makes_it_infeasible() -> None:
    # who was off for two days must work now, one day at most, and a run of one is too short
    limits = (("consecutive_days_off", {"max": 2}), ("max_consecutive_days", {"days": 1}))
    rules = [KINDS[name](**limit) for name, limit in (*limits, ("min_consecutive_days", {"days": 3}))]
    problem = tiny_world(2, 3, "--\n--")
    assert solve(problem, rules[:2], LIMITS).status is Status.OPTIMAL
    result = solve(problem, rules, LIMITS)
    assert (result.status, result.roster, result.objective) == (Status.INFEASIBLE, None, None)


def test_a_published_shift_on_a_day_of_leave_leaves_no_roster() -> None:
    pins, away = np.array([[0, OFF, OFF], [OFF, OFF, OFF]]), np.arange(10).reshape(2, 5) == 2
    result = solve(tiny_world(2, 3, "NM\nMN", pins=pins, on_leave=away), [KINDS["pins"](), KINDS["leave"]()], LIMITS)
    assert (result.status, result.roster, result.objective) == (Status.INFEASIBLE, None, None)


def test_what_only_the_team_cannot_keep_leaves_no_roster() -> None:
    rules = [KINDS["people_per_shift"](min=3, weight="hard"), KINDS["paid_hours"](weight=1)]
    result = solve(tiny_world(2, 3, "NM\nMN"), rules, LIMITS)
    assert result.status in (Status.INFEASIBLE, Status.UNKNOWN)
    assert (result.roster, result.objective) == (None, None)


def test_the_engine_names_the_rules_that_its_networks_do_not_hold() -> None:
    rules = [WithoutResources(weight=5), KINDS["min_rest"](), KINDS["min_on_queue"](weight=3)]
    result = solve(tiny_world(2, 3, "NM\nMN", cover=tiny_cover(3, 1)), rules, LIMITS)
    assert result.engine == "columns, with rows for different_shifts"


def test_progress_tells_prices_that_fall_and_bounds_that_rise() -> None:
    told: list[tuple[int | None, int]] = []
    problem, rules = easy()
    result = solve(problem, rules, LIMITS, lambda phase, best, bound: told.append((best, bound)))
    bounds, best = [bound for _, bound in told], [price for price, _ in told if price is not None]
    assert bounds == sorted(bounds)
    assert best == sorted(best, reverse=True)
    assert (best[-1], bounds[-1]) == (result.objective, result.bound)
