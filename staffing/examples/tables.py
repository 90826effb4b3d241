"""Rows to CSV text, and the small accidents that real exports have."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from staffing.examples.arrivals import Case
from staffing.examples.draws import Draws

Row = dict[str, str]
AGENT_COLUMNS = (
    "agent_id", "name", "contract", "role", "site", "skills", "hired_on", "leaves_on", "availability",
    "mentor",
)  # fmt: skip
ROSTER_COLUMNS = ("agent_id", "date", "shift_id", "start", "end", "paid_minutes", "on_queue_minutes")
REQUISITION_COLUMNS = (
    "requisition_id", "role", "headcount", "opened_on", "stage", "expected_start", "fill_probability",
)  # fmt: skip
LATE_CSAT, TIMELY_CSAT = (5.0, 4.0, 4.0, 3.0, 2.0), (1.0, 1.0, 3.0, 8.0, 9.0)
"""Weights of the scores 1 to 5 for late and for timely cases."""


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """CSV with a header and LF line ends."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def wall_time(first: date, minutes: float | None) -> datetime | None:
    """Local clock time, to the second, of minutes after the first midnight."""
    if minutes is None:
        return None
    return datetime(first.year, first.month, first.day) + timedelta(seconds=round(minutes * 60))


def satisfaction(case: Case, draws: Draws) -> str:
    """A score from 1 to 5 for a third of the resolved cases, lower when the answer came late."""
    asked = draws.chance(1 / 3)
    if case.resolved is None or not asked:
        return ""
    late = case.resolved - case.created - case.paused > 1440
    return str(1 + draws.index(LATE_CSAT if late else TIMELY_CSAT))


def soil(rows: list[Row], columns: dict[str, str], draws: Draws) -> list[Row]:
    """The rows with eight faults among resolved cases, two of each kind; `columns` has the names in use.

    The kinds: an id given twice, resolved before created, an unreadable time, a queue nobody knows.
    """
    created, resolved, queue = columns["created_at"], columns["resolved_at"], columns["queue"]
    whole = [n for n, row in enumerate(rows[: len(rows) * 9 // 10]) if row[resolved]]
    spots = sorted(whole[n * len(whole) // 8 + draws.below(len(whole) // 8)] for n in range(8))
    twice = {spots[0], spots[5]}
    for spot in (spots[1], spots[4]):
        rows[spot][created], rows[spot][resolved] = rows[spot][resolved], rows[spot][created]
    rows[spots[2]][created] = "n/a"
    rows[spots[6]][resolved] = "2026-09-31 08:61:00"
    for spot in (spots[3], spots[7]):
        rows[spot][queue] = "(moved)"
    return [copy for n, row in enumerate(rows) for copy in ([row, row] if n in twice else [row])]
