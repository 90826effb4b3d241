"""What stands against a wish: sets that share nothing but the wish, and what is known before any search."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

import staffing.granting.against
from staffing.conflicts import Why
from staffing.explain import Finding
from staffing.granting.against import against
from staffing.granting.granted import Granted
from staffing.outlook import Outlook
from staffing.problem import OFF, Problem, Wish
from staffing.rules import Rule
from staffing.rules.agent.leave import LeaveDays
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.agent.pins import Pins
from staffing.rules.team.people_per_day import PeoplePerDay
from tests.granting.desk import QUICK
from tests.rules.worlds import tiny_world

PINNED = tiny_world(2, 3, pins=np.array([[0, OFF, OFF], [OFF, OFF, OFF]]))
AWAY = np.array([[True, False, False], [False, False, False]])
OFF_ON_MONDAY = Granted(wishes=(Wish(0, 0, OFF, False, 1),))
N_ON_MONDAY = Granted(wishes=(Wish(0, 0, 1, False, 1),))
EVERYBODY = PeoplePerDay(min=2, weight="hard")


def world(problem: Problem, *findings: Finding) -> Outlook:
    """As much of an outlook as is looked at."""
    return cast(Outlook, SimpleNamespace(problem=problem, findings=findings))


def members(problem: Problem, *rules: Rule) -> list[set[str]]:
    found = against(world(problem), rules, QUICK)
    assert found is not None
    return [{member.rule.rule for member in conflict.members} for conflict in found.conflicts]


def test_nothing_stands_against_what_can_be_granted() -> None:
    assert against(world(tiny_world(2, 3)), (OFF_ON_MONDAY, Pins()), QUICK) is None


def test_every_reason_is_found_and_none_holds_the_wish() -> None:
    reasons = members(PINNED, OFF_ON_MONDAY, Pins(), EVERYBODY, OneShiftADay())
    assert sorted(map(sorted, reasons)) == [["people_per_day"], ["pins"]]


def test_leave_stands_against_a_shift_on_its_day() -> None:
    assert members(tiny_world(2, 3, on_leave=AWAY), N_ON_MONDAY, LeaveDays()) == [{"leave"}]


def test_what_has_no_roster_without_the_wish_either_is_told_apart() -> None:
    problem = tiny_world(2, 3, on_leave=AWAY)
    spared = Granted(wishes=(Wish(1, 2, 1, True, 1),))
    found = against(world(problem), (spared, LeaveDays(), EVERYBODY, OneShiftADay()), QUICK)
    assert found is not None
    assert found.anyway
    assert {member.rule.rule for member in found.conflicts[0].members} == {"leave", "people_per_day"}


def test_facts_that_are_known_before_any_search_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staffing.granting.against, "why_not", lambda *_: Why((), (), False))
    known = Finding("cover", "nobody is there", fatal=True)
    found = against(world(PINNED, known, Finding("cover", "few are there", fatal=False)), (Pins(),), QUICK)
    assert found is not None
    assert found.facts == ("nobody is there",)


def test_no_way_out_gives_up_the_wish_itself() -> None:
    found = against(world(PINNED), (OFF_ON_MONDAY, Pins()), QUICK)
    assert found is not None
    assert [way.members[0].rule.rule for way in found.ways] == ["pins"]
