"""Part of a roster to be searched anew: some people, on all days or in some weeks, while the rest stays as it is.

Large neighbourhood search (Shaw 1998, CP-98, LNCS 1520) with column generation inside: the bound of the part tells at
once where nothing can be gained, and then the dive is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.program.master import Program
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.program.relaxation import Given, Line
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.columns.program.world import World
from staffing.engines.columns.search.dive import Diving, dive
from staffing.problem import Flags, Integers


@dataclass(frozen=True, eq=False)
class Part:
    """Who is searched anew, and on which days [D]."""

    agents: tuple[int, ...]
    days: Flags
    share: float
    """Of the open cells that a dive fixes at a step."""


@dataclass(frozen=True, eq=False)
class Found:
    """What the search of a part came to: better lines, or none; the lines met; and whether the bound ended it."""

    better: tuple[Line, ...]
    met: tuple[Line, ...]
    closed: bool


@dataclass(frozen=True, eq=False)
class Best:
    """The best roster so far, what it costs and what each row [R] of it, and prices [R] for the first questions."""

    roster: Mapping[int, Line]
    cost: float
    paid: Numbers
    prices: Numbers


def search_part(world: World, meter: Meter, best: Best, part: Part, known: tuple[Line, ...]) -> Found:
    """Lines for a part that make the whole roster cheaper, if any are found; `known`: lines to begin with."""
    roster, cost = best.roster, best.cost
    program = Program(world, meter, part.agents, _given(world, best, part))
    for agent in part.agents:
        program.relaxation.add(roster[agent])
        program.own[agent] = _held(world.lines.own[agent], roster[agent].choices, part.days)
    for line in known:
        if (line.choices == roster[line.agent].choices)[~part.days].all():
            program.relaxation.add(line)
    program.mean = np.where(program.given.rows, best.prices, 0.0)
    program.price(program.mean, part.agents)
    solution = program.converge(ceiling=cost)
    if solution is None:
        return Found((), (), False)
    if program.hopeless(cost):
        return Found((), (), True)
    better = dive(program, solution, Diving(part.share), cost)
    return Found(tuple(better or ()), tuple(program.relaxation.lines), False)


def _given(world: World, best: Best, part: Part) -> Given:
    """What stays: the others' lines, and rows that the part cannot change."""
    rows = world.matrix.touched(part.agents, part.days)
    others = [line for agent, line in best.roster.items() if agent not in part.agents]
    fixed = float(sum(line.cost for line in others) + best.paid[~rows].sum())
    return Given(world.matrix.brought(others), rows, fixed)


def _held(own: Integers, choices: Integers, days: Flags) -> Integers:
    """Prices of choices with those of the other days held as they are."""
    if days.all():
        return own
    held = own.copy()
    other = np.arange(own.shape[1]) != choices[:, None]
    held[other & ~days[:, None]] = NEVER
    return held
