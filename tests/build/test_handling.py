"""The team's handle times after the log was asked, and the sentences on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from forecasts.handling import Handling
from forecasts.tickets import TicketLog
from staffing.build.handling import with_handle_times
from staffing.documents.scenario import Assumed, Change
from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.read.workspace import read_workspace
from staffing.reports.handling import handling_notes

CONFIG = Path(__file__).resolve().parents[2] / "configs" / "seller-escalations"


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return read_workspace(CONFIG)


def with_minutes(workspace: Workspace, minutes: Any) -> Workspace:
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


def assuming(workspace: Workspace, *changes: tuple[str, str, str]) -> Workspace:
    """The workspace where handle times are assumed to be other ones: queue, `mean` or `cv`, and the change."""
    handle = []
    for queue, part, text in changes:
        change = Change.of(text)
        assert change is not None
        handle.append((queue, "mean" if part == "mean" else "cv", change))
    return replace(workspace, assumed=Assumed(handle=tuple(handle)))  # type: ignore[arg-type]


def times(workspace: Workspace) -> dict[str, tuple[float, float]]:
    told, _ = with_handle_times(workspace)
    return {queue.id: (queue.handle_minutes.mean, queue.handle_minutes.cv) for queue in told.team.queues}


def test_what_is_assumed_changes_the_handle_time_of_the_log_and_not_the_stated_one(workspace: Workspace) -> None:
    known, stated = times(workspace), workspace.team.queues[0].handle_minutes.mean
    queue, other = workspace.team.queues[0].id, workspace.team.queues[1].id
    mean, cv = known[queue]
    assert mean != stated
    longer = times(assuming(workspace, (queue, "mean", "+10%")))
    assert longer[queue] == pytest.approx((1.1 * mean, cv), abs=1e-4)
    assert longer[other] == known[other]
    assert times(assuming(workspace, (queue, "mean", "+2")))[queue] == pytest.approx((mean + 2, cv))
    assert times(assuming(workspace, (queue, "mean", "16")))[queue] == (16, cv)
    assert times(assuming(workspace, (queue, "cv", "x2")))[queue] == pytest.approx((mean, 2 * cv))


def test_what_is_assumed_changes_the_stated_handle_time_where_the_log_has_none(workspace: Workspace) -> None:
    silent = with_minutes(workspace, np.nan)
    queue = silent.team.queues[0]
    found = times(assuming(silent, (queue.id, "mean", "x0.5"), (queue.id, "cv", "0")))
    assert found[queue.id] == (queue.handle_minutes.mean / 2, 0)


def test_both_parts_of_several_queues_may_be_assumed(workspace: Workspace) -> None:
    first, second = (queue.id for queue in workspace.team.queues[:2])
    found = times(assuming(workspace, (first, "mean", "20"), (second, "cv", "2"), (first, "cv", "0.5")))
    assert found[first] == (20, 0.5)
    assert found[second] == (times(workspace)[second][0], 2)


def test_the_estimates_stay_those_of_the_log_whatever_is_assumed(workspace: Workspace) -> None:
    queue = workspace.team.queues[0].id
    assert with_handle_times(assuming(workspace, (queue, "mean", "x2")))[1] == with_handle_times(workspace)[1]


@pytest.mark.parametrize(
    ("part", "text", "said"),
    [
        ("mean", "0", "mean would be 0; it must be between 0.1 and 1440"),
        ("mean", "0.09", "mean would be 0.09; it must be between 0.1 and 1440"),
        ("mean", "-60", "mean would be -46; it must be between 0.1 and 1440"),
        ("mean", "1441", "mean would be 1441; it must be between 0.1 and 1440"),
        ("mean", "x1000", "mean would be 14000; it must be between 0.1 and 1440"),
        ("cv", "10.5", "cv would be 10.5; it must be between 0 and 10"),
        ("cv", "-10", "cv would be -9; it must be between 0 and 10"),
    ],
)
def test_what_is_assumed_stays_within_what_team_yaml_allows(
    workspace: Workspace, part: str, text: str, said: str
) -> None:
    silent = with_minutes(workspace, np.nan)
    queue = silent.team.queues[0]
    assert queue.handle_minutes.mean == 14
    cv = f"{queue.handle_minutes.cv - 10:g}"
    with pytest.raises(InputError) as caught:
        times(assuming(silent, (queue.id, part, text)))
    assert str(caught.value) == f"queues.{queue.id}.handle_minutes.{said.replace('be -9;', f'be {cv};')}"


def test_the_bounds_themselves_may_be_assumed(workspace: Workspace) -> None:
    queue = workspace.team.queues[0].id
    assert times(assuming(workspace, (queue, "mean", "0.1"), (queue, "cv", "10")))[queue] == (0.1, 10)
    assert times(assuming(workspace, (queue, "mean", "1440"), (queue, "cv", "0")))[queue] == (1440, 0)


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
