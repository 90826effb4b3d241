"""How the roster was found, in words and as data."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from staffing.plan import ERROR, Plan, Settings
from staffing.promise.asks import Ask
from staffing.promise.calibrate import Calibrated
from staffing.reports.calibration import (
    calibration_lines,
    calibration_record,
    calibration_rows,
    error,
    verdict_sentence,
)
from staffing.reports.console import console
from staffing.reports.terminal import print_plan
from staffing.reports.verdict import verdict
from tests.reports.small_desk import page_text

ASKS = (Ask(0.9, 0.85), Ask(1.0, 0.85), Ask(1.0, 0.85, 2.0))


def calibrated(plan: Plan, ended: str, chosen: int, prices: tuple[int, ...] = (225, 300, 425)) -> Plan:
    """Three attempts that keep the promise in 85, 88 and 93% of weeks."""
    assert plan.calibrated is not None
    one = plan.calibrated.attempts[0]
    figures = zip(ASKS, (0.85, 0.88, 0.93), prices, strict=True)
    attempts = tuple(
        replace(one, ask=ask, probability=share, lower=share - 0.01, price=price, met=share > 0.91)
        for ask, share, price in figures
    )
    return replace(plan, calibrated=replace(plan.calibrated, attempts=attempts, chosen=chosen, ended=ended))


def told(plan: Plan) -> str:
    (line,) = calibration_lines(plan)
    return line


def test_a_first_plan_that_keeps_the_promise_needs_no_words(plan: Plan) -> None:
    assert plan.calibrated is not None
    assert len(plan.calibrated.attempts) == 1
    assert not list(calibration_lines(plan))
    assert [row[-1] for row in calibration_rows(plan)] == ["taken"]


def test_a_promise_that_takes_more_than_the_targets_is_told_with_its_price(plan: Plan) -> None:
    assert told(calibrated(plan, "met", 2)) == (
        "Calibration tried 3 plans. On the random numbers that choose, the first keeps the promise in 85.0% of weeks; "
        "the one taken was asked for 100% of the work on time and occupancy at most 85%, with a margin of 2 standard "
        "deviations, and keeps it in 93.0%, for 200 price points more."
    )
    free = told(calibrated(plan, "met", 2, (225, 300, 225)))
    assert free.endswith("keeps it in 93.0%, for no price point more.")


@pytest.mark.parametrize(
    ("ended", "begins"),
    [
        ("exhausted", "Calibration tried 3 plans, none of which"),
        ("time", "Calibration was cut by the time limit (--time-limit) after 3 plans, none of which"),
        ("interrupt", "Calibration was interrupted after 3 plans, none of which"),
    ],
)
def test_how_it_ended_is_told(plan: Plan, ended: str, begins: str) -> None:
    assert told(calibrated(plan, ended, 1)).startswith(f"{begins} keeps the promise often enough beyond chance. ")
    assert "in 85.0% of weeks; it is taken: it misses fewest of the targets, " in told(calibrated(plan, ended, 0))


def test_where_none_is_enough_the_one_that_comes_nearest_is_told_with_its_price(plan: Plan) -> None:
    assert told(calibrated(plan, "exhausted", 0)).endswith(
        "Asked for 100% of the work on time and occupancy at most 85%, with a margin of 2 standard deviations, another "
        "keeps it in 93.0% at 425 points."
    )
    assert told(calibrated(plan, "exhausted", 2)).endswith("no other keeps it more often.")


def test_a_promise_beyond_these_people_is_told_as_such(plan: Plan) -> None:
    assert plan.calibrated is not None
    beyond = replace(plan, calibrated=replace(plan.calibrated, ended="beyond"))
    assert told(beyond).startswith("More was not asked of the plan: no roster of the people there")


def test_the_page_lists_every_attempt_and_marks_the_one_taken(plan: Plan) -> None:
    rows = calibration_rows(calibrated(plan, "met", 2))
    assert [row[-1] for row in rows] == ["", "", "taken"]
    assert rows[0][:4] == ("90% of the work on time and occupancy at most 85%", "85.0%", "84.0%", "225")
    assert "| 100% of the work on time and occupancy at most 85% | 88.0% |" in page_text(calibrated(plan, "met", 2))


def test_a_roster_without_a_score_has_none_in_the_table(plan: Plan) -> None:
    assert plan.calibrated is not None
    certain = tuple(replace(each, z=math.inf) for each in plan.calibrated.attempts)
    given = replace(plan, calibrated=replace(plan.calibrated, attempts=certain))
    assert calibration_rows(given)[0][4] == "none"


def test_the_number_of_simulated_plans_follows_from_the_error(plan: Plan) -> None:
    count = Settings().simulated_plans(plan.service.confidence)
    given = replace(plan, service=replace(plan.service, replications=count))
    assert ERROR - 1e-5 < error(given) <= ERROR
    assert verdict_sentence(given) == (
        f"The verdict is a simulation of {count} plans on random numbers that took no part in the choice. Their number "
        "keeps the 95% interval of a share of 90% of weeks within 1.25 points either way."
    )


def test_a_roster_that_was_given_was_not_calibrated(missed: Plan) -> None:
    assert missed.calibrated is None
    assert calibration_record(missed) is None
    assert not list(calibration_lines(missed))
    assert calibration_rows(missed) == []
    assert "The verdict is a simulation of 100 plans on random numbers." in verdict_sentence(missed)
    assert "asked of the plan" not in page_text(missed)


def test_the_record_holds_what_was_asked_and_what_it_gave(plan: Plan) -> None:
    given = calibrated(plan, "met", 2)
    record = calibration_record(given)
    assert record is not None
    assert (record["chosen"], record["ended"], record["replications"]) == (2, "met", 200)
    assert record["error"] == error(given)
    assert record["attempts"][2] == {
        "asked_rate": 1.0,
        "asked_occupancy": 0.85,
        "asked_margin": 2.0,
        "probability": 0.93,
        "lower": 0.93 - 0.01,
        "price": 425,
        "z": found(given).attempts[2].z,
    }
    assert record["attempts"][0]["asked_margin"] is None


def found(plan: Plan) -> Calibrated:
    assert plan.calibrated is not None
    return plan.calibrated


def test_the_terminal_tells_it_in_the_section_of_the_search(plan: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    given = calibrated(plan, "met", 2)
    print_plan(console(), given, verdict(given))
    out = capsys.readouterr().out
    assert "The search\n- Calibration tried 3 plans." in out
