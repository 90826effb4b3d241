"""A second opinion on the hard rules, written by hand from the laws and the documents alone.

It knows no Problem, no Roster and no rule of the package: only what people wrote, and the calendar. Rows are
(agent, date, shift) as in `roster.csv`; a breach is (rule, agent, date), dated as the reports date it: by the day of
the later shift, and by the first day of the week where the law is about a week.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from staffing.documents.pay import Overtime
from staffing.documents.people import Agent, Leave
from staffing.documents.team import Contract, Shift
from staffing.documents.workspace import Workspace

Row = tuple[str, date, str]
Breach = tuple[str, str, date]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Laws:
    """The figures of both example workspaces' `rules:`."""

    rest: timedelta = timedelta(hours=11)
    days_in_a_row: int = 6
    rest_days_a_week: int = 1


class Oracle:
    """Everything that `team.yaml` and the tables say of the planned weeks, looked up by name and date."""

    def __init__(self, workspace: Workspace, laws: Laws) -> None:
        team = workspace.team
        self.laws, self.team = laws, team
        self.zone = ZoneInfo(team.sites[0].zone)
        self.monday, self.weeks = workspace.first_day, workspace.weeks
        self.agents: dict[str, Agent] = {agent.agent_id: agent for agent in workspace.agents}
        self.shifts: dict[str, Shift] = {shift.id: shift for shift in team.shifts}
        self.contracts: dict[str, Contract] = {contract.id: contract for contract in team.contracts}
        self.patterns: dict[str, dict[str, str | tuple[str, ...]]] = {
            pattern.id: {str(day): may for day, may in pattern.days.items()} for pattern in team.availability
        }
        self.leave: dict[str, list[Leave]] = defaultdict(list)
        for absence in workspace.leave:
            self.leave[absence.agent_id].append(absence)
        self._times: dict[tuple[date, str], tuple[datetime, datetime]] = {}
        self.before: dict[str, list[Row]] = defaultdict(list)
        self.published: dict[str, list[Row]] = defaultdict(list)
        for row in workspace.published:
            at = self.before if row.date < self.monday else self.published
            if row.date < self.monday + self.weeks * 7 * DAY:
                at[row.agent_id].append((row.agent_id, row.date, row.shift_id))

    def breaches(self, rows: Iterable[Row]) -> set[Breach]:
        """Every breach of a roster by anybody."""
        of: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            of[row[0]].append(row)
        return {breach for agent in self.agents for breach in self.of_agent(agent, of[agent])}

    def of_agent(self, agent: str, rows: list[Row]) -> set[Breach]:
        """Every breach of one agent's line of work."""
        found: set[tuple[str, date]] = set()
        for _, day, shift in rows:
            found |= {(law, day) for law in self._of_one_shift(agent, day, shift)}
        starts = Counter(day for _, day, _ in rows)
        found |= {("one_shift_a_day", day) for day, count in starts.items() if count > 1}
        found |= {("pins", row[1]) for row in self.published[agent] if row not in rows}
        found |= self._of_weeks(agent, rows) | self._rest(agent, rows) | self._runs(agent, rows)
        return {(law, agent, day) for law, day in found}

    def _of_one_shift(self, agent: str, day: date, shift: str) -> Iterable[str]:
        person = self.agents[agent]
        if shift not in self.contracts[person.contract].shifts or self._too_long(person, shift):
            yield "allowed_shifts"
        if (person.hired_on and day < person.hired_on) or (person.leaves_on and day > person.leaves_on):
            yield "employment"
        allowed = self.patterns[person.availability].get(f"{day:%A}".lower(), "any") if person.availability else "any"
        if allowed == "off" or (allowed != "any" and shift not in allowed):
            yield "availability"
        begin, end = self.times(day, shift)
        for absence in self.leave[agent]:
            away_from, away_until = self._instant(absence.start, 0), self._instant(absence.end + DAY, 0)
            if begin < away_until and end > away_from:
                yield "leave"

    def times(self, day: date, shift: str) -> tuple[datetime, datetime]:
        """The moments, in UTC, at which a shift of a day begins and ends."""
        if (day, shift) not in self._times:
            template = self.shifts[shift]
            self._times[day, shift] = self._instant(day, template.start), self._instant(day, template.end)
        return self._times[day, shift]

    def _instant(self, day: date, minutes: int) -> datetime:
        """What the clock on the wall shows so many minutes after midnight; the 25th hour is 01:00 tomorrow."""
        wall = datetime.combine(day, time(0)) + timedelta(minutes=minutes)
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    def _of_weeks(self, agent: str, rows: list[Row]) -> set[tuple[str, date]]:
        found = set()
        for week in range(self.weeks):
            first = self.monday + week * 7 * DAY
            inside = [row for row in rows if first <= row[1] < first + 7 * DAY]
            days = {day for _, day, _ in inside}
            due = self._days_due(agent, first)
            more = self._overtime(self.agents[agent]) if due else Overtime()
            contract = self.contracts[self.agents[agent].contract]
            paid = sum((self.paid(shift) for _, _, shift in inside), timedelta())
            most = timedelta(minutes=contract.minutes_per_week * due // contract.days_per_week)
            if len(days) > due + more.max_extra_days:
                found.add(("contract_days", first))
            if paid > most + timedelta(minutes=more.max_minutes_per_week):
                found.add(("contract_minutes", first))
            if 7 - len(days) < self.laws.rest_days_a_week:
                found.add(("weekly_rest_days", first))
        return found

    def _overtime(self, person: Agent) -> Overtime:
        """What the person may work beyond the contract: nothing without consent."""
        here = self.team.overtime_at(next(s for s in self.team.sites if person.site in ("", s.id)))
        cap = None if here.max_minutes_per_day is None else 0
        return here if person.overtime else Overtime(max_minutes_per_day=cap)

    def _too_long(self, person: Agent, shift: str) -> bool:
        """Whether a shift exceeds a day of the contract by more than the overtime of a day."""
        cap, contract = self._overtime(person).max_minutes_per_day, self.contracts[person.contract]
        day = timedelta(minutes=contract.minutes_per_week) / contract.days_per_week
        return cap is not None and self.paid(shift) > day + timedelta(minutes=cap)

    def paid(self, shift: str) -> timedelta:
        """Time on the clock between start and end that is not an unpaid break: a clock change does not count."""
        template = self.shifts[shift]
        unpaid = sum(pause.minutes for pause in template.breaks if not pause.paid)
        return timedelta(minutes=template.end - template.start - unpaid)

    def _days_due(self, agent: str, first: date) -> int:
        person = self.agents[agent]
        week = [first + n * DAY for n in range(7)]
        there = [
            day
            for day in week
            if not (person.hired_on and day < person.hired_on) and not (person.leaves_on and day > person.leaves_on)
        ]
        away = [
            day
            for day in there
            if any(absence.start <= day <= absence.end for absence in self.leave[agent]) and self._open_to(person, day)
        ]
        whole, rest = divmod(self.contracts[person.contract].days_per_week * len(there), 7)
        return max(0, whole + (rest >= 4) - len(away))

    def _open_to(self, person: Agent, day: date) -> bool:
        """Whether the pattern leaves any shift of the contract on that weekday."""
        may = self.patterns[person.availability].get(f"{day:%A}".lower(), "any") if person.availability else "any"
        return may == "any" or (may != "off" and any(s in may for s in self.contracts[person.contract].shifts))

    def _rest(self, agent: str, rows: list[Row]) -> set[tuple[str, date]]:
        recent = [row for row in self.before[agent] if row[1] >= self.monday - 4 * DAY]
        spans = sorted((*self.times(day, shift), day) for _, day, shift in (*recent, *rows))
        found = set()
        for number, (_, end, day) in enumerate(spans):
            for begin, _, later in spans[number + 1 :]:
                if begin - end < self.laws.rest and later > day and later >= self.monday:
                    found.add(("min_rest", later))
        return found

    def _runs(self, agent: str, rows: list[Row]) -> set[tuple[str, date]]:
        worked = {day for _, day, _ in (*self.before[agent], *rows)}
        found = set()
        for number in range(7 * self.weeks):
            day = self.monday + number * DAY
            if all(day - back * DAY in worked for back in range(self.laws.days_in_a_row + 1)):
                found.add(("max_consecutive_days", day))
        return found
