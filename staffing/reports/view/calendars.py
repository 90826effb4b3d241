"""The shifts of each person as events of a calendar."""

from __future__ import annotations

from datetime import date, datetime

from staffing.reports.view.part import Part


class Break(Part):
    """A break, by the clock of the site."""

    start: datetime
    end: datetime
    paid: bool


class Event(Part):
    """A shift of a person on a day; times are aware, in the zone of the person's site.

    `place` tells several shifts of one day apart (from 0). `sequence` grows with every change of the day that
    is published, and is higher in a publication than in the drafts before it. `cancelled`: the day was published with a
    shift, and has none any more (`start` and `end` are those of the shift that was published).
    """

    day: date
    place: int
    shift: str
    start: datetime
    end: datetime
    breaks: tuple[Break, ...] = ()
    sequence: int = 0
    cancelled: bool = False


class Calendar(Part):
    """The events of one person; `zone` is that of their site. `stamp`: when they were known (`as_of`)."""

    agent_id: str
    name: str
    team: str
    site: str
    zone: str
    stamp: datetime
    published: bool
    """Whether this is the published roster; else its events are tentative."""
    events: tuple[Event, ...]
