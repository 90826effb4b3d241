"""`roster.csv` and `segments.csv`: who works when, and what fills each shift."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from staffing.build.axis import Stretch
from staffing.build.places import Place
from staffing.plan import Plan
from staffing.reports.csv_text import csv_text
from staffing.reports.skills import served

ROSTER = ("agent_id", "date", "shift_id", "start", "end", "paid_minutes", "on_queue_minutes", "site")
SEGMENTS = ("agent_id", "start", "end", "kind", "queue")


@dataclass(frozen=True)
class Worked:
    """One assignment with what fills it."""

    agent_id: str
    date: date
    shift_id: str
    place: Place
    """The site, whose clock tells the times."""
    start: int
    end: int
    pieces: tuple[Stretch, ...]
    """Empty where a clock change skips the whole shift."""

    @property
    def paid_minutes(self) -> int:
        """Minutes paid."""
        return sum(piece.end - piece.start for piece in self.pieces if piece.paid)

    @property
    def on_queue_minutes(self) -> int:
        """Minutes on queue."""
        return sum(piece.end - piece.start for piece in self.pieces if piece.kind == "queue")


def assignments_of(plan: Plan) -> list[Worked]:
    """Every planned assignment, by day, start and agent."""
    axis, places, names = plan.outlook.axis, plan.outlook.places, plan.outlook.problem.agent_names
    found = []
    for agent, day, number in np.argwhere(plan.roster.work).tolist():
        when, at = axis.date_of(axis.history + day), places.shifts[number]
        start, end = places.times(number, when)
        pieces = places.pieces(number, when)
        found.append(Worked(names[agent], when, at.shift.id, places.every[at.place], start, end, pieces))
    return sorted(found, key=lambda row: (row.date, row.start, row.agent_id, row.shift_id))


def roster_csv(plan: Plan) -> str:
    """One row per assignment, in the times of its site; it can be edited and read back."""
    rows = (
        (
            row.agent_id,
            row.date,
            row.shift_id,
            row.place.axis.local(row.start),
            row.place.axis.local(row.end),
            row.paid_minutes,
            row.on_queue_minutes,
            row.place.site.id,
        )
        for row in assignments_of(plan)
    )
    return csv_text(ROSTER, rows)


def segments_csv(plan: Plan) -> str:
    """What fills each shift, by agent and time; `queue` is empty where the agent serves several.

    What a short day gives free is paid, but fills no time.
    """
    return csv_text(SEGMENTS, _segments(plan))


def _segments(plan: Plan) -> Iterator[tuple[object, ...]]:
    names = plan.outlook.problem.agent_names
    queues = {name: list(served(plan.outlook, agent)) for agent, name in enumerate(names)}
    for row in sorted(assignments_of(plan), key=lambda row: (row.agent_id, row.start)):
        local, own = row.place.axis.local, queues[row.agent_id]
        for piece in row.pieces:
            if piece.kind != "short_day":
                queue = own[0] if piece.kind == "queue" and len(own) == 1 else ""
                yield row.agent_id, local(piece.start), local(piece.end), piece.kind, queue
