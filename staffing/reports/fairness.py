"""Who carries how much of the burdens that the team's rules share out, beside what would be the share."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from staffing.plan import Plan
from staffing.reports.people import planned_agents, shown_name
from staffing.reports.plain_text import sentence_case
from staffing.reports.view.page import Table
from staffing.rules.team.fair_rule import FairRule
from staffing.rules.team.fairness import Balance

TITLE = "Fairness"
NOTE = (
    "A share is the person's part of all burdens, remembered and planned: by contract days on which the person was "
    "there and could carry one, of hours by those due, of refusals by requests made. Who is furthest above it stands "
    "first."
)
COLUMNS = ("person", "remembered", "in this plan", "share", "difference")


@dataclass(frozen=True)
class Carried:
    """One person's burdens of one kind, rounded to one decimal."""

    agent: str
    remembered: float
    planned: float
    share: float
    difference: float


@dataclass(frozen=True)
class Shared:
    """One kind of burden, by the rule that shares it out: who carries how much, the worst-off first."""

    rule: str
    burden: str
    half_life_weeks: int
    people: tuple[Carried, ...]

    @property
    def caption(self) -> str:
        """The burden, and how fast it is forgotten."""
        weeks = f"{self.half_life_weeks} week{'' if self.half_life_weeks == 1 else 's'}"
        kept = f"one of the past counts half after {weeks}" if self.half_life_weeks else "the past does not count"
        return f"{sentence_case(self.burden)} ({self.rule}); {kept}"


def shared_burdens(plan: Plan) -> tuple[Shared, ...]:
    """Every kind of burden that is shared out; people who neither owe nor carry any are left out."""
    problem, found = plan.outlook.problem, []
    for rule in plan.outlook.rules:
        if not isinstance(stated := rule.stated, FairRule):
            continue
        balance = stated.balance(problem, plan.roster)
        order = sorted(range(problem.agents), key=lambda agent: -balance.above(agent))
        people = tuple(
            _carried(balance, agent, problem.agent_names[agent]) for agent in order if balance.concerns(agent)
        )
        found.append(Shared(rule.rule, stated.things, stated.half_life_weeks, people))
    return tuple(one for one in found if one.people)


def _carried(balance: Balance, agent: int, name: str) -> Carried:
    before, planned, share = balance.remembered[agent], balance.planned[agent], balance.share[agent]
    difference = round(balance.above(agent), 1) + 0.0  # which turns -0.0 into 0.0
    return Carried(name, round(before, 1), round(planned, 1), round(share, 1), difference)


def fairness_tables(plan: Plan) -> tuple[Table, ...]:
    """A table for each kind of burden."""
    names = {agent.agent_id: shown_name(agent) for agent in planned_agents(plan.outlook)}
    return tuple(
        Table(columns=COLUMNS, rows=tuple(_row(names, one) for one in kind.people), caption=kind.caption)
        for kind in shared_burdens(plan)
    )


def fairness_record(plan: Plan) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [asdict(kind) for kind in shared_burdens(plan)]


def _row(names: dict[str, str], one: Carried) -> tuple[str, ...]:
    difference = f"{one.difference:+.1f}" if one.difference else "0.0"
    return names[one.agent], f"{one.remembered:.1f}", f"{one.planned:g}", f"{one.share:.1f}", difference
