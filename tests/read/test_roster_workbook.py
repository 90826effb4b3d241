"""The sheet to edit, as people leave it behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from staffing.errors import InputError
from staffing.read import spreadsheets
from staffing.read.rosters import read_roster
from tests.read.conftest import TWO_SITES, Desk, write_files

HEADS = ("agent_id", "name", *(f"2026-11-{day:02d}" for day in range(9, 16)), "hours", "due")
ROWS = (
    ("budi", "Budi", "early", "late", "", "off", "leave", "", "", 16, 40),
    ("sari", "Sari", "", "", "·", "-", "", "late", "early|late", 8, 40),
)
PLANNED = {
    ("budi", date(2026, 11, 9), "early"),
    ("budi", date(2026, 11, 10), "late"),
    ("sari", date(2026, 11, 14), "late"),
    ("sari", date(2026, 11, 15), "early"),
    ("sari", date(2026, 11, 15), "late"),
}
HEAD, BUDI, SARI = 4, 5, 6
"""Rows, as Excel counts them."""

Change = Callable[[Worksheet], object]


def write(tmp_path: Path, *changes: Change) -> Path:
    """The sheet in a workbook, changed."""
    book = openpyxl.Workbook()
    book.active.title = "Roster"
    sheet = book.create_sheet("Edit")
    sheet.append(["The desk"])
    sheet.append(["Change the shifts below."])
    sheet.append([None, None, "Mon", "Tue"])
    sheet.append(list(HEADS))
    for row in ROWS:
        sheet.append([cell or None for cell in row])
    for change in changes:
        change(sheet)
    path = tmp_path / "roster.xlsx"
    book.save(path)
    return path


def put(cell: str, value: object) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value

    return change


def read(desk: Desk, path: Path) -> set[tuple[str, date, str]]:
    return {(row.agent_id, row.date, row.shift_id) for row in read_roster(path, desk.read())}


def fault(desk: Desk, path: Path) -> str:
    """What is said of the file, without its folder."""
    with pytest.raises(InputError) as caught:
        read_roster(path, desk.read())
    return str(caught.value).replace(f"{path.parent}/", "")


def test_the_sheet_is_read_wherever_it_stands(desk: Desk, tmp_path: Path) -> None:
    assert read(desk, write(tmp_path)) == PLANNED


def test_two_shifts_on_a_day_are_left_to_the_check(desk: Desk, tmp_path: Path) -> None:
    assert len(read_roster(write(tmp_path), desk.read())) == 5


def test_letters_and_spaces_are_forgiven(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, put("C5", " EARLY "), put("A6", "Sari "), put("D5", "Late"), put("F5", " OFF"))
    assert read(desk, path) == PLANNED


def test_rows_may_be_sorted(desk: Desk, tmp_path: Path) -> None:
    def swap(sheet: Worksheet) -> None:
        for column in range(1, 12):
            upper, lower = sheet.cell(BUDI, column), sheet.cell(SARI, column)
            upper.value, lower.value = lower.value, upper.value

    assert read(desk, write(tmp_path, swap)) == PLANNED


def test_days_may_change_places_with_their_heads(desk: Desk, tmp_path: Path) -> None:
    def swap(sheet: Worksheet) -> None:
        for row in range(HEAD, SARI + 1):
            left, right = sheet.cell(row, 3), sheet.cell(row, 9)
            left.value, right.value = right.value, left.value

    assert read(desk, write(tmp_path, swap)) == PLANNED


def test_heads_that_became_dates_are_days_still(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, put("C4", date(2026, 11, 9)), put("D4", datetime(2026, 11, 10)), put("E4", "11.11.2026"))
    assert read(desk, path) == PLANNED


def test_empty_rows_say_nothing(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, lambda sheet: sheet.insert_rows(SARI, 3), put("J6", "=SUM(C6:I6)"), put("J8", 0))
    assert read(desk, path) == PLANNED


def test_what_stands_above_the_heads_says_nothing(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, put("F1", "call sari"), put("M3", 12), lambda sheet: sheet.merge_cells("A1:F1"))
    assert read(desk, path) == PLANNED


def test_names_sites_and_sums_say_nothing(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, put("B5", "=1+1"), put("J5", "=SUM(C5:I5)"), put("K6", "none"))
    assert read(desk, path) == PLANNED


def test_days_outside_the_week_are_read_as_they_are(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, put("L4", "2026-11-16"), put("L5", "early"))
    assert read(desk, path) == PLANNED | {("budi", date(2026, 11, 16), "early")}


def test_a_roster_of_another_week_is_read_as_it_is(desk: Desk, tmp_path: Path) -> None:
    changes = [put(f"{column}4", f"2026-12-{day:02d}") for day, column in enumerate("CDEFGHI", 7)]
    found = read_roster(write(tmp_path, *changes, lambda sheet: sheet.delete_rows(SARI)), desk.read())
    assert [row.date for row in found] == [date(2026, 12, 7), date(2026, 12, 8)]


def test_a_shift_whose_name_is_a_number_may_become_one(desk: Desk, tmp_path: Path) -> None:
    text = (desk.folder / "team.yaml").read_text()
    desk.write("team.yaml", text.replace("id: early", 'id: "1"').replace("early", '"1"'))
    desk.write("published.csv", "agent_id,date,shift_id\n")
    path = write(tmp_path, put("C5", 1), put("I6", "1|late"))
    assert {shift for _, _, shift in read(desk, path)} == {"1", "late"}


def test_a_shift_called_off_is_a_shift(desk: Desk, tmp_path: Path) -> None:
    desk.write("team.yaml", (desk.folder / "team.yaml").read_text().replace("early", "leave"))
    desk.write("published.csv", "agent_id,date,shift_id\n")
    path = write(tmp_path, put("C5", None), put("I6", None))
    assert ("budi", date(2026, 11, 13), "leave") in read(desk, path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("C5", "erly"), 'cell C5 is "erly", which is not a shift of team.yaml; nearest is "early"'),
        (put("C5", "zzz"), 'cell C5 is "zzz", which is not a shift of team.yaml; allowed are early, late'),
        (put("C5", "early|zzz"), 'cell C5 is "zzz", which is not a shift of team.yaml; allowed are early, late'),
        (put("C5", 8.5), "cell C5 is the number 8.5, which is not a shift of team.yaml; allowed are early, late"),
        (put("C5", True), "cell C5 is the value true, which is not a shift of team.yaml; allowed are early, late"),
        (put("C5", date(2026, 11, 9)), "cell C5 is the date 2026-11-09, which is not a shift of team.yaml; allowed"),
        (put("C5", time(8)), "cell C5 is the time 08:00:00, which is not a shift of team.yaml; allowed are"),
        (put("C5", "=D5"), "cell C5 holds a formula without a value; write a shift, or empty it for a day off"),
        (put("A6", "sary"), 'cell A6 is "sary", which is not in agents.csv; nearest is "sari"'),
        (put("A6", 7), 'cell A6 is "7", which is not in agents.csv; allowed are budi, sari, tono'),
        (put("A6", None), "cell A6 is empty; write the agent_id of the row, or empty the whole row"),
        (put("A6", "budi"), 'cell A6 is "budi", which stands in A5 already; keep one row of each person'),
        (put("A7", "BUDI"), 'cell A7 is "budi", which stands in A5 already; keep one row of each person'),
        (put("B8", "a note"), "cell A8 is empty; write the agent_id of the row, or empty the whole row"),
        (put("C4", "Monday"), 'cell C4 is "Monday"; a head is a date as 2026-11-23, or one of name, site, hours, due'),
        (put("C4", 46335), 'cell C4 is "46335"; a head is a date as 2026-11-23, or one of name, site, hours, due'),
        (put("C4", "2026-11-10"), "cell D4 is 2026-11-10, which stands in C4 already; keep one of the two"),
        (put("C4", None), 'cell C5 is "early" in a column without a head; write the head in C4, or empty the column'),
        (put("M6", "ask her"), 'cell M6 is "ask her" in a column without a head; write the head in M4, or empty the'),
        (lambda sheet: sheet.merge_cells("C5:D5"), "cells C5:D5 are merged; unmerge them and write into each cell"),
        (lambda sheet: sheet.merge_cells("A4:B4"), "cells A4:B4 are merged; unmerge them and write into each cell"),
        (
            lambda sheet: sheet.insert_cols(1),
            "cell B4 is agent_id, which must be the first column; move it back to column A",
        ),
    ],
)
def test_a_cell_that_says_nothing_clear_is_named(desk: Desk, tmp_path: Path, change: Change, said: str) -> None:
    assert fault(desk, write(tmp_path, change)).startswith(f"roster.xlsx, sheet Edit, {said}")
    assert "\n" not in fault(desk, write(tmp_path, change))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda sheet: sheet.delete_rows(HEAD),
            "has no row of heads, which begins with agent_id in column A; put it back above the people",
        ),
        (
            lambda sheet: sheet.delete_cols(1),
            "has no row of heads, which begins with agent_id in column A; put it back above the people",
        ),
        (lambda sheet: sheet.delete_rows(SARI), 'has no row of "sari"; put it back (empty cells are days off)'),
        (
            lambda sheet: sheet.delete_cols(5),
            "has no column for 2026-11-11; put its date back into the heads (empty cells are days off)",
        ),
        (put("XFD1048576", "x"), "reaches to cell XFD1048576; delete what stands far outside the table"),
        (
            lambda sheet: sheet.delete_rows(1, 20),
            "has no row of heads, which begins with agent_id in column A; put it back above the people",
        ),
    ],
)
def test_a_table_that_lost_a_part_is_refused(desk: Desk, tmp_path: Path, change: Change, said: str) -> None:
    assert fault(desk, write(tmp_path, change)) == f"roster.xlsx, sheet Edit {said}"


def test_an_agent_without_a_row_is_missed_only_if_planned(desk: Desk, tmp_path: Path) -> None:
    text = (desk.folder / "agents.csv").read_text().replace("sari,Sari,full_time,agent", "sari,Sari,full_time,lead")
    desk.write("agents.csv", text)
    assert {agent for agent, _, _ in read(desk, write(tmp_path, lambda sheet: sheet.delete_rows(SARI)))} == {"budi"}


def test_an_error_of_excel_is_no_day_off(desk: Desk, tmp_path: Path) -> None:
    def broken(sheet: Worksheet) -> None:
        sheet["C5"] = "#REF!"
        sheet["C5"].data_type = "e"

    said = 'cell C5 holds the error "#REF!"; write a shift, or empty it for a day off'
    assert fault(desk, write(tmp_path, broken)) == f"roster.xlsx, sheet Edit, {said}"


def test_several_faults_are_told_at_once(desk: Desk, tmp_path: Path) -> None:
    lines = fault(desk, write(tmp_path, put("C5", "x1"), put("D6", "x2"))).splitlines()
    assert ["C5" in lines[0], "D6" in lines[1], len(lines)] == [True, True, 2]


def test_a_sheet_of_something_else_is_not_told_cell_by_cell(desk: Desk, tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(7, 100):
            sheet.cell(row, 1, f"nobody{row}")

    assert len(fault(desk, write(tmp_path, fill)).splitlines()) == 11


def test_a_shift_of_another_site_is_refused(tmp_path: Path) -> None:
    desk = write_files(tmp_path / "two", TWO_SITES)
    said = 'cell I6 is "early", which is not worked at manila, the site of sari; allowed are late'
    assert fault(desk, write(tmp_path)) == f"roster.xlsx, sheet Edit, {said}"


def test_a_shift_on_a_day_of_leave_is_left_to_the_check(desk: Desk, tmp_path: Path) -> None:
    assert ("sari", date(2026, 11, 12), "late") in read(desk, write(tmp_path, put("F6", "late")))


def test_a_workbook_of_ours_without_its_sheet_says_so(desk: Desk, tmp_path: Path) -> None:
    def rename(sheet: Worksheet) -> None:
        sheet.title = "Edit (2)"
        sheet.parent.create_sheet("Legend")

    assert (
        fault(desk, write(tmp_path, rename))
        == "roster.xlsx has no sheet Edit, from which a roster is read; give it its name back"
    )


def test_another_workbook_is_read_as_a_table(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["agent_id", "date", "shift_id"])
    book.active.append(["budi", date(2026, 11, 9), "early"])
    book.save(tmp_path / "mine.xlsx")
    assert read(desk, tmp_path / "mine.xlsx") == {("budi", date(2026, 11, 9), "early")}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is not an Excel workbook that can be read; save it as .xlsx or .csv"),
        (b"agent_id,date,shift_id\n", "is not an Excel workbook that can be read; save it as .xlsx or .csv"),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512),
            "is encrypted, or of an Excel before 2007; save it as .xlsx without a password",
        ),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(desk: Desk, tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(raw)
    assert fault(desk, path) == f"roster.xlsx {said}"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("text", [b"", b"<a", b"<a/>"])
def test_a_damaged_workbook_is_refused(desk: Desk, tmp_path: Path, part: str, text: bytes) -> None:
    path = write(tmp_path)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in (parts | {part: text}).items():
            archive.writestr(name, content)
    assert fault(desk, path).startswith("roster.xlsx")


def test_a_workbook_cut_in_half_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(path.read_bytes()[:2000])
    assert fault(desk, path) == "roster.xlsx is not an Excel workbook that can be read; save it as .xlsx or .csv"


def test_a_workbook_that_unpacks_to_far_more_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb", bytes(spreadsheets.MOST_BYTES))
    said = "is more than 64 MB unpacked, which no roster is; copy its sheet to a new workbook"
    assert fault(desk, path) == f"roster.xlsx {said}"


def test_a_workbook_in_an_encrypted_archive_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path)
    raw = bytearray(path.read_bytes())
    for begin, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(begin)
        while at >= 0:
            raw[at + flag] |= 1
            at = raw.find(begin, at + 4)
    path.write_bytes(raw)
    assert fault(desk, path) == "roster.xlsx is encrypted; save it without a password"


def test_a_workbook_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    assert fault(desk, tmp_path / "no.xlsx") == "no.xlsx does not exist; give the name of a file"


@pytest.mark.parametrize(("place", "name"), [((0, 0), "A1"), ((6, 3), "D7"), ((0, 26), "AA1"), ((9, 16383), "XFD10")])
def test_cells_are_named_as_excel_names_them(place: tuple[int, int], name: str) -> None:
    assert spreadsheets.cell_name(*place) == name
