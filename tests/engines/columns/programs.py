"""What the engine makes of a problem before it searches, and rosters as its lines."""

from __future__ import annotations

import numpy as np

from staffing.engines.columns.networks.lines import MOST_STATES, lines_of
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.program.price import price_of
from staffing.engines.columns.program.relaxation import Line, Matrix
from staffing.engines.columns.program.service import every_row
from staffing.engines.columns.program.world import World
from staffing.engines.limits import Limits
from staffing.problem import Problem
from staffing.roster import Roster
from staffing.rules import Rule

METER = Meter(Limits(work=1e9, seconds=1e9))
"""It never ends a search."""


def world_of(problem: Problem, rules: list[Rule], most_states: int = MOST_STATES) -> World:
    """The networks and the rows of a problem; a unit of a hard row costs ten times the dearest other."""
    lines = lines_of(problem, rules, most_states)
    rows = every_row(problem, rules, lines.left)
    prices = np.concatenate([rows.price_low, rows.price_high])
    hard_price = 10 * max(100.0, float(prices[np.isfinite(prices)].max(initial=0.0)))
    return World(lines, Matrix(rows, (problem.agents, problem.days, problem.shifts)), hard_price, 0.01)


def lines_in(world: World, roster: Roster) -> list[Line] | None:
    """The lines of a roster, at most one shift a day; None where a network does not allow one."""
    choices = np.where(roster.work.any(axis=2), roster.work.argmax(axis=2), roster.work.shape[2])
    found = [world.line(agent, choices[agent]) for agent in range(world.agents)]
    return [line for line in found if line is not None] if None not in found else None


def row_price(world: World, lines: list[Line]) -> tuple[float, bool]:
    """What lines cost with the rows, hard ones aside, and whether they miss a hard row."""
    price = price_of(world, lines)
    return price.value - price.broken * world.hard_price, price.broken > 0
