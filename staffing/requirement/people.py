"""The people behind a requirement: who is there in the planned week, in which role, and what they can do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from staffing.build.people import dues, presence
from staffing.build.places import Place, Places
from staffing.build.skills import proficiency_of, speeds_of
from staffing.documents.people import Agent
from staffing.documents.roles import StaffedRole
from staffing.documents.sites import OpenHours
from staffing.documents.workspace import Workspace
from staffing.problem import Problem
from staffing.requirement.pooled_desk import DAYS, Floats
from staffing.requirement.pools import LITTLE


class People:
    """Who is there in the first planned week, and what they can do."""

    def __init__(
        self, workspace: Workspace, places: Places, problem: Problem, staffed: tuple[StaffedRole, ...]
    ) -> None:
        self.workspace, self.places, self.problem, self.staffed = workspace, places, problem, staffed
        team = workspace.team
        self.number = {name: index for index, name in enumerate(problem.agent_names)}
        self.contracts = {contract.id: contract for contract in team.contracts}
        held = [self.contracts[one.contract].minutes_per_week for one in workspace.agents if self.is_planned(one)]
        self.full_time_minutes = max(held or [contract.minutes_per_week for contract in team.contracts])
        self.speeds = self._speeds()
        self.present = self._present()
        self.power = np.array([sum(map(self.fte, self.planned(role))) for role in staffed], dtype=np.float64)

    def is_planned(self, agent: Agent) -> bool:
        """Whether the plan has this person."""
        return agent.agent_id in self.number

    def planned(self, role: StaffedRole) -> list[Agent]:
        """Those of a role whom the plan has."""
        return [agent for agent in role.people if self.is_planned(agent)]

    def fte(self, agent: Agent) -> float:
        """Full-time equivalents of a whole week of this person's contract, at their speed."""
        minutes = self.contracts[agent.contract].minutes_per_week
        return minutes / self.full_time_minutes * self.speeds.get(agent.agent_id, 1.0)

    def fixed(self, role: StaffedRole) -> float | None:
        """Full-time equivalents of a role with a number of heads of its own."""
        heads = role.role.heads
        return None if heads is None else heads * role.contract.minutes_per_week / self.full_time_minutes

    def ability(self) -> Floats:
        """[R, Q] full-time equivalents of a role who serve a queue; of a role without people next to nothing."""
        queues = tuple(queue.id for queue in self.workspace.team.queues)
        found = np.zeros((len(self.staffed), len(queues)))
        for row, role in zip(found, self.staffed, strict=True):
            people = self.planned(role)
            if role.role.heads is None and people:
                serves = proficiency_of(self.workspace.team, tuple(people)) > 0
                row += (serves * np.array([[max(self.fte(agent), LITTLE)] for agent in people])).sum(axis=0)
            elif role.role.heads is None:
                row += LITTLE * np.isin(queues, role.queues)
        return found

    def _present(self) -> dict[str, float]:
        """Of everybody who holds a role and is employed in the planned week."""
        agents = tuple(agent for role in self.staffed for agent in role.people)
        there = presence(self.places, agents, self.workspace.leave)
        minutes = dues(self.places, agents, there).minutes[:, 0].tolist()
        history = self.places.axis.history
        employed = [bool(days.any()) for days in there.employed[:, history : history + DAYS]]
        return {
            agent.agent_id: own * self.speeds.get(agent.agent_id, 1.0) / self.full_time_minutes
            for agent, own, here in zip(agents, minutes, employed, strict=True)
            if here
        }

    def _speeds(self) -> dict[str, float]:
        """Of the planned as the plan has them; of the others beside these."""
        names = self.problem.agent_names
        speeds = {name: percent / 100 for name, percent in zip(names, self.problem.speed.tolist(), strict=True)}
        others = tuple(one for one in self.workspace.agents if one.role == "agent" and not self.is_planned(one))
        planned = tuple(one for one in self.workspace.agents if self.is_planned(one))
        if others:
            work = self.problem.demand.queue_work.sum(axis=1)
            percents = speeds_of(proficiency_of(self.workspace.team, planned + others), work)[len(planned) :]
            speeds |= {one.agent_id: percent / 100 for one, percent in zip(others, percents.tolist(), strict=True)}
        return speeds

    def floor(self, roles: Sequence[int]) -> float:
        """Full-time equivalents behind the people on queue that opening hours ask for, of some roles' people.

        Hours of a site's own ask it of its people, those of the team of everybody, in proportion to their time.
        """
        everybody = [agent for agent in self.workspace.agents if self.is_planned(agent)]
        own = {agent.agent_id for role in roles for agent in self.planned(self.staffed[role])}
        team = self._part(own, everybody, self._cover(self.workspace.team.open_hours, self.places.every))
        sites = 0.0
        for number, place in enumerate(self.places.every):
            if place.site.open_hours is not None:
                here = [agent for agent in everybody if self.places.place_of(agent) == number]
                sites += self._part(own, here, self._cover(place.site.open_hours, (place,)))
        return max(team, sites)

    def _part(self, own: set[str], everybody: Sequence[Agent], fte: float) -> float:
        total = sum(map(self.fte, everybody))
        part = sum(self.fte(agent) for agent in everybody if agent.agent_id in own)
        return fte * part / total if total > 0 else 0.0

    def _cover(self, hours: OpenHours, where: Sequence[Place]) -> float:
        axis, minutes = where[0].axis, 0
        for day in axis.dates[axis.history : axis.history + DAYS]:
            span = hours.span(day.weekday())
            if span is not None and not all(place.is_closed(day) for place in where):
                minutes += span[1] - span[0]
        absence = self.workspace.team.shrinkage.absence
        return minutes * hours.min_on_queue / (1 - absence) / self.full_time_minutes
