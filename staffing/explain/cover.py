"""Open hours that the people there cannot cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from staffing.explain.finding import Finding, days_named
from staffing.explain.reach import possible
from staffing.problem import CoverStretch, Problem
from staffing.rules import Rule


def leave_against_cover(problem: Problem, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Open hours in which too few people may work at all; days with the same gap are told together."""
    hard = any(rule.rule == "min_on_queue" and rule.hard for rule in rules)
    open_ = possible(problem)
    gaps: dict[tuple[str, int, int, str], list[int]] = {}
    for stretch in problem.cover:
        people = {int(a) for day, shift in stretch.cells for a in np.flatnonzero(open_[:, day, shift])}
        there = len(people) + stretch.present
        if there < stretch.people:
            cause = _why_so_few(problem, stretch)
            gaps.setdefault((stretch.span, stretch.people, there, cause), []).append(stretch.day)
    for (span, wanted, there, cause), days in gaps.items():
        who = "nobody" if not there else f"only {there}"
        said = f"{days_named(problem, days)} {span} wants {wanted} on queue and {who} may work then: {cause}"
        yield Finding("cover", said, fatal=hard)


def _why_so_few(problem: Problem, stretch: CoverStretch) -> str:
    """What stands in the way of cover, and what would help."""
    day = problem.history_days + stretch.day
    if not stretch.cells:
        begun = (problem.shift_start <= stretch.start) & (problem.shift_end >= stretch.end)
        if begun[problem.history_days :].any():
            return "every shift of that time has its break; stagger the breaks"
        return "no shift covers that time; add one or change open_hours"
    away = int(problem.on_leave[:, day].sum())
    if away:
        return f"{away} on leave; move leave, allow another shift or lower open_hours.min_on_queue"
    return "contracts and availability leave no more; allow another shift or lower open_hours.min_on_queue"
