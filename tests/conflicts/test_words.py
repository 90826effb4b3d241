"""Facts and limits in people's words, from their own words or from the law with its parameters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import staffing.conflicts.smallest
from staffing.conflicts import Conflict, Member, conflict_sentences, conflicts, smallest_conflict, ways_out
from staffing.conflicts.relaxed import priced_groups
from staffing.conflicts.solving import Clock, can_hold
from staffing.conflicts.stated import Stated
from staffing.conflicts.words import law_of
from staffing.rules import Rule
from staffing.rules.agent.availability import AvailabilityPattern
from staffing.rules.agent.consecutive_shifts import ConsecutiveShifts
from staffing.rules.agent.contract_days import ContractDays
from staffing.rules.agent.forbidden_sequence import ForbiddenSequence
from staffing.rules.agent.free_beside_day_off import FreeBesideDayOff
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.agent.no_nights import NoNights
from staffing.rules.agent.rest_in_window import RestInWindow
from staffing.rules.team.min_on_queue import MinOnQueue
from staffing.rules.team.people_per_shift import PeoplePerShift
from tests.conflicts.planted import planted
from tests.conflicts.worlds import PAST, empty_world, hard_rules, stretch


@pytest.mark.parametrize(
    ("rule", "law"),
    [
        (MinRest(), "between two shifts of different days an agent rests at least 660 minutes"),
        (ConsecutiveShifts(late=True, max=3), "an agent works the shifts on at most 3 days in a row"),
        (ConsecutiveShifts(late=True, min=2), "an agent works the shifts on at least 2 days in a row"),
        (
            RestInWindow(days=7, minutes=2100),
            (
                "in every 7 days that end in the plan, or in each planned week where not rolling, an agent has 2100 "
                "minutes at a stretch without any shift, of which inside lie within these days"
            ),
        ),
        (
            FreeBesideDayOff(),
            "on the day before and the day after a day that an agent asked off the agent works no shift",
        ),
        (ForbiddenSequence(shifts=("N", "M")), "on successive days an agent never has N, M in that order"),
    ],
)
def test_a_law_is_told_with_its_parameters(rule: Rule, law: str) -> None:
    assert law_of(rule) == law


def test_a_protection_by_night_is_told_with_its_times_and_is_no_way_out() -> None:
    problem = empty_world(6)
    pins, forbidden = problem.pins.copy(), np.zeros_like(problem.on_leave)
    pins[0, 1], forbidden[0, PAST + 1] = 2, True
    problem = replace(problem, pins=pins, labour=replace(problem.labour, no_nights=forbidden))
    found = conflicts(problem, hard_rules(NoNights()))
    assert conflict_sentences(problem, found[0])[-1] == "a00: no work at night (23:00-07:00) on Tue 10 Nov (no_nights)"
    sentences = [way.sentence for way in ways_out(problem, hard_rules(NoNights()), found)]
    assert sentences == ["take the published N of a00 on Tue 10 Nov out of published.csv"]


def test_long_rest_is_told_without_the_names_of_parameters() -> None:
    problem = empty_world(6)
    guaranteed = problem.minutes_guaranteed.copy()
    guaranteed[0] = 2400
    rules = hard_rules(RestInWindow(days=7, minutes=5760))
    found = conflicts(replace(problem, minutes_guaranteed=guaranteed), rules)
    assert any(
        "at least 5760 minutes at a stretch without a shift in the 7 days up to" in sentence
        for sentence in conflict_sentences(problem, found[0])
    )


def test_a_rule_without_words_of_its_own_is_told_by_its_law_and_its_unit() -> None:
    problem = empty_world(6)
    pins = problem.pins.copy()
    pins[0, 1:3] = 0, 1
    problem = replace(problem, pins=pins)
    rules = hard_rules(ForbiddenSequence(shifts=("M", "L")))
    found = conflicts(problem, rules)
    assert conflict_sentences(problem, found[0])[-1] == (
        "a00: on successive days an agent never has M, L in that order (Wed 11 Nov) (forbidden_sequence)"
    )
    sentences = [way.sentence for way in ways_out(problem, rules, found)]
    assert "let forbidden_sequence be missed by 1 sequences for a00 on Wed 11 Nov" in sentences


def test_facts_of_people_say_what_is_left_open() -> None:
    problem = empty_world(6)
    pins, employed, allows = problem.pins.copy(), problem.employed.copy(), problem.contract_allows.copy()
    pins[0, 5], pins[1, 5] = 1, 1
    employed[0, PAST + 4 :] = False
    allows[1] = False
    problem = replace(problem, pins=pins, employed=employed, contract_allows=allows)
    found = conflicts(problem, hard_rules())
    assert [conflict_sentences(problem, conflict)[1] for conflict in found] == [
        "a00: employed from Mon 09 Nov to Thu 12 Nov of the plan only (employment)",
        "a01: the contract names no shift of the site (allowed_shifts)",
    ]
    assert any("have a00 work outside the employment" in way.sentence for way in ways_out(problem, hard_rules(), found))


def test_more_people_than_allowed_may_be_allowed() -> None:
    problem = empty_world(6)
    pins = problem.pins.copy()
    pins[:2, 1] = 0
    problem = replace(problem, pins=pins)
    rules = hard_rules(PeoplePerShift(shifts=("M",), max=1))
    found = conflicts(problem, rules)
    assert conflict_sentences(problem, found[0])[-1] == "at most 1 person on M on Tue 10 Nov (people_per_shift)"
    sentences = [way.sentence for way in ways_out(problem, rules, found)]
    assert "allow 2 instead of 1 person on M on Tue 10 Nov (people_per_shift)" in sentences


def test_in_a_large_conflict_people_and_days_of_one_rule_are_told_together() -> None:
    problem = empty_world(20)
    members = [Member(ContractDays(), agent, PAST, "at most 5 working days") for agent in range(14)]
    members += [Member(MinOnQueue(), -1, PAST + day, f"at least 9 on day {day}") for day in range(4)]
    assert conflict_sentences(problem, Conflict(tuple(members), confirmed=True)) == [
        "a00, a01, a02 and 11 more: at most 5 working days (contract_days)",
        "at least 9 on day 0, at least 9 on day 1, at least 9 on day 2 and 1 more (min_on_queue)",
    ]
    many = [Member(AvailabilityPattern(), 0, day, f"not on day {day}") for day in range(20)]
    told = conflict_sentences(problem, Conflict(tuple(many), confirmed=True))
    assert len(told) == 13
    assert told[-1] == "and 8 more of such kinds"


def test_where_no_smallest_set_is_in_sight_the_set_is_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staffing.conflicts.smallest, "ROUNDS", 0)
    for kind in ("pins without rest", "minutes and pins"):
        planting = planted(6, 1, kind, seed=7)
        found = smallest_conflict(planting.problem, planting.rules)
        assert found is not None
        assert found.confirmed
        assert {(member.rule.rule, member.agent, member.day) for member in found.members} == planting.members


def test_too_few_people_for_all_days_show_in_the_linear_relaxation() -> None:
    problem = empty_world(23)
    cover = tuple(stretch(problem, day, shift, 5) for day in range(7) for shift in range(3))
    stated = Stated.of(replace(problem, cover=cover), hard_rules())
    few = priced_groups(stated, list(stated.groups))
    assert 0 < len(few) < 60
    assert can_hold(stated, few, Clock(20)) is False
    assert priced_groups(Stated.of(problem, hard_rules()), list(stated.groups)[:0]) == []


def test_a_day_of_leave_given_up_leaves_the_other_its_night() -> None:
    problem = empty_world(6)
    leave, guaranteed = problem.on_leave.copy(), problem.minutes_guaranteed.copy()
    leave[0, PAST : PAST + 7] = True
    guaranteed[0] = 480
    problem = replace(problem, on_leave=leave, minutes_guaranteed=guaranteed, contract_allows=_only_nights(6))
    found = conflicts(problem, hard_rules())
    assert found[0].confirmed
    sentences = [way.sentence for way in ways_out(problem, hard_rules(), found)]
    assert [one for one in sentences if "leave" in one] == ["give up the leave of a00 on Sun 15 Nov"]


def _only_nights(agents: int) -> np.ndarray:
    allows = np.zeros((agents, 4), dtype=bool)
    allows[:, 2:] = True
    return allows
