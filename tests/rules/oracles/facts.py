"""What people wrote, looked up by name and date: nothing here knows how the package sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from copy import copy
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from staffing.documents.pay import Overtime
from staffing.documents.people import Agent, Request
from staffing.documents.sites import Site
from staffing.documents.team import Contract, Shift
from staffing.documents.workspace import Workspace

DAY = timedelta(days=1)
MEMORY = 182
"""Days before the plan that count as known, at most: half a year."""
T = TypeVar("T")
Work = tuple[date, str]
"""A shift and the day it starts."""


class Facts:
    """Everything that `team.yaml` and the tables say of the planned weeks."""

    def __init__(self, workspace: Workspace) -> None:
        team = workspace.team
        self.team = team
        self.monday, self.weeks = workspace.first_day, workspace.weeks
        self.days = tuple(self.monday + n * DAY for n in range(7 * self.weeks))
        self.last = self.days[-1]
        self.agents: dict[str, Agent] = {agent.agent_id: agent for agent in workspace.agents}
        self.shifts: dict[str, Shift] = {shift.id: shift for shift in team.shifts}
        self._paid = {shift.id: shift.paid_minutes for shift in team.shifts}
        self.contracts: dict[str, Contract] = {contract.id: contract for contract in team.contracts}
        self.patterns: dict[str, dict[str, str | tuple[str, ...]]] = {
            pattern.id: {str(day): may for day, may in pattern.days.items()} for pattern in team.availability
        }
        self.leave: dict[str, set[date]] = defaultdict(set)
        for absence in workspace.leave:
            self.leave[absence.agent_id] |= set(_days(absence.start, absence.end))
        self._holidays = [(row.site, row.date) for row in workspace.holidays]
        self._read_published(workspace)
        self.requests: dict[str, list[Request]] = defaultdict(list)
        for request in workspace.requests:
            if self.first_known <= request.date <= self.last:  # what is asked for other days is not looked at
                self.requests[request.agent_id].append(request)
        self._sites: dict[str, Facts] = {}
        for site in reversed(team.sites):
            self._settle(site)
            self._sites[site.id] = copy(self)

    def _settle(self, site: Site) -> None:
        """See the days and clocks of a site."""
        self.site, self.zone = site, ZoneInfo(site.zone)
        self.holidays = {day for where, day in self._holidays if where in ("", site.id)}
        self._moments: dict[Work, tuple[datetime, datetime]] = {}
        self._remembered: dict[object, object] = {}

    @property
    def every(self) -> tuple[Facts, ...]:
        """The same by the clocks and the holidays of each site."""
        return tuple(self._sites[site.id] for site in self.team.sites)

    def at(self, agent: str) -> Facts:
        """The same by the clock and the holidays of the agent's site."""
        return self._sites[self.team.site_of(self.agents[agent].site).id]

    def _read_published(self, workspace: Workspace) -> None:
        earlier = [row.date for row in workspace.published if row.date < self.monday]
        known = min(MEMORY, (self.monday - min(earlier)).days) if earlier else 0
        self.first_known = self.monday - known * DAY
        self.before: dict[str, tuple[Work, ...]] = defaultdict(tuple)
        self.published: dict[str, tuple[Work, ...]] = defaultdict(tuple)
        self.past_days: dict[str, dict[date, tuple[str, ...]]] = defaultdict(dict)
        for row in sorted(workspace.published, key=lambda row: row.date):
            if self.first_known <= row.date <= self.last:
                at = self.before if row.date < self.monday else self.published
                at[row.agent_id] += ((row.date, row.shift_id),)
                if at is self.before:
                    self.past_days[row.agent_id][row.date] = (row.shift_id,)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Agents, not leads, who are employed at some time of the plan."""
        return tuple(
            agent.agent_id
            for agent in self.agents.values()
            if agent.role == "agent" and any(self.employed(agent.agent_id, day) for day in self.days)
        )

    def contract(self, agent: str) -> Contract:
        """The contract of somebody."""
        return self.contracts[self.agents[agent].contract]

    def employed(self, agent: str, day: date) -> bool:
        """Whether somebody is employed on a day."""
        person = self.agents[agent]
        return not (person.hired_on and day < person.hired_on) and not (person.leaves_on and day > person.leaves_on)

    def away(self, agent: str, day: date) -> bool:
        """On leave that day."""
        return day in self.leave[agent]

    def present(self, agent: str, day: date) -> bool:
        """Employed and not on leave."""
        return self.employed(agent, day) and not self.away(agent, day)

    def days_present(self, agent: str, first: date, last: date) -> int:
        """Days, both ends included, on which somebody is there."""
        key = agent, first, last
        return self.remembered(key, lambda: sum(self.present(agent, day) for day in _days(first, last)))

    def open_to(self, agent: str, day: date, shift: str) -> bool:
        """Whether the availability pattern has the shift on that weekday."""
        pattern = self.agents[agent].availability
        may = self.patterns[pattern].get(f"{day:%A}".lower(), "any") if pattern else "any"
        return may == "any" or (may != "off" and shift in may)

    def kept(self, day: date) -> bool:
        """Whether the site keeps a public holiday, on a day of the week on which it is open."""
        return self.site.holidays == "closed" and day in self.holidays and self.open_span(day) is not None

    def open_span(self, day: date) -> tuple[int, int] | None:
        """The open hours of a weekday, public holiday or not."""
        return (self.site.open_hours or self.team.open_hours).span(day.weekday())

    def opens(self, day: date) -> bool:
        """Whether a shift may begin on a day."""
        return self.open_span(day) is not None and not self.kept(day)

    def moments(self, day: date, shift: str) -> tuple[datetime, datetime]:
        """When, in UTC, a shift of a day begins and ends."""
        if (day, shift) not in self._moments:
            template = self.shifts[shift]
            self._moments[day, shift] = self.instant(day, template.start), self.instant(day, template.end)
        return self._moments[day, shift]

    def instant(self, day: date, minutes: int) -> datetime:
        """What the clock on the wall shows so many minutes after midnight; the 25th hour is 01:00 tomorrow."""
        wall = datetime.combine(day, time(0)) + timedelta(minutes=minutes)
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    def on_queue(self, day: date, shift: str) -> list[tuple[datetime, datetime]]:
        """When somebody on a shift is on queue: all of it but the breaks."""
        return self.remembered(("on queue", day, shift), lambda: self._on_queue(day, shift))

    def _on_queue(self, day: date, shift: str) -> list[tuple[datetime, datetime]]:
        template = self.shifts[shift]
        edges = [template.start]
        for pause in template.breaks:
            edges += [pause.start, pause.start + pause.minutes]
        moments = [self.instant(day, edge) for edge in (*edges, template.end)]
        return list(zip(moments[::2], moments[1::2], strict=True))

    def queues(self, agent: str) -> set[str]:
        """What somebody serves: everything where no skill is written."""
        skills = self.agents[agent].skills
        return {skill.split(":")[0] for skill in skills} or {queue.id for queue in self.team.queues}

    def in_training(self, agent: str, day: date) -> bool:
        """With a mentor, for twelve weeks after the day hired; with no such day, always."""
        person = self.agents[agent]
        return bool(person.mentor) and (person.hired_on is None or 0 <= (day - person.hired_on).days < 84)

    def paid(self, shift: str) -> int:
        """Minutes by the clock between start and end that are no unpaid break: a clock change does not count."""
        return self._paid[shift]

    def at_night(self, shift: str) -> bool:
        """A shift of the night has three hours or more between 23:00 and 06:00."""
        return self.remembered(shift, lambda: self.minutes_between(shift, 23 * 60, 30 * 60) >= 180)

    def minutes_between(self, shift: str, since: int, until: int) -> int:
        """Minutes of a shift, by the clock, between two times of any day."""
        template = self.shifts[shift]
        spans = [(since + days * 1440, until + days * 1440) for days in (-2, -1, 0, 1)]
        return sum(max(0, min(template.end, end) - max(template.start, start)) for start, end in spans)

    def remembered(self, key: object, work_out: Callable[[], T]) -> T:
        """What was worked out under a key before."""
        if key not in self._remembered:
            self._remembered[key] = work_out()
        return cast(T, self._remembered[key])

    def week_of(self, day: date) -> int:
        """Number of the planned week; negative before the plan."""
        return (day - self.monday).days // 7

    def first_of_week(self, week: int) -> date:
        """The first day of a planned week."""
        return self.monday + 7 * week * DAY

    def days_due(self, agent: str, week: int) -> int:
        """Days of the contract, pro rata for those employed, halves up, less leave and holidays on days to work."""
        return self.remembered((agent, week), lambda: self._count_due(agent, week))

    def _count_due(self, agent: str, week: int) -> int:
        days = [self.first_of_week(week) + n * DAY for n in range(7)]
        there = [day for day in days if self.employed(agent, day)]
        own = self.contract(agent).shifts
        off = [day for day in there if self.away(agent, day) or self.kept(day)]
        away = [day for day in off if any(self.open_to(agent, day, shift) for shift in own)]
        share = Fraction(self.contract(agent).days_per_week * len(there), 7)
        return max(0, int(share + Fraction(1, 2)) - len(away))

    def overtime(self, agent: str) -> Overtime:
        """What the person may work beyond the contract: nothing without consent."""
        here = self.team.overtime_at(self.site)
        cap = None if here.max_minutes_per_day is None else 0
        return here if self.agrees(agent, "overtime") else Overtime(max_minutes_per_day=cap)

    def agrees(self, agent: str, what: str) -> bool:
        """Whether the person, or the whole team, consents to something."""
        person = self.agents[agent]
        return (what == "overtime" and person.overtime) or what in (*person.consents, *self.team.consents)

    def no_nights(self, agent: str, day: date) -> bool:
        """Whether the person may not work at night on that day."""
        until = self.agents[agent].no_nights_until
        return until is not None and day <= until


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * DAY
