"""Open hours as stretches with one set of shifts on queue throughout."""

from __future__ import annotations

import itertools

import numpy as np

from staffing.build.axis import Axis
from staffing.build.spans import Span, begun_before, on_queue
from staffing.documents.team import Team
from staffing.problem import CoverStretch, Integers


def cover_of(team: Team, axis: Axis, published: Integers) -> tuple[CoverStretch, ...]:
    """Every stretch of planned open time, cut where a shift or a break begins or ends.

    A night belongs to the day on which it opens: the last planned one counts whole, the one before the plan does not.
    """
    people = team.open_hours.min_on_queue
    if not people:
        return ()
    by_cell = _by_cell(team, axis)
    before = [span for spans in begun_before(team, axis, published) for span in spans if span[1] > 0]
    found = []
    for start, end in _open(team, axis):
        cuts = {start, end}
        for span in [*(span for spans in by_cell.values() for span in spans), *before]:
            cuts.update(edge for edge in span if start < edge < end)
        edges = sorted(cuts)
        for left, right in itertools.pairwise(edges):
            cells = tuple(cell for cell, spans in by_cell.items() if any(a <= left and b >= right for a, b in spans))
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


def _by_cell(team: Team, axis: Axis) -> dict[tuple[int, int], list[Span]]:
    return {
        (day, number): on_queue(axis, shift, axis.date_of(axis.history + day))
        for day in range(axis.days)
        for number, shift in enumerate(team.shifts)
    }


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
