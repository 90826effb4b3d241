"""`staffing check`: a workspace, a roster, the schema."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Command
from tests.reports.small_desk import AGENTS, write_small_desk


def test_a_workspace_is_told_in_a_few_lines(staffing: Command, desk: Path) -> None:
    told = staffing("check", desk)
    assert told.code == 0
    for line in (
        "people: 3 agents and 1 lead (4 full_time)",
        "week planned: 2026-03-02 to 2026-03-08",
        "tickets: 462 over 6.6 weeks, 1 more rejected",
        "1 x resolved_at is …, before created_at",
        "open cases: 2, the oldest 23.0 h old (1 of 0-8 h, 1 of 8-24 h)",
    ):
        assert line in told.out
    assert not (desk / "runs").exists()


def test_events_that_are_not_used_are_told(staffing: Command, desk: Path) -> None:
    (desk / "events.csv").write_text("date,name,lag_days\n2026-03-01,Sale,3\n2026-03-20,Fair,0\n")
    told = staffing("check", desk).out
    assert "2026-03-01 Sale" in told
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
    lines = [line for line in told.out.splitlines() if line.startswith(("HARD", "priced"))]
    assert [line.startswith("HARD: leave") for line in lines].index(True) == 0
    assert any(line.startswith("priced 5: requests (ana, 2026-03-02)") for line in lines)
    assert [line.startswith("priced") for line in lines] == sorted(line.startswith("priced") for line in lines)


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
    assert "hard rules broken: 0" in told.out


def test_a_shift_of_a_planned_agent_that_is_nobody_s_is_refused(staffing: Command, desk: Path) -> None:
    path = desk / "mine.csv"
    path.write_text("agent_id,date,shift_id\nanna,2026-03-02,early\n")
    told = staffing("check", desk, "--roster", path)
    assert told.code == 1
    assert "mine.csv:2" in told.err


def test_the_schema_needs_no_workspace(staffing: Command) -> None:
    schema = json.loads(staffing("check", "--schema").out)
    assert {"queues", "targets", "shifts"} <= set(schema["properties"])


def test_names_cannot_write_escape_codes_or_markup(staffing: Command, tmp_path: Path) -> None:
    agents = AGENTS.replace("Ana Sousa", "[red]Ana[/red] \u202e=1")
    told = staffing("roster", write_small_desk(tmp_path / "w", agents=agents))
    assert "[red]Ana[/red]" in told.out
    assert not {"\x1b", "\u202e"} & set(told.out)
