"""When people are on queue before the plan: shifts without their breaks, as spans of elapsed minutes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from staffing.build.places import Places
from staffing.problem import OFF, Integers

Span: TypeAlias = tuple[int, int]


def begun_before(places: Places, published: Integers) -> Iterator[tuple[int, list[Span]]]:
    """Agent and on-queue spans of each published shift of the two days before the plan, which may run into it."""
    axis = places.axis
    for day in range(max(0, axis.history - 2), axis.history):
        for agent, shift in enumerate(published[:, day]):
            if shift != OFF:
                yield agent, places.on_queue(int(shift), axis.date_of(day))
