"""Stretches of days, and how limits hold in them: what is not known, absence, and what happened before the plan."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from staffing.labour import Labour
from staffing.problem import Problem
from staffing.roster import Roster
from staffing.rules import EVERY, Rule
from staffing.rules.agent.consecutive_shifts import ConsecutiveShifts
from staffing.rules.agent.consecutive_weekends import ConsecutiveWeekends
from staffing.rules.agent.days_in_period import DaysInPeriod
from staffing.rules.agent.days_in_window import DaysInWindow
from staffing.rules.agent.days_off_in_period import DaysOffInPeriod
from staffing.rules.agent.min_consecutive_days import MinConsecutiveDays
from staffing.rules.agent.rest_in_window import RestInWindow
from staffing.rules.agent.shifts_in_window import ShiftsInWindow
from staffing.rules.agent.weekends_in_period import WeekendsInPeriod
from staffing.rules.spans import periods, present, weekends, whole_windows, windows
from tests.rules.cases.worlds import line
from tests.rules.worlds import LETTERS, tiny_world

FEBRUARY = 12 * 2027 + 2


def roster(text: str) -> Roster:
    return Roster.parse(text, LETTERS)


def amounts(rule: Rule, problem: Problem, text: str) -> list[tuple[int, int]]:
    """Amount and planned day of each breach."""
    found = rule.violations(problem, roster(text))
    return [(breach.amount, breach.day - problem.history_days) for breach in found]


def test_a_month_counts_its_days_before_the_plan_and_has_its_whole_length() -> None:
    problem = line(labour=Labour(month=np.array([1, 1, 2, 2, 2, 2, 3, 3]) + FEBRUARY - 2))
    found = [(span.days.tolist(), span.length) for span in periods(problem, "month")]
    assert found == [([2, 3, 4, 5], 28), ([6, 7], 31)]


def test_a_leap_year_has_a_longer_february() -> None:
    problem = line(labour=Labour(month=np.full(8, FEBRUARY + 12)))
    assert [span.length for span in periods(problem, "month")] == [29]


def test_weeks_and_the_plan_are_of_planned_days_alone() -> None:
    problem = line(week=np.array([-1, -1, -1, 0, 0, 1, 1, 1]), days_due=np.array([[2, 3]]))
    assert [span.days.tolist() for span in periods(problem, "week")] == [[3, 4], [5, 6, 7]]
    assert [span.days.tolist() for span in periods(problem, "plan")] == [[3, 4, 5, 6, 7]]


def test_windows_end_on_every_planned_day_and_are_whole_where_all_days_are_known() -> None:
    problem = line()
    assert [(span.days[0], span.days[-1], span.length) for span in windows(problem, 6)] == [
        (0, 3, 0),
        (0, 4, 0),
        (0, 5, 6),
        (1, 6, 6),
        (2, 7, 6),
    ]
    assert [span.days[-1] for span in whole_windows(problem, 6)] == [5, 6, 7]


def test_weekend_days_in_a_row_are_one_weekend_across_the_start_of_the_plan() -> None:
    flagged = np.array([1, 0, 1, 1, 0, 0, 1, 1], dtype=bool)
    assert [days.tolist() for days in weekends(line(weekend=flagged))] == [[0], [2, 3], [6, 7]]
    assert weekends(line(weekend=np.zeros(8, dtype=bool))) == []


def test_present_is_employed_and_not_on_leave() -> None:
    problem = line(on_leave=np.arange(8)[None] == 4, employed=np.arange(8)[None] < 6)
    assert np.flatnonzero(present(problem, 0)).tolist() == [0, 1, 2, 3, 5]


@pytest.mark.parametrize(("away", "least"), [(0, 4), (1, 3), (2, 2), (3, 1), (4, 0), (5, 0)])
def test_a_minimum_is_less_in_proportion_to_the_days_away_rounded_down(away: int, least: int) -> None:
    problem = line(on_leave=np.arange(8)[None] >= 8 - away)
    assert amounts(DaysInPeriod(min=4), problem, "-----") == ([(least, 4)] if least else [])


def test_a_month_that_goes_on_after_the_plan_wants_its_share_of_the_minimum() -> None:
    problem = tiny_world(1, 7, labour=Labour(month=np.full(7, FEBRUARY)))
    assert amounts(DaysInPeriod(min=15, period="month"), problem, "M-M----") == [(1, 6)]  # 15 x 7 / 28 is 3.75


@pytest.mark.parametrize(
    "away", list(product((False, True), repeat=5)), ids=lambda away: "".join("-x"[a] for a in away)
)
def test_absence_alone_breaks_no_minimum(away: tuple[bool, ...]) -> None:
    gone = np.array([[False] * 3 + list(away)])
    everything = "".join("-" if a else "M" for a in away)
    minimum: list[Rule] = [DaysInPeriod(min=5), DaysInWindow(days=5, min=5), MinConsecutiveDays(days=5)]
    minimum += [WeekendsInPeriod(min=1, period="plan"), ShiftsInWindow(days=4, shifts=("M",), min=4)]
    for rule in minimum:
        assert not amounts(rule, line(history="MMM", on_leave=gone), everything), rule
        assert not amounts(rule, line(history="MMM", employed=~gone), everything), rule
    for problem in (line(on_leave=gone), line(employed=~gone)):
        assert not amounts(DaysOffInPeriod(min=5), problem, "-----")
        assert not amounts(DaysOffInPeriod(max=0), problem, everything)


@pytest.mark.parametrize("history", ["".join(days) for days in product("MN-", repeat=3)])
def test_what_happened_before_the_plan_is_no_breach_of_it(history: str) -> None:
    problem = line(history=history, weekend=np.arange(8) % 3 == 0, labour=Labour(month=np.full(8, FEBRUARY)))
    most: list[Rule] = [DaysInWindow(days=5, max=0), DaysInPeriod(max=1, period="month"), ConsecutiveWeekends(max=0)]
    most += [WeekendsInPeriod(max=0), ConsecutiveShifts(late=True, max=1), RestInWindow(days=4, minutes=5760)]
    assert not [rule.rule for rule in most if amounts(rule, problem, "-----")]
    least = [DaysInWindow(days=5, min=5), WeekendsInPeriod(min=2, period="plan")]
    assert not [rule.rule for rule in least if amounts(rule, problem, "MMMMM")]


def test_a_run_is_too_short_by_the_difference_on_the_day_after_it() -> None:
    assert amounts(MinConsecutiveDays(days=3), line(history="--M"), "M-M--") == [(1, 1), (2, 3)]
    assert amounts(MinConsecutiveDays(days=3), line(history="MMM"), "-----") == []
    assert amounts(MinConsecutiveDays(days=3), line(history=""), "MM---") == []
    assert amounts(MinConsecutiveDays(days=3), line(history="M--"), "---MM") == []


def test_a_night_that_runs_into_the_window_shortens_its_rest() -> None:
    longer = line(history="N--").shift_end.copy()
    longer[:, 1] += 240  # until 02:00
    problem = line(history="N--", shift_end=longer)
    rule = RestInWindow(days=3, minutes=3 * 1440 - 120)
    assert amounts(rule, line(history="N--"), "-----") == []
    assert [day for _, day in amounts(rule, problem, "N----")] == [0, 1, 2]  # and from 02:00 on it is long enough
    longer_rest = RestInWindow(days=3, minutes=4201)  # the night before the plan leaves no room for it up to day 0
    assert [day for _, day in amounts(longer_rest, problem, "N----")] == [1, 2, 3]


def test_a_shift_is_chosen_by_its_template_at_every_site() -> None:
    twice: dict[str, Any] = {"shift_template": np.array([1, 1]), "labour": Labour(template_names=("early", "day"))}
    assert amounts(ConsecutiveShifts(shifts=("day",), max=1), line(history="---", **twice), "MN---") == [(1, 1)]
    assert amounts(ConsecutiveShifts(shifts=("early",), max=1), line(history="---", **twice), "MN---") == []


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("days_in_window", {}, "has neither min nor max; give at least one of them"),
        ("days_off_in_period", {"min": 3, "max": 2}, "min is 3, above max 2; min must not be above max"),
        ("shifts_in_period", {"max": 1, "late": True, "night": True}, "several of shifts, late and night; give one"),
        ("rest_in_window", {"days": 1, "minutes": 1441}, "minutes is 1441, but days is 1, which have 1440 minutes"),
        ("free_beside_day_off", {"before": False, "after": False}, "leave at least one of them true"),
    ],
)
def test_what_can_never_be_meant_is_refused_in_one_sentence(name: str, given: dict[str, Any], said: str) -> None:
    (kind,) = [rule for rule in EVERY if rule.name() == name]
    with pytest.raises(ValidationError, match=said):
        kind(**given)


def test_a_day_with_two_shifts_is_one_day_worked_and_not_a_day_off() -> None:
    work = np.zeros((1, 5, 2), dtype=bool)
    work[0, 0] = True
    twice, problem = Roster(work), line(history="---")
    for rule, there in ((DaysInPeriod(min=2), 1), (ShiftsInWindow(days=5, min=3), 2), (DaysOffInPeriod(min=5), 1)):
        assert [breach.amount for breach in rule.violations(problem, twice)][:1] == [1], (rule.rule, there)
