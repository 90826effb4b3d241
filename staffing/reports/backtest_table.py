"""The record of the forecasting methods on the workspace's own past."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from staffing.reports.plain_text import plain

_SHARES = ("wql", "wape", "floor", "bias", "coverage_80")
_HEADS = ("wQL", "WAPE", "floor", "bias", "in 80%")


def backtest_rows(scores: pd.DataFrame) -> list[dict[str, Any]]:
    """The scores as plain data, shares of 1; None where there were no cases."""
    return [
        {str(name): None if isinstance(value, float) and math.isnan(value) else value for name, value in row.items()}
        for row in scores.to_dict("records")
    ]


def print_backtest(out: Console, scores: pd.DataFrame, freq: str) -> None:
    """A table per queue in the terminal; kinds of days apart for the method that is used."""
    for queue in scores["unique_id"].unique():
        own = scores[scores["unique_id"] == queue]
        table = Table(box=None, padding=(0, 2, 0, 0), title=Text(plain(str(queue))), title_justify="left")
        table.add_column("method", no_wrap=True)
        table.add_column("days", no_wrap=True)
        for head in (f"blocks of {freq}", *_HEADS):
            table.add_column(head, justify="right")
        for _, row in own[(own["days"] == "all") | (own["method"] == "selected")].sort_values("days").iterrows():
            figures = ["-" if math.isnan(row[name]) else f"{100 * row[name]:.1f}%" for name in _SHARES]
            table.add_row(str(row["method"]), str(row["days"]), str(row["steps"]), *figures)
        out.print(table)
    out.print(
        Text(
            "Weekly origins, two weeks ahead. wQL: pinball loss over the mean count; WAPE beside its floor, what "
            "chance alone leaves of it; bias: forecast less what came; in 80%: share inside the 80% interval. "
            "selected: what is used, chosen anew at every origin.",
            style="dim",
        )
    )
