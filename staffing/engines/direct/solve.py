"""Solve a rostering problem: by CP-SAT alone, or from the counts of people who are alike."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from staffing.engines.direct.counts import count_model
from staffing.engines.direct.greedy import greedy_roster
from staffing.engines.direct.hint import values_of
from staffing.engines.direct.ledger import exact_price
from staffing.engines.direct.mixed import Needed, solve_counts
from staffing.engines.direct.names import NeededCounts
from staffing.engines.direct.search import ENGINE, Search
from staffing.engines.limits import Limits, Progress
from staffing.problem import Integers, Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules import Rule

ALONE = 40
"""Up to so many people of one skill group the search needs no counts to start from."""
COUNTS_GAP = 0.005
"""The counts are searched until they are so near to their bound."""
NAMES_WORK = 0.3
"""Part of the search's work with which names are sought, half of it for their price."""
AFTER_COUNTS = 0.1
"""Part of the search's work that the price may take after the counts: they leave little to gain."""
COUNTS_TIME, COUNTS_TIME_OF_MANY = 0.3, 0.75
"""Share of the clock's guard that they may take; of many people there is little to gain after them."""
MANY = 150
"""From so many people on the search agent by agent finds nothing that the counts have not found."""


def solve(
    problem: Problem,
    rules: Sequence[Rule],
    limits: Limits,
    progress: Progress | None = None,
    *,
    start: Roster | None = None,
) -> Result:
    """The cheapest roster under the rules, or the reason why there is none in `Result.status`.

    The bound is the proven lower bound of CP-SAT, or of the counts, on the price of any roster in the fluid model.
    Ctrl-C keeps the best. The search starts from `start`, or from the counts or a greedy roster. Raises OutsideError
    when a solver refuses its model.
    """
    search = Search(problem, rules, limits, progress)
    if start is None and _counts_help(problem, search):
        found = _from_counts(search)
    else:
        found = search.run(greedy_roster(problem, rules) if start is None else start)
    return _worth(search, found)


def _worth(search: Search, found: Result) -> Result:
    """A roster whose search was cut, at what it costs: the search may have left its work badly served."""
    if found.roster is None or found.status == Status.OPTIMAL or found.limit_hit == "interrupt":
        return found
    price = exact_price(search.problem, search.rules, found.roster, search.limits.seed)
    if price is None or found.objective is None or price[0] >= found.objective:
        return found
    status = Status.OPTIMAL if price[0] <= found.bound else found.status
    return replace(found, objective=price[0], ledger=price[1], status=status)


def _counts_help(problem: Problem, search: Search) -> bool:
    """Whether the search should begin with how many people of each class are needed.

    A small team of people who all do everything is proven optimal faster without.
    """
    return search.translation.has_flow and (problem.demand.groups > 1 or problem.agents > ALONE)


def _from_counts(search: Search) -> Result:
    """The search from a roster that has the people whom the counts need; the counts' bound counts as well."""
    translation, many = search.translation, search.problem.agents > MANY
    counted = count_model(translation.model, translation.stated)
    seconds = (COUNTS_TIME_OF_MANY if many else COUNTS_TIME) * search.limits.seconds
    first, cut = greedy_roster(search.problem, search.rules), False
    try:
        needed = solve_counts(counted, COUNTS_GAP, seconds, search.limits.seed)
    except KeyboardInterrupt:
        search.limit_hit = "interrupt"
        needed = Needed(None, 0, True)
    if search.progress is not None:
        search.progress("price", None, needed.bound)
    if needed.counts is not None:
        first, cut = _named(search, counted.class_of, needed.counts, first)
    found = search.result(Status.UNKNOWN, None, 0, ())
    if search.limit_hit or (needed.counts is not None and many):
        found = search.better_of(found, first, values_of(translation.model, first))
    if found.roster is None and not search.limit_hit:
        found = search.run(first, AFTER_COUNTS)
    bound = max(found.bound, needed.bound)
    proven = found.objective is not None and found.objective <= bound
    return replace(
        found,
        bound=bound,
        seconds=time.monotonic() - search.started,
        status=Status.OPTIMAL if proven else found.status,
        engine=f"{ENGINE}, from counts" + (" that the clock cut" if needed.cut or cut else ""),
    )


def _named(search: Search, class_of: Integers, needed: Integers, otherwise: Roster) -> tuple[Roster, bool]:
    """The roster nearest to the counts under the rules in which it matters who works, and whether the clock cut it."""
    cells = tuple((int(k), int(d), int(s), int(needed[k, d, s])) for k, d, s in np.ndindex(needed.shape))
    target = NeededCounts(class_of=tuple(class_of.tolist()), needed=cells)
    rules = [*(rule for rule in search.rules if rule.stated.by_name), target]
    left = max(1.0, search.limits.seconds - (time.monotonic() - search.started))
    limits = replace(search.limits, work=search.limits.work * NAMES_WORK, seconds=left)
    found = Search(search.problem, rules, limits, None).run(otherwise)
    if found.limit_hit == "interrupt":
        search.limit_hit = "interrupt"
    return (otherwise if found.roster is None else found.roster), found.limit_hit == "time"
