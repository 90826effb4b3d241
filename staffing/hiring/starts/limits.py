"""What starts may look like: sizes of classes, trainers and the budget; said once, without a solver."""

from __future__ import annotations

import numpy as np

from staffing.hiring.starts.program import Flags, Floats, Ints, Program

ROUNDING = 1e-9
"""Relative, of the budget."""


def classes_for(program: Program, people: Ints) -> Ints:
    """The fewest classes that seat so many starters."""
    return np.asarray(-(-people // program.class_max), dtype=np.int64)


def seated(program: Program, people: Ints) -> Flags:
    """Whether so many starters fill some number of classes, none too small."""
    return np.asarray(classes_for(program, people) <= people // program.class_min, dtype=np.bool_)


def in_training(program: Program, classes: Ints) -> Ints:
    """Classes that learn in each week [..., W]; one without training weeks fills its first."""
    begun = np.cumsum(classes, axis=-1)
    busy = max(1, program.training_weeks)
    begun[..., busy:] -= begun[..., :-busy].copy()
    return np.asarray(begun, dtype=np.int64)


def money(program: Program, people: Ints, classes: Ints) -> Floats:
    """Hiring and classes in the planned weeks, by role."""
    upto = slice(0, program.planned)
    hiring = people[:, upto].sum(axis=1) * program.per_hire
    return np.asarray(hiring + classes[:, upto].sum(axis=1) * program.per_class, dtype=np.float64)


def allowed(program: Program, people: Ints, classes: Ints) -> bool:
    """Whether people and classes [R, W] keep all limits."""
    sized = (classes * program.class_min <= people) & (people <= classes * program.class_max)
    fits = bool(sized.all() and not people[~program.may_start].any() and (people >= 0).all())
    fits = fits and int(in_training(program, classes.sum(axis=0)).max(initial=0)) <= program.trainers
    if program.most_hires is not None:
        fits = fits and int(people[:, : program.planned].sum()) <= program.most_hires
    if program.most_money is not None:
        most = program.most_money * (1 + ROUNDING)
        fits = fits and float(money(program, people, classes).sum()) <= most
    return fits
