"""Why there is no roster and what would help: one answer for every command that tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from staffing.conflicts.member import Conflict, WayOut
from staffing.conflicts.smallest import Asked, conflicts, nothing_asked
from staffing.conflicts.ways import ways_out
from staffing.problem import Problem
from staffing.rules import Rule

SECONDS = 60.0
"""The wall clock cuts after so long, half of it for what cannot hold together. Before that the work ends alike on
every machine."""


class Why(NamedTuple):
    """What cannot hold together, without what was asked for, and the ways out, the cheapest first."""

    conflicts: tuple[Conflict, ...]
    ways: tuple[WayOut, ...]
    anyway: bool
    """What was asked for has no part in the first of the conflicts."""


def why_not(
    problem: Problem, rules: Sequence[Rule], seconds: float = SECONDS, seed: int = 1, asked: Asked = nothing_asked
) -> Why:
    """Sets of hard rules and facts that cannot hold together, of which no two share anything but what is asked for."""
    found = conflicts(problem, rules, seconds=seconds / 2, seed=seed, asked=asked)
    found = tuple(conflict for conflict in found if conflict.members)
    anyway = bool(found) and not any(map(asked, found[0].members))
    shown = tuple(
        replace(conflict, members=tuple(member for member in conflict.members if not asked(member)))
        for conflict in found
    )
    ways = (
        ways_out(problem, rules, found, seconds / 2, seed, asked) if shown and all(one.members for one in shown) else ()
    )
    return Why(shown, ways, anyway)
