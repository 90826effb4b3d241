"""`--publish`: the week in `published.csv`, what changed for whom, and the next run that honours it."""

from __future__ import annotations

import csv
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import staffing.cli.planning as planning
from tests.cli.conftest import Command
from tests.reports.calendar_program import Program
from tests.reports.small_desk import publish_last_week

pytestmark = pytest.mark.usefixtures("worked_once")

DAY = "2026-03-02"


def table(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def roster(desk: Path) -> set[tuple[str, str, str]]:
    return {(row["agent_id"], row["date"], row["shift_id"]) for row in table(desk / "runs" / DAY / "roster.csv")}


def published(desk: Path) -> set[tuple[str, str, str]]:
    return {(row["agent_id"], row["date"], row["shift_id"]) for row in table(desk / "published.csv")}


def files(desk: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in desk.iterdir() if path.is_file()}


def without(desk: Path, agent: str, day: str) -> str:
    """Take a row out of published.csv; the shift it held."""
    lines = (desk / "published.csv").read_text().splitlines()
    (gone,) = [line for line in lines if line.startswith(f"{agent},{day},")]
    (desk / "published.csv").write_text("\n".join(line for line in lines if line != gone) + "\n")
    return gone.split(",")[2]


def test_a_roster_is_published_beside_what_was_published_before(staffing: Command, desk: Path) -> None:
    publish_last_week(desk)
    before = published(desk)
    told = staffing("roster", desk, "--publish")
    assert (told.code, told.err) == (0, "")
    assert published(desk) == before | roster(desk)
    assert f"\nPublished: {len(roster(desk))} assignments of 3 people, none published before\n" in told.out
    assert told.out.splitlines()[-1].startswith("Written to ")
    log = table(desk / "published_changes.csv")
    assert {(row["agent_id"], row["date"], row["now"]) for row in log} == roster(desk)
    assert {row["was"] for row in log} == {""}
    assert len(table(desk / "runs" / DAY / "changes.csv")) == len(log)


def test_without_the_option_nothing_is_published(staffing: Command, desk: Path) -> None:
    told = staffing("roster", desk)
    assert not (desk / "published.csv").exists()
    assert "ublished:" not in told.out
    record = json.loads((desk / "runs" / DAY / "run.json").read_text())
    assert record["published"] is None


def test_the_next_run_keeps_what_is_published_and_changes_nothing(staffing: Command, desk: Path) -> None:
    staffing("roster", desk, "--publish")
    before, first = files(desk), roster(desk)
    told = staffing("roster", desk, "--publish", "--seed", 11)
    assert "\nPublished: nothing changed\n" in told.out
    assert (roster(desk), files(desk)) == (first, before)
    assert (desk / "runs" / DAY / "changes.csv").read_text() == "agent_id,date,was,now\n"


def test_the_week_after_is_planned_with_the_published_one_as_history(staffing: Command, desk: Path) -> None:
    staffing("roster", desk, "--publish")
    record = json.loads(staffing("roster", desk, "--week", "2026-03-09", "--publish", "--json").out)
    assert record["baseline"]["source"] == "the last published week again"
    assert not record["published"]["before"]
    assert {row["date"] >= "2026-03-09" for row in table(desk / "published.csv")} == {True, False}


def test_a_day_freed_by_hand_is_told_as_a_change_of_what_people_know(staffing: Command, desk: Path) -> None:
    staffing("roster", desk, "--publish")
    agent, day, shift = sorted(roster(desk))[0]
    other = {"early": "late", "late": "early"}[shift]
    without(desk, agent, day)
    (desk / "requests.csv").write_text(f"agent_id,date,want,weight\n{agent},{day},{other},10000\n")
    told = staffing("roster", desk, "--publish")
    assert f"- Ana Sousa, {date.fromisoformat(day):%a %d %b}: {other} instead of {shift}\n" in told.out
    assert (agent, day, other) in published(desk)
    assert published(desk) == roster(desk)
    last = table(desk / "published_changes.csv")[-1]
    assert (last["agent_id"], last["date"], last["was"], last["now"]) == (agent, day, shift, other)


def test_a_draft_says_what_publishing_it_would_change(staffing: Command, desk: Path) -> None:
    staffing("roster", desk, "--publish")
    before = files(desk)
    told = staffing("simulate", desk, "--roster", edited(desk))
    assert "\nNot published yet: 1 change\n- Ana Sousa, " in told.out
    assert files(desk) == before


def edited(desk: Path) -> Path:
    """The roster of the run with the last day of ana freed, as a file beside the workspace."""
    rows = (desk / "runs" / DAY / "roster.csv").read_text().splitlines()
    last = [row for row in rows if row.startswith("ana,")][-1]
    path = desk.parent / "mine.csv"
    path.write_text("\n".join(row for row in rows if row != last) + "\n")
    return path


def test_a_roster_made_by_hand_is_published_though_it_changes_what_is(staffing: Command, desk: Path) -> None:
    staffing("roster", desk, "--publish")
    before, path = published(desk), edited(desk)
    told = staffing("simulate", desk, "--roster", path, "--publish", "--out", desk.parent / "out")
    assert told.code == 0  # to change what was published is what publishing anew means
    assert "pins" not in told.out
    assert "\nPublished: 1 change\n- Ana Sousa, " in told.out
    (gone,) = before - published(desk)
    assert gone[0] == "ana"
    assert published(desk) < before
    record = json.loads((desk.parent / "out" / "run.json").read_text())
    assert record["published"]["changes"] == [
        {"agent_id": "ana", "date": gone[1], "was": [gone[2]], "now": []},
    ]
    again = staffing("roster", desk)
    assert ("Not published yet" in again.out) == (roster(desk) != published(desk))


def test_only_a_roster_that_is_named_is_published_by_simulate(staffing: Command, desk: Path) -> None:
    staffing("roster", desk)
    told = staffing("simulate", desk, "--publish")
    assert told.code == 2
    assert "--publish is for the roster of --roster" in told.err


def test_a_roster_that_breaks_a_hard_rule_is_not_published(staffing: Command, desk: Path) -> None:
    path = desk.parent / "mine.csv"
    path.write_text("agent_id,date,shift_id\ncaio,2026-03-03,early\nana,2026-03-06,early\n")
    before = files(desk)
    told = staffing("simulate", desk, "--roster", path, "--publish")
    assert told.code == 3
    assert told.err == "staffing: the roster breaks hard rules (leave), so nothing was published\n"
    assert files(desk) == before
    record = json.loads(staffing("simulate", desk, "--roster", path, "--publish", "--json").out)
    assert record["published"] is None


def test_what_is_not_published_does_not_take_the_place_of_the_run_that_is(staffing: Command, desk: Path) -> None:
    staffing("roster", desk, "--publish")
    run = desk / "runs" / DAY
    before = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}
    path = desk.parent / "mine.csv"
    path.write_text("agent_id,date,shift_id\ncaio,2026-03-03,early\nana,2026-03-06,early\n")
    assert "so nothing was published" in staffing("simulate", desk, "--roster", path, "--publish").err
    assert {path: path.read_bytes() for path in run.rglob("*") if path.is_file()} == before
    assert staffing("simulate", desk, "--roster", edited(desk), "--publish").err == ""
    assert (run / "ics" / "ana.ics").read_bytes() != before[run / "ics" / "ana.ics"]


