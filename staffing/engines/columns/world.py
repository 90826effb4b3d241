"""What stays the same in all programs of one problem, stated from the problem and its rules."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from staffing.engines.columns.lines import Lines
from staffing.engines.columns.master import World
from staffing.engines.columns.relaxation import Matrix
from staffing.engines.columns.rows import Rows
from staffing.engines.columns.service import every_row
from staffing.problem import Problem
from staffing.rules import Rule

HARD = 10
"""A unit by which a hard row is missed costs so many times the dearest unit of the other rows."""


def world_of(problem: Problem, rules: Sequence[Rule], lines: Lines) -> World:
    """The networks of the agents' lines, and the rows that join them."""
    rows = every_row(problem, rules, lines.left)
    return World(lines, Matrix(rows, (problem.agents, problem.days, problem.shifts)), *_prices(rows))


def _prices(rows: Rows) -> tuple[float, float]:
    """The price of a unit by which a hard row is missed, and the least by which prices of two rosters differ."""
    prices = np.concatenate([rows.price_low, rows.price_high])
    priced = prices[np.isfinite(prices)]
    # prices are whole numbers but where parts of minutes are served
    return HARD * max(100.0, float(priced.max(initial=0.0))), 0.01 if rows.served[0] else 1.0
