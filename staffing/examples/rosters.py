"""The rosters the example teams worked in the past: legal lines in rotation, seniors choosing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from staffing.examples.draws import Draws

MIN_REST, MAX_DAYS = 660, 6


@dataclass(frozen=True)
class Template:
    """A shift in minutes after midnight, with one unpaid break."""

    id: str
    start: int
    end: int
    pause: tuple[int, int] | None = None
    late: bool = False

    def segments(self, cut: int = 0) -> tuple[tuple[int, int], ...]:
        """Working time before and after the break; `cut` minutes less at the end."""
        if self.pause is None:
            return ((self.start, self.end - cut),)
        return ((self.start, self.pause[0]), (self.pause[1], self.end - cut))

    @property
    def paid(self) -> int:
        """Paid minutes."""
        return sum(end - start for start, end in self.segments())


@dataclass(frozen=True)
class Line:
    """One line of the week's roster: a shift, and the weekdays off (0 = Monday)."""

    template: Template
    off: tuple[int, ...]

    def burden(self) -> int:
        """Late and weekend shifts in the line."""
        days = [day for day in range(7) if day not in self.off]
        return sum(day >= 5 for day in days) + (len(days) if self.template.late else 0)


@dataclass(frozen=True)
class Duty:
    """One person's shift on one day."""

    agent_id: str
    day: date
    template: Template
    cut: int = 0
    """Minutes given free at the end, in full pay."""


def rotate(people: tuple[str, ...], lines: tuple[Line, ...], weeks: list[date], draws: Draws) -> list[Duty]:
    """Give everybody a line each week, so that rest and consecutive days hold across weeks.

    Of a few legal orders the one that suits the people listed first is taken: late and weekend shifts pile up
    on the others, as they do in teams that never counted them.
    """
    duties: list[Duty] = []
    before: tuple[int, ...] | None = None
    for monday in weeks:
        orders = [_legal_order(lines, before, draws) for _ in range(2)]
        before = min(orders, key=lambda order: _friction(lines, order))
        for agent_id, position in zip(people, before, strict=True):
            line = lines[position]
            worked = [monday + timedelta(days=day) for day in range(7) if day not in line.off]
            duties += [Duty(agent_id, day, line.template) for day in worked]
    return duties


def _legal_order(lines: tuple[Line, ...], before: tuple[int, ...] | None, draws: Draws) -> tuple[int, ...]:
    while True:
        order = draws.shuffled(len(lines))
        if before is None or all(_follows(lines[a], lines[b]) for a, b in zip(before, order, strict=True)):
            return order


def _follows(last: Line, line: Line) -> bool:
    """Whether a person may work one line the week after another."""
    tail = 6 - max(last.off)
    head = min(line.off)
    rest = 1440 + line.template.start - last.template.end
    return tail + head <= MAX_DAYS and (not tail or not head or rest >= MIN_REST)


def _friction(lines: tuple[Line, ...], order: tuple[int, ...]) -> int:
    return sum((len(order) - rank) * lines[position].burden() for rank, position in enumerate(order))


def leave_days(rows: tuple[tuple[str, str, str, str], ...]) -> frozenset[tuple[str, date]]:
    """Each day of leave with its person."""
    days = set()
    for agent_id, start, end, _ in rows:
        day = date.fromisoformat(start)
        while day <= date.fromisoformat(end):
            days.add((agent_id, day))
            day += timedelta(days=1)
    return frozenset(days)


def roster_rows(duties: list[Duty], zone: str) -> list[list[str]]:
    """Rows of `published.csv` with times as ISO 8601 with offset, by day and person."""
    rows = []
    for duty in sorted(duties, key=lambda duty: (duty.day, duty.template.start, duty.agent_id)):
        midnight = datetime(duty.day.year, duty.day.month, duty.day.day)
        start, end = (
            (midnight + timedelta(minutes=minutes)).replace(tzinfo=ZoneInfo(zone)).isoformat()
            for minutes in (duty.template.start, duty.template.end - duty.cut)
        )
        paid = duty.template.paid
        rows.append(
            [duty.agent_id, duty.day.isoformat(), duty.template.id, start, end, str(paid), str(paid - duty.cut)]
        )
    return rows
