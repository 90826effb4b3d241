"""One day of one person: its text, its colour, and what is told to those who hear the page."""

from __future__ import annotations

from dataclasses import dataclass

from staffing.reports.palette import SHIFTS
from staffing.reports.view.week import Day, ShownShift, Week

TEXTURES = 3
"""Plain, striped and dotted: shifts of one colour differ in their texture."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; `said` is heard and not seen, `title` is shown when a pointer rests on it.

    `request` is empty, `granted` or `refused`.
    """

    classes: str
    text: str
    said: str
    title: str
    request: str = ""
    asked: str = ""


def shift_class(shift: ShownShift) -> str:
    """The class of a shift's colour, and of its texture from the ninth shift on."""
    texture = shift.number // len(SHIFTS) % TEXTURES
    return f"s{shift.number % len(SHIFTS)}" + (f" t{texture}" if texture else "")


def cell_of(week: Week, day: Day) -> Cell:
    """The cell of a day."""
    request = ("granted" if day.granted else "refused") if day.asked else ""
    wish = f"{day.asked}: {request}" if day.asked else ""
    classes, text, said = _shown(week, day)
    kept = "published before and kept" if day.published else ""
    titles = (said, wish, kept) if day.kind == "work" or wish else ()
    classes = f"{classes} k".strip() if day.published else classes
    said = ", ".join(part for part in (said, kept) if part)
    return Cell(classes, text, said, "; ".join(part for part in titles if part), request, wish)


def _shown(week: Week, day: Day) -> tuple[str, str, str]:
    """The classes, the text, and what the text does not say: a shift's times, and its id where it is cut."""
    if day.kind == "off":
        return "o", "·", "off"
    if day.kind == "leave":
        return "v", "leave", ""
    if day.kind == "out":
        return "x", "", "not employed"
    shifts = [shift for shift in week.shifts if shift.id in day.shifts]
    said = ", ".join(shift.times if shift.label == shift.id else f"{shift.id} {shift.times}" for shift in shifts)
    return (shift_class(shifts[0]) if shifts else ""), "+".join(shift.label for shift in shifts), said
