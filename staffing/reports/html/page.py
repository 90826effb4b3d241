"""A page as one HTML file; the same page makes the same text."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import singledispatch

from markupsafe import Markup

from staffing.reports.html.chart import chart_html
from staffing.reports.html.roster import roster_html
from staffing.reports.html.table import table_html
from staffing.reports.html.templates import filled
from staffing.reports.palette import SHIFTS
from staffing.reports.view.page import Block, Chart, Figure, Items, Page, Picture, Roster, Section, Table, Text

_LEAD = re.compile(r"(?:\d{4}-\d\d-\d\d|[-+]?\d[\d,]*(?:\.\d+)?(?:\s?%|\s(?:h|of \d+|[A-Z]{3})\b)?)(?![\w:./-])")


def html_page(page: Page) -> str:
    """The whole page; whatever people wrote is escaped, and nothing in it runs or is fetched."""
    sections = [
        (f"section-{number}", section, blocks)
        for number, section in enumerate(page.sections, start=1)
        if (blocks := _blocks(section, f"section-{number}"))
    ]
    figures = page.verdict.figures if page.verdict else ()
    return str(
        filled(
            "page.html",
            page=page,
            missed=[figure.name for figure in figures if figure.met is False],
            tiles=[(figure, *_lead(figure)) for figure in figures],
            sections=sections,
            kept_back=sum(section.detail or not section.paper for _, section, _ in sections),
            shifts=SHIFTS,
        )
    )


def _lead(figure: Figure) -> tuple[str, str]:
    """What was reached as the number or the date at its beginning, and the words after it."""
    found = _LEAD.match(figure.reached)
    return (found[0].strip(), figure.reached[found.end() :].strip()) if found else (figure.reached, "")


def _blocks(section: Section, key: str) -> list[Markup]:
    """The blocks of a section that say anything."""
    found = (_block(block, f"{key}-{number}", f"{key}-h") for number, block in enumerate(section.blocks, start=1))
    return [block for block in found if block.strip()]


@singledispatch
def _block(block: Block, key: str, heading: str) -> Markup:
    """A block whose ids begin with `key`; `heading` is the id of the heading above it."""
    raise TypeError(f"{type(block).__name__} is no block")


@_block.register
def _(block: Text, key: str, heading: str) -> Markup:
    return filled("text.html", sentences=block.sentences, style=block.style)


@_block.register
def _(block: Items, key: str, heading: str) -> Markup:
    return filled("items.html", items=block.items)


@_block.register
def _(block: Table, key: str, heading: str) -> Markup:
    return table_html(block, key, heading)


@_block.register
def _(block: Picture, key: str, heading: str) -> Markup:
    data = b64encode(block.svg.encode()).decode()
    return filled("picture.html", words=block.words, data=data, section=heading)


@_block.register
def _(block: Roster, key: str, heading: str) -> Markup:
    return roster_html(block.week, key)


@_block.register
def _(block: Chart, key: str, heading: str) -> Markup:
    return chart_html(block, key)
