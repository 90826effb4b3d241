"""What one person brings in the weeks after their start: training, ramp, mentors, and the chance to be there still."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from staffing.documents.hiring import Hiring
from staffing.hiring.supply.attrition import Hazards
from staffing.hiring.supply.cohort import Cohort, Floats


@dataclass(frozen=True, eq=False)
class Career:
    """One who starts, by weeks since the start; all arrays [A], the week of the start is week 0 and paid for.

    `employed`: the chance to be there. `fte`: full-time equivalents while there, below 0 where mentors give more than
    the new person does. `left`: the chance that this is the first week in which they are gone.
    """

    employed: Floats
    fte: Floats
    left: Floats

    @property
    def expected(self) -> Floats:
        """Full-time equivalents that one start brings on average [A]."""
        return self.employed * self.fte


def career_of(hiring: Hiring, hazards: Hazards, length: int, per_head: float, full_time_hours: float) -> Career:
    """The first `length` weeks of one who brings `per_head` full-time equivalents at full speed.

    Mentors' hours count as equivalents of `full_time_hours` a week. Without weeks of training nobody can fail it.
    """
    training, mentoring = hiring.training, hiring.mentoring
    age = np.arange(length)
    after = age - training.weeks
    passed = 1.0 if training.weeks == 0 else training.pass_rate
    employed = hazards.staying(age) * np.where(after >= 0, passed, 1.0)
    ramp = np.asarray(hiring.ramp)[np.clip(after, 0, len(hiring.ramp) - 1)]
    taken = np.where(after < mentoring.weeks, mentoring.hours_per_week / full_time_hours, 0.0)
    fte = np.where(after >= 0, ramp * per_head - taken, 0.0)
    return Career(employed, fte, -np.diff(employed, prepend=1.0))


def cohort_of(count: int, starts: Floats, career: Career) -> Cohort:
    """`count` people each of whom starts in week w with probability `starts` [W]; the career is of W weeks or more.

    Ages at which one brings the same are one state: a start of unknown week would else have as many as there are weeks.
    """
    weeks = len(starts)
    age = np.arange(weeks)[None, :] - np.arange(weeks)[:, None]  # [start week, week]
    ages = np.where(age >= 0, age, 0)
    at = np.where(age >= 0, starts[:, None], 0.0)
    levels, level_of = np.unique(career.fte[:weeks], return_inverse=True)
    chances = np.zeros((len(levels), weeks))
    np.add.at(chances, (level_of[ages], np.arange(weeks)[None, :]), at * career.employed[ages])
    left = np.asarray((at * career.left[ages]).sum(axis=0), dtype=np.float64)
    return Cohort(count, chances, np.repeat(levels[:, None], weeks, axis=1), starts, left)
