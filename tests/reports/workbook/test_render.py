"""The whole file: its bytes, its sheets, and that nothing people wrote is live in it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from io import BytesIO
from zipfile import ZipFile

import pytest

from staffing.reports.view.sheets import (
    Column,
    CoverSheet,
    EditSheet,
    HeatMap,
    LegendSheet,
    RosterSheet,
    Sheet,
    TableSheet,
    Workbook,
)
from staffing.reports.workbook.render import xlsx_bytes
from staffing.reports.workbook.styles import LONGEST_TEXT, clean, width_of

from .weeks import STAMP, WEEK, cells, made, opened, person, texts, week_of_people, works

HOSTILE = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "{=SUM(A1)}",
    "http://evil.example",
    "file:///etc/passwd",
    "internal:Edit!A1",
    "mailto:a@evil.example",
    "<script>alert(1)</script>",
    "]]></t><f>1+1</f>",
    "&amp;&lt;",
    "1e5",
    "007",
    "TRUE",
    "#REF!",
    "_x0041_",
)
DIRTY = "a\x00b\x01c\x0bd\ud800e\ufffef\uffffg\u202eh\ni"


def every_sheet(text: str) -> tuple[Sheet, ...]:
    """All kinds of sheets with one text wherever one may stand."""
    week = week_of_people(person("ana", works("early", asked=text), name=text, site=text, contract=text))
    days = HeatMap(title=text, days=(text,), hours=(text,), values=((1.0,),))
    return (
        RosterSheet(name="Roster", title=text, notes=(text,), week=week),
        EditSheet(name="Edit", title=text, notes=(text,), week=week),
        CoverSheet(name="Cover", title=text, notes=(text,), maps=(days,)),
        TableSheet(name="Table", title=text, notes=(text,), columns=(Column(head=text),), rows=((text,),)),
        LegendSheet(name="Legend", title=text, notes=(text,), week=week),
    )


def test_the_same_workbook_is_the_same_bytes() -> None:
    sheets = every_sheet("x")
    assert made(*sheets) == made(*sheets)


def test_no_clock_is_in_the_file() -> None:
    with ZipFile(BytesIO(made(*every_sheet("x")))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2026-10-29T08:12:00Z") == 2
    assert core.count("T08:12") == core.count("W3CDTF") == 2


def test_the_stamp_is_told_in_utc() -> None:
    local = datetime(2026, 10, 29, 15, 12, tzinfo=timezone(timedelta(hours=7)))
    book = Workbook(title="x", sheets=every_sheet("x"))
    assert xlsx_bytes(book, local) == xlsx_bytes(book, STAMP)


def test_sheets_stand_in_their_order() -> None:
    assert opened(made(*every_sheet("x"))).sheetnames == ["Roster", "Edit", "Cover", "Table", "Legend"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_wrote_stays_text_in_every_sheet(text: str) -> None:
    book = opened(made(*every_sheet(text)))
    found = [cell for cell in cells(book) if cell.value == text]
    assert {cell.parent.title for cell in found} == {"Roster", "Edit", "Cover", "Table", "Legend"}
    assert {cell.data_type for cell in found} == {"s"}
    assert not any(cell.hyperlink for cell in cells(book))


@pytest.mark.parametrize("text", HOSTILE)
def test_only_our_formulas_are_in_the_file(text: str) -> None:
    book = opened(made(*every_sheet(text)))
    formulas = [cell for cell in cells(book) if cell.data_type == "f"]
    assert {cell.parent.title for cell in formulas} == {"Edit"}
    assert len(formulas) == 7 * 3 + 1, "people by day for two shifts and for all, and hours of one person"
    assert all(str(cell.value).startswith(("=COUNTIF(", "=SUMPRODUCT(COUNTIF(")) for cell in formulas)


def test_no_link_leads_out_of_the_file() -> None:
    with ZipFile(BytesIO(made(*every_sheet("http://evil.example")))) as archive:
        for name in archive.namelist():
            assert b"TargetMode" not in archive.read(name)
        assert not [name for name in archive.namelist() if "externalLink" in name or "vbaProject" in name]


def test_what_a_cell_cannot_hold_is_left_out() -> None:
    book = opened(made(*every_sheet(DIRTY)))
    assert "abcdefgh i" in texts(book)


def test_a_text_longer_than_a_cell_is_cut() -> None:
    assert len(clean("x" * 50_000)) == LONGEST_TEXT
    assert max(map(len, texts(opened(made(*every_sheet("x" * 50_000)))))) == LONGEST_TEXT


def test_wide_signs_take_two_places() -> None:
    assert width_of(["\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e"]) == 14
    assert width_of(["abc"], least=6, most=40) == 8
    assert width_of([], least=6) == 8
    assert width_of(["x" * 99]) == 40


def test_a_workbook_without_people_is_a_workbook() -> None:
    empty = week_of_people()
    sheets = (
        RosterSheet(name="Roster", title="x", week=empty),
        EditSheet(name="Edit", title="x", week=empty),
        CoverSheet(name="Cover", title="x", maps=()),
        TableSheet(name="Table", title="x", columns=(Column(head="a"),), rows=()),
    )
    assert opened(made(*sheets)).sheetnames == ["Roster", "Edit", "Cover", "Table"]


def test_nothing_is_protected_or_hidden() -> None:
    book = opened(made(EditSheet(name="Edit", title="x", week=WEEK)))
    assert not book["Edit"].protection.sheet
    assert book["Edit"].sheet_state == "visible"


def test_every_sheet_prints_landscape_on_pages_of_one_width() -> None:
    for sheet in opened(made(*every_sheet("x"))):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth in (None, 1), "one page wide, which is what nothing said means"
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows is not None
