"""When a search stops, and what is told while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """When the search stops.

    `work` is deterministic time (seconds on some reference machine), so the same problem, seed and version end with
    the same roster anywhere; `seconds` is a guard on the wall clock, recorded when it cuts.
    """

    work: float = 12.0
    seconds: float = 60.0
    seed: int = 1


Progress = Callable[[str, int | None, int], None]
"""Called with the phase, the best price so far and the bound."""
