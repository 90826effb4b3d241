"""Who holds which role: those that team.yaml writes, and one for each kind of people that it leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from staffing.documents.hiring import Role
from staffing.documents.people import Agent
from staffing.documents.team import Contract, Team

ONLY_ROLE = "agent"
"""Name of the role of all agents where there is only one kind of them and none is written."""


@dataclass(frozen=True)
class StaffedRole:
    """A role and the people who hold it, in the order of agents.csv; whoever has left is among them."""

    role: Role
    people: tuple[Agent, ...]
    contract: Contract
    """Of new people."""
    queues: tuple[str, ...]
    """Queues that new people serve."""

    @property
    def id(self) -> str:
        """The role's name."""
        return self.role.id


def roles_of(team: Team, agents: Sequence[Agent]) -> tuple[StaffedRole, ...]:
    """The written roles in their order, then those of people for whom none is written, in the order of agents.csv."""
    every = tuple(queue.id for queue in team.queues)
    written = {role.id: list[Agent]() for role in team.hiring.roles}
    others: dict[tuple[str, frozenset[str]], list[Agent]] = {}
    for agent in agents:
        role = next((role for role in team.hiring.roles if _holds(role, agent, team, every)), None)
        if role is not None:
            written[role.id].append(agent)
        elif agent.role == "agent":
            kind = team.site_of(agent.site).id, frozenset(agent.proficiency(every))
            others.setdefault(kind, []).append(agent)
    found = [_staffed(role, written[role.id], team, every) for role in team.hiring.roles]
    alone = len(others) == 1 and ONLY_ROLE not in written
    sites = len({site for site, _ in others}) > 1 or len(team.sites) > 1
    for (site, skills), people in others.items():
        name = ONLY_ROLE if alone else _name(site if sites else "", skills, every)
        if name in written:  # no written id holds a colon
            name = f"other:{name}"
        queues = tuple(queue for queue in every if queue in skills)
        # its name is ours and may hold what an identifier of a file must not
        role = Role.model_construct(id=name, skills=queues, site=site, contract=None, of="agent", heads=None)
        found.append(_staffed(role, people, team, every))
    return tuple(found)


def _holds(role: Role, agent: Agent, team: Team, every: tuple[str, ...]) -> bool:
    if agent.role != role.of or (role.contract is not None and role.contract != agent.contract):
        return False
    if role.site is not None and role.site != team.site_of(agent.site).id:
        return False
    return not role.skills or set(role.skills) == set(agent.proficiency(every))


def _staffed(role: Role, people: list[Agent], team: Team, every: tuple[str, ...]) -> StaffedRole:
    held = Counter(agent.contract for agent in people)
    usual = max(team.contracts, key=lambda contract: held[contract.id])  # of equals the first of team.yaml
    contract = next((one for one in team.contracts if one.id == role.contract), usual)
    kinds = Counter(frozenset(agent.proficiency(every)) for agent in people)
    most = max(kinds, key=lambda kind: kinds[kind], default=frozenset(every))
    queues = role.skills or tuple(queue for queue in every if queue in most)
    return StaffedRole(role, tuple(people), contract, queues)


def _name(site: str, skills: frozenset[str], every: tuple[str, ...]) -> str:
    known = "all" if len(skills) == len(every) else "+".join(queue for queue in every if queue in skills)
    return f"{site}:{known}" if site else known
