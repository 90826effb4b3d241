"""The file in the hands of another program: LibreOffice opens, prints and works out its formulas."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from .conftest import Convert
from .weeks import cells, opened


@pytest.fixture
def exported(tmp_path: Path, raw: bytes) -> Path:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(raw)
    return path


def test_the_workbook_prints_as_pdf(exported: Path, convert: Convert) -> None:
    made = convert(exported, "pdf").read_bytes()
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type/Page") > 10


def test_formulas_worked_out_anew_have_the_values_that_we_wrote(raw: bytes, exported: Path, convert: Convert) -> None:
    ours = opened(raw, values=True)["Edit"]
    formulas = [cell.coordinate for cell in cells(opened(raw)) if cell.data_type == "f"]
    openpyxl.load_workbook(exported).save(exported)  # which keeps the formulas and forgets their values
    assert openpyxl.load_workbook(exported, data_only=True)["Edit"][formulas[0]].value is None
    theirs = openpyxl.load_workbook(convert(exported, "xlsx"), data_only=True)["Edit"]
    assert {at: theirs[at].value for at in formulas} == {at: pytest.approx(ours[at].value) for at in formulas}
    assert len(formulas) == 7 * 3 + 3


def test_libreoffice_finds_no_formula_but_ours(raw: bytes, exported: Path, convert: Convert) -> None:
    theirs = openpyxl.load_workbook(convert(exported, "xlsx"))
    ours = {(cell.parent.title, cell.coordinate) for cell in cells(opened(raw)) if cell.data_type == "f"}
    assert {(cell.parent.title, cell.coordinate) for cell in cells(theirs) if cell.data_type == "f"} == ours
