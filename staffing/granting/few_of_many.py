"""What is asked in a team of very many: a few people's weeks are searched anew, and everybody else's stay."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from staffing.conflicts import Member
from staffing.engines.choose import priced
from staffing.engines.columns.rosters import choices_of
from staffing.engines.limits import Limits
from staffing.engines.part import part_of
from staffing.engines.tours.bonds import bonds_of, bound_people
from staffing.engines.tours.classes import kinds_of
from staffing.engines.tours.near import asks_who, neighbourhood, searched_among
from staffing.errors import NoRosterError
from staffing.granting.against import Against, against
from staffing.granting.nearest import not_found
from staffing.granting.unchanged import CHANGE, Unchanged
from staffing.outlook import Outlook
from staffing.plan import Settings
from staffing.problem import Integers
from staffing.result import Status
from staffing.roster import Roster
from staffing.rules import Rule

BESIDE = 24
"""People of the same kinds whose weeks may change for each of those who ask."""
WORK = 3.0
"""Limit of each search."""
HELD, FREE = 1_000, 1
"""What a person more or less at a place counts: nobody goes without somebody else coming, or all the same."""


@dataclass(eq=False)
class FewOfMany:
    """A search for the roster most like another one, in which who asks has what is asked for.

    `rules`: those of everybody; `rules_of`: those of the problem that is that of some agents alone, by their numbers.
    `who`: who asks. `cut` says afterwards whether the clock ended it.
    """

    outlook: Outlook
    rules: Sequence[Rule]
    rules_of: Callable[[Sequence[int]], Sequence[Rule]]
    who: tuple[int, ...]
    like: Roster
    settings: Settings
    cut: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.bonds = bonds_of(self.outlook.problem, self.rules)
        self.kinds = kinds_of(self.outlook.problem)

    @property
    def among(self) -> int:
        """How many people's weeks may change."""
        return len(self.open)

    @property
    def core(self) -> tuple[int, ...]:
        """Who asks, and those bound to them, as a trainee is to a mentor."""
        joined, found = set[int](), set(self.who)
        while joined != found:
            joined = found
            ends = ({bond.agent, *bond.others} for bond in self.bonds)
            found = joined.union(*(end for end in ends if end & joined))
        return tuple(sorted(found))

    @cached_property
    def open(self) -> Integers:
        """These and some others of the same skills and site: whose weeks may change."""
        bound = np.flatnonzero(bound_people(self.bonds, self.outlook.problem.agents))
        random = np.random.default_rng(self.settings.seed)
        return neighbourhood(self.core, self.kinds, bound, random, BESIDE)

    def search(self, start: Roster) -> Roster | None:
        """The cheaper of two rosters, changed days counted: with the same numbers of people at work, and with fewer.

        None where those who ask cannot have it, whatever the others do. Raises NoRosterError where nothing was found
        in time, and KeyboardInterrupt on Ctrl-C.
        """
        begun, agents = time.monotonic(), self.open
        part = part_of(self.outlook.problem, agents)
        now, first = (Roster(roster.work[agents]) for roster in (self.like, start))
        rules = [*asks_who(self.rules_of(agents.tolist())), Unchanged.from_roster(now)]
        found: list[Roster] = []
        for weight in (HELD, FREE):
            left = max(1.0, self.settings.seconds - (time.monotonic() - begun))
            limits = Limits(min(WORK, self.settings.work), left, self.settings.seed)
            result = searched_among(part, rules, now, self.kinds.of[agents], limits, weight=weight, start=first)
            if result.limit_hit == "interrupt":
                raise KeyboardInterrupt
            self.cut |= result.limit_hit == "time"
            if result.status == Status.INFEASIBLE:
                return None
            if result.roster is not None:
                work = self.like.work.copy()
                work[agents] = result.roster.work
                found.append(Roster(work))
        if not found:
            raise not_found(time.monotonic() - begun)
        return self._cheapest(found, agents)

    def against(self) -> Against | None:
        """What cannot hold together of the rules and facts of those who ask; None where nothing was found.

        Those beside them are there as well: where none of them is available the site is closed.
        """
        agents = self.open
        theirs = replace(self.outlook, problem=part_of(self.outlook.problem, agents))
        found = against(theirs, asks_who(self.rules_of(agents.tolist())), self.settings)
        if found is None:
            return None
        conflicts = tuple(replace(each, members=_of_all(each.members, agents)) for each in found.conflicts)
        ways = tuple(replace(each, members=_of_all(each.members, agents), objective=None) for each in found.ways)
        return replace(found, conflicts=conflicts, ways=ways)

    def _cheapest(self, found: Sequence[Roster], agents: Integers) -> Roster:
        """The cheapest, changes counted, of those that break no hard rule that was not broken before by others."""
        known = {breach for breach in self._broken(self.like) if breach[1] not in agents}
        kept = [roster for roster in found if self._broken(roster) <= known]
        if not kept:
            raise NoRosterError(
                f"with the weeks of {len(agents)} people open to change, no roster with what was asked keeps what the "
                "whole team must have; staffing roster with it in requests.csv looks at everybody"
            )
        return min(kept, key=self._price)

    def _price(self, roster: Roster) -> int:
        price = priced(self.outlook.problem, [rule for rule in self.rules if not rule.hard], roster, self.settings.seed)
        assert price is not None, "a roster that breaks a hard rule has a price as well"
        return price[0] + CHANGE * int((choices_of(roster) != choices_of(self.like)).sum())

    def _broken(self, roster: Roster) -> set[tuple[str, int, int, int]]:
        """Breaches of hard rules, by the rules' own statements: rule, agent, day and amount."""
        return {
            (breach.rule, breach.agent, breach.day, breach.amount)
            for rule in self.rules
            if rule.hard
            for breach in rule.violations(self.outlook.problem, roster)
        }


def _of_all(members: Sequence[Member], agents: Integers) -> tuple[Member, ...]:
    """Members of a part's rules with the agents' numbers among everybody."""
    return tuple(each if each.agent < 0 else replace(each, agent=int(agents[each.agent])) for each in members)
