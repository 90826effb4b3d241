"""Realistic weeks to plan: the people and shifts of both example workspaces, with other facts drawn at random.

A clock change, night shifts, six days a week, leave, availability, people who come and go, weeks of history, a month's
end inside the plan, public holidays, consents, mentors.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from staffing.documents.base import WEEKDAYS
from staffing.documents.pay import Costs, Overtime
from staffing.documents.people import Agent, Assignment, Leave, PublicHoliday, Request
from staffing.documents.sites import OpenHours
from staffing.documents.team import Availability, Break, Shift, Team
from staffing.documents.workspace import Workspace
from staffing.read.workspace import read_workspace
from tests.rules.oracle import DAY, Row

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
EXAMPLES = ("seller-escalations", "incident-desk")
NIGHT = {"id": "night", "start": "22:00", "end": "31:00", "breaks": [{"start": "26:00", "minutes": 60}], "late": True}
SIX_DAYS = {"days_per_week": 6, "minutes_per_week": 2900}
NO_LATE = Availability.model_validate({"id": "no_late", "days": {"sunday": "off", "friday": ["early", "day"]}})
FIRST_DAYS = (date(2026, 11, 9), date(2026, 10, 19), date(2026, 11, 23), date(2026, 10, 25), date(2026, 11, 4))
"""Lisbon's clocks change in the night to 25 October; some hold a month's end, or begin with half a weekend."""
PEOPLE = 7


@cache
def example(name: str) -> Workspace:
    """An example workspace as it is on disk."""
    return read_workspace(CONFIGS / name)


def varied(chance: random.Random, number: int) -> Workspace:
    """Another week, or two, of an example's people; its plan is still empty."""
    base = example(EXAMPLES[number % 2])
    first = FIRST_DAYS[number % 5]
    agents = [agent for agent in base.agents if agent.role == "agent"]
    agents = sorted(chance.sample(agents, min(PEOPLE, len(agents))), key=lambda agent: agent.agent_id)
    team, queues = _team(base.team, chance, number), [queue.id for queue in base.team.queues]
    people = tuple(_person(agent, first, agents, queues, chance) for agent in agents)
    if number % 6 > 3:
        team, people = _in_two_places(team, people, chance)
    weeks = 2 if number % 3 == 1 else 1
    return replace(
        base,
        team=team,
        agents=people,
        published=tuple(_history(team, people, first, chance)),
        first_day=first,
        weeks=weeks,
        leave=tuple(leave for agent in people for leave in _leave(agent, first, chance)),
        requests=tuple(wish for agent in people for wish in _wishes(team, agent, first, 7 * weeks, chance)),
        holidays=tuple(_holidays(team, first, 7 * weeks, chance)),
    )


def published(rows: tuple[Row, ...]) -> tuple[Assignment, ...]:
    """Rows of a roster as those of `published.csv`."""
    return tuple(Assignment(agent_id=agent, date=day, shift_id=shift) for agent, day, shift in rows)


def with_premiums(workspace: Workspace, chance: random.Random) -> Workspace:
    """Some hours of the week are dearer, and overtime is."""
    weekday = f"{workspace.first_day + chance.randrange(7) * DAY:%A}".lower()
    brackets = [{"hours": 2, "multiplier": 1.5}, {"multiplier": 2}]
    kinds: list[dict[str, Any]] = [
        {"kind": "overtime", "brackets": brackets},
        {"kind": "holiday", "brackets": brackets},
        {"kind": "weekend", "days": [weekday], "multiplier": 1.5},
        {"kind": "night", "between": "23:00-29:00", "multiplier": 1.25},
    ]
    costs = Costs.model_validate({"premiums": chance.sample(kinds, 2)})
    return replace(workspace, team=workspace.team.model_copy(update={"costs": costs}))


def open_where_covered(workspace: Workspace, rows: tuple[Row, ...]) -> Workspace | None:
    """Open on each weekday while a roster has somebody on queue; closed where nobody works; None where neither holds.

    Breaks cut the hours: the longest stretch of each weekday is taken, by the clock.
    """
    shifts = {shift.id: shift for shift in workspace.team.shifts}
    hours: dict[str, Any] = {}
    for weekday in range(7):
        dates = [day for day in workspace.planned_days if day.weekday() == weekday]
        there = [[shifts[shift] for _, day, shift in rows if day == date_] for date_ in dates]
        open_ = [m for m in range(1440) if all(any(_on_queue(one, m) for one in some) for some in there)]
        runs = [[m for _, m in run] for _, run in groupby(enumerate(open_), key=lambda pair: pair[1] - pair[0])]
        if runs:
            longest = max(runs, key=len)
            hours[WEEKDAYS[weekday]] = (longest[0], longest[-1] + 1)
        elif any(there):
            return None
        else:
            hours[WEEKDAYS[weekday]] = "closed"
    opened = OpenHours(**hours, min_on_queue=1)
    return replace(workspace, team=workspace.team.model_copy(update={"open_hours": opened}))


