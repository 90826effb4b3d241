"""The examples are read as people's own workspaces are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from staffing.examples import NAMES
from staffing.read.workspace import read_workspace

CONFIGS = Path(__file__).parents[2] / "configs"
FIRST_DAY = {
    "seller-escalations": date(2026, 11, 2),
    "incident-desk": date(2026, 11, 9),
    "regional-hub": date(2026, 3, 2),
}


@pytest.fixture(scope="module", params=NAMES)
def read(request):
    return request.param, read_workspace(CONFIGS / request.param)


def test_the_planned_week_follows_the_last_event(read):
    name, workspace = read
    assert workspace.first_day == FIRST_DAY[name]
    assert workspace.as_of == workspace.tickets.last_event
    assert workspace.as_of.date().weekday() == 3


def test_the_eight_dirty_rows_are_rejected_and_no_other(read):
    _, workspace = read
    assert len(workspace.tickets.rejected) == 8
    assert workspace.tickets.rejected["reason"].str.split().str[0].nunique() >= 3


def test_every_queue_of_the_log_is_one_of_the_team(read):
    _, workspace = read
    assert set(workspace.tickets.frame["queue"].unique()) == {queue.id for queue in workspace.team.queues}


def test_every_column_of_the_log_arrives(read):
    name, workspace = read
    filled = workspace.tickets.frame.notna().mean()
    assert filled[["created_at", "queue"]].min() == 1
    assert filled[["resolved_at", "handle_minutes"]].min() > 0.99
    if name == "regional-hub":  # its log has no more than these
        return
    assert 0.02 < filled["reopened_at"] < 0.04
    assert 0.01 < filled["paused_minutes"] < 0.06
    assert 0.30 < filled["csat"] < 0.37


def test_the_people_and_rosters_of_the_files_are_there(read, table):
    name, workspace = read
    assert len(workspace.agents) == len(table(name, "agents.csv"))
    assert len(workspace.published) == len(table(name, "published.csv"))
    assert len(workspace.leave) == len(table(name, "leave.csv"))
    assert len(workspace.requests) == len(table(name, "requests.csv"))
    openings = [] if name == "incident-desk" else table(name, "requisitions.csv")
    assert [row.requisition_id for row in workspace.requisitions] == [row["requisition_id"] for row in openings]
    if name == "regional-hub":
        assert len(workspace.holidays) == len(table(name, "holidays.csv"))
