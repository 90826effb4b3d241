"""Handle times of the queues: those of the log where it has them, else those of team.yaml."""

from __future__ import annotations

from dataclasses import replace

from forecasts.handling import Handling, handling
from staffing.documents.scenario import Assumed
from staffing.documents.team import HandleMinutes, Queue
from staffing.documents.workspace import Workspace
from staffing.errors import InputError

SHORTEST, LONGEST, WIDEST = 0.1, 1440.0, 10.0
"""Bounds of a mean in minutes, and the highest cv, that team.yaml allows."""


def with_handle_times(workspace: Workspace) -> tuple[Workspace, tuple[Handling, ...]]:
    """The workspace with each queue's handle time estimated from its log, and the estimates, in the team's order.

    A queue without handle times in the log keeps what team.yaml states. Means are rounded to 0.1 minutes, cvs to 0.01.
    What a scenario assumes of them changes what would be in force without. Raises InputError where that leads outside
    what team.yaml allows.
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
    queues = tuple(
        _assumed(_with(queue, one), workspace.assumed) for queue, one in zip(team.queues, found, strict=True)
    )
    return replace(workspace, team=team.model_copy(update={"queues": queues})), found


def _with(queue: Queue, found: Handling) -> Queue:
    if found.weight == 0:
        return queue
    mean = min(max(round(found.mean, 1), SHORTEST), LONGEST)
    minutes = HandleMinutes(mean=mean, cv=min(round(found.cv, 2), WIDEST))
    return queue.model_copy(update={"handle_minutes": minutes})


def _assumed(queue: Queue, assumed: Assumed) -> Queue:
    times = {"mean": queue.handle_minutes.mean, "cv": queue.handle_minutes.cv}
    changes = [(part, change) for name, part, change in assumed.handle if name == queue.id]
    for part, change in changes:
        times[part] = round(change.after(times[part]), 4)
        least, most = (SHORTEST, LONGEST) if part == "mean" else (0.0, WIDEST)
        if not least <= times[part] <= most:
            raise InputError(
                f"queues.{queue.id}.handle_minutes.{part} would be {times[part]:g}; it must be between {least:g} "
                f"and {most:g}"
            )
    return queue.model_copy(update={"handle_minutes": HandleMinutes(**times)}) if changes else queue
