"""The sheet "Edit"."""

from __future__ import annotations

from typing import Any

import pytest

from staffing.reports import palette
from staffing.reports.view.sheets import EditSheet
from staffing.reports.view.week import Day, ShownShift, Week

from .weeks import EARLY, FIRST, WEEK, made, opened, person, row_of, week_of_people, works

HEADS = ["agent_id", "name", *(f"2026-11-0{day}" for day in range(2, 9)), "hours", "due"]


def sheet_of(week: Week = WEEK, *, values: bool = False) -> Any:
    return opened(made(EditSheet(name="Edit", title="x", notes=("How to.",), week=week)), values=values)["Edit"]


def line(sheet: Any, first: str) -> list[Any]:
    return [cell.value for cell in sheet[row_of(sheet, first)]]


def lists(sheet: Any) -> dict[str, str]:
    """The list of each person, by the first cell for which it holds."""
    return {str(each.sqref).partition(":")[0]: each.formula1 for each in sheet.data_validations.dataValidation}


def test_heads_are_dates_as_text() -> None:
    sheet = sheet_of()
    assert line(sheet, "agent_id") == HEADS
    assert {cell.data_type for cell in sheet[row_of(sheet, "agent_id")]} == {"s"}


def test_nothing_stands_between_heads_and_people_or_below_them() -> None:
    sheet = sheet_of()
    head = row_of(sheet, "agent_id")
    assert [sheet.cell(row, 1).value for row in range(head + 1, head + 4)] == ["ana", "bela", "caio"]
    assert sheet.max_row == head + 3


def test_weekdays_stand_above_the_heads() -> None:
    assert line(sheet_of(), "shift")[:4] == ["shift", "paid hours", "Mon", "Tue"]


def test_cells_hold_ids_of_shifts_leave_or_nothing() -> None:
    sheet = sheet_of()
    assert line(sheet, "ana")[2:6] == ["early", "late", None, None]
    assert line(sheet, "bela")[2:6] == ["early|late", "leave", "leave", "late"]
    assert line(sheet, "caio")[2:6] == [None, None, None, "early"]


def test_a_shift_called_leave_is_never_taken_for_leave() -> None:
    shift = EARLY.model_copy(update={"id": "Leave", "label": "Leave"})
    week = week_of_people(person("ana", works("Leave"), Day(kind="leave"), shifts=("Leave",)), shifts=(shift,))
    assert line(sheet_of(week), "ana")[2:5] == ["Leave", None, None]


def test_sites_have_a_column_where_there_are_several() -> None:
    sheet = sheet_of(week_of_people(person("ana", works("early"), site="jakarta")))
    assert line(sheet, "agent_id")[:4] == ["agent_id", "name", "site", "2026-11-02"]
    assert line(sheet, "ana")[:4] == ["ana", "Ana", "jakarta", "early"]


def test_each_person_has_a_list_of_their_shifts() -> None:
    sheet = sheet_of()
    found = lists(sheet)
    ana, caio = row_of(sheet, "ana"), row_of(sheet, "caio")
    first = row_of(sheet, "early")
    assert found[f"C{ana}"] == f"$A${first}:$A${first + 1}"
    assert found[f"C{caio}"] == '"early"'
    kinds = {(each.type, each.allowBlank, each.showErrorMessage) for each in sheet.data_validations.dataValidation}
    assert kinds == {("list", True, True)}
    said = sheet.data_validations.dataValidation[0].error
    assert said == "This person may work early, late; empty the cell for a day off."


def test_a_list_longer_than_excel_holds_is_that_of_all_shifts() -> None:
    shifts = tuple(
        ShownShift(
            id=f"a_long_name_of_a_shift_{number}",
            label=str(number),
            times="",
            number=number,
            paid_minutes=60,
            late=False,
            night=False,
        )
        for number in range(14)
    )
    ids = tuple(shift.id for shift in shifts)
    sheet = sheet_of(week_of_people(person("ana", shifts=ids[:12]), shifts=shifts))
    assert lists(sheet)[f"C{row_of(sheet, 'ana')}"].startswith("$A$")
    assert len(sheet.data_validations.dataValidation[0].error) <= 255


def test_who_may_work_nothing_has_no_list() -> None:
    assert lists(sheet_of(week_of_people(person("ana", shifts=())))) == {}


def test_hours_and_people_are_counted_by_formulas_with_their_values() -> None:
    formulas, values = sheet_of(), sheet_of(values=True)
    ana, early, late = (row_of(formulas, name) for name in ("ana", "early", "late"))
    days, ids, paid = f"$C{ana}:$I{ana}", f"$A${early}:$A${late}", f"$B${early}:$B${late}"
    assert formulas.cell(ana, 10).value == f"=SUMPRODUCT(COUNTIF({days},{ids}),{paid})"
    assert [line(values, name)[9] for name in ("ana", "bela", "caio")] == [15.5, 8.0, 7.5]
    assert formulas.cell(early, 3).value == f"=COUNTIF(C${ana}:C${ana + 2},$A{early})"
    assert line(values, "early")[2:6] == [1, 0, 0, 1]
    assert line(values, "late")[2:6] == [0, 1, 0, 1]
    assert line(values, "people at work")[2:6] == [1, 1, 0, 2]


def test_a_cell_takes_the_colour_of_the_shift_typed_into_it() -> None:
    sheet = sheet_of()
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    equal = {rule.formula[0]: rule.dxf.fill.bgColor.rgb for rule in rules if rule.type == "cellIs"}
    early = row_of(sheet, "early")
    colours = [f"FF{palette.shift_colours(number).light[1:].upper()}" for number in range(2)]
    assert equal == {f"$A${early}": colours[0], f"$A${early + 1}": colours[1]}
    assert [rule.type for rule in rules].count("expression") == 1


@pytest.mark.parametrize("shifts", [2, 30])
def test_heads_stay_in_view_where_there_is_room(shifts: int) -> None:
    every = tuple(EARLY.model_copy(update={"id": f"s{number}", "number": number}) for number in range(shifts))
    sheet = sheet_of(week_of_people(person("ana", shifts=("s0",)), shifts=every))
    assert sheet.freeze_panes == (f"C{row_of(sheet, 'ana')}" if shifts == 2 else "C1")


def test_several_weeks_stand_in_one_row() -> None:
    week = week_of_people(person("ana", works("early")))
    twice = week.model_copy(
        update={
            "dates": (*week.dates, *(day.replace(day=day.day + 7) for day in week.dates)),
            "weekend": week.weekend * 2,
            "holidays": week.holidays * 2,
            "people": (week.people[0].model_copy(update={"days": week.people[0].days * 2}),),
            "at_work": week.at_work * 2,
        }
    )
    sheet = sheet_of(twice)
    assert line(sheet, "agent_id")[2:16:7] == [FIRST.isoformat(), "2026-11-09"]
    assert line(sheet, "ana")[9] == "early"
