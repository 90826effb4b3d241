"""`scenarios/NAME.yaml`: differences to the base, each a key and what it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from staffing.documents.base import Document

_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<times>x?)(?P<digits>\d+\.?\d*|\.\d+)(?P<percent>%?)")


@dataclass(frozen=True)
class Change:
    """How a number is to become another: set to `by`, raised by `by` (which may be negative), or times `by`."""

    kind: Literal["set", "add", "times"]
    by: float

    @staticmethod
    def of(text: str) -> Change | None:
        """`16` and `95%` set, `+2` and `-1` add, `x1.2`, `+20%` and `-20%` multiply; None for any other text."""
        match = _NUMBER.fullmatch(text.strip())
        if match is None or (match["sign"] and match["times"]):
            return None
        number = float(match["digits"]) / (100 if match["percent"] else 1)
        signed = -number if match["sign"] == "-" else number
        if match["times"]:
            return Change("times", number)
        if match["sign"]:
            return Change("times", 1 + signed) if match["percent"] else Change("add", signed)
        return Change("set", number)

    def after(self, before: float) -> float:
        """What a number becomes."""
        return {"set": self.by, "add": before + self.by, "times": before * self.by}[self.kind]


Words = Annotated[str, Field(min_length=1, max_length=400)]
"""A value as it is written: `1.2`, `+2`, `[early, late]`."""


class ScenarioFile(Document):
    """The whole of a scenario file: differences that hold together, and keys whose values are all crossed."""

    set: dict[str, Words] = Field(default_factory=dict)
    grid: dict[str, tuple[Words, ...]] = Field(default_factory=dict)


AS_BASE = "base"
"""The value that leaves a key as it is, so that a grid can have something with and without."""


class Scenario(Document):
    """A named set of differences: keys such as `targets.rate_24h`, each with its value as written. None: the base."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    set: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True)
class Assumed:
    """What a scenario supposes of the work itself, by queue.

    `volume`: factors on the cases from the first planned midnight on. `handle`: changes of the `mean` or the `cv` of
    the handle times in force, be they those of the log or of team.yaml.
    """

    volume: tuple[tuple[str, float], ...] = ()
    handle: tuple[tuple[str, Literal["mean", "cv"], Change], ...] = ()


NOTHING_ASSUMED = Assumed()
