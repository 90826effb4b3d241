"""The backlog inside the model: how the work of each interval is served, waits, or is planned to be late.

The fluid form of docs/concepts.md (Backlog). For class k and interval t: on_time[k, t] is work served before its
deadline, planned_late[k, t] work of that interval given up as late, late[k, t] late work served, given_up[k, t] late
work that passes the maximum age unserved (free unless a rule prices it). With nothing planned late it is exact:
equivalent to "capacity from s to the deadline of h covers arrivals from s to h" for all s <= h.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from staffing.problem import Integers
from staffing.rules.model import Bound

if TYPE_CHECKING:
    from staffing.rules.model import Model


@dataclass(frozen=True, eq=False)
class Flow:
    """Variables of the backlog, by deadline class and interval of the grid (tail included where it says E)."""

    on_time: Integers
    """[K, T + E]"""
    backlog: Integers
    """[K, T + E] on-time work waiting at the end of an interval."""
    planned_late: Integers
    """[K, T]"""
    late: Integers
    """[K, T]"""
    pool: Integers
    """[K, T] late work waiting at the end of an interval."""
    given_up: Integers
    """[K, T]"""
    opening_late: Integers
    """[N] work of each opening cohort planned late; a cohort that is late already counts whole."""

    @classmethod
    def on(cls, model: Model) -> Self:
        """Make the variables and state their balances in `model.structure`."""
        demand = model.problem.demand
        classes = demand.work.shape[0]
        opening = np.bincount(demand.opening_class, weights=demand.opening_work, minlength=classes).astype(np.int64)
        total = (demand.work.sum(axis=1) + opening)[:, None]
        wide = np.broadcast_to(total, (classes, demand.capacity.shape[2])).copy()
        short = np.ascontiguousarray(wide[:, : demand.intervals])
        flow = cls(
            on_time=model.variables(wide),
            backlog=model.variables(wide),
            planned_late=model.variables(demand.work),
            late=model.variables(short),
            pool=model.variables(short),
            given_up=model.variables(short),
            opening_late=model.variables(demand.opening_work),
        )
        for kind in range(classes):
            _on_time_balance(model, flow, kind)
            _late_balance(model, flow, kind)
        _late_from_the_start(model, flow)
        _capacity(model, flow)
        return flow


def _late_from_the_start(model: Model, flow: Flow) -> None:
    demand = model.problem.demand
    for cohort in np.flatnonzero(demand.opening_deadline <= 0):
        model.structure.append(Bound(flow.opening_late[[cohort]], low=int(demand.opening_work[cohort])))


def _on_time_balance(model: Model, flow: Flow, kind: int) -> None:
    """What waits is what came, less what was given up as late or served; and nothing waits beyond its deadline."""
    demand = model.problem.demand
    opening = np.flatnonzero(demand.opening_class == kind)
    deadline = int(demand.deadline[kind])
    for t in range(demand.capacity.shape[2]):
        new = demand.work[kind, t] if t < demand.intervals else 0
        variables = [flow.backlog[kind, t], flow.on_time[kind, t]]
        coefficients = [1, 1]
        if t < demand.intervals:
            variables.append(flow.planned_late[kind, t])
            coefficients.append(1)
        if t:
            variables.append(flow.backlog[kind, t - 1])
            coefficients.append(-1)
        else:
            new += demand.opening_work[opening].sum()
            variables.extend(flow.opening_late[opening])
            coefficients.extend([1] * len(opening))
        model.structure.append(_equal(variables, coefficients, int(new)))
        model.structure.append(_young(flow, kind, t, deadline, opening, demand.opening_deadline, model))


def _young(flow: Flow, kind: int, t: int, deadline: int, opening: Integers, limits: Integers, model: Model) -> Bound:
    """The backlog at the end of t holds only cohorts that may still be served in t + 1."""
    demand = model.problem.demand
    recent = np.arange(max(0, t - deadline + 2), min(t + 1, demand.intervals))
    waiting = opening[limits[opening] >= t + 2]
    variables = [flow.backlog[kind, t], *flow.planned_late[kind, recent], *flow.opening_late[waiting]]
    most = demand.work[kind, recent].sum() + demand.opening_work[waiting].sum()
    return Bound(np.array(variables), high=int(most))


def _late_balance(model: Model, flow: Flow, kind: int) -> None:
    """The pool of late work, emptied by service or, past the maximum age, given up."""
    demand = model.problem.demand
    opening = np.flatnonzero(demand.opening_class == kind)
    expired = opening[demand.opening_age_limit[opening] <= 0]
    if len(expired):  # past the maximum age at the start: no roster makes that good
        signs = np.concatenate([[1], -np.ones(len(expired), dtype=np.int64)])
        variables = np.concatenate([[flow.given_up[kind, 0]], flow.opening_late[expired]])
        model.structure.append(Bound(variables, signs, low=0))
    for t in range(demand.intervals):
        terms = [flow.pool[kind, t], flow.late[kind, t], flow.given_up[kind, t], flow.planned_late[kind, t]]
        coefficients = [1, 1, 1, -1]
        if t:
            terms.append(flow.pool[kind, t - 1])
            coefficients.append(-1)
        else:
            terms.extend(flow.opening_late[opening])
            coefficients.extend([-1] * len(opening))
        model.structure.append(_equal(terms, coefficients, 0))
        recent = np.arange(max(0, t - demand.maximum_age + 2), t + 1)
        young = opening[demand.opening_age_limit[opening] >= t + 2]
        allowed = np.concatenate([flow.planned_late[kind, recent], flow.opening_late[young]])
        ones = np.concatenate([[1], -np.ones(len(allowed), dtype=np.int64)])
        model.structure.append(Bound(np.concatenate([[flow.pool[kind, t]], allowed]), ones, high=0))


def _capacity(model: Model, flow: Flow) -> None:
    """Service of all classes together stays within what the roster's people can do."""
    problem, demand = model.problem, model.problem.demand
    planned = model.work[:, problem.history_days :, :]
    for t in range(demand.capacity.shape[2]):
        served = [*flow.on_time[:, t], *(flow.late[:, t] if t < demand.intervals else [])]
        day, shift = np.nonzero(demand.capacity[:, :, t])
        people = planned[:, day, shift]
        added = np.broadcast_to(demand.capacity[day, shift, t], people.shape)
        variables = np.concatenate([np.array(served), people.ravel()])
        coefficients = np.concatenate([np.ones(len(served), dtype=np.int64), -added.ravel()])
        model.structure.append(Bound(variables, coefficients, high=int(demand.base_capacity[t])))


def _equal(variables: list[int], coefficients: list[int], value: int) -> Bound:
    return Bound(np.array(variables), np.array(coefficients), low=value, high=value)
