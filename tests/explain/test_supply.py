"""All work against all hours, and the open cases among it."""

from __future__ import annotations

import numpy as np

from staffing.explain.reach import most_capacity
from staffing.explain.supply import opening_backlog, supply_against_demand
from staffing.rules.team.occupancy_cap import OccupancyCap
from tests.explain.worlds import away, fortnight, found, one, two, waiting
from tests.rules.worlds import every_roster, tiny_demand


def test_what_it_takes_is_said_in_people_too() -> None:
    problem = one(demand=tiny_demand(3, [0, 960, 0, 0, 480, 0, 0, 480, 0]))
    (finding,) = found(supply_against_demand, problem, OccupancyCap(share=1.0))
    assert "it takes 8 h more on queue, about 1 more person on such contracts" in finding.message


def test_work_that_all_hours_just_carry_is_no_finding() -> None:
    # three shifts of 480 minutes within the week at occupancy 0.5 carry 720
    problem = one(demand=tiny_demand(3, [0, 240, 0, 0, 240, 0, 0, 240, 0]))
    assert found(supply_against_demand, problem, OccupancyCap(share=0.5)) == []


def test_a_minute_more_than_all_hours_carry_is_told() -> None:
    problem = one(demand=tiny_demand(3, [0, 241, 0, 0, 240, 0, 0, 240, 0]))
    (finding,) = found(supply_against_demand, problem, OccupancyCap(share=0.5))
    assert not finding.fatal
    assert "brings 12 h of work and all contract hours give 24 h on queue" in finding.message


def test_without_an_occupancy_cap_all_hours_may_be_filled() -> None:
    assert found(supply_against_demand, one(demand=tiny_demand(3, [0, 480] + [0, 480, 0] * 2 + [0]))) == []
    assert len(found(supply_against_demand, one(demand=tiny_demand(3, [1, 480] + [0, 480, 0] * 2 + [0])))) == 1


def test_a_week_in_which_nobody_can_work_is_told_without_a_division_by_zero() -> None:
    problem = one(on_leave=away(1, (0, 0), (0, 1), (0, 2)))
    (finding,) = found(supply_against_demand, problem, OccupancyCap())
    assert "give 0 h on queue" in finding.message


def test_a_week_is_told_apart_from_the_other() -> None:
    work = np.full(42, 100)
    work[25] = 2000
    (finding,) = found(supply_against_demand, fortnight(demand=tiny_demand(14, work)), OccupancyCap(share=1.0))
    assert "the week of day7 brings 67 h of work and all contract hours give 40 h on queue" in finding.message


def test_the_most_capacity_is_that_of_the_best_roster_within_days_and_minutes_due() -> None:
    everything = np.arange(12)
    problem = one(days_due=np.array([[2]]), minutes_due=np.array([[960]]))
    added = problem.demand.capacity.sum(axis=2)
    best = max(int((roster.work[0] * added).sum()) for roster in every_roster(1, 3) if roster.work.sum() <= 2)
    assert most_capacity(problem, everything) == best == 480 + 960  # the first day comes again in the tail


def test_minutes_due_bound_the_most_capacity() -> None:
    inside = np.arange(9)
    assert most_capacity(one(minutes_due=np.array([[700]])), inside) == 700
    assert most_capacity(one(), inside) == 3 * 480


def test_open_cases_of_a_day_are_no_finding_and_a_minute_more_is_one() -> None:
    # three shifts of 480 minutes in the week: a seventh of them is 205.7 minutes
    assert found(opening_backlog, waiting(145, 2, late=60)) == []
    (finding,) = found(opening_backlog, waiting(360, 2, late=60))
    assert "open cases hold 7 h of work, 1 h of it past its deadline; at full capacity they take 2.0 days" in (
        finding.message
    )


def test_open_cases_are_told_with_the_first_day_on_which_they_can_be_worked_off() -> None:
    # a day brings 300 minutes and holds 480 of capacity: of 360 nothing is left after the second day, 1 of 361
    second, third = found(opening_backlog, waiting(360, 2))[0], found(opening_backlog, waiting(361, 2))[0]
    assert "alongside the new work they are worked off on day1 at the earliest" in second.message
    assert "alongside the new work they are worked off on day2 at the earliest" in third.message


def test_open_cases_that_last_beyond_the_plan_are_told_with_the_hours_that_are_missing() -> None:
    assert "worked off on day2 at the earliest" in found(opening_backlog, waiting(540, 2))[0].message
    assert "not worked off within the plan, for want of at least 1 h on queue" in (
        found(opening_backlog, waiting(541, 2))[0].message
    )


def test_days_off_due_come_into_the_day_on_which_open_cases_are_done() -> None:
    # with one day due in the week, its hours count from the first day on and none are added later
    (finding,) = found(opening_backlog, waiting(180, 2, days_due=np.array([[1]])))
    assert "worked off on day0 at the earliest" in finding.message
    assert "not worked off" in found(opening_backlog, waiting(181, 2, days_due=np.array([[1]])))[0].message


def test_open_cases_where_nobody_works_are_told_without_a_division_by_zero() -> None:
    (finding,) = found(opening_backlog, waiting(60, 2, on_leave=away(1, (0, 0), (0, 1), (0, 2))))
    assert "they take more days than there are people for" in finding.message


def test_two_people_work_off_what_one_cannot() -> None:
    opening = waiting(541, 2).demand
    (finding,) = found(opening_backlog, two(demand=opening))
    assert "worked off on day0 at the earliest" in finding.message
