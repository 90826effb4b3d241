"""What the log says was achieved: by arrival, with open late cases as misses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest

from staffing.documents.workspace import Workspace
from staffing.reports.achieved import achieved, achieved_sentence
from tests.build.desks import team_of, workspace_of


def log(*cases: tuple[float, float | None, float]) -> Workspace:
    """A workspace with cases of (age now, hours to its resolution or None, paused minutes), and one of this minute."""
    cases = (*cases, (0, None, 0))
    workspace = workspace_of(team_of(), opened={"cases": [age for age, _, _ in cases]})
    frame = workspace.tickets.frame.iloc[: len(cases)].copy()
    taken = pd.to_timedelta([float("nan") if done is None else done for _, done, _ in cases], unit="h")
    frame["resolved_at"] = frame["created_at"] + taken
    frame["paused_minutes"] = [paused for _, _, paused in cases]
    return replace(workspace, tickets=replace(workspace.tickets, frame=frame))


def test_an_open_late_case_is_a_miss_and_a_young_one_is_not_counted_yet() -> None:
    found = achieved(log((50, 23.9, 0), (40, 24.5, 0), (30, None, 0), (20, None, 0), (10, 1.0, 0)))
    assert found is not None
    assert (found["matured"], found["open_and_late"]) == (3, 1)
    assert found["rate"] == pytest.approx(1 / 3)
    assert "33.3% of 3 cases on time by arrival" in achieved_sentence(found)
    assert "1 open and late" in achieved_sentence(found)


def test_paused_time_stands_still() -> None:
    found = achieved(log((50, 24.5, 60), (40, 24.5, 0)))
    assert found is not None
    assert found["rate"] == 0.5


def test_only_the_last_four_weeks_count() -> None:
    found = achieved(log((4 * 168 + 1, 90.0, 0), (4 * 168 - 1, 1.0, 0), (100, 2.0, 0)))
    assert found is not None
    assert (found["matured"], found["rate"]) == (2, 1.0)


def test_a_reopened_case_that_is_open_again_is_not_resolved() -> None:
    workspace = log((50, 2.0, 0), (60, 2.0, 0))
    frame = workspace.tickets.frame.copy()
    reopened = frame["created_at"] + timedelta(hours=5)
    frame["reopened_at"] = reopened.where(frame.index == 0)
    found = achieved(replace(workspace, tickets=replace(workspace.tickets, frame=frame)))
    assert found is not None
    assert (found["rate"], found["open_and_late"]) == (0.5, 1)


def test_a_log_without_resolution_times_says_so() -> None:
    assert achieved(log((50, None, 0))) is None
    assert "no resolution times" in achieved_sentence(None)


def test_a_log_in_which_nothing_has_matured_has_no_rate() -> None:
    found = achieved(log((5, 2.0, 0)))
    assert found is not None
    assert found["rate"] is None
    assert "has reached its deadline yet" in achieved_sentence(found)
