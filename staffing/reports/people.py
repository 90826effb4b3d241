"""The people of a plan: their names, hours and cost."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from staffing.documents.people import Agent
from staffing.plan import Outlook, Plan
from staffing.problem import Integers
from staffing.reports.plain_text import plain
from staffing.reports.view.document import mark
from staffing.roster import Roster
from staffing.service import pay


@lru_cache(maxsize=4)  # asked for each person
def planned_agents(outlook: Outlook) -> tuple[Agent, ...]:
    """The agents of the problem, in its order."""
    known = {agent.agent_id: agent for agent in outlook.workspace.agents}
    return tuple(known[name] for name in outlook.problem.agent_names)


def by_site(outlook: Outlook) -> list[tuple[str, list[int]]]:
    """Numbers of the problem's agents by the name of their site; one group without a name where there is one site."""
    problem = outlook.problem
    if len(problem.site_names) == 1:
        return [("", list(range(problem.agents)))]
    members = [np.flatnonzero(problem.agent_site == site).tolist() for site in range(len(problem.site_names))]
    return [(name, agents) for name, agents in zip(problem.site_names, members, strict=True) if agents]


def shown_name(agent: Agent) -> str:
    """The name, or the id where there is none."""
    return plain(agent.name).strip() or agent.agent_id


def names_of(outlook: Outlook) -> dict[str, str]:
    """The names of all people who have one, by id."""
    names = {agent.agent_id: plain(agent.name).strip() for agent in outlook.workspace.agents}
    return {agent_id: name for agent_id, name in names.items() if name}


def marked(plan: Plan) -> Plan:
    """The plan with a mark in place of everybody's name: what views are made from, so that names can be left out."""
    known = plan.outlook.requirement
    agents = tuple(agent.model_copy(update={"name": mark(agent.agent_id)}) for agent in plan.outlook.workspace.agents)
    outlook = replace(plan.outlook, workspace=replace(plan.outlook.workspace, agents=agents))
    vars(outlook)["requirement"] = known  # a cached property: names change nothing in it, and it takes a second
    return replace(plan, outlook=outlook)


def paid_minutes(plan: Plan) -> Integers:
    """[A] minutes paid for the planned shifts."""
    return paid_minutes_of(plan.outlook, plan.roster)


def paid_minutes_of(outlook: Outlook, roster: Roster) -> Integers:
    """[A] minutes paid for the shifts of any roster of the plan's days."""
    return pay.paid_minutes_of(outlook.problem, roster)


def cost(plan: Plan) -> float:
    """What the people of the roster are paid, premiums and all, in the currency of `team.yaml`."""
    return pay.cost_of(plan.outlook.problem, plan.roster) / 100
