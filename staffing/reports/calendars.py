"""The shifts of each person as events, with the days that were withdrawn: what calendars are made from."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from staffing.build.places import Place
from staffing.documents.people import Agent
from staffing.plan import Plan
from staffing.publication import PersonDay, Publication, Withdrawn
from staffing.reports.people import planned_agents, shown_name
from staffing.reports.plain_text import plain
from staffing.reports.roster_tables import Worked, assignments_of
from staffing.reports.view.calendars import Break, Calendar, Event


def calendars_of(plan: Plan, publication: Publication, *, published: bool = False) -> tuple[Calendar, ...]:
    """The calendar of every planned person who has a shift in the planned days, or was told of one that is withdrawn.

    `published`: this plan is a publication. In a draft only calendars of which nothing differs from what is published
    are confirmed.
    """
    sequences = _sequences(publication, published)
    events: dict[str, list[Event]] = {}
    for event_of, event in (*_planned(plan, sequences), *_withdrawn(plan, publication, sequences)):
        events.setdefault(event_of, []).append(event)
    changed = {change.agent_id for change in publication.changes}
    return tuple(
        _calendar(plan, agent, events[agent.agent_id], published or agent.agent_id not in changed)
        for agent in planned_agents(plan.outlook)
        if agent.agent_id in events
    )


def _calendar(plan: Plan, agent: Agent, events: list[Event], published: bool) -> Calendar:
    workspace, site = plan.outlook.workspace, _place(plan, agent).site
    return Calendar(
        agent_id=agent.agent_id,
        name=shown_name(agent),
        team=plain(workspace.team.team).strip(),
        site=site.id,
        zone=site.zone,
        stamp=workspace.as_of,
        published=published,
        events=tuple(sorted(events, key=lambda event: (event.day, event.place))),
    )


def _sequences(publication: Publication, published: bool) -> dict[PersonDay, int]:
    """SEQUENCE of each day's events: higher with every change, and of a publication higher than of its drafts."""
    changed = {(change.date, change.agent_id) for change in publication.changes}
    return {
        day: 2 * times + (1 if published or day not in changed else 0) for day, times in publication.sequences.items()
    }


def _planned(plan: Plan, sequences: dict[PersonDay, int]) -> Iterator[tuple[str, Event]]:
    """Agent and event of each assignment; the first of a day is its place 0."""
    seen: dict[PersonDay, int] = {}
    for row in assignments_of(plan):
        key = row.date, row.agent_id
        seen[key] = place = seen.get(key, -1) + 1
        yield row.agent_id, _event(row, place, sequences[key])


def _event(row: Worked, place: int, sequence: int) -> Event:
    local = row.place.axis.local
    return Event(
        day=row.date,
        place=place,
        shift=row.shift_id,
        start=local(row.start),
        end=local(row.end),
        breaks=tuple(
            Break(start=local(piece.start), end=local(piece.end), paid=piece.paid)
            for piece in row.pieces
            if piece.kind == "break"
        ),
        sequence=sequence,
    )


def _withdrawn(plan: Plan, publication: Publication, sequences: dict[PersonDay, int]) -> Iterator[tuple[str, Event]]:
    """Agent and event of each shift that was withdrawn, at the times that were told, in the zone of the site."""
    zones = {agent.agent_id: _place(plan, agent).axis.zone for agent in planned_agents(plan.outlook)}
    for day in publication.withdrawn:
        sequence = sequences[day.date, day.agent_id]
        yield from ((day.agent_id, event) for event in _cancelled(day, zones[day.agent_id], sequence))


def _cancelled(day: Withdrawn, zone: ZoneInfo, sequence: int) -> Iterator[Event]:
    for place, (shift, start, end) in enumerate(zip(day.was.ids, day.was.start, day.was.end, strict=True)):
        yield Event(
            day=day.date,
            place=place,
            shift=shift,
            start=start.astimezone(zone),
            end=end.astimezone(zone),
            sequence=sequence,
            cancelled=True,
        )


def _place(plan: Plan, agent: Agent) -> Place:
    places = plan.outlook.places
    return places.every[places.place_of(agent)]
