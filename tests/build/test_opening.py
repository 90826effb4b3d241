"""What is open at the start of a plan, and up to when the log is believed to know it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from forecasts.errors import HistoryError
from staffing.build.opening import open_cases
from staffing.documents.workspace import Workspace
from staffing.plan import axis_of, forecast_of
from staffing.read.workspace import read_workspace
from tests.build.desks import team_of, workspace_of

EXAMPLE = Path(__file__).resolve().parents[2] / "configs" / "seller-escalations"


def later(workspace: Workspace, hours: float) -> Workspace:
    return replace(workspace, as_of=workspace.as_of + timedelta(hours=hours))


def waiting() -> Workspace:
    return workspace_of(team_of(), opened={"cases": [30.0, 2.0]})


def test_open_cases_are_told_by_queue_with_their_age_oldest_first() -> None:
    assert open_cases(waiting()) == [(0, 30.0), (0, 2.0)]


@pytest.mark.parametrize(("hours", "grown"), [(0.0, 0.0), (24.0, 24.0), (24.5, 0.0), (200.0, 0.0)])
def test_a_log_that_ends_more_than_a_day_before_now_is_believed_up_to_its_end(hours: float, grown: float) -> None:
    assert open_cases(later(waiting(), hours)) == [(0, 30.0 + grown), (0, 2.0 + grown)]


def test_an_empty_log_is_as_old_as_now() -> None:
    workspace = waiting()
    empty = replace(workspace, tickets=replace(workspace.tickets, frame=workspace.tickets.frame.iloc[:0]))
    assert empty.known_until == empty.as_of


def test_days_after_the_end_of_the_log_are_not_days_without_cases() -> None:
    known = read_workspace(EXAMPLE)
    axis = axis_of(known)
    at_its_end, three_days_on = (forecast_of(workspace, axis).mean for workspace in (known, later(known, 72)))
    assert np.array_equal(at_its_end, three_days_on)


def test_a_history_too_short_is_told_with_its_queue() -> None:
    known = read_workspace(EXAMPLE)
    short = replace(known, tickets=known.tickets.known_at(known.as_of - timedelta(days=170)))
    with pytest.raises(HistoryError, match=r"^ticket log: queue \w+ has .* days of history; at least 28 days"):
        forecast_of(short, axis_of(short))
