"""A role over the weeks in a terminal: columns of who is available, and where what is required lies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from rich.cells import cell_len, set_cell_size

from staffing.hiring.answer import TODAY, WITH_PLAN, WITH_REQUISITIONS, Floats, HiringPlan, RolePlan
from staffing.reports.forecast_view import tick_texts
from staffing.reports.hiring.levels import level_ticks
from staffing.reports.hiring.words import is_after, line_of, name_of, openings_for

ROWS, WIDEST_COLUMN, LEAST_COLUMNS = 10, 2, 10
NAME_WIDTH = 40


@dataclass(frozen=True)
class Glyphs:
    """The marks of a chart."""

    required: str
    today: str
    requisitions: str
    plan: str
    open_by: str
    start: str


BLOCKS = Glyphs("━", "█", "▓", "░", "▽", "▲")
ASCII = Glyphs("=", "#", "+", ":", "v", "^")


@dataclass(frozen=True)
class _Chart:
    """What is drawn: `cell` letters to each `group` of weeks, `low` to `high` full-time equivalents."""

    group: int
    cell: int
    low: float
    high: float
    axis: tuple[str, str]
    required: Floats
    lines: tuple[Floats, Floats, Floats]

    @property
    def margin(self) -> int:
        return max(map(len, self.axis)) + 1

    def height(self, number: float) -> float:
        """A number in rows from the foot."""
        return ROWS * (number - self.low) / (self.high - self.low)


def chart_lines(plan: HiringPlan, role: RolePlan, width: int, glyphs: Glyphs = BLOCKS) -> list[str]:
    """The chart in at most `width` columns: a title, the rows, the openings, the dates, the legend."""
    chart = _fitted(role, len(plan.weeks), width)
    each = "a column a week" if chart.group == 1 else f"a column the mean of {chart.group} weeks"
    name = name_of(role.staffed.id)
    short = name if cell_len(name) <= NAME_WIDTH else set_cell_size(name, NAME_WIDTH - 1).rstrip() + "…"
    openings = openings_for(plan, role.staffed.id)
    started = any(not is_after(plan, opening.start) for opening in openings)
    return [
        f"{short}: full-time equivalents, {each}",
        *([f"(the scale begins at {chart.axis[0]})"] if chart.low else []),
        *(_row(chart, row, glyphs) for row in reversed(range(ROWS))),
        *_marks(plan, role, chart, glyphs),
        _dates(plan.weeks, chart),
        *legend(glyphs, width, (bool(openings), started)),
    ]


def legend(glyphs: Glyphs, width: int, marks: tuple[bool, bool]) -> list[str]:
    """What the marks mean, in as many lines as it takes; `marks`: whether any opening and any start has one."""
    lines = [(glyphs.required, "required"), (glyphs.today, "available today")]
    lines += [(glyphs.requisitions, "and open requisitions"), (glyphs.plan, "and the plan")]
    parts = [f"{mark} {said}" for mark, said in lines]
    dated = (f"{glyphs.open_by} open by", f"{glyphs.start} start")
    parts += [said for said, there in zip(dated, marks, strict=True) if there]
    found = [parts[0]]
    for part in parts[1:]:
        if len(found[-1]) + 2 + len(part) <= width:
            found[-1] += f"  {part}"
        else:
            found.append(part)
    return found


def _fitted(role: RolePlan, weeks: int, width: int) -> _Chart:
    today, requisitions, plan = (line_of(role, name).available for name in (TODAY, WITH_REQUISITIONS, WITH_PLAN))
    drawn = np.concatenate([role.required, today, requisitions, plan])
    ticks = level_ticks([*drawn.tolist(), _foot(drawn)], ROWS)
    axis = tick_texts(ticks)
    columns = max(LEAST_COLUMNS, width - max(len(axis[0]), len(axis[-1])) - 1)
    group = math.ceil(weeks / columns)
    cell = min(WIDEST_COLUMN, max(1, columns // math.ceil(weeks / group)))
    lines = (_grouped(today, group), _grouped(requisitions, group), _grouped(plan, group))
    return _Chart(group, cell, ticks[0], ticks[-1], (axis[0], axis[-1]), _grouped(role.required, group), lines)


def _foot(drawn: Floats) -> float:
    """A row below the least, so that no column is so low that nobody seems to be there."""
    known = drawn[np.isfinite(drawn)]
    low, high = float(known.min(initial=math.inf)), float(known.max(initial=-math.inf))
    return max(0.0, low - (high - low) / ROWS) if 0 <= low < math.inf else low


def _grouped(numbers: Floats, group: int) -> Floats:
    """Means of so many neighbours each; the last of those that are left."""
    return np.array([numbers[at : at + group].mean() for at in range(0, len(numbers), group)])


def _row(chart: _Chart, row: int, glyphs: Glyphs) -> str:
    """One line of the columns, row 0 being the lowest."""
    label = chart.axis[1] if row == ROWS - 1 else chart.axis[0] if row == 0 else ""
    letters = [
        _letter(chart, row, required, lines, glyphs) * chart.cell
        for required, *lines in zip(chart.required.tolist(), *(line.tolist() for line in chart.lines), strict=True)
    ]
    return f"{label:>{chart.margin - 1}} {''.join(letters)}".rstrip()


def _letter(chart: _Chart, row: int, required: float, lines: Sequence[float], glyphs: Glyphs) -> str:
    """What is required over all else; below it the least line that reaches into the row, none above the plan's."""
    if math.isfinite(required) and row == min(ROWS - 1, max(0, math.floor(chart.height(required)))):
        return glyphs.required
    fills = (glyphs.today, glyphs.requisitions, glyphs.plan)
    reached = [math.isfinite(number) and round(chart.height(number)) > row for number in lines]
    if not reached[-1]:
        return " "
    return next(fill for fill, there in zip(fills, reached, strict=True) if there)


def _marks(plan: HiringPlan, role: RolePlan, chart: _Chart, glyphs: Glyphs) -> list[str]:
    """A line with the openings: when to open, and when people start where that is in these weeks.

    What comes before the weeks is at their start.
    """
    found = openings_for(plan, role.staffed.id)
    if not found:
        return []
    cells = [" "] * (chart.margin + chart.cell * len(chart.required))
    for mark, days in (
        (glyphs.open_by, [opening.open_by for opening in found]),
        (glyphs.start, [opening.start for opening in found if not is_after(plan, opening.start)]),
    ):
        for day in days:
            cells[chart.margin + chart.cell * _column(plan.weeks, day, chart)] = mark
    return ["".join(cells).rstrip()]


def _column(weeks: Sequence[date], day: date, chart: _Chart) -> int:
    week = min(max(0, (day - weeks[0]).days // 7), len(weeks) - 1)
    return week // chart.group


def _dates(weeks: Sequence[date], chart: _Chart) -> str:
    """The months, each where its first week begins, as far as there is room."""
    line, most = "", chart.margin + chart.cell * len(chart.required)
    for at in range(0, len(weeks), chart.group):
        week, before = weeks[at], weeks[at - chart.group] if at else None
        place, new = chart.margin + chart.cell * (at // chart.group), before is None or before.month != week.month
        shown = f"{week:%b %Y}" if before is None or before.year != week.year else f"{week:%b}"
        if new and (not line or len(line) < place) and place + len(shown) <= most:
            line = line.ljust(place) + shown
    return line
