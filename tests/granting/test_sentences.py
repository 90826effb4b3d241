"""The sentence that people read first says what was asked, the price, the promise, and who else is concerned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from staffing.conflicts import Conflict, Member, WayOut
from staffing.granting.against import UNEXPLAINED, Against
from staffing.granting.asked import asked_of
from staffing.granting.compared import Compared, compared, side_of
from staffing.granting.present import Present
from staffing.granting.wish import WishAnswer
from staffing.outlook import Bench, Outlook
from staffing.reports.granting_sentences import cost_sentences, way_sentences, wish_headline
from staffing.rules.agent.leave import LeaveDays
from tests.granting.desk import WEEK, roster_of

WEDNESDAY = date(2026, 3, 4)
OTHER = WEEK.replace("-eeell-", "ee-ell-").replace("llll--l", "ll--l-l")
LEAVE = Member(LeaveDays(), 2, 2, "leave on Wed 04 Mar")
WAY = WayOut((LEAVE,), "give up the leave of caio", 1, "leave days", 1234)


@pytest.fixture(scope="module")
def both(outlook: Outlook) -> Compared:
    bench = Bench(outlook, 3, 60, None)
    sides = (side_of(outlook, roster, bench.judge(roster, 3)) for roster in (roster_of(), roster_of(OTHER)))
    return compared(outlook, *sides)


@pytest.fixture
def answer(outlook: Outlook, both: Compared) -> WishAnswer:
    return WishAnswer(outlook, asked_of(outlook, "ana", WEDNESDAY, "off"), Present("mine", roster_of()), compared=both)


def test_many_changes_are_counted_and_few_are_told(answer: WishAnswer) -> None:
    assert wish_headline(answer).endswith("; 4 other days of 2 people change")
    assert answer.compared is not None
    own = [change for change in answer.compared.days if change.day == answer.asked.day and change.agent == 0]
    alone = replace(answer, compared=replace(answer.compared, days=tuple(own)))
    assert wish_headline(alone).endswith("; nothing else changes")


def test_a_lower_price_and_mended_rules_are_told(answer: WishAnswer, both: Compared) -> None:
    cheaper = replace(both, before=both.after, after=replace(both.before, ledger=()))
    said = wish_headline(replace(answer, compared=replace(cheaper, before=replace(cheaper.before, hard=2))))
    assert f": it even costs {cheaper.before.price:,} points less, breaches of hard rules mended (2), and the" in said


def test_what_is_not_wanted_is_told_by_its_shifts(outlook: Outlook, answer: WishAnswer) -> None:
    asked = replace(asked_of(outlook, "ana", WEDNESDAY, "off"), wants=("not:early", "not:late"))
    assert wish_headline(replace(answer, asked=asked)).startswith(
        "Ana Sousa can be spared early and late on Wed 04 Mar"
    )
    assert wish_headline(replace(answer, asked=asked, compared=None)).startswith(
        "Ana Sousa is spared early and late on"
    )


def test_the_points_of_the_request_itself_are_told_apart(both: Compared) -> None:
    cost = both.points
    assert cost > 0
    said = list(cost_sentences(both, own_points=20))
    assert said[1] == f"its own request counts 20 points where it is refused: all else costs {cost + 20:,} points more"
    same = replace(both, after=both.before)
    assert "no rule stood against it: a roster with it costs as much as the one without" in cost_sentences(same)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Against((), (Conflict((LEAVE,), True),), ()), "this cannot hold together with the wish: caio: leave on Wed"),
        (
            Against((), (Conflict((LEAVE,) * 4, True),), (WAY,)),
            "4 rules and facts cannot hold together with the wish; ",
        ),
        (Against((), (Conflict((LEAVE,) * 2, True),), (), anyway=True), "there is no roster without it either; these"),
        (Against(("it is closed",), (), ()), "it is closed"),
        (UNEXPLAINED, "two searches agree, and no set of rules was found that explains it"),
    ],
)
def test_what_stands_against_it_is_told_at_once(answer: WishAnswer, found: Against, said: str) -> None:
    told = wish_headline(replace(answer, compared=None, against=found))
    assert told.startswith(f"Ana Sousa cannot have Wed 04 Mar off: {said}")


def test_a_way_out_is_told_with_its_price() -> None:
    assert way_sentences(Against((), (), (WAY,))) == ["give up the leave of caio; the roster then costs 1,234 points"]
    assert way_sentences(Against((), (), (replace(WAY, objective=None),))) == ["give up the leave of caio"]
