"""The engine against every roster there is, and what holds of every result."""

from __future__ import annotations

import random
import sys
from collections import Counter
from typing import Any

import numpy as np
import pytest

from staffing.engines.direct.ledger import exact_price
from staffing.engines.limits import Limits
from staffing.engines.tours import people, solve
from staffing.engines.tours.blocks import counts
from staffing.errors import OutsideError
from staffing.labour import Labour
from staffing.problem import OFF, Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import EVERY, Rule
from tests.engines.columns.small_cases import WithoutResources
from tests.engines.columns.test_solve import backlog_case, check_against
from tests.engines.test_optimum import check_report, price_by_violations
from tests.engines.tours.block_tasks import failing
from tests.engines.tours.crowds import FAIR, alike, amount, in_blocks_of, random_team, rule
from tests.engines.tours.every_roster import OF_THREE, WORLDS, case_of, world
from tests.rules.least_prices import prices
from tests.rules.worlds import every_roster, tiny_cover, tiny_world

LIMITS = Limits(work=2.0, seconds=60.0, seed=1)
TURNS = 8
TRAINING = Labour(mentor=np.array([-1, 0, -1, -1]), trainee=np.ones((4, 5), dtype=bool))
LINES: list[Rule] = [rule("one_shift_a_day", "hard"), rule("min_rest", "hard")]
PAIRS: list[Rule] = [rule("apart", 5, people=(f"agent{one}", f"agent{one + 1}")) for one in (0, 2)]
WORK: list[Rule] = [*LINES, rule("min_on_queue", 9), rule("paid_hours", 1)]


def told(result: Result) -> tuple[Any, ...]:
    """All that a result says but how long it took."""
    work = None if result.roster is None else result.roster.work.tobytes()
    return work, result.status, result.objective, result.bound, result.ledger, result.limit_hit


def check_ledger(problem: Problem, rules: list[Rule], result: Result) -> None:
    """Every rule owes what its violations say."""
    owed = Counter[str]()
    for entry in result.ledger:
        owed[entry.rule] += entry.price
    assert result.roster is not None
    for each in rules:
        assert owed[each.rule] == (0 if each.hard else int(each.weight) * amount(problem, each, result.roster))


def check_worlds(seed: int) -> None:
    """What is found in small worlds against every roster there is."""
    found = Counter[Status]()
    for turn in range(TURNS):
        case = case_of(seed, turn)
        result = solve(case.problem, case.rules, LIMITS)
        check_against(case.least, case.problem, case.rules, result)
        if result.roster is not None:
            assert result.objective == price_by_violations(case.problem, case.rules, result.roster)
            check_ledger(case.problem, case.rules, result)
        found[result.status] += case.least is not None
    assert found[Status.OPTIMAL] + found[Status.FEASIBLE] > found[Status.UNKNOWN]


@pytest.mark.parametrize("seed", [*range(WORLDS), *OF_THREE])
def test_no_roster_is_cheaper_than_the_bound_and_the_one_found_keeps_the_hard_rules_at_its_price(seed: int) -> None:
    check_worlds(seed)


