"""The backlog inside the model: how the work of each interval is served, waits, or is planned to be late.

The fluid form of docs/concepts.md (Backlog). For class k, skill group g and interval t: on_time[k, g, t] is work
served before its deadline, planned_late[k, t] work of that interval given up as late, late[k, g, t] late work served,
given_up[k, t] late work that passes the maximum age unserved (free unless a rule prices it). With nothing planned late
and one group it is exact: equivalent to "capacity from s to the deadline of h covers arrivals from s to h", all s <= h.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np

from staffing.problem import Demand, Integers, Problem
from staffing.rules.bound import Bound, Variables


@dataclass(frozen=True, eq=False)
class Flow:
    """Variables of the backlog, by deadline class and interval of the grid (tail included where it says E).

    Where a group does not serve a class stands variable 0, which is always 0.
    """

    on_time: Integers
    """[K, G, T + E]"""
    backlog: Integers
    """[K, T + E] on-time work waiting at the end of an interval."""
    planned_late: Integers
    """[K, T]"""
    late: Integers
    """[K, G, T]"""
    pool: Integers
    """[K, T] late work waiting at the end of an interval."""
    given_up: Integers
    """[K, T]"""
    opening_late: Integers
    """[N] work of each opening cohort planned late; a cohort that is late already counts whole."""

    @classmethod
    def of(cls, problem: Problem, variables: Variables, people: Integers) -> tuple[Self, list[Bound]]:
        """The variables of a problem's backlog and their balances; `people` is [P, D, S] of the model."""
        demand = problem.demand
        classes = demand.work.shape[0]
        opening = np.bincount(demand.opening_class, weights=demand.opening_work, minlength=classes).astype(np.int64)
        total = (demand.work.sum(axis=1) + opening)[:, None]
        wide = np.broadcast_to(total, (classes, demand.capacity.shape[2])).copy()
        short = np.ascontiguousarray(wide[:, : demand.intervals])
        flow = cls(
            on_time=_by_group(demand, variables, wide),
            backlog=variables.new(wide),
            planned_late=variables.new(demand.work),
            late=_by_group(demand, variables, short),
            pool=variables.new(short),
            given_up=variables.new(short),
            opening_late=variables.new(demand.opening_work),
        )
        balances = [bound for kind in range(classes) for bound in _of_class(demand, flow, kind)]
        return flow, [*balances, *_capacity(problem, flow, people)]


def _by_group(demand: Demand, variables: Variables, high: Integers) -> Integers:
    """[K, G, ...] variables of each group that serves the class, from the [K, ...] most they may be."""
    found = np.zeros((len(high), demand.groups, high.shape[1]), dtype=np.int64)
    for group, kind in np.argwhere(demand.serves):
        found[kind, group] = variables.new(high[kind])
    return found


def _of_class(demand: Demand, flow: Flow, kind: int) -> Iterator[Bound]:
    opening = np.flatnonzero(demand.opening_class == kind)
    for t in range(demand.capacity.shape[2]):
        yield _on_time(demand, flow, kind, t, opening)
        yield _young_enough(demand, flow, kind, t, opening)
    yield from _late_from_the_start(demand, flow, kind, opening)
    for t in range(demand.intervals):
        yield _late(demand, flow, kind, t, opening)
        yield _below_maximum_age(demand, flow, kind, t, opening)


def _on_time(demand: Demand, flow: Flow, kind: int, t: int, opening: Integers) -> Bound:
    """What waits is what waited and came, less what was given up as late or served."""
    plus = [flow.backlog[kind, t], *flow.on_time[kind, demand.serves[:, kind], t]]
    minus = [flow.backlog[kind, t - 1]] if t else []
    new = 0
    if t < demand.intervals:
        plus.append(flow.planned_late[kind, t])
        new += int(demand.work[kind, t])
    if not t:
        plus.extend(flow.opening_late[opening])
        new += int(demand.opening_work[opening].sum())
    return _balance(plus, minus, new)


def _young_enough(demand: Demand, flow: Flow, kind: int, t: int, opening: Integers) -> Bound:
    """The backlog at the end of t holds only cohorts that may still be served in t + 1."""
    first = int(np.searchsorted(demand.last[kind], t + 1))
    recent = np.arange(first, min(t + 1, demand.intervals))
    waiting = opening[demand.opening_deadline[opening] >= t + 2]
    variables = [flow.backlog[kind, t], *flow.planned_late[kind, recent], *flow.opening_late[waiting]]
    most = demand.work[kind, recent].sum() + demand.opening_work[waiting].sum()
    return Bound(np.array(variables), high=int(most))


def _late_from_the_start(demand: Demand, flow: Flow, kind: int, opening: Integers) -> Iterator[Bound]:
    """Cohorts that no roster can make good: late already, or past the maximum age already."""
    for cohort in opening[demand.opening_deadline[opening] <= 0]:
        yield Bound(flow.opening_late[[cohort]], low=int(demand.opening_work[cohort]))
    expired = opening[demand.opening_age_limit[opening] <= 0]
    if len(expired):
        signs = np.concatenate([[1], -np.ones(len(expired), dtype=np.int64)])
        yield Bound(np.concatenate([[flow.given_up[kind, 0]], flow.opening_late[expired]]), signs, low=0)


def _late(demand: Demand, flow: Flow, kind: int, t: int, opening: Integers) -> Bound:
    """The pool of late work: what was planned late goes in, what is served or given up goes out."""
    plus = [flow.pool[kind, t], *flow.late[kind, demand.serves[:, kind], t], flow.given_up[kind, t]]
    minus = [flow.planned_late[kind, t], *([flow.pool[kind, t - 1]] if t else flow.opening_late[opening])]
    return _balance(plus, minus, 0)


def _below_maximum_age(demand: Demand, flow: Flow, kind: int, t: int, opening: Integers) -> Bound:
    """The pool at the end of t holds only late work that may still be served in t + 1."""
    recent = np.arange(int(np.searchsorted(demand.age_last[kind], t + 1)), t + 1)
    young = opening[demand.opening_age_limit[opening] >= t + 2]
    allowed = [*flow.planned_late[kind, recent], *flow.opening_late[young]]
    signs = np.concatenate([[1], -np.ones(len(allowed), dtype=np.int64)])
    return Bound(np.array([flow.pool[kind, t], *allowed]), signs, high=0)


def _capacity(problem: Problem, flow: Flow, people: Integers) -> Iterator[Bound]:
    """Service of all classes together stays within what the people of each skill group can do."""
    demand, profiles = problem.demand, problem.profiles
    for group in range(demand.groups):
        members = np.flatnonzero(profiles.group == group)
        added = [problem.capacity_at(int(profiles.speed[profile])) for profile in members]
        for t in range(demand.capacity.shape[2]):
            kinds = demand.serves[group]
            served = [flow.on_time[kinds, group, t], *([flow.late[kinds, group, t]] if t < demand.intervals else [])]
            variables, coefficients = [*served], [np.ones(sum(map(len, served)), dtype=np.int64)]
            for profile, capacity in zip(members, added, strict=True):
                day, shift = np.nonzero(capacity[:, :, t])
                variables.append(people[profile, day, shift])
                coefficients.append(-capacity[day, shift, t])
            yield Bound(
                np.concatenate(variables), np.concatenate(coefficients), high=int(demand.base_capacity[group, t])
            )


def _balance(plus: list[int], minus: list[int], value: int) -> Bound:
    signs = np.concatenate([np.ones(len(plus), dtype=np.int64), -np.ones(len(minus), dtype=np.int64)])
    return Bound(np.array([*plus, *minus]), signs, low=value, high=value)
