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
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == ["forecast.csv", "forecast.svg"]
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


def test_the_picture_is_drawn_and_the_method_is_told(staffing: Command, desk: Path) -> None:
    told = staffing("forecast", desk)
    assert "█ forecast from" in told.out
    assert "How it was made" in told.out
    picture = (desk / "forecasts" / "2026-03-02" / "forecast.svg").read_text(encoding="utf-8")
    assert picture.startswith("<svg")
    assert "<script" not in picture
    document = json.loads(staffing("forecast", desk, "--json").out)
    assert [row["unique_id"] for row in document["methods"]] == sorted({row["unique_id"] for row in document["rows"]})
    assert all(row["reason"] for row in document["methods"])


def test_an_event_of_the_planner_raises_its_days_alone(staffing: Command, desk: Path) -> None:
    before = json.loads(staffing("forecast", desk, "--freq", "D", "--json").out)["rows"]
    (desk / "events.csv").write_text("date,name,queue,uplift\n2026-03-04,Campaign,billing,2\n")
    after = json.loads(staffing("forecast", desk, "--freq", "D", "--json").out)["rows"]
    ratios = {(b["unique_id"], b["ds"][:10]): a["mean"] / b["mean"] for a, b in zip(after, before, strict=True)}
    assert ratios.pop(("billing", "2026-03-04")) == pytest.approx(2.0)
    assert list(ratios.values()) == pytest.approx([1.0] * len(ratios))


def test_the_calendar_is_shown_with_its_evidence(staffing: Command, desk: Path) -> None:
    (desk / "events.csv").write_text("date,name,queue,uplift\n2026-03-04,Campaign <b>,billing,2\n")
    told = staffing("forecast", desk, "--events")
    assert told.code == 0
    assert "Campaign <b>" in told.out
    assert "planner says 2.00" in told.out
    (row,) = [row for row in json.loads(staffing("forecast", desk, "--events", "--json").out)["events"] if row["said"]]
    assert (row["date"], row["unique_id"], row["instances"], row["factor"]) == ("2026-03-04", "billing", 0, 2.0)
    assert row["lo-80"] < 2 < row["hi-80"]
    assert not (desk / "forecasts").exists()


def test_the_record_of_the_methods_is_shown(staffing: Command, desk: Path) -> None:
    told = staffing("forecast", desk, "--backtest")
    assert told.code == 0
    assert all(name in told.out for name in ("selected", "profile", "week mean", "seasonal naive", "floor"))
    scores = json.loads(staffing("forecast", desk, "--backtest", "--freq", "D", "--json").out)["scores"]
    every = [row for row in scores if row["days"] == "all" and row["method"] == "selected"]
    assert [row["unique_id"] for row in every] == ["billing", "refunds"]
    assert all(row["wql"] > 0 and 0 <= row["coverage_80"] <= 1 and row["floor"] > 0 for row in every)
    assert not (desk / "forecasts").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--backtest", "--events"], "two questions"), (["--events", "--out", "x"], "write no files")],
)
def test_options_that_do_not_go_together_are_refused(
    staffing: Command, desk: Path, options: list[str], said: str
) -> None:
    told = staffing("forecast", desk, *options)
    assert told.code == 2
    assert said in told.err


def test_a_backtest_of_too_short_a_log_says_what_it_needs(staffing: Command, desk: Path) -> None:
    told = staffing("forecast", desk, "--backtest", "--as-of", "2026-02-12T08:00")
    assert (told.code, told.out) == (1, "")
    assert "a backtest needs 6" in told.err


def test_two_sales_on_one_double_day_are_refused_with_their_rows(staffing: Command, desk: Path) -> None:
    team = (desk / "team.yaml").read_text()
    (desk / "team.yaml").write_text(team.replace("zone: Europe/Lisbon", "zone: Europe/Lisbon, country: ID"))
    (desk / "events.csv").write_text("date,name,kind\n2026-03-03,One 3.3,sale\n2026-03-03,Two 3.3,sale\n")
    told = staffing("forecast", desk)
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("staffing: events.csv: row 2 is")
