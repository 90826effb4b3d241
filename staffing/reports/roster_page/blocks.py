"""Sections as most of a plan's page has them: sentences, a list, a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from staffing.reports.view.page import Block, Section, Table, Text


def section(title: str, *blocks: Block | None, detail: bool = False, paper: bool = True) -> Section | None:
    """The blocks that there are; None where there is none. `detail` and `paper` as in Section."""
    there = tuple(block for block in blocks if block is not None)
    return Section(title=title, blocks=there, detail=detail, paper=paper) if there else None


def paragraphs(*sentences: str) -> Text | None:
    """Each sentence a paragraph; those that are empty are left out."""
    said = tuple(sentence for sentence in sentences if sentence)
    return Text(sentences=said) if said else None


def listed(sentences: Iterable[str]) -> Text | None:
    """Each sentence an item."""
    said = tuple(sentences)
    return Text(sentences=said, style="list") if said else None


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table | None:
    """A table; none without rows."""
    found = tuple(tuple(row) for row in rows)
    return Table(columns=tuple(columns), rows=found) if found else None
