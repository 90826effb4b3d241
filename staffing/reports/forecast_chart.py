"""The forecast in a terminal: a queue's columns, with the recent past before them and the events below."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from rich.console import Console
from rich.text import Text

from staffing.reports.forecast_view import UNITS, Mark, Step, View, known, round_ticks, short_day, tick_texts
from staffing.reports.plain_text import counted, plain

ROWS = 6
LISTED_MARKS = 4
WIDEST_COLUMN = 3
LEAST_COLUMNS = 10
HISTORY = {"h": timedelta(weeks=4), "8h": timedelta(weeks=4), "D": timedelta(weeks=4), "W": timedelta(weeks=26)}
PART = "the last column is only a part"
BLOCKS = " ▁▂▃▄▅▆▇█"
CAME, EXPECTED, BAND, EVENT = "dim", "cyan", "cyan dim", "yellow"


@dataclass(frozen=True)
class _Chart:
    """What is drawn: `view` as it fits, `cell` letters to a step; `summed` says how intervals were added up."""

    view: View
    cell: int
    unit: str
    summed: bool
    axis: list[str]
    top: float
    last: date

    @property
    def margin(self) -> int:
        return len(self.axis[-1]) + 1


def print_chart(out: Console, view: View) -> None:
    """A queue as a column chart of at most 14 lines, as wide as the console."""
    if view.top == 0 and all(known(step.mean) is None and known(step.count) is None for step in view.steps):
        out.print(Text(plain(f"{view.queue}: nothing was counted and nothing forecast")))
        return
    chart = _fitted(view, out.width)
    lines = [
        Text.assemble((plain(view.queue), "bold"), (f"  {chart.unit}", "dim")),
        *(_row(chart, row) for row in reversed(range(ROWS))),
        *_below(chart),
        _legend(chart),
        *_listed(chart),
    ]
    for line in lines:
        out.print(line, no_wrap=True, overflow="ellipsis", crop=True)


def _fitted(view: View, width: int) -> _Chart:
    """The view in the columns there are: steps summed to days or weeks if the forecast needs it, history cut."""
    ticks = round_ticks(view.top)
    columns = max(LEAST_COLUMNS, width - max(map(len, tick_texts(ticks))) - 4)
    shown, unit, ahead = view, UNITS[view.freq], _ahead(view)
    summed, weeks = False, 1
    if ahead > columns and view.freq in ("h", "8h"):
        shown, unit, summed = _days(view), UNITS["D"], True
    while (ahead := _ahead(shown)) > columns:
        shown, unit, summed = _weeks(view, weeks), UNITS["W"] if weeks == 1 else f"cases in {weeks} weeks", True
        weeks *= 2
    first = max(0, len(shown.steps) - columns, len(shown.steps) - ahead - HISTORY[shown.freq] // shown.length)
    shown = replace(shown, steps=shown.steps[first:])
    ticks = round_ticks(shown.top)
    if summed and shown.steps[-1].label == PART:
        unit = f"{unit}; {PART}"
    axis = tick_texts([ticks[0], ticks[-1]])
    cell = min(WIDEST_COLUMN, max(1, columns // len(shown.steps)))
    return _Chart(shown, cell, unit, summed, axis, ticks[-1], _last(view))


def _last(view: View) -> date:
    """The last day of the view."""
    return (view.steps[-1].start + view.length - timedelta(seconds=1)).date()


def _ahead(view: View) -> int:
    return 0 if view.now is None else len(view.steps) - view.now


def _days(view: View) -> View:
    """The view in local days."""
    return _grouped(view, "D", lambda time: time.toordinal())


def _weeks(view: View, weeks: int) -> View:
    """The view in so many weeks from Monday."""
    return _grouped(view, "W", lambda time: (time.toordinal() - 1) // (7 * weeks))


def _grouped(view: View, freq: str, key: Callable[[datetime], int]) -> View:
    """Neighbours of the same key added up; what is no whole group is left out at the start of the history."""
    begins, ends = view.steps[0].start, view.steps[-1].start + view.length
    sums = [_sum(list(run)) for _, run in groupby(view.steps, lambda step: key(step.start))]
    if key(begins - timedelta(minutes=1)) == key(begins) and sums[0].mean is None:
        sums = sums[1:]
    if key(ends - timedelta(minutes=1)) == key(ends):
        sums[-1] = replace(sums[-1], label=PART)
    return replace(view, freq=freq, steps=tuple(sums))


def _sum(group: Sequence[Step]) -> Step:
    """The group as one step: what came if all of it is past, or else what came so far and what is still expected."""
    counts, means = [known(step.count) for step in group], [known(step.mean) for step in group]
    if all(mean is None for mean in means):
        there = [count for count in counts if count is not None]
        return replace(group[0], count=math.fsum(there) if len(there) == len(group) else None)
    total = [0.0, 0.0, 0.0]
    for step, count in zip(group, counts, strict=True):
        for at, number in enumerate((step.mean, step.lo, step.hi)):
            total[at] += (known(number) or 0.0) if count is None else count
    return replace(group[0], mean=total[0], lo=total[1], hi=total[2], count=None)


def _row(chart: _Chart, row: int) -> Text:
    """One line of the columns, row 0 being the lowest; each cell is an eighth-block of what reaches into it."""
    label = chart.axis[1] if row == ROWS - 1 else chart.axis[0] if row == 0 else ""
    line = Text(f"{label:>{chart.margin - 1}} ", style="dim")
    now = chart.view.now
    for at, step in enumerate(chart.view.steps):
        count, mean = known(step.count), known(step.mean)
        number, style = (count, CAME) if now is None or at < now else (mean, EXPECTED)
        letter = _letter(chart, row, number)
        if style == EXPECTED and letter == " " and (known(step.hi) or 0.0) * ROWS / chart.top > row + 0.5:
            letter, style = "░", BAND
        if number is None and row == 0:
            letter = "·"
        line.append(letter * max(1, chart.cell - 1) + " " * (chart.cell > 1), style=style)
    return line


def _letter(chart: _Chart, row: int, number: float | None) -> str:
    """The block of a number in a row: at least an eighth at the foot where it is not 0."""
    if number is None or number <= 0:
        return " "
    eighths = max(1, round(number * ROWS * 8 / chart.top)) - 8 * row
    return BLOCKS[min(8, max(0, eighths))]


def _below(chart: _Chart) -> list[Text]:
    """The events' triangles if there are any, and the dates: of Mondays, or of every day in a short chart."""
    cells = [" "] * (chart.margin + chart.cell * len(chart.view.steps))
    for _, at in _placed(chart):
        cells[chart.margin + chart.cell * at] = "▲"
    dates, steps = "", chart.view.steps
    every = steps[-1].start - steps[0].start <= timedelta(days=9)
    for at, step in enumerate(steps):
        first = at == 0 or step.start.date() != steps[at - 1].start.date()
        place = chart.margin + chart.cell * at
        if first and (every or step.start.weekday() == 0) and (len(dates) < place or not dates):
            dates = dates.ljust(place) + short_day(step.start)
    marked = [Text("".join(cells).rstrip(), style=EVENT)] if "▲" in cells else []
    return [*marked, Text(dates, style="dim")]


