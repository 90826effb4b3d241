"""Ways out lead to a roster, the cheapest first, and say what gives, for whom and by how much."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from staffing.conflicts import WayOut, conflicts, ways_out, why_no_roster
from staffing.engines.direct import Limits, solve
from staffing.problem import Problem
from staffing.result import Status
from staffing.rules import Rule
from staffing.rules.agent.minutes_in_period import MinutesInPeriod
from staffing.rules.applied import Applied
from staffing.rules.team.people_per_day import PeoplePerDay
from tests.conflicts.planted import planted
from tests.conflicts.test_smallest import pinned_on_leave
from tests.conflicts.worlds import empty_world, hard_rules, stretch

EXPECTED = {
    "pins without rest": "let min_rest be 480 minutes for",
    "run from the history": "let max_consecutive_days be 7 for",
    "guarantee above days due": "work 5 days instead of 4 in the week of",
    "guarantee and days off": "let weekly_rest_days:own be 2 for",
    "minutes and pins": "let minutes_in_period:own be at most 1440 paid minutes for",
    "cover, leave, availability": "have 1 more person on queue on",
}


def ways_of(problem: Problem, rules: list[Rule] | tuple[Rule, ...]) -> tuple[WayOut, ...]:
    return ways_out(problem, rules, conflicts(problem, rules))


@pytest.mark.parametrize("kind", EXPECTED)
def test_every_member_is_a_way_out_and_its_limit_gives_as_little_as_it_must(kind: str) -> None:
    planting = planted(6, 1, kind, seed=2)
    ways = ways_of(planting.problem, planting.rules)
    told = {(way.members[0].rule.rule, way.members[0].agent, way.members[0].day) for way in ways}
    assert told == planting.members
    assert any(EXPECTED[kind] in way.sentence for way in ways), [way.sentence for way in ways]
    assert all(way.amount and way.unit and way.objective is not None for way in ways)
    prices = [way.objective for way in ways]
    assert prices == sorted(prices, key=lambda price: price or 0)


def test_the_price_is_that_of_the_best_roster_without_the_fact() -> None:
    problem = pinned_on_leave(1)
    ways = {way.members[0].rule.rule: way for way in ways_of(problem, hard_rules())}
    worked = solve(replace(problem, on_leave=np.zeros_like(problem.on_leave)), hard_rules(), Limits(seconds=10))
    assert worked.status == Status.OPTIMAL
    assert ways["leave"].objective == worked.objective
    assert ways["leave"].sentence == "give up the leave of a01 on Wed 11 Nov"
    assert (ways["leave"].amount, ways["leave"].unit) == (1, "leave days")


def test_several_conflicts_take_a_way_out_of_each() -> None:
    ways = ways_of(pinned_on_leave(0, 1), hard_rules())
    assert ways
    assert all({member.agent for member in way.members} == {0, 1} for way in ways)


def test_more_conflicts_than_were_told_are_given_way_as_well() -> None:
    problem = pinned_on_leave(0, 1, 2)
    ways = ways_out(problem, hard_rules(), conflicts(problem, hard_rules(), most=1))
    assert ways
    assert all({member.agent for member in way.members} == {0, 1, 2} for way in ways)


def test_the_law_is_proposed_last_and_named() -> None:
    problem = empty_world(6)
    guaranteed = problem.minutes_guaranteed.copy()
    guaranteed[0] = 960
    law = Applied.of(MinutesInPeriod(max=480), "minutes_in_period", agents=("a00",), article="Act 13, article 79")
    ways = ways_of(replace(problem, minutes_guaranteed=guaranteed), hard_rules(law))
    assert [way.article for way in ways] == ["", "Act 13, article 79"]
    assert ways[1].sentence.endswith("in the week of Mon 09 Nov (against Act 13, article 79)")


def test_a_team_too_small_for_a_day_may_ask_for_fewer_or_have_more() -> None:
    problem = empty_world(6)
    leave = problem.on_leave.copy()
    leave[0, 7] = True
    problem = replace(problem, on_leave=leave)
    ways = ways_of(problem, hard_rules(PeoplePerDay(weekdays=("monday",), min=6)))
    assert {way.sentence for way in ways} == {
        "give up the leave of a00 on Mon 09 Nov",
        "ask for 5 instead of 6 people on Mon 09 Nov (people_per_day; or have 1 more)",
    }


def test_why_there_is_no_roster_is_told_in_one_line_and_as_a_list() -> None:
    told = why_no_roster(pinned_on_leave(1), hard_rules(), ())
    assert told.sentence.startswith(
        "no roster meets the hard rules: these 2 cannot hold together: a01: M is published on Wed 11 Nov (pins); "
        "a01: leave on Wed 11 Nov (leave); the cheapest way out: "
    )
    assert told.lines[:4] == (
        "no roster meets the hard rules: these 2 cannot hold together:",
        "  a01: M is published on Wed 11 Nov (pins)",
        "  a01: leave on Wed 11 Nov (leave)",
        "the cheapest ways out, each enough by itself:",
    )
    assert len(told.lines) == 6
    assert "\n" not in told.sentence


def test_known_reasons_come_first() -> None:
    told = why_no_roster(pinned_on_leave(1), hard_rules(), ("a reason", "another"))
    assert told.lines[0] == "no roster meets the hard rules: a reason; another"
    assert told.lines[1] == "these 2 cannot hold together:"
    assert told.sentence.startswith("no roster meets the hard rules: a reason; another; the cheapest way out: ")


def test_a_conflict_of_one_member_is_told_as_such() -> None:
    problem = empty_world(6)
    wanted = replace(problem, cover=(stretch(problem, 0, 3, 4),))
    told = why_no_roster(wanted, hard_rules(), ())
    wanted_more = "have 1 more person on queue on Mon 09 Nov B hours (or ask for 1 fewer)"
    assert told.lines == (
        "no roster meets the hard rules: this cannot be met:",
        "  at least 4 on queue on Mon 09 Nov B hours (min_on_queue)",
        "the way out:",
        f"  1. {wanted_more} (the best roster found then has the price 1440)",
    )
