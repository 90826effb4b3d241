"""`agents.csv`, `leave.csv`, `requests.csv` and `events.csv`, each row checked against the team and the others."""

from __future__ import annotations

from collections.abc import Iterable

from staffing.documents.people import Agent, Event, Leave, Request
from staffing.documents.team import Team
from staffing.errors import InputError
from staffing.read.faults import choice, nearest, shown
from staffing.read.rows import Columns, Rows, first_twice, typed
from staffing.read.tables import Table

AGENTS = Columns(
    required=("agent_id", "contract"),
    optional=("name", "role", "site", "skills", "hired_on", "leaves_on", "availability", "mentor"),
    dates=("hired_on", "leaves_on"),
    lists=("skills",),
)
LEAVE = Columns(required=("agent_id", "start", "end"), optional=("kind",), dates=("start", "end"))
REQUESTS = Columns(required=("agent_id", "date", "want"), optional=("weight",), dates=("date",))
EVENTS = Columns(
    required=("date", "name"),
    optional=("kind", "queue", "uplift", "lead_days", "lag_days"),
    dates=("date",),
    numbers=("uplift",),
)


def read_agents(table: Table, team: Team) -> tuple[Agent, ...]:
    """The agents; contract, site, skills, availability and mentor of each are known."""
    rows = Rows(table.name)
    found = rows.documents(table, Agent, AGENTS)
    for line, agent_id, first in first_twice([(line, agent.agent_id) for line, agent in found]):
        rows.add(line, f"agent_id {shown(agent_id)} is also in line {first}; every agent has one row")
    ids = [agent.agent_id for _, agent in found]
    for line, agent in found:
        _check_agent(rows, line, agent, team, ids)
    rows.faults.raise_any()
    if not found:
        raise InputError("has a header but no agents; write one row for each", file=table.name)
    if all(agent.role == "lead" for _, agent in found):
        raise InputError("has leads only; at least one row must have the role agent", file=table.name)
    return typed(found)


def _check_agent(rows: Rows, line: int, agent: Agent, team: Team, ids: list[str]) -> None:
    known = {
        "contract": ([one.id for one in team.contracts], "a contract of team.yaml"),
        "site": ([one.id for one in team.sites], "a site of team.yaml"),
        "availability": ([one.id for one in team.availability], "an availability of team.yaml"),
        "mentor": (ids, "in agents.csv"),
    }
    for name, (names, what) in known.items():
        value = getattr(agent, name)
        if value and value not in names:
            rows.add(line, f"{name} {shown(value)} is not {what}{choice(value, names)}")
    if agent.mentor == agent.agent_id:
        rows.add(line, f"mentor {shown(agent.mentor)} is the agent herself; name a colleague or nobody")
    queues = {queue.id for queue in team.queues}
    unknown = [skill for skill in agent.skills if skill.split(":")[0] not in queues]
    for skill in unknown:
        rows.add(line, f"skills has {shown(skill)}, which is not a queue of team.yaml{choice(skill, sorted(queues))}")
    if agent.skills and not unknown and set(agent.skills) != queues:
        rows.add(
            line,
            f"skills is {shown('|'.join(agent.skills))}, but skills come in a later version and every agent serves "
            f"every queue; leave it empty or write {'|'.join(queue.id for queue in team.queues)}",
        )


def read_leave(table: Table, agents: Iterable[Agent]) -> tuple[Leave, ...]:
    """Leave of known agents; both dates are included."""
    rows = Rows(table.name)
    found = rows.documents(table, Leave, LEAVE)
    ids = [agent.agent_id for agent in agents]
    for line, leave in found:
        check_known_agent(rows, line, leave.agent_id, ids)
    rows.faults.raise_any()
    return typed(found)


def check_known_agent(rows: Rows, line: int, agent_id: str, ids: list[str]) -> None:
    """Note an agent that is not in agents.csv."""
    if agent_id not in ids:
        rows.add(line, f"agent_id {shown(agent_id)} is not in agents.csv{choice(agent_id, ids)}")


def read_requests(table: Table, team: Team, agents: Iterable[Agent]) -> tuple[Request, ...]:
    """Requests of known agents for known shifts, of which no two contradict."""
    rows = Rows(table.name)
    found = rows.documents(table, Request, REQUESTS)
    ids = [agent.agent_id for agent in agents]
    shifts = [shift.id for shift in team.shifts]
    for line, request in found:
        check_known_agent(rows, line, request.agent_id, ids)
        if request.want != "off" and request.want.removeprefix("not:") not in shifts:
            near = nearest(request.want.removeprefix("not:"), [*shifts, "off"])
            rows.add(
                line,
                f'want is {shown(request.want)}; it must be a shift ({", ".join(shifts)}), "off" or "not:SHIFT"{near}',
            )
    _check_contradictions(rows, found)
    rows.faults.raise_any()
    return typed(found)


def _check_contradictions(rows: Rows, found: list[tuple[int, Request]]) -> None:
    """No two wishes of an agent for a day that cannot both be granted, and none told twice."""
    asked: dict[tuple[str, object], list[tuple[int, str]]] = {}
    for line, request in found:
        earlier = asked.setdefault((request.agent_id, request.date), [])
        for first, want in earlier:
            both = f"{shown(request.want)} for {request.agent_id} on {request.date}"
            if want == request.want:
                rows.add(line, f"want {both} is already asked in line {first}; ask once, with a higher weight")
            elif _contradict(want, request.want):
                rows.add(line, f"want {both} contradicts {shown(want)} in line {first}; keep one of the two")
        earlier.append((line, request.want))


def _contradict(one: str, other: str) -> bool:
    avoid = [want for want in (one, other) if want.startswith("not:")]
    if len(avoid) == 2:
        return False
    if len(avoid) == 1:
        return avoid[0].removeprefix("not:") in (one, other)
    return True


def read_events(table: Table, team: Team) -> tuple[Event, ...]:
    """Special days; their queues are known."""
    rows = Rows(table.name)
    found = rows.documents(table, Event, EVENTS)
    queues = [queue.id for queue in team.queues]
    for line, event in found:
        if event.queue and event.queue not in queues:
            rows.add(line, f"queue {shown(event.queue)} is not a queue of team.yaml{choice(event.queue, queues)}")
    rows.faults.raise_any()
    return typed(found)
