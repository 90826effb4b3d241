"""Tables of a plan for its workbook: requests, prices and hours."""

from __future__ import annotations

from staffing.plan import Plan
from staffing.reports.breach_list import named, priced_rules
from staffing.reports.cover_table import cover_rows
from staffing.reports.people import planned_agents, shown_name
from staffing.reports.people_sheets import PERSON
from staffing.reports.price_list import TITLE as PRICES
from staffing.reports.price_list import price_sentence
from staffing.reports.refusals import refusals, refused_wishes
from staffing.reports.view.sheets import Column, Sheet, TableSheet, Value
from staffing.rules.agent.requests import describe


def request_sheets(plan: Plan) -> tuple[Sheet, ...]:
    """Every request with what became of it; no sheet where nothing was asked for."""
    problem, agents = plan.outlook.problem, planned_agents(plan.outlook)
    if not problem.wishes:
        return ()
    said = dict(zip(refused_wishes(plan), refusals(plan), strict=True))
    columns = (
        PERSON,
        Column(head="day", width=12),
        Column(head="asked for", width=18),
        Column(head="answer", width=10),
        Column(head="why", width=60),
        Column(head="price", form="number", width=8),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            shown_name(agents[wish.agent]),
            problem.day_names[wish.day],
            describe(problem, wish),
            "refused" if wish in said else "granted",
            said[wish].why if wish in said else "",
            said[wish].price if wish in said else None,
        )
        for wish in problem.wishes
    )
    note = f"{len(rows) - len(said)} of {len(rows)} requests are granted."
    return (TableSheet(name="Requests", title="Requests", notes=(note,), columns=columns, rows=rows),)


def price_sheet(plan: Plan) -> Sheet:
    """Every breach of a priced rule, the most expensive rule first."""
    problem, agents = plan.outlook.problem, planned_agents(plan.outlook)
    columns = (
        Column(head="rule", width=20),
        Column(head="day", width=12),
        PERSON,
        Column(head="amount", form="number", width=9),
        Column(head="unit", width=22),
        Column(head="weight", form="number", width=8),
        Column(head="price", form="number", width=9, heat=True),
        Column(head="what", width=60),
    )
    rows = tuple(
        (
            rule.rule,
            problem.day_names[breach.day] if breach.day >= 0 else "",
            shown_name(agents[breach.agent]) if breach.agent >= 0 else "",
            breach.amount,
            rule.unit,
            rule.weight,
            rule.weight * breach.amount,
            named(breach.note, breach.article),
        )
        for rule in priced_rules(plan.outlook, plan.breaches)
        for breach in rule.breaches
    )
    return TableSheet(name="Prices", title=PRICES, notes=(price_sentence(plan),), columns=columns, rows=rows)


def hours_sheet(plan: Plan) -> Sheet:
    """The numbers of `cover.csv`."""
    columns = (
        Column(head="day", width=12),
        Column(head="hour", width=8),
        Column(head="queue", width=18),
        Column(head="cases, mean", form="hours", width=10, heat=True),
        Column(head="80% of forecasts from", form="hours", width=12),
        Column(head="to", form="hours", width=9),
        Column(head="work that arrives, hours", form="hours", width=12),
        Column(head="capacity, hours", form="hours", width=11),
        Column(head="backlog, hours", form="hours", width=11, heat=True),
        Column(head="planned late, hours", form="hours", width=11),
    )
    rows = tuple(
        (start.date().isoformat(), f"{start:%H:%M}", queue, *(round(float(number), 3) for number in numbers))
        for start, queue, *numbers in cover_rows(plan)
    )
    note = (
        f"By the clock of {plan.outlook.workspace.team.zone}. Capacity is that of all people who serve the queue, "
        "whole in the row of each of their queues: do not add it up over queues."
    )
    return TableSheet(
        name="Hours", title="Forecast, work and capacity by hour", notes=(note,), columns=columns, rows=rows
    )
