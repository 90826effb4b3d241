"""What labour rules look at, as arrays: the clock of each shift, months, public holidays, consents, mentors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from staffing.build.places import Places
from staffing.documents.people import Agent
from staffing.labour import CONSENTS, Labour
from staffing.problem import Flags

TRAINED_AFTER = 84
"""Days after the start for which somebody with a mentor counts as being trained."""


def labour_of(places: Places, agents: tuple[Agent, ...]) -> Labour:
    """The facts of the planned people, shifts and days."""
    dates = places.axis.dates
    shifts = [at.shift for at in places.shifts]
    index = {agent.agent_id: number for number, agent in enumerate(agents)}
    return Labour(
        template_names=tuple(shift.id for shift in places.team.shifts),
        contract_names=tuple(agent.contract for agent in agents),
        clock=np.array([(shift.start, shift.end) for shift in shifts], dtype=np.int64),
        breaks=tuple(tuple((pause.start, pause.start + pause.minutes) for pause in shift.breaks) for shift in shifts),
        unpaid=tuple(
            tuple((pause.start, pause.start + pause.minutes) for pause in shift.breaks if not pause.paid)
            for shift in shifts
        ),
        night=np.array([shift.is_night for shift in shifts]),
        weekday=np.array([date.weekday() for date in dates]),
        month=np.array([12 * date.year + date.month for date in dates]),
        holiday=np.array([[date in place.holidays for date in dates] for place in places.every]),
        holiday_after=np.array([dates[-1] + timedelta(days=1) in place.holidays for place in places.every]),
        no_nights=_by_day(places, [_no_nights(agent, places) for agent in agents]),
        consent_names=CONSENTS,
        consents=np.array(
            [[what in places.team.consents or agent.agrees_to(what) for agent in agents] for what in CONSENTS]
        ),
        mentor=np.array([index.get(agent.mentor, -1) for agent in agents], dtype=np.int64),
        trainee=_by_day(places, [_training(agent, places) for agent in agents]),
    )


def _no_nights(agent: Agent, places: Places) -> list[bool]:
    until = agent.no_nights_until
    return [until is not None and date <= until for date in places.axis.dates]


def _training(agent: Agent, places: Places) -> list[bool]:
    if not agent.mentor:
        return [False] * len(places.axis.dates)
    if agent.hired_on is None:
        return [True] * len(places.axis.dates)
    return [0 <= (date - agent.hired_on).days < TRAINED_AFTER for date in places.axis.dates]


def _by_day(places: Places, rows: Sequence[Sequence[bool]]) -> Flags:
    return np.array(rows, dtype=bool).reshape(len(rows), len(places.axis.dates))
