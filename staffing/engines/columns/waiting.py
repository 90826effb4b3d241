"""The tie-break: of rosters that cost nearly what the one found does, one under which less work waits.

To the rules comes one more, of a point for each minute that waits for an interval, and theirs count many times as much.
Then parts of the roster are searched anew as for the price. Where a point of price counts for more than all that could
wait less, dives see nothing but the price; so it counts for little at first, and for more where the roster has become
dearer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np

from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.program.world import world_of
from staffing.engines.columns.rosters import lines_of_roster, roster_of
from staffing.engines.columns.search.parts import Kind
from staffing.engines.columns.search.search import Search
from staffing.engines.direct.ledger import Priced, exact_price
from staffing.engines.limits import Limits, Progress
from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.bound import Bound
from staffing.rules.model import Model
from staffing.rules.rule import Weight

STAGES = ((1_000, 1, 0.7), (4_000, 2, 1.0))
"""Minutes x intervals of waiting for which a price point counts; so many times as many people in a part as in the
search for the price, as what few people can do is done then; and the share of what is left that this may use."""
NEARLY, POINTS = 0.01, 25
"""A roster that is dearer by no more than this share, or than so many points, costs nearly the same."""
WEEK, MANY = 7, 12
"""What waits is a matter of neighbouring days: there are parts of so many days and people at any horizon above."""
PATIENCE, LITTLE = 5, 0.01
"""A stage ends after so many parts in turn that gained less than this share of price and waiting each."""


class LessWaiting(Rule):
    """Not written by people: no work waits."""

    rule: Literal["less_waiting"] = "less_waiting"
    weight: Weight = 1
    kind: ClassVar = "team"
    by_name: ClassVar = False
    of_backlog: ClassVar = True
    law: ClassVar = "No work waits at the end of an interval."
    unit: ClassVar = "minutes x intervals"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        return iter(())  # nobody is told of it

    def bounds(self, model: Model) -> Iterator[Bound]:
        flow, demand = model.flow, model.problem.demand
        waits = np.concatenate([flow.backlog.ravel(), flow.pool.ravel()])
        given_up = flow.given_up.ravel()  # may be so at once: it counts as if it had waited for all of its age
        ages = np.full(len(given_up), demand.maximum_age)
        signs = np.concatenate([np.ones(len(waits), dtype=np.int64), ages])
        yield Bound(np.concatenate([waits, given_up]), signs, high=0)


@dataclass(frozen=True, eq=False)
class Found:
    """A roster, its price and ledger, and the limit that was met."""

    roster: Roster
    price: Priced
    hit: str


Case = tuple[Problem, Sequence[Rule]]


def less_waiting(case: Case, found: Found, limits: Limits, progress: Progress | None) -> Found:
    """A roster of nearly the same price under which less work waits; `found` where none is met within limits."""
    meter, roster, hit = Meter(limits), found.roster, ""
    dearest = found.price[0] + max(POINTS, int(NEARLY * found.price[0]))
    for exchange, larger, share in STAGES:
        work, seconds = share * (limits.work - meter.work), share * (limits.seconds - meter.seconds)
        part = Meter(Limits(work, seconds, limits.seed))
        search = _search(case, exchange, part, progress)
        for each in (found.roster, roster):  # the better one where a point counts for so much
            search.begin(lines_of_roster(search.world, each))
        if not search.legal:
            break
        search.calm(larger)
        meter.work, before = meter.work + part.work, roster
        hit = "time" if "time" in (hit, part.hit) else part.hit  # the machine had a say in what came
        roster = roster_of(search.choices, case[0].shifts)
        if (roster.work == found.roster.work).all():
            break
        price = exact_price(*case, roster, limits.seed)
        last = share == 1
        if price is not None and price[0] <= (dearest if last else found.price[0]):
            return Found(roster, price, hit)
        if price is None:
            roster = before
    return replace(found, hit=hit)


def _search(case: Case, exchange: int, meter: Meter, progress: Progress | None) -> _Parts:
    """The search where a price point counts for so much waiting."""
    problem, written = case
    rules = [*(_at(rule, exchange) for rule in written), LessWaiting()]

    def told(_phase: str, _price: int | None, _bound: int) -> None:
        if progress is not None:
            progress("waiting", None, 0)

    return _Parts(world_of(problem, rules, lines_of(problem, rules)), meter, meter.limits.seed, told)


def _at(rule: Rule, exchange: int) -> Rule:
    """The rule with its breaches so many times as dear."""
    return rule if rule.weight == "hard" else rule.model_copy(update={"weight": rule.weight * exchange})


class _Parts(Search):
    """Parts of a roster in turn."""

    def calm(self, larger: int) -> None:
        """Search parts until a limit is met, or some in turn gained hardly anything."""
        self.world.set_hard_price(max(self.world.hard_price, self.cost))  # no waiting is worth breaking a rule
        days = self.world.matrix.shape[1]
        if days > WEEK and all(kind.days > WEEK for kind in self.choice.kinds):
            self.choice.kinds.append(Kind(min(MANY, self.world.agents), WEEK, 2.0))
        for kind in self.choice.kinds:
            kind.agents = min(self.world.agents, larger * kind.agents)
        idle = 0
        while idle < PATIENCE and self.legal and not self.meter.spent():
            cost = self.cost
            self._improve()
            idle = idle + 1 if cost - self.cost <= LITTLE * cost else 0
