"""How a burden is shared: what is remembered, what everybody is entitled to, and who carries more than that.

A burden of the past fades: after `half_life_weeks` it counts half. What a person is entitled to is the person's part of
all burdens, remembered and planned, by contract days on which the person was there and able to carry one, remembered
alike: a part-timer owes less, and so does somebody who was on leave or joined late; who may not work late owes none.

Each whole burden above the entitlement counts one more than the one before it, so the next one goes to whoever is
furthest below, and two above are spread over two people. What somebody carried too much before the plan is held against
a plan only where it gives that person more of it: who is above and is spared is no breach.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from staffing.problem import OFF, Flags, Integers, Problem

WHOLE = 1000
"""Parts of one: what is remembered of a burden is counted in thousandths."""
STEEPEST = 6
"""A burden counts at most so many, however many are above the share already."""


@dataclass(frozen=True, eq=False)
class Past:
    """What the plan begins with: [A] remembered burdens, in thousandths of the thing counted, and [A] shares.

    Shares are whole numbers; a person's part of all burdens is share / sum of shares. `size` is how many of the thing
    counted make one burden, such as 60 minutes.
    """

    remembered: Integers
    shares: Integers
    size: int = 1

    @property
    def step(self) -> int:
        """One burden, times the sum of all shares: the unit in which `above` is whole."""
        return WHOLE * self.size * int(self.shares.sum())

    def above(self, planned: Integers) -> Integers:
        """[A] whole burdens above the entitlement, never negative; `planned` is [A] of the thing counted."""
        own = [int(part) for part in self.remembered + WHOLE * planned]
        above = [0] * len(own)
        if self.step:
            everybody = sum(own)
            for agent, share in enumerate(self.shares.tolist()):
                more = own[agent] * int(self.shares.sum()) - share * everybody
                above[agent] = max(0, more // self.step)
        return np.array(above, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Balance:
    """Burdens as people read them: [A] remembered, in the plan, and the entitled share of all of them."""

    remembered: tuple[float, ...]
    planned: tuple[float, ...]
    share: tuple[float, ...]

    @classmethod
    def of(cls, past: Past, planned: Integers) -> Balance:
        """The balance when `planned` [A] of the thing counted are added."""
        before, now = past.remembered / (WHOLE * past.size), planned / past.size
        whole = max(1, int(past.shares.sum()))
        share = past.shares * float(before.sum() + now.sum()) / whole
        return cls(tuple(before.tolist()), tuple(now.tolist()), tuple(share.tolist()))

    def concerns(self, agent: int) -> bool:
        """Whether an agent carries any, or is entitled to some."""
        return bool(self.remembered[agent] or self.planned[agent] or self.share[agent])

    def above(self, agent: int) -> float:
        """Burdens carried above the share; below it, less than 0."""
        return self.remembered[agent] + self.planned[agent] - self.share[agent]


def memory(problem: Problem, half_life_weeks: int) -> Integers:
    """[H + D] thousandths that a day counts: a whole one in the plan, half as much each `half_life_weeks` before it.

    With a half-life of 0 nothing before the plan counts.
    """
    weeks = np.maximum(0, -problem.week)
    faded = 0.5 ** (weeks / half_life_weeks) if half_life_weeks else np.where(weeks, 0.0, 1.0)
    counted: Integers = np.rint(WHOLE * faded).astype(np.int64)
    return counted


def remembered(problem: Problem, worth: Integers, counted: Integers) -> Integers:
    """[A] thousandths carried before the plan; `worth` is [A, H + D, S], `counted` [H + D] as of `memory`."""
    found = np.zeros(problem.agents, dtype=np.int64)
    for agent, day in np.argwhere(problem.history != OFF):
        found[agent] += counted[day] * worth[agent, day, problem.history[agent, day]]
    return found


def days_able(problem: Problem, burden: Flags) -> Flags:
    """[A, H + D] days on which an agent was there and could work a shift that is a burden; that is [A, H + D, S]."""
    possible = burden & problem.available & problem.contract_allows[:, None, :]
    able: Flags = possible.any(axis=2) & problem.employed & ~problem.on_leave
    return able


def contract_shares(problem: Problem, able: Flags, counted: Integers) -> Integers:
    """[A] contract days, remembered, that would fall on days on which the agent was able, a week counting seven times.

    Contract days are spread evenly over the days of the agent's pattern: who works at weekends only has them all there.
    """
    pattern = (problem.available & problem.contract_allows[:, None, :]).any(axis=2).sum(axis=1)
    days = (able * counted).sum(axis=1) * problem.contract_days * len(problem.day_names)
    shares: Integers = (days + WHOLE * pattern // 2) // np.maximum(1, WHOLE * pattern)
    return shares


def points(above: int) -> int:
    """What so many whole burdens above the share count: 1 + 2 + 3..., each of them at most STEEPEST."""
    return sum(min(number, STEEPEST) for number in range(1, above + 1))
