"""The hiring program solved: how many start when, at a cost that is computed anew from what was found.

The linear program gives a bound and fractions; whole classes next to them are made better move by move. A small program
then goes to branch and bound, which proves the gap; for a large one that would take hours, and hardly lifts the bound
in minutes, so that the search ends by itself with what the linear program proves.
"""

from __future__ import annotations

import time

import numpy as np

from staffing.hiring.starts.evaluate import evaluate
from staffing.hiring.starts.highs import relaxed, whole
from staffing.hiring.starts.limits import allowed, classes_for
from staffing.hiring.starts.model import Integral, integral
from staffing.hiring.starts.polish import polish, shaken
from staffing.hiring.starts.program import Floats, Ints, Program, Starts
from staffing.hiring.starts.rounding import rounded

SMALL, LARGE = 40, 150
"""Weeks with starts, over all roles, up to which the gap is `EXACT`, and from which there is no branch and bound."""
EXACT, NEAR = 1e-7, 1e-4
SIZES = 4
"""Sizes of class that are tried, from the smallest on."""
ROUNDS = 100
"""Times that a large plan is shaken."""


def solve_program(program: Program, seconds: float) -> Starts:
    """The best starts found in about so many seconds, never worse than none; `bound` is below the cost of any.

    `status` is "optimal" where both are within the gap (1e-7 for small programs, else 1e-4), and "feasible" otherwise;
    `limit_hit` is "time" where the clock ended the search, and the same program may then have another answer. Raises
    OutsideError where the solver fails.
    """
    ends = time.monotonic() + seconds
    model = integral(program)
    gap = EXACT if model.choices <= SMALL else NEAR
    linear = relaxed(model.proto, seconds)
    bound = max(0.0, model.money(linear.bound))  # no cost is below 0: a credit never exceeds what it is given for
    people = _near(program, None if linear.values is None else model.people_of(linear.values), ends)
    if not _within(_cost(program, people), bound, gap):
        if model.choices < LARGE:
            people, proven = _proven(program, model, people, gap, ends)
            bound = max(bound, proven)
        else:
            people = shaken(program, people, ROUNDS, ends)
    return _starts(program, people, bound, gap, time.monotonic() >= ends)


def _near(program: Program, fractions: Floats | None, until: float) -> Ints:
    """The best whole plan next to the linear program; nobody where that came to nothing."""
    plans = [np.zeros(program.may_start.shape, dtype=np.int64)]
    if fractions is not None:
        last = min(program.class_max, program.class_min + SIZES - 1)
        near = [rounded(program, fractions, size) for size in range(program.class_min, last + 1)]
        near.sort(key=lambda plan: _cost(program, plan))
        plans += [polish(program, plan, until) for plan in near]
    return min(plans, key=lambda plan: _cost(program, plan))


def _proven(program: Program, model: Integral, people: Ints, gap: float, ends: float) -> tuple[Ints, float]:
    """Branch and bound from a plan: the better one, and the bound."""
    left = ends - time.monotonic()
    if left <= 0:
        return people, 0.0
    found = whole(model.proto, left, gap, np.concatenate([people.ravel(), classes_for(program, people).ravel()]))
    plans = [people]
    if found.values is not None:
        other = np.rint(model.people_of(found.values)).astype(np.int64)
        if allowed(program, other, classes_for(program, other)):
            plans.append(polish(program, other, max(ends, time.monotonic() + 1.0)))  # equal plans become the same one
    return min(plans, key=lambda plan: _cost(program, plan)), model.money(found.bound)


def _cost(program: Program, people: Ints) -> float:
    return evaluate(program, people, classes_for(program, people)).cost


def _within(cost: float, bound: float, gap: float) -> bool:
    return cost - bound <= gap * max(cost, 0.0) * (1 + 1e-3)  # the solver's own sum is rounded otherwise


def _starts(program: Program, people: Ints, bound: float, gap: float, late: bool) -> Starts:
    classes = classes_for(program, people)
    found = evaluate(program, people, classes)
    optimal = _within(found.cost, bound, gap)
    return Starts(
        people=people,
        classes=classes,
        overtime=found.overtime,
        outsourced=found.outsourced,
        short=found.short,
        status="optimal" if optimal else "feasible",
        cost=found.cost,
        bound=min(bound, found.cost),
        limit_hit="time" if late and not optimal else "",
        parts=found.parts,
    )
