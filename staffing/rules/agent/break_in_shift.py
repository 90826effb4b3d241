"""Breaks within a shift."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Integers, Problem
from staffing.rules.shift_rule import ShiftRule


class BreakInShift(ShiftRule):
    """Held against the breaks of the shift as it is written: where they lie is the template's matter, not the plan's.

    `without: stretch` looks at the longest work without a break; `without: shift` asks of a longer shift only that it
    has a break somewhere.
    """

    rule: Literal["break_in_shift"] = "break_in_shift"
    after: Annotated[int, Field(ge=1, le=1440)] = 360
    minutes: Annotated[int, Field(ge=1, le=240)] = 30
    without: Literal["stretch", "shift"] = "stretch"
    law: ClassVar = "Nobody works longer than `after` minutes of a shift without a break of at least `minutes`."
    unit: ClassVar = "minutes over"
    allowed: ClassVar = "MM-M-"
    forbidden: ClassVar = "MN-M-"

    def units(self, problem: Problem) -> Integers:
        labour = problem.labour
        longest = [
            self.longest(span, breaks) for span, breaks in zip(labour.clock.tolist(), labour.breaks, strict=True)
        ]
        over = np.maximum(0, np.array(longest, dtype=np.int64) - self.after)
        return np.broadcast_to(over, (problem.agents, problem.days, problem.shifts))

    def said(self, problem: Problem, shift: int, units: int) -> str:
        name, longest = problem.shift_names[shift], self.after + units
        return f"{name} has {longest} minutes without a break of {self.minutes}; at most {self.after}"

    def longest(self, span: Sequence[int], breaks: Iterable[tuple[int, int]]) -> int:
        """Minutes of work from a break that is long enough, or the start of the shift, to the next one or the end."""
        start, end = span
        stretches, worked = [], 0
        for begin, until in breaks:
            worked += begin - start
            if until - begin >= self.minutes:
                stretches.append(worked)
                worked = 0  # a break that is too short does not end the stretch, but is no work either
            start = until
        stretches.append(worked + end - start)
        return 0 if self.without == "shift" and len(stretches) > 1 else max(stretches)