def _on_queue(shift: Shift, minute: int) -> bool:
    resting = any(pause.start <= minute < pause.start + pause.minutes for pause in shift.breaks)
    return shift.start <= minute < shift.end and not resting


def _team(team: Team, chance: random.Random, number: int) -> Team:
    more: dict[str, Any] = {"availability": (*team.availability, NO_LATE), "labour_pack": None, "consents": ()}
    here = {"country": None, "holidays": "closed" if number % 5 == 0 else "open"}
    more["sites"] = tuple(site.model_copy(update=here) for site in team.sites)
    contracts = [
        contract.model_copy(update={"min_minutes_per_week": 240 * chance.randrange(1, 6)})
        for contract in team.contracts
    ]
    more["shifts"] = (_with_pause(team.shifts[0]), *team.shifts[1:]) if number % 7 < 3 else team.shifts
    if number % 4 >= 2:
        night = Shift.model_validate(NIGHT)
        more["shifts"] = (*more["shifts"], night if number % 3 else night.model_copy(update={"end": night.end + 8}))
        contracts[0] = contracts[0].model_copy(update={"shifts": (*contracts[0].shifts, "night"), **SIX_DAYS})
    if number % 3 == 0:  # 2900 minutes on 6 days make a day of 483 1/3; the longer night has 488
        cap = None if number % 2 else 5
        more["overtime"] = Overtime(max_minutes_per_week=600, max_extra_days=1, max_minutes_per_day=cap)
    return team.model_copy(update={**more, "contracts": tuple(contracts), "rules": ()})


def _with_pause(shift: Shift) -> Shift:
    """The shift with a short paid break, an hour and a half after its start."""
    pause = Break(start=f"{shift.start // 60 + 1:02d}:30", minutes=15, paid=True)
    return shift.model_copy(update={"breaks": (pause, *shift.breaks)})


def _in_two_places(team: Team, people: tuple[Agent, ...], chance: random.Random) -> tuple[Team, tuple[Agent, ...]]:
    """The same shifts by the clock of another zone, for some of the people."""
    zone = chance.choice(("Asia/Manila", "Africa/Casablanca", "Europe/Berlin", "America/Bogota"))
    other = team.sites[0].model_copy(
        update={"id": "other", "zone": zone, "holidays": chance.choice(("open", "closed"))}
    )
    moved = tuple(a.model_copy(update={"site": "other"}) if chance.random() < 0.4 else a for a in people)
    return team.model_copy(update={"sites": (*team.sites, other)}), moved


def _person(agent: Agent, first: date, others: list[Agent], queues: list[str], chance: random.Random) -> Agent:
    change: dict[str, object] = {"overtime": chance.random() < 0.5, "hired_on": None, "leaves_on": None}
    if chance.random() < 0.15:
        change["availability"] = "no_late"
    if chance.random() < 0.1:
        change["leaves_on"] = first + chance.randrange(0, 6) * DAY
    elif chance.random() < 0.1:
        change["hired_on"] = first + chance.randrange(1, 7) * DAY
    if chance.random() < 0.25:
        change["skills"] = (chance.choice(queues),)
    if chance.random() < 0.3:
        change["mentor"] = chance.choice([other.agent_id for other in others if other is not agent])
    return agent.model_copy(update=change)


def _history(team: Team, people: tuple[Agent, ...], first: date, chance: random.Random) -> Iterator[Assignment]:
    """Up to five weeks, or seventeen, in runs of days on the same shift; of all laws it keeps two.

    They are the contract's shifts and the day hired.
    """
    days, contracts = (
        chance.choice((0, 4, 13, 21, 21, 30, 35, 120)),
        {contract.id: contract for contract in team.contracts},
    )
    for agent in people:
        back = days
        while back > 0:
            shift, run = chance.choice(contracts[agent.contract].shifts), chance.randrange(1, 6)
            for n in range(back, max(0, back - run), -1):
                if agent.hired_on is None:
                    yield Assignment(agent_id=agent.agent_id, date=first - n * DAY, shift_id=shift)
            back -= run + chance.randrange(1, 4)


def _holidays(team: Team, first: date, days: int, chance: random.Random) -> Iterator[PublicHoliday]:
    for n in chance.sample(range(-9, days + 1), 4):
        yield PublicHoliday(date=first + n * DAY, site=chance.choice(("", team.sites[-1].id)))


def _leave(agent: Agent, first: date, chance: random.Random) -> Iterator[Leave]:
    if chance.random() < 0.3:
        start = first + chance.randrange(-2, 8) * DAY
        yield Leave(agent_id=agent.agent_id, start=start, end=start + chance.randrange(0, 3) * DAY)


def _wishes(team: Team, agent: Agent, first: date, days: int, chance: random.Random) -> Iterator[Request]:
    for n in chance.sample(range(-3, days), 2):
        shift = chance.choice(next(each.shifts for each in team.contracts if each.id == agent.contract))
        want = chance.choice(("off", "off", shift, f"not:{shift}"))
        yield Request(agent_id=agent.agent_id, date=first + n * DAY, want=want, weight=chance.randrange(1, 30))
