"""The forecaster fitted to a workspace: its ticket log, its country's calendar, and the planner's events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasts.calendar_table import planner_table
from forecasts.errors import ForecastError
from forecasts.fitting import fit
from staffing.documents.workspace import Workspace

if TYPE_CHECKING:
    from forecasts.fitting import Fitted


def fit_arrivals(workspace: Workspace) -> Fitted:
    """Learn the hourly arrivals of every queue up to what the log tells.

    Raises ForecastError where the log cannot carry a forecast.
    """
    team = workspace.team
    queues = tuple(queue.id for queue in team.queues)
    history = workspace.tickets.series(queues, workspace.known_until)
    events = planner_table([event.model_dump() for event in workspace.events])
    try:
        return fit(history, zone=team.zone, country=team.sites[0].country, events=events)
    except ForecastError as error:
        named = "queue " if str(error).startswith(queues) else ""
        raise type(error)(f"ticket log: {named}{error}") from None
