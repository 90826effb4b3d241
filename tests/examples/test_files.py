"""The files: equal to configs/, the same every time, well-formed, and written whole or not at all."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest

from staffing.documents.people import Agent, Event, Leave, PublicHoliday, Request
from staffing.documents.requisition import Requisition
from staffing.errors import InputError
from staffing.examples import NAMES, example_files, write_example
from staffing.examples.__main__ import main

CONFIGS = Path(__file__).parents[2] / "configs"


@pytest.mark.parametrize("name", NAMES)
def test_configs_holds_what_the_generator_makes_file_by_file(name, workspaces):
    files = (path for path in (CONFIGS / name).rglob("*") if path.is_file())
    kept = {path.relative_to(CONFIGS / name).as_posix(): path.read_bytes() for path in files}
    assert sorted(kept) == sorted(workspaces[name])
    for file, text in workspaces[name].items():
        assert kept[file] == text.encode("utf-8"), file


@pytest.mark.parametrize("name", NAMES)
def test_the_generator_makes_the_same_text_every_time(name, workspaces):
    assert example_files(name) == workspaces[name]


@pytest.mark.parametrize("name", NAMES)
def test_lines_end_with_a_line_feed_and_every_row_has_the_cells_of_its_header(name, workspaces):
    for file, text in workspaces[name].items():
        assert "\r" not in text
        assert text.endswith("\n")
        if file.endswith(".csv"):
            delimiter = ";" if file == "leave.csv" and name == "incident-desk" else ","
            rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
            assert len(rows) > 1
            assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("name", NAMES)
def test_rows_of_people_meet_their_documents_and_name_known_agents(name, table, workspaces):
    agents = [Agent.model_validate(_filled(row)) for row in table(name, "agents.csv")]
    known = {agent.agent_id for agent in agents}
    leave = [Leave.model_validate(row) for row in table(name, "leave.csv")]
    requests = [Request.model_validate(row) for row in table(name, "requests.csv")]
    assert {row.agent_id for row in (*leave, *requests)} <= known
    assert {row["agent_id"] for row in table(name, "published.csv")} <= known
    if "events.csv" in workspaces[name]:
        assert all(Event.model_validate(row) for row in table(name, "events.csv"))
    if "holidays.csv" in workspaces[name]:
        assert all(PublicHoliday.model_validate(row) for row in table(name, "holidays.csv"))
    if "requisitions.csv" in workspaces[name]:
        assert all(Requisition.model_validate(_filled(row)) for row in table(name, "requisitions.csv"))


def test_the_seller_team_has_six_agents_and_a_lead_and_the_incident_team_twelve_agents(table):
    roles = [row["role"] for row in table("seller-escalations", "agents.csv")]
    assert (roles.count("agent"), roles.count("lead")) == (6, 1)
    contracts = [row["contract"] for row in table("incident-desk", "agents.csv")]
    assert (contracts.count("full_time"), contracts.count("part_time")) == (10, 2)


def test_one_table_of_the_incident_desk_is_as_a_spreadsheet_saves_it(workspaces):
    assert workspaces["incident-desk"]["leave.csv"].startswith("\ufeffagent_id;start;end;kind\n")


def test_a_new_folder_is_written_with_its_parents_and_nothing_beside_it(tmp_path, workspaces):
    write_example("seller-escalations", tmp_path / "new" / "demo")
    made = tmp_path / "new" / "demo"
    files = (path for path in made.rglob("*") if path.is_file())
    written = {path.relative_to(made).as_posix(): path.read_bytes() for path in files}
    assert written == {file: text.encode() for file, text in workspaces["seller-escalations"].items()}
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["demo"]


def test_an_empty_folder_is_filled_in_place_even_when_it_is_the_current_one(tmp_path, monkeypatch, workspaces):
    monkeypatch.chdir(tmp_path)
    write_example("incident-desk", Path("."))
    assert sorted(os.listdir()) == sorted(workspaces["incident-desk"])


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(InputError, match="already holds files; give a new or an empty folder"):
        write_example("seller-escalations", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "demo").write_text("kept")
    with pytest.raises(InputError, match="demo is not a folder"):
        write_example("seller-escalations", tmp_path / "demo")


def test_a_file_where_a_parent_should_be_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("kept")
    with pytest.raises(InputError, match=r"demo cannot be (read|written)"):
        write_example("seller-escalations", tmp_path / "file" / "demo")


def test_a_write_that_fails_half_way_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="demo cannot be written: No space left on device"):
        write_example("seller-escalations", tmp_path / "demo")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_example_names_the_known_ones(tmp_path):
    with pytest.raises(InputError, match='"desk"; there are seller-escalations, incident-desk, regional-hub'):
        write_example("desk", tmp_path / "demo")


def test_the_command_rewrites_every_example(tmp_path, capsys):
    stale = tmp_path / NAMES[0] / "stale.csv"
    stale.parent.mkdir()
    stale.write_text("old")
    assert main([str(tmp_path)]) == 0
    assert not stale.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)
    assert capsys.readouterr().out.count("\n") == len(NAMES)


def test_the_command_says_in_one_sentence_where_it_cannot_write(tmp_path, capsys):
    (tmp_path / "file").write_text("kept")
    assert main([str(tmp_path / "file")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_command_wants_one_folder(capsys):
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


def _filled(row: dict[str, str]) -> dict[str, object]:
    return {key: value for key, value in row.items() if value and key != "skills"}
