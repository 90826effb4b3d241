"""A plan as a workbook: the roster, a sheet to edit, cover by hour, and everything the page says, as numbers."""

from __future__ import annotations

from collections.abc import Iterator

from staffing.plan import Plan, hard_breaches
from staffing.read.roster_workbook import EDIT
from staffing.reports.breach_list import breach_sentence
from staffing.reports.fairness_sheet import fairness_sheets
from staffing.reports.hour_maps import hour_maps
from staffing.reports.labour_law import notices
from staffing.reports.opening import opening_sentences
from staffing.reports.people_sheets import measured_sheets, pay_sheets, people_sheet
from staffing.reports.plain_text import plain, sentence_case
from staffing.reports.plan_sheets import hours_sheet, price_sheet, request_sheets
from staffing.reports.remedies import remedy_sentences
from staffing.reports.site_facts import clock_sentences
from staffing.reports.verdict import promise_line, range_line, verdict
from staffing.reports.view.sheets import (
    Column,
    CoverSheet,
    EditSheet,
    LegendSheet,
    RosterSheet,
    Sheet,
    TableSheet,
    Workbook,
)
from staffing.reports.view.week import Week
from staffing.reports.weak_spots import COLUMNS as WEAK_COLUMNS
from staffing.reports.weak_spots import TITLE as WEAK_SPOTS
from staffing.reports.weak_spots import weak_spot_rows
from staffing.reports.week_view import week_of

HOW_TO_EDIT = (
    "Change the shifts below, one cell a day: choose from its list, or empty the cell for a day off.",
    "Save the file under another name, such as changed.xlsx. Only this sheet is read.",
    "Then staffing check DIR --roster changed.xlsx names every rule that the change breaks.",
    "And staffing simulate DIR --roster changed.xlsx says what it does to the promise.",
)
READ = f"To change shifts, use the sheet {EDIT}: this one is not read back."
WORDS = (
    "Hours: paid hours of the planned shifts; due: what the contract owes in the week, less leave.",
    "Night: a shift with three hours or more between 23:00 and 06:00. Late shift: one that team.yaml calls late.",
    "Utilization: handling / paid time, as simulated: the mean, and the range that holds nine plans in ten.",
    "Occupancy: handling / time on queue.",
    "People on queue: planned people whose shift is neither over nor in a break, as a mean over the hour.",
    "Price: the weight of a rule x the amount by which it is broken, in points; the roster found has the lowest sum.",
)


def roster_workbook(plan: Plan) -> Workbook:
    """All sheets, in their order; names may be marks, so nothing here looks into them."""
    week = week_of(plan)
    sheets = (
        _roster(plan, week),
        EditSheet(name=EDIT, title=f"{_title(plan)}: sheet to edit", notes=HOW_TO_EDIT, week=week),
        _cover(plan),
        _promise(plan),
        people_sheet(plan, week),
        *fairness_sheets(plan),
        *measured_sheets(plan),
        *pay_sheets(plan),
        *request_sheets(plan),
        price_sheet(plan),
        _weak_spots(plan),
        hours_sheet(plan),
        LegendSheet(name="Legend", title="Legend", notes=tuple(_words(plan)), week=week),
    )
    return Workbook(title=_title(plan), sheets=sheets)


def _title(plan: Plan) -> str:
    workspace = plan.outlook.workspace
    return f"{plain(workspace.team.team)}, {workspace.first_day} to {workspace.last_day}"


def _roster(plan: Plan, week: Week) -> Sheet:
    notes = [f"{sentence_case(promise_line(plan))}.", f"{sentence_case(range_line(plan))}.", READ]
    broken = hard_breaches(plan)
    if broken:
        notes.append(f"Hard rules are broken: {'; '.join(breach_sentence(plan.outlook, each) for each in broken)}.")
    return RosterSheet(name="Roster", title=_title(plan), notes=tuple(notes), week=week)


def _cover(plan: Plan) -> Sheet:
    zone = plan.outlook.workspace.team.zone
    several = len(plan.outlook.places.every) > 1
    clock = "People by the clock of their site, the rest" if several else "Hours"
    notes = (f"{clock} by the clock of {zone}. An hour is named by its start.",)
    return CoverSheet(name="Cover", title="Cover by hour", notes=notes, maps=hour_maps(plan))


def _promise(plan: Plan) -> Sheet:
    columns = (
        Column(head="target", width=18),
        Column(head="wanted", width=46),
        Column(head="simulated", width=46),
        Column(head="met", width=10),
    )
    rows = tuple((t.name.replace("_", " "), t.wanted, t.reached, "met" if t.met else "missed") for t in verdict(plan))
    return TableSheet(
        name="Promise", title="The promise and the targets", notes=tuple(_promised(plan)), columns=columns, rows=rows
    )


def _promised(plan: Plan) -> Iterator[str]:
    yield f"{sentence_case(promise_line(plan))}."
    yield f"{sentence_case(range_line(plan))}."
    yield from opening_sentences(plan.outlook)
    yield from remedy_sentences(plan)


def _weak_spots(plan: Plan) -> Sheet:
    widths = (12, 9, 12, 13, 38, 24, 30, 30, 10)
    columns = tuple(Column(head=head, width=width) for head, width in zip(WEAK_COLUMNS, widths, strict=True))
    return TableSheet(name="Weak spots", title=WEAK_SPOTS, columns=columns, rows=tuple(weak_spot_rows(plan)))


def _words(plan: Plan) -> Iterator[str]:
    yield from WORDS
    yield from (f"{sentence_case(said)}." for said in clock_sentences(plan.outlook))
    yield from notices(plan.outlook)
    known = plan.outlook.workspace.as_of
    yield f"As of {known:%Y-%m-%d %H:%M} in {plan.outlook.workspace.team.zone}; seed {plan.settings.seed}."
