"""`requisitions.csv`: the openings under way."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from staffing.documents.base import Document, Identifier

Stage = Literal["open", "screening", "interview", "offer", "accepted", "on_hold", "filled", "cancelled"]
CLOSED_STAGES = ("on_hold", "filled", "cancelled")
"""Stages of openings from which nobody is to come, as things stand."""


class Requisition(Document):
    """One row of `requisitions.csv`: an opening under way."""

    requisition_id: Identifier
    role: str
    headcount: Annotated[int, Field(ge=1, le=10_000)] = 1
    opened_on: date | None = None
    stage: Stage = "open"
    expected_start: date | None = None
    """Of which half of those who come have started; without it the stage and the usual time to fill say when."""
    fill_probability: Annotated[float, Field(ge=0, le=1)] | None = None
    """That each of them comes at all; the stage says by default."""

    @property
    def is_open(self) -> bool:
        """Whether people are still to come from it: it is neither filled nor cancelled nor on hold."""
        return self.stage not in CLOSED_STAGES
