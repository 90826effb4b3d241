"""The roster that is spoken of: one that is given, what is published, or the one that `staffing roster` finds."""

from __future__ import annotations

from dataclasses import dataclass

from staffing.build.rosters import published_week
from staffing.errors import NoRosterError
from staffing.outlook import Outlook, Progress
from staffing.plan import Found, Settings, find_roster
from staffing.roster import Roster

PUBLISHED = "published.csv"
SEARCHED = "the roster of the week"


@dataclass(frozen=True, eq=False)
class Present:
    """A roster, where it is from, and how it was found; None where it was not searched for."""

    source: str
    roster: Roster
    found: Found | None = None


def present_roster(outlook: Outlook, settings: Settings, progress: Progress | None = None) -> Present:
    """What is published for the planned days where that is the whole of it, else the roster that is searched for.

    Raises NoRosterError where none meets the hard rules, and KeyboardInterrupt where the search was interrupted.
    """
    published = published_week(outlook.problem)
    if published is not None:
        return Present(PUBLISHED, published)
    found = searched(outlook, settings, progress)
    return Present(SEARCHED, found.roster, found)


def cut_by_time(found: Found | None) -> bool:
    """Whether the clock ended the search for a roster."""
    return found is not None and "time" in (found.calibrated.result.limit_hit, found.calibrated.ended)


def led_by(words: str, error: NoRosterError) -> NoRosterError:
    """The same error, with words before it in the sentence and in its first line."""
    first, *more = error.lines
    return NoRosterError(f"{words} {error}", (f"{words} {first}", *more))


def searched(outlook: Outlook, settings: Settings, progress: Progress | None = None) -> Found:
    """The roster of `find_roster`; a comparison of what was found until Ctrl-C would say nothing."""
    found = find_roster(outlook, settings, progress)
    if found.calibrated.result.limit_hit == "interrupt":
        raise KeyboardInterrupt
    return found
