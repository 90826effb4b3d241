"""The sheet "Roster"."""

from __future__ import annotations

from typing import Any

from staffing.reports import palette
from staffing.reports.view.sheets import RosterSheet
from staffing.reports.view.week import Day, Week

from .weeks import WEEK, fill, made, opened, person, row_of, week_of_people, works


def sheet_of(week: Week = WEEK, **more: Any) -> Any:
    return opened(made(RosterSheet(name="Roster", title="The desk", week=week, **more)))["Roster"]


def test_shifts_have_their_colours() -> None:
    sheet = sheet_of()
    ana = row_of(sheet, "Ana")
    assert fill(sheet.cell(ana, 2)) == palette.shift_colours(0).light
    assert fill(sheet.cell(ana, 3)) == palette.shift_colours(1).light


def test_the_cells_of_a_person_say_what_is_planned() -> None:
    sheet = sheet_of()
    ana, bela, caio = (row_of(sheet, name) for name in ("Ana", "Bela", "Caio"))
    assert [sheet.cell(ana, column).value for column in range(2, 6)] == ["early", "late ✗", "· ✓", "·"]
    assert [sheet.cell(bela, column).value for column in range(2, 6)] == ["early+late", "leave", "leave", "late"]
    assert [sheet.cell(caio, column).value for column in range(2, 6)] == [None, None, None, "early"]


def test_a_request_says_in_a_note_what_became_of_it() -> None:
    sheet = sheet_of()
    ana = row_of(sheet, "Ana")
    assert sheet.cell(ana, 3).comment.text.strip() == "early wanted: refused"
    assert sheet.cell(ana, 4).comment.text.strip() == "off: granted"
    assert sheet.cell(ana, 5).comment is None


def test_leave_is_hatched_and_special_days_are_shaded() -> None:
    free = Day(kind="off", holiday=True)
    week = week_of_people(person("ana", works("early"), works("early"), free))
    sheet = sheet_of(week)
    ana, head = row_of(sheet, "Ana"), row_of(sheet, "person")
    assert sheet_of().cell(row_of(sheet_of(), "Bela"), 3).fill.patternType.startswith(("dark", "light"))
    assert fill(sheet.cell(head, 4)) == fill(sheet.cell(ana, 4)) == palette.HOLIDAY
    assert fill(sheet.cell(head, 7)) == fill(sheet.cell(ana, 7)) == palette.WEEKEND
    assert "Public holidays: Wed 04 Nov Midweek." in [cell.value for cell in sheet["A"]]


def test_a_day_that_was_published_is_underlined() -> None:
    sheet = sheet_of()
    assert sheet.cell(row_of(sheet, "Bela"), 5).font.underline == "single"
    assert sheet.cell(row_of(sheet, "Ana"), 2).font.underline is None


def test_totals_stand_behind_the_days() -> None:
    sheet = sheet_of()
    head, ana = row_of(sheet, "person"), row_of(sheet, "Ana")
    shown = {sheet.cell(head, column).value: sheet.cell(ana, column).value for column in range(9, 18)}
    assert shown == {
        "hours": 15.5,
        "due": 40,
        "nights": 1,
        "weekend days": 0,
        "late shifts": 1,
        "requests granted": "1 of 2",
        "utilization": 0.65,
        "90% of weeks from": 0.5,
        "to": 0.8,
    }
    assert sheet.cell(ana, 15).number_format == "0%"
    assert sheet.cell(ana, 9).number_format == "#,##0.0"


def test_sums_stand_below_the_people() -> None:
    sheet = sheet_of()
    at_work, early, late = (row_of(sheet, name) for name in ("people at work", "early", "late"))
    assert [sheet.cell(at_work, column).value for column in range(2, 9)] == [2, 1, 0, 2, 0, 0, 0]
    assert [sheet.cell(early, column).value for column in range(2, 6)] == [2, 0, 0, 1]
    assert [sheet.cell(late, column).value for column in range(2, 6)] == [1, 1, 0, 1]
    assert (sheet.cell(at_work, 9).value, sheet.cell(at_work, 14).value) == (46.5, "3 of 6")


def test_people_stand_under_their_site() -> None:
    people = (person("ana", site="jakarta"), person("bela", site="jakarta"), person("caio", site="manila"))
    sheet = sheet_of(week_of_people(*people))
    first = row_of(sheet, "jakarta (2)")
    assert [sheet.cell(row, 1).value for row in range(first, first + 5)] == [
        "jakarta (2)",
        "Ana",
        "Bela",
        "manila (1)",
        "Caio",
    ]


def test_names_and_heads_stay_in_view() -> None:
    sheet = sheet_of(notes=("One sentence.",))
    assert sheet.freeze_panes == f"B{row_of(sheet, 'person') + 1}"


def test_long_sentences_are_broken_into_lines() -> None:
    sheet = sheet_of(notes=("word " * 100,))
    lines = [cell.value for cell in sheet["A"][1 : row_of(sheet, "person") - 2]]
    assert len(lines) > 2
    assert " ".join(" ".join(lines).split()) == ("word " * 100).strip()
