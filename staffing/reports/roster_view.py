"""A plan's view: the page, the workbook and the calendars of its people, without anybody's name in them."""

from __future__ import annotations

import staffing
from staffing.plan import Plan
from staffing.publication import Publication
from staffing.reports.calendars import calendars_of
from staffing.reports.changes import changes_section
from staffing.reports.people import marked, names_of
from staffing.reports.report_page import report_page
from staffing.reports.roster_workbook import roster_workbook
from staffing.reports.view.document import View


def roster_view(plan: Plan, publication: Publication, *, published: bool) -> View:
    """All that is shown of a plan, and of what it changes in what was published; names stand beside it.

    `published`: the plan is a publication, not a draft.
    """
    unnamed = marked(plan)
    return View(
        kind="roster",
        version=staffing.__version__,
        stamp=plan.outlook.workspace.as_of,
        names=names_of(plan.outlook),
        page=report_page(unnamed, changes_section(unnamed, publication, published=published)),
        workbook=roster_workbook(unnamed),
        calendars=calendars_of(unnamed, publication, published=published),
    )
