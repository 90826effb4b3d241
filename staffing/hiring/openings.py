"""Out of the starts planned: whom to open for by when, through the funnel, and what a slip costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from staffing.documents.hiring import Funnel, Hiring
from staffing.hiring.answer import Opening, Slip
from staffing.hiring.role import RoleOutlook, promise_of
from staffing.hiring.supply.bands import expected_short, mean_over
from staffing.hiring.supply.cohort import Cohort

SLIP_WEEKS = 4
"""How late an opening is tried to be."""
SEEN = 0.1
"""Part of the most that a delay takes from a week, below which a week counts as untouched: who started later has had
less time to leave, and so differs for ever.
"""


@dataclass(frozen=True)
class Dates:
    """The days of an opening, counted back from its start."""

    start: date
    accept_by: date
    open_by: date


def dates_of(start: date, hiring: Hiring) -> Dates:
    """The offer is accepted a notice before the start, the requisition opened the time to fill (P80) before that."""
    accept_by = start - timedelta(days=hiring.notice_days)
    return Dates(start, accept_by, accept_by - timedelta(days=math.ceil(hiring.time_to_fill.p80_days)))


def first_start(now: date, weeks: tuple[date, ...], hiring: Hiring) -> int:
    """The first week in which somebody whose requisition is opened today can be counted on; len(weeks) if none."""
    return next((number for number, day in enumerate(weeks) if dates_of(day, hiring).open_by >= now), len(weeks))


def weeks_to_start(hiring: Hiring) -> int:
    """Whole weeks from opening a requisition to the start that can be counted on."""
    return math.ceil((math.ceil(hiring.time_to_fill.p80_days) + hiring.notice_days) / 7)


def useful_after(hiring: Hiring) -> int:
    """Weeks from the start to the first one at full speed."""
    return hiring.training.weeks + hiring.ramp.index(1.0)


def through(funnel: Funnel, people: int) -> tuple[int, int, int]:
    """Offers, interviews and candidates that so many starts need."""
    offers = math.ceil(round(people / (funnel.accept * funnel.show), 9))
    interviews = math.ceil(round(offers / funnel.offer, 9))
    return offers, interviews, math.ceil(round(interviews / funnel.interview, 9))


def openings_of(outlook: RoleOutlook, starts: tuple[tuple[int, int], ...], hiring: Hiring) -> tuple[Opening, ...]:
    """One opening for each week (and number of people) in which people start, with what four weeks' slip costs."""
    found = []
    every = [outlook.starters(week, people) for week, people in starts]
    for number, (week, people) in enumerate(starts):
        dates = dates_of(outlook.weeks[week], hiring)
        offers, interviews, candidates = through(hiring.funnel, people)
        others = (*outlook.expected, *every[:number], *every[number + 1 :])
        found.append(
            Opening(
                role=outlook.id,
                headcount=people,
                open_by=dates.open_by,
                accept_by=dates.accept_by,
                start=dates.start,
                useful_from=dates.start + timedelta(days=7 * useful_after(hiring)),
                offers=offers,
                interviews=interviews,
                candidates=candidates,
                slip=_slip(outlook, others, every[number], outlook.starters(week + SLIP_WEEKS, people)),
            )
        )
    return tuple(found)


def _slip(outlook: RoleOutlook, others: tuple[Cohort, ...], planned: Cohort, late: Cohort) -> Slip:
    missing = np.abs(planned.fte - late.fte)
    differ = np.flatnonzero(missing > SEEN * max(float(missing.max()), 1e-9))
    if not len(differ):
        return Slip(0.0, 0, math.nan, math.nan)
    part = slice(int(differ[0]), int(differ[-1]) + 1)
    required, figures = outlook.required[:, part], []
    for own in (planned, late):
        cohorts = (*others, own)
        inside = tuple(cohort.within(part) for cohort in cohorts)
        promise = mean_over(promise_of(outlook, cohorts, part), required, inside)
        figures.append((float(expected_short(required, inside).sum()), float(promise.mean())))
    (short, kept), (short_late, kept_late) = figures
    return Slip(short_late - short, part.stop - part.start, kept, kept_late)
