"""From a mixture of rosters to one: people take whole lines, some at a time, and the others mix anew beside them."""

from __future__ import annotations

import numpy as np

from staffing.engines.columns.program.mixture import Mixture
from staffing.engines.columns.program.relaxation import Line
from staffing.engines.columns.search.response import best_beside

SHARE = 0.02
"""Of the people who take whole lines before the others mix anew."""
ROUNDS = 3
"""Turns of the others each time."""


def rounded(mixture: Mixture) -> dict[int, Line]:
    """A line for each agent; those of now go into the mixture."""
    program, random, lines = mixture.program, np.random.default_rng(0), dict[int, Line]()
    rest = random.permutation(len(program.agents)).tolist()
    count = max(1, round(SHARE * len(rest)))
    while rest:
        for agent in rest[:count]:
            others = mixture.brought - mixture.of_agent(agent)
            line = best_beside(program, agent, others, mixture.prices())
            if line is not None:
                mixture.take(agent, line)
                lines[agent] = line
        rest = rest[count:]
        for agent in ROUNDS * rest:
            if not program.meter.spent():
                mixture.turn(agent)
    return lines
