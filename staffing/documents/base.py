"""The habits every document shares, and the small value types that people write."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from staffing.rules.clock import Clock as Clock
from staffing.rules.clock import Span as Span
from staffing.rules.clock import clock_text as clock_text
from staffing.rules.clock import parse_clock as parse_clock
from staffing.rules.clock import parse_span as parse_span

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


class Document(BaseModel):
    """Something that people wrote: frozen, with unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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


_DAY_SCHEMA = {"type": "string", "format": "date"}

Day: TypeAlias = Annotated[date, BeforeValidator(parse_day), WithJsonSchema(_DAY_SCHEMA)]
"""A date, written `2026-11-23`."""
Identifier: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}$")]
"""A short name that other files refer to: letters, digits, `_`, `-`, `.`; it may become a file's name."""
Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
