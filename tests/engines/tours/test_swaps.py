"""Two people change shifts: it never costs more, no count changes, and nobody works what the rules forbid."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import Lines, lines_of
from staffing.engines.tours.shares import Shares, share_price, shares_of
from staffing.engines.tours.swaps import Block, exchanged
from staffing.engines.tours.walks import Walks
from staffing.problem import OFF, Integers, Problem, Wish
from staffing.rules import Rule
from tests.engines.columns.every_line import every_line
from tests.engines.tours.crowds import FAIR, alike, amount, line_price, random_team, roster_of, rule
from tests.rules.worlds import tiny_world

LINE_RULES: list[Rule] = [
    rule("min_rest", "hard"),
    rule("max_consecutive_days", "hard"),
    rule("leave", "hard"),
    rule("availability", "hard"),
    rule("contract_days", 9),
    rule("requests", 5),
    rule("consecutive_shifts", 3),
]


def block_of(lines: Lines, shares: Shares, choices: Integers, **changes: Any) -> Block:
    """Everybody, of whom nobody can cost less than nothing."""
    people = len(choices)
    least = np.full(people, -NEVER // 4)
    block = Block(choices, lines.own, lines.network_of, Walks.of(lines.networks), shares, least, people, 20, 1)
    return block._replace(**changes)


def price(lines: Lines, shares: Shares, choices: Integers) -> int:
    """What everybody's line costs, by the networks and the shares; NEVER where one may not be worked."""
    each = [line_price(lines, agent, line) for agent, line in enumerate(choices)]
    return NEVER if NEVER in each else sum(each) + sum(share_price(shares, a, line) for a, line in enumerate(choices))


def counts(choices: Integers) -> list[list[int]]:
    """[D, C] people of each choice."""
    return [np.bincount(day, minlength=3).tolist() for day in choices.T]


def legal(chance: random.Random, problem: Problem, lines: Lines) -> Integers | None:
    """A line that may be worked for everybody; None where somebody has none."""
    every, found = every_line(problem), []
    for agent in range(problem.agents):
        order = chance.sample(range(len(every)), len(every))
        allowed = next((every[at] for at in order if line_price(lines, agent, every[at]) < NEVER), None)
        if allowed is None:
            return None
        found.append(allowed)
    return np.array(found)


@pytest.mark.parametrize("people", [2, 5, 9])
def test_an_exchange_costs_no_more_keeps_every_count_and_every_rule(people: int) -> None:
    cheaper = unchanged = 0
    for seed in range(20):
        chance = random.Random(seed)
        problem = random_team(chance, people, chance.choice((3, 4)))
        fair: list[Rule] = [rule(name, chance.randrange(1, 30)) for name in chance.sample(FAIR, 3)]
        lines = lines_of(problem, LINE_RULES)
        choices = legal(chance, problem, lines)
        if choices is None:
            continue
        shares = shares_of(problem, fair).settled(choices)
        found = exchanged(block_of(lines, shares, choices))
        before, after = price(lines, shares, choices), price(lines, shares, found)
        assert after <= before
        assert counts(found) == counts(choices)
        cheaper += after < before
        unchanged += after == before
        if after == before:
            assert (found == choices).all()
        by_rules = roster_of(problem, found)
        assert not any(amount(problem, each, by_rules) for each in LINE_RULES if each.hard)
        assert after == _by_violations(problem, LINE_RULES, shares, found)
    assert cheaper >= 6
    assert unchanged >= (1 if people == 2 else 0)


def _by_violations(problem: Problem, rules: Sequence[Rule], shares: Shares, choices: Integers) -> int:
    """The same price, by the violations of the roster; burdens as they are settled."""
    roster = roster_of(problem, choices)
    owed = sum(int(each.weight) * amount(problem, each, roster) for each in rules if not each.hard)
    return owed + sum(share_price(shares, agent, line) for agent, line in enumerate(choices))


def test_the_lines_given_are_left_as_they_are() -> None:
    problem = random_team(random.Random(4), 6)
    lines, shares = lines_of(problem, [rule("requests", 3)]), shares_of(problem, [])
    choices = np.tile([0, 2, 1], (6, 1))
    kept = choices.copy()
    exchanged(block_of(lines, shares, choices))
    assert (choices == kept).all()


def planted(problem: Problem, rules: list[Rule], choices: list[list[int]], **changes: Any) -> tuple[int, int]:
    """The price before and after an exchange."""
    lines, given = lines_of(problem, rules), np.array(choices)
    shares = shares_of(problem, rules).settled(given)
    found = exchanged(block_of(lines, shares, given, **changes))
    assert counts(found) == counts(given)
    return price(lines, shares, given), price(lines, shares, found)


