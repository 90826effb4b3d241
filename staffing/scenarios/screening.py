"""Screening: a glance at many scenarios, so that only the best need a search and a simulation case by case.

No roster is searched for. Whoever is in the base works as there, whoever comes works the neediest shifts, and where the
rules of the game are others everybody starts anew by the same logic (engines/direct/greedy.py). The work then flows
through that roster (simulate/fluid_screen.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from staffing.build.desk import build_desk
from staffing.build.people import rostered
from staffing.build.problem import places_for
from staffing.engines.direct.greedy import greedy_roster
from staffing.outlook import Outlook, sample_paths
from staffing.problem import OFF
from staffing.roster import Roster
from staffing.scenarios.apply import apply
from staffing.scenarios.figures import Screen
from staffing.scenarios.task import Question, Source, base_of, outlook_of
from staffing.service.pay import cost_of, paid_minutes_of
from staffing.simulate.fluid_screen import screen

REPLICATIONS = 400
"""Simulated plans of a glance: the share of good weeks to within three points at 90%."""


@dataclass(frozen=True, eq=False)
class Known:
    """The base's roster: work [A, D, S] of whom, and what its shifts are called."""

    work: NDArray[np.bool_]
    agents: tuple[str, ...]
    shifts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Glance:
    """A scenario to be screened, and the base's roster."""

    question: Question
    known: Known


def screen_of(glance: Glance) -> Screen:
    """What a scenario looks like at a glance. Raises InputError for differences that lead nowhere."""
    question = glance.question
    outlook = outlook_of(question.source, apply(base_of(question.source), question.scenario))
    roster = _roster(outlook, glance.known)
    problem, targets = outlook.problem, outlook.workspace.team.targets
    desk = build_desk(outlook.workspace, outlook.places, problem, roster, outlook.forecast, outlook.bridge)
    seed = question.settings.seed
    found = screen(desk, sample_paths(outlook, REPLICATIONS, seed), target=targets.rate_24h, seed=seed)
    return Screen(
        rate_mean=found.rate_mean,
        probability_met=found.probability_met,
        confidence=targets.confidence,
        headcount=problem.agents,
        paid_hours=int(paid_minutes_of(problem, roster).sum()) / 60,
        cost=cost_of(problem, roster) / 100,
    )


def known_roster(source: Source, roster: bytes) -> Known:
    """The base's roster, from its figures' `samples.roster`."""
    base = base_of(source)
    agents, shifts = tuple(agent.agent_id for agent in rostered(base)), places_for(base).shift_names
    shape = len(agents), 7 * base.weeks, len(shifts)
    work = np.unpackbits(np.frombuffer(roster, dtype=np.uint8), count=int(np.prod(shape))).reshape(shape)
    return Known(work.astype(bool), agents, shifts)


def _roster(outlook: Outlook, known: Known) -> Roster:
    """The base's lines where they may still be worked, and the neediest shifts for everybody else."""
    problem, pins = outlook.problem, outlook.problem.pins.copy()
    if known.shifts == problem.shift_names:
        before = dict(zip(known.agents, known.work, strict=True))
        may = problem.available[:, problem.history_days :] & problem.contract_allows[:, None, :]
        for agent, name in enumerate(problem.agent_names):
            line = before.get(name)
            if line is not None and not (line & ~may[agent]).any():
                pins[agent] = np.where(line.any(axis=1), line.argmax(axis=1), OFF)
    return greedy_roster(replace(problem, pins=pins), outlook.rules)
