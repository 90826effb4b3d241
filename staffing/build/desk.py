"""The judge's view of a roster: every on-queue stretch of every person, and the cases that wait at the start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from staffing.build.axis import Axis
from staffing.build.bridge import Bridge
from staffing.build.clocks import Clock, clocks_of
from staffing.build.demand import bin_edges
from staffing.build.opening import open_cases
from staffing.build.people import rostered
from staffing.build.places import Places
from staffing.build.skills import proficiency_of
from staffing.documents.people import Agent
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.problem import OFF, Flags, Integers, Problem
from staffing.roster import Roster
from staffing.simulate.desk import Desk

if TYPE_CHECKING:
    from forecasts.forecast import Forecast


def build_desk(
    workspace: Workspace,
    places: Places,
    problem: Problem,
    roster: Roster,
    forecast: Forecast,
    bridge: Bridge | None = None,
    like: Sequence[int] = (),
) -> Desk:
    """A desk on which the roster is worked, then its first days again until the last deadline.

    With a bridge that starts before the plan the run starts there: the first interval is what is left of the hour, the
    open cases have their true clock starts, and the bridge's shifts are worked until the plan. Otherwise the run starts
    with the plan, and the open cases are as old then as they are now. Raises ValueError where the forecast's first
    interval does not hold the start.

    Behind the people of the problem come the bridge's leavers, who work before the plan alone. The roster may have more
    people than the problem, as somebody hired for the plan: they come last, so that nobody else's absence is drawn
    anew, and nothing of them is known before the plan. One who works a
    single shift is a shift more, not a person more: after the plan it does not come again. `like` names for each
    of them an agent of the problem with the same skills; by default they have those of the first agent.
    """
    team, axis, clocks = workspace.team, places.axis, clocks_of(places)
    start = bridge.start if bridge else 0
    edges = _edges(forecast, axis, start)
    planned = slice(problem.history_days, None)
    leavers = bridge.leavers if bridge else ()
    timeline = _timeline(problem, roster, bridge)
    known = problem.agents + len(leavers)
    single = timeline[known:].sum(axis=(1, 2)) == 1
    segments = _segments(places, timeline, (start, int(edges[-1])), known + np.flatnonzero(single))
    opening = _opening(workspace, axis, start)
    more = (f"more {number + 1}" for number in range(len(timeline) - known))
    return Desk(
        agent_names=(*problem.agent_names, *(agent.agent_id for agent in leavers), *more),
        queue_names=problem.queue_names,
        day_start=axis.midnights[planned],
        interval_start=edges,
        segment_agent=segments[:, 0],
        segment_start=segments[:, 1],
        segment_end=segments[:, 2],
        segment_shift=segments[:, 3],
        segment_day=segments[:, 4],
        paid_minutes=_paid(places, timeline),
        deadline_minutes=np.array([queue.target_hours * 60 for queue in team.queues]),
        handle_mean=np.array([queue.handle_minutes.mean for queue in team.queues]),
        handle_cv=np.array([queue.handle_minutes.cv for queue in team.queues]),
        opening_queue=opening[:, 0].astype(np.int64),
        opening_created=opening[:, 1],
        absence=team.shrinkage.absence,
        in_shift=team.shrinkage.in_shift,
        order=team.dispatch.order,
        at_shift_end=team.dispatch.at_shift_end,
        urgent_age_minutes=urgent_age(team, clocks, axis),
        proficiency=_proficiency(workspace, leavers, len(timeline), like),
        clock_from=tuple(clock.start for clock in clocks),
        clock_until=tuple(clock.until for clock in clocks),
        queue_target=np.array([np.nan if queue.rate_24h is None else queue.rate_24h for queue in team.queues]),
    )


def _proficiency(
    workspace: Workspace, leavers: tuple[Agent, ...], people: int, like: Sequence[int]
) -> NDArray[np.float64]:
    """[A, Q] of the problem's agents and of whoever comes after them."""
    known = proficiency_of(workspace.team, (*rostered(workspace), *leavers))
    more = people - len(known)
    return np.concatenate([known, known[[*like, *([0] * (more - len(like)))]]]) if more else known


def urgent_age(team: Team, clocks: tuple[Clock, ...], axis: Axis) -> int:
    """The age in minutes from which a case comes before all others: early enough to be done before the maximum age.

    A day before it (a closed night lies in between), but not before half the time that is left after the deadline; a
    business clock may take all of that.
    """
    most, hours = team.targets.maximum_age_hours, np.arange(0.0, axis.end, 60.0)
    deadline = max(int(np.ceil((clock.deadline(hours) - hours).max() / 60)) for clock in clocks)
    return 60 * (most - min(24, max(0, most - deadline) // 2))


def _edges(forecast: Forecast, axis: Axis, start: int) -> Integers:
    """[T + 1] edges of the forecast's intervals, the first of which is cut at the start of the run."""
    edges = np.rint(bin_edges(forecast, axis)).astype(np.int64)
    if not edges[0] <= start < edges[1]:
        raise ValueError(
            f"the run starts at minute {start}, outside the forecast's first interval {edges[0]}-{edges[1]}"
        )
    edges[0] = start
    return edges


def _timeline(problem: Problem, roster: Roster, bridge: Bridge | None) -> Flags:
    """[A, H + D, S] the shifts worked before the plan, then the roster: people of the problem, leavers, others."""
    earlier = bridge.shifts if bridge else problem.history
    left = bridge.leaver_shifts if bridge and bridge.leavers else np.zeros((0, problem.history_days), dtype=np.int64)
    nothing = np.full((len(roster.work) - problem.agents, problem.history_days), OFF)
    before = Roster.of(np.concatenate([earlier, left, nothing]), problem.shifts).work
    away = np.zeros((len(left), *roster.work.shape[1:]), dtype=bool)
    planned = np.concatenate([roster.work[: problem.agents], away, roster.work[problem.agents :]])
    return np.concatenate([before, planned], axis=1)


def _segments(places: Places, timeline: Flags, run: tuple[int, int], single: Integers) -> Integers:
    """[G, 5] agent, start, end, running number of the shift, day; sorted by agent and start; cut to the `run`.

    What `single` agents work does not come again after the plan.
    """
    (start, end), axis = run, places.axis
    rows: list[tuple[int, int, int, int, int]] = []
    number = 0
    for agent, day, shift in np.argwhere(timeline):
        planned = int(day) - axis.history
        pieces = places.on_queue(int(shift), axis.date_of(int(day)))
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


def _paid(places: Places, timeline: Flags) -> Integers:
    """[A] paid minutes between the first and the last planned midnight, as the judge counts all of people's time."""
    axis = places.axis
    paid = np.zeros(len(timeline), dtype=np.int64)
    for agent, day, shift in np.argwhere(timeline):
        pieces = places.pieces(int(shift), axis.date_of(int(day)))
        # a site in the east begins the first planned day before minute 0, and the next week's before the plan ends
        for repeat in (0, axis.end) if day >= axis.history else (0,):
            inside = [(max(s.start + repeat, 0), min(s.end + repeat, axis.end)) for s in pieces if s.paid]
            paid[agent] += sum(max(0, end - start) for start, end in inside)
    return paid
