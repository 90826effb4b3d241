"""The small desk, looked at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

import staffing.conflicts.ways
from staffing.documents.workspace import Workspace
from staffing.outlook import Outlook, look_ahead
from staffing.read.workspace import read_workspace
from tests.reports.small_desk import write_small_desk

BACKLOG = ("resolution_rate", "day_floor", "maximum_age", "occupancy_cap", "utilization_band")


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return read_workspace(write_small_desk(tmp_path_factory.mktemp("granting") / "desk"))


@pytest.fixture(scope="session")
def outlook(workspace: Workspace) -> Outlook:
    """Without the rules of the backlog, with which every search takes ten times as long."""
    whole = look_ahead(workspace)
    return replace(whole, rules=tuple(rule for rule in whole.rules if rule.rule not in BACKLOG))


@pytest.fixture(autouse=True)
def _quick_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staffing.conflicts.ways, "WORK", 0.05)