@pytest.mark.parametrize("seed", OF_THREE)
def test_the_same_holds_where_everybody_is_a_block(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    in_blocks_of(monkeypatch, 1)
    check_worlds(seed)


def test_most_of_what_is_found_is_the_best_there_is() -> None:
    best = legal = 0
    for seed in range(WORLDS):
        for turn in (18, 19, 20, 21):
            case = case_of(seed, turn)
            # hours are shared out in steps of whole shifts, which two people cannot do evenly
            if case.least is not None and "fair_hours" not in {each.rule for each in case.rules}:
                best += solve(case.problem, case.rules, LIMITS).objective == case.least
                legal += 1
    assert best >= 0.85 * legal > 10


def test_every_rule_is_in_some_world() -> None:
    used = {each.rule for seed in range(WORLDS) for each in world(seed).rules}
    assert used == {kind.name() for kind in EVERY} - {"maximum_age"}


def test_with_a_backlog_the_price_is_exact_and_the_bound_below_it() -> None:
    priced = 0
    for seed in (6, 8, 11, 13, 17, 19, 22, 23, 30):
        problem, rules = backlog_case(seed)
        owed = [price for price in prices(problem, rules, every_roster(2, 2)) if price is not None]
        result = solve(problem, rules, LIMITS)
        check_against(min(owed, default=None), problem, rules, result)
        if result.roster is not None:
            exact = exact_price(problem, rules, result.roster, 1)
            assert exact is not None
            assert result.objective == exact[0]
            priced += exact[0] > 0
    assert priced >= 4


# nobody has a line


def test_somebody_without_a_line_makes_it_infeasible() -> None:
    # who was off for two days must work now, one day at most, and a run of one is too short
    limits = [rule("consecutive_days_off", "hard", max=2), rule("max_consecutive_days", "hard", days=1)]
    problem = alike(3, 3)
    assert solve(problem, limits, LIMITS).status is Status.OPTIMAL
    result = solve(problem, [*limits, rule("min_consecutive_days", "hard", days=3)], LIMITS)
    assert (result.status, result.roster, result.objective, result.ledger) == (Status.INFEASIBLE, None, None, ())


def test_a_published_shift_on_a_day_of_leave_leaves_no_roster() -> None:
    pins, away = np.array([[0, OFF, OFF], [OFF, OFF, OFF]]), np.arange(10).reshape(2, 5) == 2
    problem = tiny_world(2, 3, "NM\nMN", pins=pins, on_leave=away)
    result = solve(problem, [rule("pins", "hard"), rule("leave", "hard")], LIMITS)
    assert (result.status, result.roster, result.objective) == (Status.INFEASIBLE, None, None)


def test_a_published_shift_that_leaves_no_rest_leaves_no_roster() -> None:
    problem = tiny_world(2, 3, "--\n--", pins=np.array([[1, 0, OFF], [OFF, OFF, OFF]]))
    result = solve(problem, [*LINES, rule("pins", "hard")], LIMITS)
    assert (result.status, result.roster, result.objective) == (Status.INFEASIBLE, None, None)


def test_what_only_the_team_cannot_keep_leaves_no_roster() -> None:
    result = solve(alike(2, 3), [rule("people_per_shift", "hard", min=3, max=None), rule("paid_hours", 1)], LIMITS)
    assert result.status in (Status.INFEASIBLE, Status.UNKNOWN)
    assert (result.roster, result.objective) == (None, None)


# hard rules that no class can say


@pytest.mark.parametrize(
    "must",
    [
        rule("with_mentor", "hard"),
        rule("apart", "hard", people=("agent0", "agent1")),
        rule("apart", "hard", people=("agent0", "agent1", "agent2"), on="day"),
        rule("together", "hard", people=("agent0", "agent3")),
        rule("together", "hard", people=("agent0", "agent1", "agent2", "agent3")),
        WithoutResources(rule="different_shifts", weight="hard"),
    ],
    ids=["mentor", "apart", "three apart", "together", "four together", "without resources"],
)
def test_a_hard_rule_that_no_class_can_say_is_kept(must: Rule) -> None:
    problem = alike(4, 3, labour=TRAINING, cover=tiny_cover(3, 2))
    rules = [*WORK, must]
    result = solve(problem, rules, LIMITS)
    assert result.status in (Status.OPTIMAL, Status.FEASIBLE)
    check_report(problem, rules, result)


@pytest.mark.parametrize("must", [rule("people_used", "hard", max=2), *(rule(name, "hard") for name in FAIR)])
def test_what_nothing_of_the_engine_says_is_kept_or_no_roster_is_told(must: Rule) -> None:
    for seed in range(3):
        problem = random_team(random.Random(seed), 4)
        rules = [*WORK, must]
        result = solve(problem, rules, LIMITS)
        if result.roster is None:
            assert (result.status, result.objective) == (Status.UNKNOWN, None)
        else:
            check_report(problem, rules, result)


def test_two_who_can_only_break_a_hard_rule_get_no_roster() -> None:
    # both must work the same day, and never do so
    pins = np.array([[0, OFF, OFF], [0, OFF, OFF]])
    problem = tiny_world(2, 3, "--\n--", pins=pins)
    result = solve(problem, [rule("pins", "hard"), rule("apart", "hard", people=("agent0", "agent1"))], LIMITS)
    assert (result.roster, result.objective) == (None, None)
    assert result.status in (Status.UNKNOWN, Status.INFEASIBLE)


# what is given


def test_published_shifts_leave_and_the_days_before_the_plan_are_kept() -> None:
    rules: list[Rule] = [
        *WORK,
        rule("pins", "hard"),
        rule("leave", "hard"),
        rule("employment", "hard"),
        rule("max_consecutive_days", "hard", days=2),
        rule("availability", "hard"),
    ]
    pins = np.full((5, 3), OFF)
    pins[1, 0], pins[2, 2] = 1, 0
    employed = np.ones((5, 5), dtype=bool)
    employed[3, 4] = False
    away = np.zeros((5, 5), dtype=bool)
    away[4, 2] = True
    problem = tiny_world(
        5, 3, "MM\n-M\n--\nNN\n-N", pins=pins, on_leave=away, employed=employed, cover=tiny_cover(3, 2)
    )
    result = solve(problem, rules, LIMITS)
    check_report(problem, rules, result)
    assert result.roster is not None
    shifts = result.roster.shift_of()
    assert shifts[0, 0] == OFF, "two days at work before the plan are the most"
    assert (shifts[1, 0], shifts[2, 2]) == (1, 0)
    assert shifts[3, 2] == OFF
    assert shifts[4, 0] == OFF
    assert shifts[4, 1] in (OFF, 0, 1)


def test_after_a_night_before_the_plan_there_is_rest() -> None:
    problem = tiny_world(2, 1, "-N\n-M", cover=tiny_cover(1, 2))
    result = solve(problem, WORK, LIMITS)
    check_report(problem, WORK, result)
    assert result.roster is not None
    assert not result.roster.work[0, 0, 0]
    assert result.roster.work[1].any()


def team(people_: int = 16) -> tuple[Problem, list[Rule]]:
    """A week of people of two kinds, in which rules of lines, counts and fairness all cost something."""
    problem = random_team(random.Random(5), people_, 5, cover=tiny_cover(5, people_ // 4))
    rules = [*WORK, rule("leave", "hard"), rule("availability", "hard"), rule("max_consecutive_days", "hard", days=4)]
    rules += [rule("contract_days", "hard"), rule("requests", 30), rule("fair_late_shifts", 90)]
    return problem, [*rules, rule("fair_requests", 50), rule("resolution_rate", 3)]


def test_the_same_seed_gives_the_same_bytes() -> None:
    for problem, rules in (team(), *((case.problem, case.rules) for case in (case_of(0, 3), case_of(3, 4)))):
        one, other = (solve(problem, rules, LIMITS) for _ in range(2))
        assert told(one) == told(other)


@pytest.mark.parametrize("size", [2_500, 5])
def test_workers_settle_the_same_bytes_as_one_process(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    in_blocks_of(monkeypatch, size)
    problem, rules = team()
    here = solve(problem, rules, LIMITS)
    check_report(problem, rules, here)
    assert told(solve(problem, rules, LIMITS, executor="serial")) == told(here)
    assert told(solve(problem, rules, LIMITS, executor="local:2")) == told(here)


def test_a_block_that_is_not_settled_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "settle", failing)
    problem = alike(3, 3)
    with pytest.raises(OutsideError, match=r"a block of 3 people was not settled: .*nobody thought of 3 people"):
        solve(problem, WORK, LIMITS)


# limits, and what is told


@pytest.mark.parametrize("people", [2_500, 25])
@pytest.mark.parametrize("seconds", [0.0, 0.1])
def test_hardly_any_time_ends_cleanly(monkeypatch: pytest.MonkeyPatch, seconds: float, people: int) -> None:
    in_blocks_of(monkeypatch, people)
    problem, rules = team(100)
    result = solve(problem, rules, Limits(2.0, seconds, 1))
    assert result.limit_hit == "time"
    assert result.seconds < 10
    if result.roster is None:
        assert result.status is Status.UNKNOWN
    else:
        check_report(problem, rules, result)


def test_without_a_limit_that_cuts_none_is_told() -> None:
    case = case_of(0, 3)
    assert solve(case.problem, case.rules, LIMITS).limit_hit == ""


def test_a_start_that_is_cheaper_than_what_is_found_is_kept() -> None:
    kept = 0
    for seed in range(WORLDS):
        case = case_of(seed, 5)
        if case.least is None:
            continue
        alone = solve(case.problem, case.rules, LIMITS)
        result = solve(case.problem, case.rules, LIMITS, start=case.best)
        assert result.objective == case.least
        check_report(case.problem, case.rules, result)
        if alone.objective is None or alone.objective > case.least:
            assert result.roster is not None
            assert result.roster.work.tobytes() == case.best.work.tobytes()
            kept += 1
    assert kept


def test_a_start_that_is_no_better_or_breaks_a_hard_rule_changes_nothing() -> None:
    problem = alike(4, 3, cover=tiny_cover(3, 2))
    alone = solve(problem, WORK, LIMITS)
    no_rest = np.tile([1, 0, 1], (4, 1))
    for start in (Roster.empty(problem), Roster.of(no_rest, 2)):
        assert told(solve(problem, WORK, LIMITS, start=start)) == told(alone)


def stopped_at(number: int) -> Any:
    """A progress that is interrupted when it is told something for the so manieth time."""
    calls: list[int] = []

    def stop(phase: str, best: int | None, bound: int) -> None:
        calls.append(bound)
        if len(calls) == number:
            raise KeyboardInterrupt

    return stop


@pytest.mark.parametrize("number", [1, 2])
def test_an_interrupt_keeps_what_there_is(number: int) -> None:
    problem, rules = team()
    result = solve(problem, rules, LIMITS, stopped_at(number))
    assert result.limit_hit == "interrupt"
    if number == 1:  # no block has been searched
        assert (result.roster, result.status) == (None, Status.UNKNOWN)
    else:
        check_report(problem, rules, result)


@pytest.mark.parametrize("people", [2_500, 15])
def test_an_interrupt_while_the_last_block_is_improved_keeps_its_counts(
    monkeypatch: pytest.MonkeyPatch, people: int
) -> None:
    problem, rules = team(30)
    rules += PAIRS
    in_blocks_of(monkeypatch, people)
    calls: list[int] = []

    def stopped_last(*given: Any) -> Any:
        calls.append(len(calls))
        if len(calls) == 30 // min(people, 30):  # of the last block
            raise KeyboardInterrupt
        return given[1]

    monkeypatch.setattr(counts, "bonded", stopped_last)
    result = solve(problem, rules, LIMITS)
    assert result.limit_hit == "interrupt"
    check_report(problem, rules, result)


def test_an_interrupt_before_the_last_block_leaves_no_roster(monkeypatch: pytest.MonkeyPatch) -> None:
    problem, rules = team(30)
    rules += PAIRS
    in_blocks_of(monkeypatch, 15)
    monkeypatch.setattr(counts, "bonded", stopped)
    result = solve(problem, rules, LIMITS)
    assert (result.roster, result.status, result.limit_hit) == (None, Status.UNKNOWN, "interrupt")
    assert result.bound > 0


def stopped(*_: Any, **__: Any) -> Any:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("where", "name"), [(people, "exchanged"), (sys.modules[solve.__module__], "repaired")])
def test_an_interrupt_while_people_are_named_keeps_lines_that_suit_the_counts(
    monkeypatch: pytest.MonkeyPatch, where: Any, name: str
) -> None:
    problem = alike(5, 3, cover=tiny_cover(3, 2))
    # three can be apart only one after the other, which no class says, so that a repair has something to do
    rules = [*WORK, rule("people_used", 1, max=3)]
    rules += [rule("apart", 40, people=("agent0", "agent1", "agent2"), on="day")]
    whole = solve(problem, rules, LIMITS)
    assert whole.limit_hit == ""
    monkeypatch.setattr(where, name, stopped)
    result = solve(problem, rules, LIMITS)
    assert result.limit_hit == "interrupt"
    check_report(problem, rules, result)
    assert result.objective is not None
    assert result.bound == whole.bound <= result.objective


def test_an_interrupt_keeps_the_start() -> None:
    problem = alike(4, 3, cover=tiny_cover(3, 2))
    start = Roster.empty(problem)
    result = solve(problem, WORK, LIMITS, stopped_at(1), start=start)
    assert result.roster is not None
    assert (result.roster.work.any(), result.limit_hit) == (False, "interrupt")
    check_report(problem, WORK, result)


def test_progress_tells_bounds_that_rise_to_that_of_the_result() -> None:
    heard: list[tuple[str, int | None, int]] = []
    problem, rules = team()
    result = solve(problem, rules, LIMITS, lambda *words: heard.append(words))
    bounds = [bound for _, _, bound in heard]
    assert bounds == sorted(bounds)
    assert bounds[-1] == result.bound > 0


def test_a_team_of_many_is_near_its_bound() -> None:
    problem, rules = team(60)
    result = solve(problem, rules, LIMITS)
    check_report(problem, rules, result)
    assert result.gap is not None
    assert result.gap < 0.05


@pytest.mark.parametrize(("least", "status"), [(4, Status.OPTIMAL), (5, Status.INFEASIBLE)])
def test_hard_rules_that_no_counts_meet_are_infeasible_and_not_out_of_time(least: int, status: Status) -> None:
    heads = [rule("one_shift_a_day", "hard"), rule("people_per_day", "hard", min=least, max=None)]
    assert solve(alike(4, 3), heads, LIMITS).status == status
