"""A complete solution of the model for a given roster: a hint without holes is one that presolve can keep."""

from __future__ import annotations

import numpy as np

from staffing.problem import Demand, Integers
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.flow import Flow
from staffing.rules.model import Model
from staffing.service.fluid import group_capacity, on_time_cohorts, serve_by_groups


def values_of(model: Model, roster: Roster) -> Integers:
    """[variables] a feasible value of every variable of the model when the roster is worked.

    Work is served oldest savable first, what is left of the capacity goes to late work, oldest first.
    """
    values = np.array(model.variables.low, dtype=np.int64)
    planned = model.work[:, model.problem.history_days :]
    values[planned.ravel()] = roster.work.ravel()
    people = model.__dict__.get("people")
    if people is not None:
        profiles = model.problem.profiles
        for profile in range(len(profiles.group)):
            values[people[profile].ravel()] = roster.work[profiles.of == profile].sum(axis=0).ravel()
    for definition in model.definitions:
        values[definition.variable] = definition.value(values)
    flow = model.__dict__.get("flow")
    if flow is not None:
        _fill_flow(values, flow, model.problem.demand, group_capacity(model.problem, roster))
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
    served = serve_by_groups(cohorts, capacity, demand.serves)
    planned_late = demand.work.copy()
    opening_late = demand.opening_work.copy()
    opening = cohorts.group >= classes * intervals
    opening_late[cohorts.group[opening] - classes * intervals] -= served.done[opening]
    planned_late[cohorts.kind[~opening], cohorts.group[~opening] % intervals] -= served.done[~opening]
    values[flow.on_time.ravel()] = served.by.ravel()
    values[flow.planned_late.ravel()] = planned_late.ravel()
    values[flow.opening_late] = opening_late
    on_time = served.by.sum(axis=1)
    arriving = np.zeros_like(on_time)
    arriving[:, :intervals] = demand.work - planned_late
    np.add.at(arriving[:, 0], demand.opening_class, demand.opening_work - opening_late)
    values[flow.backlog.ravel()] = np.cumsum(arriving - on_time, axis=1).ravel()
    room = (capacity - served.by.sum(axis=0))[:, :intervals].copy()
    _fill_late(values, flow, demand, planned_late, opening_late, room)


def _fill_late(
    values: Integers,
    flow: Flow,
    demand: Demand,
    planned_late: Integers,
    opening_late: Integers,
    room: Integers,
) -> None:
    """Late work by age; each cohort is a list of (class, last interval to be served in, minutes)."""
    intervals, limits = demand.intervals, demand.age_last
    turn = np.argsort(demand.serves.sum(axis=1), kind="stable")
    waiting = [
        [int(kind), int(limit) - 1, int(late)]
        for kind, limit, late in zip(demand.opening_class, demand.opening_age_limit, opening_late, strict=True)
        if late
    ]
    for t in range(intervals):
        waiting.extend([k, int(limits[k, t]), int(m)] for k, m in enumerate(planned_late[:, t]) if m)
        waiting.sort(key=lambda cohort: cohort[1])
        for cohort in waiting:
            kind, limit, _ = cohort
            for group in turn[demand.serves[turn, kind]] if limit >= t else ():
                done = min(int(room[group, t]), cohort[2])
                values[flow.late[kind, group, t]] += done
                cohort[2] -= done
                room[group, t] -= done
            if limit <= t:
                values[flow.given_up[kind, t]] += cohort[2]
                cohort[2] = 0
        waiting = [cohort for cohort in waiting if cohort[2]]
        for kind, _, minutes in waiting:
            values[flow.pool[kind, t]] += minutes
