"""Dates and moments in people's tables: ISO 8601, and what spreadsheets make of it that can mean one day only."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 1970, 2199

_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00)?)?")
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?")
_DOTTED = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?: (?P<clock>\d{1,2}:\d{2}(?::\d{2})?))?")


def day_of(text: str) -> date:
    """A date written 2026-11-23 or 23.11.2026, with midnight behind it where a spreadsheet adds that.

    ValueError, with what to write, for anything else: 11/12/2026 is a day in November or in December.
    """
    found = _ISO_DAY.fullmatch(_undotted(text))
    if found is None:
        raise ValueError("write a date as 2026-11-23")
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        raise ValueError("there is no such day; write a date as 2026-11-23") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year must be between {FIRST_YEAR} and {LAST_YEAR}")
    return day


def moment_of(text: str, zone: str) -> datetime:
    """A moment written 2026-11-23T06:00+07:00, or without offset in the zone given, as 23.11.2026 06:00 too.

    Aware in that zone; ValueError, with what to write, for anything else.
    """
    plain = _undotted(text)
    if not _ISO_MOMENT.fullmatch(plain):
        raise ValueError("write a time as 2026-11-23T06:00:00+07:00")
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        raise ValueError("there is no such time; write a time as 2026-11-23T06:00:00+07:00") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"the year must be between {FIRST_YEAR} and {LAST_YEAR}")
    if moment.tzinfo is not None:
        return moment.astimezone(ZoneInfo(zone))
    local = moment.replace(tzinfo=ZoneInfo(zone))
    if not _exists(local):
        raise ValueError(f"this time does not exist in {zone}, whose clocks skip it")
    return local


def _undotted(text: str) -> str:
    """`2.11.2026 6:00` as `2026-11-02 06:00`; other texts as they are."""
    found = _DOTTED.fullmatch(text)
    if found is None:
        return text
    day = f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}"
    if not found["clock"]:
        return day
    hour, rest = found["clock"].split(":", 1)
    return f"{day} {hour:0>2}:{rest}"


def _exists(local: datetime) -> bool:
    """Whether clocks in its zone show this local time at all (DST skips an hour)."""
    there_and_back = local.astimezone(ZoneInfo("UTC")).astimezone(local.tzinfo)
    return there_and_back.replace(tzinfo=None, fold=0) == local.replace(tzinfo=None, fold=0)
