"""The example workspaces, generated once, and their tables as rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime

import pytest

from staffing.examples import NAMES, example_files

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def workspaces() -> dict[str, dict[str, str]]:
    return {name: example_files(name) for name in NAMES}


@pytest.fixture(scope="session")
def table(workspaces: dict[str, dict[str, str]]) -> Callable[[str, str], Rows]:
    def read(name: str, file: str) -> Rows:
        text = workspaces[name][file].removeprefix("\ufeff")
        delimiter = ";" if ";" in text.splitlines()[0] else ","
        return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))

    return read


@pytest.fixture(scope="session")
def clean_tickets(table: Callable[[str, str], Rows]) -> Rows:
    """Rows of seller-escalations without the faults, each ticket once."""
    seen: dict[str, dict[str, str]] = {}
    for row in table("seller-escalations", "tickets.csv"):
        if fault(row, {"payments", "listings"}) is None:
            seen.setdefault(row["ticket_id"], row)
    return list(seen.values())


def moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def fault(row: dict[str, str], queues: set[str], created: str = "created_at", queue: str = "queue") -> str | None:
    """What is wrong with a ticket row, judged on its own."""
    start, end = moment(row[created]), moment(row["resolved_at"])
    if start is None or (end is None and row["resolved_at"]):
        return "unreadable time"
    if end is not None and end < start:
        return "resolved before created"
    return None if row[queue] in queues else "unknown queue"
