"""The sheet of the workbook that says how burdens are shared."""

from __future__ import annotations

from staffing.plan import Plan
from staffing.reports.fairness import COLUMNS, NOTE, TITLE, shared_burdens
from staffing.reports.people import planned_agents, shown_name
from staffing.reports.view.sheets import Column, Sheet, TableSheet


def fairness_sheets(plan: Plan) -> tuple[Sheet, ...]:
    """One row for each kind of burden and person; no sheet where no rule shares anything out."""
    kinds = shared_burdens(plan)
    if not kinds:
        return ()
    names = {agent.agent_id: shown_name(agent) for agent in planned_agents(plan.outlook)}
    columns = (
        Column(head="burden", width=18),
        Column(head=COLUMNS[0], width=22),
        *(Column(head=head, form="decimal", width=12) for head in COLUMNS[1:]),
    )
    rows = tuple(
        (kind.burden, names[one.agent], one.remembered, one.planned, one.share, one.difference)
        for kind in kinds
        for one in kind.people
    )
    notes = (NOTE, *(f"{kind.caption}." for kind in kinds))
    return (TableSheet(name=TITLE, title=TITLE, notes=notes, columns=columns, rows=rows),)
