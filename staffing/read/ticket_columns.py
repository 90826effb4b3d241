"""Which column of an export is which of ours: maps people write, and presets for common systems as data.

Headers are those of the systems' own CSV exports and compared without regard to case. Times worked are kept in
minutes, so a header carries the length of its unit.
"""

from __future__ import annotations

from dataclasses import dataclass

from staffing.documents.team import Team
from staffing.errors import InputError
from staffing.read.faults import choice, listed, shown
from staffing.read.yaml_source import YamlSource

OURS = (
    "ticket_id", "queue", "created_at", "resolved_at", "handle_minutes", "agent_id", "reopened_at", "paused_minutes",
    "csat",
)  # fmt: skip
REQUIRED = ("ticket_id", "created_at")
SECOND, HOUR = 1 / 60, 60.0

Headers = dict[str, tuple[str, ...]]

PRESETS: dict[str, Headers] = {
    "zendesk": {
        "ticket_id": ("Id", "Ticket ID"),
        "queue": ("Group", "Ticket group"),
        "created_at": ("Created at", "Ticket created - Timestamp"),
        "resolved_at": ("Solved at", "Ticket solved - Timestamp"),
        "handle_minutes": ("Total time spent (sec) [int]", "Total time spent (sec)", "Handle time (min)"),
        "agent_id": ("Assignee", "Assignee name"),
        "reopened_at": ("Reopened at",),
        "paused_minutes": ("On hold time in minutes", "On-hold time (min)"),
        "csat": ("Satisfaction Score", "Ticket satisfaction rating"),
    },
    "freshdesk": {
        "ticket_id": ("Ticket ID", "Ticket Id"),
        "queue": ("Group", "Group name"),
        "created_at": ("Created time", "Created at"),
        "resolved_at": ("Resolved time", "Resolved at", "Closed time"),
        "handle_minutes": ("Time tracked", "Time tracked in hours"),
        "agent_id": ("Agent", "Agent name"),
        "reopened_at": ("Reopened time",),
        "paused_minutes": ("Time on hold (in minutes)",),
        "csat": ("Survey results", "Customer rating"),
    },
    "jira": {
        "ticket_id": ("Issue key", "Work item key", "Key"),
        "queue": (
            "Custom field (Request Type)", "Custom field (Customer Request Type)", "Components", "Component/s",
            "Issue Type", "Work type",
        ),
        "created_at": ("Created",),
        "resolved_at": ("Resolved", "Resolution date"),
        "handle_minutes": ("Time Spent", "Σ Time Spent"),
        "agent_id": ("Assignee Id", "Assignee"),
        "reopened_at": ("Custom field (Reopened)",),
        "paused_minutes": (),
        "csat": ("Custom field (Satisfaction)", "Satisfaction rating"),
    },
    "servicenow": {
        "ticket_id": ("number", "Number"),
        "queue": ("assignment_group", "Assignment group"),
        "created_at": ("opened_at", "Opened", "sys_created_on", "Created"),
        "resolved_at": ("resolved_at", "Resolved", "closed_at", "Closed"),
        "handle_minutes": ("time_worked", "Time worked"),
        "agent_id": ("assigned_to", "Assigned to", "resolved_by", "Resolved by"),
        "reopened_at": ("reopened_time", "Last reopened at"),
        "paused_minutes": (),
        "csat": (),
    },
}  # fmt: skip
"""Names of our columns in the exports of each system, the likeliest first."""

UNITS: dict[tuple[str, str], float] = {
    ("zendesk", "total time spent (sec) [int]"): SECOND,
    ("zendesk", "total time spent (sec)"): SECOND,
    ("freshdesk", "time tracked"): HOUR,
    ("freshdesk", "time tracked in hours"): HOUR,
    ("jira", "time spent"): SECOND,
    ("jira", "Σ Time Spent".casefold()): SECOND,  # a sum over sub-tasks
    ("servicenow", "time_worked"): SECOND,
    ("servicenow", "time worked"): SECOND,
}
"""Minutes in the unit of a preset's header (in lower case), where it is not minutes."""


@dataclass(frozen=True)
class ColumnMap:
    """Place in the header of each of our columns that the log has, and minutes in the unit of each."""

    places: dict[str, int]
    minutes: dict[str, float]


def map_columns(header: tuple[str, ...], name: str, team: Team, source: YamlSource) -> ColumnMap:
    """Find our columns in a header by `tickets.columns`, the preset, or our own names."""
    folded = [cell.casefold() for cell in header]
    places: dict[str, int] = {}
    minutes: dict[str, float] = {}
    preset = team.tickets.preset or ""
    for ours in OURS:
        written = getattr(team.tickets.columns, ours)
        if written is not None:
            places[ours] = _written(written, ours, header, name, source)
            continue
        for candidate in (*PRESETS.get(preset, {}).get(ours, ()), ours):
            if candidate.casefold() in folded:
                places[ours] = folded.index(candidate.casefold())
                minutes[ours] = UNITS.get((preset, candidate.casefold()), 1.0)
                break
    for ours in REQUIRED:
        if ours not in places:
            raise InputError(_missing(ours, header, preset), file=name, line=1)
    if "queue" not in places and len(team.queues) > 1:
        ids = listed(queue.id for queue in team.queues)
        raise InputError(
            f"there is no column queue, and team.yaml has the queues {ids}; name the column under tickets.columns",
            file=name, line=1,
        )  # fmt: skip
    return ColumnMap(places, minutes)


def _written(written: str, ours: str, header: tuple[str, ...], name: str, source: YamlSource) -> int:
    folded = [cell.casefold() for cell in header]
    if written.strip().casefold() not in folded:
        line, column = source.where(("tickets", "columns", ours))
        raise InputError(
            f"tickets.columns.{ours} is {shown(written)}, which is not a column of {name}{choice(written, header)}",
            file=source.name, line=line, column=column,
        )  # fmt: skip
    return folded.index(written.strip().casefold())


def _missing(ours: str, header: tuple[str, ...], preset: str) -> str:
    said = f"there is no column for {ours} among {listed(shown(cell) for cell in header)}"
    folded = {cell.casefold() for cell in header}
    for system, headers in PRESETS.items():
        fits = all(folded & {one.casefold() for one in headers[column]} for column in REQUIRED)
        if fits and system != preset:
            return f"{said}; it looks like an export for tickets.preset: {system}"
    return f"{said}; name it under tickets.columns in team.yaml"
