"""What the calendar holds around the planned week, each factor with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from forecasts.calendar_table import event_rows
from staffing.plan import Outlook
from staffing.reports.plain_text import counted, plain

TOLD = 0.03
"""A factor nearer to 1 than this is not worth a sentence."""


def planned_events(outlook: Outlook) -> list[dict[str, Any]]:
    """The calendar of the planned days: rows of `forecasts.calendar_table.event_rows`."""
    workspace = outlook.workspace
    return event_rows(outlook.fitted, workspace.first_day, workspace.last_day)


def event_notes(outlook: Outlook) -> Iterator[str]:
    """A sentence for each event that the forecast of the planned days holds, with its strongest day."""
    strongest: dict[str, dict[str, Any]] = {}
    for row in planned_events(outlook):
        known = strongest.get(row["event"])
        if known is None or abs(row["factor"] - 1) > abs(known["factor"] - 1):
            strongest[row["event"]] = row
    for row in strongest.values():
        if abs(row["factor"] - 1) >= TOLD:
            yield (
                f"The forecast holds {plain(row['event'])}{_doubt(row)}: {row['factor']:.2f} times the usual volume on "
                f"{row['date']:%a %d %b} in {plain(row['unique_id'])} (80% interval {row['lo-80']:.2f} to "
                f"{row['hi-80']:.2f}; {evidence(row)})."
            )


def evidence(row: dict[str, Any]) -> str:
    """What a factor rests on, in words."""
    parts = [f"planner says {row['said']:.2f}"] if row["said"] is not None else []
    if row["instances"]:
        parts.append(f"{counted(row['instances'], 'day')} of its own")
    if row["borrowed"]:
        parts.append(f"{row['borrowed']} borrowed")
    return ", ".join(parts) or "never seen, taken as no effect"


def _doubt(row: dict[str, Any]) -> str:
    return " (date estimated)" if row["estimated"] else ""


def mark_detail(row: dict[str, Any]) -> str:
    """The same for a mark in a picture: `x1.80, planner says 2.00, 2 days of its own`."""
    return f"x{row['factor']:.2f}, {evidence(row)}"


def print_events(out: Console, rows: list[dict[str, Any]]) -> None:
    """The calendar in the terminal, a line per day, event and queue."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("day", "event", "queue", "factor (80%)", "rests on"):
        table.add_column(name, no_wrap=name in ("day", "factor (80%)"))
    for row in rows:
        offset = row["offset"]
        away = "" if not offset else f" {offset:+d} d"
        factor = f"{row['factor']:.2f} ({row['lo-80']:.2f}-{row['hi-80']:.2f})"
        event = Text(plain(row["event"]) + away + _doubt(row))
        table.add_row(f"{row['date']:%a %d %b %Y}", event, Text(plain(row["unique_id"])), factor, evidence(row))
    out.print(table)
    if not rows:
        out.print("The calendar holds nothing for these days: no events.csv row, no holiday, no double day.")


def calendar_span(first: date, last: date) -> tuple[date, date]:
    """The days that `forecast --events` shows: the planned ones, and four weeks beyond them."""
    return first, last + timedelta(days=28)
