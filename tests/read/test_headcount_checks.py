# ruff: noqa: E501 (the sentences are told as they are printed)
"""Shifts of a day that want more people together than there are, or than another rule allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import TWO_SITES, Desk, write_files
from .test_rule_contradictions import rules_read, with_rules

ENOUGH = "but only 2 of the people in agents.csv can be rostered, and nobody works two shifts; want fewer"
REFUSED_AND_ALLOWED = {
    "more people on all shifts than there are": (
        "{rule: people_per_shift, min: 2}",
        f"25:30 rules.people_per_shift.min is 2, which wants 4 people on a day, {ENOUGH}",
        "{rule: people_per_shift, min: 1}",
    ),
    "more people by two rules of which one is for some days": (
        "{rule: people_per_shift, min: 1, shifts: [early]}\n{rule: people_per_shift, label: b, min: 2, shifts: [late], weekdays: [friday]}",
        f"26:40 rules.people_per_shift.min is 2, which together with people_per_shift at 25:5 wants 3 people on a Friday, {ENOUGH}",
        "{rule: people_per_shift, min: 1}\n{rule: people_per_shift, label: b, min: 1, shifts: [late], weekdays: [friday]}",
    ),
    "more people on the shifts than on the day": (
        "{rule: people_per_shift, min: 1}\n{rule: people_per_day, max: 1, weekdays: [sunday]}",
        "26:28 rules.people_per_day.max is 1, but people_per_shift at 25:5 wants 2 people on a Sunday, as nobody works two shifts; allow that many, or want fewer",
        "{rule: people_per_shift, min: 1, weekdays: [monday]}\n{rule: people_per_day, max: 1, weekdays: [sunday]}",
    ),
    "more people on the shifts than on the day, where both hold": (
        "{rule: people_per_day, max: 1}\n{rule: people_per_shift, min: 1}",
        "25:28 rules.people_per_day.max is 1, but people_per_shift at 26:5 wants 2 people on a day, as nobody works two shifts; allow that many, or want fewer",
        "{rule: people_per_day, max: 1, weight: 5}\n{rule: people_per_shift, min: 1}",
    ),
}


@pytest.mark.parametrize("case", REFUSED_AND_ALLOWED)
def test_a_day_that_wants_too_many_people_is_one_sentence(desk: Desk, tmp_path: Path, case: str) -> None:
    refused, sentence, allowed = REFUSED_AND_ALLOWED[case]
    assert with_rules(desk, refused).fault() == f"team.yaml:{sentence}"
    assert rules_read(with_rules(write_files(tmp_path / "allowed"), allowed))


def test_days_on_which_the_site_is_closed_want_nobody(desk: Desk) -> None:
    rules = "{rule: people_per_shift, min: 1}\n{rule: people_per_day, max: 1, weekdays: [sunday]}"
    desk.edit("team.yaml", '{daily: "06:00-23:00",', '{daily: "06:00-23:00", sunday: closed,')
    assert rules_read(with_rules(desk, rules))


def test_people_of_each_site_are_counted_for_themselves(tmp_path: Path) -> None:
    two = with_rules(write_files(tmp_path / "two", TWO_SITES), "{rule: people_per_shift, min: 1}")
    assert two.fault() == (
        "team.yaml:34:30 rules.people_per_shift.min is 1, which wants 2 people on a day at jakarta, but only 1 of the people in "
        "agents.csv can be rostered at jakarta, and nobody works two shifts; want fewer"
    )
