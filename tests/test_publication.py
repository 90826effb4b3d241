"""What publishing a roster changes, against what people were told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from staffing.documents.people import Assignment
from staffing.outlook import look_ahead
from staffing.plan import Plan, Settings, judge_roster
from staffing.publication import Publication, not_to_publish, publication_of
from staffing.read.workspace import read_workspace
from staffing.result import Result, Status, Violation
from staffing.roster import Roster
from staffing.rules.agent.published_days_off import PublishedDaysOff
from staffing.rules.applied import Applied
from tests.reports.published_plans import after, published, told, working
from tests.reports.small_desk import write_small_desk

MONDAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    outlook = look_ahead(read_workspace(write_small_desk(tmp_path_factory.mktemp("publication") / "w")))
    return judge_roster(outlook, Roster.empty(outlook.problem), Settings(seed=3, replications=20))


def changes(publication: Publication) -> list[tuple[str, int, str, str]]:
    return [
        (change.agent_id, (change.date - MONDAY).days, "|".join(change.was.ids), "|".join(change.now.ids))
        for change in publication.changes
    ]


def row(agent: str, day: int, shift: str) -> Assignment:
    return Assignment(agent_id=agent, date=MONDAY + timedelta(days=day), shift_id=shift)


def test_at_first_all_is_new(desk: Plan) -> None:
    found = publication_of(working(desk, ("ana", 0, "early"), ("bela", 1, "late")))
    assert changes(found) == [("ana", 0, "", "early"), ("bela", 1, "", "late")]
    assert not found.before
    assert not found.written
    assert set(found.sequences.values()) == {0}
    assert [(line.agent_id, line.was, line.now) for line in found.new_rows] == [
        ("ana", (), ("early",)),
        ("bela", (), ("late",)),
    ]


def test_what_was_published_again_changes_nothing(desk: Plan) -> None:
    plan = working(desk, ("ana", 0, "early"))
    found = publication_of(told(plan, after(plan), (row("ana", 0, "early"),)))
    assert (found.changes, found.new_rows, found.written, found.before) == ((), (), True, True)


def test_a_day_changed_freed_and_added_are_three_changes(desk: Plan) -> None:
    first = working(desk, ("ana", 0, "early"), ("ana", 1, "early"), ("bela", 2, "late"))
    second = working(desk, ("ana", 0, "late"), ("bela", 2, "late"), ("bela", 4, "early"))
    found = publication_of(published(first, second))
    assert changes(found) == [("ana", 0, "early", "late"), ("ana", 1, "early", ""), ("bela", 4, "", "early")]
    assert {(agent, (day - MONDAY).days): count for (day, agent), count in found.sequences.items()} == {
        ("ana", 0): 1,
        ("ana", 1): 1,
        ("bela", 2): 0,
        ("bela", 4): 0,
    }
    (gone,) = found.withdrawn
    assert (gone.agent_id, gone.was.ids, gone.was.start[0].isoformat()) == (
        "ana",
        ("early",),
        "2026-03-03T08:00:00+00:00",
    )


def test_sequences_count_every_change_of_a_day(desk: Plan) -> None:
    early, late, off = working(desk, ("ana", 0, "early")), working(desk, ("ana", 0, "late")), working(desk)
    always = working(desk, ("ana", 0, "early"), ("bela", 0, "early"))
    for number, plans in enumerate([(early,), (early, late), (early, late, off), (early, late, off, early)]):
        assert publication_of(published(*plans)).sequences[MONDAY, "ana"] == number
        again = publication_of(published(*plans, plans[-1]))
        assert again.sequences[MONDAY, "ana"] == number
        assert not again.changes
    assert publication_of(published(early, always)).sequences == {(MONDAY, "ana"): 0, (MONDAY, "bela"): 0}


def test_the_log_knows_what_people_were_told_when_published_csv_was_edited(desk: Plan) -> None:
    log = after(working(desk, ("ana", 0, "early"), ("bela", 1, "late")))
    found = publication_of(told(working(desk, ("ana", 0, "late"), ("bela", 1, "late")), log, (row("bela", 1, "late"),)))
    assert changes(found) == [("ana", 0, "early", "late")]
    added = publication_of(
        told(
            working(desk, ("ana", 0, "early"), ("bela", 1, "late"), ("bela", 3, "early")),
            log,
            (row("bela", 3, "early"),),
        )
    )
    assert changes(added) == [("bela", 3, "", "early")]


def test_a_row_deleted_and_planned_again_is_no_change_but_is_written(desk: Plan) -> None:
    plan = working(desk, ("ana", 0, "early"))
    found = publication_of(told(plan, after(plan)))
    assert (found.changes, found.new_rows, found.written) == ((), (), False)


def test_without_a_log_published_csv_is_what_people_were_told(desk: Plan) -> None:
    before = (row("ana", 0, "early"), row("bela", 1, "late"), row("caio", 0, "late"))
    plan = told(working(desk, ("ana", 0, "late"), ("bela", 1, "late")), published=before)
    found = publication_of(plan)
    assert changes(found) == [("ana", 0, "early", "late"), ("caio", 0, "late", "")]
    assert found.before
    assert found.sequences[MONDAY, "ana"] == 1
    assert found.sequences[MONDAY + timedelta(days=1), "bela"] == 0


def test_what_stays_is_taken_over_into_a_new_log(desk: Plan) -> None:
    plan = told(working(desk, ("ana", 0, "early")), published=(row("ana", 0, "early"),))
    (line,) = publication_of(plan).new_rows
    assert (line.was, line.now) == (("early",), ("early",))
    freed = publication_of(told(working(desk), after(plan)))
    assert changes(freed) == [("ana", 0, "early", "")]
    assert freed.sequences[MONDAY, "ana"] == 1


def test_the_same_shift_at_other_times_is_a_change(desk: Plan) -> None:
    plan = working(desk, ("ana", 0, "early"))
    (line,) = after(plan)
    moved = line.model_copy(update={"start": tuple(start - timedelta(hours=1) for start in line.start)})
    found = publication_of(told(plan, (moved,)))
    assert changes(found) == [("ana", 0, "early", "early")]
    assert found.sequences[MONDAY, "ana"] == 1


def test_other_days_and_people_who_are_not_planned_are_left_alone(desk: Plan) -> None:
    (line,) = after(working(desk, ("ana", 0, "early")))
    others = tuple(
        line.model_copy(update=update)
        for update in ({"agent_id": "lara"}, {"agent_id": "gone"}, {"date": MONDAY - timedelta(days=1)})
    )
    published_rows = (row("lara", 0, "early"), row("ana", 7, "early"))
    found = publication_of(told(working(desk), others, published_rows))
    assert (found.changes, found.withdrawn, found.new_rows, found.written) == ((), (), (), True)


def test_shifts_that_the_team_no_longer_has_are_fine_in_the_log(desk: Plan) -> None:
    (line,) = after(working(desk, ("ana", 0, "early")))
    found = publication_of(told(working(desk, ("ana", 0, "late")), (line.model_copy(update={"now": ("dawn",)}),)))
    assert changes(found) == [("ana", 0, "dawn", "late")]


def test_an_interrupted_search_and_a_broken_hard_rule_are_not_published(desk: Plan) -> None:
    def breaking(*rules: str) -> Plan:
        return replace(desk, breaches=tuple(Violation(rule, 1, "minutes", "") for rule in rules))

    assert not_to_publish(breaking()) == ""
    assert not_to_publish(breaking("pins", "requests")) == ""
    assert not_to_publish(breaking("pins", "min_rest", "leave")) == (
        "the roster breaks hard rules (leave, min_rest), so nothing was published"
    )
    result = Result(Status.FEASIBLE, "direct", desk.roster, 0, 0, (), 1.0, "interrupt")
    assert not_to_publish(replace(desk, result=result)) == "the search was interrupted, so nothing was published"
    assert not_to_publish(replace(desk, result=replace(result, limit_hit="time"))) == ""


def test_a_roster_that_gives_up_a_published_day_off_may_be_published(desk: Plan) -> None:
    rule = Applied.of(PublishedDaysOff(label="nights"), "published_days_off:nights")
    outlook = replace(desk.outlook, rules=(*desk.outlook.rules, rule))
    broken = (Violation(rule.rule, 1, "shifts on published days off", ""),)
    assert not_to_publish(replace(desk, outlook=outlook, breaches=broken)) == ""
