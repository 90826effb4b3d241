"""What a file of the benchmark says, and nothing else: ids as they are written, days counted from 0, a Monday."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ShiftType:
    """A shift: its length in minutes, and the shifts that may not be worked the day after it."""

    id: str
    minutes: int
    not_next: tuple[str, ...]


@dataclass(frozen=True)
class StaffMember:
    """A person and the limits of one line of work; lengths of runs in days."""

    id: str
    most_of: tuple[tuple[str, int], ...]
    """The most of each shift over the horizon, by its id."""
    most_minutes: int
    least_minutes: int
    most_in_a_row: int
    least_in_a_row: int
    least_off_in_a_row: int
    most_weekends: int


@dataclass(frozen=True)
class ShiftRequest:
    """A shift that is wanted on a day, or not wanted, and what it costs to refuse that."""

    staff: str
    day: int
    shift: str
    weight: int


@dataclass(frozen=True)
class CoverNeed:
    """People wanted on a shift of a day, and what each one too few and each one too many costs."""

    day: int
    shift: str
    people: int
    under: int
    over: int


@dataclass(frozen=True)
class Instance:
    """One file."""

    days: int
    shifts: tuple[ShiftType, ...]
    staff: tuple[StaffMember, ...]
    days_off: tuple[tuple[str, int], ...]
    """Person and day."""
    on_requests: tuple[ShiftRequest, ...]
    off_requests: tuple[ShiftRequest, ...]
    cover: tuple[CoverNeed, ...]
