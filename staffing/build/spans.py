"""When people are on queue: shifts without their breaks, as spans of elapsed minutes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from staffing.build.axis import Axis, stretches
from staffing.documents.team import Shift, Team
from staffing.problem import OFF, Integers

Span: TypeAlias = tuple[int, int]


def on_queue(axis: Axis, shift: Shift, day: date) -> list[Span]:
    """The on-queue spans of a shift that starts on `day`, in order."""
    return [(piece.start, piece.end) for piece in stretches(axis, shift, day) if piece.kind == "queue"]


def begun_before(team: Team, axis: Axis, published: Integers) -> Iterator[list[Span]]:
    """The on-queue spans of each published shift of the two days before the plan, which may run into it."""
    for day in range(max(0, axis.history - 2), axis.history):
        for shift in published[:, day]:
            if shift != OFF:
                yield on_queue(axis, team.shifts[shift], axis.date_of(day))
