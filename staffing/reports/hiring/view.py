"""The view of a hiring plan: its page and its workbook. Nobody is named in them."""

from __future__ import annotations

import staffing
from staffing.hiring.answer import HiringPlan
from staffing.reports.hiring.page import hiring_page
from staffing.reports.hiring.workbook import hiring_workbook
from staffing.reports.view.document import View


def hiring_view(plan: HiringPlan) -> View:
    """All that is shown of a plan."""
    return View(
        kind="hiring",
        version=staffing.__version__,
        stamp=plan.workspace.as_of,
        names={},
        page=hiring_page(plan),
        workbook=hiring_workbook(plan),
    )
