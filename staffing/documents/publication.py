"""What people were told of their shifts: the log `published_changes.csv`, one small document per row."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Self, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from staffing.documents.base import Document, Identifier

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})")


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or _MOMENT.fullmatch(value) is None:
        raise ValueError("must be a time with offset such as 2026-11-23T06:00:00+07:00")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("must be a time that exists, such as 2026-11-23T06:00:00+07:00") from None


Moment: TypeAlias = Annotated[datetime, BeforeValidator(_moment)]
ShiftIds: TypeAlias = Annotated[tuple[Identifier, ...], Field(max_length=10)]


class PublishedChange(Document):
    """One row of `published_changes.csv`: what a person was told to work on a day, and what instead of what.

    `was` and `now` are ids of shifts, empty for none. `start` and `end` are those of the shifts of `now`; where there
    are none, of those that were withdrawn. The last row of a person's day is in force. Ids that are gone from the team
    are fine: it is a log.
    """

    as_of: datetime
    agent_id: Identifier
    date: date
    was: ShiftIds = ()
    now: ShiftIds = ()
    start: tuple[Moment, ...] = ()
    end: tuple[Moment, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        shifts = len(self.now or self.was)
        if not shifts:
            raise ValueError("was and now are both empty; a row tells of a shift")
        if not len(self.start) == len(self.end) == shifts:
            times = f"{len(self.start)} start and {len(self.end)} end"
            raise ValueError(f"there are {times} for {shifts} shifts; give one of each a shift, with | between them")
        return self
