"""The people of a plan: their names, hours and cost."""

from __future__ import annotations

from staffing.documents.people import Agent
from staffing.plan import Outlook, Plan
from staffing.problem import Integers
from staffing.reports.plain_text import plain
from staffing.roster import Roster


def planned_agents(outlook: Outlook) -> tuple[Agent, ...]:
    """The agents of the problem, in its order."""
    known = {agent.agent_id: agent for agent in outlook.workspace.agents}
    return tuple(known[name] for name in outlook.problem.agent_names)


def shown_name(agent: Agent) -> str:
    """The name, or the id where there is none."""
    return plain(agent.name).strip() or agent.agent_id


def paid_minutes(plan: Plan) -> Integers:
    """[A] minutes paid for the planned shifts."""
    return paid_minutes_of(plan.outlook, plan.roster)


def paid_minutes_of(outlook: Outlook, roster: Roster) -> Integers:
    """[A] minutes paid for the shifts of any roster of the plan's days."""
    planned = slice(outlook.problem.history_days, None)
    minutes: Integers = (roster.work * outlook.problem.paid_minutes[planned]).sum(axis=(1, 2))
    return minutes


def cost(plan: Plan) -> float:
    """Paid hours times each contract's cost an hour, in the currency of `team.yaml`."""
    prices = {contract.id: contract.cost_per_hour for contract in plan.outlook.workspace.team.contracts}
    agents = planned_agents(plan.outlook)
    return sum(int(m) / 60 * prices[a.contract] for a, m in zip(agents, paid_minutes(plan), strict=True))
