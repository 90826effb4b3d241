"""Where people work: each site with its own midnights and holidays, and the shifts worked there.

The solver knows one list of shifts. A template that is worked at two sites is two of them, because six in the morning
is another moment in another zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from forecasts.country_days import public_holidays
from forecasts.errors import ForecastError
from staffing.build.axis import Axis, Stretch, stretches
from staffing.documents.people import Agent, PublicHoliday
from staffing.documents.sites import OpenHours, Site
from staffing.documents.team import Shift, Team

BEFORE, AFTER = 60, 60
"""Days around the plan of which holidays are known: open cases and deadlines reach that far."""


@dataclass(frozen=True, eq=False)
class Place:
    """A site on the plan's axis: its own dates and midnights, in minutes since the first site's first planned one."""

    site: Site
    axis: Axis
    holidays: dict[date, str]

    def works_on(self, day: date, hours: OpenHours) -> bool:
        """Whether a shift may begin on a day."""
        return hours.span(day.weekday()) is not None and not self.is_closed(day)

    def is_closed(self, day: date) -> bool:
        """Whether the site keeps a public holiday."""
        return self.site.holidays == "closed" and day in self.holidays


class ShiftAt(NamedTuple):
    """A template at a site, and the template's place among the team's."""

    shift: Shift
    place: int
    template: int


@dataclass(frozen=True, eq=False)
class Places:
    """The sites of a team, in its order, and every shift at every site where it is worked."""

    team: Team
    every: tuple[Place, ...]

    @property
    def axis(self) -> Axis:
        """The first site's, in which the plan's hours and days are told."""
        return self.every[0].axis

    @cached_property
    def shifts(self) -> tuple[ShiftAt, ...]:
        """The shift axis of the problem: by site, then as the team lists them."""
        numbers = {shift.id: number for number, shift in enumerate(self.team.shifts)}
        return tuple(
            ShiftAt(shift, number, numbers[shift.id])
            for number, place in enumerate(self.every)
            for shift in self.team.shifts_at(place.site)
        )

    @cached_property
    def shift_names(self) -> tuple[str, ...]:
        """Names for messages: with their site where there are several."""
        if len(self.every) == 1:
            return tuple(at.shift.id for at in self.shifts)
        return tuple(f"{at.shift.id}@{self.every[at.place].site.id}" for at in self.shifts)

    @cached_property
    def _numbers(self) -> dict[tuple[int, str], int]:
        return {(at.place, at.shift.id): number for number, at in enumerate(self.shifts)}

    @cached_property
    def _place_numbers(self) -> dict[str, int]:
        return {place.site.id: number for number, place in enumerate(self.every)}

    def site_number(self, name: str) -> int:
        """Number of a site; the first for an empty name."""
        return self._place_numbers.get(name, 0)

    def place_of(self, agent: Agent) -> int:
        """Number of an agent's site; the first where none is given."""
        return self.site_number(agent.site)

    def number_of(self, agent: Agent, shift_id: str) -> int:
        """Number of a template at the agent's site."""
        return self._numbers[self.place_of(agent), shift_id]

    def open_hours(self, place: int) -> OpenHours:
        """Hours of a site: its own, or the team's."""
        own = self.every[place].site.open_hours
        return self.team.open_hours if own is None else own

    def pieces(self, number: int, day: date) -> tuple[Stretch, ...]:
        """What fills a shift that starts on the site's date `day`, in order."""
        if (number, day) not in self._pieces:
            at = self.shifts[number]
            place = self.every[at.place]
            self._pieces[number, day] = stretches(place.axis, at.shift, day, place.site.cut(day))
        return self._pieces[number, day]

    @cached_property
    def _pieces(self) -> dict[tuple[int, date], tuple[Stretch, ...]]:
        """Those that were asked for: every roster that is simulated asks for the same ones again."""
        return {}

    def on_queue(self, number: int, day: date) -> list[tuple[int, int]]:
        """The on-queue spans of a shift that starts on `day`, in order."""
        return [(piece.start, piece.end) for piece in self.pieces(number, day) if piece.kind == "queue"]

    def times(self, number: int, day: date) -> tuple[int, int]:
        """Start and end of a shift that starts on `day`; equal where a clock change skips it."""
        at = self.shifts[number]
        place = self.every[at.place]
        start = place.axis.minute(day, at.shift.start)
        return start, max(start, place.axis.minute(day, at.shift.end) - place.site.cut(day))


def places_of(team: Team, axis: Axis, table: Iterable[PublicHoliday] = ()) -> Places:
    """The sites of a team around its plan. `axis` is that of the first site, `table` the rows of `holidays.csv`.

    Raises ForecastError, which names the site, for a country whose holidays are not known.
    """
    rows = tuple(table)
    every = []
    for number, site in enumerate(team.sites):
        own = axis if not number else replace(axis, zone=ZoneInfo(site.zone), since=axis.origin)
        every.append(Place(site, own, _holidays(site, axis, rows)))
    return Places(team, tuple(every))


def _holidays(site: Site, axis: Axis, rows: tuple[PublicHoliday, ...]) -> dict[date, str]:
    first = axis.date_of(0) - timedelta(days=BEFORE)
    last = axis.date_of(axis.history + axis.days) + timedelta(days=AFTER)
    found: dict[date, str] = {}
    if site.country is not None:
        try:
            found = public_holidays(site.country, first, last)
        except ForecastError as error:
            raise type(error)(f"team.yaml: sites.{site.id}.{error}") from None
    for row in rows:
        if row.site in ("", site.id):
            if row.kind == "working":
                found.pop(row.date, None)
            else:
                found[row.date] = row.name or found.get(row.date, "public holiday")
    return found
