"""Plans of a roster that we choose, with a log of what was published before."""

from __future__ import annotations

from dataclasses import replace

from staffing.documents.people import Assignment
from staffing.documents.publication import PublishedChange
from staffing.plan import Plan
from staffing.publication import publication_of
from staffing.roster import Roster


def working(plan: Plan, *shifts: tuple[str, int, str]) -> Plan:
    """The plan with these shifts alone: agent, planned day, shift."""
    outlook = plan.outlook
    agents = {agent.agent_id: agent for agent in outlook.workspace.agents}
    work = Roster.empty(outlook.problem).work.copy()
    for agent, day, shift in shifts:
        number = outlook.places.number_of(agents[agent], shift)
        work[outlook.problem.agent_names.index(agent), day, number] = True
    return replace(plan, roster=Roster(work))


def told(plan: Plan, log: tuple[PublishedChange, ...] = (), published: tuple[Assignment, ...] = ()) -> Plan:
    """The plan in a workspace with such a log, and such a `published.csv`."""
    workspace = replace(plan.outlook.workspace, published_changes=log, published=published)
    return replace(plan, outlook=replace(plan.outlook, workspace=workspace))


def after(plan: Plan) -> tuple[PublishedChange, ...]:
    """The log once the plan is published."""
    return (*plan.outlook.workspace.published_changes, *publication_of(plan).new_rows)


def published(plan: Plan, *rosters: Plan) -> Plan:
    """The last of the rosters, after those before it were published one by one."""
    log: tuple[PublishedChange, ...] = ()
    for roster in (plan, *rosters)[:-1]:
        log = after(told(roster, log))
    return told((plan, *rosters)[-1], log)
