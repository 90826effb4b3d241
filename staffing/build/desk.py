"""The judge's view of a roster: every on-queue stretch of every person, and the cases that wait at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffing.build.axis import Axis, stretches
from staffing.build.demand import bin_edges
from staffing.build.opening import open_cases
from staffing.build.spans import on_queue
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.problem import Flags, Integers, Problem
from staffing.roster import Roster
from staffing.simulate.desk import Desk

if TYPE_CHECKING:
    from forecasts.forecast import Forecast


def build_desk(workspace: Workspace, axis: Axis, problem: Problem, roster: Roster, forecast: Forecast) -> Desk:
    """A desk on which the roster is worked, then its first days again until the last deadline."""
    team = workspace.team
    edges = np.rint(bin_edges(forecast, axis)).astype(np.int64)
    planned = slice(problem.history_days, None)
    timeline = roster.timeline(problem)
    segments = _segments(workspace, axis, timeline, int(edges[-1]))
    opening = _opening(workspace)
    return Desk(
        agent_names=problem.agent_names,
        queue_names=problem.queue_names,
        day_start=axis.midnights[planned],
        interval_start=edges,
        segment_agent=segments[:, 0],
        segment_start=segments[:, 1],
        segment_end=segments[:, 2],
        segment_shift=segments[:, 3],
        segment_day=segments[:, 4],
        paid_minutes=_paid(workspace, axis, timeline),
        deadline_minutes=np.array([queue.target_hours * 60 for queue in team.queues]),
        handle_mean=np.array([queue.handle_minutes.mean for queue in team.queues]),
        handle_cv=np.array([queue.handle_minutes.cv for queue in team.queues]),
        opening_queue=opening[:, 0].astype(np.int64),
        opening_created=opening[:, 1],
        absence=team.shrinkage.absence,
        in_shift=team.shrinkage.in_shift,
        order=team.dispatch.order,
        at_shift_end=team.dispatch.at_shift_end,
        urgent_age_minutes=urgent_age_hours(team) * 60,
    )


def urgent_age_hours(team: Team) -> int:
    """The age from which a case comes before all others: early enough to be done before the maximum age.

    A day before it (a closed night lies in between), but not before half the time that is left after the deadline.
    """
    most, deadline = team.targets.maximum_age_hours, max(queue.target_hours for queue in team.queues)
    return most - min(24, (most - deadline) // 2)


def _segments(workspace: Workspace, axis: Axis, timeline: Flags, end: int) -> Integers:
    """[G, 5] agent, start, end, running number of the shift, day; sorted by agent and start."""
    rows: list[tuple[int, int, int, int, int]] = []
    number = 0
    for agent, day, shift in np.argwhere(timeline):
        planned = int(day) - axis.history
        pieces = on_queue(axis, workspace.team.shifts[shift], axis.date_of(int(day)))
        repeats = 1 + -(-(end - axis.end) // axis.end) if planned >= 0 else 1
        for repeat in range(repeats):
            moved = [(max(0, a + repeat * axis.end), b + repeat * axis.end) for a, b in pieces]
            kept = [(a, b) for a, b in moved if b > 0 and a < end]
            rows.extend((int(agent), a, b, number, planned + repeat * axis.days) for a, b in kept)
            number += bool(kept)
    return np.array(_once(sorted(rows)), dtype=np.int64).reshape(-1, 5)


def _once(rows: list[tuple[int, int, int, int, int]]) -> list[tuple[int, int, int, int, int]]:
    """Nobody is on queue twice at a time, as in a hand-made roster, or where the first day follows the last night."""
    kept: list[tuple[int, int, int, int, int]] = []
    for agent, start, end, number, day in rows:
        free = max(start, kept[-1][2]) if kept and kept[-1][0] == agent else start
        if free < end:
            kept.append((agent, free, end, number, day))
    return kept


def _opening(workspace: Workspace) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """[N, 2] queue and clock start of the open cases, as old at the start of the plan as they are now."""
    rows = [(number, min(0.0, -60 * age)) for number, age in open_cases(workspace)]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


def _paid(workspace: Workspace, axis: Axis, timeline: Flags) -> Integers:
    """[A] paid minutes between the first and the last planned midnight, as the judge counts all of people's time."""
    paid = np.zeros(len(timeline), dtype=np.int64)
    for agent, day, shift in np.argwhere(timeline):
        pieces = stretches(axis, workspace.team.shifts[shift], axis.date_of(int(day)))
        paid[agent] += sum(max(0, min(s.end, axis.end) - max(s.start, 0)) for s in pieces if s.paid)
    return paid
