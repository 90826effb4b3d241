"""Rivals of the tours engine on the cover problem: CP-SAT over agent x day x shift, as first written; pyworkforce."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from staffing.bench.scale.instance import Case
from staffing.problem import OFF, Flags, Problem
from staffing.roster import Roster

REST, APART, RUN = 660, 240, 6
"""Minutes of rest and between starts of two days in a row, and days in a row, as the rules of the case have them."""
DAY = 1440
WORKERS = 2


@dataclass(frozen=True)
class Found:
    """What a rival came to."""

    stated: str
    status: str
    roster: Roster | None
    bound: int | None


def plain_cp_sat(case: Case, seconds: float, seed: int) -> Found:
    """A boolean for each agent, day and shift that can be worked; no hints, no order of search."""
    problem, begun = case.problem, time.monotonic()
    model = cp_model.CpModel()
    x = {cell: model.new_bool_var("") for cell in map(tuple, np.argwhere(allowed(problem)).tolist())}
    _lines(model, problem, x)
    for stretch in problem.cover:
        there = [x[a, d, s] for d, s in stretch.cells for a in range(problem.agents) if (a, d, s) in x]
        model.add(cp_model.LinearExpr.sum(there) >= stretch.people - stretch.present)
    minutes = problem.credited_minutes.tolist()
    model.minimize(cp_model.LinearExpr.weighted_sum(list(x.values()), [minutes[s] for _, _, s in x]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = WORKERS, seed
    solver.parameters.max_time_in_seconds = max(1.0, seconds - (time.monotonic() - begun))
    status = solver.solve(model)
    name = solver.status_name(status).lower()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found("everything", name, None, int(solver.best_objective_bound))
    work = np.zeros((problem.agents, problem.days, problem.shifts), dtype=bool)
    for cell, variable in x.items():
        work[cell] = solver.boolean_value(variable)
    return Found("everything", name, Roster(work), int(solver.best_objective_bound))


def allowed(problem: Problem) -> Flags:
    """[A, D, S] shifts that the rules about single days let somebody work, with leave and the last day of the past."""
    first = problem.history_days
    free = problem.employed & ~problem.on_leave
    can: Flags = problem.available[:, first:] & problem.contract_allows[:, None] & free[:, first:, None]
    at_home = problem.agent_site[:, None] == problem.shift_site
    can = can & at_home[:, None]
    after = np.concatenate([problem.on_leave[:, first + 1 :], problem.leave_after[:, None]], axis=1)
    midnights = problem.site_midnights[problem.agent_site][:, first + 1 :, None]
    can = can & ~(after[:, :, None] & (problem.shift_end[first:] > midnights))
    apart = forbidden_pairs(problem)
    before = problem.history[:, -1]
    can[:, 0] &= ~np.where((before == OFF)[:, None], False, apart[before])
    return can


def forbidden_pairs(problem: Problem) -> Flags:
    """[S, S] shifts that cannot follow each other on the next day."""
    first, clock = problem.history_days, problem.labour.clock[:, 0]
    rest = problem.shift_start[first + 1][None] - problem.shift_end[first][:, None]
    later = (clock[None] - clock[:, None]) % DAY
    pairs: Flags = (rest < REST) | (np.minimum(later, DAY - later) > APART)
    return pairs


def _lines(model: cp_model.CpModel, problem: Problem, x: dict[tuple[int, ...], Any]) -> None:
    """What holds for each agent alone."""
    apart, minutes = forbidden_pairs(problem), problem.credited_minutes.tolist()
    worked = problem.history != OFF
    for a in range(problem.agents):
        days = [{s: x[a, d, s] for s in range(problem.shifts) if (a, d, s) in x} for d in range(problem.days)]
        for day in days:
            model.add_at_most_one(day.values())
        for today, tomorrow in pairwise(days):
            for s, one in today.items():
                for t, other in tomorrow.items():
                    if apart[s, t]:
                        model.add_bool_or([~one, ~other])
        every = [(minutes[s], one) for day in days for s, one in day.items()]
        rest = 2 if int(problem.contract_days[a]) == 5 else 1
        model.add(sum(one for _, one in every) <= min(int(problem.days_due[a, 0]), problem.days - rest))
        model.add(sum(paid * one for paid, one in every) <= int(problem.minutes_due[a, 0]))
        run = int(np.cumprod(worked[a, ::-1]).sum())
        if run:
            head = [one for day in days[: max(0, RUN - run) + 1] for one in day.values()]
            model.add(sum(head) <= max(0, RUN - run))


def by_pyworkforce(case: Case, seconds: float, seed: int) -> Found:
    """Its two steps: shifts that cover the week, then people for them.

    The first knows no people; the second knows no days and no hours a week. Its form of shifts that cannot follow each
    other forbids any shift after one that has such, and the shift itself where it has several (version 0.5.1), so
    it is left away.
    """
    try:
        from pyworkforce.rostering.binary_programming import MinHoursRoster
        from pyworkforce.scheduling import MinRequiredResources
    except ImportError:
        raise SystemExit("pyworkforce is not installed: pip install -r benchmarks/requirements-tours.txt") from None
    problem, begun = case.problem, time.monotonic()
    cells = {f"{d}.{s}": (d, s) for d in range(problem.days) for s in range(problem.shifts)}
    reach = {name: [int(cell in each.cells) for each in problem.cover] for name, cell in cells.items()}
    cost = {name: int(problem.credited_minutes[s]) for name, (_, s) in cells.items()}
    needed = [[max(0, each.people - each.present) for each in problem.cover]]
    most = problem.agents * problem.shifts
    first = MinRequiredResources(
        1, len(problem.cover), reach, needed, most, problem.agents, cost, max_search_time=seconds / 2
    )
    first.solver.parameters.num_workers, first.solver.parameters.random_seed = WORKERS, seed
    covered = first.solve()
    stated = "cover, then who by availability"
    if covered["cost"] < 0:
        return Found(stated, f"cover {covered['status']}".lower(), None, None)
    wanted = {str(s): [0] * problem.days for s in range(problem.shifts)}
    for row in covered["resources_shifts"]:
        day, shift = cells[row["shift"]]
        wanted[str(shift)][day] = row["resources"]
    bans = [{"resource": f"{a}", "shift": f"{s}", "day": d} for a, d, s in np.argwhere(~allowed(problem)).tolist()]
    second = MinHoursRoster(
        num_days=problem.days,
        resources=[f"{a}" for a in range(problem.agents)],
        shifts=list(wanted),
        shifts_hours=(problem.credited_minutes // 60).tolist(),
        min_working_hours=0,
        banned_shifts=bans,
        max_resting=problem.days,
        required_resources=wanted,
        max_search_time=max(1.0, seconds - (time.monotonic() - begun)),
    )
    rostered = second.solve()
    said = f"cover {covered['status']}, people {rostered['status']}".lower()
    if rostered["cost"] < 0:
        return Found(stated, said, None, None)
    work = np.zeros((problem.agents, problem.days, problem.shifts), dtype=bool)
    for row in rostered["resource_shifts"]:
        work[int(row["resource"]), row["day"], int(row["shift"])] = True
    return Found(stated, said, Roster(work), None)
