"""A hiring plan as a workbook: the openings, every week as numbers, and what the plan rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from staffing.hiring.answer import HiringPlan
from staffing.reports.hiring.basis import LIMITS, assumed_sentence, definitions, solver_sentences
from staffing.reports.hiring.coming import NONE
from staffing.reports.hiring.gap_csv import requisition_rows, week_rows
from staffing.reports.hiring.headline import enough, headline
from staffing.reports.hiring.record import start_rows, stop_gap_rows, unpreventable_rows
from staffing.reports.hiring.tables import DUE
from staffing.reports.hiring.why import reasons
from staffing.reports.hiring.words import LINE_NAMES, name_of, title
from staffing.reports.view.sheets import Column, Sheet, TableSheet, Value, Workbook
from staffing.reports.whatif.cells import Columns, cells

ROLE, WEEK = Column(head="role", width=18), Column(head="week of")
OPENINGS: Columns = {
    "role": ROLE,
    "headcount": Column(head="people", form="number", width=8),
    "open_by": Column(head="open by"),
    "accept_by": Column(head="offer accepted by", width=17),
    "start": Column(head="start"),
    "useful_from": Column(head="full speed from", width=15),
    "candidates": Column(head="candidates", form="number"),
    "interviews": Column(head="interviews", form="number"),
    "offers": Column(head="offers", form="number", width=8),
    "slip_fte_weeks": Column(head="4 weeks late: FTE-weeks short", form="decimal", width=16),
    "slip_weeks": Column(head="4 weeks late: weeks touched", form="number", width=14),
    "slip_promise": Column(head="promise kept in them", form="share", width=14),
    "slip_promise_late": Column(head="promise kept, 4 weeks late", form="share", width=16),
    "contract": Column(head="contract"),
    "site": Column(head="site"),
    "skills": Column(head="queues", width=30),
}
"""By the columns of `requisitions_plan.csv`."""
WEEKS: Columns = {
    "week": WEEK,
    "role": ROLE,
    "line": Column(head="people counted", width=22),
    "required_fte": Column(head="required FTE", form="decimal"),
    "available_fte": Column(head="available FTE", form="decimal", width=13),
    "gap_fte": Column(head="gap FTE", form="decimal", heat=True),
    "gap_p10": Column(head="gap P10", form="decimal"),
    "gap_p90": Column(head="gap P90", form="decimal"),
    "probability_short": Column(head="chance to be short", form="share", heat=True),
    "promise": Column(head="promise kept", form="share"),
    "heads": Column(head="people employed", form="decimal"),
    "started": Column(head="started", form="number"),
    "left": Column(head="left", form="number"),
    "gap_heads": Column(head="gap in people", form="number"),
    "required_heads": Column(head="required people", form="number"),
    "required_p10": Column(head="required P10", form="decimal"),
    "required_p90": Column(head="required P90", form="decimal"),
    "available_p10": Column(head="available P10", form="decimal"),
    "available_p90": Column(head="available P90", form="decimal"),
    "workload_hours": Column(head="workload, h", form="hours"),
    "occupancy": Column(head="occupancy", form="share"),
    "skills": Column(head="queues", width=30),
}
"""By the columns of `hiring_gap.csv`."""
STARTS: Columns = {
    "week": WEEK,
    "role": ROLE,
    "starts": Column(head="people who start", form="number", width=16),
    "classes": Column(head="classes that begin", form="number", width=18),
}
COMING: Columns = {
    "requisition_id": Column(head="requisition", width=18),
    "role": ROLE,
    "headcount": Column(head="people", form="number", width=8),
    "stage": Column(head="stage"),
    "comes": Column(head="chance that each comes", form="share", width=16),
    "within": Column(head="chance to have started within these weeks", form="share", width=16),
    "median_start": Column(head="half have started by", width=14),
}
STOP_GAPS: Columns = {
    "week": WEEK,
    "role": ROLE,
    "overtime": Column(head="overtime FTE", form="decimal", width=14),
    "outsourced": Column(head="outsourced FTE", form="decimal", width=15),
    "uncovered": Column(head="uncovered FTE", form="decimal", width=15, heat=True),
    "fte": Column(head="short whatever is decided, FTE", form="decimal", width=28),
}
ASSUMPTIONS: Columns = {
    "name": Column(head="what", width=34),
    "value": Column(head="value", width=60),
    "source": Column(head="from", width=30),
}


def hiring_workbook(plan: HiringPlan) -> Workbook:
    """All sheets; probabilities are fractions of 1, dates ISO 8601."""
    return Workbook(title=title(plan), sheets=tuple(_sheets(plan)))


def _sheets(plan: HiringPlan) -> Iterator[Sheet]:
    due = (DUE,) if plan.openings else ()
    notes = (headline(plan), enough(plan), *reasons(plan), *due)
    yield _sheet("Openings", title(plan), notes, OPENINGS, requisition_rows(plan))
    weeks = ({**row, "line": LINE_NAMES[row["line"]]} for row in week_rows(plan))
    yield _sheet("Weeks", "Required and available, week by week", definitions(plan), WEEKS, weeks)
    yield _sheet("Plan", "Who starts when", (), STARTS, start_rows(plan))
    yield from _promise(plan)
    notes = () if plan.coming else (NONE,)
    yield _sheet("Coming", "Counted as under way", notes, COMING, map(asdict, plan.coming))
    covered = "What covers a shortage with the plan, and what nobody hired now can prevent"
    yield _sheet("Stop-gaps", covered, (), STOP_GAPS, _stop_gaps(plan))
    said = [*filter(None, [assumed_sentence(plan)]), *solver_sentences(plan), *LIMITS]
    yield _sheet("Assumptions", "What it rests on", said, ASSUMPTIONS, map(asdict, plan.assumptions))


def _sheet(
    name: str, head: str, notes: Iterable[str], columns: Columns, rows: Iterable[Mapping[str, Any]]
) -> TableSheet:
    return TableSheet(
        name=name,
        title=head,
        notes=tuple(notes),
        columns=tuple(columns.values()),
        rows=tuple(cells(columns, _named(row)) for row in rows),
    )


def _named(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its role as people read it."""
    return {**row, "role": name_of(row["role"])} if "role" in row else dict(row)


