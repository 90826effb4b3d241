"""Rules with a least and a most."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from staffing.rules.rule import Rule

Limit = Annotated[int, Field(ge=0, le=1_000_000)]


class Limited(Rule):
    """At least `min` and at most `max` of something; None: no limit on that side."""

    min: Limit | None = None
    max: Limit | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("has neither min nor max; give at least one of them")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min is {self.min}, above max {self.max}; min must not be above max")
        return self
