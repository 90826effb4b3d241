"""`staffing check`: a workspace, a roster, the schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.reports.small_desk import AGENTS, publish_last_week, write_small_desk

pytestmark = pytest.mark.usefixtures("worked_once")


def test_a_workspace_is_told_in_a_few_lines(staffing: Command, desk: Path) -> None:
    told = staffing("check", desk)
    assert told.code == 0
    for line in (
        "people: 3 agents and 1 lead (4 full_time)",
        "week planned: 2026-03-02 to 2026-03-08",
        "tickets: 462 over 6.6 weeks, 1 more rejected",
        "1 x resolved_at is …, before created_at",
        "open cases: 2, the oldest 23.0 h old (1 of 0-8 h, 1 of 8-24 h)",
        "The days between are not simulated: published.csv holds no roster of an earlier week.",
    ):
        assert line in " ".join(told.out.split())
    assert not (desk / "runs").exists()


def test_the_backlog_at_the_begin_of_the_week_is_told(staffing: Command, desk: Path) -> None:
    publish_last_week(desk)
    told = " ".join(staffing("check", desk).out.split())
    assert "2 cases are open at 2026-02-27 08:00; simulated from then to Monday 2026-03-02 with the published" in told
    opening = json.loads(staffing("check", desk, "--json").out)["opening"]
    assert (opening["now"], opening["simulated"], opening["reason"]) == (2, True, None)
    assert opening["p05"] <= opening["mean"] <= opening["p95"]


def test_events_that_touch_the_week_are_told_with_their_factor(staffing: Command, desk: Path) -> None:
    (desk / "events.csv").write_text("date,name,lag_days,uplift\n2026-03-01,Sale,3,1.5\n2026-03-20,Fair,0,2\n")
    told = " ".join(staffing("check", desk).out.split())
    assert "The forecast holds Sale: 1.50 times the usual volume on Mon 02 Mar" not in told
    assert "The forecast holds Sale:" in told
    assert "planner says" in told
    assert "Fair" not in told


def test_a_workspace_as_json(staffing: Command, desk: Path) -> None:
    facts = json.loads(staffing("check", desk, "--json").out)
    assert facts["agents"] == 3
    assert facts["rejected"] == {"resolved_at is …, before created_at": 1}
    assert facts["open_cases"]["by_age"] == {"0-8 h": 1, "8-24 h": 1, "24-72 h": 0, "over 72 h": 0}
    assert facts["findings"] == []


def test_a_roster_that_breaks_hard_rules_ends_with_3_and_lists_them_first(staffing: Command, desk: Path) -> None:
    path = desk / "mine.csv"
    path.write_text("agent_id,date,shift_id\nana,2026-03-02,early\ncaio,2026-03-03,early\n")
    told = staffing("check", desk, "--roster", path)
    assert told.code == 3
    words = " ".join(told.out.split())
    hard, priced = words.split("Priced rules not kept")
    assert "Hard rules broken - Tue 03 Mar, Caio Reis (caio): leave, 1 leave day: early falls on leave" in hard
    assert "- Mon 02 Mar, Ana Sousa (ana): requests, 5 points: refused: off (5 points)" in priced
    assert "- Mon 02 Mar, bela: guaranteed_minutes, 2250 minutes (37.5 h) short: 0 paid minutes of 2250" in priced
    assert priced.endswith("points; breaches of hard rules: 1")


def test_the_breaches_as_json(staffing: Command, desk: Path) -> None:
    path = desk / "mine.csv"
    path.write_text("agent_id,date,shift_id\ncaio,2026-03-03,early\n")
    told = staffing("check", desk, "--roster", path, "--json")
    document = json.loads(told.out)
    assert (told.code, document["hard"]) == (3, 1)
    first = document["breaches"][0]
    assert (first["rule"], first["agent"], first["date"], first["hard"], first["price"]) == (
        ("leave", "caio", "2026-03-03", True, None)
    )
    assert all(item["law"] and item["note"] for item in document["breaches"])


def test_a_roster_of_ours_breaks_no_hard_rule(staffing: Command, desk: Path) -> None:
    staffing("roster", desk)
    told = staffing("check", desk, "--roster", desk / "runs" / "2026-03-02" / "roster.csv")
    assert told.code == 0
    assert "Hard rules broken" not in told.out
    assert "breaches of hard rules: 0" in told.out


def test_a_shift_of_a_planned_agent_that_is_nobody_s_is_refused(staffing: Command, desk: Path) -> None:
    path = desk / "mine.csv"
    path.write_text("agent_id,date,shift_id\nanna,2026-03-02,early\n")
    told = staffing("check", desk, "--roster", path)
    assert told.code == 1
    assert "mine.csv:2" in told.err


def test_a_file_that_is_misnamed_is_told(staffing: Command, desk: Path) -> None:
    (desk / "leave.csv").rename(desk / "leaves.csv")
    assert "leaves.csv is not read; a file of that kind is named leave.csv" in staffing("check", desk).out.splitlines()
    facts = json.loads(staffing("check", desk, "--json").out)
    assert facts["unread_files"] == [{"name": "leaves.csv", "nearest": "leave.csv"}]


def test_no_file_of_the_desk_is_misnamed(staffing: Command, desk: Path) -> None:
    assert "is not read" not in staffing("check", desk).out
    assert json.loads(staffing("check", desk, "--json").out)["unread_files"] == []


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((), None),
        (("2026-03-01",), "1 row is outside 2026-03-02 to 2026-03-08 and was not checked"),
        (("2026-03-01", "2026-03-09"), "2 rows are outside 2026-03-02 to 2026-03-08 and were not checked"),
    ],
)
def test_rows_outside_the_week_are_counted(
    staffing: Command, desk: Path, days: tuple[str, ...], told: str | None
) -> None:
    path = desk / "mine.csv"
    rows = "".join(f"ana,{day},early\n" for day in ("2026-03-02", "2026-03-08", *days))
    path.write_text(f"agent_id,date,shift_id\n{rows}")
    lines = staffing("check", desk, "--roster", path).out.splitlines()
    assert [line for line in lines if "not checked" in line] == ([told] if told else [])
    document = json.loads(staffing("check", desk, "--roster", path, "--json").out)
    assert document["rows_outside_week"] == len(days)


def test_a_path_is_told_as_it_was_typed(
    staffing: Command, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("desk") / "runs" / "roster.csv"
    for arguments in (("check", "desk", "--roster", path), ("roster", "desk", "--baseline", path)):
        told = staffing(*arguments)
        assert (told.code, told.err) == (1, f"staffing: {path} does not exist; give the name of a file\n")
    (desk / "runs").mkdir(exist_ok=True)
    assert f"{path.parent} is a folder" in staffing("check", "desk", "--roster", path.parent).err


def test_the_schema_needs_no_workspace(staffing: Command) -> None:
    schema = json.loads(staffing("check", "--schema").out)
    assert {"queues", "targets", "shifts"} <= set(schema["properties"])


def test_names_cannot_write_escape_codes_or_markup(staffing: Command, tmp_path: Path) -> None:
    agents = AGENTS.replace("Ana Sousa", "[red]Ana[/red] \u202e=1")
    told = staffing("roster", write_small_desk(tmp_path / "w", agents=agents))
    assert "[red]Ana[/red]" in told.out
    assert not {"\x1b", "\u202e"} & set(told.out)