def _stop_gaps(plan: HiringPlan) -> Iterator[dict[str, Any]]:
    """A row per week and role in which there is anything to say, in the order of weeks."""
    found: dict[tuple[Any, str], dict[str, Any]] = {}
    none = dict.fromkeys(STOP_GAPS)
    for row in (*stop_gap_rows(plan), *unpreventable_rows(plan)):
        key = (row["week"], row["role"])
        found[key] = {**found.get(key, none), **row}
    order = {role.staffed.id: at for at, role in enumerate(plan.roles)}
    return (found[key] for key in sorted(found, key=lambda key: (key[0], order[key[1]])))


def _promise(plan: HiringPlan) -> Iterator[Sheet]:
    """The chance of every week to keep the promise, a column per role and line; none where no role has one."""
    found: dict[Any, dict[tuple[str, str], Value]] = {}
    for row in week_rows(plan):
        if row["promise"] is not None:
            found.setdefault(row["week"], {})[row["role"], row["line"]] = row["promise"]
    names = [(role.staffed.id, line.name) for role in plan.roles for line in role.lines]
    names = [name for name in names if any(name in shares for shares in found.values())]
    if names:
        heads = (f"{name_of(role)}: {LINE_NAMES[line]}" for role, line in names)
        columns = (WEEK, *(Column(head=head, form="share", width=16, heat=True) for head in heads))
        rows = tuple((week.isoformat(), *(shares.get(name) for name in names)) for week, shares in found.items())
        head = "The chance that a week keeps the promise"
        yield TableSheet(name="Promise", title=head, columns=columns, rows=rows)
