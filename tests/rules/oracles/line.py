"""One agent's line of work, with what was published before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cached_property

from tests.rules.oracles.facts import Facts, Work


class Line:
    """One agent's work: the planned rows, and the published ones before the plan."""

    def __init__(self, facts: Facts, agent: str, rows: Iterable[Work]) -> None:
        self.facts, self.agent = facts.at(agent), agent
        self.rows = tuple(sorted(rows))
        self.on = dict(facts.past_days[agent])
        for day, shift in self.rows:
            self.on[day] = (*self.on.get(day, ()), shift)
        self.worked = self.on.keys()

    @property
    def all(self) -> tuple[Work, ...]:
        """All rows, those of the history first."""
        return (*self.facts.before[self.agent], *self.rows)

    def stays(self, day: date) -> tuple[str, ...]:
        """The shifts that start on a day."""
        return self.on.get(day, ())

    @cached_property
    def moments(self) -> list[tuple[datetime, datetime, date, str]]:
        """Begin, end, day and template of all shifts, in order."""
        before = self.facts.remembered(("moments", self.agent), lambda: self._moments(self.facts.before[self.agent]))
        return [*before, *self._moments(self.rows)]

    def _moments(self, rows: Iterable[Work]) -> list[tuple[datetime, datetime, date, str]]:
        return sorted((*self.facts.moments(day, shift), day, shift) for day, shift in rows)

    def weeks(self) -> Iterator[tuple[date, tuple[Work, ...]]]:
        """The first day of each planned week, and the rows of the week."""
        for week in range(self.facts.weeks):
            yield self.facts.first_of_week(week), tuple(r for r in self.rows if self.facts.week_of(r[0]) == week)