def test_an_interrupted_search_is_not_published(staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = planning.prepare

    def interrupted(plan: Any, wanted: bool) -> Any:
        object.__setattr__(plan.result, "limit_hit", "interrupt")
        return real(plan, wanted)

    monkeypatch.setattr(planning, "prepare", interrupted)
    told = staffing("roster", desk, "--publish")
    assert told.code == 130
    assert told.err.splitlines()[0] == "staffing: the search was interrupted, so nothing was published"
    assert not (desk / "published.csv").exists()


@pytest.mark.usefixtures("worked_anew")
def test_a_full_disk_publishes_nothing_and_a_second_try_does_the_same(
    staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_last_week(desk)
    before, real = files(desk), Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if "published_changes" in self.name:
            real(self, data[:10])
            raise OSError(28, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    told = staffing("roster", desk, "--publish")
    assert told.code == 1
    assert told.err == (
        f"staffing: {desk}/published_changes.csv cannot be written: No space left on device; nothing was published\n"
    )
    assert files(desk) == before
    assert json.loads((desk / "runs" / DAY / "run.json").read_text())["published"] is None
    monkeypatch.undo()
    assert f"Published: {len(roster(desk))} assignments of 3 people, none" in staffing("roster", desk, "--publish").out
    assert not [path for path in desk.iterdir() if path.name.startswith(".")]


def test_a_run_that_cannot_be_written_is_not_published(
    staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(desk)

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    told = staffing("roster", desk, "--publish")
    assert told.code == 1
    assert "No space left on device" in told.err
    assert files(desk) == before


def test_a_published_csv_that_was_edited_meanwhile_is_not_overwritten(
    staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_last_week(desk)
    real = planning.prepare

    def meanwhile(plan: Any, wanted: bool) -> Any:
        with (desk / "published.csv").open("a") as file:
            file.write("ana,2026-03-20,early\n")
        return real(plan, wanted)

    monkeypatch.setattr(planning, "prepare", meanwhile)
    told = staffing("roster", desk, "--publish")
    assert told.code == 1
    assert told.err == (
        f"staffing: {desk}/published.csv was changed since it was read, so nothing was published; run it again\n"
    )
    assert (desk / "published.csv").read_text().endswith("ana,2026-03-20,early\n")
    assert not (desk / "published_changes.csv").exists()
    assert (desk / "runs" / DAY / "roster.csv").exists()


def test_a_workspace_that_may_not_be_written_is_told_before_the_search(
    staffing: Command, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: (Path(path) != desk.resolve() or not mode & os.W_OK) and real(path, mode)
    )
    told = staffing("roster", desk, "--publish", "--out", tmp_path / "out")
    assert told.code == 1
    assert "published.csv cannot be written: no right to write in" in told.err
    assert not (tmp_path / "out").exists()


def test_a_link_out_of_the_workspace_is_never_written_through(staffing: Command, desk: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    (desk / "published_changes.csv").symlink_to(outside)
    told = staffing("roster", desk, "--publish")
    assert told.code == 1
    assert "published_changes.csv leads outside the workspace folder" in told.err
    assert not outside.exists()


def test_json_holds_the_changes(staffing: Command, desk: Path) -> None:
    record = json.loads(staffing("roster", desk, "--publish", "--json").out)
    assert {(each["agent_id"], each["date"], *each["now"]) for each in record["published"]["changes"]} == roster(desk)
    assert json.loads((desk / "runs" / DAY / "run.json").read_text())["published"] == record["published"]


def test_a_published_file_with_columns_of_its_own_keeps_them(staffing: Command, desk: Path) -> None:
    (desk / "published.csv").write_text(
        "agent_id;date;shift_id;note\nlara;2026-03-03;early;stays\nana;2026-02-27;late;old\nana;2026-03-02;late;pinned\n"
    )
    staffing("roster", desk, "--publish")
    rows = table(desk / "published.csv")
    assert [row["note"] for row in rows if row["note"]] == ["stays", "old", "pinned"]
    assert {(row["agent_id"], row["date"], row["shift_id"]) for row in rows[2:]} == roster(desk)
    pinned = [row for row in table(desk / "published_changes.csv") if row["was"]]
    assert [(row["agent_id"], row["date"], row["was"], row["now"]) for row in pinned] == [("ana", DAY, "late", "late")]


def test_calendars_of_two_publications_show_the_second_and_double_nothing(staffing: Command, desk: Path) -> None:
    staffing("roster", desk, "--publish")
    program = Program().take_in((desk / "runs" / DAY / "ics" / "ana.ics").read_bytes().decode())
    first = set(program.shown)
    staffing("simulate", desk, "--roster", edited(desk), "--publish", "--out", desk.parent / "out")
    program.take_in((desk.parent / "out" / "ics" / "ana.ics").read_bytes().decode())
    assert len(program.shown) == sum(agent == "ana" for agent, _, _ in published(desk))
    assert set(program.shown) != first
