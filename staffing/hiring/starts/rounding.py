"""From the fractions of the linear program to whole classes: starts wait until enough of them fill a class."""

from __future__ import annotations

import numpy as np

from staffing.hiring.starts.limits import ROUNDING, classes_for
from staffing.hiring.starts.program import Floats, Ints, Program


def rounded(program: Program, fractions: Floats, size: int) -> Ints:
    """Starters [R, W] near the `fractions`, in classes of about `size`, within all limits.

    Week by week, the roles that have waited for the most people come first.
    """
    found = np.zeros(fractions.shape, dtype=np.int64)
    owed = np.zeros(len(fractions))
    left = _Left(program)
    for week in range(fractions.shape[1]):
        owed += fractions[:, week]
        for role in np.argsort(-owed, kind="stable").tolist():
            wanted = int(owed[role] + 0.5)
            if not program.may_start[role, week] or wanted < max(size, program.class_min):
                continue
            people = left.take(role, week, wanted)
            found[role, week] = people
            owed[role] -= people
    return found


class _Left:
    """Trainers and budget that nothing has taken yet."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.trainers = np.full(program.may_start.shape[1], program.trainers, dtype=np.int64)
        self.hires = np.inf if program.most_hires is None else float(program.most_hires)
        self.money = np.inf if program.most_money is None else program.most_money * (1 + ROUNDING)

    def take(self, role: int, week: int, wanted: int) -> int:
        """The most people up to `wanted` for whom everything suffices, which is then taken."""
        program, planned = self.program, week < self.program.planned
        learning = slice(week, week + max(1, program.training_weeks))
        people = min(wanted, int(self.trainers[learning].min()) * program.class_max)
        people = int(min(people, self.hires)) if planned else people
        while people > 0:
            classes = int(classes_for(program, np.array(people)))
            spent = people * program.per_hire[role] + classes * program.per_class[role]
            if classes * program.class_min <= people and (spent <= self.money or not planned):
                self.trainers[learning] -= classes
                self.hires -= people * planned
                self.money -= spent * planned
                return people
            people -= 1
        return 0
