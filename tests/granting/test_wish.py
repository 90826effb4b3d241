"""A wish against a roster: granted already, possible at a price, or what stands against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import staffing.granting.nearest
from staffing.errors import InputError, NoRosterError, OutsideError
from staffing.granting.asked import Asked, asked_of
from staffing.granting.nearest import Nearest
from staffing.granting.present import Present, present_roster
from staffing.granting.wish import WishAnswer, answer_wish
from staffing.outlook import Outlook
from staffing.problem import OFF
from staffing.promise.asks import Ask
from staffing.result import Result, Status
from staffing.roster import Roster
from tests.granting.desk import QUICK, WEEK, number_of, roster_of

WEDNESDAY = date(2026, 3, 4)


def answered(outlook: Outlook, asked: Asked, text: str = WEEK) -> WishAnswer:
    return answer_wish(outlook, asked, Present("mine.csv", roster_of(text)), QUICK)


def test_what_the_roster_grants_already_needs_no_search(outlook: Outlook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staffing.granting.nearest, "solve", lambda *_, **__: pytest.fail("it was searched"))
    answer = answered(outlook, asked_of(outlook, "bela", date(2026, 3, 3), None))
    assert answer.granted
    assert answer.asked.wants == ("late",)


@pytest.fixture(scope="module")
def bela_off(outlook: Outlook) -> WishAnswer:
    return answered(outlook, asked_of(outlook, "bela", WEDNESDAY, "off"))


def test_a_day_off_is_given_and_the_price_adds_up_rule_by_rule(bela_off: WishAnswer) -> None:
    both = bela_off.compared
    assert both is not None
    assert not both.after.roster.work[1, 2].any()
    assert (both.before.price, both.before.hard, both.after.hard) == (10, 0, 0)
    assert both.points == sum(change.points for change in both.rules) >= 0
    assert both.weeks.low <= both.weeks.mean <= both.weeks.high


def test_little_changes_but_the_day_asked_for(bela_off: WishAnswer) -> None:
    assert bela_off.compared is not None
    changed = bela_off.compared.days
    assert (1, bela_off.asked.day) in [(change.agent, change.day) for change in changed]
    assert len(changed) <= 3


def test_a_request_granted_saves_its_own_points_and_broken_hard_rules_are_mended(outlook: Outlook) -> None:
    asked = asked_of(outlook, "ana", date(2026, 3, 2), None)
    on_leave = WEEK.replace("e----e-", "e-e--e-")
    answer = answered(outlook, asked, on_leave.replace("-eeell-", "eeee-l-"))
    assert asked.weight == 5
    both = answer.compared
    assert both is not None
    assert ("requests", -5) in [(change.rule, change.points) for change in both.rules]
    assert both.before.hard > 0
    assert both.after.hard == 0
    assert not both.after.roster.work[2, 2].any()


def test_a_fact_against_it_is_told_and_the_wish_is_no_part_of_it(outlook: Outlook) -> None:
    answer = answered(outlook, asked_of(outlook, "caio", WEDNESDAY, None))
    assert answer.against is not None
    (conflict,) = answer.against.conflicts
    assert [(member.rule.rule, member.agent) for member in conflict.members] == [("leave", 2)]
    assert conflict.confirmed
    assert not answer.against.anyway
    assert [way.sentence for way in answer.against.ways] == ["give up the leave of caio on Wed 04 Mar"]


def pinned(outlook: Outlook, text: str = WEEK) -> Outlook:
    return replace(outlook, problem=replace(outlook.problem, pins=roster_of(text).shift_of()))


def test_what_is_published_for_that_day_is_left_out_of_account_and_all_else_stays(outlook: Outlook) -> None:
    published = pinned(outlook)
    present = present_roster(published, QUICK)
    assert present.source == "published.csv"
    answer = answer_wish(published, asked_of(published, "bela", WEDNESDAY, "off"), present, QUICK)
    assert answer.freed
    assert answer.compared is not None
    kept = answer.compared.after.roster.shift_of() == published.problem.pins
    gone = np.argwhere(~kept & (published.problem.pins != OFF)).tolist()
    assert gone == [[1, 2]]


def test_a_search_cut_by_the_clock_is_told(outlook: Outlook, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = result(Status.FEASIBLE, roster_of(WEEK.replace("llll--l", "ll-l--l")), "time")
    monkeypatch.setattr(staffing.granting.nearest, "solve", lambda *_, **__: cut)
    both = answered(outlook, asked_of(outlook, "bela", WEDNESDAY, "off")).compared
    assert both is not None
    assert both.cut


def test_a_margin_that_the_roster_was_asked_for_is_asked_for_again(
    outlook: Outlook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staffing.granting.nearest, "ROUNDS", 1)
    asked = asked_of(outlook, "bela", WEDNESDAY, "off")
    search = Nearest(outlook, (*outlook.rules, asked.rule), Ask(1.0, 0.95, margin=9.0), roster_of(), QUICK)
    found = search.search(asked.put_into(outlook, roster_of()))
    assert found is not None
    assert asked.given_by(outlook, found)


def result(status: Status, roster: Roster | None = None, limit_hit: str = "") -> Result:
    return Result(status, "direct", roster, None, 0, (), 7.0, limit_hit)


@pytest.mark.parametrize(
    ("ended", "error"),
    [
        (result(Status.UNKNOWN, limit_hit="time"), NoRosterError),
        (result(Status.FEASIBLE, roster_of(), "interrupt"), KeyboardInterrupt),
        (result(Status.FEASIBLE, roster_of(WEEK.replace("e----e-", "eeeee--"))), OutsideError),
    ],
    ids=["time", "interrupt", "wrong"],
)
def test_a_search_that_ends_otherwise_gives_no_answer(
    outlook: Outlook, ended: Result, error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staffing.granting.nearest, "solve", lambda *_, **__: ended)
    with pytest.raises(error):
        answered(outlook, asked_of(outlook, "bela", WEDNESDAY, "off"))


@pytest.mark.parametrize(
    ("agent", "day", "want", "said"),
    [
        ("belo", WEDNESDAY, "off", '--agent "belo" is not in agents.csv; nearest is "bela"'),
        ("lara", WEDNESDAY, "off", '--agent "lara" is a lead, who is not rostered; name an agent'),
        ("bela", date(2026, 3, 9), "off", "--date 2026-03-09 is not planned; give a day from 2026-03-02 to 2026-03-08"),
        ("bela", WEDNESDAY, "not:lat", '--want is "not:lat"; it must be a shift (early, late), "off" or "not:SHIFT"'),
        ("bela", WEDNESDAY, None, "requests.csv has no row of bela on 2026-03-04; say what is wanted with --want"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(
    outlook: Outlook, agent: str, day: date, want: str | None, said: str
) -> None:
    with pytest.raises(InputError) as told:
        asked_of(outlook, agent, day, want)
    assert str(told.value).startswith(said)


def test_a_wish_is_that_of_the_right_person(outlook: Outlook) -> None:
    assert asked_of(outlook, "caio", WEDNESDAY, "early").agent == number_of(outlook, "caio")
