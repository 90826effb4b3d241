"""Handle times of the queues: those of the log where it has them, else those of team.yaml."""

from __future__ import annotations

from dataclasses import replace

from forecasts.handling import Handling, handling
from staffing.documents.team import HandleMinutes, Queue
from staffing.documents.workspace import Workspace

SHORTEST, LONGEST, WIDEST = 0.1, 1440.0, 10.0
"""Bounds of a mean in minutes, and the highest cv, that team.yaml allows."""


def with_handle_times(workspace: Workspace) -> tuple[Workspace, tuple[Handling, ...]]:
    """The workspace with each queue's handle time estimated from its log, and the estimates, in the team's order.

    A queue without handle times in the log keeps what team.yaml states. Means are rounded to 0.1 minutes, cvs to 0.01.
    """
    team = workspace.team
    found = tuple(
        handling(
            workspace.tickets,
            queue.id,
            workspace.known_until,
            stated_mean=queue.handle_minutes.mean,
            stated_cv=queue.handle_minutes.cv,
        )
        for queue in team.queues
    )
    queues = tuple(_with(queue, one) for queue, one in zip(team.queues, found, strict=True))
    return replace(workspace, team=team.model_copy(update={"queues": queues})), found


def _with(queue: Queue, found: Handling) -> Queue:
    if found.weight == 0:
        return queue
    mean = min(max(round(found.mean, 1), SHORTEST), LONGEST)
    minutes = HandleMinutes(mean=mean, cv=min(round(found.cv, 2), WIDEST))
    return queue.model_copy(update={"handle_minutes": minutes})
