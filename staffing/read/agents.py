"""`agents.csv`: each row checked against the team and the others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from staffing.documents.people import Agent
from staffing.documents.team import Team
from staffing.errors import InputError
from staffing.read.consents import with_consents
from staffing.read.contract_checks import due_minutes, most_minutes
from staffing.read.faults import choice, listed, shown
from staffing.read.reach_checks import check_reach
from staffing.read.rows import Columns, Rows, first_twice, typed
from staffing.read.tables import Table

AGENTS = Columns(
    required=("agent_id", "contract"),
    optional=(
        "name",
        "role",
        "site",
        "skills",
        "hired_on",
        "leaves_on",
        "availability",
        "mentor",
        "overtime",
        "consents",
        "waivers",
        "no_nights_until",
    ),
    dates=("hired_on", "leaves_on", "no_nights_until"),
    lists=("skills", "consents", "waivers"),
    flags=("overtime",),
)
SLOWEST, FASTEST = 0.01, 1.5
"""Speed of work on a queue: below a hundredth it would be rounded to none."""
_NUMBER = re.compile(r"\d+\.?\d*|\.\d+")


def read_agents(table: Table, team: Team) -> tuple[Agent, ...]:
    """The agents; contract, site, skills, availability and mentor of each are known, and each queue is served."""
    rows = Rows(table.name)
    found = rows.documents(table, Agent, AGENTS)
    for line, agent_id, first in first_twice([(line, agent.agent_id) for line, agent in found]):
        rows.add(line, f"agent_id {shown(agent_id)} is also in line {first}; every agent has one row")
    ids = [agent.agent_id for _, agent in found]
    for line, agent in found:
        _check_references(rows, line, agent, team, ids)
    found = [(line, with_consents(rows, line, agent, team)) for line, agent in found]
    found = [(line, _with_skills(rows, line, agent, team, table.decimal_comma)) for line, agent in found]
    rows.faults.raise_any()
    if not found:
        raise InputError("has a header but no agents; write one row for each", file=table.name)
    if all(agent.role == "lead" for _, agent in found):
        raise InputError("has leads only; at least one row must have the role agent", file=table.name)
    _check_shifts(rows, found, team)
    check_reach(rows, found, team)
    _check_served(rows, typed(found), team)
    rows.faults.raise_any()
    return typed(found)


def _check_references(rows: Rows, line: int, agent: Agent, team: Team, ids: list[str]) -> None:
    sites = [one.id for one in team.sites]
    known = {
        "contract": ([one.id for one in team.contracts], "a contract of team.yaml"),
        "site": (sites, "a site of team.yaml"),
        "availability": ([one.id for one in team.availability], "an availability of team.yaml"),
        "mentor": (ids, "in agents.csv"),
    }
    for name, (names, what) in known.items():
        value = getattr(agent, name)
        if value and value not in names:
            rows.add(line, f"{name} {shown(value)} is not {what}{choice(value, names)}")
    if not agent.site and len(sites) > 1:
        rows.add(line, f"site is empty; where there are several sites it must be one of {listed(sites)}")
    if agent.mentor == agent.agent_id:
        rows.add(line, f"mentor {shown(agent.mentor)} is the agent herself; name a colleague or nobody")


def _with_skills(rows: Rows, line: int, agent: Agent, team: Team, comma: bool) -> Agent:
    """The agent with skills in one form, `queue` or `queue:0.8`; faults of others are noted."""
    queues = [queue.id for queue in team.queues]
    skills: dict[str, str] = {}
    for skill in agent.skills:
        queue, colon, given = (part.strip() for part in skill.partition(":"))
        speed = _speed(given.replace(",", ".") if comma else given) if colon else 1.0
        if queue not in queues:
            rows.add(line, f"skills has {shown(skill)}, which is not a queue of team.yaml{choice(queue, queues)}")
        elif speed is None:
            rows.add(
                line,
                f"skills has {shown(skill)}; after the colon goes a proficiency from {SLOWEST:g} to {FASTEST:g}, "
                f"such as {queue}:0.8",
            )
        elif queue in skills:
            rows.add(line, f"skills has the queue {queue} twice; name each queue once")
        else:
            skills[queue] = queue if speed == 1 else f"{queue}:{speed:g}"
    return agent.model_copy(update={"skills": tuple(skills.values())})


def _speed(text: str) -> float | None:
    """A proficiency, or None where it is none that is allowed."""
    speed = float(text) if _NUMBER.fullmatch(text) else 0.0
    return speed if SLOWEST <= speed <= FASTEST else None


def _check_shifts(rows: Rows, found: Iterable[tuple[int, Agent]], team: Team) -> None:
    """Each contract can be fulfilled with the shifts of the sites at which it is worked; the first row is told."""
    contracts = {contract.id: contract for contract in team.contracts}
    seen: set[tuple[str, str]] = set()
    for line, agent in found:
        contract, site = contracts[agent.contract], team.site_of(agent.site)
        if agent.role == "lead" or (contract.id, site.id) in seen:
            continue
        seen.add((contract.id, site.id))
        worked = team.shifts_at(site)
        own = [shift for shift in worked if shift.id in contract.shifts]
        due, most = due_minutes(contract), most_minutes(contract, own)
        if not own:
            rows.add(
                line,
                f"contract {shown(contract.id)} has none of the shifts worked at the site {site.id}; its shifts must "
                f"include one of {listed(shift.id for shift in worked)}",
            )
        elif due > most:
            rows.add(
                line,
                f"contract {shown(contract.id)} is due {due} minutes a week, but {contract.days_per_week} days of "
                f"the longest of its shifts at the site {site.id} make {most}; write at most that or add a shift",
            )


def _check_served(rows: Rows, agents: Iterable[Agent], team: Team) -> None:
    """Someone may work on every queue; leads are not on queue."""
    queues = tuple(queue.id for queue in team.queues)
    skilled = [(agent, agent.proficiency(queues)) for agent in agents]
    for queue in queues:
        roles = {agent.role for agent, skills in skilled if queue in skills}
        if "agent" not in roles:
            nobody = "only leads, who are not on queue," if roles else "nobody"
            rows.faults.add(
                f"gives {nobody} the skill for the queue {queue} of team.yaml; give it to at least one row with the "
                "role agent, or remove the queue",
                file=rows.name,
            )


def check_known_agent(rows: Rows, line: int, agent_id: str, ids: Iterable[str]) -> None:
    """Note an agent that is not in agents.csv."""
    if agent_id not in ids:
        rows.add(line, f"agent_id {shown(agent_id)} is not in agents.csv{choice(agent_id, ids)}")
