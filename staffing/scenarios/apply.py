"""A scenario to a workspace: the base with its differences, checked as what people write is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from staffing.documents.base import parse_day
from staffing.documents.people import Event, Leave
from staffing.documents.scenario import Scenario
from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.read.faults import choice, listed, shown
from staffing.read.people import event_of_cells
from staffing.read.team import checked
from staffing.read.team_changes import OFF, changed_source
from staffing.read.workspace import under
from staffing.read.yaml_source import load_yaml
from staffing.scenarios.differences import Differences, differences_of
from staffing.scenarios.effects import consent_note, team_notes
from staffing.scenarios.heads import MOST, borrowed, default_contract, with_heads

REACH = 60
"""Days that an event leads or lags at most, as in events.csv."""
LAG = 10
"""Days that a sale lags where nobody says how long: parcels arrive, then complaints, then escalations."""


@dataclass(frozen=True, eq=False)
class Applied:
    """A workspace as a scenario has it, and notes on who was taken away and who came."""

    workspace: Workspace
    notes: tuple[str, ...]


def apply(base: Workspace, scenario: Scenario) -> Applied:
    """The base with the differences of a scenario, all of which hold from the first planned day on.

    Raises InputError, which names the scenario, for differences that are unknown, contradict each other, or lead to
    what a workspace may not be.
    """
    if not scenario.set:
        return Applied(base, ())
    wanted = differences_of(scenario, base.team, default_contract(base))
    try:
        return _applied(base, scenario, wanted)
    except InputError as error:
        said = str(error)
        raise InputError(said if said.startswith(_name(scenario)) else f"{_name(scenario)} {said}") from None


def _name(scenario: Scenario) -> str:
    return f"scenario {scenario.name}:"


def _applied(base: Workspace, scenario: Scenario, wanted: Differences) -> Applied:
    found, notes = _with_team(base, scenario, wanted), list[str]()
    notes += team_notes(base.team, found.team)
    if wanted.leave_off:
        notes.append(_leave_note(found))
        found = replace(found, leave=tuple(_outside(found)))
    for contract, change in wanted.heads:
        found, said = with_heads(found, contract, change)
        notes += said
    if wanted.borrow:
        found, said = _with_borrowed(found, wanted.borrow)
        notes += said
    if wanted.event:
        found = _with_event(found, wanted.event)
    if wanted.consent:
        notes += consent_note(found.team)
        agents = (agent.model_copy(update={"overtime": wanted.consent == "all"}) for agent in found.agents)
        found = replace(found, agents=tuple(agents))
    return Applied(replace(found, assumed=wanted.assumed), tuple(notes))


def _with_team(base: Workspace, scenario: Scenario, wanted: Differences) -> Workspace:
    if not wanted.team:
        return base
    source = load_yaml(Path(base.folder) / "team.yaml", "team.yaml")
    changed = changed_source(source, base.team, wanted.team, f"{_name(scenario)} team.yaml")
    found, off = under(base, checked(changed), changed), _shifts_off(wanted)
    kept = (row for row in found.published if row.date < found.first_day or row.shift_id not in off)
    return replace(found, published=tuple(kept))


def _shifts_off(wanted: Differences) -> set[str]:
    """Shifts that nobody works from the first planned day on, whatever is published."""
    return {key.removeprefix("shifts.") for key, value in wanted.team if key.startswith("shifts.") and value == OFF}


def _outside(workspace: Workspace) -> Iterator[Leave]:
    """Leave but for the planned days."""
    first, last, day = workspace.first_day, workspace.last_day, timedelta(days=1)
    for row in workspace.leave:
        if row.start < first:
            yield row.model_copy(update={"end": min(row.end, first - day)})
        if row.end > last:
            yield row.model_copy(update={"start": max(row.start, last + day)})


def _leave_note(workspace: Workspace) -> str:
    names = ", ".join(f"{row.agent_id} ({row.start} to {row.end})" for row in workspace.planned_leave)
    return f"no leave on the planned days: {names}" if names else "nobody is on leave on the planned days anyway"


def _with_borrowed(workspace: Workspace, cells: dict[str, str]) -> tuple[Workspace, tuple[str, ...]]:
    people, days = _whole(cells, "borrow.people", 1, MOST), _whole(cells, "borrow.days", 1, 366)
    start = _day(cells, "borrow.start")
    if not (start <= workspace.last_day and start + timedelta(days=days - 1) >= workspace.first_day):
        raise InputError(
            f"borrow.start is {start}, and its {days} days hold none of the plan, {workspace.first_day} to "
            f"{workspace.last_day}"
        )
    contract, last = default_contract(workspace), start + timedelta(days=days - 1)
    inside = (min(last, workspace.last_day) - max(start, workspace.first_day)).days + 1
    said = f"borrowed on {contract}: {people} from {start} to {last}, {inside} of the days within the plan"
    return borrowed(workspace, contract, people, start, days), (said,)


def _with_event(workspace: Workspace, cells: dict[str, str]) -> Workspace:
    """The events with one more, or in place of those of its day and name; it must touch the plan."""
    event = event_of(cells, workspace)
    first, last = touched(event)
    if first > workspace.last_day or last < workspace.first_day:
        raise InputError(
            f"event.date is {event.date}, which touches {first} to {last}, outside the forecast of the plan, "
            f"{workspace.first_day} to {workspace.last_day}; plan its week with --week"
        )
    others = (one for one in workspace.events if not replaces(event, one))
    return replace(workspace, events=(*others, event))


def replaces(event: Event, other: Event) -> bool:
    """Whether an event takes the place of another: the same one, of the same queue or of all."""
    same = event.date == other.date and event.name.casefold() == other.name.casefold()
    return same and event.queue in ("", other.queue)


def event_of(cells: dict[str, str], workspace: Workspace) -> Event:
    """An event as it was asked for; what is not said of it is as events.csv has it for that day, or a sale's."""
    day, queue = _day(cells, "event.date"), cells.get("queue", "")
    queues = [one.id for one in workspace.team.queues]
    if queue and queue not in queues:
        raise InputError(f"event.queue is {shown(queue)}, which is no queue of team.yaml{choice(queue, queues)}")
    known = _known_event(workspace, day, cells.get("name", ""), queue)
    new = {"name": f"event of {day}", "kind": "sale", "lag_days": LAG}
    said = new if known is None else dict[str, object](known.model_dump())
    said |= {"date": day, "queue": queue}
    said |= {part: cells[part] for part in ("name", "uplift") if part in cells}
    said |= {part: _whole(cells, f"event.{part}", 0, REACH) for part in ("lead_days", "lag_days") if part in cells}
    if said.get("uplift") is None:
        raise InputError("event.uplift is missing; say how many times the usual volume the day brings, such as 2.5")
    return event_of_cells(said)


