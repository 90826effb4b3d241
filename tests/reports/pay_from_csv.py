"""What people are paid, worked out a second time from the text of `roster.csv` and from what the team wrote.

Minute by minute, with exact fractions and the calendar; no array, and nothing of the package but its documents.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

from staffing.documents.pay import Bracket, HolidayPremium, NightPremium, OvertimePremium, WeekendPremium
from staffing.documents.people import Agent
from staffing.documents.sites import Site
from staffing.documents.team import Contract, Shift, Team
from staffing.documents.workspace import Workspace

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def pay_from_csv(text: str, workspace: Workspace) -> dict[str, dict[str, Fraction]]:
    """Amounts by agent and kind in the team's currency, to the hundredth; kinds that are not paid are left out."""
    rows: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(text)):
        rows[row["agent_id"]].append((date.fromisoformat(row["date"]), row["shift_id"]))
    return {
        agent.agent_id: {
            kind: amount for kind, amount in _Person(workspace, agent).pay(rows[agent.agent_id]).items() if amount
        }
        for agent in workspace.agents
        if agent.role == "agent"
    }


def minutes_from_csv(text: str, workspace: Workspace) -> Iterator[tuple[int, int]]:
    """For each row: the paid minutes it states, and those of its shift on that day, counted one by one."""
    agents = {agent.agent_id: agent for agent in workspace.agents}
    for row in csv.DictReader(io.StringIO(text)):
        person = _Person(workspace, agents[row["agent_id"]])
        counted = _paid(workspace.team, person.site, date.fromisoformat(row["date"]), row["shift_id"])
        yield int(row["paid_minutes"]), len(counted)


@dataclass(frozen=True)
class _Person:
    workspace: Workspace
    agent: Agent

    @property
    def site(self) -> Site:
        sites = {site.id: site for site in self.workspace.team.sites}
        return sites[self.agent.site] if self.agent.site else self.workspace.team.sites[0]

    @property
    def contract(self) -> Contract:
        (own,) = [each for each in self.workspace.team.contracts if each.id == self.agent.contract]
        return own

    def pay(self, rows: list[tuple[date, str]]) -> dict[str, Fraction]:
        hours: dict[str, Fraction] = defaultdict(Fraction)  # of pay at the wage
        for week in range(self.workspace.weeks):
            first = self.workspace.first_day + 7 * week * DAY
            minutes = sum(self._by_the_clock(shift) for day, shift in rows if first <= day < first + 7 * DAY)
            self._week(minutes, first, hours)
        for day, shift in rows:
            for kind, extra in _extras(self.workspace, self.site.id, day, shift):
                hours[kind] += extra
        wage = Fraction(str(self.contract.cost_per_hour))
        return {kind: _to_the_hundredth(wage * share) for kind, share in hours.items()}

    def _by_the_clock(self, name: str) -> int:
        shift = _shift(self.workspace.team, name)
        return shift.end - shift.start - sum(pause.minutes for pause in shift.breaks if not pause.paid)

    def _week(self, minutes: int, first: date, hours: dict[str, Fraction]) -> None:
        days, contract = self._days_due(first), self.contract
        least = contract.minutes_per_week if contract.min_minutes_per_week is None else contract.min_minutes_per_week
        due, guaranteed = (
            contract.minutes_per_week * days // contract.days_per_week,
            least * days // contract.days_per_week,
        )
        beyond = max(0, minutes - due)
        hours["regular"] += Fraction(minutes - beyond, 60)
        hours["guaranteed"] += Fraction(max(0, guaranteed - minutes), 60)
        hours["overtime"] += Fraction(beyond, 60)
        for premium in _premiums_at(self.workspace, self.site.id):
            if isinstance(premium, OvertimePremium):
                hours["overtime"] += _by_bracket(Fraction(beyond, 60), premium.brackets)

    def _days_due(self, first: date) -> int:
        there = [
            first + n * DAY for n in range(7) if not (self.agent.hired_on and first + n * DAY < self.agent.hired_on)
        ]
        away = {
            day
            for day in there
            for leave in self.workspace.leave
            if leave.agent_id == self.agent.agent_id and leave.start <= day <= leave.end
        }
        whole = int(Fraction(self.contract.days_per_week * len(there), 7) + Fraction(1, 2))
        return max(0, whole - len(away))


def _premiums_at(workspace: Workspace, site: str) -> list[object]:
    return [premium for premium in workspace.team.costs.premiums if not premium.sites or site in premium.sites]


@cache
def _extras(workspace: Workspace, site: str, day: date, shift: str) -> tuple[tuple[str, Fraction], ...]:
    """Hours of pay on top of the wage, by kind, for a shift of a day."""
    found = []
    (home,) = [each for each in workspace.team.sites if each.id == site]
    holidays = {row.date for row in workspace.holidays if row.site in ("", site)}
    moments = _paid(workspace.team, home, day, shift)
    for premium in _premiums_at(workspace, site):
        if isinstance(premium, NightPremium):
            start, end = premium.between
            inside = [m for m in moments if any(start <= 60 * m.hour + m.minute + n < end for n in (0, 1440))]
            found.append(("night", Fraction(len(inside), 60) * _extra(premium.multiplier)))
        if isinstance(premium, WeekendPremium):
            inside = [m for m in moments if f"{m:%A}".lower() in premium.days]
            found.append(("weekend", Fraction(len(inside), 60) * _extra(premium.multiplier)))
        if isinstance(premium, HolidayPremium):
            inside = [m for m in moments if m.date() in holidays]
            found.append(("holiday", _by_bracket(Fraction(len(inside), 60), premium.brackets)))
    return tuple(found)


def _shift(team: Team, name: str) -> Shift:
    (own,) = [shift for shift in team.shifts if shift.id == name]
    return own


def _paid(team: Team, site: Site, day: date, name: str) -> tuple[datetime, ...]:
    """The local time at the beginning of every paid minute of a shift."""
    shift = _shift(team, name)
    return _minutes(
        site.zone, day, shift.start, shift.end, tuple((b.start, b.minutes) for b in shift.breaks if not b.paid)
    )


@cache
def _minutes(zone: str, day: date, start: int, end: int, breaks: tuple[tuple[int, int], ...]) -> tuple[datetime, ...]:
    def moment(clock: int) -> datetime:
        wall = datetime.combine(day, time(0)) + clock * MINUTE
        return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)

    unpaid = [(moment(begin), moment(begin) + minutes * MINUTE) for begin, minutes in breaks]
    found, now = [], moment(start)
    while now < moment(end):
        if not any(begin <= now < until for begin, until in unpaid):
            found.append(now.astimezone(ZoneInfo(zone)))
        now += MINUTE
    return tuple(found)


def _extra(multiplier: float) -> Fraction:
    return Fraction(str(multiplier)) - 1


def _by_bracket(hours: Fraction, brackets: tuple[Bracket, ...]) -> Fraction:
    added = Fraction(0)
    for bracket in brackets:
        inside = hours if bracket.hours is None else min(hours, Fraction(str(bracket.hours)))
        added += inside * _extra(bracket.multiplier)
        hours -= inside
    return added


def _to_the_hundredth(amount: Fraction) -> Fraction:
    return Fraction(int(amount * 100 + Fraction(1, 2)), 100)
