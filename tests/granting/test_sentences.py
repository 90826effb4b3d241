"""The sentence that people read first says what was asked, the price, the promise, and who else is concerned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from staffing.conflicts import Conflict, Member, WayOut
from staffing.documents.people import Leave
from staffing.granting.against import UNEXPLAINED, Against
from staffing.granting.asked import asked_of
from staffing.granting.compared import Compared, compared, side_of
from staffing.granting.leave import LeaveAnswer
from staffing.granting.present import Present
from staffing.granting.wish import WishAnswer
from staffing.outlook import Bench, Outlook
from staffing.reports.granting_headlines import leave_headline, unplanned_sentences, wish_headline
from staffing.reports.granting_sentences import cost_sentences, cut_sentence, way_sentences
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
        "Ana Sousa could be spared early and late on Wed 04 Mar"
    )
    assert wish_headline(replace(answer, asked=asked, compared=None)).startswith(
        "Ana Sousa is spared early and late on"
    )


def test_the_price_is_explained_in_one_line_with_the_points_of_the_request_itself(
    outlook: Outlook, both: Compared
) -> None:
    assert both.points > 0
    first, *rules = cost_sentences(outlook, both, own_points=20)
    prices = f"{both.after.price:,} points with it, {both.before.price:,} without"
    own = "the request itself counts 20 where it is refused"
    assert first == f"{prices} (points are weight x amount of what is broken; {own})"
    assert not any(" with it, " in rule for rule in rules)
    assert not list(cost_sentences(outlook, replace(both, after=both.before, rules=())))


def test_a_rule_that_costs_more_is_told_in_the_words_of_its_breaches(outlook: Outlook, both: Compared) -> None:
    worst = both.rules[0]
    assert worst.points > 0
    said = next(line for line in cost_sentences(outlook, both) if line.startswith(f"{worst.rule}, "))
    assert said.startswith(f"{worst.rule}, {worst.points:,} points more: ")
    assert worst.worse[0].note in said
    assert ("; and " in said) == (len(worst.worse) > 2)


def judged(both: Compared, met: tuple[bool, bool], *missed: str) -> Compared:
    """Both sides with another verdict before and after, and targets that are missed after."""
    before, after = (
        replace(side, service=replace(side.service, met=kept, probability_met=0.9 + kept / 20, probability_lower=0.889))
        for side, kept in zip((both.before, both.after), met, strict=True)
    )
    return replace(both, before=replace(before, missed=()), after=replace(after, missed=missed))


def leave_of(outlook: Outlook, both: Compared | None, *days: tuple[date, date]) -> LeaveAnswer:
    asked = [Leave(agent_id="ana", start=start, end=end) for start, end in days or [(WEDNESDAY, WEDNESDAY)]]
    return LeaveAnswer(outlook, tuple(asked), compared=both)


ANAS = "of the leave of Ana Sousa"
MISSED = "it is kept in 90.0% of weeks, no less than 88.9%, where 90% are promised ("


@pytest.mark.parametrize(
    ("met", "missed", "said"),
    [
        ((True, True), (), " can be granted: it costs"),
        ((True, False), ("promise",), f" is possible, but the promise would be missed: {MISSED}95.0% without it); it"),
        ((False, False), ("promise",), f" but the promise is missed with it as it is without: {MISSED}90.0% without"),
        ((True, False), ("promise", "occupancy"), "; it also misses occupancy, met without it; it costs"),
        ((True, True), ("maximum_age", "occupancy"), ", but it misses the maximum age and occupancy, met without it"),
    ],
)
def test_leave_can_be_granted_only_where_the_promise_is_kept_with_it(
    outlook: Outlook, both: Compared, met: tuple[bool, bool], missed: tuple[str, ...], said: str
) -> None:
    told = leave_headline(leave_of(outlook, judged(both, met, *missed)))
    assert said in told
    assert ("can be granted" in told) == met[1]


def test_a_wish_that_misses_the_promise_could_be_granted(answer: WishAnswer, both: Compared) -> None:
    told = wish_headline(replace(answer, compared=judged(both, (True, False), "promise")))
    assert told.startswith("Ana Sousa could have Wed 04 Mar off, but the promise would be missed: it is kept in 90.0%")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((WEDNESDAY, date(2026, 3, 8)), []),
        (
            (date(2026, 3, 8), date(2026, 3, 10)),
            [
                f"{ANAS} from Sun 08 Mar to Tue 10 Mar only Sun 08 Mar is planned and looked at",
                "--weeks 2 looks at all of it",
            ],
        ),
        (
            (date(2026, 2, 26), date(2026, 3, 9)),
            [
                f"{ANAS} from Thu 26 Feb to Mon 09 Mar only Mon 02 Mar to Sun 08 Mar are planned and looked at",
                "--weeks 2 looks at all from then on",
                "what is before Mon 02 Mar lies in weeks that have begun, which are not planned",
            ],
        ),
        (
            (WEDNESDAY, date.max),
            [
                f"{ANAS} from Wed 04 Mar to Fri 31 Dec only Wed 04 Mar to Sun 08 Mar are planned and looked at",
                "ask about the other days with another --week; at most 53 weeks are planned at once",
            ],
        ),
    ],
)
def test_days_that_are_not_planned_are_told_and_how_to_plan_them(
    outlook: Outlook, days: tuple[date, date], said: list[str]
) -> None:
    assert list(unplanned_sentences(leave_of(outlook, None, days))) == said


def test_a_search_that_the_clock_cut_gives_no_exact_price(both: Compared) -> None:
    assert cut_sentence(both) == ""
    assert "the price told is not exact" in cut_sentence(replace(both, cut=True))


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
