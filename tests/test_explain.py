"""Each finding from both sides and at its edge: a fact that limits every roster is told, and nothing else is."""

from __future__ import annotations

from typing import Any

import numpy as np

from staffing.explain import (
    Finding,
    band_against_occupancy,
    contract_against_shifts,
    findings,
    leave_against_cover,
    opening_backlog,
    pins_against_rules,
    supply_against_demand,
)
from staffing.problem import OFF, Flags, Problem, Wish
from staffing.rules import Rule
from staffing.rules.agent.guaranteed_minutes import GuaranteedMinutes
from staffing.rules.agent.leave import LeaveDays
from staffing.rules.agent.max_consecutive_days import MaxConsecutiveDays
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.agent.pins import Pins
from staffing.rules.agent.requests import Requests
from staffing.rules.team.min_on_queue import MinOnQueue
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.utilization_band import UtilizationBand
from tests.rules.worlds import every_roster, tiny_cover, tiny_demand, tiny_world

GUARANTEED = GuaranteedMinutes(weight="hard")
ON_QUEUE = MinOnQueue(weight="hard")


def one(history: str = "", **changes: Any) -> Problem:
    return tiny_world(1, 3, history, **changes)


def two(**changes: Any) -> Problem:
    return tiny_world(2, 3, **changes)


def away(agents: int, *days: tuple[int, int]) -> Flags:
    leave = np.zeros((agents, 3), dtype=bool)
    for agent, day in days:
        leave[agent, day] = True
    return leave


def found(check: Any, problem: Problem, *rules: Rule) -> list[Finding]:
    return list(check(problem, rules))


def test_pins_that_leave_exactly_the_rest_are_no_finding() -> None:
    problem = one(pins=np.array([[1, 0, OFF]]))  # N to 22:00, then M from 06:00
    assert found(pins_against_rules, problem, MinRest(minutes=480)) == []


def test_pins_that_leave_a_minute_too_little_rest_are_fatal() -> None:
    problem = one(pins=np.array([[1, 0, OFF]]))
    (finding,) = found(pins_against_rules, problem, MinRest(minutes=481))
    assert finding.fatal
    assert finding.message == (
        "published.csv gives agent0 a shift on day1 that breaks min_rest: 480 minutes of rest between N on day0 and M; "
        "change that row or the rule"
    )


def test_pins_that_break_a_priced_rule_are_no_finding() -> None:
    problem = one(pins=np.array([[1, 0, OFF]]))
    assert found(pins_against_rules, problem, MinRest(minutes=481, weight=5)) == []


def test_a_pin_on_a_leave_day_is_fatal() -> None:
    problem = one(pins=np.array([[0, OFF, OFF]]), on_leave=away(1, (0, 0)))
    assert [finding.fatal for finding in found(pins_against_rules, problem, LeaveDays())] == [True]


def test_pins_break_a_rule_together_with_the_history() -> None:
    problem = one("MM", pins=np.array([[0, 0, OFF]]))
    assert found(pins_against_rules, problem, MaxConsecutiveDays(days=4)) == []
    assert len(found(pins_against_rules, problem, MaxConsecutiveDays(days=3))) == 1


def test_hours_that_can_just_be_given_are_no_finding() -> None:
    problem = one(minutes_guaranteed=np.array([[960]]), on_leave=away(1, (0, 2)))
    assert found(contract_against_shifts, problem, GUARANTEED) == []


def test_a_guaranteed_minute_more_than_can_be_given_is_told_with_the_figures() -> None:
    problem = one(minutes_guaranteed=np.array([[961]]), on_leave=away(1, (0, 2)))
    (finding,) = found(contract_against_shifts, problem, GUARANTEED)
    assert finding.fatal
    assert "agent0 can be given at most 960 of 961 guaranteed minutes in the week of day0" in finding.message


def test_hours_that_cannot_be_given_are_not_fatal_where_they_have_a_price() -> None:
    problem = one(minutes_guaranteed=np.array([[3 * 480 + 1]]))
    assert [f.fatal for f in found(contract_against_shifts, problem, GuaranteedMinutes())] == [False]


def test_the_days_due_bound_what_can_be_given() -> None:
    problem = one(minutes_guaranteed=np.array([[960]]), days_due=np.array([[1]]))
    assert "at most 480 of 960" in found(contract_against_shifts, problem, GUARANTEED)[0].message


def test_shifts_that_overshoot_the_contract_minutes_do_not_count() -> None:
    problem = one(minutes_guaranteed=np.array([[900]]), minutes_due=np.array([[900]]))
    assert "at most 480 of 900" in found(contract_against_shifts, problem, GUARANTEED)[0].message


def test_mixed_lengths_reach_what_one_length_cannot() -> None:
    paid = np.array([480, 300])
    problem = one(minutes_guaranteed=np.array([[780]]), minutes_due=np.array([[900]]), credited_minutes=paid)
    assert found(contract_against_shifts, problem, GUARANTEED) == []
    longer = one(minutes_guaranteed=np.array([[901]]), minutes_due=np.array([[1000]]), credited_minutes=paid)
    assert "at most 960" not in "".join(f.message for f in found(contract_against_shifts, longer, GUARANTEED))


def test_cover_that_everybody_there_just_gives_is_no_finding() -> None:
    assert found(leave_against_cover, two(cover=tiny_cover(3, 2)), ON_QUEUE) == []


