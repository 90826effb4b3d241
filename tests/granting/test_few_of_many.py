"""What is asked in a team of very many, on the small desk: the same answers from the weeks of a few people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

import staffing.granting.few_of_many
import staffing.granting.leave
import staffing.granting.wish
from staffing.documents.workspace import Workspace
from staffing.errors import NoRosterError
from staffing.granting.asked import asked_of
from staffing.granting.few_of_many import FewOfMany
from staffing.granting.leave import answer_leave, leave_of
from staffing.granting.present import Present
from staffing.granting.wish import WishAnswer, answer_wish
from staffing.outlook import Outlook
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules.team.apart import Apart
from staffing.rules.team.people_per_day import PeoplePerDay
from tests.granting.desk import QUICK, WEEK, roster_of
from tests.granting.test_leave import WEDNESDAY


@pytest.fixture(autouse=True)
def _many(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (staffing.granting.wish, staffing.granting.leave):
        monkeypatch.setattr(room, "MANY", 2)


def answered(outlook: Outlook, agent: str, want: str, text: str = WEEK) -> WishAnswer:
    return answer_wish(outlook, asked_of(outlook, agent, WEDNESDAY, want), Present("mine.csv", roster_of(text)), QUICK)


def test_a_day_off_is_given_with_little_changed_and_the_price_adds_up(outlook: Outlook) -> None:
    both = answered(outlook, "bela", "off").compared
    assert both is not None
    assert not both.after.roster.work[1, 2].any()
    assert (both.before.hard, both.after.hard, both.among) == (0, 0, 3)
    assert both.points == sum(change.points for change in both.rules) >= 0
    assert len(both.days) <= 3


def test_leave_stands_against_a_wish_under_the_number_that_everybody_knows(outlook: Outlook) -> None:
    found = answered(outlook, "caio", "late").against
    assert found is not None
    (conflict,) = found.conflicts
    assert [(member.rule.rule, member.agent) for member in conflict.members] == [("leave", 2)]
    assert not found.anyway


def test_a_day_on_which_the_site_is_closed_is_told_as_such(outlook: Outlook) -> None:
    available = outlook.problem.available.copy()
    day = asked_of(outlook, "bela", WEDNESDAY, "early").day
    available[:, day] = False
    shut = replace(outlook, problem=replace(outlook.problem, available=available))
    nobody_there = WEEK.replace("-eeell-", "-e-ell-").replace("llll--l", "ll-l--l")
    found = answered(shut, "bela", "early", nobody_there).against
    assert found is not None
    assert [member.what for member in found.conflicts[0].members] == ["the site is closed on Wed 04 Mar"]
    assert "on which the site is closed" in found.ways[0].sentence
    assert found.ways[0].objective is None


def test_those_who_are_bound_to_who_asks_are_there_and_no_others(outlook: Outlook) -> None:
    rules = (*outlook.rules, Apart(people=("ana", "caio")))
    for who, core in ((0, (0, 2)), (1, (1,)), (2, (0, 2))):
        search = FewOfMany(replace(outlook, rules=rules), rules, lambda _: rules, (who,), roster_of(), QUICK)
        assert search.core == core


def test_what_is_broken_elsewhere_is_not_held_against_it_and_what_it_would_break_is(outlook: Outlook) -> None:
    """Three are to work on Thursday and two do; where two must on Wednesday, bela may not go."""
    thursday = PeoplePerDay(min=3, weight="hard", weekdays=("thursday",))
    known = replace(outlook, rules=(*outlook.rules, thursday))
    both = answered(known, "bela", "off").compared
    assert both is not None
    assert both.before.hard == both.after.hard == 1
    needed = replace(outlook, rules=(*outlook.rules, PeoplePerDay(min=2, weight="hard", weekdays=("wednesday",))))
    with pytest.raises(NoRosterError, match="with the weeks of 3 people open to change, no roster with what was asked"):
        answered(needed, "bela", "off")


@pytest.mark.parametrize(
    ("ended", "error"),
    [
        (Result(Status.UNKNOWN, "direct", None, None, 0, (), 7.0, "time"), NoRosterError),
        (Result(Status.FEASIBLE, "direct", roster_of(), 0, 0, (), 7.0, "interrupt"), KeyboardInterrupt),
    ],
    ids=["time", "interrupt"],
)
def test_a_search_that_ends_otherwise_gives_no_answer(
    outlook: Outlook, ended: Result, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staffing.granting.few_of_many, "searched_among", lambda *_, **__: ended)
    with pytest.raises(error):
        answered(outlook, "bela", "off")


def test_leave_is_given_from_the_weeks_of_a_few(workspace: Workspace) -> None:
    answer = answer_leave(workspace, [leave_of(workspace, "bela", WEDNESDAY, WEDNESDAY)], QUICK)
    both = answer.compared
    assert both is not None
    assert both.before.roster.work[1, 2].any()
    assert not both.after.roster.work[1, 2].any()
    assert both.after.service.met
    assert both.after.hard == 0
    assert both.among in (0, 3)


def nobody(*_: object) -> Roster:
    return Roster(np.zeros_like(roster_of().work))


def nothing(*_: object) -> Roster:
    raise NoRosterError("no roster with what was asked")


@pytest.mark.parametrize("found", [nobody, nothing])
def test_where_the_weeks_of_a_few_are_not_enough_everybody_is_looked_at(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, found: Callable[..., Roster]
) -> None:
    """The promise is not kept where nobody works at all, or the few find nothing."""
    monkeypatch.setattr(FewOfMany, "search", found)
    answer = answer_leave(workspace, [leave_of(workspace, "bela", WEDNESDAY, WEDNESDAY)], QUICK)
    assert answer.compared is not None
    assert answer.compared.after.roster.work.any()
    assert answer.compared.among == 0
