"""What the stop-gaps cover and cost once the starts are known: the cheapest first, week by week, case by case.

For one role and week that is a convex, piecewise linear and falling function of the full-time equivalents that the
starts bring, which is all that the integer program has to know of the cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from staffing.hiring.starts.program import Floats, Program

APART = 1e-7
"""Kinks nearer to each other than so many full-time equivalents are one."""


@dataclass(frozen=True, eq=False)
class Covered:
    """Full-time equivalents of every role, case and week that each stop-gap covers and that are left short."""

    overtime: Floats
    outsourced: Floats
    short: Floats

    def price(self, program: Program) -> Floats:
        """Mean over the cases of what they cost, by role and week."""
        prices = (
            (self.overtime, program.overtime_price),
            (self.outsourced, program.outsourced_price),
            (self.short, program.short),
        )
        return np.asarray(sum(price[:, None] * amount.mean(axis=1) for amount, price in prices), dtype=np.float64)


def cover(program: Program, brought: Floats) -> Covered:
    """The cheapest stop-gaps where starts bring so much [R, W]; what costs more than being short is not used."""
    missing = np.maximum(0.0, program.need - brought[:, None, :])
    price_short = program.short[:, None]
    hours = program.overtime_share * np.maximum(0.0, program.at_hand + brought)
    overtime_most = np.where(program.overtime_price[:, None] <= price_short, hours, 0.0)[:, None, :]
    others = np.where(program.outsourced_price <= program.short, program.outsourced_most, 0.0)
    outsourced_most = others[:, None, None]
    first = (program.overtime_price <= program.outsourced_price)[:, None, None]
    overtime = np.minimum(overtime_most, np.where(first, missing, np.maximum(0.0, missing - outsourced_most)))
    outsourced = np.minimum(outsourced_most, missing - overtime)
    return Covered(overtime, outsourced, missing - overtime - outsourced)


@dataclass(frozen=True, eq=False)
class Segments:
    """The price of the stop-gaps in pieces: it is `price` where the starts bring `least` [R, W].

    Piece i is `length` long, belongs to role `role` and week `week`, and every full-time equivalent in it saves
    `saved`; pieces of a week come in falling order of what they save.
    """

    least: Floats
    price: Floats
    role: Floats
    week: Floats
    length: Floats
    saved: Floats


def segments(program: Program, least: Floats, most: Floats) -> Segments:
    """The pieces between what the starts bring at least and at most [R, W].

    Where hours at hand below 0 (new people who take more of others' time than they work) make the price not convex,
    its convex envelope takes its place, which is never above it.
    """
    points = np.sort(np.clip(_kinks(program, least, most), least, most), axis=0)
    prices = np.stack([cover(program, point).price(program) for point in points])
    found: list[tuple[float, float, float, float]] = []
    for role, week in np.ndindex(*least.shape):
        corners = _envelope(points[:, role, week], prices[:, role, week])
        for (x, y), (right, below) in pairwise(corners):
            if y > below:
                found.append((role, week, right - x, (y - below) / (right - x)))
    table = np.array(found, dtype=np.float64).reshape(-1, 4)
    return Segments(least, prices[0], table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def _kinks(program: Program, least: Floats, most: Floats) -> Floats:
    """[K, R, W] where the price may bend: a case is covered, or a stop-gap is used up."""
    need = np.moveaxis(program.need, 1, 0)
    share = program.overtime_share
    after_others = need - program.outsourced_most[:, None]
    ends = [(side - share * program.at_hand) / (1 + share) for side in (need, after_others)]
    return np.concatenate([need, after_others, *ends, np.stack([least, most, -program.at_hand])])


def _envelope(points: Floats, prices: Floats) -> list[tuple[float, float]]:
    """Corners of the largest convex function below the prices (the lower hull: Andrew 1979)."""
    hull: list[tuple[float, float]] = []
    for x, y in zip(points.tolist(), prices.tolist(), strict=True):
        if hull and x - hull[-1][0] < APART:
            continue
        while len(hull) > 1 and _above(hull[-2], hull[-1], (x, y)):
            hull.pop()
        hull.append((x, y))
    return hull


def _above(left: tuple[float, float], middle: tuple[float, float], right: tuple[float, float]) -> bool:
    """Whether the middle lies on or above the line between the others."""
    (x, y), (at, height), (end, below) = left, middle, right
    return (height - y) * (end - x) >= (below - y) * (at - x)
