"""`staffing forecast`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command

COLUMNS = ["unique_id", "ds", "mean", "median", "lo-80", "hi-80", "lo-95", "hi-95"]


@pytest.mark.parametrize(("freq", "steps"), [("h", 168), ("8h", 21), ("D", 7), ("W", 1)])
def test_a_forecast_covers_the_week_in_blocks(staffing: Command, desk: Path, freq: str, steps: int) -> None:
    told = staffing("forecast", desk, "--freq", freq)
    assert told.code == 0
    assert "cases: mean (80% interval)" in told.out
    with (desk / "forecasts" / "2026-03-02" / "forecast.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == COLUMNS
    assert [row["unique_id"] for row in rows].count("billing") == steps
    assert rows[0]["ds"] == "2026-03-02T00:00:00+00:00"


def test_blocks_add_up(staffing: Command, desk: Path) -> None:
    means = []
    for freq in ("h", "8h", "D", "W"):
        rows = json.loads(staffing("forecast", desk, "--freq", freq, "--json").out)["rows"]
        means.append(sum(row["mean"] for row in rows))
    assert means == pytest.approx([means[0]] * 4)


def test_the_file_goes_where_it_is_wanted(staffing: Command, desk: Path, tmp_path: Path) -> None:
    staffing("forecast", desk, "--out", tmp_path / "here")
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["forecast.csv"]
    assert not (desk / "forecasts").exists()


def test_an_earlier_forecast_is_replaced(staffing: Command, desk: Path, tmp_path: Path) -> None:
    for freq in ("h", "W"):
        assert staffing("forecast", desk, "--freq", freq, "--out", tmp_path / "here").code == 0
    assert len((tmp_path / "here" / "forecast.csv").read_text().splitlines()) == 3


def test_a_run_and_a_folder_of_something_else_are_not_written_into(
    staffing: Command, desk: Path, tmp_path: Path
) -> None:
    staffing("roster", desk, "--out", tmp_path / "run")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "forecast.csv").write_text("day,rain\n")
    before = (tmp_path / "run" / "forecast.csv").read_bytes()
    for folder, said in ((tmp_path / "run", "is a run"), (tmp_path / "other", "no earlier forecast.csv"), (desk, "no")):
        told = staffing("forecast", desk, "--out", folder)
        assert (told.code, told.out) == (1, "")
        assert said in told.err
    assert (tmp_path / "run" / "forecast.csv").read_bytes() == before
    assert (tmp_path / "other" / "forecast.csv").read_text() == "day,rain\n"
