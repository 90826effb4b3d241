"""Leave and requests of a crowd, as rows of their tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from staffing.documents.people import Agent, Leave, Request
from staffing.documents.team import Team
from staffing.examples.crowd.mix import Mix

WEIGHTS = (5, 8, 10, 15, 20)
OFF, WANTED = 0.5, 0.75
"""Half of the requests are for a day off, a quarter for a shift, a quarter against one."""


def leave_of(mix: Mix, people: Sequence[Agent], first_day: date, rng: np.random.Generator) -> tuple[Leave, ...]:
    """Leave in the planned week: of people without a pattern who neither train nor are trained."""
    paired = {agent.mentor for agent in people if agent.mentor}
    able = [agent for agent in people if not (agent.mentor or agent.availability or agent.agent_id in paired)]
    chosen = [able[number] for number in rng.permutation(len(able)).tolist()]
    whole, part = round(mix.whole_week * len(people)), round(mix.some_days * len(people))
    rows = [
        Leave(agent_id=each.agent_id, start=first_day, end=first_day + timedelta(6), kind="annual")
        for each in chosen[:whole]
    ]
    for each in chosen[whole : whole + part]:
        days = int(rng.integers(1, 4))
        start = first_day + timedelta(int(rng.integers(0, 8 - days)))
        rows.append(Leave(agent_id=each.agent_id, start=start, end=start + timedelta(days - 1), kind="annual"))
    return tuple(sorted(rows, key=lambda row: (row.start, row.agent_id)))


def requests_of(
    mix: Mix, team: Team, people: Sequence[Agent], leave: Sequence[Leave], first_day: date, rng: np.random.Generator
) -> tuple[Request, ...]:
    """Requests of the planned week and of the one before it, at most one a day, none on a day of leave."""
    shifts = _shifts(team)
    away = {(row.agent_id, day) for row in leave for day in _days(row)}
    found: list[Request] = []
    for share, monday in ((mix.asked, first_day - timedelta(7)), (mix.asking, first_day)):
        for number in rng.permutation(len(people))[: round(share * len(people))].tolist():
            agent = people[number]
            for day in rng.permutation(7)[: 1 + int(rng.random() < 0.5)].tolist():
                on = monday + timedelta(day)
                if (agent.agent_id, on) not in away:
                    found.append(_request(agent, on, shifts[agent.site, agent.contract], rng))
    return tuple(sorted(found, key=lambda row: (row.date, row.agent_id)))


def _request(agent: Agent, day: date, shifts: Sequence[str], rng: np.random.Generator) -> Request:
    kind, shift = rng.random(), shifts[int(rng.integers(len(shifts)))]
    want = "off" if kind < OFF else shift if kind < WANTED else f"not:{shift}"
    return Request(agent_id=agent.agent_id, date=day, want=want, weight=WEIGHTS[int(rng.integers(len(WEIGHTS)))])


def _shifts(team: Team) -> dict[tuple[str, str], list[str]]:
    """The shifts of each contract at each site."""
    return {
        (site.id, contract.id): [shift.id for shift in team.shifts_at(site) if shift.id in contract.shifts]
        for site in team.sites
        for contract in team.contracts
    }


def _days(row: Leave) -> list[date]:
    return [row.start + timedelta(day) for day in range((row.end - row.start).days + 1)]
