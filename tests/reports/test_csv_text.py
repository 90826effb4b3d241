"""CSV that is written is safe to open in a spreadsheet, and reads back."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.reports.csv_text import cell, csv_text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+62 811", "-2+3", "@SUM(A1)", "\tx", " =1", "\uff1d1", "\uff0d1", "=cmd|' /C calc'!A0", "-", "+1"],
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ayu", "a=b", "2026-11-02", "early", "a-b", "12", "-12.5", "-1e5", "1-2"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_a_formula_behind_another_delimiter_is_neutralised_too() -> None:
    assert cell("a;=1+1") == "a;'=1+1"
    assert cell("a\n=1+1") == "a\n'=1+1"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (-3, "-3"),
        (np.int64(-3), "-3"),
        (-0.5, "-0.5"),
        (np.float64(2.0), "2"),
        (-1e-12, "0"),
        (1 / 3, "0.333333"),
        (True, "true"),
        (date(2026, 11, 2), "2026-11-02"),
        (datetime(2026, 11, 2, 6, tzinfo=timezone(timedelta(hours=7))), "2026-11-02T06:00:00+07:00"),
    ],
)
def test_numbers_and_times_stay_what_they_are(value: object, text: str) -> None:
    assert cell(value) == text


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_every_row_reads_back_with_nothing_that_starts_a_formula(row: list[str]) -> None:
    (_, back) = csv.reader(io.StringIO(csv_text(["x"] * len(row), [row]), newline=""))
    assert len(back) == len(row)
    for written, text in zip(row, back, strict=True):
        as_lines = written.replace("\r\n", "\n").replace("\r", "\n")
        assert text.replace("'", "") == as_lines.replace("'", "")
        assert not text.lstrip().startswith(("=", "+", "@"))
        assert not text.startswith(("\t", "\r", "\n"))
        assert not text.startswith("-") or float(text) <= 0


def test_a_lone_carriage_return_does_not_start_a_row() -> None:
    text = csv_text(["a", "b"], [["x\r=1", "y"]])
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], ["x\n'=1", "y"]]
