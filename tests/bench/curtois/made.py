"""Instances of a few people and days, invented for the tests, as text and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from staffing.bench.curtois.instance import Instance, ShiftType, StaffMember
from staffing.bench.curtois.read import instance_of

SECTIONS = {
    "HORIZON": ["# days", "7"],
    "SHIFTS": ["E,480,", "N,600,E"],
    "STAFF": ["Ana,E=5|N=2,2400,960,3,2,2,1", "Ben,E=5|N=0,2400,480,4,1,1,0"],
    "DAYS_OFF": ["Ana,1"],
    "SHIFT_ON_REQUESTS": ["Ana,3,N,4", "Ben,0,E,2"],
    "SHIFT_OFF_REQUESTS": ["Ben,2,E,3"],
    "COVER": ["0,E,1,10,1", "3,N,1,20,2", "6,E,0,5,7"],
}


def text_of(**changes: list[str] | None) -> str:
    """A file of the sections above, with some in place of them; None leaves one out."""
    lines = ["# an instance"]
    for name, rows in {**SECTIONS, **changes}.items():
        if rows is not None:
            lines += [f"SECTION_{name}", *rows, ""]
    return "\n".join(lines)


def made(**changes: list[str] | None) -> Instance:
    """The same, read."""
    return instance_of(text_of(**changes), "made.txt")


def member(name: str = "Ana", **limits: Any) -> StaffMember:
    """Somebody without any limit but those given."""
    free: dict[str, Any] = {
        "most_of": (("E", 99), ("N", 99)),
        "most_minutes": 10**6,
        "least_minutes": 0,
        "most_in_a_row": 99,
        "least_in_a_row": 0,
        "least_off_in_a_row": 0,
        "most_weekends": 99,
    }
    return StaffMember(name, **{**free, **limits})


def world(staff: Sequence[StaffMember], days: int, **given: Any) -> Instance:
    """An instance of E (480 minutes) and N (600 minutes, no E after it) with nothing wanted but what is given."""
    nothing: dict[str, Any] = {"days_off": (), "on_requests": (), "off_requests": (), "cover": ()}
    shifts = (ShiftType("E", 480, ()), ShiftType("N", 600, ("E",)))
    return Instance(days, shifts, tuple(staff), **{**nothing, **given})


def line(text: str) -> list[str | None]:
    """A line of work from a letter a day, `-` for a day off."""
    return [None if letter == "-" else letter for letter in text]
