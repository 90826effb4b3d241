"""Lasting changes of the level: a launch that doubles the volume, a queue that moves to another team.

A day's log ratio of what came to the profile is compared on both sides of every possible change, over up to four
weeks each. Its noise is Poisson's, a robust spread of days, and a spread of weeks. A change must be large
and improbable; the most improbable is taken first, and the rest is searched again between the changes found.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from forecasts.calendar import Floats, Ints
from forecasts.series import Flags

SIDE_DAYS = 28
"""Days compared on each side, at most."""
LEAST_DAYS = 7
"""Days on each side, at least: a weekday alone must not look like a change."""
LEAST_CHANGE = 0.5
"""Least change of the log level, of means and of medians: to 1.65 times, or to 0.6 times."""
LEAST_SCORE = 5.0
"""Least change in standard errors; the best of hundreds of places is looked for."""
WEEK_SPREAD = 0.1
"""Standard deviation of a week's factor."""
AGREED = 0.8
"""Share of the days on each side that must lie on their side of the change."""
MOST = 6
"""Changes found at most."""


@dataclass(frozen=True)
class Shift:
    """A change of the level: position of the first day of the new one, and new level / old level."""

    day: int
    ratio: float


def find_shifts(count: Floats, expected: Floats, use: Flags) -> tuple[Shift, ...]:
    """Changes of one series' level, in the order of time: daily counts [D] against a steady profile [D].

    `use` [D] is False for days that do not count: closed, unknown, or touched by an event.
    """
    weight = use & (expected > 0)
    if weight.sum() < 4 * LEAST_DAYS:
        return ()
    logs = np.where(weight, np.log((count + 0.5) / np.maximum(expected + 0.5, 0.5)), 0.0)
    noise = np.where(weight, 1 / np.maximum(expected, 0.25), 0.0) + _day_variance(logs, expected, weight)
    information = np.where(weight, 1 / noise, 0.0)
    sums = np.concatenate([[0.0], np.cumsum(information)]), np.concatenate([[0.0], np.cumsum(information * logs)])
    number = np.concatenate([[0], np.cumsum(weight)])
    found: list[int] = []
    while len(found) < MOST:
        place = _strongest(sums, number, logs, weight, sorted([0, *found, len(count)]))
        if place is None:
            break
        found.append(place)
    edges = sorted([0, *found, len(count)])
    # medians: a closed day says nothing of the level
    levels = [float(np.median(logs[low:high][weight[low:high]])) for low, high in pairwise(edges)]
    return tuple(
        Shift(day, float(np.exp(new - old))) for day, (old, new) in zip(edges[1:-1], pairwise(levels), strict=True)
    )


def _day_variance(logs: Floats, expected: Floats, weight: Flags) -> float:
    """Robust variance of a day's log factor beyond Poisson, from differences of days that follow each other."""
    steps = np.diff(logs[weight])
    spread = 1.4826 * float(np.median(np.abs(steps))) / np.sqrt(2)
    poisson = float(np.median(1 / np.maximum(expected[weight], 0.25)))
    return float(np.clip(spread**2 - poisson, 0.05**2, 0.5**2))


def _strongest(sums: tuple[Floats, Floats], number: Ints, logs: Floats, weight: Flags, edges: list[int]) -> int | None:
    """The most improbable change between the edges that most days on both sides agree with."""
    best, place = LEAST_SCORE, None
    for low, high in pairwise(edges):
        every = np.arange(low + 1, high)
        reach = np.maximum(every - SIDE_DAYS, low), np.minimum(every + SIDE_DAYS, high)
        fits = (number[every] - number[reach[0]] >= LEAST_DAYS) & (number[reach[1]] - number[every] >= LEAST_DAYS)
        if not fits.any():
            continue
        middle, before, after = every[fits], reach[0][fits], reach[1][fits]
        left, right = number[middle] - number[before], number[after] - number[middle]
        info = sums[0][middle] - sums[0][before], sums[0][after] - sums[0][middle]
        change = (sums[1][after] - sums[1][middle]) / info[1] - (sums[1][middle] - sums[1][before]) / info[0]
        variance = 1 / info[0] + 1 / info[1] + WEEK_SPREAD**2 * (7 / left + 7 / right)
        score = np.where(np.abs(change) > LEAST_CHANGE, np.abs(change) / np.sqrt(variance), 0.0)
        for at in np.argsort(-score, kind="stable"):
            if score[at] <= best:
                break
            days = slice(before[at], middle[at]), slice(middle[at], after[at])
            if _agreed(*(logs[part][weight[part]] for part in days)):
                best, place = float(score[at]), int(middle[at])
                break
    return place


def _agreed(old: Floats, new: Floats) -> bool:
    """Whether most days lie on their side of the middle between the two levels: two closed days are no new level."""
    middle = (float(np.median(old)) + float(np.median(new))) / 2
    up = float(np.median(new)) > float(np.median(old))
    shares = np.mean((new > middle) == up), np.mean((old < middle) == up)
    return abs(float(np.median(new)) - float(np.median(old))) > LEAST_CHANGE and float(min(shares)) >= AGREED
