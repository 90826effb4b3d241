"""Metropolis: in proportion to the people asked for, read without a fault, offered by name but not kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.documents.workspace import Workspace
from staffing.examples import NAMES, ON_DEMAND, example_files, metropolis
from staffing.read.workspace import read_workspace

AGENTS = 80


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return metropolis.files(AGENTS)


@pytest.fixture(scope="module")
def workspace(files, tmp_path_factory) -> Workspace:
    folder: Path = tmp_path_factory.mktemp("metropolis")
    for name, text in files.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return read_workspace(folder)


def test_it_is_made_by_name_and_not_among_those_that_are_kept(monkeypatch):
    monkeypatch.setattr(metropolis, "files", lambda: {"team.yaml": "team: it\n"})
    assert ON_DEMAND == ("metropolis",)
    assert "metropolis" not in NAMES
    assert example_files("metropolis") == {"team.yaml": "team: it\n"}


def test_it_is_the_same_every_time_with_line_feeds(files):
    assert metropolis.files(AGENTS) == files
    assert all("\r" not in text and text.endswith("\n") for text in files.values())


def test_it_is_read_with_its_sites_queues_and_people(workspace):
    assert len(workspace.agents) == AGENTS
    assert [site.id for site in workspace.team.sites] == ["manila", "jakarta", "warsaw", "toronto"]
    assert len(workspace.team.queues) == 12
    assert workspace.first_day == metropolis.MONDAY
    assert {agent.contract for agent in workspace.agents} == {contract.id for contract in workspace.team.contracts}
    assert len(workspace.tickets.rejected) == 6


def test_people_are_away_wish_and_have_worked_the_week_before(workspace):
    assert workspace.leave
    assert workspace.requests
    assert 4 * AGENTS <= len(workspace.published) <= 5 * AGENTS
    assert all((metropolis.MONDAY - row.date).days in range(1, 8) for row in workspace.published)


def test_the_log_is_busy_and_mostly_on_time(workspace):
    log = workspace.tickets.frame
    age = (log["resolved_at"] - log["created_at"]).dropna()
    assert 0.85 <= (age.dt.total_seconds() <= 24 * 3600).mean() <= 0.99
    assert 0 < len(workspace.tickets.open_cases(workspace.as_of)) < 0.02 * len(log)


def test_volume_is_in_proportion_to_the_people(files):
    more = metropolis.files(2 * AGENTS)
    assert len(more["tickets.csv"]) == pytest.approx(2 * len(files["tickets.csv"]), rel=0.15)
