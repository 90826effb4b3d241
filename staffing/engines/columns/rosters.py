"""A roster as the lines of its agents, and lines as a roster."""

from __future__ import annotations

import numpy as np

from staffing.engines.columns.program.relaxation import Line
from staffing.engines.columns.program.world import World
from staffing.problem import Integers
from staffing.roster import Roster


def lines_of_roster(world: World, roster: Roster) -> list[Line]:
    """The lines of a roster, of those agents whose networks allow theirs."""
    choices, found = choices_of(roster), []
    for agent in range(world.agents):
        line = world.line(agent, choices[agent])
        if line is not None:
            found.append(line)
    return found


def choices_of(roster: Roster) -> Integers:
    """[A, D] choices of a roster; the number of shifts stands for a day off."""
    found: Integers = np.where(roster.work.any(axis=2), roster.work.argmax(axis=2), roster.work.shape[2])
    return found


def roster_of(choices: Integers, shifts: int) -> Roster:
    """The roster of choices [A, D]; `shifts` stands for a day off."""
    return Roster.of(choices, shifts)
