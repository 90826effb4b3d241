"""`roster.csv` and `segments.csv`: who works when, and what fills each shift."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from staffing.build.axis import Stretch, stretches
from staffing.plan import Plan
from staffing.reports.csv_text import csv_text

ROSTER = ("agent_id", "date", "shift_id", "start", "end", "paid_minutes", "on_queue_minutes")
SEGMENTS = ("agent_id", "start", "end", "kind", "queue")


@dataclass(frozen=True)
class Worked:
    """One assignment with what fills it."""

    agent_id: str
    date: date
    shift_id: str
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
    axis, problem, shifts = plan.outlook.axis, plan.outlook.problem, plan.outlook.workspace.team.shifts
    found = []
    for agent, day, shift in np.argwhere(plan.roster.work):
        when = axis.date_of(axis.history + int(day))
        at = axis.history + int(day)
        times = int(problem.shift_start[at, shift]), int(problem.shift_end[at, shift])
        pieces = stretches(axis, shifts[shift], when)
        found.append(Worked(problem.agent_names[agent], when, shifts[shift].id, *times, pieces))
    return sorted(found, key=lambda row: (row.date, row.start, row.agent_id, row.shift_id))


def roster_csv(plan: Plan) -> str:
    """One row per assignment; it can be edited and read back."""
    local = plan.outlook.axis.local
    rows = (
        (
            row.agent_id,
            row.date,
            row.shift_id,
            local(row.start),
            local(row.end),
            row.paid_minutes,
            row.on_queue_minutes,
        )
        for row in assignments_of(plan)
    )
    return csv_text(ROSTER, rows)


def segments_csv(plan: Plan) -> str:
    """What fills each shift, by agent and time; `queue` is empty where a stretch serves every queue."""
    return csv_text(SEGMENTS, _segments(plan))


def _segments(plan: Plan) -> Iterator[tuple[object, ...]]:
    local = plan.outlook.axis.local
    for row in sorted(assignments_of(plan), key=lambda row: (row.agent_id, row.start)):
        for piece in row.pieces:
            yield row.agent_id, local(piece.start), local(piece.end), piece.kind, ""
