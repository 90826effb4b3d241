"""A problem in which leave is given up: its days may be worked, and the hours that it took are due again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from staffing.problem import Integers, Problem

DAYS, MINUTES, GUARANTEED = range(3)


def without_leave(problem: Problem, given_up: Iterable[tuple[int, int]], after: Iterable[int] = ()) -> Problem:
    """The problem without some days of leave (agent, day), and without that of some agents on the day after the plan.

    Days and minutes due and those guaranteed are what they would be had the leave never been written.
    """
    leave, leave_after = problem.on_leave.copy(), problem.leave_after.copy()
    leave_after[list(after)] = False
    weeks: Counter[tuple[int, int]] = Counter()
    for agent, day in given_up:
        leave[agent, day] = False
        if counts(problem, agent, day):
            weeks[agent, int(problem.week[day])] += 1
    owed = [problem.days_due.copy(), problem.minutes_due.copy(), problem.minutes_guaranteed.copy()]
    for (agent, week), number in weeks.items():
        for table, now in zip(owed, dues_given_back(problem, agent, week)[number], strict=True):
            table[agent, week] = now
    return replace(
        problem,
        on_leave=leave,
        leave_after=leave_after,
        days_due=owed[DAYS],
        minutes_due=owed[MINUTES],
        minutes_guaranteed=owed[GUARANTEED],
    )


def counts(problem: Problem, agent: int, day: int) -> bool:
    """Whether a day of leave takes a day from what the agent owes in its week: a planned one that could be worked."""
    open_ = (problem.available[agent, day] & problem.contract_allows[agent]).any()
    return bool(problem.week[day] >= 0 and problem.on_leave[agent, day] and problem.employed[agent, day] and open_)


def dues_given_back(problem: Problem, agent: int, week: int) -> Integers:
    """[given up, 3] days, minutes and guaranteed minutes of a week when so many of its days of leave are given up.

    Leave on more days than the contract has gives nothing back before as many are left as it has.
    """
    days = problem.days_of(week)
    leave = sum(counts(problem, agent, int(day)) for day in days)
    due = int(problem.days_due[agent, week])
    full = int(problem.contract_days[agent] * int(problem.employed[agent, days].sum()) / 7 + 0.5)
    spare = 0 if due else max(0, leave - full)
    found = []
    for given_up in range(leave + 1):
        back = max(due, min(full, due + max(0, given_up - spare)))
        found.append([back, *(_of_days(problem, table, agent, week, back) for table in (MINUTES, GUARANTEED))])
    return np.array(found, dtype=np.int64)


def _of_days(problem: Problem, column: int, agent: int, week: int, days: int) -> int:
    """Minutes of so many days, as in the fullest week of that contract; of the longest shift where there is none."""
    table = problem.minutes_due if column == MINUTES else problem.minutes_guaranteed
    now, due = int(table[agent, week]), problem.days_due
    if days == due[agent, week]:
        return now
    contracts = problem.labour.contract_names
    like = np.array([n == agent or (name != "" and name == contracts[agent]) for n, name in enumerate(contracts)])
    fullest = max(np.argwhere(like[:, None] & (due > 0)).tolist(), key=lambda at: int(due[tuple(at)]), default=None)
    if fullest is not None:
        at = tuple(fullest)
        return max(now, int(table[at]) * days // int(due[at]))
    longest = int(problem.credited_minutes[problem.contract_allows[agent]].max(initial=0))
    return max(now, longest * days)
