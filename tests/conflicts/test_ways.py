"""Ways out lead to a roster, the cheapest first, and say what gives, for whom and by how much."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

import staffing.conflicts.ways
from staffing.conflicts import WayOut, conflicts, ways_out, why_no_roster, why_not
from staffing.conflicts.freed import without_leave
from staffing.conflicts.giving_words import days_listed, listed
from staffing.conflicts.ways import CUT
from staffing.engines.direct import Limits, solve
from staffing.problem import Problem
from staffing.result import Result, Status
from staffing.rules import Rule
from staffing.rules.agent.minutes_in_period import MinutesInPeriod
from staffing.rules.applied import Applied
from staffing.rules.team.people_per_day import PeoplePerDay
from tests.conflicts.planted import planted
from tests.conflicts.test_smallest import pinned_on_leave
from tests.conflicts.worlds import empty_world, hard_rules, stretch

NOT_FOUND = Result(Status.UNKNOWN, "direct", None, None, 0, (), 1.0, "time")
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


def test_for_very_many_people_no_price_is_told_and_what_gives_least_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A search of a second prices a roster of hundreds of people at hundreds of times what it costs."""
    problem = pinned_on_leave(1)
    monkeypatch.setattr(staffing.conflicts.ways, "MANY", problem.agents)
    monkeypatch.setattr(staffing.conflicts.ways, "solve", lambda *_, **__: pytest.fail("it was searched"))
    ways = ways_of(problem, hard_rules())
    assert {way.members[0].rule.rule for way in ways} == {"leave", "pins"}
    assert {way.objective for way in ways} == {None}
    told = why_no_roster(problem, hard_rules(), ())
    assert "ways out, each enough by itself:" in told.lines
    assert "; a way out: " in told.sentence


def test_several_conflicts_take_a_way_out_of_each() -> None:
    ways = ways_of(pinned_on_leave(0, 1), hard_rules())
    assert ways
    assert all({member.agent for member in way.members} == {0, 1} for way in ways)


def test_more_conflicts_than_were_told_are_given_way_as_well() -> None:
    problem = pinned_on_leave(0, 1, 2)
    ways = ways_out(problem, hard_rules(), conflicts(problem, hard_rules(), most=1))
    assert ways
    assert all({member.agent for member in way.members} == {0, 1, 2} for way in ways)


def test_the_law_is_no_way_out() -> None:
    problem = empty_world(6)
    guaranteed = problem.minutes_guaranteed.copy()
    guaranteed[0] = 960
    law = Applied.of(MinutesInPeriod(max=480), "minutes_in_period", agents=("a00",), article="Act 13, article 79")
    ways = ways_of(replace(problem, minutes_guaranteed=guaranteed), hard_rules(law))
    assert [way.sentence for way in ways] == ["guarantee a00 480 paid minutes instead of 960 in the week of Mon 09 Nov"]


def test_where_only_the_law_could_give_that_is_said() -> None:
    problem, article = empty_world(6), "Act 13, article 79"
    limits = {"least": MinutesInPeriod(min=960), "most": MinutesInPeriod(max=480)}
    laws = [Applied.of(rule, name, agents=("a00",), article=article) for name, rule in limits.items()]
    (remark,) = ways_of(problem, hard_rules(*laws))
    assert (remark.sentence, remark.members) == ("no way out keeps the law (Act 13, article 79)", ())
    told = why_no_roster(problem, hard_rules(*laws), ())
    assert told.lines[-1] == "no way out keeps the law (Act 13, article 79)"
    assert told.sentence.endswith("; no way out keeps the law (Act 13, article 79)")


def test_leave_given_up_gives_its_hours_back() -> None:
    problem = pinned_on_leave(1)
    due, minutes = problem.days_due.copy(), problem.minutes_due.copy()
    due[1], minutes[1] = 0, 0
    leave = problem.on_leave.copy()
    leave[1, 7:12] = True
    problem = replace(problem, on_leave=leave, days_due=due, minutes_due=minutes)
    freed = without_leave(problem, [(1, 9)])
    assert (freed.days_due[1, 0], freed.minutes_due[1, 0], freed.minutes_guaranteed[1, 0]) == (1, 480, 480)
    ways = {way.sentence: way.objective for way in ways_of(problem, hard_rules())}
    told = solve(freed, hard_rules(), Limits(seconds=10)).objective
    assert ways["give up the leave of a01 on Wed 11 Nov"] == told


def test_the_fewest_people_give_up_leave_and_are_told_together() -> None:
    problem = empty_world(6)
    leave = problem.on_leave.copy()
    leave[:3, 9:11] = True
    problem = replace(problem, on_leave=leave)
    rule = PeoplePerDay(weekdays=("wednesday", "thursday"), min=5)
    ways = [way.sentence for way in ways_of(problem, hard_rules(rule))]
    one = re.compile(r"give up the leave of a0\d and a0\d on Wed 11 and Thu 12 Nov")
    assert any(map(one.fullmatch, ways))
    assert "ask for 3 instead of 5 people on Wed 11 and Thu 12 Nov (people_per_day; or have 2 more)" in ways
    assert len(set(ways)) == len(ways)


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
        f"  1. {wanted_more}; the roster then costs 1,440 points",
    )


def test_two_commands_ask_one_function_and_it_answers_alike() -> None:
    problem = pinned_on_leave(0, 1)
    once, again = (why_not(problem, hard_rules(), seconds) for seconds in (60.0, 40.0))
    assert once == again
    told = why_no_roster(problem, hard_rules(), (), 50.0)
    assert all(any(way.sentence in line for line in told.lines) for way in once.ways)


def test_a_search_that_was_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staffing.conflicts.ways, "solve", lambda *_, **__: replace(NOT_FOUND))
    *_, remark = ways_of(pinned_on_leave(1), hard_rules())
    assert (remark.sentence, remark.members) == (CUT, ())


def test_days_and_people_are_listed_in_one_breath() -> None:
    problem = empty_world(6)
    assert days_listed(problem, [7, 9, 10]) == "Mon 09, Wed 11 and Thu 12 Nov"
    assert days_listed(replace(problem, day_names=("Sat 31 Oct", "Sun 01 Nov")), [0, 1]) == "Sat 31 Oct and Sun 01 Nov"
    assert listed(["a"]) == "a"
