"""Who comes and when: the openings under way, and the starts that a plan decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from staffing.documents.hiring import Funnel, Hiring
from staffing.documents.requisition import Requisition, Stage
from staffing.hiring.supply.careers import Career, cohort_of
from staffing.hiring.supply.cohort import Cohort, Floats
from staffing.hiring.supply.lateness import filling_of


@dataclass(frozen=True)
class Remaining:
    """What a stage says: the share of the time to fill still to come, and that each opening is filled at all.

    `fills` None: as the funnel says of whoever has accepted. Before that another candidate may be found.
    """

    share: float
    fills: float | None


STAGES: dict[Stage, Remaining] = {
    "open": Remaining(1.0, 0.8),
    "screening": Remaining(0.75, 0.8),
    "interview": Remaining(0.45, 0.85),
    "offer": Remaining(0.15, 0.9),
    "accepted": Remaining(0.0, None),
}
"""Assumed, where a requisition does not say better; whatever is on hold, filled or cancelled brings nobody."""


def fill_probability(requisition: Requisition, funnel: Funnel) -> float:
    """The chance that each of its people comes at all: as written, else as its stage says."""
    if requisition.stage not in STAGES:
        return 0.0
    if requisition.fill_probability is not None:
        return requisition.fill_probability
    said = STAGES[requisition.stage].fills
    return funnel.show if said is None else said


def start_chances(requisition: Requisition, weeks: Sequence[date], now: date, hiring: Hiring) -> Floats:
    """The chance [W] that one of its people starts in each week; what is missing from 1 comes later, or not at all.

    People start on a week's first day. Without an expected start, that is the first one after the remaining time to
    fill and the notice. With one, the remaining time only spreads the start: half of those who come are there by the
    expected day, nobody before the notice. A day that has become impossible counts as the first possible one. Whoever
    has accepted starts on the day they gave.
    """
    if requisition.stage not in STAGES:
        return np.zeros(len(weeks))
    filling = filling_of(hiring.time_to_fill, STAGES[requisition.stage].share)
    earliest = now + timedelta(days=hiring.notice_days)
    told = requisition.expected_start
    if told is not None and requisition.stage == "accepted":
        done = [float(told <= first) for first in weeks]
    elif told is not None:
        middle = max(told, earliest)
        done = [filling.within((first - middle).days + filling.median) * (first >= earliest) for first in weeks]
    else:
        done = [filling.within((first - earliest).days) for first in weeks]
    return fill_probability(requisition, hiring.funnel) * np.diff(np.asarray(done), prepend=0.0)


def requisition_cohorts(
    requisitions: Sequence[Requisition],
    role_id: str,
    career: Career,
    weeks: Sequence[date],
    now: date,
    hiring: Hiring,
) -> tuple[Cohort, ...]:
    """The people of a role's openings, each of whom comes or not independently of the others.

    A freeze does not touch them: they were promised before it.
    """
    return tuple(
        cohort_of(one.headcount, start_chances(one, weeks, now, hiring), career)
        for one in requisitions
        if one.role == role_id and fill_probability(one, hiring.funnel) > 0
    )


def start_cohort(count: int, week: int, career: Career, late: Floats, weeks: int) -> Cohort:
    """`count` people planned to start in a week, each `late` [k] weeks late; who is later than the plan brings none."""
    starts = np.zeros(weeks)
    inside = late[: max(0, weeks - week)]
    starts[week : week + len(inside)] = inside
    return cohort_of(count, starts, career)
