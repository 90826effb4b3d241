"""What hiring cannot change any more: the shortage before anybody opened for today could work."""

from __future__ import annotations

import numpy as np

from staffing.hiring.starts.program import Flags, Floats, Program


def first_useful(program: Program, role: int) -> int:
    """The first week in which somebody who may still start could bring more than nothing; W where there is none."""
    weeks = program.may_start.shape[1]
    brings = np.flatnonzero(program.fte[role, :weeks] > 0)
    starts = np.flatnonzero(program.may_start[role])
    if not brings.size or not starts.size:
        return int(weeks)
    return min(int(weeks), int(starts[0] + brings[0]))


def unpreventable(program: Program) -> Floats:
    """[R, W] full-time equivalents expected too few, stop-gaps not counted, whatever is decided today.

    Each role by itself could have all the trainers, full classes and the whole budget, and choose anew for each week
    who helps it most. That is no less than any plan brings, so under every plan at least this much is short.
    """
    most = most_brought(program)
    return np.asarray(np.maximum(0.0, program.need - most[:, None, :]).mean(axis=1), dtype=np.float64)


def most_brought(program: Program) -> Floats:
    """[R, W] full-time equivalents that the starts of no plan exceed in a week."""
    roles, weeks = program.may_start.shape
    beyond = np.arange(weeks) >= program.planned
    found = np.zeros((roles, weeks))
    for role in range(roles):
        each = _each(program, role)
        open_then = program.may_start[role]
        limited = _full_classes(program, each, open_then & beyond)
        limited += _most_hires(program, role) * np.where(open_then & ~beyond, each, 0.0).max(axis=1)
        found[role] = np.minimum(_full_classes(program, each, open_then), limited)
    return found


def _each(program: Program, role: int) -> Floats:
    """[W, W] what one start in a week (second axis) brings to a week (first axis), where that helps."""
    weeks = program.may_start.shape[1]
    age = np.arange(weeks)[:, None] - np.arange(weeks)
    return np.where(age >= 0, np.maximum(0.0, program.fte[role][np.maximum(age, 0)]), 0.0)


def _full_classes(program: Program, each: Floats, may: Flags) -> Floats:
    """[W] the most that full classes bring, one after the other with each trainer.

    Classes in training at once are an interval matrix, so that what is best for one trainer is best for all of them.
    """
    busy = max(1, program.training_weeks)
    best = np.zeros((len(each), len(may) + busy))  # the best of all starts before a week, `busy` places later
    for week, open_then in enumerate(may.tolist()):
        at = week + busy
        before = best[:, at - 1]
        best[:, at] = np.maximum(before, best[:, week] + each[:, week]) if open_then else before
    return np.asarray(best[:, -1] * program.class_max * program.trainers, dtype=np.float64)


def _most_hires(program: Program, role: int) -> float:
    """People whom the budget of the planned weeks pays; a large number where nothing limits it."""
    most = float(program.may_start.shape[1] * program.class_max * program.trainers)
    if program.most_hires is not None:
        most = min(most, float(program.most_hires))
    one = float(program.per_hire[role] + program.per_class[role] / program.class_max)
    if program.most_money is not None and one > 0:
        most = min(most, float(np.floor(program.most_money / one + 1e-9)))
    return most
