"""Where a team works, and what is special about its week there: holidays, short days, open hours that count, overtime.

Told only where it is there: a team of one site without any of it needs none of these sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from staffing.build.places import Place
from staffing.plan import Outlook
from staffing.reports.people import planned_agents
from staffing.reports.plain_text import counted, plain
from staffing.reports.skills import skill_lines


def site_records(outlook: Outlook) -> list[dict[str, Any]]:
    """The sites as plain data; `public_holidays` and `short_days` are those of the planned days."""
    places, problem = outlook.places, outlook.problem
    return [
        {
            "id": place.site.id,
            "zone": place.site.zone,
            "country": place.site.country,
            "people": int((problem.agent_site == number).sum()),
            "shifts": [at.shift.id for at in places.shifts if at.place == number],
            "holidays": place.site.holidays,
            "public_holidays": [{"date": day, "name": name} for day, name in _holidays(outlook, place)],
            "short_days": [{"date": day, "minutes": place.site.cut(day)} for day in _short_days(outlook, place)],
            "consent_to_overtime": _consenting(outlook, number),
        }
        for number, place in enumerate(places.every)
    ]


def site_lines(outlook: Outlook) -> Iterator[str]:
    """Sites, skills, clocks, holidays, short days and overtime as sentences."""
    several = len(outlook.places.every) > 1
    for record in site_records(outlook) if several else ():
        people = counted(record["people"], "agent")
        yield f"site {record['id']} ({record['zone']}): {people}; shifts {', '.join(record['shifts'])}"
    if skills := skill_lines(outlook, named=False):
        yield f"skills: {'; '.join(skills)}"
    yield from clock_sentences(outlook)
    for number, place in enumerate(outlook.places.every):
        where = f" at {place.site.id}" if several else ""
        yield from _special_days(outlook, place, where)
        yield from _overtime(outlook, number, where)


def special_days(outlook: Outlook) -> Iterator[str]:
    """The public holidays and short days of the planned days, by site, as sentences."""
    several = len(outlook.places.every) > 1
    for place in outlook.places.every:
        for said in _special_days(outlook, place, f" at {place.site.id}" if several else ""):
            yield f"{said[0].upper()}{said[1:]}."


def _special_days(outlook: Outlook, place: Place, where: str) -> Iterator[str]:
    if holidays := _holidays(outlook, place):
        said = ", ".join(f"{day:%a %d %b} {plain(name)}" for day, name in holidays)
        yield f"public holidays{where}: {said} ({'closed' if place.site.holidays == 'closed' else 'worked'})"
    if cuts := _short_days(outlook, place):
        yield f"short days{where}: {_cut_text(place, cuts)}, in full pay"


def clock_sentences(outlook: Outlook) -> Iterator[str]:
    """The queues whose deadlines count open hours only."""
    team = outlook.workspace.team
    for queue in team.queues:
        if queue.clock == "business":
            hours = "its own open hours" if queue.open_hours is not None else "the open hours"
            where = f" of {team.site_of(queue.site or '').id}" if len(team.sites) > 1 else ""
            yield f"{queue.id}: its {queue.target_hours} h count {hours}{where} only"


def _planned(outlook: Outlook) -> tuple[date, ...]:
    axis = outlook.axis
    return axis.dates[axis.history :]


def _holidays(outlook: Outlook, place: Place) -> list[tuple[date, str]]:
    return [(day, place.holidays[day]) for day in _planned(outlook) if day in place.holidays]


def _short_days(outlook: Outlook, place: Place) -> list[date]:
    return [day for day in _planned(outlook) if place.site.cut(day)]


def _cut_text(place: Place, days: list[date]) -> str:
    """`60 minutes less from Mon 08 Feb to Fri 12 Feb`, run by run."""
    breaks = [(a, b) for a, b in pairwise(days) if (b - a).days > 1 or place.site.cut(a) != place.site.cut(b)]
    firsts, lasts = [days[0], *(b for _, b in breaks)], [*(a for a, _ in breaks), days[-1]]
    return ", ".join(
        f"{place.site.cut(first)} minutes less "
        + (f"on {first:%a %d %b}" if first == last else f"from {first:%a %d %b} to {last:%a %d %b}")
        for first, last in zip(firsts, lasts, strict=True)
    )


def _consenting(outlook: Outlook, number: int) -> int:
    here = np.flatnonzero(outlook.problem.agent_site == number).tolist()
    agents = planned_agents(outlook)
    return sum(agents[agent].overtime for agent in here)


def _overtime(outlook: Outlook, number: int, where: str) -> Iterator[str]:
    consent = _consenting(outlook, number)
    limits = outlook.workspace.team.overtime_at(outlook.places.every[number].site)
    if not consent:
        return
    agents = f"{counted(consent, 'agent')} consent{'s' if consent == 1 else ''}"
    if not limits.max_minutes_per_week:
        yield f"overtime{where}: {agents}, but team.yaml allows none"
        return
    days = f" and {counted(limits.max_extra_days, 'day')}" if limits.max_extra_days else ""
    yield f"overtime{where}: {agents}; at most {limits.max_minutes_per_week / 60:g} h{days} more a week"
