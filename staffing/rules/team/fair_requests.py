"""Refusals of requests shared fairly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from staffing.problem import OFF, Integers, Problem, Wish
from staffing.roster import Roster
from staffing.rules.team.fair_rule import FairRule, Terms
from staffing.rules.team.fairness import Past, memory

if TYPE_CHECKING:
    from staffing.rules.model import Model


class FairRequests(FairRule):
    """Requests count alike, whatever their weights; what was refused is told by the published roster."""

    rule: Literal["fair_requests"] = "fair_requests"
    law: ClassVar = (
        "Nobody has more requests refused, remembered and planned, than the share of requests made; each whole one "
        "above counts one more than the one before."
    )
    unit: ClassVar = "refusals over, rising"
    allowed: ClassVar = "M----\n-M---"
    forbidden: ClassVar = "MM---\n--M--"
    things: ClassVar = "refusals"

    def past(self, problem: Problem) -> Past:
        counted = memory(problem, self.half_life_weeks)
        refused, made = np.zeros((2, problem.agents), dtype=np.int64)
        for wish in (*problem.past_wishes, *problem.wishes):
            made[wish.agent] += counted[wish.day]
        for wish in problem.past_wishes:
            if _refused(wish, int(problem.history[wish.agent, wish.day])):
                refused[wish.agent] += counted[wish.day]
        return Past(refused, made)

    def planned(self, problem: Problem, roster: Roster) -> Integers:
        refused = np.zeros(problem.agents, dtype=np.int64)
        for wish in problem.wishes:
            line = roster.work[wish.agent, wish.day - problem.history_days]
            worked = line.any() if wish.shift == OFF else line[wish.shift] == wish.avoid
            refused[wish.agent] += int(worked)
        return refused

    def carried(self, problem: Problem) -> Integers:
        refused = np.zeros((problem.agents, problem.days, problem.shifts + 1), dtype=np.int64)
        for wish in problem.wishes:
            day = refused[wish.agent, wish.day - problem.history_days]
            if wish.shift == OFF:
                day[:-1] += 1
            elif wish.avoid:
                day[wish.shift] += 1
            else:
                day[np.arange(len(day)) != wish.shift] += 1
        return refused

    def terms(self, model: Model) -> Iterator[Terms]:
        for agent in range(model.problem.agents):
            refusals = Counter(_refusal(model, wish) for wish in model.problem.wishes_of[agent])
            yield Terms(np.array(list(refusals), dtype=np.int64), np.array(list(refusals.values()), dtype=np.int64))


def _refusal(model: Model, wish: Wish) -> int:
    """The variable that is 1 where a wish is refused."""
    day = model.work[wish.agent, wish.day]
    if wish.shift == OFF:
        return model.any_of(day)
    if wish.avoid:
        return int(day[wish.shift])
    return model.sum_of(day[[wish.shift]], np.array([-1]), 1)


def _refused(wish: Wish, worked: int) -> bool:
    """Whether a wish of the past was refused by what was worked that day."""
    if wish.shift == OFF:
        return worked != OFF
    return (worked == wish.shift) == wish.avoid
