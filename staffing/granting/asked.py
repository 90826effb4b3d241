"""Who asks for what: from the command line, or from the row of `requests.csv`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from staffing.build.people import wishes
from staffing.documents.people import Agent, Request
from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.granting.granted import Granted
from staffing.outlook import Outlook
from staffing.problem import OFF, Wish
from staffing.read.faults import choice, nearest, shown
from staffing.roster import Roster
from staffing.rules.applied import Applied


@dataclass(frozen=True)
class Asked:
    """What an agent asks for on a day. `wants` as written (`off`, `late`, `not:late`), `wishes` as indices.

    `weight`: points that the request costs where it is refused; 0 where it is not in `requests.csv`.
    """

    agent_id: str
    date: date
    wants: tuple[str, ...]
    wishes: tuple[Wish, ...]
    weight: int

    @property
    def agent(self) -> int:
        """Number of the agent."""
        return self.wishes[0].agent

    @property
    def day(self) -> int:
        """Place on the day axis."""
        return self.wishes[0].day

    def by(self, agent: int) -> Asked:
        """The same asked by the agent of a number, as of a part of the team."""
        return replace(self, wishes=tuple(wish._replace(agent=agent) for wish in self.wishes))

    @property
    def rule(self) -> Granted:
        """The wish as a rule that no roster may break."""
        return Granted(wishes=self.wishes)

    def given_by(self, outlook: Outlook, roster: Roster) -> bool:
        """Whether a roster grants it already."""
        return not any(self.rule.violations(outlook.problem, roster))

    def put_into(self, outlook: Outlook, roster: Roster) -> Roster:
        """A roster with the wish written in, whatever rule that breaks."""
        wanted = next((wish.shift for wish in self.wishes if not wish.avoid), OFF)
        return roster.assigned(self.agent, self.day - outlook.problem.history_days, wanted)


def asked_of(outlook: Outlook, agent_id: str, day: date, want: str | None) -> Asked:
    """What is asked: `want`, else what `requests.csv` holds. InputError, in one sentence, where that is nothing."""
    workspace = outlook.workspace
    agent = check_planned(workspace, agent_id, "--agent")
    if not workspace.first_day <= day <= workspace.last_day:
        raise InputError(
            f"--date {day} is not planned; give a day from {workspace.first_day} to {workspace.last_day}, or another "
            "--week"
        )
    rows = [row for row in workspace.requests if (row.agent_id, row.date) == (agent_id, day)]
    if want is not None:
        check_want(workspace, agent, want)
        same = [row for row in rows if row.want == want]
        rows = same or [Request(agent_id=agent_id, date=day, want=want)]
        weight = sum(row.weight for row in same)
    elif rows:
        weight = sum(row.weight for row in rows)
    else:
        raise InputError(
            f"requests.csv has no row of {agent_id} on {day}; say what is wanted with --want SHIFT, off or not:SHIFT"
        )
    found = wishes(tuple(rows), workspace.rostered, outlook.places)
    points = weight * _points(outlook, found[0].agent)
    return Asked(agent_id, day, tuple(row.want for row in rows), found, points)


def _points(outlook: Outlook, agent: int) -> int:
    """What a refused request of weight 1 costs: the weight of the rule, which sites may have of their own."""
    for rule in outlook.rules:
        theirs = not isinstance(rule, Applied) or rule.binds(outlook.problem, agent)
        if rule.stated.rule == "requests" and rule.weight != "hard" and theirs:
            return int(rule.weight)
    return 0


def check_planned(workspace: Workspace, agent_id: str, option: str) -> Agent:
    """The agent of an id; InputError where nobody has it, or who has it is not rostered."""
    agents = {agent.agent_id: agent for agent in workspace.agents}
    said = f"{option} {shown(agent_id)}"
    if agent_id not in agents:
        raise InputError(f"{said} is not in agents.csv{choice(agent_id, agents)}")
    if agents[agent_id].role != "agent":
        raise InputError(f"{said} is a lead, who is not rostered; name an agent")
    if agent_id not in {agent.agent_id for agent in workspace.rostered}:
        raise InputError(
            f"{said} is not employed from {workspace.first_day} to {workspace.last_day}; name somebody who is, or "
            "another --week"
        )
    return agents[agent_id]


def check_want(workspace: Workspace, agent: Agent, want: str) -> None:
    """Raise InputError where a wish is neither a shift of the agent's site, nor `off`, nor `not:` a shift."""
    site = workspace.team.site_of(agent.site)
    shifts = [shift.id for shift in (workspace.team.shifts_at(site) if site else workspace.team.shifts)]
    if want != "off" and want.removeprefix("not:") not in shifts:
        near = nearest(want.removeprefix("not:"), [*shifts, "off"])
        raise InputError(
            f'--want is {shown(want)}; it must be a shift ({", ".join(shifts)}), "off" or "not:SHIFT"{near}'
        )
