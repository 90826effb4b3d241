"""A rostering problem of any size that can be met: two sites, three shifts, leave, availability, pins and cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from staffing.engines.direct.translate import translate
from staffing.problem import OFF, CoverStretch, Demand, Problem
from staffing.roster import Roster
from staffing.rules import ALWAYS, Rule
from staffing.rules.agent.guaranteed_minutes import GuaranteedMinutes
from staffing.rules.agent.max_consecutive_days import MaxConsecutiveDays
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.agent.weekly_rest_days import WeeklyRestDays
from staffing.rules.team.min_on_queue import MinOnQueue
from tests.rules.worlds import tiny_demand

SHIFTS = ("M", "L", "N", "B")
"""Three at the first site, and the one of the small second one."""
STARTS = np.array([360, 840, 1320, 480])
PAST = 7
SMALL = 3
"""The last so many agents are at the second site."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day_name(day: int) -> str:
    return f"{WEEKDAYS[day % 7]} {day + 2:02d} Nov"


def hard_rules(*more: Rule) -> list[Rule]:
    """What a strict team has: every rule that always holds, hard where it can be, and rest, runs and days off."""
    strict = {"guaranteed_minutes": GuaranteedMinutes(weight="hard"), "min_on_queue": MinOnQueue(weight="hard")}
    always = [strict.get(kind.name()) or kind.model_validate({}) for kind in ALWAYS]
    return [*always, MinRest(), MaxConsecutiveDays(), WeeklyRestDays(), *more]


def empty_world(agents: int, weeks: int = 1, **changes: Any) -> Problem:
    """Nobody has leave, a pin or a guarantee; nothing is to be covered; nobody worked before."""
    days = 7 * weeks
    total = PAST + days
    midnights = (np.arange(total + 1) - PAST) * 1440
    starts = midnights[:-1, None] + STARTS
    site = np.where(np.arange(agents) >= agents - SMALL, 1, 0)
    weekly = (agents, weeks)
    problem = Problem(
        agent_names=tuple(f"a{n:02d}" for n in range(agents)),
        shift_names=SHIFTS,
        queue_names=("q",),
        day_names=tuple(day_name(n) for n in range(total)),
        history_days=PAST,
        day_start=midnights,
        week=np.arange(total) // 7 - 1,
        weekend=np.arange(total) % 7 >= 5,
        shift_start=starts,
        shift_end=starts + 480,
        paid_minutes=np.full(starts.shape, 480),
        credited_minutes=np.full(4, 480),
        late=np.array([False, True, True, False]),
        history=np.full((agents, PAST), OFF),
        contract_allows=np.ones((agents, 4), dtype=bool),
        available=np.ones((agents, total, 4), dtype=bool),
        on_leave=np.zeros((agents, total), dtype=bool),
        employed=np.ones((agents, total), dtype=bool),
        contract_days=np.full(agents, 5),
        days_due=np.full(weekly, 5),
        minutes_due=np.full(weekly, 2400),
        minutes_guaranteed=np.zeros(weekly, dtype=np.int64),
        pins=np.full((agents, days), OFF),
        wishes=(),
        cover=(),
        demand=_demand(days),
        site_names=("here", "there"),
        agent_site=site,
        shift_site=np.array([0, 0, 0, 1]),
        site_midnights=np.stack([midnights, midnights]),
    )
    return replace(problem, **changes)


def busy_world(agents: int, weeks: int, seed: int) -> tuple[Problem, Roster]:
    """A world with leave, patterns, guarantees, cover and pins, and a roster that meets its hard rules."""
    draw = np.random.default_rng(seed)
    problem = empty_world(agents, weeks)
    first, last = problem.history_days, len(problem.day_names)
    leave, available = problem.on_leave.copy(), problem.available.copy()
    allows, guaranteed = problem.contract_allows.copy(), np.full((agents, weeks), 1440)
    for agent in range(agents - SMALL):
        if draw.random() < 0.2:
            begin = int(draw.integers(first, last - 1))
            leave[agent, begin : begin + 2] = True
            guaranteed[agent] = 480
        if draw.random() < 0.2:
            available[agent, draw.integers(0, 7) :: 7] = False
        if draw.random() < 0.2:
            allows[agent, 2] = False
    problem = replace(
        problem, on_leave=leave, available=available, contract_allows=allows, minutes_guaranteed=guaranteed
    )
    roster = roster_that_meets(problem, hard_rules(), seed)
    assert roster is not None
    cover = tuple(
        stretch(problem, day, shift, int(there) * 3 // 4)
        for (day, shift), there in np.ndenumerate(roster.work[:, :, :3].sum(axis=0))
        if there > 1
    )
    pins = problem.pins.copy()
    works = np.argwhere(roster.work[: agents - SMALL])
    for agent, day, shift in works[draw.random(len(works)) < 0.05]:
        pins[agent, day] = shift
    return replace(problem, cover=cover, pins=pins), roster


def stretch(problem: Problem, day: int, shift: int, people: int) -> CoverStretch:
    """The whole of one shift on a planned day as open time."""
    start = int(problem.shift_start[problem.history_days + day, shift])
    return CoverStretch(start, start + 480, people, 0, ((day, shift),), day, f"{SHIFTS[shift]} hours")


def roster_that_meets(problem: Problem, rules: Sequence[Rule], seed: int = 1) -> Roster | None:
    """A roster that meets the hard rules; None where the engine's own model says that there is none.

    Raises TimeoutError where that takes long.
    """
    translation = translate(problem, [rule for rule in rules if rule.hard])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = 10
    status = solver.solve(translation.solver_model)
    if status == cp_model.INFEASIBLE:
        return None
    if status == cp_model.UNKNOWN:
        raise TimeoutError
    cells = translation.model.work[:, problem.history_days :]
    flags = [bool(solver.value(translation.variables[v])) for v in cells.ravel()]
    return Roster(np.array(flags).reshape(cells.shape))


def _demand(days: int) -> Demand:
    """Work for the first two shifts; what the others add is as much."""
    demand = tiny_demand(days)
    return replace(demand, capacity=np.concatenate([demand.capacity, demand.capacity], axis=1))