def _placed(chart: _Chart) -> list[tuple[Mark, int]]:
    """The marks within the chart with their columns, in the order of their days."""
    steps, placed = chart.view.steps, []
    for mark in sorted(chart.view.marks, key=lambda mark: mark.day):
        if steps[0].start.date() <= mark.day <= chart.last:
            same = [at for at, step in enumerate(steps) if step.start.date() == mark.day]
            before = [at for at, step in enumerate(steps) if step.start.date() <= mark.day]
            placed.append((mark, same[0] if same else before[-1]))
    return placed


def _legend(chart: _Chart) -> Text:
    now, steps = chart.view.now, chart.view.steps
    parts: list[Text] = []
    if any(known(step.count) is not None for step in steps[:now]):
        parts.append(Text("█ what came", style=CAME))
    if now is not None:
        up = "80% intervals added up (too wide)" if chart.summed else "to top of 80% interval"
        parts += [
            Text(f"█ forecast from {short_day(steps[now].start)}", style=EXPECTED),
            Text(f"░ {up}", style=BAND),
        ]
    if any(known(step.count) is None for step in steps[:now]):
        parts.append(Text("· not counted", style=CAME))
    return Text("  ").join(parts)


def _listed(chart: _Chart) -> list[Text]:
    """A line per event, those to come first; where there are too many, how many are left."""
    now = chart.view.now
    placed = sorted(_placed(chart), key=lambda pair: now is not None and pair[1] < now)
    kept = len(placed) if len(placed) <= LISTED_MARKS else LISTED_MARKS - 1
    lines = [Text.assemble(("▲ ", EVENT), plain(mark.sentence)) for mark, _ in placed[:kept]]
    left = len(placed) - kept
    return [*lines, Text(f"and {counted(left, 'more event')}", style="dim")] if left else lines
