"""A complete solution of the model for a given roster: a hint without holes is one that presolve can keep."""

from __future__ import annotations

import numpy as np

from staffing.problem import Demand, Integers
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.flow import Flow
from staffing.rules.model import Model
from staffing.service.fluid import capacity_of, on_time_cohorts, serve_oldest_savable


def values_of(model: Model, roster: Roster) -> Integers:
    """[variables] a feasible value of every variable of the model when the roster is worked.

    Work is served oldest savable first, what is left of the capacity goes to late work, oldest first.
    """
    values = np.array(model.variables.low, dtype=np.int64)
    planned = model.work[:, model.problem.history_days :]
    values[planned.ravel()] = roster.work.ravel()
    people = model.__dict__.get("people")
    if people is not None:
        values[people.ravel()] = roster.work.sum(axis=0).ravel()
    flow = model.__dict__.get("flow")
    if flow is not None:
        _fill_flow(values, flow, model.problem.demand, capacity_of(model.problem, roster))
    return values


def breach_of(bound: Bound, values: Integers, high_side: bool) -> int:
    """Steps by which a bound is missed on one side."""
    if high_side:
        assert bound.high is not None
        missed = bound.total(values) - bound.high
    else:
        assert bound.low is not None
        missed = bound.low - bound.total(values)
    return max(0, -(-missed // bound.step))


def holds(bound: Bound, values: Integers) -> bool:
    """Whether a bound is met as it stands."""
    total = bound.total(values)
    return (bound.low is None or total >= bound.low) and (bound.high is None or total <= bound.high)


def _fill_flow(values: Integers, flow: Flow, demand: Demand, capacity: Integers) -> None:
    classes, intervals = demand.work.shape
    # the group carries the cohort's own number, so that its service can be found again
    own = np.arange(classes * intervals).reshape(classes, intervals)
    opening_own = classes * intervals + np.arange(len(demand.opening_work))
    cohorts = on_time_cohorts(demand, own, opening_own)
    served, when = serve_oldest_savable(cohorts, capacity)
    on_time = np.zeros((classes, len(capacity)), dtype=np.int64)
    planned_late = demand.work.copy()
    opening_late = demand.opening_work.copy()
    for cohort, number in enumerate(cohorts.group):
        opening = number >= classes * intervals
        kind = demand.opening_class[number - classes * intervals] if opening else number // intervals
        if opening:
            opening_late[number - classes * intervals] -= served[cohort]
        else:
            planned_late[kind, number % intervals] -= served[cohort]
        first, last = int(cohorts.first[cohort]), int(cohorts.last[cohort])
        on_time[kind, first : last + 1] += when[cohort, : last + 1 - first]
    values[flow.on_time.ravel()] = on_time.ravel()
    values[flow.planned_late.ravel()] = planned_late.ravel()
    values[flow.opening_late] = opening_late
    arriving = np.zeros_like(on_time)
    arriving[:, :intervals] = demand.work - planned_late
    np.add.at(arriving[:, 0], demand.opening_class, demand.opening_work - opening_late)
    values[flow.backlog.ravel()] = np.cumsum(arriving - on_time, axis=1).ravel()
    _fill_late(values, flow, demand, planned_late, opening_late, (capacity - on_time.sum(axis=0))[:intervals])


def _fill_late(
    values: Integers,
    flow: Flow,
    demand: Demand,
    planned_late: Integers,
    opening_late: Integers,
    room: Integers,
) -> None:
    """Late work by age; each cohort is a list of (class, last interval to be served in, minutes)."""
    intervals = demand.intervals
    waiting = [
        [int(kind), int(limit) - 1, int(late)]
        for kind, limit, late in zip(demand.opening_class, demand.opening_age_limit, opening_late, strict=True)
        if late
    ]
    for t in range(intervals):
        waiting.extend([k, t + demand.maximum_age - 1, int(m)] for k, m in enumerate(planned_late[:, t]) if m)
        waiting.sort(key=lambda cohort: cohort[1])
        left = int(room[t])
        for cohort in waiting:
            done = min(left, cohort[2]) if cohort[1] >= t else 0
            values[flow.late[cohort[0], t]] += done
            cohort[2] -= done
            left -= done
            if cohort[1] <= t:
                values[flow.given_up[cohort[0], t]] += cohort[2]
                cohort[2] = 0
        waiting = [cohort for cohort in waiting if cohort[2]]
        for kind, _, minutes in waiting:
            values[flow.pool[kind, t]] += minutes
