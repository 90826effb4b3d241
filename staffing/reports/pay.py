"""What the roster costs, by person and kind of pay."""

from __future__ import annotations

from staffing.plan import Plan
from staffing.reports.people import planned_agents, shown_name
from staffing.service.pay import KINDS, pay_of

TITLE = "Pay"
SAID = {"guaranteed": "guaranteed, not rostered"}
"""Kinds whose names alone would not be understood in a table."""


def pay_record(plan: Plan) -> dict[str, dict[str, float]]:
    """Amounts by agent and kind, in the currency of `team.yaml`; their sum is the cost."""
    names = plan.outlook.problem.agent_names
    return {names[agent]: {k: amount / 100 for k, amount in kinds.items()} for agent, kinds in enumerate(_ledger(plan))}


def pay_columns(plan: Plan) -> tuple[str, ...]:
    """The head of the table: the person, the kinds that are paid, and the sum in its currency."""
    kinds = (SAID.get(kind, kind) for kind in _kinds(plan))
    return ("person", *kinds, f"total, {plan.outlook.workspace.team.costs.currency}")


def pay_rows(plan: Plan) -> list[tuple[str, ...]]:
    """One row per person, then the team; none where nobody's wage is known."""
    if not plan.outlook.problem.wage.any():
        return []
    ledger, kinds = _ledger(plan), _kinds(plan)
    team = {kind: sum(own[kind] for own in ledger) for kind in kinds}
    names = [*map(shown_name, planned_agents(plan.outlook)), "team"]
    decimals = 2 if any(amount % 100 for own in ledger for amount in own.values()) else 0
    return [
        (name, *(_money(own[kind], decimals) for kind in kinds), _money(sum(own.values()), decimals))
        for name, own in zip(names, [*ledger, team], strict=True)
    ]


def pay_line(plan: Plan) -> str:
    """`cost 4,520 EUR: regular 4,200, night 320`; empty where nobody's wage is known."""
    rows = pay_rows(plan)
    if not rows:
        return ""
    _, *amounts, total = rows[-1]
    parts = ", ".join(f"{kind} {amount}" for kind, amount in zip(pay_columns(plan)[1:-1], amounts, strict=True))
    return f"cost {total} {plan.outlook.workspace.team.costs.currency}: {parts}"


def _ledger(plan: Plan) -> list[dict[str, int]]:
    """Cents by kind, of each agent of the problem."""
    found: list[dict[str, int]] = [{} for _ in plan.outlook.problem.agent_names]
    for agent, kind, amount in pay_of(plan.outlook.problem, plan.roster):
        found[agent][kind] = amount
    return found


def _kinds(plan: Plan) -> list[str]:
    """The kinds that anybody is paid; the regular pay always."""
    ledger = _ledger(plan)
    every = [*KINDS, *plan.outlook.problem.premium_names]
    return [kind for kind in every if kind == KINDS[0] or any(own[kind] for own in ledger)]


def _money(cents: int, decimals: int) -> str:
    return f"{cents / 100:,.{decimals}f}"
