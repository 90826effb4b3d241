"""What the people there can give at most: upper limits that hold for every roster."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement
from typing import TypeVar

import numpy as np

from staffing.problem import Flags, Integers, Problem
from staffing.rules import Rule

R = TypeVar("R", bound=Rule)


def rule_of(rules: Sequence[Rule], kind: type[R]) -> R | None:
    """The rule of one kind, or None where the team has none."""
    return next((rule for rule in rules if isinstance(rule, kind)), None)


def possible(problem: Problem) -> Flags:
    """[A, D, S] what contract, availability, employment and leave leave open."""
    planned = slice(problem.history_days, None)
    there = (problem.employed & ~problem.on_leave)[:, planned, None]
    return there & problem.available[:, planned] & problem.contract_allows[:, None, :]


def reachable(problem: Problem, open_: Flags, agent: int, week: int) -> int:
    """Most paid minutes within the days and minutes due, over all choices of shifts for the open days.

    Days of one weekday pattern are interchangeable, so choices are counted per length of shift, not per day.
    """
    due, cap = int(problem.days_due[agent, week]), int(problem.minutes_due[agent, week])
    days = problem.days_of(week) - problem.history_days
    there = open_[agent, days]
    lengths = sorted({int(problem.credited_minutes[shift]) for shift in np.flatnonzero(there.any(axis=0))})
    most = min(due, int(there.any(axis=1).sum()))
    choices = (choice for n in range(most + 1) for choice in combinations_with_replacement(lengths, n))
    totals = {total for choice in choices if (total := sum(choice)) <= cap}
    return max(totals, default=0)


def most_capacity(problem: Problem, inside: Integers) -> int:
    """Minutes of handling that everybody together can add in the intervals `inside` (of the grid, tail included).

    In every week each person works the days due, on the shifts open to them that add most, within the minutes due.
    What shifts of the history add is not in it.
    """
    added: Integers = problem.demand.capacity[:, :, inside].sum(axis=2)
    open_ = possible(problem)
    total = 0
    for week in range(problem.weeks):
        days = problem.days_of(week) - problem.history_days
        each = np.where(open_[:, days], added[days], 0)
        best = -np.sort(-each.max(axis=2), axis=1)
        worked = np.arange(len(days)) < problem.days_due[:, week, None]
        a_minute = (each / np.maximum(problem.credited_minutes, 1)).max(axis=(1, 2))
        paid = np.floor(problem.minutes_due[:, week] * a_minute + 1e-9)
        total += int(np.minimum((best * worked).sum(axis=1), paid).sum())
    return total


def heads(problem: Problem, week: int) -> int:
    """People who owe a day of work in a week."""
    return int((problem.days_due[:, week] > 0).sum())
