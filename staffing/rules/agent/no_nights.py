"""People who may not work at night."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Integers, Problem
from staffing.rules.clock import Span, minutes_between, span_text
from staffing.rules.resource import Resource
from staffing.rules.shift_rule import ShiftRule


class NoNights(ShiftRule):
    """Who these people are, and until when, is said in `agents.csv`; why is said nowhere.

    A shift belongs to the day on which it starts.
    """

    rule: Literal["no_nights"] = "no_nights"
    between: Span = Field(default=(1380, 1860), json_schema_extra={"default": "23:00-31:00"})
    law: ClassVar = (
        "Whoever may not work at night on a day starts no shift then that has minutes `between` two times of the clock."
    )
    unit: ClassVar = "minutes at night"
    allowed: ClassVar = "NNN--"
    forbidden: ClassVar = "NZ-M-"

    def units(self, problem: Problem) -> Integers:
        clock = problem.labour.clock.tolist()
        night = np.array([minutes_between(start, end, self.between) for start, end in clock], dtype=np.int64)
        forbidden = problem.labour.no_nights[:, problem.history_days :]
        return forbidden[:, :, None] * night

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        return super().resources(problem, agent) if problem.labour.no_nights[agent].any() else ()

    def said(self, problem: Problem, shift: int, units: int) -> str:
        return f"{problem.shift_names[shift]} has {units} minutes between {span_text(self.between)}; none is allowed"
