"""The view of a what-if: its page and its workbook. Nobody is named in them; people stand with their ids."""

from __future__ import annotations

import staffing
from staffing.reports.view.document import View
from staffing.reports.whatif.page import whatif_page
from staffing.reports.whatif.workbook import whatif_workbook
from staffing.scenarios.whatif import WhatIf


def whatif_view(answer: WhatIf) -> View:
    """All that is shown of an answer."""
    return View(
        kind="whatif",
        version=staffing.__version__,
        stamp=answer.workspace.as_of,
        names={},
        page=whatif_page(answer),
        workbook=whatif_workbook(answer),
    )
