"""Weekends along one agent's line of work: which have work already, and on which choice their work begins."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from staffing.problem import OFF, Integers, Problem


def worked_before(problem: Problem, agent: int, weekend: Integers) -> bool:
    """Whether an agent worked on a day of a weekend that lies before the plan."""
    past = weekend[weekend < problem.history_days]
    return bool((problem.history[agent, past] != OFF).any())


def begun(problem: Problem, agent: int, weekends: Iterable[Integers]) -> Integers | None:
    """[D, S + 1, S + 1] by the day before and the day: 1 where a choice is the first work of one of the weekends.

    None where that is no matter of two days in a row: a weekend has more days.
    """
    off = problem.shifts
    first = np.zeros((problem.days, off + 1, off + 1), dtype=np.int64)
    for weekend in weekends:
        days = weekend[weekend >= problem.history_days] - problem.history_days
        if worked_before(problem, agent, weekend):
            continue
        if len(days) > 2:
            return None
        first[days[:1], :, :off] = 1
        first[days[1:], off, :off] = 1
    return first
