"""What the sheets that show a week have in common: columns of days, and cells in the colours of the shifts."""

from __future__ import annotations

from staffing.reports import palette
from staffing.reports.view.week import Day, Person, ShownShift, Week
from staffing.reports.workbook.styles import BOX, CENTRE, HATCHED, HEAD, Looks, filled, width_of

GRANTED, REFUSED = "✓", "✗"
SEPARATOR = "|"
LEAVE, OFF = "leave", "·"
MOST_WIDE_DAYS = 14
"""Days whose heads have room for one line."""


def shift_fill(shift: ShownShift) -> Looks:
    """The fill of a shift."""
    colours = palette.shift_colours(shift.number)
    return {**filled(colours.light), "font_color": colours.light_text}


def day_head(week: Week, day: int) -> Looks:
    """The look of a day's head; holidays and weekends are shaded."""
    return {**HEAD, **CENTRE, **_shade(week, day, holiday=bool(week.holidays[day]))}


def empty_day(week: Week, person: Person, day: int) -> Looks:
    """The look of a day without a shift: hatched where nothing can be planned, else by the kind of day."""
    look = {**BOX, **CENTRE, "font_color": palette.QUIET}
    if person.days[day].kind in ("leave", "out"):
        return look | HATCHED
    return look | _shade(week, day, holiday=person.days[day].holiday)


def asked_text(day: Day) -> str:
    """What was asked for and became of it: `day off wanted: refused`."""
    return f"{day.asked}: {'granted' if day.granted else 'refused'}"


def worked(week: Week, day: int, shift: ShownShift) -> int:
    """How many people work a shift on a day."""
    return sum(person.days[day].shifts.count(shift.id) for person in week.people)


def has_sites(week: Week) -> bool:
    """Whether people work at several sites."""
    return any(person.site for person in week.people)


def names_width(week: Week) -> float:
    """The width of a column of names."""
    return width_of((person.name for person in week.people), 14, 30)


def days_width(week: Week) -> float:
    """The width of a day's column."""
    least = 8.5 if len(week.dates) <= MOST_WIDE_DAYS else 6
    return width_of((f"{shift.label} {REFUSED}" for shift in week.shifts), least, 14)


def _shade(week: Week, day: int, *, holiday: bool) -> Looks:
    if holiday:
        return filled(palette.HOLIDAY)
    return filled(palette.WEEKEND) if week.weekend[day] else {}
