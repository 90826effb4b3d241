"""A calendar program, as far as importing goes: events by UID, the higher SEQUENCE wins, CANCELLED takes away."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import icalendar
import vobject


@dataclass(frozen=True)
class Seen:
    """An event as a program understands it; times in UTC."""

    uid: str
    sequence: int
    start: datetime
    end: datetime
    status: str
    summary: str


def by_icalendar(text: str) -> list[Seen]:
    """The events of a file, read by the library that wrote it."""
    return [
        Seen(
            str(event["UID"]),
            int(event["SEQUENCE"]),
            event["DTSTART"].dt.astimezone(UTC),
            event["DTEND"].dt.astimezone(UTC),
            str(event["STATUS"]),
            str(event["SUMMARY"]),
        )
        for event in icalendar.Calendar.from_ical(text).walk("VEVENT")
    ]


def by_vobject(text: str) -> list[Seen]:
    """The events of a file, read by another library, which takes zones from the file."""
    return [
        Seen(
            event.uid.value,
            int(event.sequence.value),
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
            event.status.value,
            event.summary.value,
        )
        for event in vobject.readOne(text).contents.get("vevent", [])
    ]


@dataclass
class Program:
    """What a person sees after importing files."""

    held: dict[str, Seen] = field(default_factory=dict)

    def take_in(self, text: str) -> Program:
        """Import a file."""
        for event in by_vobject(text):
            known = self.held.get(event.uid)
            if (
                known is None
                or event.sequence > known.sequence
                or (event.sequence == known.sequence and known.status == "TENTATIVE")
            ):
                self.held[event.uid] = event
        return self

    @property
    def shown(self) -> list[tuple[datetime, datetime, str]]:
        """Start, end and summary of the events that are not cancelled."""
        return sorted(
            (event.start, event.end, event.summary) for event in self.held.values() if event.status != "CANCELLED"
        )
