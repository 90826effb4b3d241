"""Open hours that no shift reaches, and short days that would cut a break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from staffing.documents.base import WEEKDAYS, clock_text
from staffing.documents.sites import OpenHours
from staffing.documents.team import Shift
from staffing.read.team_checks import Written
from staffing.read.yaml_source import Spot


def check_open_hours(written: Written) -> None:
    """People must be on queue in open hours, so some shift must reach every open minute."""
    team = written.team
    if len(team.sites) == 1:  # of several sites, shifts in other zones may reach the team's hours too
        _check_reached(written, ("open_hours",), team.open_hours, team.shifts_at(team.sites[0]), "no shift")
    for number, site in enumerate(team.sites):
        if site.open_hours is not None:
            spot = ("sites", number, "open_hours")
            _check_reached(written, spot, site.open_hours, team.shifts_at(site), "no shift worked there")


def _check_reached(written: Written, spot: Spot, hours: OpenHours, shifts: Sequence[Shift], nobody: str) -> None:
    if not (hours.min_on_queue and shifts):  # without shifts all of them are unknown, and told
        return
    told: set[tuple[int, int, str]] = set()
    for weekday, day in enumerate(WEEKDAYS):
        span = hours.span(weekday)
        key = day if getattr(hours, day) is not None else "daily"
        gap = _uncovered(shifts, span) if span else None
        if span and gap and (*gap, key) not in told:
            told.add((*gap, key))
            written.fault(
                (*spot, key),
                f"is {clock_text(span[0])}-{clock_text(span[1])}, but {nobody} covers {clock_text(gap[0])}-"
                f"{clock_text(gap[1])}, when min_on_queue is {hours.min_on_queue}; add a shift",
            )


def _uncovered(shifts: Iterable[Shift], span: tuple[int, int]) -> tuple[int, int] | None:
    """The first stretch of open minutes that no shift of this day or its neighbours covers."""
    spells = sorted((shift.start + day, shift.end + day) for shift in shifts for day in (-1440, 0, 1440))
    reached = span[0]
    for start, end in spells:
        if start > reached:
            break
        reached = max(reached, end)
    if reached >= span[1]:
        return None
    following = min((start for start, _ in spells if start > reached), default=span[1])
    return reached, min(following, span[1])


def check_short_days(written: Written) -> None:
    """A shift that ends earlier still ends after its last break."""
    for number, site in enumerate(written.team.sites):
        shifts = written.team.shifts_at(site)
        tightest = min(shifts, key=_after_breaks, default=None)
        for place, short in enumerate(site.short_days):
            if tightest and short.minutes >= _after_breaks(tightest):
                written.fault(
                    ("sites", number, "short_days", place, "minutes"),
                    f"is {short.minutes}, but the shift {tightest.id} ends {_after_breaks(tightest)} minutes after "
                    f"its {'last break' if tightest.breaks else 'start'}; write less than that",
                )


def _after_breaks(shift: Shift) -> int:
    """Minutes from the end of the last break, or from the start, to the end."""
    return shift.end - max((pause.start + pause.minutes for pause in shift.breaks), default=shift.start)
