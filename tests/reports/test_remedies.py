"""A missed promise: what would keep it, and what could be promised instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.plan import Plan
from staffing.promise.remedies import Promisable, Remedy
from staffing.reports.console import console
from staffing.reports.plain_json import finite
from staffing.reports.remedies import LINES, instead_record, remedy_records, remedy_sentences
from staffing.reports.terminal import print_plan
from staffing.reports.verdict import verdict
from tests.reports.small_desk import page_text

SHIFTS = Remedy("shifts", (((3, 1),), ((1, 0),)), 0.921, 0.909, True, 900)
WEEK = ((0, 1), (1, 1), (2, 1), (3, 1), (4, 1))
PEOPLE = Remedy("people", (WEEK,), 0.965, 0.957, True, 2250)


def remedied(plan: Plan, *found: Remedy, instead: Promisable | None = None) -> Plan:
    return replace(plan, remedies=found, instead=instead)


def only(plan: Plan, *found: Remedy, instead: Promisable | None = None) -> str:
    (told,) = remedy_sentences(remedied(plan, *found, instead=instead))
    return told


def test_more_shifts_are_told_by_day_with_their_hours_and_money(missed: Plan) -> None:
    assert only(missed, SHIFTS) == (
        "With 2 more shifts (early on Tue 03 Mar and late on Thu 05 Mar, as overtime or by whoever can work "
        "them) the promise is kept in "
        "92.1% of weeks (no less than 90.9%), which is enough. That is 15 paid hours more, 300 EUR at the rate of "
        "full_time."
    )
    one = only(missed, replace(SHIFTS, lines=(((3, 1),),)))
    assert "With 1 more shift (late on Thu 05 Mar, as overtime or by whoever can work it) " in one


def test_more_people_are_told_with_contract_and_line(missed: Plan) -> None:
    assert only(missed, PEOPLE) == (
        "With 1 more person on the contract full_time (late on Mon 02 Mar, Tue 03 Mar, Wed 04 Mar, Thu 05 Mar, "
        "Fri 06 Mar) the promise is kept in 96.5% of weeks (no less than 95.7%), which is enough. That is 37.5 paid "
        "hours more, 750 EUR."
    )


def test_long_lists_are_cut_and_counted(missed: Plan) -> None:
    many = only(missed, replace(PEOPLE, lines=(WEEK,) * (LINES + 2)))
    assert many.startswith(f"With {LINES + 2} more people on the contract full_time (")
    assert many.count("late on Mon 02 Mar") == LINES
    assert "; and 2 more) the promise" in many
    long = tuple((day % 7, 0) for day in range(9))
    assert "Sun 08 Mar and 2 more days) the promise" in only(missed, replace(PEOPLE, lines=(long,)))


def test_what_is_not_enough_is_called_so(missed: Plan) -> None:
    assert "(no less than 90.9%), which is not enough; more were not tried. That is " in only(
        missed, replace(SHIFTS, met=False)
    )


def test_without_a_price_an_hour_there_is_no_money(missed: Plan) -> None:
    workspace = missed.outlook.workspace
    contracts = tuple(each.model_copy(update={"cost_per_hour": 0.0}) for each in workspace.team.contracts)
    team = workspace.team.model_copy(update={"contracts": contracts})
    free = replace(missed, outlook=replace(missed.outlook, workspace=replace(workspace, team=team)))
    assert only(free, SHIFTS).endswith("That is 15 paid hours more.")
    assert remedy_records(remedied(free, SHIFTS))[0]["cost"] == 0


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        (Promisable(0.8, 0.765), "90% on time in 80% of weeks or 76.5% on time in 90% of weeks"),
        (Promisable(0.0, 0.164), "16.4% on time in 90% of weeks"),
        (Promisable(0.3, 0.0), "90% on time in 30% of weeks"),
        (Promisable(0.0, 0.0), "nothing"),
    ],
)
def test_what_could_be_promised_instead(missed: Plan, instead: Promisable, said: str) -> None:
    assert only(missed, instead=instead) == f"With this roster as it is, {said} could be promised instead."
    given = remedied(missed, instead=instead)
    assert instead_record(given) == {"confidence": instead.confidence, "rate": instead.rate}


def test_a_missed_promise_says_what_would_keep_it(missed: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    assert missed.remedies
    print_plan(console(), missed, verdict(missed))
    assert "\nWhat would help to keep the promise\n- With " in capsys.readouterr().out
    assert "\n## What would help to keep the promise\n\n- With " in page_text(missed)


def test_a_promise_that_is_kept_needs_no_remedy(plan: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    assert not list(remedy_sentences(plan))
    assert (remedy_records(plan), instead_record(plan)) == ([], None)
    print_plan(console(), plan, verdict(plan))
    assert "What would keep" not in capsys.readouterr().out + page_text(plan)


def test_the_records_hold_every_line(missed: Plan) -> None:
    shifts, people = remedy_records(remedied(missed, SHIFTS, PEOPLE))
    assert finite(shifts["lines"]) == [
        [{"date": "2026-03-05", "shift": "late"}],
        [{"date": "2026-03-03", "shift": "early"}],
    ]
    assert (shifts["kind"], shifts["contract"], shifts["paid_hours"], shifts["cost"]) == ("shifts", None, 15.0, 300.0)
    assert (people["kind"], people["contract"], len(people["lines"][0])) == ("people", "full_time", 5)
    assert (people["probability"], people["lower"], people["met"]) == (0.965, 0.957, True)
