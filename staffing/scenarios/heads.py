"""More or fewer people: who comes, and who is taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from staffing.build.people import rostered
from staffing.documents.people import Agent
from staffing.documents.scenario import Change
from staffing.documents.workspace import Workspace
from staffing.errors import InputError

MOST = 20_000
"""People of a contract; more is a slip of the keyboard."""


def default_contract(workspace: Workspace) -> str:
    """The contract of most planned people; of equals the first of team.yaml."""
    held = Counter(agent.contract for agent in rostered(workspace))
    return max(workspace.team.contracts, key=lambda contract: held[contract.id]).id


def headcount(workspace: Workspace) -> int:
    """People planned; leads are not counted."""
    return len(rostered(workspace))


def with_heads(workspace: Workspace, contract: str, change: Change) -> tuple[Workspace, tuple[str, ...]]:
    """The workspace with more or fewer people of a contract from the first planned day on, and who they are.

    Who comes has no leave and no pattern, and the sites and skills that keep the present mix of the contract (of
    everybody, where nobody has it). Who is taken away was hired last. Raises InputError for a headcount below none.
    """
    own = [agent for agent in rostered(workspace) if agent.contract == contract]
    wanted = round(change.after(len(own)))
    if wanted < 0:
        raise InputError(
            f"agents.{contract} would be {wanted}; {len(own)} of that contract are planned, and no more can be taken "
            "away"
        )
    if wanted > MOST:
        raise InputError(f"agents.{contract} would be {wanted:,}; at most {MOST:,} are planned")
    if wanted < len(own):
        return _without(workspace, _newest(own)[: len(own) - wanted])
    return _with(workspace, contract, own or list(rostered(workspace)), wanted - len(own))


def borrowed(workspace: Workspace, contract: str, people: int, start: date, days: int) -> Workspace:
    """The workspace with people on a contract for some days; the contract's days and minutes count pro rata."""
    own = [agent for agent in rostered(workspace) if agent.contract == contract] or list(rostered(workspace))
    last = start + timedelta(days=days - 1)
    new = _new(workspace, contract, own, people, ("borrowed", "Borrowed"), start, last)
    return replace(workspace, agents=(*workspace.agents, *new))


def _newest(agents: Sequence[Agent]) -> list[Agent]:
    """Those hired last first; who has no date was there before all others, and of equals the last row goes first."""
    numbered = list(enumerate(agents))
    numbered.sort(key=lambda one: (one[1].hired_on or date.min, one[0]), reverse=True)
    return [agent for _, agent in numbered]


def _without(workspace: Workspace, gone: Sequence[Agent]) -> tuple[Workspace, tuple[str, ...]]:
    """They stay in the days before the plan; what they are published for in it falls away."""
    names, last = {agent.agent_id for agent in gone}, workspace.first_day - timedelta(days=1)
    kept = [
        agent.model_copy(update={"leaves_on": last}) if agent.agent_id in names else agent
        for agent in workspace.agents
        if agent.agent_id not in names or (agent.hired_on or date.min) <= last
    ]
    found = replace(workspace, agents=tuple(kept))
    left = [set(agent.proficiency(_queues(workspace))) for agent in rostered(found)]
    if not left:
        raise InputError("nobody would be left to plan; keep at least one person")
    for queue in _queues(workspace):
        if not any(queue in skills for skills in left):
            raise InputError(f"nobody would be left who serves the queue {queue}")
    notes = (f"{agent.agent_id} ({_hired(agent)})" for agent in gone)
    return found, (f"taken away, the newest first: {', '.join(notes)}",)


def _hired(agent: Agent) -> str:
    return "no hired_on" if agent.hired_on is None else f"hired {agent.hired_on}"


def _with(workspace: Workspace, contract: str, like: Sequence[Agent], more: int) -> tuple[Workspace, tuple[str, ...]]:
    if not more:
        return workspace, ()
    new = _new(workspace, contract, like, more, ("new", "New"), workspace.first_day, None)
    mix = Counter((agent.site, "|".join(agent.skills)) for agent in new)
    several = len(workspace.team.sites) > 1
    said = [
        f"{count} x {skills or 'every queue'}{f' at {site}' if several else ''}"
        for (site, skills), count in mix.items()
    ]
    return replace(workspace, agents=(*workspace.agents, *new)), (f"added on {contract}: {', '.join(said)}",)


def _new(
    workspace: Workspace,
    contract: str,
    like: Sequence[Agent],
    count: int,
    named: tuple[str, str],
    first: date,
    last: date | None,
) -> list[Agent]:
    """New people, each with the site and skills that the mix of `like` is then most short of."""
    shares = Counter((agent.site, agent.skills) for agent in like)
    given: Counter[tuple[str, tuple[str, ...]]] = Counter()
    taken, found, number = {agent.agent_id for agent in workspace.agents}, list[Agent](), 0
    for place in range(count):
        site, skills = max(shares, key=lambda kind: shares[kind] / len(like) * (place + 1) - given[kind])
        given[site, skills] += 1
        number += 1
        while f"{named[0]}-{number}" in taken:
            number += 1
        found.append(
            Agent(
                agent_id=f"{named[0]}-{number}",
                name=f"{named[1]} {number}",
                contract=contract,
                site=site,
                skills=skills,
                hired_on=first,
                leaves_on=last,
            )
        )
    return found


def _queues(workspace: Workspace) -> tuple[str, ...]:
    return tuple(queue.id for queue in workspace.team.queues)
