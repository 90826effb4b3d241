"""One role over the weeks: what it requires, who is there, and what one more person would bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from staffing.documents.roles import StaffedRole
from staffing.hiring.answer import Floats, Line
from staffing.hiring.supply.bands import gap_figures, gap_quantiles, mean_over
from staffing.hiring.supply.careers import Career
from staffing.hiring.supply.cohort import Cohort, total
from staffing.hiring.supply.filling import start_cohort


@dataclass(frozen=True, eq=False)
class RoleOutlook:
    """What is known of a role before anything is planned.

    `required` [J, W] in equally likely cases; `people` are there now, `coming` are the open requisitions'. `promise` is
    the chance that a week is kept by available / required, its own and that of the week before. `per_head`: full-time
    equivalents of a new person at full speed. `late` [K]: chance that a planned start is k weeks late. Weeks from
    `planned` on are not told.
    """

    staffed: StaffedRole
    weeks: tuple[date, ...]
    planned: int
    required: Floats
    people: tuple[Cohort, ...]
    coming: tuple[Cohort, ...]
    career: Career
    per_head: float
    late: Floats
    promise: Callable[[Floats, Floats], Floats]

    @property
    def id(self) -> str:
        """The role's name."""
        return self.staffed.id

    @property
    def expected(self) -> tuple[Cohort, ...]:
        """Whoever is there or comes without a further decision."""
        return (*self.people, *self.coming)

    def starters(self, week: int, people: int) -> Cohort:
        """People planned to start in a week."""
        return start_cohort(people, week, self.career, self.late, len(self.weeks))


def line_of(name: str, outlook: RoleOutlook, cohorts: tuple[Cohort, ...]) -> Line:
    """The figures of the planned weeks with these people."""
    told, weeks = slice(0, outlook.planned), outlook.planned
    inside = tuple(cohort.within(told) for cohort in cohorts)  # the same objects for all questions: one distribution
    required = outlook.required[:, told]
    p10, p90, short = gap_figures(required, inside)
    available = total(inside, weeks, lambda one: one.fte)
    high, low = -gap_quantiles(np.zeros((1, weeks)), inside, (0.1, 0.9))
    return Line(
        name=name,
        available=available,
        available_p10=low,
        available_p90=high,
        gap=required.mean(axis=0) - available,
        p10=p10,
        p90=p90,
        short=short,
        heads=total(inside, weeks, lambda one: one.heads),
        started=total(inside, weeks, lambda one: one.count * one.started),
        left=total(inside, weeks, lambda one: one.count * one.left),
        promise=mean_over(promise_of(outlook, cohorts, told), required, inside),
    )


def promise_of(outlook: RoleOutlook, cohorts: tuple[Cohort, ...], part: slice) -> Callable[[int, Floats], Floats]:
    """The chance that a week of `part` keeps its promise, by its number there and available / required.

    Whoever is missing in a week was mostly missing in the week before it, while a sale was not there: so the ratio of
    the week before moves with that of the week, in the proportion of what is expected of both. The first week is taken
    to follow one like it.
    """
    available = total(cohorts, len(outlook.weeks), lambda one: one.fte)
    required = outlook.required.mean(axis=0)
    ratio = np.divide(np.maximum(available, 0.0), required, out=np.ones_like(required), where=required > 0)
    then = np.ones_like(ratio)
    np.divide(ratio[:-1], ratio[1:], out=then[1:], where=ratio[1:] > 0)
    then = then[part]
    return lambda week, own: outlook.promise(own, own * then[week])
