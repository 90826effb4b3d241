"""A few people searched anew by the direct engine, everybody else staying as they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from staffing.engines.direct.names import NeededCounts
from staffing.engines.direct.search import Search
from staffing.engines.limits import Limits
from staffing.engines.tours.classes import Kinds
from staffing.engines.tours.counted import counts_people
from staffing.problem import Integers, Problem
from staffing.result import Result
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.rule import Weight
from staffing.rules.team.fair_rule import FairRule

BESIDE = 8
"""People of the same kinds beside each of those who have to be there, where a search is one of very many."""
LARGEST = 40
"""So many of them at most."""


def neighbourhood(
    core: Sequence[int], kinds: Kinds, bound: Integers, random: np.random.Generator, beside: int = BESIDE
) -> Integers:
    """The core and some others of its kinds, none of whom is bound to people elsewhere; in their order."""
    alike = np.flatnonzero(np.isin(kinds.of, kinds.of[list(core)]))
    others = np.setdiff1d(alike, np.concatenate([bound, np.array(core, dtype=np.int64)]))
    chosen = random.choice(others, size=min(beside * len(core), LARGEST, len(others)), replace=False)
    found: Integers = np.sort(np.concatenate([np.array(core, dtype=np.int64), chosen]))
    return found


def asks_who(rules: Sequence[Rule]) -> list[Rule]:
    """The rules that a few people alone can be held to; rules that count people, and fairness, look at everybody."""
    return [rule for rule in rules if not counts_people(rule) and not isinstance(rule.stated, FairRule)]


def searched_among(
    part: Problem,
    rules: Sequence[Rule],
    like: Roster,
    kinds: Integers,
    limits: Limits,
    *,
    weight: Weight = "hard",
    start: Roster | None = None,
) -> Result:
    """The cheapest roster of a part under rules that ask who works, with as many people in each place as in `like`.

    `kinds` [people of the part]; `weight`: what a person of a kind counts, more or less than there was. The search
    starts from `start`, or from `like`.
    """
    places = np.unique(kinds, return_inverse=True)[1].ravel()
    cells = np.ndindex(int(places.max()) + 1, *like.work.shape[1:])
    needed = tuple((k, d, s, int(like.work[places == k, d, s].sum())) for k, d, s in cells)
    same = NeededCounts(weight=weight, class_of=tuple(places.tolist()), needed=needed)
    return Search(part, [*rules, same], limits, None).run(like if start is None else start, 1.0)
