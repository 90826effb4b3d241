"""The forecaster fitted to a workspace: its ticket log, its country's calendar, and the planner's events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasts.calendar_table import planner_table
from forecasts.errors import ForecastError
from forecasts.fitting import fit
from staffing.documents.workspace import Workspace

if TYPE_CHECKING:
    from forecasts.fitting import Fitted

PLANNER = "planner "
"""How the forecaster begins a sentence on a row of the planner's events."""


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
        said = str(error)
        if said.startswith(PLANNER):
            raise type(error)(f"events.csv: {said.removeprefix(PLANNER)} (rows counted without the header)") from None
        if said.startswith("country is"):
            raise type(error)(f"team.yaml: sites.{team.sites[0].id}.{said}") from None
        raise type(error)(f"ticket log: {'queue ' if said.startswith(queues) else ''}{said}") from None
