"""Who serves which queue, and how fast: told only where people differ in it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from staffing.build.skills import proficiency_of
from staffing.plan import Outlook
from staffing.promise.extra import Line, like_of, short_of
from staffing.reports.people import planned_agents, shown_name
from staffing.reports.plain_text import counted
from staffing.simulate.service import Service

NAMED = 12
"""People of a group who are named; of a larger one the number is told."""


@lru_cache(maxsize=4)  # asked for each person
def skills_differ(outlook: Outlook) -> bool:
    """Whether it matters who works a shift."""
    known = proficiency_of(outlook.workspace.team, planned_agents(outlook))
    return bool((known != known[:1]).any())


def served(outlook: Outlook, agent: int) -> dict[str, float]:
    """The queues that an agent of the problem serves, in the team's order, each with its proficiency."""
    names = outlook.problem.queue_names
    own = planned_agents(outlook)[agent].proficiency(names)
    return {queue: own[queue] for queue in names if own.get(queue, 0.0) > 0}


def served_text(outlook: Outlook, agent: int) -> str:
    """`payments, listings at 0.8`."""
    return ", ".join(
        queue if proficiency == 1 else f"{queue} at {proficiency:g}"
        for queue, proficiency in served(outlook, agent).items()
    )


def skill_lines(outlook: Outlook, *, named: bool = True) -> list[str]:
    """One sentence per skill group: its queues and its people; none where people do not differ."""
    if not skills_differ(outlook):
        return []
    agents, found = planned_agents(outlook), []
    for queues, members in _groups(outlook):
        people = counted(len(members), "agent")
        if named and len(members) <= NAMED:
            people = ", ".join(_slower(outlook, agent, shown_name(agents[agent])) for agent in members)
        found.append(f"{', '.join(queues)}: {people}")
    return found


def group_records(outlook: Outlook) -> list[dict[str, Any]]:
    """The skill groups as plain data; `agents` has the proficiency of each on each queue."""
    names = outlook.problem.agent_names
    return [
        {
            "queues": list(queues),
            "people": len(members),
            "agents": {names[agent]: served(outlook, agent) for agent in members},
        }
        for queues, members in _groups(outlook)
    ]


def like_record(outlook: Outlook, service: Service, line: Line) -> str | None:
    """Whose skills one more person on a line was given; None where all have the same."""
    if not skills_differ(outlook):
        return None
    return outlook.problem.agent_names[_like(outlook, service, line)]


def like_text(outlook: Outlook, service: Service, line: Line) -> str:
    """The same in words, with the queues; empty where all have the same."""
    if not skills_differ(outlook):
        return ""
    like = _like(outlook, service, line)
    return f" with the skills of {shown_name(planned_agents(outlook)[like])} ({served_text(outlook, like)})"


def like_name(outlook: Outlook, service: Service, line: Line) -> str:
    """`, skills of Amelia Fraser`, for a table; empty where all have the same."""
    if not skills_differ(outlook):
        return ""
    return f", skills of {shown_name(planned_agents(outlook)[_like(outlook, service, line)])}"


def _like(outlook: Outlook, service: Service, line: Line) -> int:
    return like_of(outlook.problem, line, short_of(outlook.problem, service))


def _groups(outlook: Outlook) -> list[tuple[tuple[str, ...], list[int]]]:
    """Queues and members of each skill group, those who serve most queues first."""
    group = outlook.problem.group
    members = [np.flatnonzero(group == number).tolist() for number in np.unique(group)]
    found = [(tuple(served(outlook, own[0])), own) for own in members]
    return sorted(found, key=lambda one: (-len(one[0]), one[1][0]))


def _slower(outlook: Outlook, agent: int, name: str) -> str:
    """The name, and the queues on which the agent is slower or faster than the handle times say."""
    others = [f"{queue} at {speed:g}" for queue, speed in served(outlook, agent).items() if speed != 1]
    return f"{name} ({', '.join(others)})" if others else name