def test_a_day_is_changed_where_each_wants_the_shift_of_the_other() -> None:
    wishes = (Wish(0, 3, 1, False, 4), Wish(1, 3, 0, False, 3))
    problem = alike(2, 3, wishes=wishes)
    assert planted(problem, [rule("requests", 1)], [[0, 0, 0], [0, 1, 0]]) == (7, 0)


def test_two_days_are_changed_where_one_alone_would_break_the_days_a_week() -> None:
    # both owe two days a week exactly; the first wants to be off on the first day, the second on the third
    wishes = (Wish(0, 2, OFF, False, 4), Wish(1, 4, OFF, False, 3))
    problem = alike(2, 3, wishes=wishes, days_due=np.full((2, 1), 2))
    exact = rule("days_in_period", "hard", min=2, max=2, period="week")
    rules = [rule("requests", 1), exact]
    assert planted(problem, rules, [[0, 0, 2], [2, 0, 0]]) == (7, 0)


def test_two_days_are_changed_alone_where_the_rest_of_the_week_suits_as_it_is() -> None:
    wishes = (Wish(0, 2, OFF, False, 4), Wish(1, 4, OFF, False, 3), Wish(0, 5, 1, False, 9), Wish(1, 5, 0, False, 9))
    problem = alike(2, 4, wishes=wishes)
    rules = [rule("requests", 1), rule("days_in_period", "hard", min=3, max=3, period="week")]
    assert planted(problem, rules, [[0, 0, 2, 1], [2, 0, 0, 0]]) == (7, 0)


def test_two_days_of_different_shifts_are_changed_at_once() -> None:
    # one night each; a day alone would give somebody two
    wishes = (Wish(0, 2, 1, True, 4), Wish(1, 4, 1, True, 3))
    problem = alike(2, 3, wishes=wishes)
    rules = [
        rule("requests", 1),
        rule("shifts_in_period", "hard", shifts=("N",), late=False, min=1, max=1, period="week"),
    ]
    assert planted(problem, rules, [[1, 2, 0], [0, 2, 1]]) == (7, 0)


def test_the_whole_week_is_changed_where_a_part_of_it_would_mix_shifts() -> None:
    # everybody has one kind of shift a week; three days of it are wanted by the other
    wishes = (Wish(0, 2, 1, False, 4), Wish(1, 2, 0, False, 3))
    problem = alike(2, 3, wishes=wishes)
    rules = [rule("requests", 1), rule("different_shifts", "hard", max=1)]
    assert planted(problem, rules, [[0, 0, 0], [1, 1, 1]]) == (7, 0)


def test_nobody_changes_who_would_not_be_cheaper_together() -> None:
    wishes = (Wish(0, 3, 1, False, 3), Wish(1, 3, 1, False, 3))
    assert planted(alike(2, 3, wishes=wishes), [rule("requests", 1)], [[0, 0, 0], [0, 1, 0]]) == (3, 3)


def test_a_change_by_which_one_gains_less_than_the_other_loses_is_not_made() -> None:
    # each is tried with one other, so that nobody can take a change back
    wishes = (Wish(0, 3, 1, False, 3), Wish(1, 3, 1, False, 4))
    problem = alike(3, 3, wishes=wishes)
    for seed in range(20):
        once = {"partners": 1, "rounds": 1, "seed": seed}
        choices = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
        assert planted(problem, [rule("requests", 1)], choices, **once) == (3, 3)


def test_a_burden_goes_to_who_has_carried_less_before() -> None:
    problem = tiny_world(2, 3, "NN\n--")
    before, after = planted(problem, [rule("fair_late_shifts", 10, half_life_weeks=500)], [[1, 0, 0], [0, 0, 0]])
    assert (before > 0, after) == (True, 0)


def test_who_costs_the_least_already_is_not_asked() -> None:
    wishes = (Wish(0, 3, 1, False, 4), Wish(1, 3, 0, False, 3))
    problem, rules = alike(2, 3, wishes=wishes), [rule("requests", 1)]
    both = np.array([7, 7])
    assert planted(problem, rules, [[0, 0, 0], [0, 1, 0]], least=both) == (7, 7)


def test_one_person_alone_changes_with_nobody() -> None:
    problem = alike(1, 3, wishes=(Wish(0, 3, 1, False, 4),))
    assert planted(problem, [rule("requests", 1)], [[0, 0, 0]]) == (4, 4)


def test_equal_seeds_change_alike() -> None:
    for seed in range(5):
        chance = random.Random(seed)
        problem = random_team(chance, 9)
        lines = lines_of(problem, LINE_RULES[4:])
        shares = shares_of(problem, [rule("fair_late_shifts", 3)])
        choices = legal(chance, problem, lines)
        assert choices is not None
        one, other = (exchanged(block_of(lines, shares.settled(choices), choices)) for _ in range(2))
        assert one.tobytes() == other.tobytes()
