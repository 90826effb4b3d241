"""Values of rows as the cells of a sheet have them: numbers stay numbers, the rest becomes one line of text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

import numpy as np

from staffing.reports.plain_text import plain
from staffing.reports.view.sheets import Column, Value

Columns: TypeAlias = Mapping[str, Column]
"""The columns of a sheet, by what the rows call them."""


def cell_value(value: Any) -> Value:
    """A number, text, or nothing; dates as ISO 8601, and whether something is so in words."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return value
    return value.isoformat() if isinstance(value, date) else plain(str(value))


def cells(columns: Iterable[str], row: Mapping[str, Any]) -> tuple[Value, ...]:
    """What a row has for the columns, in their order."""
    return tuple(cell_value(row[name]) for name in columns)
