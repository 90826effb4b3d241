"""Leave that is asked for: possible at a price, there already, or what stands against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import staffing.conflicts.why
import staffing.granting.leave
from staffing.documents.people import Assignment, Leave
from staffing.documents.workspace import Workspace
from staffing.errors import InputError, NoRosterError
from staffing.granting.leave import LeaveAnswer, answer_leave, leave_of, published_on
from staffing.rules.team.people_per_day import PeoplePerDay
from tests.build.desks import MONDAY, team_of, workspace_of
from tests.granting.desk import QUICK

TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)


@pytest.fixture(scope="module")
def granted(workspace: Workspace) -> LeaveAnswer:
    published = (
        Assignment(agent_id="bela", date=WEDNESDAY, shift_id="late"),
        Assignment(agent_id="ana", date=WEDNESDAY, shift_id="early"),
    )
    told = replace(workspace, published=published)
    return answer_leave(told, [leave_of(told, "bela", WEDNESDAY, WEDNESDAY)], QUICK)


def test_leave_takes_its_days_and_what_is_published_on_them(granted: LeaveAnswer) -> None:
    assert [(row.agent_id, row.shift_id) for row in granted.freed] == [("bela", "late")]
    both = granted.compared
    assert both is not None
    assert both.before.roster.work[1, 2].any()
    assert not both.after.roster.work[1, 2].any()
    assert both.after.roster.work[0, 2, 0]
    assert both.after.hard == 0


def test_no_more_changes_than_it_takes(granted: LeaveAnswer) -> None:
    assert granted.compared is not None
    assert len(granted.compared.days) <= 3
    assert granted.compared.after.service.met


def test_leave_that_is_there_needs_no_search(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staffing.granting.leave, "searched", lambda *_: pytest.fail("it was searched"))
    assert answer_leave(workspace, [leave_of(workspace, "caio", WEDNESDAY, date(2026, 3, 5))], QUICK).there


def with_two_on_wednesday(workspace: Workspace) -> Workspace:
    rule = PeoplePerDay(min=2, weight="hard", weekdays=("wednesday",))
    return replace(workspace, team=workspace.team.model_copy(update={"rules": (*workspace.team.rules, rule)}))


def test_leave_that_no_roster_has_is_told_with_what_stands_against_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staffing.granting.leave, "searched", lambda *_: None)
    monkeypatch.setattr(staffing.conflicts.why, "ways_out", lambda *_: ())
    tight = with_two_on_wednesday(workspace)
    answer = answer_leave(tight, [leave_of(tight, "bela", WEDNESDAY, WEDNESDAY)], QUICK)
    assert answer.against is not None
    facts = {(member.rule.rule, member.agent) for member in answer.against.conflicts[0].members}
    assert facts == {("leave", 1), ("leave", 2), ("people_per_day", -1)}


def test_where_there_is_no_roster_anyway_that_is_said(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise NoRosterError("no roster: one; two", ("no roster:", "one", "two"))

    monkeypatch.setattr(staffing.granting.leave, "searched", none)
    with pytest.raises(NoRosterError) as told:
        answer_leave(workspace, [leave_of(workspace, "bela", WEDNESDAY, WEDNESDAY)], QUICK)
    assert str(told.value) == "even without this leave, no roster: one; two"
    assert told.value.lines == ("even without this leave, no roster:", "one", "two")


@pytest.mark.parametrize(
    ("agent", "start", "end", "said"),
    [
        ("lara", TUESDAY, WEDNESDAY, '--leave "lara" is a lead, who is not rostered; name an agent'),
        ("ana", WEDNESDAY, TUESDAY, "--leave of ana ends on 2026-03-03, before it starts on 2026-03-04"),
        ("ana", date(2026, 4, 3), date(2026, 4, 4), "--leave of ana from 2026-04-03 to 2026-04-04 holds no planned"),
    ],
)
def test_leave_that_cannot_be_asked_is_told_in_a_sentence(
    workspace: Workspace, agent: str, start: date, end: date, said: str
) -> None:
    with pytest.raises(InputError) as told:
        leave_of(workspace, agent, start, end)
    assert str(told.value).startswith(said)


def test_the_night_before_leave_falls_on_it_and_the_night_of_its_last_day_does() -> None:
    days = [MONDAY.replace(day=MONDAY.day + number) for number in range(5)]
    rows = tuple(Assignment(agent_id="a0", date=day, shift_id="night") for day in days)
    other = Assignment(agent_id="a1", date=days[2], shift_id="night")
    workspace = workspace_of(team_of(), published=(*rows, other))
    taken = published_on(workspace, [Leave(agent_id="a0", start=days[2], end=days[2])])
    assert taken == rows[1:3]
    for_ever = [Leave(agent_id="a0", start=date.min, end=date.max)]
    assert published_on(workspace, for_ever) == rows
