"""What cannot hold together is found, all of it and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

import staffing.conflicts.smallest
from staffing.conflicts import Conflict, conflict_sentences, conflicts, smallest_conflict
from staffing.conflicts.solving import Clock, can_hold
from staffing.conflicts.stated import Key, Stated
from staffing.problem import OFF, Problem
from staffing.rules.agent.max_consecutive_days import MaxConsecutiveDays
from staffing.rules.agent.pins import Pins
from staffing.rules.team.min_on_queue import MinOnQueue
from staffing.rules.team.people_per_day import PeoplePerDay
from tests.conflicts.planted import planted
from tests.conflicts.worlds import PAST, empty_world, hard_rules, stretch
from tests.rules.worlds import tiny_world

SAMPLE = (
    "night into leave",
    "pin not in contract",
    "pin at another site",
    "pins without rest",
    "run from the history",
    "guarantee, leave, availability",
    "minutes and pins",
    "cover and leave",
)


def names(conflict: Conflict | None) -> set[tuple[str, int, int]]:
    assert conflict is not None
    return {(member.rule.rule, member.agent, member.day) for member in conflict.members}


def pinned_on_leave(*agents: int) -> Problem:
    """Each of these has a pin on a day of leave."""
    problem = empty_world(6)
    leave, pins = problem.on_leave.copy(), problem.pins.copy()
    for agent in agents:
        leave[agent, PAST + 2], pins[agent, 2] = True, 0
    return replace(problem, on_leave=leave, pins=pins)


@pytest.mark.parametrize("kind", SAMPLE)
def test_exactly_what_was_planted_is_found_and_confirmed(kind: str) -> None:
    planting = planted(7, 1, kind, seed=5)
    found = smallest_conflict(planting.problem, planting.rules)
    assert names(found) == planting.members
    assert found is not None
    assert found.confirmed


def test_rules_that_can_be_met_are_in_no_conflict() -> None:
    assert smallest_conflict(empty_world(6, 2), hard_rules()) is None
    assert conflicts(empty_world(6, 2), hard_rules()) == ()


def test_priced_rules_are_in_no_conflict() -> None:
    problem = empty_world(6)
    wanted = replace(problem, cover=(stretch(problem, 0, 0, 9),))
    assert smallest_conflict(wanted, [MinOnQueue()]) is None
    assert names(smallest_conflict(wanted, [MinOnQueue(weight="hard")])) == {("min_on_queue", -1, PAST)}


def test_the_smaller_of_two_conflicts_is_found() -> None:
    """Five days of published shifts stand against four days due, two of them against a run of one day at most."""
    problem = empty_world(6)
    pins, due = problem.pins.copy(), problem.days_due.copy()
    pins[0, :5], due[0] = 0, 4
    found = smallest_conflict(replace(problem, pins=pins, days_due=due), hard_rules(MaxConsecutiveDays(days=1)))
    assert found is not None
    assert found.confirmed
    assert sorted(member.rule.rule for member in found.members) == ["max_consecutive_days", "pins", "pins"]


def test_a_conflict_of_many_members_is_confirmed_as_well() -> None:
    """Five people may work a day and three shifts want two each; with one shift of one, nothing stands in the way."""
    problem = empty_world(8)
    cover = tuple(stretch(problem, 3, shift, 2) for shift in range(3))
    found = smallest_conflict(replace(problem, cover=cover), hard_rules())
    assert found is not None
    assert found.confirmed
    assert [member.what for member in found.members] == [
        f"at least 2 on queue on Thu 12 Nov {shift} hours" for shift in "LMN"
    ]
    assert smallest_conflict(replace(problem, cover=cover[:2]), hard_rules()) is None


def test_a_large_conflict_is_thinned_where_no_smallest_one_is_in_sight() -> None:
    """Two people at five days a week cannot both be there on seven nights; not all of their rules are needed for it."""
    problem = empty_world(5)
    cover = tuple(stretch(problem, day, 2, 2) for day in range(7))
    found = smallest_conflict(replace(problem, cover=cover), hard_rules())
    assert found is not None
    assert found.confirmed
    assert {member.rule.rule for member in found.members} >= {"min_on_queue"}
    stated = Stated.of(replace(problem, cover=cover), hard_rules())
    assert can_hold(stated, stated.keys(found.members), Clock(10)) is False
    for member in found.members:
        others = [one for one in found.members if one != member]
        assert can_hold(stated, stated.keys(others), Clock(10))


def test_among_very_many_groups_a_rule_of_the_team_is_looked_at_beside_peoples_facts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of forty people six have leave, five of whom are too many; nobody's own rules have to be looked at for it."""
    problem = empty_world(40)
    leave = problem.on_leave.copy()
    leave[3:9, PAST + 3] = leave[20:30, PAST + 5] = True
    rules = hard_rules(PeoplePerDay(min=36, weight="hard", weekdays=("thursday",)))
    asked: list[int] = []
    smallest = staffing.conflicts.smallest._smallest

    def counted(stated: Stated, keys: Sequence[Key], clock: Clock) -> tuple[list[Key], bool]:
        asked.append(len(keys))
        return smallest(stated, keys, clock)

    monkeypatch.setattr(staffing.conflicts.smallest, "_smallest", counted)
    monkeypatch.setattr(staffing.conflicts.smallest, "MANY", 0)
    found = smallest_conflict(replace(problem, on_leave=leave), rules)
    assert found is not None
    assert found.confirmed
    assert Counter(member.rule.rule for member in found.members) == {"leave": 5, "people_per_day": 1}
    assert asked == [7]


