"""The files that people open, from a view: at the end of a run, and again whenever they are asked for."""

from __future__ import annotations

from staffing.reports.html.page import html_page
from staffing.reports.ics import calendar_file, ics_text
from staffing.reports.markdown import markdown_text
from staffing.reports.view.document import VIEW, View, named, view_text
from staffing.reports.view.page import Page, Picture
from staffing.reports.workbook.render import xlsx_bytes

FORMATS = ("html", "xlsx", "ics", "md")
"""What a view can be made into."""
_NAMES = {
    "roster": ("report.html", "roster.xlsx", "report.md"),
    "whatif": ("whatif.html", "whatif.xlsx", "whatif.md"),
    "hiring": ("hiring.html", "hiring.xlsx", "hiring_gap.md"),
}


def view_files(view: View, formats: tuple[str, ...] = FORMATS) -> dict[str, str | bytes]:
    """Text or bytes by name: `view.json` and what it can be made into; the same view makes the same bytes."""
    shown = named(view)
    page, workbook, markdown = _NAMES[view.kind]
    files: dict[str, str | bytes] = {}
    if "html" in formats:
        files[page] = html_page(shown.page)
    if "xlsx" in formats:
        files[workbook] = xlsx_bytes(shown.workbook, shown.stamp)
    if "md" in formats:
        files[markdown] = markdown_text(shown.page)
        files |= {picture.file: picture.svg for picture in _pictures(shown.page)}
    if "ics" in formats:
        taken: set[str] = set()
        for calendar in shown.calendars:
            files[f"ics/{calendar_file(calendar.agent_id, taken)}"] = ics_text(calendar)
    return {**files, VIEW: view_text(view)}


def _pictures(page: Page) -> list[Picture]:
    return [block for section in page.sections for block in section.blocks if isinstance(block, Picture)]
