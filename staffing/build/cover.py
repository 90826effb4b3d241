"""Open hours as stretches with one set of shifts on queue throughout."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np

from staffing.build.axis import Axis, stretches
from staffing.documents.team import Team
from staffing.problem import OFF, CoverStretch, Integers

Span = tuple[int, int]


def cover_of(team: Team, axis: Axis, published: Integers) -> tuple[CoverStretch, ...]:
    """Every stretch of planned open time, cut where a shift or a break begins or ends.

    A night belongs to the day on which it opens: the last planned one counts whole, the one before the plan does not.
    """
    people = team.open_hours.min_on_queue
    if not people:
        return ()
    on_queue = _on_queue(team, axis)
    before = _present(team, axis, published)
    found = []
    for start, end in _open(team, axis):
        cuts = {start, end}
        for span in [*(span for spans in on_queue.values() for span in spans), *before]:
            cuts.update(edge for edge in span if start < edge < end)
        edges = sorted(cuts)
        for left, right in itertools.pairwise(edges):
            cells = tuple(cell for cell, spans in on_queue.items() if any(a <= left and b >= right for a, b in spans))
            present = sum(a <= left and b >= right for a, b in before)
            found.append(CoverStretch(left, right, people, present, cells))
    return tuple(_named(axis, stretch) for stretch in _merged(found))


def _open(team: Team, axis: Axis) -> list[Span]:
    """Open spans of the planned days; the last may reach beyond midnight, as the one before the plan did."""
    spans = []
    for day in axis.dates[axis.history :]:
        span = team.open_hours.span(day.weekday())
        if span is not None:
            spans.append((axis.minute(day, span[0]), axis.minute(day, span[1])))
    return spans


def _on_queue(team: Team, axis: Axis) -> dict[tuple[int, int], list[Span]]:
    return {
        (day, number): _spans(axis, team, number, axis.date_of(axis.history + day))
        for day in range(axis.days)
        for number in range(len(team.shifts))
    }


def _present(team: Team, axis: Axis, published: Integers) -> list[Span]:
    """On-queue spans of shifts that began before the plan and run into it."""
    found: list[Span] = []
    for day in range(max(0, axis.history - 2), axis.history):
        for shift in published[:, day]:
            if shift != OFF:
                found.extend(span for span in _spans(axis, team, int(shift), axis.date_of(day)) if span[1] > 0)
    return found


def _spans(axis: Axis, team: Team, shift: int, day: date) -> list[Span]:
    return [(s.start, s.end) for s in stretches(axis, team.shifts[shift], day) if s.kind == "queue"]


def _merged(found: list[CoverStretch]) -> list[CoverStretch]:
    """Neighbours that need and have the same people become one stretch."""
    merged: list[CoverStretch] = []
    for stretch in found:
        last = merged[-1] if merged else None
        if last and last.end == stretch.start and last[2:] == stretch[2:]:
            merged[-1] = last._replace(end=stretch.end)
        else:
            merged.append(stretch)
    return merged


def _named(axis: Axis, stretch: CoverStretch) -> CoverStretch:
    start, end = axis.local(stretch.start), axis.local(stretch.end)
    day = int(np.searchsorted(axis.midnights[:-1], stretch.start, side="right")) - 1
    return stretch._replace(day=day - axis.history, span=f"{start:%H:%M}-{end:%H:%M}")
