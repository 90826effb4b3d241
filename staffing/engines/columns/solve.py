"""Solve a rostering problem by column generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from staffing.engines.columns.blocks import in_blocks
from staffing.engines.columns.lines import Lines, lines_of
from staffing.engines.columns.meter import Meter
from staffing.engines.columns.relaxation import Line
from staffing.engines.columns.search import Search
from staffing.engines.columns.world import World, world_of
from staffing.engines.ledger import exact_price
from staffing.engines.limits import Limits, Progress
from staffing.executor import Spec
from staffing.problem import Integers, Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import Rule

ENGINE = "columns"


def solve(
    problem: Problem,
    rules: Sequence[Rule],
    limits: Limits,
    progress: Progress | None = None,
    *,
    start: Roster | None = None,
    executor: Spec | str | None = None,
) -> Result:
    """The cheapest roster found under the rules, with a proven bound on the price of any.

    INFEASIBLE where somebody has no line of work at all, UNKNOWN where no roster was found. Ctrl-C keeps the best.
    """
    meter = Meter(limits)
    lines = lines_of(problem, rules)
    if lines.without_line:
        return Result(Status.INFEASIBLE, ENGINE, None, None, 0, (), meter.seconds)
    world = world_of(problem, rules, lines)
    search = Search(world, meter, limits.seed, progress)
    interrupted = False
    try:
        if start is not None:
            search.begin(_lines_of_roster(world, start))
        with in_blocks(executor, problem, rules) as onward:
            search.run(onward)
    except KeyboardInterrupt:
        interrupted = True
    hit = "interrupt" if interrupted else meter.hit
    return _result(_Case(problem, rules, limits, _engine(rules, lines)), search, hit)


@dataclass(frozen=True, eq=False)
class _Case:
    problem: Problem
    rules: Sequence[Rule]
    limits: Limits
    engine: str


def _engine(rules: Sequence[Rule], lines: Lines) -> str:
    """The engine's name, and the rules that its networks do not hold."""
    names = sorted({rules[place].rule for place, _ in lines.left})
    return f"{ENGINE}, with rows for {', '.join(names)}" if names else ENGINE


def _lines_of_roster(world: World, roster: Roster) -> list[Line]:
    """The lines of a roster, of those agents whose networks allow theirs."""
    works = roster.work.any(axis=2)
    choices = np.where(works, roster.work.argmax(axis=2), roster.work.shape[2])
    found = []
    for agent in range(world.agents):
        line = world.line(agent, choices[agent])
        if line is not None:
            found.append(line)
    return found


def _roster(choices: Integers, shifts: int) -> Roster:
    """The roster of choices [A, D]; `shifts` stands for a day off."""
    return Roster(choices[:, :, None] == np.arange(shifts))


def _result(case: _Case, search: Search, hit: str) -> Result:
    """The best roster at its exact price."""
    status = Status.INFEASIBLE if search.without_line else Status.UNKNOWN
    nothing = Result(status, case.engine, None, None, search.bound, (), search.meter.seconds, hit)
    if not search.legal:
        return nothing
    roster = _roster(search.choices, case.problem.shifts)
    price = exact_price(case.problem, case.rules, roster, case.limits.seed)
    if price is None:
        return nothing
    objective, ledger = price
    status = Status.OPTIMAL if objective <= search.bound else Status.FEASIBLE
    return Result(status, case.engine, roster, objective, search.bound, ledger, search.meter.seconds, hit)
