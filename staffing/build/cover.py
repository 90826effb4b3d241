"""Open hours as stretches with one set of shifts on queue throughout."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from staffing.build.axis import Axis
from staffing.build.places import Place, Places
from staffing.build.spans import Span, begun_before
from staffing.documents.sites import OpenHours
from staffing.problem import CoverStretch, Flags, Integers


def cover_of(places: Places, published: Integers, agent_site: Integers) -> tuple[CoverStretch, ...]:
    """Every stretch of planned open time, cut where a shift or a break begins or ends: of the team, then of each site.

    A night belongs to the day on which it opens: the last planned one counts whole, the one before the plan does not.
    """
    team = places.team
    shifts = np.ones(len(places.shifts), dtype=bool)
    everybody = np.ones(len(agent_site), dtype=bool)
    found = [*_covered(places, published, (team.open_hours, places.every), shifts, everybody)]
    for number, place in enumerate(places.every):
        if place.site.open_hours is not None:
            here = np.array([at.place == number for at in places.shifts])
            found += _covered(places, published, (place.site.open_hours, (place,)), here, agent_site == number)
    return tuple(found)


def _covered(
    places: Places, published: Integers, when: tuple[OpenHours, tuple[Place, ...]], shifts: Flags, agents: Flags
) -> Iterator[CoverStretch]:
    """Stretches of the open hours of some sites, by the first one's clock; the shifts and agents flagged count."""
    hours, where = when
    axis = where[0].axis
    if not hours.min_on_queue:
        return
    by_cell = _by_cell(places, shifts)
    before = [
        span for agent, spans in begun_before(places, published) for span in spans if agents[agent] and span[1] > 0
    ]
    found = []
    for start, end in _open(hours, where):
        cuts = {start, end}
        for span in [*(span for spans in by_cell.values() for span in spans), *before]:
            cuts.update(edge for edge in span if start < edge < end)
        edges = sorted(cuts)
        for left, right in itertools.pairwise(edges):
            cells = tuple(cell for cell, spans in by_cell.items() if any(a <= left and b >= right for a, b in spans))
            present = sum(a <= left and b >= right for a, b in before)
            found.append(CoverStretch(left, right, hours.min_on_queue, present, cells))
    own = f" at {where[0].site.id}" if len(where) < len(places.every) else ""
    yield from (_named(axis, stretch, own) for stretch in _merged(found))


def _open(hours: OpenHours, where: tuple[Place, ...]) -> list[Span]:
    """Open spans of the planned days; the last may reach beyond midnight, as the one before the plan did.

    A day is closed where every site keeps it as a public holiday.
    """
    spans, axis = [], where[0].axis
    for day in axis.dates[axis.history :]:
        span = hours.span(day.weekday())
        if span is not None and not all(place.is_closed(day) for place in where):
            spans.append((axis.minute(day, span[0]), axis.minute(day, span[1])))
    return spans


def _by_cell(places: Places, shifts: Flags) -> dict[tuple[int, int], list[Span]]:
    """On-queue spans of every planned shift; what a site in the east works before minute 0 comes again at the end."""
    axis = places.axis
    found = {}
    for day in range(axis.days):
        for number in np.flatnonzero(shifts).tolist():
            spans = places.on_queue(number, axis.date_of(axis.history + day))
            again = [(a + axis.end, min(b, 0) + axis.end) for a, b in spans if a < 0]
            found[day, number] = [*spans, *again]
    return found


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


def _named(axis: Axis, stretch: CoverStretch, where: str) -> CoverStretch:
    start, end = axis.local(stretch.start), axis.local(stretch.end)
    day = int(np.searchsorted(axis.midnights[:-1], stretch.start, side="right")) - 1
    return stretch._replace(day=day - axis.history, span=f"{start:%H:%M}-{end:%H:%M}{where}")