def _known_event(workspace: Workspace, day: date, name: str, queue: str) -> Event | None:
    """What events.csv has for a day under a name, or at all where no name is asked for; the queue's own first."""
    there = [
        one for one in workspace.events if one.date == day and one.name.casefold() == (name or one.name).casefold()
    ]
    names = list(dict.fromkeys(one.name for one in there))
    if len(names) > 1:
        raise InputError(
            f"event.name is missing: events.csv has {listed(names)} on {day}; name one of them, or another"
        )
    return min(there, key=lambda one: one.queue != queue, default=None)


def touched(event: Event) -> tuple[date, date]:
    """The first and the last day that an event touches."""
    return event.date - timedelta(days=event.lead_days or 0), event.date + timedelta(days=event.lag_days or 0)


def _day(cells: dict[str, str], key: str) -> date:
    given = cells[key.partition(".")[2]]
    try:
        return parse_day(given)
    except ValueError as error:
        raise InputError(f"{key} is {shown(given)}; it {error}") from None


def _whole(cells: dict[str, str], key: str, least: int, most: int) -> int:
    given = cells[key.partition(".")[2]]
    if not given.isdecimal() or not least <= int(given) <= most:
        raise InputError(f"{key} is {shown(given)}; write a whole number from {least} to {most}")
    return int(given)
