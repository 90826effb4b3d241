"""A promise that is missed: what would keep it, what that costs, and what could be promised instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from staffing.build.pay import premiums_in_force
from staffing.documents.team import Contract
from staffing.plan import Plan
from staffing.promise.extra import Cell, Line
from staffing.promise.remedies import Remedy, hire_for
from staffing.reports.people import planned_agents
from staffing.reports.plain_text import counted, percent
from staffing.reports.skills import like_record, like_text
from staffing.reports.verdict import share_text
from staffing.reports.when import date_of, day_name

TITLE = "What would help to keep the promise"
LINES, DAYS = 3, 7
"""People and days of one shift named in a sentence; the others are counted, and run.json has them all."""


def remedy_sentences(plan: Plan) -> Iterator[str]:
    """What was tried, with what it gave in the simulation, and then what the roster can promise as it is."""
    for remedy in plan.remedies:
        kept = f"the promise is kept in {percent(remedy.probability)} of weeks (no less than {percent(remedy.lower)})"
        enough = ", which is enough" if remedy.met else ", which is not enough; more were not tried"
        yield f"With {_added(plan, remedy)} {kept}{enough}. That is {_cost(plan, remedy)}."
    if plan.instead is not None:
        yield _instead(plan)


def remedy_records(plan: Plan) -> list[dict[str, Any]]:
    """The remedies as plain data; every line is one more person's or, of kind `shifts`, one shift by whomever."""
    names, contract = plan.outlook.problem.shift_names, _contract(plan) if plan.remedies else None
    team = plan.outlook.workspace.team
    return [
        {
            "kind": remedy.kind,
            "contract": contract.id if contract is not None and remedy.kind == "people" else None,
            "lines": [
                [{"date": date_of(plan.outlook, day), "shift": names[shift]} for day, shift in line]
                for line in remedy.lines
            ],
            "likes": [like_record(plan.outlook, plan.service, line) for line in remedy.lines],
            "probability": remedy.probability,
            "lower": remedy.lower,
            "met": remedy.met,
            "paid_hours": remedy.paid_minutes / 60,
            "cost": None if contract is None else remedy.paid_minutes / 60 * team.cost_per_hour(contract),
        }
        for remedy in plan.remedies
    ]


def instead_record(plan: Plan) -> dict[str, float] | None:
    """What could be promised instead: the rate in `confidence` of weeks, or `rate` with the confidence wanted."""
    return None if plan.instead is None else asdict(plan.instead)


def _added(plan: Plan, remedy: Remedy) -> str:
    count = len(remedy.lines)
    if remedy.kind == "shifts":
        whom = "it" if count == 1 else "them"
        overtime = "overtime of who consents" if plan.outlook.problem.overtime_minutes.any() else "overtime"
        shifts = "; ".join(_by_skills(plan, remedy.lines))
        return f"{counted(count, 'more shift')} ({shifts}, as {overtime} or by whoever can work {whom})"
    found = "; ".join(_line(plan, line) + like_text(plan.outlook, plan.service, line) for line in remedy.lines[:LINES])
    left = f"; and {count - LINES} more" if count > LINES else ""
    people = "1 more person" if count == 1 else f"{count} more people"
    return f"{people} on the contract {_contract(plan).id} ({found}{left})"


def _by_skills(plan: Plan, lines: tuple[Line, ...]) -> list[str]:
    """Single shifts, those together that need the same skills."""
    cells: dict[str, list[Cell]] = {}
    for line in lines:
        cells.setdefault(like_text(plan.outlook, plan.service, line), []).extend(line)
    return [_line(plan, sorted(own)) + like for like, own in cells.items()]


def _line(plan: Plan, cells: Line | list[Cell]) -> str:
    """Cells by shift: `late on Tue 03 Nov, Thu 05 Nov`."""
    by_shift: dict[int, list[str]] = {}
    for day, shift in cells:
        by_shift.setdefault(shift, []).append(day_name(plan.outlook, day))
    return " and ".join(
        f"{plan.outlook.problem.shift_names[shift]} on {', '.join(days[:DAYS])}"
        + (f" and {counted(len(days) - DAYS, 'more day')}" if len(days) > DAYS else "")
        for shift, days in by_shift.items()
    )


def _cost(plan: Plan, remedy: Remedy) -> str:
    hours, contract = remedy.paid_minutes / 60, _contract(plan)
    price = hours * plan.outlook.workspace.team.cost_per_hour(contract)
    said = f"{round(hours, 1):,g} paid hours more"
    if not price:
        return said
    rate = "" if remedy.kind == "people" else f" at the rate of {contract.id}"
    team = plan.outlook.workspace.team
    without = " before premiums" if premiums_in_force(team) else ""
    return f"{said}, {price:,.0f} {team.costs.currency}{rate}{without}"


def _contract(plan: Plan) -> Contract:
    """The contract of the person whom one more would be like."""
    outlook = plan.outlook
    hire = hire_for(outlook.problem, plan.roster, outlook.uncertainty, plan.service)
    agent = planned_agents(outlook)[hire.like]
    return next(each for each in outlook.workspace.team.contracts if each.id == agent.contract)


def _instead(plan: Plan) -> str:
    assert plan.instead is not None
    service, instead = plan.service, plan.instead
    rate = f"{percent(instead.rate)} on time in {share_text(service.confidence)} of weeks"
    same = f"{share_text(service.target)} on time in {percent(instead.confidence, 0)} of weeks"
    found = " or ".join([same] * (instead.confidence > 0) + [rate] * (instead.rate > 0))
    return f"With this roster as it is, {found or 'nothing'} could be promised instead."
