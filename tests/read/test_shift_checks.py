# ruff: noqa: E501 (the sentences are told as they are printed)
"""Hard rules that leave people no shift, on whichever day, are told in one sentence; what just leaves one is read."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from pydantic import ValidationError

from staffing.documents.team import Shift
from staffing.read.sentences import WRITTEN, allowed
from staffing.rules.rule import Rule

from .conftest import Desk, write_files
from .test_rule_contradictions import rules_read, with_rules

CONTRACT = "no shift of the contract full_time at 20:5"
HARD = "or give the rule a weight"
ONE_OF_TWO = (
    "{rule: preferred_shifts, shifts: [early], weight: hard}\n{rule: unwanted_shifts, shifts: [%s], weight: hard}"
)
OF_BUDI = "{rule: preferred_shifts, shifts: [early], weight: hard, agents: [budi]}\n{rule: unwanted_shifts, shifts: [early], weight: hard%s}"
REFUSED_AND_ALLOWED = {
    "a shift without the break that a rule of the team wants": (
        "{rule: break_in_shift, after: 269, minutes: 60}",
        "25:5 rules.break_in_shift allows 269 minutes without a break of 60 minutes, but early at 13:5, a shift of the contract full_time, has 270; allow that, write the breaks of the shift, or add one",
        "{rule: break_in_shift, after: 270, minutes: 60}",
    ),
    "no shift with the break that one person must have": (
        "{rule: break_in_shift, after: 269, minutes: 60, agents: [budi]}",
        f"25:5 rules.break_in_shift is hard and leaves budi {CONTRACT}; leave one, {HARD}",
        "{rule: break_in_shift, after: 269, minutes: 60, agents: [budi], weight: 5}",
    ),
    "no shift is wanted": (
        "{rule: unwanted_shifts, shifts: [early, late], weight: hard}",
        f"25:5 rules.unwanted_shifts is hard and leaves {CONTRACT}; leave one, {HARD}",
        "{rule: unwanted_shifts, shifts: [early], weight: hard}",
    ),
    "the only shift that is preferred is not wanted": (
        ONE_OF_TWO % "early",
        f"26:5 rules.unwanted_shifts is hard and leaves {CONTRACT} beside rules.preferred_shifts at 25:5; leave one, {HARD}",
        ONE_OF_TWO % "late",
    ),
    "the only shift that one person prefers is not wanted of anybody": (
        OF_BUDI % "",
        f"26:5 rules.unwanted_shifts is hard and leaves budi {CONTRACT} beside rules.preferred_shifts at 25:5; leave one, {HARD}",
        OF_BUDI % ", agents: [sari]",
    ),
    "a last resort that may never be one": (
        "{rule: last_resort, people: [budi], weight: hard}",
        f"25:5 rules.last_resort is hard and leaves budi {CONTRACT}; leave one, {HARD}",
        "{rule: last_resort, people: [budi]}",
    ),
    "a day off after every shift": (
        "{rule: shift_rotation, first: [early, late]}",
        "25:5 rules.shift_rotation allows no shift on the day after another, but the contract full_time at 20:5 has 5 days_per_week; at most 4 fit",
        "{rule: shift_rotation, first: [early, late], then: [late]}",
    ),
    "no two days of work in a row": (
        "{rule: forbidden_sequence, shifts: [any, any]}",
        "25:5 rules.forbidden_sequence allows no 2 days of work in a row, but the contract full_time at 20:5 has 5 days_per_week; at most 4 fit",
        "{rule: forbidden_sequence, shifts: [any, any, any, any]}",
    ),
    "nights where there are none": (
        "{rule: shifts_in_period, night: true, max: 2}",
        "25:30 rules.shifts_in_period.night is true, but no shift is a night; nights have three hours or more between 23:00 and 06:00: name shifts, or leave the rule out",
        "{rule: shifts_in_period, late: true, max: 2}",
    ),
    "a rule for a lead": (
        "{rule: max_consecutive_days, days: 5, agents: [tono]}",
        '25:52 rules.max_consecutive_days.agents.0 is "tono", a lead; leads are never rostered',
        "{rule: max_consecutive_days, days: 5, agents: [sari]}",
    ),
    "somebody apart from a lead": (
        "{rule: apart, people: [budi, tono]}",
        '25:34 rules.apart.people.1 is "tono", a lead; leads are never rostered',
        "{rule: apart, people: [budi, sari]}",
    ),
    "no nights for somebody without a date": (
        "{rule: no_nights, agents: [budi]}",
        '25:32 rules.no_nights.agents.0 is "budi", who has no date in the column no_nights_until of agents.csv; write there until when the rule holds',
        "{rule: no_nights}",
    ),
    "somebody apart from nobody": (
        "{rule: apart, people: [budi]}",
        "25:19 rules.apart.people has one entry; it must have at least 2 entries",
        "{rule: apart, people: [sari, budi]}",
    ),
    "a sequence of one shift": (
        "{rule: forbidden_sequence, shifts: [early]}",
        "25:32 rules.forbidden_sequence.shifts has one entry; it must have at least 2 entries",
        "{rule: forbidden_sequence, shifts: [early, late]}",
    ),
    "nobody together": (
        "{rule: together, people: []}",
        "25:22 rules.together.people is a list; it must have at least 2 entries",
        "{rule: together, people: [budi, sari]}",
    ),
}


@pytest.mark.parametrize("case", REFUSED_AND_ALLOWED)
def test_what_leaves_no_shift_is_one_sentence_and_what_leaves_one_is_read(
    desk: Desk, tmp_path: Path, case: str
) -> None:
    refused, sentence, allowed = REFUSED_AND_ALLOWED[case]
    assert with_rules(desk, refused).fault().splitlines()[0] == f"team.yaml:{sentence}"
    assert rules_read(with_rules(write_files(tmp_path / "allowed"), allowed))


def test_late_shifts_where_none_is_late_are_told(desk: Desk) -> None:
    desk.edit("team.yaml", "    late: true\n", "")
    said = "team.yaml:24:30 rules.shifts_in_period.late is true, but no shift is late; write late: true at a shift, or name shifts"
    assert with_rules(desk, "{rule: shifts_in_period, late: true, max: 2}").fault() == said


def test_each_entry_that_is_faulty_is_told_and_not_how_many_are_right(desk: Desk) -> None:
    said = "team.yaml:25:28 rules.apart.people.0 is 1; it must be text; put it in quotes"
    assert with_rules(desk, "{rule: apart, people: [1, sari]}").fault() == said


def test_a_night_has_three_hours_between_eleven_and_six() -> None:
    for start in range(0, 1440, 30):
        for length in (60, 180, 210, 480, 720, 1440):
            shift = Shift.model_validate({"id": "x", "start": start, "end": start + length})
            at_night = [
                minute for minute in range(shift.start, shift.end) if minute % 1440 >= 1380 or minute % 1440 < 360
            ]
            assert shift.is_night == (len(at_night) >= 180), shift


NONSENSE = (
    -1,
    0,
    1.5,
    10**30,
    float("nan"),
    True,
    None,
    "x",
    "",
    "25:99-3",
    [],
    [1],
    ["x"] * 1001,
    {},
    {"5": "x"},
    {99: 1},
)


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: str(kind.name()))
def test_whatever_is_wrong_with_a_rule_has_a_sentence_of_its_own(kind: type[Rule]) -> None:
    for key, value in product(kind.model_fields, NONSENSE):
        try:
            kind.model_validate({**kind.example, key: value}, context={"written": True})
        except ValidationError as error:
            for one in error.errors():
                ours = one["type"] in {"missing", "extra_forbidden", "value_error"}
                assert ours or allowed(one, value).startswith("must "), (key, value, one)
