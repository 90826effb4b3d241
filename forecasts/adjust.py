"""The history as a normal week would have made it: events, level shifts and outages are told apart before averaging.

Nothing is taken out of the counts. An interval of a day that brings twice the usual counts as two intervals, one
before a launch that doubled the volume as half of one, and one in an outage of the log as none: methods divide counts
by such `normal` intervals, and so learn the profile and the level of normal days from all days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from forecasts.calendar import Floats, Ints, date_of
from forecasts.day_effects import AFTER_CLOSURE, MONTH, DayEffects, touched
from forecasts.day_learning import Days, learn, ordinary_variance
from forecasts.outages import Outage, find_outages
from forecasts.series import Flags, History, week_slots
from forecasts.shifts import Shift, find_shifts
from forecasts.smoothing import fold, smooth
from forecasts.special_days import Occasion

LEVEL_DAYS = 14.0
REACH_DAYS = 70
"""Reach of the level around a day, against which its factor is measured."""
BEGINS, ENDS = 3, 9
"""Days before and after the first of a month in which it may differ from the rest."""
TURNS = 3
"""Profile, level and factors are learnt in turns, each with the others as known then."""
LEARNS_MONTHS = 3
"""Turns of the month in the history before they are looked at."""
NEAR_DAYS = 400
"""Days after the history whose occasions have a say in what is learnt: the next one of every event of the year."""
AHEAD_MONTHS = 34
"""Months after the history that are laid out: as far as plans of hires reach, and a little more."""


@dataclass(frozen=True, eq=False)
class Adjusted:
    """A history, and per interval [series, T] how many normal ones it counts as, and whether its day is a plain one.

    Outages are no longer `observed` in `history`. `shifts` hold positions of local days of the grid.
    """

    history: History
    normal: Floats
    plain: Flags
    effects: DayEffects
    outages: tuple[tuple[Outage, ...], ...]
    shifts: tuple[tuple[Shift, ...], ...]


def adjust(history: History, found: Sequence[Occasion] = ()) -> Adjusted:
    """Find outages, changes of the level, and the factors of the occasions `found`."""
    grid = history.grid
    days, starts = np.unique(grid.days, return_index=True)
    special = _touched(history, found, days)
    history, outages = _without_outages(history, special, days, starts)
    occasions = (*found, *_months(days), *_closures(history, days, starts))
    near = _near(occasions, days)
    count = np.add.reduceat(np.where(history.observed, history.counts, 0.0), starts, axis=1)
    factor = np.ones(count.shape)
    shifts: list[tuple[Shift, ...]] = [() for _ in history.unique_ids]
    known = np.ones(count.shape)  # factors of the days, as far as they are learnt
    column = np.searchsorted(days, grid.days)
    for turn in range(TURNS):
        normal = factor[:, column]
        expected = np.add.reduceat(_steady(history, normal) * normal, starts, axis=1)
        if turn == 0:
            for row in range(len(count)):
                shifts[row] = find_shifts(count[row], expected[row], ~special[row])
                factor[row] *= _levels(shifts[row], len(days))
            expected = expected * factor
        expected = expected * _local_level(count, expected, special) / known
        fitted = expected * known
        effects = learn(
            history.unique_ids, near, Days(days, count, expected, ordinary_variance(count, fitted, ~special))
        )
        known = np.exp(effects.on_days(days)[0])
        factor = np.array([_levels(one, len(days)) for one in shifts]) * known
    effects = replace(effects, occasions=occasions)
    return Adjusted(history, factor[:, column], ~special[:, column], effects, outages, tuple(shifts))


def _forgotten(history: History, which: Flags) -> History:
    """The history with some intervals [series, T] unknown."""
    if not which.any():
        return history
    return replace(history, observed=history.observed & ~which)


def _touched(history: History, found: Sequence[Occasion], days: Ints) -> Flags:
    """Days [series, D] that an event touches, for each series that it concerns."""
    special = np.zeros((len(history.unique_ids), len(days)), dtype=bool)
    for row, name in enumerate(history.unique_ids):
        for _occasion, _offset, number in touched(found, days, name):
            special[row, int(np.searchsorted(days, number))] = True
    return special


def _months(days: Ints) -> tuple[Occasion, ...]:
    """The turns of the months, from the history's first to `AHEAD_MONTHS` after it; none where too few were seen."""
    first, last = date_of(days[0]), date_of(days[-1])
    turns = []
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month + AHEAD_MONTHS):
        turn = date(number // 12, number % 12 + 1, 1)
        turns.append(Occasion(turn, "turn of the month", MONTH, lead=BEGINS, lag=ENDS))
    seen = sum(first <= turn.day <= last for turn in turns)
    return tuple(turns) if seen >= LEARNS_MONTHS else ()


def _near(found: Sequence[Occasion], days: Ints) -> tuple[Occasion, ...]:
    """Occasions of the history and of `NEAR_DAYS` after it: what is said of later ones leaves these as they are."""
    first, last = date_of(days[0]), date_of(days[-1] + NEAR_DAYS)
    return tuple(one for one in found if one.touches(first, last))


def _closures(history: History, days: Ints, starts: Ints) -> tuple[Occasion, ...]:
    """Days on which a series was closed or unknown though its weekday usually is not: what waited comes after."""
    seen = np.add.reduceat(history.observed.astype(np.int64), starts, axis=1) > 0
    weekday = days % 7
    found = []
    for row, name in enumerate(history.unique_ids):
        begun = int(np.argmax(seen[row]))
        usual = np.array([seen[row, begun:][weekday[begun:] == day].mean() > 0.5 for day in range(7)])
        for column in np.flatnonzero(~seen[row] & usual[weekday]):
            if column > begun:
                found.append(Occasion(date_of(days[column]), "closed day", AFTER_CLOSURE, name, lag=3))
    return tuple(found)


def _without_outages(
    history: History, special: Flags, days: Ints, starts: Ints
) -> tuple[History, tuple[tuple[Outage, ...], ...]]:
    """The history with outages unknown. A day of an event may well bring nothing: it is left as it is."""
    column = np.searchsorted(days, history.grid.days)
    steady = _steady(history, np.ones(history.counts.shape))
    count = np.add.reduceat(np.where(history.observed, history.counts, 0.0), starts, axis=1)
    level = _local_level(count, np.add.reduceat(steady, starts, axis=1), special | (count == 0))
    expected = np.where(special[:, column], 0.0, steady * level[:, column])
    found = tuple(
        find_outages(history.counts[row], expected[row], history.grid.per_day) for row in range(len(history.unique_ids))
    )
    if not any(found):
        return history, found
    silent = np.zeros(history.counts.shape, dtype=bool)
    for row, outages in enumerate(found):
        for outage in outages:
            silent[row, outage.first : outage.last + 1] = True
    return _forgotten(history, silent), found


def _steady(history: History, normal: Floats) -> Floats:
    """What a steady week would have brought to each observed interval [series, T], normal days taken as such."""
    slots = week_slots(history.grid)
    exposure = history.grid.exposure * history.observed
    rows = []
    for row in range(len(history.unique_ids)):
        weeks = fold(history, row, normal[row])
        rows.append(smooth(weeks.counts.sum(axis=0), weeks.exposure.sum(axis=0), weeks.per_day)[slots])
    return np.array(rows) * exposure


def _levels(shifts: tuple[Shift, ...], days: int) -> Floats:
    """The level of each day against that of the last one."""
    level = np.ones(days)
    for shift in shifts:
        level[: shift.day] /= shift.ratio
    return level


def _local_level(count: Floats, expected: Floats, special: Flags) -> Floats:
    """Counts against expectation around each day [series, D]; days of events have no say where others have enough."""
    reach = np.arange(-REACH_DAYS, REACH_DAYS + 1)
    kernel = np.exp(-np.abs(reach) / LEVEL_DAYS)
    plain = np.where(special.mean(axis=1, keepdims=True) < 0.4, ~special, True)
    around = [
        np.array([np.convolve(row, kernel)[REACH_DAYS:-REACH_DAYS] for row in plain * part])
        for part in (count, expected)
    ]
    return np.asarray((around[0] + 0.5) / (around[1] + 0.5), dtype=np.float64)
