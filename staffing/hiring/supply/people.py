"""The people of today over the weeks to come: survival, leave, days employed, and growing speed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from staffing.documents.people import Agent, Leave
from staffing.documents.roles import StaffedRole
from staffing.hiring.supply.attrition import Hazards
from staffing.hiring.supply.careers import career_of
from staffing.hiring.supply.cohort import Cohort, Floats
from staffing.hiring.supply.leave import Ints, days_away, days_employed, days_owed, leave_by_agent
from staffing.hiring.supply.staff import Staff

ASKED_WEEKS = 4
"""Weeks for which people have asked for their leave; after them it is at least the usual."""
SETTLED_WEEKS = 10_000
"""Tenure of whoever has no hired_on."""


@dataclass(frozen=True, eq=False)
class Person:
    """One person over the weeks, as the one state of a Cohort; all arrays [W]."""

    chance: Floats
    value: Floats
    started: Floats

    @property
    def key(self) -> bytes:
        """The same for people who are alike."""
        return self.chance.tobytes() + self.value.tobytes() + self.started.tobytes()

    def cohort(self, count: int) -> Cohort:
        """So many of them; who is there in week 0 has not started in it."""
        left = self.started - np.diff(self.chance, prepend=self.chance[0] - self.started[0])
        return Cohort(count, self.chance[None, :], self.value[None, :], self.started, left)


def people_cohorts(staffed: StaffedRole, weeks: Sequence[date], hazards: Hazards, present: Staff) -> tuple[Cohort, ...]:
    """The people of a role over the weeks, alike ones together, in the order of agents.csv.

    Who is hired in week 0 or before is there from the beginning; who is hired later starts as anybody does, and surely.
    Somebody with a last day may still leave before it.
    """
    ahead = RoleWeeks(tuple(weeks), hazards, present)
    rows = leave_by_agent(present.leave)
    alike: dict[bytes, tuple[int, Person]] = {}
    for agent in staffed.people:
        one = ahead.person(agent, rows.get(agent.agent_id, ()))
        if one.chance.any():
            count, _ = alike.get(one.key, (0, one))
            alike[one.key] = count + 1, one
    return tuple(one.cohort(count) for count, one in alike.values())


@dataclass(frozen=True, eq=False)
class RoleWeeks:
    """What all people of a role have in common over the weeks."""

    weeks: tuple[date, ...]
    hazards: Hazards
    staff: Staff

    def person(self, agent: Agent, leave: Iterable[Leave]) -> Person:
        """One agent with the leave they are known to take."""
        away = days_away(leave, self.weeks[0], len(self.weeks))
        employed = days_employed(agent, self.weeks[0], len(self.weeks))
        later = agent.hired_on is not None and (agent.hired_on - self.weeks[0]).days >= 7
        return self._starting(agent, employed, away) if later else self._there(agent, employed, away)

    def _there(self, agent: Agent, employed: Ints, away: Ints) -> Person:
        contract = self.staff.contracts[agent.contract]
        owed = days_owed(employed, away, contract.days_per_week)
        # at least, not on top: leave asked for already is part of the usual, and who is away for long takes no other
        usual = employed / 7 * (1 - self.staff.usual_share(contract))
        owed[ASKED_WEEKS:] = np.minimum(owed, usual)[ASKED_WEEKS:]
        tenure = self._tenure(agent)
        value = self.staff.share(contract) * self._speed(agent, tenure) * owed
        value[0] = self.staff.first_week.get(agent.agent_id, value[0])
        there = employed > 0
        return Person(self.hazards.staying(tenure) * there, value * there, np.zeros(len(self.weeks)))

    def _tenure(self, agent: Agent) -> Ints:
        """Whole weeks since they were hired, at the beginning of each week [W]."""
        if agent.hired_on is None:
            return np.full(len(self.weeks), SETTLED_WEEKS, dtype=np.int64)
        return np.maximum(0, (self.weeks[0] - agent.hired_on).days // 7 + np.arange(len(self.weeks), dtype=np.int64))

    def _speed(self, agent: Agent, tenure: Ints) -> Floats:
        """The written speed [W]; one below 1 of somebody who is still in their ramp grows along it.

        Whoever is slower at its end than others is slow for good, and a speed of 1 or more was meant for today.
        """
        ramp, training = self.staff.hiring.ramp, self.staff.hiring.training.weeks
        written = self.staff.speeds.get(agent.agent_id, 1.0)
        age = tenure - training
        if written >= 1 or age[0] >= len(ramp):
            return np.full(len(tenure), written)
        along = np.asarray(ramp)[np.clip(age, 0, len(ramp) - 1)]
        return np.where(age >= 0, np.maximum(written, along), written)

    def _starting(self, agent: Agent, employed: Ints, away: Ints) -> Person:
        """They start on the first day of the first week in which they are employed from the beginning."""
        assert agent.hired_on is not None
        contract, weeks = self.staff.contracts[agent.contract], len(self.weeks)
        start = -((self.weeks[0] - agent.hired_on).days // 7)
        hours = self.staff.full_time_minutes / 60
        career = career_of(self.staff.hiring, self.hazards, weeks, self.staff.per_head(contract), hours)
        chance, value, started = np.zeros((3, weeks))
        chance[start:], value[start:] = career.employed[: max(0, weeks - start)], career.fte[: max(0, weeks - start)]
        there = employed > 0
        started[start : start + 1] = there[start : start + 1]
        # per_head has the usual leave taken off; only what goes beyond it is missing besides
        usual = 1 - self.staff.usual_share(contract)
        owed = np.minimum(days_owed(employed, away, contract.days_per_week), usual)
        return Person(chance * there, value * there * (owed / usual if usual > 0 else 1.0), started)
