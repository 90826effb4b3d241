"""A roster from the rows of a file."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from staffing.build.axis import Axis
from staffing.documents.people import Assignment
from staffing.problem import Problem
from staffing.roster import Roster


def roster_of(rows: Iterable[Assignment], problem: Problem, axis: Axis) -> Roster:
    """The planned days' assignments; rows of other days, and of people who are not planned, are left out."""
    agents = {name: number for number, name in enumerate(problem.agent_names)}
    shifts = {name: number for number, name in enumerate(problem.shift_names)}
    work = np.zeros((problem.agents, problem.days, problem.shifts), dtype=bool)
    for row in rows:
        day = axis.index_of(row.date) - problem.history_days
        if row.agent_id in agents and 0 <= day < problem.days:
            work[agents[row.agent_id], day, shifts[row.shift_id]] = True
    return Roster(work)
