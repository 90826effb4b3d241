"""The team's handle times after the log was asked, and the sentences on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from forecasts.handling import Handling
from forecasts.tickets import TicketLog
from staffing.build.handling import with_handle_times
from staffing.documents.workspace import Workspace
from staffing.read.workspace import read_workspace
from staffing.reports.handling import handling_notes

CONFIG = Path(__file__).resolve().parents[2] / "configs" / "seller-escalations"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return read_workspace(CONFIG)


def with_minutes(workspace: Workspace, minutes: object) -> Workspace:
    tickets = workspace.tickets
    return replace(
        workspace, tickets=TicketLog(tickets.frame.assign(handle_minutes=minutes), tickets.rejected, tickets.zone)
    )


def test_each_queue_takes_what_its_log_says(workspace: Workspace) -> None:
    told, found = with_handle_times(workspace)
    for queue, one in zip(told.team.queues, found, strict=True):
        assert queue.id == one.queue
        assert queue.handle_minutes.mean == round(one.mean, 1)
        assert queue.handle_minutes.cv == round(one.cv, 2)
    assert [queue.id for queue in workspace.team.queues] == [one.queue for one in found]
    assert workspace.team.queues[0].handle_minutes.mean == 14


def test_a_queue_without_handle_times_keeps_the_stated_ones(workspace: Workspace) -> None:
    told, found = with_handle_times(with_minutes(workspace, np.nan))
    assert told.team == workspace.team
    assert all(one.weight == 0 for one in found)


@pytest.mark.parametrize(("minutes", "mean"), [(1e7, 1440.0), (1e-6, 0.1)])
def test_estimates_stay_within_what_team_yaml_allows(workspace: Workspace, minutes: float, mean: float) -> None:
    told, _ = with_handle_times(with_minutes(workspace, minutes))
    assert told.team.queues[0].handle_minutes.mean == mean


KNOWN = Handling("payments", 6120, 14.3, 13.9, 14.7, 1.02, 0.0, 0.99, 14.0, None, 0)


def test_a_known_handle_time_is_told_beside_the_stated_one() -> None:
    told = "Handle time of payments: 14.3 min (95% interval 13.9 to 14.7), cv 1.02, from 6,120 cases of the log; "
    assert handling_notes([KNOWN]) == [told + "team.yaml says 14."]


def test_a_stated_one_that_weighs_is_told_with_its_weight() -> None:
    (note,) = handling_notes([replace(KNOWN, cases=1, weight=0.03)])
    assert note.endswith("from 1 case of the log; team.yaml says 14 and counts for 97% of it.")


def test_nothing_in_the_log_is_told() -> None:
    none = Handling("listings", 0, 22.0, 14.0, 30.0, 1.2, 0.0, 0.0, 22.0, None, 0)
    assert handling_notes([none]) == ["Handle time of listings is that of team.yaml (22 min): the log holds none."]


@pytest.mark.parametrize(("trend", "said"), [(0.008, "rises by 0.8% a week"), (-0.012, "falls by 1.2% a week")])
def test_trend_and_reopening_are_told_where_known(trend: float, said: str) -> None:
    notes = handling_notes([replace(KNOWN, trend=trend, reopened=0.0356, reopened_cases=1299, stated=None)])
    assert notes[0].endswith("from 6,120 cases of the log.")
    assert notes[1] == f"Handle time of payments {said}, which that mean includes."
    assert notes[2] == "Reopened of payments: 3.6% of the resolved cases (1,299 cases)."
