"""Rules about who works with whom, and how many: several sites, people who are not planned, and what a breach says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError

from staffing.labour import Labour
from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.agent.forbidden_sequence import ForbiddenSequence
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.agent.preferred_shifts import PreferredShifts
from staffing.rules.agent.shift_rotation import ShiftRotation
from staffing.rules.agent.start_time_difference import StartTimeDifference
from staffing.rules.model import Model
from staffing.rules.team.apart import Apart
from staffing.rules.team.people_per_day import PeoplePerDay
from staffing.rules.team.people_per_shift import PeoplePerShift
from staffing.rules.team.people_used import PeopleUsed
from staffing.rules.team.people_with_skill import PeopleWithSkill
from staffing.rules.team.together import Together
from staffing.rules.team.with_mentor import WithMentor
from tests.rules.least_prices import prices
from tests.rules.worlds import every_roster, tiny_world

BOTH = ("agent0", "agent1")
SEQUENCE = ("day", "off", "any")


def two_sites() -> Problem:
    """One template, `day`: M is it at the first agent's site, N at the second's."""
    return tiny_world(
        2,
        3,
        "M-\nNN",
        site_names=("lisbon", "manila"),
        agent_site=np.array([0, 1]),
        shift_site=np.array([0, 1]),
        shift_template=np.array([0, 0]),
        labour=Labour(template_names=("day",)),
    )


@pytest.mark.parametrize(
    "rule",
    [
        Together(people=BOTH, weight=2),
        Apart(people=BOTH, weight=2),
        PeoplePerShift(min=1, weight=2, weekdays=("thursday",)),
        PeoplePerDay(max=1, weight=2),
        PeopleUsed(max=1, weight=2),
        ForbiddenSequence(shifts=SEQUENCE, weight=2),
        ShiftRotation(first=("day",), weight=2),
        PreferredShifts(shifts=("night",), weight=2),
    ],
    ids=lambda rule: rule.rule,
)
def test_people_of_two_sites_are_counted_alike_in_both_statements(rule: Rule) -> None:
    problem = two_sites()
    every = [one for one in every_roster(2, 3) if not one.work[0, :, 1].any() and not one.work[1, :, 0].any()]
    amounts = [sum(found.amount for found in rule.violations(problem, roster)) for roster in every]
    assert list(prices(problem, [rule], every)) == [2 * amount for amount in amounts]
    assert 0 < sum(amount > 0 for amount in amounts) < len(every)


def found(rule: Rule, problem: Problem, text: str) -> list[Violation]:
    return list(rule.violations(problem, Roster.parse(text, "MN")))


def test_people_who_are_not_planned_are_missed_by_nobody() -> None:
    world = tiny_world(1, 3)
    for rule in (Together(people=BOTH), Apart(people=BOTH)):
        assert found(rule, world, "MMM") == []
        assert not list(rule.bounds(Model(world)))


def test_a_trainee_without_a_planned_mentor_is_free() -> None:
    world = tiny_world(1, 3, labour=Labour(trainee=np.ones((1, 3), dtype=bool)))
    assert found(WithMentor(), world, "MMM") == []
    assert not list(WithMentor().bounds(Model(world)))


def test_a_breach_names_the_people_the_shift_and_the_limit() -> None:
    world = tiny_world(2, 3, labour=Labour(mentor=np.array([-1, 0]), trainee=np.ones((2, 3), dtype=bool)))
    said = {
        one.note
        for rule in (
            WithMentor(),
            Together(people=BOTH),
            Apart(people=BOTH),
            PeoplePerShift(shifts=("M",), max=1),
            PeopleUsed(max=1),
            PeopleWithSkill(queue="q", shifts=("N",), min=2),
            ForbiddenSequence(shifts=("N", "off")),
            ShiftRotation(first=("M",), then=("M",)),
            StartTimeDifference(),
        )
        for one in found(rule, world, "MMN\nMN-")
    }
    assert said == {
        "N without the mentor agent0",
        "N without agent0",
        "M without agent1",
        "agent0, agent1 on M",
        "2 people on M; at most 1",
        "2 people with any shift; at most 1",
        "0 people who serve q on N; at least 2",
        "1 person who serves q on N; at least 2",
        "N without agent1",
        "N, off on days in a row",
        "N on the day after M; allowed are M, off",
        "N starts 480 minutes from M of the day before; at most 120",
    }


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [({}, "has neither min nor max; give at least one of them"), ({"min": 3, "max": 2}, "min is 3, above max 2")],
    ids=["none", "crossed"],
)
def test_limits_that_say_nothing_or_contradict_each_other_are_refused(limits: dict[str, int], sentence: str) -> None:
    for kind in (PeoplePerShift, PeoplePerDay, PeopleUsed):
        with pytest.raises(ValidationError, match=sentence):
            kind.model_validate(limits)


def test_rest_that_is_less_than_none_is_told_as_an_overlap() -> None:
    usual = tiny_world(1, 2)
    ends = usual.shift_end.copy()
    ends[0] = usual.shift_start[1, 0] + 120  # whatever begins on the first day ends two hours into the next
    (breach,) = MinRest(minutes=60).violations(replace(usual, shift_end=ends), Roster.of(np.array([[0, 0]]), 2))
    assert (breach.note, breach.amount) == ("120 minutes of overlap between M on day0 and M", 180)