def test_what_no_rule_of_the_team_forbids_alone_is_found_among_very_many_groups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = empty_world(8)
    many = replace(problem, cover=tuple(stretch(problem, 3, shift, 2) for shift in range(3)))
    expected = smallest_conflict(many, hard_rules())
    monkeypatch.setattr(staffing.conflicts.smallest, "MANY", 0)
    assert smallest_conflict(many, hard_rules()) == expected


def test_further_conflicts_share_no_member() -> None:
    found = conflicts(pinned_on_leave(0, 1, 2), hard_rules())
    assert [names(conflict) for conflict in found] == [
        {("pins", agent, PAST + 2), ("leave", agent, PAST + 2)} for agent in range(3)
    ]
    assert len(conflicts(pinned_on_leave(0, 1, 2), hard_rules(), most=2)) == 2


def test_members_to_avoid_are_as_good_as_given_up() -> None:
    problem = pinned_on_leave(1)
    first = smallest_conflict(problem, hard_rules())
    assert first is not None
    assert smallest_conflict(problem, hard_rules(), avoid=first.members[:1]) is None


def test_the_same_seed_finds_the_same() -> None:
    planting = planted(8, 1, "cover, leave, availability", seed=3)
    first, second = (smallest_conflict(planting.problem, planting.rules, seed=4) for _ in range(2))
    assert first == second


def test_without_time_what_is_found_is_not_called_confirmed() -> None:
    found = smallest_conflict(pinned_on_leave(1), hard_rules(), seconds=0)
    assert found is not None
    assert not found.confirmed
    assert names(found) >= {("pins", 1, PAST + 2), ("leave", 1, PAST + 2)}
    assert smallest_conflict(empty_world(6), hard_rules(), seconds=0) is None


def test_a_night_between_two_days_of_leave_is_kept_by_both() -> None:
    """Giving up the first day of leave leaves its night impossible."""
    problem = empty_world(6)
    leave, pins = problem.on_leave.copy(), problem.pins.copy()
    leave[0, PAST + 2 : PAST + 4], pins[0, 2] = True, 2
    planned = replace(problem, on_leave=leave, pins=pins)
    first = smallest_conflict(planned, hard_rules())
    assert first is not None
    given_up = [member for member in first.members if member.rule.rule == "leave"]
    second = smallest_conflict(planned, hard_rules(), avoid=given_up)
    assert names(first) | names(second) == {
        ("pins", 0, PAST + 2),
        ("leave", 0, PAST + 2),
        ("leave", 0, PAST + 3),
    }


def test_leave_after_the_plan_is_told_as_such() -> None:
    problem = empty_world(6)
    pins = problem.pins.copy()
    pins[0, 6] = 2
    planned = replace(problem, pins=pins, leave_after=np.arange(6) == 0)
    found = smallest_conflict(planned, hard_rules())
    assert found is not None
    assert conflict_sentences(planned, found) == [
        "a00: N is published on Sun 15 Nov (pins)",
        "a00: leave on the day after the plan (leave)",
    ]


def test_what_the_history_alone_breaks_is_no_conflict() -> None:
    problem = tiny_world(1, 3, "MMMMMMM", pins=np.full((1, 3), OFF))
    assert smallest_conflict(problem, [MaxConsecutiveDays(), Pins()]) is None
