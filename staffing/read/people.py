"""`leave.csv`, `requests.csv`, `events.csv` and `holidays.csv`, each row checked against the team and the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import ValidationError

from staffing.documents.people import Agent, Event, Leave, PublicHoliday, Request
from staffing.documents.sites import Site
from staffing.documents.team import Team
from staffing.errors import InputError
from staffing.read.agents import check_known_agent
from staffing.read.faults import choice, nearest, shown
from staffing.read.rows import Columns, Rows, first_twice, typed
from staffing.read.tables import Table

LEAVE = Columns(required=("agent_id", "start", "end"), optional=("kind",), dates=("start", "end"))
REQUESTS = Columns(required=("agent_id", "date", "want"), optional=("weight",), dates=("date",))
EVENTS = Columns(
    required=("date", "name"),
    optional=("kind", "queue", "uplift", "lead_days", "lag_days"),
    dates=("date",),
    numbers=("uplift",),
)
HOLIDAYS = Columns(required=("date",), optional=("name", "site", "kind"), dates=("date",))


def read_leave(table: Table, agents: Iterable[Agent]) -> tuple[Leave, ...]:
    """Leave of known agents; both dates are included."""
    rows = Rows(table.name)
    found = rows.documents(table, Leave, LEAVE)
    ids = [agent.agent_id for agent in agents]
    for line, leave in found:
        check_known_agent(rows, line, leave.agent_id, ids)
    rows.faults.raise_any()
    return typed(found)


def read_requests(table: Table, team: Team, agents: Iterable[Agent]) -> tuple[Request, ...]:
    """Requests of known agents for known shifts, of which no two contradict."""
    rows = Rows(table.name)
    found = rows.documents(table, Request, REQUESTS)
    sites = {agent.agent_id: team.site_of(agent.site) for agent in agents}
    for line, request in found:
        check_known_agent(rows, line, request.agent_id, sites)
        _check_want(rows, line, request, team, sites.get(request.agent_id))
    _check_contradictions(rows, found)
    rows.faults.raise_any()
    return typed(found)


def _check_want(rows: Rows, line: int, request: Request, team: Team, site: Site | None) -> None:
    wanted = request.want.removeprefix("not:")
    shifts = [shift.id for shift in (team.shifts_at(site) if site else team.shifts)]
    if request.want == "off" or wanted in shifts:
        return
    elsewhere = site and any(shift.id == wanted for shift in team.shifts)
    said = f", a shift that is not worked at {site.id}, the site of {request.agent_id}" if site and elsewhere else ""
    rows.add(
        line,
        f'want is {shown(request.want)}{said}; it must be a shift ({", ".join(shifts)}), "off" or "not:SHIFT"'
        f"{nearest(wanted, [*shifts, 'off']) if not said else ''}",
    )


def _check_contradictions(rows: Rows, found: list[tuple[int, Request]]) -> None:
    """No two wishes of an agent for a day that cannot both be granted, and none told twice."""
    asked: dict[tuple[str, object], list[tuple[int, str]]] = {}
    for line, request in found:
        earlier = asked.setdefault((request.agent_id, request.date), [])
        for first, want in earlier:
            both = f"{shown(request.want)} for {request.agent_id} on {request.date}"
            if want == request.want:
                rows.add(line, f"want {both} is already asked in line {first}; ask once, with a higher weight")
            elif _contradict(want, request.want):
                rows.add(line, f"want {both} contradicts {shown(want)} in line {first}; keep one of the two")
        earlier.append((line, request.want))


def _contradict(one: str, other: str) -> bool:
    avoid = [want for want in (one, other) if want.startswith("not:")]
    if len(avoid) == 2:
        return False
    if len(avoid) == 1:
        return avoid[0].removeprefix("not:") in (one, other)
    return True


def read_events(table: Table, team: Team) -> tuple[Event, ...]:
    """Special days; their queues are known."""
    rows = Rows(table.name)
    found = rows.documents(table, Event, EVENTS)
    queues = [queue.id for queue in team.queues]
    for line, event in found:
        if event.queue and event.queue not in queues:
            rows.add(line, f"queue {shown(event.queue)} is not a queue of team.yaml{choice(event.queue, queues)}")
    rows.faults.raise_any()
    return typed(found)


def event_of_cells(cells: Mapping[str, object]) -> Event:
    """One event, as it is asked for outside of events.csv; InputError for the cell that cannot be."""
    try:
        return Event.model_validate(cells)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        said = f"event.{detail['loc'][0]} is {shown(detail['input'])}"
        raise InputError(f"{said}; write a factor above 0 and at most 100, such as 2.5") from None


def read_holidays(table: Table, team: Team) -> tuple[PublicHoliday, ...]:
    """Public holidays beyond the country's list, and days of it that are none; rows of one known site come last.

    So a site's own row stands, whatever the file's order, for that of all sites on the same day.
    """
    rows = Rows(table.name)
    found = rows.documents(table, PublicHoliday, HOLIDAYS)
    sites = [site.id for site in team.sites]
    for line, day in found:
        if day.site and day.site not in sites:
            rows.add(line, f"site {shown(day.site)} is not a site of team.yaml{choice(day.site, sites)}")
    for line, (day_of_row, site), first in first_twice([(line, (day.date, day.site)) for line, day in found]):
        where = f"the site {site}" if site else "all sites"
        rows.add(line, f"date {day_of_row} for {where} is also in line {first}; keep one of the two rows")
    rows.faults.raise_any()
    return typed(sorted(found, key=lambda row: row[1].site != ""))
