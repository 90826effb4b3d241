"""The judge's view of a roster: every on-queue stretch of every person, and the cases that wait at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from staffing.build.axis import Axis, stretches
from staffing.build.bridge import Bridge
from staffing.build.demand import bin_edges
from staffing.build.opening import open_cases
from staffing.build.spans import on_queue
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.problem import OFF, Flags, Integers, Problem
from staffing.roster import Roster
from staffing.simulate.desk import Desk

if TYPE_CHECKING:
    from forecasts.forecast import Forecast


def build_desk(
    workspace: Workspace,
    axis: Axis,
    problem: Problem,
    roster: Roster,
    forecast: Forecast,
    bridge: Bridge | None = None,
) -> Desk:
    """A desk on which the roster is worked, then its first days again until the last deadline.

    With a bridge that starts before the plan the run starts there: the first interval is what is left of the hour, the
    open cases have their true clock starts, and the bridge's shifts are worked until the plan. Otherwise the run starts
    with the plan, and the open cases are as old then as they are now. Raises ValueError where the forecast's first
    interval does not hold the start.

    The roster may have more people than the problem, as somebody hired for the plan: they come after those of the
    problem, so that nobody else's absence is drawn anew, and nothing of them is known before the plan. One who works a
    single shift is a shift more, not a person more: after the plan it does not come again.
    """
    team = workspace.team
    start = bridge.start if bridge else 0
    edges = _edges(forecast, axis, start)
    planned = slice(problem.history_days, None)
    timeline = _timeline(problem, roster, bridge.shifts if bridge else problem.history)
    single = timeline[problem.agents :].sum(axis=(1, 2)) == 1
    segments = _segments(workspace, axis, timeline, (start, int(edges[-1])), problem.agents + np.flatnonzero(single))
    opening = _opening(workspace, axis, start)
    return Desk(
        agent_names=(*problem.agent_names, *(f"more {number + 1}" for number in range(len(timeline) - problem.agents))),
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


def _edges(forecast: Forecast, axis: Axis, start: int) -> Integers:
    """[T + 1] edges of the forecast's intervals, the first of which is cut at the start of the run."""
    edges = np.rint(bin_edges(forecast, axis)).astype(np.int64)
    if not edges[0] <= start < edges[1]:
        raise ValueError(
            f"the run starts at minute {start}, outside the forecast's first interval {edges[0]}-{edges[1]}"
        )
    edges[0] = start
    return edges


def _timeline(problem: Problem, roster: Roster, earlier: Integers) -> Flags:
    """[A, H + D, S] the shifts worked before the plan, then the roster; who is not in the problem had none before."""
    nothing = np.full((len(roster.work) - len(earlier), problem.history_days), OFF)
    return np.concatenate([Roster.of(np.concatenate([earlier, nothing]), problem.shifts).work, roster.work], axis=1)


def _segments(workspace: Workspace, axis: Axis, timeline: Flags, run: tuple[int, int], single: Integers) -> Integers:
    """[G, 5] agent, start, end, running number of the shift, day; sorted by agent and start; cut to the `run`.

    What `single` agents work does not come again after the plan.
    """
    start, end = run
    rows: list[tuple[int, int, int, int, int]] = []
    number = 0
    for agent, day, shift in np.argwhere(timeline):
        planned = int(day) - axis.history
        pieces = on_queue(axis, workspace.team.shifts[shift], axis.date_of(int(day)))
        again = planned >= 0 and agent not in single
        repeats = 1 + -(-(end - axis.end) // axis.end) if again else 1
        for repeat in range(repeats):
            moved = [(max(start, a + repeat * axis.end), b + repeat * axis.end) for a, b in pieces]
            kept = [(a, b) for a, b in moved if b > start and a < end]
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


def _opening(workspace: Workspace, axis: Axis, start: int) -> NDArray[np.float64]:
    """[N, 2] queue and clock start of the open cases; as old as now at minute 0 where the run starts there.

    A run starts with a whole minute: a case that came within it counts as come at its start.
    """
    now = axis.elapsed(workspace.known_until) if start < 0 else 0.0
    rows = [(number, min(float(start), now - 60 * age)) for number, age in open_cases(workspace)]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


def _paid(workspace: Workspace, axis: Axis, timeline: Flags) -> Integers:
    """[A] paid minutes between the first and the last planned midnight, as the judge counts all of people's time."""
    paid = np.zeros(len(timeline), dtype=np.int64)
    for agent, day, shift in np.argwhere(timeline):
        pieces = stretches(axis, workspace.team.shifts[shift], axis.date_of(int(day)))
        paid[agent] += sum(max(0, min(s.end, axis.end) - max(s.start, 0)) for s in pieces if s.paid)
    return paid
