"""Numbers of things as notes tell them: one of a thing stands in the singular."""

from __future__ import annotations

import pytest

from staffing.rules.agent.days_in_window import DaysInWindow
from staffing.rules.agent.min_consecutive_days import MinConsecutiveDays
from staffing.rules.agent.weekly_rest_days import WeeklyRestDays
from staffing.rules.example import example_breaches
from staffing.rules.rule import Rule
from staffing.rules.team.people_per_day import PeoplePerDay
from staffing.rules.words import so_many


@pytest.mark.parametrize(
    ("count", "things", "told"),
    [
        (1, "days worked", "1 day worked"),
        (2, "days worked", "2 days worked"),
        (1, "late shifts in the 3 days up to Friday", "1 late shift in the 3 days up to Friday"),
        (1, "people on M", "1 person on M"),
        (0, "weekends", "0 weekends"),
        (1, "refusals", "1 refusals"),
    ],
)
def test_one_of_a_thing_stands_in_the_singular(count: int, things: str, told: str) -> None:
    assert so_many(count, things) == told


@pytest.mark.parametrize(
    ("rule", "text", "note"),
    [
        (MinConsecutiveDays(), "M-M--", "1 day worked in a row; at least 2"),
        (DaysInWindow(days=1, max=0), "---M-", "1 day worked in the 1 day up to day 4; at most 0"),
        (WeeklyRestDays(days=2), "MMMM-", "1 rest day in the week of day 1; at least 2"),
        (PeoplePerDay(max=0, weekdays=("thursday",)), "---M-", "1 person at work; at most 0"),
    ],
)
def test_notes_speak_of_one_day_and_one_person(rule: Rule, text: str, note: str) -> None:
    assert [breach.note for breach in example_breaches(rule, text)] == [note]
