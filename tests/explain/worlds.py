"""Small worlds in which something stands against a good roster."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from staffing.explain import Finding
from staffing.problem import Demand, Flags, Problem
from staffing.rules import Rule
from staffing.service.window_sums import Uncertainty
from tests.rules.worlds import tiny_demand, tiny_world


def one(history: str = "", **changes: Any) -> Problem:
    """One agent, three days."""
    return tiny_world(1, 3, history, **changes)


def two(**changes: Any) -> Problem:
    """Two agents, three days."""
    return tiny_world(2, 3, **changes)


def fortnight(**changes: Any) -> Problem:
    """One agent, two weeks of five days due."""
    week = np.arange(14) // 7
    owed = {
        "days_due": np.full((1, 2), 5),
        "minutes_due": np.full((1, 2), 2400),
        "minutes_guaranteed": np.full((1, 2), 2400),
        "overtime_minutes": np.zeros((1, 2), dtype=np.int64),
        "overtime_days": np.zeros((1, 2), dtype=np.int64),
    }
    return tiny_world(1, 14, **{"week": week, **owed, **changes})


def away(agents: int, *days: tuple[int, int]) -> Flags:
    """Leave of three days' world, by agent and day."""
    leave = np.zeros((agents, 3), dtype=bool)
    for agent, day in days:
        leave[agent, day] = True
    return leave


def closed(days: int, *off: int) -> Flags:
    """[1, D, 2] available on all days but some."""
    there = np.ones((1, days, 2), dtype=bool)
    there[0, list(off)] = False
    return there


def long_tail(demand: Demand) -> Demand:
    """The demand on a grid that reaches its longest deadline; nobody works in what is added."""
    more = max(0, demand.intervals + int(demand.deadline.max()) - len(demand.base_total))
    capacity = np.pad(demand.capacity, ((0, 0), (0, 0), (0, more)))
    return replace(demand, capacity=capacity, base_capacity=np.pad(demand.base_capacity, ((0, 0), (0, more))))


def found(check: Any, problem: Problem, *rules: Rule) -> list[Finding]:
    """What a check of facts finds."""
    return list(check(problem, rules))


def scattered(problem: Problem, deviation: float, absence: float = 0.0, opening: float = 0.0) -> Uncertainty:
    """Every interval's work of every class strays on its own by so many minutes; all open work by `opening`."""
    classes, intervals = problem.demand.work.shape
    edge = np.arange(intervals + 1)
    block = deviation**2 * np.minimum(edge[:, None], edge)
    covariance = np.kron(np.eye(classes), block).astype(np.float64)
    return Uncertainty(covariance, np.full(len(problem.demand.base_total), opening**2), absence)


def waiting(minutes: int, left: int, late: int = 0, **changes: Any) -> Problem:
    """One agent, and open work with `left` intervals to its deadline, beside some that is late already."""
    at_start: dict[str, Any] = {
        "opening_class": np.array([0, 0]),
        "opening_work": np.array([minutes, late]),
        "opening_deadline": np.array([left, 0]),
        "opening_age_limit": np.array([5, 5]),
    }
    return one(demand=tiny_demand(3, **at_start), **changes)
