"""Which engine solves a problem, and its answer."""

from __future__ import annotations

from collections.abc import Sequence

from staffing.engines import direct
from staffing.engines.limits import Limits, Progress
from staffing.problem import Problem
from staffing.result import Result
from staffing.roster import Roster
from staffing.rules import Rule


def solve(
    problem: Problem,
    rules: Sequence[Rule],
    limits: Limits,
    progress: Progress | None = None,
    *,
    start: Roster | None = None,
    engine: str = "auto",
) -> Result:
    """The cheapest roster that an engine finds under the rules, or the reason why there is none in `Result.status`."""
    return direct.solve(problem, rules, limits, progress, start=start)
