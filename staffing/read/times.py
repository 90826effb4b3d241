"""Columns of times as people and exports write them, to UTC; columns of numbers and durations, to minutes.

Understood: ISO 8601 with or without offset, `2026-11-03 9:15`, `03/Nov/26 10:15 AM`, `Nov 3, 2026 10:15`, and numeric
dates with the year last, whose order of day and month `dayfirst` settles (03.11.2026 always has the day first).
Of two equal local times, when clocks go back, the first is meant; a local time that clocks skip does not exist.
Each distinct text is read once, so a million rows take seconds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Flags: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)? ?(?P<half>[AaPp]\.?[Mm]\.?)?"
_YEAR_LAST = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<next>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2}),?[ T]+" + _CLOCK
)
_DAY_NAME = re.compile(r"(?P<first>\d{1,2})[/ -](?P<name>[A-Za-z]{3,9})\.?[/ -](?P<year>\d{4}|\d{2}),?[ T]+" + _CLOCK)
_NAME_DAY = re.compile(r"(?P<name>[A-Za-z]{3,9})\.? (?P<first>\d{1,2}),? (?P<year>\d{4}),?[ T]+" + _CLOCK)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/-](?P<next>\d{1,2})[/-](?P<first>\d{1,2})[ T]+" + _CLOCK)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?( ?UTC| ?Z| ?[+-]\d{2}(?::?\d{2})?)?")
_MONTHS = {
    name: n
    for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_DURATION = re.compile(r"(?P<hours>\d{1,6}):(?P<minutes>[0-5]\d)(?::(?P<seconds>[0-5]\d)(?:\.\d+)?)?")
FIRST_YEAR, LAST_YEAR = 1970, 2199


@dataclass(frozen=True, eq=False)
class ParsedTimes:
    """Times of a column in UTC (NaT when empty or faulty), and which cells have which fault."""

    utc: pd.Series[pd.Timestamp]
    unreadable: Flags
    skipped: Flags
    """Local times that do not exist."""
    aware: Flags
    naive: Flags
    """Readable cells with and without an offset."""


def parse_times(texts: pd.Series[str], zone: str, *, dayfirst: bool = False) -> ParsedTimes:
    """Read a column of texts; times without offset are local in `zone`."""
    codes, distinct = pd.factorize(texts.to_numpy(dtype=object))
    cells = [str(text).strip() for text in distinct]
    local, instants, aware = _read(cells, dayfirst)
    placed = pd.Series(local).dt.tz_localize(zone, ambiguous=np.ones(len(local), dtype=bool), nonexistent="NaT")
    utc = placed.dt.tz_convert("UTC").astype("datetime64[us, UTC]").where(~aware, instants)
    empty = np.array([not cell for cell in cells], dtype=bool)
    naive = ~np.isnat(local)
    skipped = naive & placed.isna().to_numpy()
    unreadable = ~empty & ~naive & ~aware
    return ParsedTimes(
        utc.take(codes).reset_index(drop=True), unreadable[codes], skipped[codes], aware[codes], naive[codes]
    )


def _read(cells: list[str], dayfirst: bool) -> tuple[NDArray[np.datetime64], pd.Series[pd.Timestamp], Flags]:
    """Local times, instants, and which cells carry an offset."""
    size = len(cells)
    iso = np.full((2, size), None, dtype=object)  # without and with offset
    others = []
    for place, cell in enumerate(cells):
        found = _ISO.fullmatch(cell)
        if found is not None:
            offset = found[1]
            iso[int(offset is not None), place] = (
                cell if offset is None else f"{cell[: found.start(1)]}{offset.strip().replace('UTC', 'Z')}"
            )
        elif cell:
            others.append(place)
    plain = pd.to_datetime(pd.Series(iso[0]), format="ISO8601", errors="coerce")
    instants = pd.to_datetime(pd.Series(iso[1]), format="ISO8601", utc=True, errors="coerce")
    local = plain.to_numpy().astype("datetime64[us]")
    for place in others:
        local[place] = _local(cells[place], dayfirst)
    years = local.astype("datetime64[Y]").astype(np.int64) + FIRST_YEAR  # numpy counts years from 1970
    local[~np.isnat(local) & ((years < FIRST_YEAR) | (years > LAST_YEAR))] = np.datetime64("NaT")
    sane = instants.dt.year.between(FIRST_YEAR, LAST_YEAR).to_numpy()
    return local, instants.where(sane).astype("datetime64[us, UTC]"), instants.notna().to_numpy() & sane


def _local(cell: str, dayfirst: bool) -> np.datetime64:
    """A local time in one of the other styles; NaT when it is in none, or there is no such time."""
    nothing = np.datetime64("NaT")
    found = (
        _YEAR_LAST.fullmatch(cell)
        or _DAY_NAME.fullmatch(cell)
        or _NAME_DAY.fullmatch(cell)
        or _YEAR_FIRST.fullmatch(cell)
    )
    if found is None:
        return nothing
    parts = found.groupdict()
    day, month = parts["first"], parts.get("next")
    if "name" in parts:
        month = str(_MONTHS.get(parts["name"][:3].lower(), 0))
    elif "mark" in parts and not (dayfirst or parts["mark"] == "."):
        day, month = parts["next"], parts["first"]
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    hour = _hour(int(parts["hour"]), parts["half"])
    try:
        return np.datetime64(
            f"{year:04d}-{int(month or 0):02d}-{int(day):02d}T{hour:02d}:{parts['minute']}:{parts['second'] or '00'}",
            "us",
        )
    except ValueError:
        return nothing


def _hour(hour: int, half: str | None) -> int:
    """Hour of the day; 99, which no day has, when it does not fit AM or PM."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        return 99
    return hour % 12 + (12 if half[0] in "Pp" else 0)


def parse_numbers(
    texts: pd.Series[str], *, decimal_comma: bool, minutes: float = 1.0, words: Mapping[str, float] | None = None
) -> tuple[Floats, Flags]:
    """Numbers of a column, in units of `minutes` minutes, and which cells are unreadable; NaN when empty.

    Durations `H:MM` and `H:MM:SS` are read as such, whatever the unit; `words` stand for the numbers given.
    """
    codes, distinct = pd.factorize(texts.to_numpy(dtype=object))
    cells = [str(text).strip() for text in distinct]
    plain = [cell.replace(",", ".") for cell in cells] if decimal_comma else cells
    values = np.array([_number(cell, minutes) for cell in plain], dtype=float)
    for place, cell in enumerate(cells if words else []):
        values[place] = (words or {}).get(cell.casefold(), values[place])
    unreadable = np.isnan(values) & np.array([bool(cell) for cell in cells], dtype=bool)
    return values[codes], unreadable[codes]


def _number(cell: str, minutes: float) -> float:
    if _NUMBER.fullmatch(cell):
        value = float(cell) * minutes
        return value if math.isfinite(value) else math.nan
    found = _DURATION.fullmatch(cell)
    if found is None:
        return math.nan
    return int(found["hours"]) * 60 + int(found["minutes"]) + int(found["seconds"] or 0) / 60
