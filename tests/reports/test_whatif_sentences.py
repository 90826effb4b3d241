"""The sentences of a what-if: the frontier's verdict, prices, the ways to meet a sale, and what stands beside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.documents.workspace import Workspace
from staffing.outlook import Outlook
from staffing.reports.whatif.frontier import frontier_sentences
from staffing.reports.whatif.prices import price_sentences
from staffing.reports.whatif.readiness import option_sentences, readiness_sentences
from staffing.reports.whatif.sentences import missed, notes, ranked, search, ways_out
from staffing.reports.whatif.words import added, everything, runs, weeks_interval
from staffing.scenarios.figures import Figures, Screen, Tried
from staffing.service.rates import wilson_interval
from tests.reports.whatif_answers import (
    EQUAL,
    HARDER,
    TWO_SHIFTS,
    answer,
    figures,
    frontier,
    missing,
    price,
    sale,
    tried,
)

IDLE = figures(utilization=0.4349, missed=("utilization",))


@pytest.fixture(scope="session")
def workspace(outlook: Outlook) -> Workspace:
    return outlook.workspace


def said(*rows: tuple[int, Figures | None]) -> str:
    return " ".join(frontier_sentences(frontier(*rows), "EUR"))


def test_a_headcount_that_does_both() -> None:
    assert said((4, missing(0.7)), (5, figures()), (6, figures()), (7, IDLE)) == (
        "5 to 7 agents keep the promise (5: in 94.0% of weeks, no less than 93.1%); "
        "4 to 6 keep the utilization band (50% to 70%); 5 and 6 do both."
    )
    assert said((4, missing(0.7)), (5, figures())).endswith("5 does both.")


def test_none_does_both() -> None:
    assert said((4, missing(0.6)), (5, missing(0.82)), (6, IDLE)) == (
        "6 agents keep the promise (in 94.0% of weeks, no less than 93.1%); "
        "4 and 5 keep the utilization band (50% to 70%); none does both. "
        "6 agents are the fewest that keep the promise, with a utilization of 43.5%: a band from 43% on would "
        "hold both. "
        "5 agents are the most within the utilization band (50% to 70%): with them the promise is kept in 82.0% of "
        "weeks (no less than 81.0%), and 92.0% on time could be promised in 90% of weeks."
    )


def test_the_promise_alone() -> None:
    text = said((1, IDLE), (2, IDLE))
    assert text.startswith("1 and 2 agents keep the promise (1: in 94.0%")
    assert "none of those tried keeps the utilization band (50% to 70%); none does both." in text
    assert "1 agent is the fewest that keeps the promise" in text
    busy = said((3, figures(utilization=0.721, missed=("utilization",))))
    assert "a band up to 73% would hold both" in busy


def test_none_keeps_the_promise() -> None:
    text = said((4, missing(0.6)), (5, missing(0.82, way_out=TWO_SHIFTS, promisable_rate=0.0)))
    assert text.startswith(
        "None of the headcounts tried (4 and 5) keeps the promise. 5 agents come nearest: the promise is kept in 82.0% "
        "of weeks (no less than 81.0%). To these 5: with 2 more shifts it would be kept in 93.0% of weeks, for 16 paid "
        "hours and 320 EUR more."
    )
    assert "could be promised" not in text
    neither = said((4, missing(0.6, missed=("promise", "utilization"))))
    assert neither.endswith("None of those tried keeps the utilization band (50% to 70%).")


def test_a_frontier_without_rosters() -> None:
    assert said((4, None)) == "None of the headcounts tried has a roster."
    screened = replace(frontier((4, None)), tried=(tried("4", screen=Screen(0.9, 0.9, 0.9, 4, 1.0, 0.0)),))
    assert frontier_sentences(screened, "EUR") == ["No roster was made for any headcount."]


def test_failed_headcounts_are_left_out_of_runs() -> None:
    assert said((4, figures()), (5, None), (6, figures())).startswith("4 and 6 agents keep")


def one(workspace: Workspace, tighter: Tried | None, easier: Tried | None = None, key: str = "rate_24h") -> str:
    return " ".join(price_sentences(price(tighter, easier, key), answer(workspace)))


def test_prices_of_a_rate(workspace: Workspace) -> None:
    kept = "the promise is kept in 94.0% of weeks."
    same, dear = tried("x", figures(), EQUAL), tried("x", figures(), HARDER)
    assert one(workspace, same) == f"One point more of rate_24h (90% to 91%) costs nothing: {kept}"
    assert (
        one(workspace, dear)
        == f"One point more of rate_24h (90% to 91%) costs 16 paid hours and 320 EUR a week: {kept}"
    )
    assert one(workspace, None, same) == f"One point less of rate_24h (90% to 89%) saves nothing: {kept}"
    mixed = tried("x", figures(), replace(HARDER, paid_hours=-4.0))
    assert "saves 4 paid hours and costs 320 EUR a week" in one(workspace, mixed)
    assert one(workspace, None) == ""


def test_prices_are_those_of_a_week(workspace: Workspace) -> None:
    month = answer(replace(workspace, weeks=4))
    (text,) = price_sentences(price(tried("x", figures(), HARDER)), month)
    assert "costs 4 paid hours and 80 EUR a week" in text


def test_a_target_that_cannot_be_kept(workspace: Workspace) -> None:
    text = one(workspace, tried("x", missing(way_out=TWO_SHIFTS, limit_hit="time"), HARDER))
    assert text == (
        "One point more of rate_24h (90% to 91%) cannot be kept with these people: 2 more shifts would, in 93.0% of "
        "weeks, for 16 paid hours and 320 EUR more (without, 82.0%); the search was cut by its time limit."
    )
    assert "the promise would be kept in 82.0% of weeks" in one(workspace, tried("x", missing(), HARDER))
    floor = tried("x", figures(missed=("day_floor",)), EQUAL)
    assert "the promise is, day_floor is not" in one(workspace, floor, key="targets.day_floor")
    assert "could not be planned: no roster." in one(workspace, tried("x", failure="no roster."))


def test_steps_are_read_from_the_scenario(workspace: Workspace) -> None:
    older = replace(price(None), key="maximum_age_hours", before=96.0, step=4.0)
    sooner = tried("x", figures(), EQUAL, sets=(("targets.maximum_age_hours", "92"),))
    (text,) = price_sentences(replace(older, tighter=sooner), answer(workspace))
    assert text.startswith("4 hours less of maximum_age_hours (96 h to 92 h) costs nothing")
    bare = tried("x", figures(), EQUAL)
    (text,) = price_sentences(replace(older, tighter=bare), answer(workspace))
    assert "(96 h to 92 h)" in text
    half = tried("x", figures(), EQUAL, sets=(("targets.rate_24h", "+0.005"),))
    assert one(workspace, half).startswith("0.5 points more of rate_24h (90% to 90.5%)")


def test_options_are_told_in_their_order(workspace: Workspace) -> None:
    given = answer(workspace, readiness=sale())
    assert option_sentences(given) == [
        "borrow 2 people from 2026-03-04 for 10 days: promise kept in 93.1% of weeks, 80 paid hours and 2,400 EUR more",
        (
            "planned lateness, which promises less (85% on time, and no floor for single days): promise kept in "
            "94.0% of weeks, no paid hours more"
        ),
        "overtime of everybody: not enough, promise kept in 80.0% of weeks, 12 paid hours and 300 EUR more",
    ]
    first, usual, with_it = readiness_sentences(given)
    assert first == "mega sale (x1.8) touches 2026-03-02 to 2026-03-08."
    assert usual.startswith("Without it the promise is kept in 94.0% of weeks")
    assert with_it.endswith("; in weeks kept -12.0 points (-14.0 to -10.0).")


def test_an_option_may_pass_the_maximum_age_or_fail(workspace: Workspace) -> None:
    readiness = sale()
    old = tried("x", figures(missed=("maximum_age",), oldest_hours_p95=101.2))
    ways = (
        replace(readiness.options[2], tried=old),
        replace(readiness.options[2], tried=tried("x", failure="no roster in time")),
    )
    given = answer(workspace, readiness=replace(readiness, options=ways, as_it_is=readiness.usual))
    passed, failed = option_sentences(given)
    assert passed.endswith("but the maximum age is passed (101.2 h)")
    assert failed == "overtime of everybody: there is no roster: no roster in time"
    assert readiness_sentences(given)[-1] == "Nothing has to be done."


def test_what_stands_beside(workspace: Workspace) -> None:
    late = tried("late", missing(missed=("promise", "maximum_age"), oldest_hours_p95=97.3, limit_hit="work"), HARDER)
    given = answer(workspace, late, tried("why", missing(way_out=TWO_SHIFTS, notes=("a", "b"))), interrupted=True)
    assert missed(given) == ["late: the promise, the maximum age (97.3 h)", "why: the promise"]
    assert ways_out(given) == [
        "why: with 2 more shifts it would be kept in 93.0% of weeks, for 16 paid hours and 320 EUR more"
    ]
    assert notes(given) == ["why: a; b"]
    stopped, cut = search(given)
    assert stopped.startswith("The search stopped at its limit of deterministic work in late;")
    assert cut.startswith("Interrupted")


def test_the_screened_are_ranked(workspace: Workspace) -> None:
    found = [tried(f"s{at}", screen=Screen(0.9, 0.9 + at / 100, 0.9, 4, 100.0 - at, 0.0)) for at in range(6)]
    lines = ranked(answer(workspace, *found, screened=True))
    assert lines[0].startswith("s5: screened, the promise is kept in 95.0%")
    assert lines[-1] == "and 2 more scenarios"


def test_all_that_was_tried_is_listed_once(workspace: Workspace) -> None:
    heads, readiness = frontier((3, figures())), sale()
    given = answer(workspace, *heads.tried, frontier=heads, readiness=readiness, prices=(price(readiness.as_it_is),))
    names = [each.name for each in everything(given)]
    assert names == ["base", "full_time=3", "as it is", "borrowed", "planned_lateness", "overtime"]


def test_words() -> None:
    assert runs([6, 4, 5, 9, 8]) == "4 to 6, 8 and 9"
    assert added(0.0, 0.0, "EUR") == "no paid hours more"
    assert added(1.0, 0.0, "EUR") == "1 paid hour more"
    assert added(-2.0, -14_560_000.0, "IDR") == "2 paid hours and 14,560,000 IDR less"
    assert added(1_234_567.5, -3.0, "EUR") == "1,234,567.5 paid hours more and 3 EUR less"


@pytest.mark.parametrize("successes", [0, 1, 700, 999, 1000])
def test_the_interval_of_weeks_is_wilsons(successes: int) -> None:
    low, high = wilson_interval(successes, 1000)
    found = figures(probability_met=successes / 1000, probability_lower=low, replications=1000)
    assert weeks_interval(found) == pytest.approx((low, high), abs=1e-9)
