"""Weak spots: on which days cases miss, which hours cause it, and what one more shift there would buy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffing.problem import Problem
from staffing.promise.extra import (
    Cell,
    Difference,
    Floats,
    JudgeMore,
    affordable,
    kept,
    missed_minutes,
    open_cells,
    paired,
    reach,
    replications_for,
    short_of,
)
from staffing.service.windows import Risk, Window

if TYPE_CHECKING:
    from staffing.simulate.service import Service

MOST_OF = 0.8
"""The hours named hold this share of a day's misses."""
WORTH_A_SHIFT = 0.001
"""A day on which fewer cases miss has no weak spot that a shift could mend."""


@dataclass(frozen=True)
class OneMore:
    """One more person on one shift, simulated: the day's misses and the weeks kept, before and after.

    `miss` is the day's share of cases that still miss; `day_gain` and `week_gain` are the differences to the roster on
    the same `replications` random weeks, in shares of cases and of weeks.
    """

    cell: Cell
    miss: float
    day_gain: Difference
    week_gain: Difference
    replications: int


@dataclass(frozen=True)
class WeakSpot:
    """One planned day. `miss` is the chance that a case of the day misses its deadline; `below_floor` that of the day.

    `hours`: arrival intervals [first, last) that hold most of the misses, None where there are none. `window`:
    the tightest of the stretches that end while the day's cases fall due; these hours cause the misses.
    """

    day: int
    miss: float
    below_floor: float
    hours: tuple[int, int] | None
    window: Window | None
    one_more: OneMore | None


def weak_spots(problem: Problem, service: Service, risk: Risk, judge: JudgeMore) -> tuple[WeakSpot, ...]:
    """Every planned day, in order; shifts are simulated only where misses leave something to mend."""
    miss = 1 - service.day_rate_mean
    weak = np.flatnonzero(miss >= WORTH_A_SHIFT)
    tried = _tried(problem, service, weak, judge) if len(weak) else {}
    minutes = missed_minutes(problem, service).sum(axis=0)
    return tuple(
        WeakSpot(
            day=day,
            miss=float(miss[day]),
            below_floor=float(service.below_floor[day]),
            hours=_hours(problem, minutes, day),
            window=risk.by_day[day],
            one_more=_best(service, tried, day) if day in weak else None,
        )
        for day in range(problem.days)
    )


def _tried(problem: Problem, service: Service, weak: np.ndarray, judge: JudgeMore) -> dict[Cell, Service]:
    """Simulations with one more person on each promising shift: those within reach of the weak days' misses."""
    score = np.where(open_cells(problem), reach(problem, service, short_of(problem, service)), 0.0)
    order = np.argsort(-score, axis=None, kind="stable")
    cases = float(service.arrived.sum())
    most = min(affordable(cases), int((score > 0).sum()))
    cells = [divmod(int(place), problem.shifts) for place in order[:most]]
    near = {int(day) + back for day in weak for back in (-1, 0, 1)}
    cells = [cell for cell in cells if cell[0] in near]
    replications = min(replications_for(cases, len(cells)), service.replications)
    return {cell: judge([(cell,)], replications) for cell in cells}


def _best(service: Service, tried: dict[Cell, Service], day: int) -> OneMore | None:
    """The shift that saves most of the day's cases."""
    if not tried:
        return None
    cell = max(tried, key=lambda each: (round(float(tried[each].day_rate_mean[day]), 6), -each[0], -each[1]))
    better = tried[cell]
    n = better.replications
    gain = paired(better.day_rates[:, day], service.day_rates[:n, day])
    week = paired(kept(better), kept(service)[:n])
    return OneMore(cell, 1 - float(better.day_rate_mean[day]), gain, week, n)


def _hours(problem: Problem, minutes: Floats, day: int) -> tuple[int, int] | None:
    """The shortest run of intervals that holds most of the day's missed work."""
    inside = np.flatnonzero(problem.demand.interval_day == day)
    total = np.concatenate([[0.0], minutes[inside].cumsum()])
    if total[-1] < 0.5:
        return None
    for length in range(1, len(inside) + 1):
        held = total[length:] - total[:-length]
        if held.max() >= MOST_OF * total[-1] - 1e-9:
            first = int(inside[held.argmax()])
            return first, first + length
    return None
