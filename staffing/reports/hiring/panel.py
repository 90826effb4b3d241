"""One role in the picture: what is required and who is available, week by week, with the openings above."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from staffing.hiring.answer import WITH_PLAN, Floats, HiringPlan, RolePlan
from staffing.reports.forecast_view import Step, View, date_ticks, midnight, tick_texts
from staffing.reports.hiring.frame import HEIGHT, LEFT, RIGHT, WIDTH, Frame
from staffing.reports.hiring.levels import level_ticks
from staffing.reports.hiring.marks import HEIGHT as MARKS
from staffing.reports.hiring.marks import opening_marks
from staffing.reports.hiring.words import line_of, name_of, openings_for, today
from staffing.reports.svg_text import cut, pixels, svg_text
from staffing.reports.whatif.axis import Axis

HEAD, FOOT = 24, 50


def panel(plan: HiringPlan, role: RolePlan, down: float) -> tuple[str, float]:
    """The panel that begins at `down`, and its height."""
    ticks = level_ticks(_numbers(role))
    openings = openings_for(plan, role.staffed.id)
    up = down + HEAD + (MARKS if openings else 0)
    begins = midnight(min(plan.weeks[0], max(today(plan), plan.weeks[0] - timedelta(weeks=8))), UTC)
    ends = midnight(plan.weeks[-1] + timedelta(weeks=1), UTC)
    frame = Frame(Axis(begins, ends, LEFT, WIDTH - RIGHT), Axis(ticks[0], ticks[-1], up + HEIGHT, up), up)
    parts = [
        svg_text(LEFT, down + 14, cut(name_of(role.staffed.id), 500), "name"),
        svg_text(WIDTH - RIGHT, down + 14, "full-time equivalents, by week", "soft", "end"),
        *_grid(frame, ticks),
        *_dates(plan, frame),
        *_help(plan, role, frame),
        *_lines(plan, role, frame),
        *opening_marks(openings, frame),
    ]
    return "<g>" + "\n".join(parts) + "</g>", frame.down - down + FOOT


def _numbers(role: RolePlan) -> list[float]:
    """All that is drawn."""
    low, high = _reach(role)
    every = [role.required, role.required_p10, role.required_p90, low, high]
    return [number for numbers in (*every, *(line.available for line in role.lines)) for number in numbers.tolist()]


def _reach(role: RolePlan) -> tuple[Floats, Floats]:
    """The band of the plan's line."""
    line = line_of(role, WITH_PLAN)
    return line.available_p10, line.available_p90


def _grid(frame: Frame, ticks: list[float]) -> Iterator[str]:
    for tick, shown in zip(ticks, tick_texts(ticks), strict=True):
        y = frame.level.at(tick)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield svg_text(LEFT - 8, y + 4, shown, "soft", "end")


def _dates(plan: HiringPlan, frame: Frame) -> Iterator[str]:
    first, last = (datetime.combine(day, time(), UTC) for day in (plan.weeks[0], plan.weeks[-1]))
    steps = tuple(Step(start, "", None, None, None, None) for start in (first, last))
    reached = 0.0
    for seconds, shown in date_ticks(View("", "W", steps, ())):
        x, half = frame.time.at(seconds), pixels(shown) / 2
        yield f'<path class="grid" d="M{x:.1f} {frame.up:.1f}v{HEIGHT + 4}"/>'
        if x - half > reached and x + half < WIDTH:
            yield svg_text(x, frame.down + 17, shown, "soft", "middle")
            reached = x + half + 6


def _help(plan: HiringPlan, role: RolePlan, frame: Frame) -> Iterator[str]:
    """The line before which nobody opened for now works."""
    if not 0 < role.first_useful < len(plan.weeks):
        return
    day = plan.weeks[role.first_useful]
    x, label = frame.x(day), f"before {day} nobody hired now can help"
    yield f'<path class="now" d="M{x:.1f} {frame.up:.1f}V{frame.down:.1f}m0 24v12"/>'
    left = x - pixels(label) - 6 > 0
    yield svg_text(x - 6 if left else x + 6, frame.down + 34, label, "soft", "end" if left else "")


def _lines(plan: HiringPlan, role: RolePlan, frame: Frame) -> Iterator[str]:
    """The bands, then the lines; the dashed ones last, so that lines that coincide are all seen."""
    xs = [frame.x(week + timedelta(days=3)) for week in plan.weeks]
    yield from _band("need", xs, role.required_p10, role.required_p90, frame)
    yield from _band("reach", xs, *_reach(role), frame)
    yield _path("required", xs, role.required, frame)
    for line in reversed(role.lines):
        yield _path(line.name, xs, line.available, frame)


def _band(name: str, xs: Sequence[float], low: Floats, high: Floats, frame: Frame) -> Iterator[str]:
    there = [at for at in range(len(xs)) if math.isfinite(low[at]) and math.isfinite(high[at])]
    if not there:
        return
    over = [f"{xs[at]:.1f} {frame.level.at(high[at]):.1f}" for at in there]
    under = [f"{xs[at]:.1f} {frame.level.at(low[at]):.1f}" for at in reversed(there)]
    yield f'<path class="{name}" d="M{" ".join([*over, *under])}Z"/>'


def _path(name: str, xs: Sequence[float], numbers: Floats, frame: Frame) -> str:
    points = [
        f"{x:.1f} {frame.level.at(number):.1f}"
        for x, number in zip(xs, numbers.tolist(), strict=True)
        if math.isfinite(number)
    ]
    return f'<path class="{name}" d="M{" ".join(points)}"/>' if points else ""
