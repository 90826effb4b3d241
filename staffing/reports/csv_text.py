"""CSV as text, safe to open in a spreadsheet; every CSV file that is written goes through here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_FORMULA = re.compile(r"(^|[;\t\n])(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\n])")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A header and rows as CSV (UTF-8 text, LF).

    Text that a spreadsheet would run as a formula gets an apostrophe in front (CWE-1236); numbers stay numbers.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([cell(name) for name in header])
    writer.writerows([cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def cell(value: Any) -> str:
    """One value as it is written: times in ISO 8601, numbers short, text neutralised, nothing for None and NaN."""
    if value is None:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value)).lower()
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        return _decimal(float(value))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return _neutral(str(value))


def _decimal(value: float) -> str:
    if value != value:
        return ""
    short = round(value, 6) + 0.0  # adding zero turns -0.0 into 0.0
    return str(int(short)) if short.is_integer() else repr(short)


def _neutral(text: str) -> str:
    # the csv module leaves a lone carriage return unquoted, and readers would start a new row there
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub(r"\1'", text)
