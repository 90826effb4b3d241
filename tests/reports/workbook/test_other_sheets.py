"""Heat maps, tables and the legend."""

from __future__ import annotations

from typing import Any

from staffing.reports import palette
from staffing.reports.view.sheets import Column, CoverSheet, HeatMap, LegendSheet, TableSheet, Value

from .weeks import WEEK, fill, made, opened, row_of

MAP = HeatMap(title="People", days=("Mon", "Tue"), hours=("08", "09"), values=((1.5, None), (0.0, 3.0)))


def cover() -> Any:
    return opened(made(CoverSheet(name="Cover", title="x", notes=("By the clock.",), maps=(MAP, MAP))))["Cover"]


def table(columns: tuple[Column, ...], *rows: tuple[Value, ...]) -> Any:
    return opened(made(TableSheet(name="Table", title="x", columns=columns, rows=rows)))["Table"]


def test_a_heat_map_has_days_hours_and_numbers() -> None:
    sheet = cover()
    head = row_of(sheet, "day")
    assert [cell.value for cell in sheet[head]] == ["day", "08", "09"]
    assert [cell.value for cell in sheet[head + 1]] == ["Mon", 1.5, None]
    assert [cell.value for cell in sheet[head + 2]] == ["Tue", 0, 3]


def test_a_heat_map_is_coloured_from_none_to_the_most() -> None:
    sheet = cover()
    found = {str(each.sqref): each.rules[0].colorScale for each in sheet.conditional_formatting}
    head = row_of(sheet, "day")
    scale = found[f"B{head + 1}:C{head + 2}"]
    assert [colour.rgb[2:].lower() for colour in scale.color] == [colour[1:] for colour in palette.HEAT]
    assert [(stop.type, stop.val) for stop in scale.cfvo] == [("num", 0), ("max", 0)]
    assert len(found) == 2, "each map has a scale of its own"


def test_hours_in_which_nobody_may_work_are_hatched() -> None:
    sheet = cover()
    assert sheet.cell(row_of(sheet, "day") + 1, 3).fill.patternType not in (None, "solid")


def test_cells_are_typed_and_have_their_form() -> None:
    columns = tuple(Column(head=form, form=form) for form in ("text", "number", "hours", "share", "money"))
    sheet = table(columns, ("x", 3, 1.25, 0.5, 1200), (None, 1.5, None, None, None))
    head = row_of(sheet, "text")
    assert [cell.value for cell in sheet[head + 1]] == ["x", 3, 1.25, 0.5, 1200]
    assert [cell.number_format for cell in sheet[head + 1]][1:] == ["#,##0", "#,##0.0", "0.0%", "#,##0"]
    assert sheet.cell(head + 2, 2).number_format == "#,##0.##"
    assert sheet.cell(head + 2, 1).value is None


def test_a_table_can_be_filtered_and_keeps_its_head_in_view() -> None:
    sheet = table((Column(head="a"), Column(head="b", form="number", heat=True)), ("x", 1), ("y", 2))
    head = row_of(sheet, "a")
    assert sheet.auto_filter.ref == f"A{head}:B{head + 2}"
    assert sheet.freeze_panes == f"B{head + 1}"
    assert [str(each.sqref) for each in sheet.conditional_formatting] == [f"B{head + 1}:B{head + 2}"]


def test_a_table_without_rows_has_no_filter() -> None:
    assert table((Column(head="a"),)).auto_filter.ref is None


def test_a_row_is_as_high_as_its_sentence() -> None:
    sheet = table((Column(head="a", width=30), Column(head="b", width=10)), ("word " * 40, "x"), ("short", "x"))
    head = row_of(sheet, "a")
    assert sheet.row_dimensions[head + 1].height > 60
    assert sheet.row_dimensions[head + 2].height < 20
    assert sheet.cell(head + 1, 1).alignment.wrap_text
    assert not sheet.cell(head + 1, 2).alignment.wrap_text


def test_the_legend_tells_shifts_marks_and_words() -> None:
    sheet = opened(made(LegendSheet(name="Legend", title="Legend", notes=("Hours: paid hours.",), week=WEEK)))["Legend"]
    late = row_of(sheet, "late")
    assert [cell.value for cell in sheet[late]] == ["late", "late", "14:00-23:00", 8, "yes", "yes", "everywhere"]
    assert fill(sheet.cell(late, 1)) == palette.shift_colours(1).light
    assert sheet.cell(row_of(sheet, "leave"), 2).value == "on leave"
    assert sheet.cell(sheet.max_row, 1).value == "Hours: paid hours."
