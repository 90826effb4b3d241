"""The log of what was published: read with what is wrong in it, and its digest."""

from __future__ import annotations

from datetime import date

import pytest

from staffing.read.publications import published_table
from staffing.reports.published_tables import log_csv

from .conftest import Desk

LOG = """\
as_of,agent_id,date,was,now,start,end
2026-11-05T12:00:00+07:00,budi,2026-11-09,,early,2026-11-09T06:00:00+07:00,2026-11-09T15:00:00+07:00
2026-11-06T12:00:00+07:00,gone,2026-11-10,dawn,,2026-11-10T04:00:00+07:00,2026-11-10T05:00:00+07:00
"""


def test_a_log_is_read_with_people_and_shifts_that_are_gone(desk: Desk) -> None:
    workspace = desk.write("published_changes.csv", LOG).read()
    first, second = workspace.published_changes
    assert (first.agent_id, first.date, first.was, first.now) == ("budi", date(2026, 11, 9), (), ("early",))
    assert (second.agent_id, second.was, second.now, second.start[0].hour) == ("gone", ("dawn",), (), 4)
    assert "published_changes.csv" in workspace.digests


def test_a_log_written_again_is_the_same_text(desk: Desk) -> None:
    assert log_csv(desk.write("published_changes.csv", LOG).read().published_changes) == LOG


def test_a_log_saved_with_semicolons_and_dotted_dates_is_read(desk: Desk) -> None:
    changed = LOG.replace(",", ";").replace("2026-11-09;", "09.11.2026;")
    assert desk.write("published_changes.csv", changed).read().published_changes[0].date == date(2026, 11, 9)


def test_without_a_log_nothing_was_told(desk: Desk) -> None:
    assert desk.read().published_changes == ()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("budi,2026-11-09,,early", "budi,2026-11-09,,", "2 was and now are both empty; a row tells of a shift"),
        ("budi,2026-11-09", "budi,9 Nov", '2 date is "9 Nov"; write a date as 2026-11-23'),
        ("gone,", "=cmd,", '3 agent_id is "=cmd"; it must be made of letters, digits, "_", "-" or "."'),
        (",dawn,", ",da wn,", '3 was is "da wn"; it must be made of letters'),
        ("2026-11-10T04:00:00+07:00", "4am", '3 start is "4am"; it must be a time with offset such as 2026-11-23T06'),
        ("2026-11-10T04:00:00+07:00", "2026-11-31T04:00+07:00", "it must be a time that exists, such as"),
        (",early,", ",early|late,", "2 there are 1 start and 1 end for 2 shifts; give one of each a shift"),
        ("as_of,agent_id", "as_of,agent", '1 the column "agent" is not known; nearest is "agent_id"'),
        ("was,now", "was,note", '1 the column "note" is not known'),
    ],
)
def test_a_row_that_cannot_be_is_told_with_its_line(desk: Desk, old: str, new: str, sentence: str) -> None:
    told = desk.write("published_changes.csv", LOG.replace(old, new, 1)).fault()
    assert told.startswith("published_changes.csv:")
    assert sentence in told


def test_a_log_that_leads_outside_is_refused(desk: Desk) -> None:
    outside = desk.folder.parent / "log.csv"
    outside.write_text(LOG)
    (desk.folder / "published_changes.csv").symlink_to(outside)
    assert "published_changes.csv leads outside the workspace folder" in desk.fault()


def test_published_csv_is_given_cell_by_cell(desk: Desk) -> None:
    desk.write("published.csv", "\ufeffnote;Agent_ID;date;shift_id\n a;budi ;09.11.2026;early;;\n\n;;;\n")
    desk.read()
    table = published_table(desk.folder)
    assert table.header == ("note", "Agent_ID", "date", "shift_id")
    (row,) = table.rows
    assert (row.agent_id, row.date, row.shift_id) == ("budi", date(2026, 11, 9), "early")
    assert row.cells == (" a", "budi ", "09.11.2026", "early")


def test_no_published_csv_is_a_table_without_a_header(desk: Desk) -> None:
    (desk.folder / "published.csv").unlink()
    assert published_table(desk.folder).header == ()
