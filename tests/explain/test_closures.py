"""Hours whose cases nobody can save, at the edges of the deadline, and what would reach them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from staffing.explain.closures import unsavable_cohorts
from staffing.problem import Problem
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.resolution_rate import ResolutionRate
from tests.explain.worlds import away, closed, fortnight, found, long_tail, one
from tests.rules.worlds import every_roster, tiny_demand, tiny_world

RULES = (ResolutionRate(rate=0.9), DayFloor(rate=0.8))


def shut(deadline: int, *off: int, days: int = 4) -> Problem:
    """One agent, closed on some days; intervals of 8 h, M from 06:00 touches the first, N until 22:00 the last."""
    demand = long_tail(tiny_demand(days, deadline=np.array([deadline])))
    return tiny_world(1, days, available=closed(days, *off), demand=demand)


def test_a_closure_within_the_deadline_is_no_finding() -> None:
    assert found(unsavable_cohorts, shut(3, 1), *RULES) == []


def test_a_closure_longer_than_the_deadline_is_told_with_its_hours_and_the_best_rates() -> None:
    (finding,) = found(unsavable_cohorts, shut(3, 1, 2), *RULES)
    assert not finding.fatal
    assert finding.check == "closure"
    assert finding.message == (
        "q: nobody can work within 24 h of what arrives day1 00:00 to day2 00:00, 5.0 h of work, 25% of the week of "
        "day0: at best 75% of it can be on time (90% promised), and 0% of day1 (day_floor 80%). People on queue at "
        "some time from day1 16:00 to day2 00:00 would reach them, and so would a deadline of 56 h"
    )


def test_without_targets_only_what_is_possible_is_told() -> None:
    (finding,) = found(unsavable_cohorts, shut(3, 1, 2))
    assert "at best 75% of it can be on time, and 0% of day1. People" in finding.message


def test_an_hour_is_lost_only_when_its_last_case_is_late_too() -> None:
    # closed from 00:00 of day1 to 00:00 of day3: 48 h, of which the last 40 h are within a deadline of 40 h
    (finding,) = found(unsavable_cohorts, shut(5, 1, 2))
    assert "of what arrives day1 00:00 to day1 08:00, 1.7 h of work" in finding.message
    assert found(unsavable_cohorts, shut(6, 1, 2)) == []


def test_the_deadline_named_is_enough_and_an_interval_less_is_not_for_the_plan() -> None:
    # the plan lets a case use its own interval and those up to its deadline: 7 of 8 h reach from day1 to day3
    assert "a deadline of 56 h" in found(unsavable_cohorts, shut(3, 1, 2))[0].message
    rosters = every_roster(1, 4)

    def all_on_time(deadline: int) -> bool:
        problem = shut(deadline, 1, 2)
        rule = ResolutionRate(rate=1.0)
        possible = (roster for roster in rosters if not roster.work[0, [1, 2]].any())
        return any(not list(rule.violations(problem, roster)) for roster in possible)

    assert all_on_time(7)
    assert not all_on_time(6)


def test_the_time_named_for_people_on_queue_reaches_everything() -> None:
    # N of day1 is on queue from 16:00 to 22:00, which is the time named
    problem = shut(3, 1, 2)
    opened = problem.available.copy()
    opened[0, 1, 1] = True
    reached = tiny_world(1, 4, available=opened, demand=problem.demand)
    assert found(unsavable_cohorts, reached, *RULES) == []


def test_a_closure_of_several_deadlines_needs_people_several_times() -> None:
    (finding,) = found(unsavable_cohorts, shut(3, 1, 2, 3, days=5), *RULES)
    assert "what arrives day1 00:00 to day3 00:00" in finding.message
    assert "from day1 16:00 to day2 00:00 and from day2 16:00 to day3 00:00 would reach them" in finding.message


def test_work_that_does_not_arrive_in_a_closure_is_no_finding() -> None:
    work = np.full((1, 12), 100)
    work[0, 3:6] = 0
    demand = tiny_demand(4, work)
    assert found(unsavable_cohorts, tiny_world(1, 4, available=closed(4, 1, 2), demand=demand), *RULES) == []


def test_leave_of_everybody_closes_as_well_as_hours_do() -> None:
    leave = np.zeros((2, 4), dtype=bool)
    leave[:, 1:3] = True
    assert len(found(unsavable_cohorts, tiny_world(2, 4, on_leave=leave), *RULES)) == 1
    one_back = leave.copy()
    one_back[1, 2] = False
    assert found(unsavable_cohorts, tiny_world(2, 4, on_leave=one_back), *RULES) == []


def test_shifts_of_the_history_reach_into_a_closure() -> None:
    base = np.zeros(15, dtype=np.int64)
    base[5] = 1
    demand = tiny_demand(4, base_capacity=base)
    assert found(unsavable_cohorts, tiny_world(1, 4, available=closed(4, 1, 2), demand=demand), *RULES) == []


def test_a_team_that_cannot_be_rostered_at_all_is_told_in_a_sentence_of_its_own() -> None:
    problem = one(on_leave=away(1, (0, 0), (0, 1), (0, 2)))
    (finding,) = found(unsavable_cohorts, problem, *RULES)
    assert finding.message == (
        "q: nobody who serves it can be rostered in the week of day0; 15.0 h of work, 100% of it, will be late: at "
        "best 0% of it can be on time (90% promised), and 0% of day0 (day_floor 80%). "
        "Move leave, or let others serve it"
    )


def test_where_nobody_works_after_that_no_deadline_helps() -> None:
    problem = shut(3, 0, 1, 3, days=4)
    capacity = problem.demand.capacity.copy()
    capacity[:, :, 12:] = 0
    never_again = replace(problem, demand=replace(problem.demand, capacity=capacity))
    (finding,) = found(unsavable_cohorts, never_again, *RULES)
    assert "a longer deadline would not, as nobody can work after that in the plan" in finding.message


def test_a_day_due_opens_a_day_and_none_due_closes_it() -> None:
    assert len(found(unsavable_cohorts, one(days_due=np.array([[0]])), *RULES)) == 1
    assert found(unsavable_cohorts, one(days_due=np.array([[1]])), *RULES) == []


def test_classes_are_told_apart() -> None:
    work = np.array([[100] * 12, [50] * 12])
    demand = long_tail(tiny_demand(4, work, deadline=np.array([3, 7])))
    (finding,) = found(unsavable_cohorts, tiny_world(1, 4, available=closed(4, 1, 2), demand=demand), *RULES)
    assert finding.message.startswith("q: nobody can work within 24 h")


def test_weeks_of_one_pattern_are_told_once_with_the_worst() -> None:
    work = np.full(42, 100)
    work[28:31] = 200
    weekends = closed(14, 2, 3, 9, 10)
    problem = fortnight(available=weekends, demand=tiny_demand(14, work))
    (finding,) = found(unsavable_cohorts, problem, *RULES)
    assert "what arrives day9 00:00 to day10 00:00" in finding.message
    assert "of the week of day7 (the worst of 2 such weeks)" in finding.message


def test_weeks_that_differ_are_told_each() -> None:
    problem = fortnight(available=closed(14, 2, 3, 11, 12))
    assert [f.message.split(" of what arrives ")[1][:4] for f in found(unsavable_cohorts, problem)] == ["day2", "day1"]


def test_times_after_the_plan_go_on_on_its_last_day() -> None:
    # closed on the last two days and the first: the time named lies before the first day comes again
    problem = shut(3, 0, 3, days=4)
    (finding,) = found(unsavable_cohorts, problem)
    assert "from day3 16:00 to day3 24:00 would reach them" in finding.message
