"""Which engine solves a problem, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from staffing.engines import columns, direct, tours
from staffing.engines.direct.ledger import Priced, exact_price
from staffing.engines.limits import Limits, Progress
from staffing.engines.tours.blocks.deal import blocks_for
from staffing.engines.tours.price import crowd_price
from staffing.executor import Spec, on_all_cores
from staffing.problem import Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import Rule

SMALL = 100
"""Up to so many days of people the direct engine proves its roster, or is as good."""
FEW_OF_ONE_GROUP, SMALL_OF_ONE_GROUP = 12, 400
"""The same for up to so many people where work waits and everybody serves the same: the direct engine leaves less
waiting for longer then. From some more people on it ends at several times the price (docs/engines.md)."""
MANY, OF_WEEKS = 100, 9
"""From so many people on, over fewer days than so many, people who are alike are counted first. Over longer times
there are nearly as many different lines as people, and it is so from `VERY_MANY` on (docs/engines.md)."""
VERY_MANY = 150
OF_THE_WORK = 0.6
"""Share of the limit on work that the column engine has where work waits: its unit takes longer there than the direct
engine's, and calibration goes on after it within the same time."""


def solve(
    problem: Problem,
    rules: Sequence[Rule],
    limits: Limits,
    progress: Progress | None = None,
    *,
    start: Roster | None = None,
    engine: str = "auto",
    executor: Spec | str | None = None,
) -> Result:
    """The cheapest roster that an engine finds under the rules, or the reason why there is none in `Result.status`.

    `engine`: one of `ENGINES`, or `auto`. `Result.because` says what spoke for the engine that was taken. `executor`:
    where engines that search in blocks do so, see `placed`; without it, and for the direct engine, in this process.
    """
    name, because = chosen(problem, rules, engine)
    executor = placed(problem, name, executor)
    whole = limits
    if name == "columns" and engine == "auto" and _of_backlog(rules):
        limits = replace(limits, work=OF_THE_WORK * limits.work)
    if name == "direct":
        return replace(direct.solve(problem, rules, limits, progress, start=start), because=because)
    search, words = (tours.solve, "tours") if name == "tours" else (columns.solve, "column")
    found = search(problem, rules, limits, progress, start=start, executor=executor)
    left = limits.seconds - found.seconds
    if engine != "auto" or found.status != Status.UNKNOWN or found.limit_hit == "interrupt" or left <= 1:
        return replace(found, because=because)
    again = direct.solve(problem, rules, replace(whole, seconds=left), progress, start=start)
    return replace(
        again,
        bound=max(again.bound, found.bound),
        seconds=again.seconds + found.seconds,
        because=f"the {words} engine found no roster",
    )


def priced(problem: Problem, rules: Sequence[Rule], roster: Roster, seed: int = 1) -> Priced | None:
    """What a given roster costs under the rules, and for what; None where it breaks a hard one."""
    if problem.agents < MANY:
        return exact_price(problem, rules, roster, seed)
    return crowd_price(problem, rules, roster)


def placed(problem: Problem, engine: str, executor: Spec | str | None) -> Spec | str | None:
    """Where an engine searches: with `auto` on all cores where the tours engine has several blocks, else here.

    The column engine would search otherwise with an executor than without one, and is not given one unasked.
    """
    if executor != "auto":
        return executor
    return on_all_cores(blocks_for(problem.agents)) if engine == "tours" else None


def chosen(problem: Problem, rules: Sequence[Rule], engine: str) -> tuple[str, str]:
    """The engine for a problem, and what speaks for it."""
    if engine != "auto":
        return engine, "asked for"
    size, backlog = problem.agents * problem.days, _of_backlog(rules)
    people = f"{problem.agents} people over {problem.days} days"
    if problem.agents >= (MANY if problem.days < OF_WEEKS else VERY_MANY):
        blocks = blocks_for(problem.agents)
        return "tours", people + (f", in {blocks} blocks" if blocks > 1 else "")
    if not backlog:
        return ("columns", f"{people}, no backlog") if size > SMALL else ("direct", f"only {people}")
    groups = problem.demand.groups
    waits = f"{groups} skill group{'s' if groups > 1 else ''}, a backlog (for {', '.join(backlog)})"
    small = size <= (SMALL if groups > 1 or problem.agents > FEW_OF_ONE_GROUP else SMALL_OF_ONE_GROUP)
    return ("direct", f"only {people}, {waits}") if small else ("columns", f"{people}, {waits}")


def _of_backlog(rules: Sequence[Rule]) -> list[str]:
    """The rules that look at work that waits."""
    return sorted({rule.stated.rule for rule in rules if rule.stated.of_backlog})
