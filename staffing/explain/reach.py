"""What the people there can give at most: upper limits that hold for every roster."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement
from typing import TypeVar

import numpy as np

from staffing.problem import Demand, Flags, Integers, Problem
from staffing.rules import Rule

R = TypeVar("R", bound=Rule)


def rule_of(rules: Sequence[Rule], kind: type[R]) -> R | None:
    """The rule of one kind, or None where the team has none."""
    return next((rule for rule in rules if isinstance(rule, kind)), None)


def possible(problem: Problem) -> Flags:
    """[A, D, S] what site, contract, availability, employment and leave leave open."""
    planned = slice(problem.history_days, None)
    there = (problem.employed & ~problem.on_leave)[:, planned, None]
    here = problem.agent_site[:, None] == problem.shift_site
    open_: Flags = there & problem.available[:, planned] & (problem.contract_allows & here)[:, None, :]
    return open_


def counts_all_hours(demand: Demand, kind: int) -> bool:
    """Whether the deadline of a class counts every hour, and not the open ones."""
    due = demand.due[kind] - np.arange(demand.intervals) if demand.due.size else demand.deadline[[kind]]
    return not np.ptp(due)


def last_chance(demand: Demand, kind: int) -> Integers:
    """[T] last interval in which the last case of each interval may still be served on time.

    It may use the start of the interval after `last`. Where open hours count, an hour of cases may fall due at moments
    that lie a night apart, and at any minute of an hour: the last is due no later than an hour after the first of the
    next interval's.
    """
    last = demand.last[kind]
    if not counts_all_hours(demand, kind):
        last = np.append(last[1:], demand.capacity.shape[2] - 1)
    chance: Integers = last + 1
    return chance


def most_days(problem: Problem) -> Integers:
    """[A, W] days that a week may hold, with all overtime that is allowed."""
    most: Integers = problem.days_due + problem.overtime_days
    return most


def most_minutes(problem: Problem) -> Integers:
    """[A, W] paid minutes that a week may hold, with all overtime that is allowed."""
    most: Integers = problem.minutes_due + problem.overtime_minutes
    return most


def reachable(problem: Problem, open_: Flags, agent: int, week: int) -> int:
    """Most paid minutes within the days and minutes due and overtime, over all choices of shifts for the open days.

    Days of one weekday pattern are interchangeable, so choices are counted per length of shift, not per day.
    """
    due, cap = int(most_days(problem)[agent, week]), int(most_minutes(problem)[agent, week])
    days = problem.days_of(week) - problem.history_days
    there = open_[agent, days]
    lengths = sorted({int(problem.credited_minutes[shift]) for shift in np.flatnonzero(there.any(axis=0))})
    most = min(due, int(there.any(axis=1).sum()))
    choices = (choice for n in range(most + 1) for choice in combinations_with_replacement(lengths, n))
    totals = {total for choice in choices if (total := sum(choice)) <= cap}
    return max(totals, default=0)


def most_capacity(problem: Problem, inside: Integers, groups: Flags | None = None) -> int:
    """Minutes of handling that everybody together, or some skill `groups` [G], can add in the intervals `inside`.

    The grid's, tail included. In every week each person works the days due and overtime, on the shifts open to them
    that add most at their speed, within the minutes due and overtime. What shifts of the history add is not in it.
    """
    open_, speeds = possible(problem), problem.speed
    if groups is not None:
        open_ &= groups[problem.group][:, None, None]
    added = {int(speed): problem.capacity_at(int(speed))[:, :, inside].sum(axis=2) for speed in np.unique(speeds)}
    each = np.array([np.where(open_[n], added[int(speed)], 0) for n, speed in enumerate(speeds)]).reshape(open_.shape)
    a_minute = each / np.maximum(problem.credited_minutes, 1)
    total = 0
    for week in range(problem.weeks):
        days = problem.days_of(week) - problem.history_days
        best = -np.sort(-each[:, days].max(axis=2), axis=1)
        worked = np.arange(len(days)) < most_days(problem)[:, week, None]
        paid = np.floor(most_minutes(problem)[:, week] * a_minute[:, days].max(axis=(1, 2)) + 1e-9)
        total += int(np.minimum((best * worked).sum(axis=1), paid).sum())
    return total


def on_queue_at_most(problem: Problem) -> float:
    """Most minutes of handling within the plan that a paid minute of anybody can bring."""
    paid = np.maximum(problem.paid_minutes[problem.history_days :], 1)
    within = slice(problem.demand.intervals)
    speeds = np.unique(problem.speed).tolist()
    return max(
        (float((problem.capacity_at(s)[:, :, within].sum(axis=2) / paid).max(initial=0.0)) for s in speeds), default=0.0
    )


def heads(problem: Problem, week: int, groups: Flags | None = None) -> int:
    """People, of some skill `groups` [G] or of all, who may work a day in a week."""
    there = most_days(problem)[:, week] > 0
    return int((there if groups is None else there & groups[problem.group]).sum())
