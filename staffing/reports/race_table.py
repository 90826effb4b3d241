"""The table of `bench curtois`: a line for each instance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from staffing.reports.console import say
from staffing.reports.fitted_table import Columns, names_by, print_fitted, say_left_out

COLUMNS = Columns(
    headings={
        "instance": "instance",
        "staff": "staff",
        "days": "days",
        "shifts": "shifts",
        "objective": "objective",
        "bound": "bound",
        "gap_percent": "gap %",
        "status": "status",
        "seconds": "seconds",
        "best_known": "best\nknown",
        "lower_bound": "lower\nbound",
        "to_best_known": "to\nbest",
    },
    formats={"gap_percent": ".2f", "seconds": ".1f", "to_best_known": "+d"},
    words=("instance", "status"),
    left_out=(
        "shifts", "days", "staff", "lower_bound", "seconds", "status", "best_known", "gap_percent", "bound",
    ),
    longest={"instance": 24},
)  # fmt: skip


def print_races(out: Console, rows: Sequence[Mapping[str, Any]]) -> None:
    """The rows of `--json` as a table, and the engines that were at work."""
    left_out = print_fitted(out, rows, COLUMNS)
    say(out, f"Engine: {names_by(rows, 'engine', 'instance')}")
    say_left_out(out, left_out)
