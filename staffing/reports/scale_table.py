"""The table of `bench scale`: a line for each size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from staffing.reports.console import say
from staffing.reports.fitted_table import Columns, names_by, print_fitted, say_left_out

COLUMNS = Columns(
    headings={
        "agents": "people",
        "objective": "objective",
        "bound": "bound",
        "gap_percent": "gap %",
        "seconds": "seconds",
        "peak_mib": "peak\nMiB",
        "violations": "hard rules\nbroken",
        "granted_percent": "requests\ngranted %",
        "status": "status",
        "limit_hit": "cut by",
    },
    formats={
        "agents": ",d",
        "objective": ",d",
        "bound": ",d",
        "gap_percent": ".2f",
        "seconds": ".1f",
        "peak_mib": ",.0f",
        "granted_percent": ".1f",
    },
    words=("status", "limit_hit"),
    left_out=("limit_hit", "status", "granted_percent", "bound", "peak_mib", "violations", "gap_percent", "seconds"),
    longest={},
)


def print_scale(out: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """The rows of `--json` as a table, the engines that were at work, and what the columns count."""
    left_out = print_fitted(out, [_shown(row) for row in rows], COLUMNS)
    people = [{**row, "people": f"{row['agents']:,d} people"} for row in rows]
    say(out, f"Engine: {names_by(people, 'engine', 'people')}")
    say(out, "Seconds and peak memory are those of a fresh process for each size: building, solving and checking.")
    say_left_out(out, left_out)


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with what only the table has."""
    gap, requests = row["gap"], row["requests"]
    asked = None if requests is None else requests["asked"]
    return {
        **row,
        "gap_percent": None if gap is None else 100 * gap,
        "granted_percent": 100 * requests["granted"] / asked if asked else None,
        "limit_hit": row["limit_hit"] or None,
    }
