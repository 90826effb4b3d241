"""`rejected.csv`: the dirty rows of the ticket log, with their reasons."""

from __future__ import annotations

import re

from forecasts.tickets import TicketLog
from staffing.reports.csv_text import csv_text

_QUOTED = re.compile(r'"[^"]*"')


def rejected_csv(log: TicketLog) -> str:
    """Line, reason and the raw row of every rejected ticket."""
    frame = log.rejected
    return csv_text([str(name) for name in frame.columns], frame.itertuples(index=False, name=None))


def counted_reasons(log: TicketLog) -> list[tuple[str, int]]:
    """Reasons without the values quoted in them, the most frequent first."""
    counts: dict[str, int] = {}
    for reason in log.rejected["reason"]:
        kind = _QUOTED.sub("…", str(reason))
        counts[kind] = counts.get(kind, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
