from __future__ import annotations

import pytest

from staffing.reports.html.table import numeric_columns, table_html
from staffing.reports.view.page import Table
from tests.reports.html.elements import parsed


def _table(*cells: str, columns: int = 2) -> Table:
    rows = tuple(("row", *[cell] * (columns - 1)) for cell in cells)
    return Table(columns=("name", *(f"column {at}" for at in range(columns - 1))), rows=rows)


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "1,234", "-3", "+0.5", "\u22122"),
        ("98.3%", "12.5 h", "3 of 14", "40 of 40"),
        ("41.2% to 77.0%", "97.1% (95.8% to 98.0%)", "64% (43\u201382%)"),
        ("93% \u2192 84%", "+5.2 points", "1,200 IDR", "EUR 3", "2 weeks", "\u00b10.4"),
        ("3", "", "too few to tell", "none", "-"),
    ],
)
def test_columns_of_figures_stand_to_the_right(cells: tuple[str, ...]) -> None:
    assert numeric_columns(_table(*cells)) == [False, True]


@pytest.mark.parametrize(
    "cells",
    [("2026-03-02",), ("06:00-15:00",), ("3", "three"), ("", "none"), ("3 red apples",), ("a1",), (), ("1.2.3.4x",)],
)
def test_columns_of_words_dates_and_clocks_stand_to_the_left(cells: tuple[str, ...]) -> None:
    assert numeric_columns(_table(*cells)) == [False, False]


def test_the_first_column_is_the_head_of_the_row_even_where_it_is_a_number() -> None:
    table = Table(columns=("week", "hours"), rows=(("1", "40"), ("", "38")))
    assert numeric_columns(table) == [False, True]
    rows = parsed(str(table_html(table, "t", "h"))).all("tbody")[0].children
    assert [[cell.tag for cell in row.children] for row in rows] == [["th", "td"], ["td", "td"]]


def test_a_wide_table_lies_in_a_region_with_a_name_and_a_narrow_one_does_not() -> None:
    wide, narrow = (parsed(str(table_html(_table("1", columns=count), "t", "h"))) for count in (4, 3))
    region = wide.all("div")[0].attributes
    assert (region["role"], region["tabindex"], region["aria-labelledby"]) == ("region", "0", "h")
    assert "role" not in narrow.all("div")[0].attributes


def test_a_table_is_named_by_its_caption_or_else_by_the_heading_above() -> None:
    captioned = parsed(str(table_html(_table("1").model_copy(update={"caption": "some figures"}), "t", "h")))
    assert captioned.all("caption")[0].words == "Some figures"
    assert "aria-labelledby" not in captioned.all("table")[0].attributes
    assert parsed(str(table_html(_table("1"), "t", "h"))).all("table")[0].attributes["aria-labelledby"] == "h"


def test_a_cell_of_many_digits_is_judged_at_once() -> None:
    assert numeric_columns(_table("1," * 50_000 + "x", "1-" * 50_000)) == [False, False]


def test_a_column_with_a_long_text_keeps_some_width_and_one_of_short_texts_is_not_broken() -> None:
    table = Table(columns=("day", "why", "a", "b"), rows=(("Mon", "x" * 40, "1", "short"),))
    heads = parsed(str(table_html(table, "t", "h"))).all("th", scope="col")
    assert [head.attributes.get("class", "") for head in heads] == ["s", "t", "n", "s"]
