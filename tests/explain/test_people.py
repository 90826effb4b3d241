"""Pins and contracts, from both sides and at the edge."""

from __future__ import annotations

import numpy as np

from staffing.explain.people import contract_against_shifts, pins_against_rules
from staffing.problem import OFF, Wish
from staffing.rules.agent.guaranteed_minutes import GuaranteedMinutes
from staffing.rules.agent.leave import LeaveDays
from staffing.rules.agent.max_consecutive_days import MaxConsecutiveDays
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.agent.pins import Pins
from staffing.rules.agent.requests import Requests
from tests.explain.worlds import away, found, one

GUARANTEED = GuaranteedMinutes(weight="hard")


def test_pins_that_leave_exactly_the_rest_are_no_finding() -> None:
    problem = one(pins=np.array([[1, 0, OFF]]))  # N to 22:00, then M from 06:00
    assert found(pins_against_rules, problem, MinRest(minutes=480)) == []


def test_pins_that_leave_a_minute_too_little_rest_are_fatal() -> None:
    problem = one(pins=np.array([[1, 0, OFF]]))
    (finding,) = found(pins_against_rules, problem, MinRest(minutes=481))
    assert finding.fatal
    assert finding.message == (
        "published.csv gives agent0 a shift on day1 that breaks min_rest: 480 minutes of rest between N on day0 and M; "
        "take that row out of published.csv (what people were told is in its log), or change the rule"
    )


def test_what_the_pins_of_one_person_break_is_one_sentence() -> None:
    problem = one(pins=np.array([[0, 0, 0]]), on_leave=away(1, (0, 0)))
    (finding,) = found(pins_against_rules, problem, MaxConsecutiveDays(days=1), LeaveDays())
    assert finding.message == (
        "published.csv gives agent0 shifts that break max_consecutive_days (day 2 in a row; at most 1, and 1 more), "
        "leave (M falls on leave on day0); take rows out of published.csv (what people were told is in its log), or "
        "change the rules"
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


def test_hours_that_are_still_to_be_given_are_not_the_fault_of_the_pins() -> None:
    problem = one(pins=np.array([[0, OFF, OFF]]), wishes=(Wish(0, 1, 0, False, 5),))
    assert found(pins_against_rules, problem, GUARANTEED, Requests(weight="hard"), Pins()) == []


def test_a_pin_on_a_day_that_must_be_off_is_fatal() -> None:
    problem = one(pins=np.array([[0, OFF, OFF]]), wishes=(Wish(0, 0, OFF, False, 5),))
    (finding,) = found(pins_against_rules, problem, Requests(weight="hard"))
    assert finding.fatal
