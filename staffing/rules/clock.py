"""Times of the clock and spans between them, as people write them: `HH:MM` and `HH:MM-HH:MM`."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

_CLOCK = re.compile(r"^(\d{1,2}):(\d{2})$")
_SPAN = re.compile(r"^\s*(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s*$")


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

Clock: TypeAlias = Annotated[int, BeforeValidator(_clock), WithJsonSchema(_CLOCK_SCHEMA)]
"""A time of day in minutes after midnight, written `HH:MM`."""
Span: TypeAlias = Annotated[tuple[int, int], BeforeValidator(_span), WithJsonSchema(_SPAN_SCHEMA)]
"""Start and end in minutes after midnight, written `HH:MM-HH:MM`."""


def clock_text(minutes: int) -> str:
    """`HH:MM` of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def span_text(span: tuple[int, int]) -> str:
    """`23:00-05:00` of a span, by the clock on the wall."""
    return f"{clock_text(span[0] % 1440)}-{clock_text((span[1] - 1) % 1440 + 1)}"


def minutes_between(start: int, end: int, between: tuple[int, int]) -> int:
    """Minutes of a stretch of the clock, which may run into the next day, that lie in a span of every day."""
    since, until = between
    nights = range(-2, 3)  # the span of yesterday may reach into today, and a stretch runs until tomorrow
    return sum(max(0, min(end, until + 1440 * n) - max(start, since + 1440 * n)) for n in nights)
