"""The people of a plan for its workbook: how busy they are planned to be, what the log says of them, their pay."""

from __future__ import annotations

from staffing.plan import Plan
from staffing.reports.measured import TITLE as MEASURED
from staffing.reports.measured import Measured, measured, measured_sentences
from staffing.reports.pay import SAID as PAY_SAID
from staffing.reports.pay import TITLE as PAY
from staffing.reports.pay import pay_record
from staffing.reports.people import by_site, planned_agents, shown_name
from staffing.reports.people_table import band_sentence, beside_band
from staffing.reports.requirement import requirement_sentences
from staffing.reports.view.sheets import Column, Sheet, TableSheet, Value
from staffing.reports.view.week import Person, Week

PERSON = Column(head="person", width=22)


def people_sheet(plan: Plan, week: Week) -> Sheet:
    """How busy everybody is planned to be; site and queues only where people differ in them."""
    sites, serves = any(person.site for person in week.people), any(person.serves for person in week.people)
    columns = (
        PERSON,
        *((Column(head="site", width=12),) if sites else ()),
        Column(head="contract", width=16),
        Column(head="paid hours", form="hours", width=9),
        Column(head="due hours", form="hours", width=9),
        Column(head="nights", form="number", width=8),
        Column(head="weekend days", form="number", width=9),
        Column(head="late shifts", form="number", width=8),
        Column(head="cases expected", form="hours", width=10),
        Column(head="utilization", form="share", width=11),
        Column(head="90% of weeks from", form="share", width=11),
        Column(head="to", form="share", width=9),
        Column(head="beside the band", width=18),
        Column(head="occupancy", form="share", width=11),
        *((Column(head="serves", width=40),) if serves else ()),
    )
    agents = [agent for _, members in by_site(plan.outlook) for agent in members]
    rows = tuple(
        (
            person.name,
            *((person.site,) if sites else ()),
            *_figures(person, beside_band(plan, plan.service.agents[agent])),
            *((person.serves,) if serves else ()),
        )
        for agent, person in zip(agents, week.people, strict=True)
    )
    notes = (band_sentence(plan), *requirement_sentences(plan.outlook.requirement.needs))
    return TableSheet(name="People", title="People", notes=notes, columns=columns, rows=rows)


def _figures(person: Person, beside: str) -> tuple[Value, ...]:
    share = person.utilization
    return (
        person.contract,
        sum(person.paid_minutes) / 60,
        sum(person.due_minutes) / 60,
        person.nights,
        person.weekend_days,
        person.late_shifts,
        round(person.cases, 1),
        share.mean,
        share.p05,
        share.p95,
        beside,
        person.occupancy,
    )


def measured_sheets(plan: Plan) -> tuple[Sheet, ...]:
    """What the log says of people, with intervals; no sheet where it does not name them."""
    people = measured(plan.outlook)
    if not people:
        return ()
    names = list(people[0].figures)
    columns = (
        PERSON,
        Column(head="cases resolved", form="number", width=10),
        *_heads(names),
        Column(head="beside the others", width=34),
    )
    agents = planned_agents(plan.outlook)
    rows = tuple((shown_name(agents[one.agent]), one.resolved, *_log_figures(one, names), one.words) for one in people)
    notes = measured_sentences(plan.outlook, people)
    return (TableSheet(name="Log", title=MEASURED, notes=notes, columns=columns, rows=rows),)


def _heads(names: list[str]) -> list[Column]:
    """Value, interval and cases of each figure."""
    found = []
    for name in names:
        heads = (name, "95% from", "to")
        found += [Column(head=head, form="share" if name == "reopened" else "number", width=11) for head in heads]
        found.append(Column(head="of", form="number", width=7))
    return found


def _log_figures(one: Measured, names: list[str]) -> list[Value]:
    """The numbers of one person; none where there are too few cases."""
    found: list[Value] = []
    for figure in (one.figures[name] for name in names):
        found += [None if part is None else round(part, 4) for part in (figure.value, figure.low, figure.high)]
        found.append(figure.cases)
    return found


def pay_sheets(plan: Plan) -> tuple[Sheet, ...]:
    """Pay by person and kind; no sheet where nobody's wage is known."""
    if not plan.outlook.problem.wage.any():
        return ()
    ledger = pay_record(plan)
    kinds = list(dict.fromkeys(kind for own in ledger.values() for kind, amount in own.items() if amount))
    unit = plan.outlook.workspace.team.costs.currency
    heads = [f"{PAY_SAID.get(kind, kind)}, {unit}" for kind in kinds]
    columns = (
        PERSON,
        *(Column(head=head, form="money", width=14) for head in heads),
        Column(head=f"total, {unit}", form="money", width=14),
    )
    people = [(shown_name(agent), ledger[agent.agent_id]) for agent in planned_agents(plan.outlook)]
    team = {kind: sum(own.get(kind, 0.0) for own in ledger.values()) for kind in kinds}
    rows = tuple(
        (name, *(own.get(kind, 0.0) for kind in kinds), sum(own.values())) for name, own in (*people, ("team", team))
    )
    return (TableSheet(name="Pay", title=PAY, columns=columns, rows=rows),)
