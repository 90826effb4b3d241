"""Tables of a hiring plan: the openings, and the gap by every fourth week or so."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from staffing.hiring.answer import WITH_PLAN, WITH_REQUISITIONS, HiringPlan, Line, Opening, RolePlan
from staffing.reports.hiring.words import (
    COLUMN_NAMES,
    LINE_NAMES,
    SEEN,
    chance,
    chosen_roles,
    deadline,
    fte,
    is_after,
    joined,
    line_of,
    name_of,
    openings_for,
    peak,
    people,
    shown_lines,
)
from staffing.reports.plain_text import counted

DUE = "Openings due within four weeks are for now; later ones are better planned anew then."
LATER = "start after these weeks"
"""In place of what the delay of an opening costs whose people start after the plan."""
MOST = 24
"""Openings in a table; of more the first to be opened are shown."""
NAMED = 3
"""So many starts after the plan are told; more are counted."""
TO = " → "
GAP = "gap (P10 to P90)"
OPENING_COLUMNS = (
    "role", "people", "open by", "offer accepted by", "start", "full speed from", "candidates → interviews → offers",
    "four weeks late: FTE-weeks short", "four weeks late: promise kept",
)  # fmt: skip
GLANCE_COLUMNS = (
    "role", "people to open for", *(f"largest gap, {name}" for name in LINE_NAMES.values()),
    "FTE-weeks short whatever is decided",
)  # fmt: skip


def shown_openings(plan: HiringPlan, most: int = MOST) -> list[Opening]:
    """The openings in the order in which they are to be opened."""
    return sorted(plan.openings, key=lambda opening: (opening.open_by, opening.start))[:most]


def opening_rows(plan: HiringPlan, most: int = MOST) -> list[tuple[str, ...]]:
    """A row per opening, for a page."""
    return [
        (
            name_of(opening.role),
            str(opening.headcount),
            deadline(plan, opening.open_by),
            opening.accept_by.isoformat(),
            opening.start.isoformat(),
            opening.useful_from.isoformat(),
            funnel(opening, TO),
            slip_short(plan, opening),
            slip_promise(opening, TO),
        )
        for opening in shown_openings(plan, most)
    ]


def left_out(plan: HiringPlan, most: int = MOST) -> list[str]:
    """How many openings a table of so many rows leaves out; nothing where it holds all."""
    left = len(plan.openings) - most
    return [f"and {counted(left, 'more opening')}, all in requisitions_plan.csv"] if left > 0 else []


def funnel(opening: Opening, to: str) -> str:
    """Candidates, interviews and offers."""
    return to.join(map(str, (opening.candidates, opening.interviews, opening.offers)))


def slip_short(plan: HiringPlan, opening: Opening) -> str:
    """Full-time equivalents and weeks that are short four weeks late; in words where the plan ends before."""
    return LATER if not opening.slip.weeks and is_after(plan, opening.start) else fte(opening.slip.fte_weeks)


def late_starts(plan: HiringPlan) -> str:
    """The starts that come after the weeks of the plan though their requisitions do not; empty where there are none."""
    found = sorted((each for each in plan.openings if is_after(plan, each.start)), key=lambda each: each.start)
    parts = [f"{people(each.headcount)} for {name_of(each.role)} (start {each.start})" for each in found[:NAMED]]
    if left := len(found) - NAMED:
        parts += [counted(left, "more opening")] if left > 0 else []
    return f"To be opened for a start after these weeks: {joined(parts)}." if parts else ""


def slip_promise(opening: Opening, to: str) -> str:
    """The chance to keep the promise as planned, and four weeks late; `-` for a role without one."""
    slip = opening.slip
    if not math.isfinite(slip.promise + slip.promise_late):
        return "-"
    return to.join((chance(slip.promise), chance(slip.promise_late)))


def glance_rows(plan: HiringPlan) -> list[tuple[str, ...]]:
    """A row per role: how many to open for, its largest expected gaps, and what nobody can prevent."""
    return [
        (
            name_of(role.staffed.id),
            str(sum(opening.headcount for opening in openings_for(plan, role.staffed.id))),
            *(fte(max(0.0, peak(line_of(role, name).gap)[1])) for name in COLUMN_NAMES),
            fte(float(np.nansum(role.unpreventable))),
        )
        for role in chosen_roles(plan, MOST)
    ]


def week_step(weeks: int, most: int) -> int:
    """Every so many weeks are shown: four, or as many times four as leave at most `most` rows."""
    return 4 * max(1, math.ceil(weeks / (4 * most)))


def gap_columns(role: RolePlan) -> tuple[str, ...]:
    """The head of the table of a role, of nine columns at most: the gap of each line that differs, and all of the last.

    The last line is the plan's, under the name of the first one that is the same.
    """
    *others, last = [COLUMN_NAMES[line.name] for line in shown_lines(role)]
    gaps, promise = [f"{name}: {GAP}" for name in others], (f"{last}: promise kept",) if _promised(_last(role)) else ()
    told = (f"{last}: FTE", f"{last}: {GAP}", f"{last}: P(short)", f"{last}: people")
    return ("week of", "required FTE", *gaps, *told, *promise)


def gap_rows_of(plan: HiringPlan, role: RolePlan, most: int) -> list[tuple[str, ...]]:
    """A row for every few weeks and each line's worst; people and the promise are those of the last line."""
    worst = {week for week, gap in (peak(line.gap) for line in shown_lines(role)) if gap >= SEEN}
    weeks = worst.union(range(0, len(plan.weeks), week_step(len(plan.weeks), most)))
    return [(plan.weeks[at].isoformat(), fte(role.required[at]), *_cells(role, at)) for at in sorted(weeks)]


def sameness(plan: HiringPlan, role: RolePlan) -> str:
    """Which lines are not shown because they are the same as those before; empty where all are."""
    kept = {line.name for line in shown_lines(role)}
    starts = openings_for(plan, role.staffed.id)
    why = {
        WITH_REQUISITIONS: "no open requisition changes anything",
        WITH_PLAN: "whom the plan opens for brings nothing in these weeks" if starts else "the plan opens for nobody",
    }
    parts = [f"{LINE_NAMES[name]}, as {reason}" for name, reason in why.items() if name not in kept]
    return f"Left out, being the same: {'; '.join(parts)}." if parts else ""


def _cells(role: RolePlan, at: int) -> Iterator[str]:
    *others, last = shown_lines(role)
    for line in others:
        yield _gap(line, at)
    yield fte(last.available[at])
    yield _gap(last, at)
    yield chance(last.short[at])
    plan = _last(role)
    yield fte(plan.heads[at])
    if _promised(plan):
        yield chance(plan.promise[at])


def _gap(line: Line, at: int) -> str:
    return f"{fte(line.gap[at])} ({fte(line.p10[at])} to {fte(line.p90[at])})"


def _last(role: RolePlan) -> Line:
    return line_of(role, WITH_PLAN)


def _promised(line: Line) -> bool:
    return any(map(math.isfinite, line.promise.tolist()))
