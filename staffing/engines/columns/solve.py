"""Solve a rostering problem by column generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from staffing.engines.columns.networks.lines import Lines, lines_of
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.program.world import world_of
from staffing.engines.columns.rosters import lines_of_roster, roster_of
from staffing.engines.columns.search.blocks import in_blocks
from staffing.engines.columns.search.search import Search
from staffing.engines.columns.waiting import Found, less_waiting
from staffing.engines.direct.ledger import exact_price
from staffing.engines.limits import Limits, Progress
from staffing.executor import Spec
from staffing.problem import Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import Rule

ENGINE = "columns"
FOR_THE_PRICE = 0.5
"""Share of the limits that the search for the price may use where work waits; the rest is the tie-break's."""


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
    Where a rule asks for the backlog, rosters of that price are then searched for one under which less work waits.
    """
    meter = Meter(limits)
    lines = lines_of(problem, rules)
    if lines.without_line:
        return Result(Status.INFEASIBLE, ENGINE, None, None, 0, (), meter.seconds)
    world = world_of(problem, rules, lines)
    if world.service is not None:
        meter.limits = replace(limits, work=FOR_THE_PRICE * limits.work, seconds=FOR_THE_PRICE * limits.seconds)
    search = Search(world, meter, limits.seed, progress)
    interrupted = False
    try:
        if start is not None:
            search.begin(lines_of_roster(world, start))
        with in_blocks(executor, problem, rules) as onward:
            search.run(onward)
    except KeyboardInterrupt:
        interrupted = True
    hit = "interrupt" if interrupted else meter.cut
    case = _Case(problem, rules, limits, engine_name(rules, lines, search.lost))
    found = _result(case, search, hit)
    if world.service is None or found.roster is None or interrupted:
        return found
    return _calmer(case, found, meter, progress)


@dataclass(frozen=True, eq=False)
class _Case:
    problem: Problem
    rules: Sequence[Rule]
    limits: Limits
    engine: str


def engine_name(rules: Sequence[Rule], lines: Lines, lost: int) -> str:
    """The engine's name, the rules that its networks do not hold, and how many blocks were lost on their way."""
    names = sorted({rules[place].rule for place, _ in lines.left})
    rows = f", with rows for {', '.join(names)}" if names else ""
    gone = f", {lost} blocks lost with their workers" if lost > 1 else ", 1 block lost with its worker" if lost else ""
    return f"{ENGINE}{rows}{gone}"


def _result(case: _Case, search: Search, hit: str) -> Result:
    """The best roster at its exact price."""
    status = Status.INFEASIBLE if search.without_line else Status.UNKNOWN
    nothing = Result(status, case.engine, None, None, search.bound, (), search.meter.seconds, hit)
    if not search.legal:
        return nothing
    roster = roster_of(search.choices, case.problem.shifts)
    price = exact_price(case.problem, case.rules, roster, case.limits.seed)
    if price is None:
        return nothing
    objective, ledger = price
    status = Status.OPTIMAL if objective <= search.bound else Status.FEASIBLE
    return Result(status, case.engine, roster, objective, search.bound, ledger, search.meter.seconds, hit)


def _calmer(case: _Case, found: Result, meter: Meter, progress: Progress | None) -> Result:
    """The roster after the tie-break. Its end by work changes neither price nor bound, and is not told."""
    assert found.roster is not None
    assert found.objective is not None
    left = replace(case.limits, work=case.limits.work - meter.work, seconds=case.limits.seconds - meter.seconds)
    given = Found(found.roster, (found.objective, found.ledger), "")
    try:
        calm = less_waiting((case.problem, case.rules), given, left, progress)
    except KeyboardInterrupt:
        calm = replace(given, hit="interrupt")
    objective, ledger = calm.price
    return replace(
        found,
        status=Status.OPTIMAL if objective <= found.bound else Status.FEASIBLE,
        roster=calm.roster,
        objective=objective,
        ledger=ledger,
        seconds=meter.seconds,
        limit_hit=calm.hit if calm.hit in ("time", "interrupt") else found.limit_hit,
    )
