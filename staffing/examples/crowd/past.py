"""The week that a crowd worked before the plan, drawn so that it keeps contracts, patterns, rests and starts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from staffing.documents.base import WEEKDAYS
from staffing.documents.people import Agent, Assignment, Leave
from staffing.documents.team import Contract, Shift, Team

NEAR, REST = 120, 660
"""Minutes by which the starts of a week stray from its usual one, and the least rest."""
LIKED = np.array([1.3, 1.3, 1.2, 1.2, 1.1, 0.75, 0.7])
"""How likely each weekday is worked, beside the others."""


def published_of(
    team: Team, people: Sequence[Agent], leave: Sequence[Leave], monday: date, rng: np.random.Generator
) -> tuple[Assignment, ...]:
    """One week's rows of `published.csv` from a Monday on, by day and then as people are listed.

    A person begins each day near one usual start, on as many days as the contract has (or, where less is guaranteed, on
    some fewer). Trainees work their mentors' week. Who is on leave on the day after the week has its last day off.
    """
    weeks, choices = {}, _Choices(team, monday)
    leaving = {row.agent_id for row in leave if row.start <= monday + timedelta(7) <= row.end}
    for agent in people:
        weeks[agent.agent_id] = _week(choices, agent, agent.agent_id in leaving, rng)
    for agent in people:
        if agent.mentor:
            weeks[agent.agent_id] = weeks[agent.mentor]
    return tuple(
        Assignment(agent_id=agent.agent_id, date=monday + timedelta(day), shift_id=weeks[agent.agent_id][day])
        for day in range(7)
        for agent in people
        if weeks[agent.agent_id][day]
    )


class _Choices:
    """What people who are alike may work, worked out once: by weekday, and by usual start the shifts near it."""

    def __init__(self, team: Team, monday: date):
        self.team = team
        self.contracts = {contract.id: contract for contract in team.contracts}
        self.may: dict[tuple[str, str], str | tuple[str, ...]] = {
            (pattern.id, day): may for pattern in team.availability for day, may in pattern.days.items()
        }
        self.weekdays = [WEEKDAYS[(monday.weekday() + day) % 7] for day in range(7)]
        self.known: dict[tuple[str, str, str], list[list[list[str]]]] = {}

    def of(self, agent: Agent) -> list[list[list[str]]]:
        """For each usual start the shifts of each day; only starts with which enough days can be worked."""
        key = agent.site, agent.contract, agent.availability
        if key not in self.known:
            contract = self.contracts[agent.contract]
            shifts = [each for each in self.team.shifts_at(self.team.site_of(agent.site)) if each.id in contract.shifts]
            weeks = [[self._near(usual, shifts, agent, day) for day in range(7)] for usual in shifts]
            most = max(sum(bool(day) for day in week) for week in weeks)
            self.known[key] = [week for week in weeks if sum(bool(day) for day in week) == most]
        return self.known[key]

    def _near(self, usual: Shift, shifts: list[Shift], agent: Agent, day: int) -> list[str]:
        may = self.may.get((agent.availability, self.weekdays[day]), "any")
        if may == "off":
            return []
        return [each.id for each in shifts if (may == "any" or each.id in may) and _is_near(usual, each)]


def _is_near(usual: Shift, other: Shift) -> bool:
    """Whether both may stand in one week: starts that are near, and enough rest whatever the order of the days."""
    apart = abs(usual.start - other.start)
    longest = max(usual.end - usual.start, other.end - other.start)
    return apart == 0 or (apart <= NEAR and 1440 - longest - 2 * NEAR >= REST)


def _week(choices: _Choices, agent: Agent, leaving: bool, rng: np.random.Generator) -> list[str]:
    """[7] shifts, empty on days off."""
    weeks = choices.of(agent)
    week = weeks[int(rng.integers(len(weeks)))]
    open_ = np.array([bool(day) for day in week])
    if leaving:
        open_[6] = False
    wish = np.where(open_, rng.random(7) ** (1 / LIKED), -1.0)
    number = min(_days(choices.contracts[agent.contract], rng), int(open_.sum()))
    worked = set(np.argsort(-wish)[:number].tolist())
    picks = rng.random(7)
    return [week[day][int(picks[day] * len(week[day]))] if day in worked else "" for day in range(7)]


def _days(contract: Contract, rng: np.random.Generator) -> int:
    least = contract.min_minutes_per_week
    if least is None:
        return contract.days_per_week
    return int(
        rng.integers(-(-least * contract.days_per_week // contract.minutes_per_week), contract.days_per_week + 1)
    )
