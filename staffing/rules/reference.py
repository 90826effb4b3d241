"""Reference periods: many weeks over which the law takes an average, each ending with a planned week."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from staffing.problem import Integers, Problem
from staffing.rules.spans import Span, present
from staffing.rules.words import so_many


def reference_weeks(problem: Problem, weeks: int) -> Iterator[Span]:
    """For every planned week the days of so many weeks up to its end, as far as they are known."""
    for week in range(problem.weeks):
        last = int(problem.days_of(week)[-1])
        first = max(0, last - 7 * weeks + 1)
        known = last - first + 1
        yield Span(
            np.arange(first, last + 1), f"in the {so_many(known, 'days')} up to {problem.day_names[last]}", known
        )


def known_days(problem: Problem, agent: int, days: Integers) -> int:
    """Those of some days on which an agent was employed and not on leave: the law takes the average over these."""
    return int(present(problem, agent)[days].sum())
