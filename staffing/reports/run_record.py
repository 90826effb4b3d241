"""`run.json`: everything about a run that a program may want to read."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from typing import Any

import staffing
from staffing.documents.workspace import Workspace
from staffing.plan import Outlook, Plan
from staffing.reports.baseline import baseline_record
from staffing.reports.calibration import calibration_record
from staffing.reports.fairness import fairness_record
from staffing.reports.forecast_record import forecast_record
from staffing.reports.labour_law import pack_records
from staffing.reports.measured import measured_record
from staffing.reports.opening import opening_record
from staffing.reports.pay import pay_record
from staffing.reports.people import cost, paid_minutes
from staffing.reports.plain_json import finite
from staffing.reports.refusals import refusals
from staffing.reports.remedies import instead_record, remedy_records
from staffing.reports.requirement import requirement_record
from staffing.reports.risk import risk_record
from staffing.reports.service_record import service_record
from staffing.reports.site_facts import site_records
from staffing.reports.skills import group_records
from staffing.reports.training import together_record, training_records
from staffing.reports.verdict import verdict
from staffing.reports.weak_spots import weak_spot_records
from staffing.result import Violation
from staffing.rules.applied import Applied

PARTS = ("click", "holidays", "numba", "numpy", "ortools", "pandas")
_BOUND = "a proven lower bound on the price of any roster in the fluid model; it does not bound the simulated rate"


def run_record(plan: Plan, started_at: datetime, seconds: float) -> dict[str, Any]:
    """The run as plain data; only `started_at` and `seconds` differ between runs on the same inputs."""
    workspace, service = plan.outlook.workspace, plan.service
    record = {
        **head_record(workspace, started_at, seconds),
        "seed": plan.settings.seed,
        "limits": {
            "time_seconds": plan.settings.seconds,
            "work": plan.settings.work,
            "replications": service.replications,
        },
        "sites": site_records(plan.outlook),
        "labour_packs": pack_records(plan.outlook, plan.roster),
        "groups": group_records(plan.outlook),
        "inputs": dict(sorted(workspace.digests.items())),
        "solver": _solver(plan),
        "ledger": _ledger(plan),
        "refused": [asdict(refusal) for refusal in refusals(plan)],
        "service": service_record(plan.outlook, service),
        "targets": [asdict(target) for target in verdict(plan)],
        "utilization": {"team": service.team_utilization, "agents": _agents(plan)},
        "fairness": fairness_record(plan),
        "people_measured": measured_record(plan.outlook),
        "occupancy": service.occupancy,
        "paid_hours": int(paid_minutes(plan).sum()) / 60,
        "cost": cost(plan),
        "pay": pay_record(plan),
        "currency": workspace.team.costs.currency,
        "requirement": requirement_record(plan.outlook.requirement.needs),
        "findings": [asdict(finding) for finding in plan.outlook.findings],
        "forecast": forecast_record(plan.outlook),
        "opening": opening_record(plan.outlook),
        "risk": risk_record(plan),
        "calibration": calibration_record(plan),
        "weak_spots": weak_spot_records(plan),
        "remedies": remedy_records(plan),
        "instead": instead_record(plan),
        "baseline": baseline_record(plan),
        "training": training_records(plan),
        "training_together": together_record(plan),
    }
    return {name: finite(value) for name, value in record.items()}


def breach_record(outlook: Outlook, breach: Violation) -> dict[str, Any]:
    """One breach with its price; a hard rule's has none."""
    weight = next(rule.weight for rule in outlook.rules if rule.rule == breach.rule)
    return {
        "rule": breach.rule,
        **_where(outlook, breach.agent, breach.day),
        "amount": breach.amount,
        "unit": breach.unit,
        "price": None if weight == "hard" else int(weight) * breach.amount,
        "note": breach.note,
        "article": breach.article or None,
    }


def article_of(outlook: Outlook, name: str) -> str:
    """The article of the law that a rule comes from; empty where it comes from none."""
    return next((rule.article for rule in outlook.rules if isinstance(rule, Applied) and rule.rule == name), "")


def _solver(plan: Plan) -> dict[str, Any] | None:
    result = plan.result
    if result is None:
        return None
    return {
        "engine": result.engine,
        "because": result.because,
        "status": str(result.status),
        "objective": result.objective,
        "bound": result.bound,
        "bound_is": _BOUND,
        "gap": result.gap,
        "limit_hit": result.limit_hit,
    }


def _ledger(plan: Plan) -> list[dict[str, Any]]:
    if plan.result is None:
        return [breach_record(plan.outlook, breach) for breach in plan.breaches]
    return [
        {
            "rule": item.rule,
            **_where(plan.outlook, item.agent, item.day),
            "amount": item.amount,
            "price": item.price,
            "note": item.note,
            "article": article_of(plan.outlook, item.rule) or None,
        }
        for item in plan.result.ledger
    ]


def _where(outlook: Outlook, agent: int, day: int) -> dict[str, str | None]:
    return {
        "agent": None if agent < 0 else outlook.problem.agent_names[agent],
        "date": None if day < 0 else outlook.axis.date_of(day).isoformat(),
    }


def _agents(plan: Plan) -> dict[str, Any]:
    return {
        agent.name: {**asdict(agent.utilization), "occupancy": agent.occupancy, "paid_hours": int(minutes) / 60}
        for agent, minutes in zip(plan.service.agents, paid_minutes(plan), strict=False)  # leavers come last
    }


def head_record(workspace: Workspace, started_at: datetime, seconds: float) -> dict[str, Any]:
    """What every record begins with: versions, whose it is, and of when."""
    return {
        "version": staffing.__version__,
        "versions": {part: version(part) for part in PARTS},
        "team": workspace.team.team,
        "as_of": workspace.as_of.isoformat(),
        "first_day": workspace.first_day.isoformat(),
        "weeks": workspace.weeks,
        "started_at": started_at.isoformat(),
        "seconds": round(seconds, 3),
    }
