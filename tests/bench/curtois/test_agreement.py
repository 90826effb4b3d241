"""The judge, the rules, their bounds and their counters say the same of every roster of small instances."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pytest

from staffing.bench.curtois.evaluate import broken, objective
from staffing.bench.curtois.instance import CoverNeed, Instance, ShiftRequest
from staffing.bench.curtois.problem import problem_of, rules_of
from staffing.engines.direct.hint import breach_of, holds, values_of
from staffing.problem import OFF, Integers, Problem
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.model import Model
from staffing.rules.resource import missed
from tests.bench.curtois.made import member, world

LIMITS: dict[str, dict[str, Any]] = {
    "free": {},
    "maxima": {"most_of": (("E", 2), ("N", 1))},
    "one shift not at all": {"most_of": (("E", 0), ("N", 3))},
    "minutes": {"most_minutes": 2000, "least_minutes": 1000},
    "most in a row": {"most_in_a_row": 2},
    "least in a row": {"least_in_a_row": 3},
    "least off in a row": {"least_off_in_a_row": 3},
    "runs": {"most_in_a_row": 3, "least_in_a_row": 2, "least_off_in_a_row": 2},
    "weekend": {"most_weekends": 0},
}


def lines(people: int, days: int) -> Iterator[Integers]:
    """Every roster as shift numbers [A, D]."""
    for cells in product((OFF, 0, 1), repeat=people * days):
        yield np.array(cells).reshape(people, days)


def drawn_lines(count: int, days: int) -> Iterator[Integers]:
    """Lines [1, D] of runs of one to three equal days."""
    draw = np.random.default_rng(7)
    for _ in range(count):
        runs = np.repeat(draw.integers(OFF, 2, size=days), draw.integers(1, 4, size=days))
        yield runs[None, :days]


def roster_of(instance: Instance, cells: Integers) -> dict[str, list[str | None]]:
    ids = [shift.id for shift in instance.shifts]
    return {
        who.id: [None if shift == OFF else ids[shift] for shift in row]
        for who, row in zip(instance.staff, cells.tolist(), strict=True)
    }


def by_violations(problem: Problem, rules: tuple[Rule, ...], roster: Roster) -> int | None:
    """The price of a roster by what people are told; None where a hard rule is broken."""
    price = 0
    for rule in rules:
        for breach in rule.violations(problem, roster):
            if rule.weight == "hard":
                return None
            price += rule.weight * breach.amount
    return price


class Bounds:
    """The bounds of all rules, stated once."""

    def __init__(self, problem: Problem, rules: tuple[Rule, ...]) -> None:
        self.model = Model(problem)
        stated = [(rule.weight, bound) for rule in rules for bound in rule.bounds(self.model)]
        self.hard = [*self.model.structure, *(bound for weight, bound in stated if weight == "hard")]
        self.priced = [(weight, bound) for weight, bound in stated if weight != "hard"]

    def price(self, roster: Roster) -> int | None:
        values = values_of(self.model, roster)
        if not all(holds(bound, values) for bound in self.hard):
            return None
        sides = [(weight, bound, high) for weight, bound in self.priced for high in (True, False)]
        return sum(
            weight * bound.amount * breach_of(bound, values, high)
            for weight, bound, high in sides
            if (bound.high if high else bound.low) is not None
        )


@pytest.mark.parametrize(("name", "days"), [*((name, 5) for name in LIMITS), ("weekend", 6), ("runs", 6)], ids=str)
def test_the_rules_of_one_line_agree_with_the_judge(name: str, days: int) -> None:
    """Of 6 days the last is a Saturday: a weekend that the horizon cuts."""
    off = (("Ana", 2),) if days == 5 else ()
    one = world([member(**LIMITS[name])], days, days_off=off)
    problem, rules = problem_of(one), rules_of(one)
    hard = [rule for rule in rules if rule.hard]
    counters = [counter for rule in hard for counter in rule.resources(problem, 0) or ()]
    bounds = Bounds(problem, rules) if days == 5 else None
    for cells in lines(1, days):
        kept = not broken(one, roster_of(one, cells))
        roster = Roster.of(cells, 2)
        assert (by_violations(problem, rules, roster) is not None) == kept, cells
        assert (missed(counters, cells[0]) == 0) == kept, cells
        if bounds is not None:
            assert (bounds.price(roster) is not None) == kept, cells


@pytest.mark.parametrize("limits", [{"most_weekends": 1}, {**LIMITS["runs"], **LIMITS["minutes"], "most_weekends": 1}])
def test_the_rules_agree_with_the_judge_over_two_weekends(limits: dict[str, Any]) -> None:
    one = world([member(**limits)], 13)
    problem, rules = problem_of(one), rules_of(one)
    counters = [counter for rule in rules if rule.hard for counter in rule.resources(problem, 0) or ()]
    bounds, kept = Bounds(problem, rules), set()
    for cells in drawn_lines(200, 13):
        keeps = not broken(one, roster_of(one, cells))
        assert (by_violations(problem, rules, Roster.of(cells, 2)) is not None) == keeps
        assert (missed(counters, cells[0]) == 0) == keeps
        assert (bounds.price(Roster.of(cells, 2)) is not None) == keeps
        kept.add(keeps)
    assert kept == {True, False}


def test_the_rules_of_two_people_agree_with_the_judge() -> None:
    pair = world(
        [member(most_of=(("E", 3), ("N", 1)), least_in_a_row=2), member("Ben", most_in_a_row=2, least_minutes=480)],
        3,
        days_off=(("Ben", 1),),
        on_requests=(ShiftRequest("Ana", 0, "E", 5), ShiftRequest("Ben", 2, "N", 2), ShiftRequest("Ben", 2, "N", 1)),
        off_requests=(ShiftRequest("Ana", 2, "E", 7), ShiftRequest("Ana", 1, "N", 0)),
        cover=(CoverNeed(0, "E", 1, 10, 3), CoverNeed(0, "N", 2, 4, 0), CoverNeed(2, "E", 0, 6, 8)),
    )
    problem, rules = problem_of(pair), rules_of(pair)
    bounds, prices = Bounds(problem, rules), set()
    for cells in lines(2, 3):
        words, roster = roster_of(pair, cells), Roster.of(cells, 2)
        price = None if broken(pair, words) else objective(pair, words)
        assert by_violations(problem, rules, roster) == price, cells
        assert bounds.price(roster) == price, cells
        prices.add(price)
    assert None in prices
    assert len(prices) > 10


def test_people_who_share_a_limit_share_a_rule_and_what_cannot_bind_is_not_stated() -> None:
    staff = [member(name, most_in_a_row=2, most_weekends=1) for name in "abc"] + [member("d", most_in_a_row=3)]
    stated = [rule for rule in rules_of(world(staff, 7)) if rule.stated.rule == "max_consecutive_days"]
    assert [getattr(rule, "agents", ()) for rule in stated] == [("a", "b", "c"), ("d",)]
    names = [rule.rule for rule in rules_of(world([member()], 7))]
    assert names == [
        "one_shift_a_day", "allowed_shifts", "availability", "forbidden_successions", "requests", "priced_cover"
    ]  # fmt: skip
