"""The planned weeks as tables of people and days, with the legend that explains them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from staffing.reports.forecast_view import short_day
from staffing.reports.html.cells import Cell, cell_of, shift_class
from staffing.reports.html.span import DASH, percents, span_svg, span_text
from staffing.reports.html.templates import filled
from staffing.reports.view.week import Day, Person, ShownShift, Week

LATES, NIGHTS, WEEKENDS, REQUESTS = "late shifts", "nights", "weekend days", "requests"
UTILIZATION = "utilization"


MANY = 30
"""Of more people than these the rows are printed so low that sixty fit on a page."""


@dataclass(frozen=True)
class Head:
    """The head of a day's column; `holiday` is empty on other days."""

    weekday: str
    date: str
    weekend: bool
    holiday: str


@dataclass(frozen=True)
class Row:
    """One person in one week; `figures` stand under the figures' heads, `span` is the utilization: its picture,
    its mean and its range, or empty."""

    person: Person
    cells: tuple[Cell, ...]
    figures: tuple[str, ...]
    span: tuple[Markup, str, str] | tuple[()]


@dataclass(frozen=True)
class Grid:
    """One planned week; `sites` holds the rows by site, without a name where there is one site."""

    caption: str
    heads: tuple[Head, ...]
    figures: tuple[str, ...]
    sites: tuple[tuple[str, tuple[Row, ...]], ...]
    at_work: tuple[int, ...]
    totals: tuple[str, ...]
    utilization: str
    """The head of the column, empty where there is none."""


def roster_html(week: Week, key: str) -> Markup:
    """The weeks as tables, and a legend; `key` begins their ids."""
    holidays = [(_long_day(day), name) for day, name in zip(week.dates, week.holidays, strict=True) if name]
    return filled(
        "roster.html",
        key=key,
        grids=[_grid(week, first) for first in range(0, len(week.dates), 7)],
        shifts=[(shift_class(shift), shift.label, _meaning(shift)) for shift in week.shifts],
        several_sites=any(person.site for person in week.people),
        holidays=holidays,
        there=_there(week),
        many=len(week.people) > MANY,
        band=percents(*week.band),
        example=span_svg(week.people[0].utilization, week.band) if week.people else "",
    )


def _meaning(shift: ShownShift) -> str:
    named = shift.times if shift.label == shift.id else f"{shift.id}, {shift.times}"
    return f"{named} ({', '.join(shift.sites)})" if shift.sites else named


def _there(week: Week) -> set[str]:
    """What occurs in the weeks and so must be explained."""
    days = [day for person in week.people for day in person.days]
    asked = {("granted" if day.granted else "refused") for day in days if day.asked}
    return {day.kind for day in days} | asked | {"published" for day in days if day.published}


def _grid(week: Week, first: int) -> Grid:
    days, last = slice(first, first + 7), first + 7 >= len(week.dates)
    figures = _figure_names(week)
    rows = [(person.site, _row(week, person, days, figures, last)) for person in week.people]
    several = len(week.dates) > 7
    spans = "utilization, all weeks" if several else UTILIZATION
    return Grid(
        caption=_caption(week.dates[days]),
        heads=tuple(
            Head(f"{day:%a}", short_day(day), weekend, holiday)
            for day, weekend, holiday in zip(week.dates[days], week.weekend[days], week.holidays[days], strict=True)
        ),
        figures=("hours", *figures),
        sites=tuple((site, tuple(row for _, row in members)) for site, members in groupby(rows, lambda row: row[0])),
        at_work=week.at_work[days],
        totals=tuple(_totals(week, days, figures)),
        utilization=spans if last else "",
    )


def _caption(dates: Sequence[date]) -> str:
    return f"{_long_day(dates[0])} to {_long_day(dates[-1])} {dates[-1].year}"


def _long_day(day: date) -> str:
    return f"{day:%a} {short_day(day)}"


def _figure_names(week: Week) -> tuple[str, ...]:
    """The figures beside the hours: only those that this team can have."""
    asked = any(day.asked for person in week.people for day in person.days)
    late, night = any(shift.late for shift in week.shifts), any(shift.night for shift in week.shifts)
    there = {LATES: late, NIGHTS: night, WEEKENDS: any(week.weekend), REQUESTS: asked}
    return tuple(name for name, has in there.items() if has)


def _row(week: Week, person: Person, days: slice, figures: Sequence[str], last: bool) -> Row:
    number = days.start // 7
    paid, due = person.paid_minutes[number], person.due_minutes[number]
    counted = tuple(_counted(week, [person], days, name) for name in figures)
    return Row(
        person=person,
        cells=tuple(cell_of(week, day) for day in person.days[days]),
        figures=(f"{paid / 60:g} of {due / 60:g}", *counted),
        span=_span(week, person) if last else (),
    )


def _span(week: Week, person: Person) -> tuple[Markup, str, str] | tuple[()]:
    """The utilization of a person who works at all."""
    if not any(person.paid_minutes):
        return ()
    return (span_svg(person.utilization, week.band), *span_text(person.utilization))


def _totals(week: Week, days: slice, figures: Sequence[str]) -> Iterator[str]:
    paid = sum(person.paid_minutes[days.start // 7] for person in week.people)
    due = sum(person.due_minutes[days.start // 7] for person in week.people)
    yield f"{paid / 60:g} of {due / 60:g}"
    yield from (_counted(week, week.people, days, name) for name in figures)


def _counted(week: Week, people: Sequence[Person], days: slice, name: str) -> str:
    """One figure of people in one week."""
    shown = [(day, free) for person in people for day, free in zip(person.days[days], week.weekend[days], strict=True)]
    if name in (LATES, NIGHTS):
        counted = {shift.id for shift in week.shifts if (shift.late if name == LATES else shift.night)}
        return str(sum(shift in counted for day, _ in shown for shift in day.shifts))
    if name == WEEKENDS:
        return str(sum(free and day.kind == "work" for day, free in shown))
    return _granted([day for day, _ in shown if day.asked])


def _granted(asked: Sequence[Day]) -> str:
    return f"{sum(day.granted for day in asked)} of {len(asked)}" if asked else DASH
