"""The cases that are open when the plan is made."""

from __future__ import annotations

from staffing.documents.workspace import Workspace


def open_cases(workspace: Workspace) -> list[tuple[int, float]]:
    """Queue number and age in hours of every open case, oldest first, as the log last knew them."""
    index = {queue.id: number for number, queue in enumerate(workspace.team.queues)}
    known = workspace.known_until
    cases = workspace.tickets.open_cases(known)
    return [
        (index[queue], (known - created.to_pydatetime()).total_seconds() / 3600)
        for queue, created in zip(cases["queue"], cases["created_at"], strict=True)
    ]
