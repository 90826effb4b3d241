"""Which requests were refused, and why."""

from __future__ import annotations

from dataclasses import dataclass

from staffing.plan import Plan
from staffing.problem import OFF, Wish
from staffing.reports.people import planned_agents, shown_name
from staffing.result import Status
from staffing.rules.agent.availability import is_closed
from staffing.rules.agent.pins import Pins
from staffing.rules.agent.requests import describe


@dataclass(frozen=True)
class Refusal:
    """One request that the roster does not grant."""

    name: str
    day: str
    want: str
    price: int
    why: str

    @property
    def sentence(self) -> str:
        """The refusal as people read it."""
        return f"{self.name}, {self.day}: {self.want} refused ({self.why}; price {self.price})"


def refusals(plan: Plan) -> tuple[Refusal, ...]:
    """Every refused request, in the order in which they were made."""
    problem, names = plan.outlook.problem, [shown_name(agent) for agent in planned_agents(plan.outlook)]
    weight = next((rule.weight for rule in plan.outlook.rules if rule.rule == "requests"), 1)
    return tuple(
        Refusal(
            names[wish.agent],
            problem.day_names[wish.day],
            describe(problem, wish),
            wish.weight * (int(weight) if weight != "hard" else 1),
            _barred(plan, wish) or _outweighed(plan),
        )
        for wish in refused_wishes(plan)
    )


def refused_wishes(plan: Plan) -> tuple[Wish, ...]:
    """The requests that the roster does not grant."""
    problem = plan.outlook.problem
    refused = {(b.agent, b.day, b.note) for b in plan.breaches if b.rule == "requests"}
    return tuple(
        wish for wish in problem.wishes if (wish.agent, wish.day, f"refused: {describe(problem, wish)}") in refused
    )


def _barred(plan: Plan, wish: Wish) -> str:
    """The fact that alone forbids what was asked for; empty where none does."""
    problem, agent, day = plan.outlook.problem, wish.agent, wish.day
    pinned = problem.pins[agent, day - problem.history_days]
    if pinned != OFF and any(isinstance(rule.stated, Pins) and rule.hard for rule in plan.outlook.rules):
        return f"{problem.shift_names[pinned]} is published for that day"
    if wish.shift == OFF or wish.avoid:
        return ""
    if not problem.employed[agent, day]:
        return "not employed on that day"
    if problem.on_leave[agent, day]:
        return "on leave on that day"
    if not problem.contract_allows[agent, wish.shift]:
        return "the contract does not have that shift"
    if problem.available[agent, day, wish.shift]:
        return ""
    if is_closed(problem, agent, day):
        return "the site is closed on that day"
    return "the availability pattern does not have that shift"


def _outweighed(plan: Plan) -> str:
    if plan.result is None:
        return "the roster given does not grant it"
    if plan.result.status == Status.OPTIMAL:
        return "every roster that grants it costs at least as much in all"
    return "no roster that grants it was found at a lower price"
