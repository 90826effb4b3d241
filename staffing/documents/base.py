"""The habits every document shares, and the small value types that people write."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_CLOCK = re.compile(r"^(\d{1,2}):(\d{2})$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_SPAN = re.compile(r"^\s*(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s*$")


class Document(BaseModel):
    """Something that people wrote: frozen, with unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def parse_clock(value: Any) -> int:
    """Minutes after the day's midnight of `HH:MM`; hours 24 to 47 are the next day."""
    match = _CLOCK.match(value) if isinstance(value, str) else None
    if match is None or int(match[1]) > 48 or int(match[2]) > 59:
        raise ValueError('must be a time "HH:MM", with hours 24 to 48 for the next day')
    minutes = int(match[1]) * 60 + int(match[2])
    if minutes > 48 * 60:
        raise ValueError('must be a time "HH:MM" not after "48:00"')
    return minutes


def parse_span(value: Any) -> tuple[int, int]:
    """Start and end, in minutes after midnight, of `HH:MM-HH:MM`."""
    match = _SPAN.match(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('must be a span "HH:MM-HH:MM", such as "06:00-23:00"')
    start, end = parse_clock(match[1]), parse_clock(match[2])
    if end <= start:
        tomorrow = f"{match[1]}-{end // 60 + 24}:{end % 60:02d}"
        raise ValueError(f'must end after it starts; write "{tomorrow}" to reach the next day')
    return start, end


def parse_day(value: Any) -> date:
    """A date written `2026-11-23`; a bare number, which pydantic takes for seconds since 1970, is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        raise ValueError("must be a date such as 2026-11-23")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("must be a day that exists, written as 2026-11-23") from None


def _is_dump(info: ValidationInfo) -> bool:
    """Whether a document is rebuilt from its own dump; where people wrote it, `start: 6` is no time."""
    return not (info.context or {}).get("written")


def _clock(value: Any, info: ValidationInfo) -> int:
    minutes = isinstance(value, int) and not isinstance(value, bool)
    return int(value) if minutes and _is_dump(info) else parse_clock(value)


def _span(value: Any, info: ValidationInfo) -> tuple[int, int]:
    if isinstance(value, (tuple, list)) and len(value) == 2 and _is_dump(info):
        return int(value[0]), int(value[1])
    return parse_span(value)


_CLOCK_SCHEMA = {"type": "string", "pattern": _CLOCK.pattern}
_SPAN_SCHEMA = {"type": "string", "pattern": _SPAN.pattern}
_DAY_SCHEMA = {"type": "string", "format": "date"}

Clock: TypeAlias = Annotated[int, BeforeValidator(_clock), WithJsonSchema(_CLOCK_SCHEMA)]
"""A time of day in minutes after midnight, written `HH:MM`."""
Span: TypeAlias = Annotated[tuple[int, int], BeforeValidator(_span), WithJsonSchema(_SPAN_SCHEMA)]
"""Start and end in minutes after midnight, written `HH:MM-HH:MM`."""
Day: TypeAlias = Annotated[date, BeforeValidator(parse_day), WithJsonSchema(_DAY_SCHEMA)]
"""A date, written `2026-11-23`."""
Identifier: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}$")]
"""A short name that other files refer to: letters, digits, `_`, `-`, `.`; it may become a file's name."""
Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]


def clock_text(minutes: int) -> str:
    """`HH:MM` of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
