"""What a publication changes, told: sentences, tables, and the files of the workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from rich.console import Console

from staffing.documents.people import Assignment
from staffing.plan import Plan
from staffing.publication import publication_of
from staffing.read.publications import PublishedRow, PublishedTable
from staffing.reports.changes import (
    change_sentences,
    changes_csv,
    changes_record,
    changes_section,
    headline,
    print_changes,
)
from staffing.reports.people import marked
from staffing.reports.published_tables import log_csv, published_csv, published_files
from staffing.reports.view.document import mark
from staffing.reports.view.page import Table, Text
from tests.reports.published_plans import after, published, told, working

MONDAY = date(2026, 3, 2)


@pytest.fixture
def changed(plan: Plan) -> Plan:
    first = working(plan, ("ana", 0, "early"), ("bela", 1, "late"), ("caio", 4, "late"))
    return published(first, working(plan, ("ana", 0, "late"), ("bela", 2, "early"), ("caio", 4, "late")))


def test_each_change_is_a_sentence(changed: Plan) -> None:
    found = publication_of(changed)
    assert headline(found) == "3 changes"
    assert change_sentences(changed, found) == [
        "Ana Sousa, Mon 02 Mar: late instead of early",
        "bela, Tue 03 Mar: now off, late before",
        "bela, Wed 04 Mar: new: early",
    ]


def test_a_first_publication_is_one_sentence(plan: Plan) -> None:
    first = told(working(plan, ("ana", 0, "early"), ("ana", 1, "early"), ("bela", 0, "late")))
    found = publication_of(first)
    assert headline(found) == "3 assignments of 2 people, none published before"
    assert change_sentences(first, found) == []


def test_too_many_new_assignments_are_one_sentence(plan: Plan) -> None:
    first = working(plan, ("ana", 0, "early"))
    shifts = [(agent, day, "late") for agent in ("ana", "bela") for day in range(7)]
    now = published(first, working(plan, *shifts))
    assert change_sentences(now, publication_of(now)) == [
        "Ana Sousa, Mon 02 Mar: late instead of early",
        "13 assignments of 2 people more, new on days without a shift before",
    ]


def test_too_many_changes_end_with_where_they_stand(plan: Plan) -> None:
    days = [(agent, day) for agent in ("ana", "bela") for day in range(7)]
    now = published(
        working(plan, *((agent, day, "early") for agent, day in days)),
        working(plan, *((agent, day, "late") for agent, day in days), ("caio", 0, "late")),
    )
    sentences = change_sentences(now, publication_of(now))
    assert len(sentences) == 12
    assert sentences[-2:] == [
        "and 4 more changes in changes.csv",
        "1 assignment of 1 person more, new on days without a shift before",
    ]
    fewer = replace(publication_of(now), changes=publication_of(now).changes[1:15])
    assert len(change_sentences(now, fewer)) == 12


def test_a_shift_at_other_times_is_told_with_its_times(plan: Plan) -> None:
    first = working(plan, ("ana", 0, "early"))
    (line,) = after(told(first))
    moved = line.model_copy(update={"start": tuple(start - timedelta(hours=1) for start in line.start)})
    now = told(first, (moved,))
    assert change_sentences(now, publication_of(now)) == [
        "Ana Sousa, Mon 02 Mar: early 08:00-16:00 instead of early 07:00-16:00"
    ]


def test_changes_as_a_table_and_as_data(changed: Plan) -> None:
    found = publication_of(changed)
    assert changes_csv(found).splitlines() == [
        "agent_id,date,was,now",
        "ana,2026-03-02,early,late",
        "bela,2026-03-03,late,",
        "bela,2026-03-04,,early",
    ]
    record = changes_record(found)
    assert (record["before"], record["as_of"]) == (True, "2026-02-27T08:00:00+00:00")
    assert record["changes"][1] == {"agent_id": "bela", "date": "2026-03-03", "was": ["late"], "now": []}


def test_the_page_has_every_change_with_marks_for_names(changed: Plan) -> None:
    unnamed = marked(changed)
    section = changes_section(unnamed, publication_of(unnamed), published=True)
    assert section is not None
    said, table = section.blocks
    assert isinstance(said, Text)
    assert isinstance(table, Table)
    assert said.sentences == ("3 changes to what people were told before.",)
    assert table.rows[0] == (mark("ana"), "Mon 02 Mar", "early", "late")
    assert table.rows[1] == (mark("bela"), "Tue 03 Mar", "late", "off")
    draft = changes_section(unnamed, publication_of(unnamed), published=False)
    assert draft is not None
    assert draft.title == "Changes to what is published"


def test_the_page_of_a_first_draft_says_nothing_of_changes(plan: Plan) -> None:
    first = told(working(plan, ("ana", 0, "early")))
    assert changes_section(first, publication_of(first), published=False) is None
    section = changes_section(first, publication_of(first), published=True)
    assert section is not None
    assert section.blocks == (Text(sentences=("1 assignment of 1 person, none published before.",)),)
    again = told(working(plan, ("ana", 0, "early")), after(first))
    same = changes_section(again, publication_of(again), published=False)
    assert same is not None
    assert same.blocks == (Text(sentences=("Publishing this roster changes nothing.",)),)


def test_the_terminal_tells_what_a_draft_would_change_and_nothing_of_a_first_one(plan: Plan, changed: Plan) -> None:
    def printed(shown: Plan, *, is_published: bool) -> str:
        out = Console(width=90, markup=False, highlight=False)
        with out.capture() as captured:
            print_changes(out, shown, publication_of(shown), published=is_published)
        return captured.get()

    assert printed(changed, is_published=False).startswith("Not published yet: 3 changes\n- Ana Sousa, Mon")
    assert printed(changed, is_published=True).startswith("Published: 3 changes\n- Ana Sousa, Mon")
    first = told(working(plan, ("ana", 0, "early")))
    assert printed(first, is_published=False) == ""
    assert printed(told(first, after(first)), is_published=False) == ""
    assert printed(told(first, after(first)), is_published=True) == "Published: nothing changed\n"


def table(header: str, *rows: str) -> PublishedTable:
    def row(line: str) -> PublishedRow:
        cells = tuple(line.split(","))
        return PublishedRow(cells[0], date.fromisoformat(cells[1]), cells[2], cells)

    return PublishedTable(tuple(header.split(",")), tuple(map(row, rows)))


def test_rows_of_other_days_and_people_stay_with_their_columns(plan: Plan) -> None:
    now = told(working(plan, ("ana", 0, "late"), ("bela", 1, "late")))
    before = table(
        "Agent_ID,date,shift_id,note,END",
        "ana,2026-02-27,early,=1+1,",
        "ana,2026-03-02,early,swapped,",
        "bela,2026-03-03,late,keep,",
        "lara,2026-03-04,early,lead,",
        "ana,2026-03-09,early,next,",
    )
    assert published_csv(now, before).splitlines() == [
        "Agent_ID,date,shift_id,note,END",
        "ana,2026-02-27,early,'=1+1,",
        "lara,2026-03-04,early,lead,",
        "ana,2026-03-02,late,,2026-03-02T18:00:00+00:00",
        "bela,2026-03-03,late,keep,2026-03-03T18:00:00+00:00",
        "ana,2026-03-09,early,next,",
    ]


def test_a_published_csv_that_we_begin_has_times_and_sites(plan: Plan) -> None:
    text = published_csv(told(working(plan, ("ana", 0, "late"))), PublishedTable())
    assert text == (
        "agent_id,date,shift_id,start,end,site\n"
        "ana,2026-03-02,late,2026-03-02T10:00:00+00:00,2026-03-02T18:00:00+00:00,lisbon\n"
    )


def test_the_log_grows_and_nothing_is_written_where_nothing_changed(plan: Plan, changed: Plan) -> None:
    files = published_files(changed, publication_of(changed), PublishedTable())
    lines = files["published_changes.csv"].splitlines()
    assert len(lines) == 1 + 3 + 3
    assert lines[5] == (
        "2026-02-27T08:00:00+00:00,bela,2026-03-03,late,,2026-03-03T10:00:00+00:00,2026-03-03T18:00:00+00:00"
    )
    first = working(plan, ("ana", 0, "early"))
    held = (Assignment(agent_id="ana", date=MONDAY, shift_id="early"),)
    same = told(first, after(told(first)), held)
    assert published_files(same, publication_of(same), PublishedTable()) == {}
    assert log_csv([]) == "as_of,agent_id,date,was,now,start,end\n"