def test_cover_that_leave_makes_impossible_is_told_with_day_and_hours() -> None:
    problem = two(cover=tiny_cover(3, 2), on_leave=away(2, (1, 1)))
    first, second = found(leave_against_cover, problem, ON_QUEUE)
    assert first.fatal
    assert first.message == (
        "day1 M wants 2 on queue and only 1 may work then: 1 on leave; move leave, allow another shift or lower "
        "open_hours.min_on_queue"
    )
    assert "day1 N wants" in second.message


def test_the_same_gap_on_several_days_is_told_once() -> None:
    cover = tuple(stretch for stretch in tiny_cover(5, 3) if stretch.span == "M")
    (finding,) = found(leave_against_cover, tiny_world(2, 5, cover=cover), ON_QUEUE)
    assert finding.message.startswith("day0, day1, day2 and 2 more days M wants 3 on queue and only 2 may work then: ")
    assert "contracts and availability leave no more" in finding.message


def test_a_gap_in_which_every_shift_has_its_break_is_told_as_such() -> None:
    stretch = tiny_cover(3, 1)[0]
    lunch = stretch._replace(start=600, end=660, cells=(), span="10:00-11:00")
    before_opening = stretch._replace(start=300, end=360, cells=(), span="05:00-06:00")
    both = found(leave_against_cover, two(cover=(lunch, before_opening)), ON_QUEUE)
    assert [finding.message.split(": ")[1] for finding in both] == [
        "every shift of that time has its break; stagger the breaks",
        "no shift covers that time; add one or change open_hours",
    ]
    assert "nobody may work then" in both[0].message


def test_what_it_takes_is_said_in_people_too() -> None:
    problem = one(demand=tiny_demand(3, [0, 960, 0, 0, 480, 0, 0, 480, 0]))
    (finding,) = found(supply_against_demand, problem, OccupancyCap(share=1.0))
    assert "it takes 8 h more on queue, about 1 more person on such contracts" in finding.message


def test_a_utilization_out_of_reach_under_the_occupancy_cap_is_told_and_one_in_reach_is_not() -> None:
    # on shifts that are on queue throughout, utilization can reach the occupancy cap itself
    assert found(band_against_occupancy, one(), OccupancyCap(share=0.8), UtilizationBand(min=0.8)) == []
    (finding,) = found(band_against_occupancy, one(), OccupancyCap(share=0.8), UtilizationBand(min=0.81))
    assert "utilization can be 80% at most" in finding.message


def test_cover_that_cannot_be_had_is_not_fatal_where_it_has_a_price() -> None:
    problem = two(cover=tiny_cover(3, 3))
    assert {finding.fatal for finding in found(leave_against_cover, problem, MinOnQueue())} == {False}


def test_people_of_the_history_who_are_still_there_count_for_cover() -> None:
    stretch = tiny_cover(3, 3)[0]
    assert len(found(leave_against_cover, two(cover=(stretch,)), ON_QUEUE)) == 1
    assert found(leave_against_cover, two(cover=(stretch._replace(present=1),)), ON_QUEUE) == []


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


def test_all_findings_come_in_the_order_of_the_checks() -> None:
    problem = two(
        pins=np.array([[1, 0, OFF], [OFF] * 3]),
        minutes_guaranteed=np.array([[0], [2000]]),
        cover=tiny_cover(1, 3),
        demand=tiny_demand(3, [2000] * 9),
    )
    kinds = [finding.check for finding in findings(problem, (MinRest(), GUARANTEED, ON_QUEUE, OccupancyCap()))]
    assert kinds == ["pins", "contract", "cover", "cover", "supply"]


def test_hours_that_are_still_to_be_given_are_not_the_fault_of_the_pins() -> None:
    problem = one(pins=np.array([[0, OFF, OFF]]), wishes=(Wish(0, 1, 0, False, 5),))
    assert found(pins_against_rules, problem, GUARANTEED, Requests(weight="hard"), Pins()) == []


def test_a_pin_on_a_day_that_must_be_off_is_fatal() -> None:
    problem = one(pins=np.array([[0, OFF, OFF]]), wishes=(Wish(0, 0, OFF, False, 5),))
    (finding,) = found(pins_against_rules, problem, Requests(weight="hard"))
    assert finding.fatal


def test_a_fatal_finding_means_that_every_roster_breaks_a_hard_rule() -> None:
    problem = one(minutes_guaranteed=np.array([[961]]), on_leave=away(1, (0, 2)), minutes_due=np.array([[1440]]))
    rules: tuple[Rule, ...] = (LeaveDays(), GUARANTEED)
    assert any(finding.fatal for finding in findings(problem, rules))
    for roster in every_roster(1, 3):
        assert any(violation for rule in rules for violation in rule.violations(problem, roster))


def test_a_problem_without_trouble_has_no_findings() -> None:
    rules: tuple[Rule, ...] = (MinRest(), GUARANTEED, ON_QUEUE, OccupancyCap())
    assert findings(two(cover=tiny_cover(3, 1)), rules) == ()


def test_open_cases_of_a_day_are_no_finding_and_a_minute_more_is_one() -> None:
    # three shifts of 480 minutes in the week: a seventh of them is 205.7 minutes
    def waiting(minutes: int) -> Problem:
        at_start = {
            "opening_class": np.array([0, 0]),
            "opening_work": np.array([minutes - 60, 60]),
            "opening_deadline": np.array([2, 0]),
            "opening_age_limit": np.array([5, 5]),
        }
        return one(demand=tiny_demand(3, **at_start))

    assert found(opening_backlog, waiting(205)) == []
    (finding,) = found(opening_backlog, waiting(420))
    assert "open cases hold 7 h of work, 1 h of it past its deadline; at full capacity they take 2.0 days" in (
        finding.message
    )
