"""The forecast as a picture: one SVG file without scripts, fonts or links, the same bytes for the same numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from staffing.reports.forecast_view import (
    HALF_DAY,
    UNITS,
    Mark,
    Step,
    View,
    date_ticks,
    in_words,
    known,
    midnight,
    round_ticks,
    short_day,
    thinned,
    tick_texts,
)
from staffing.reports.plain_text import counted
from staffing.reports.svg_text import cut, pixels, svg_text, xml_text

WIDTH, LEFT, RIGHT = 960, 60, 20
HEAD, HEIGHT, FOOT = 70, 150, 46
NAME_HEIGHT, ROW_HEIGHT, ROWS = 26, 16, 3
LONGEST_LABEL, SHORTEST_LABEL = 130, 44
MOST_POINTS = 1200
_STYLE = """
svg{background:#fff;font:11px system-ui,sans-serif}
text{fill:#333}.big{font-size:15px;font-weight:600}.name{font-size:13px;font-weight:600}.soft{fill:#666}
.grid{stroke:#e4e4e4;fill:none}.stem{stroke:#D55E00;stroke-opacity:.35;fill:none}.event{fill:#D55E00}.paper{fill:#fff}
.came,.mean{fill:none;stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}.came{stroke:#444}
.mean{stroke:#0072B2;stroke-width:2}.band{fill:#0072B2;fill-opacity:.2}.now{stroke:#666;stroke-dasharray:4 3;fill:none}
@media (prefers-color-scheme:dark){svg{background:#16181c}text{fill:#ddd}.soft{fill:#a0a0a0}.grid{stroke:#33363c}
.stem{stroke:#E69F00}.event{fill:#E69F00}.paper{fill:#16181c}.came{stroke:#c8c8c8}.mean{stroke:#56B4E9}.band{fill:#56B4E9;fill-opacity:.25}
.now{stroke:#a0a0a0}}
"""
"""Colours of Okabe and Ito (2008), which colour-blind people tell apart."""


@dataclass(frozen=True)
class _Frame:
    """Where a panel's time and numbers lie: `start` and `end` in seconds, `up` in pixels from the top."""

    start: float
    end: float
    up: float
    top: float

    def x(self, seconds: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (seconds - self.start) / (self.end - self.start)

    def y(self, number: float) -> float:
        return self.up + HEIGHT * (1 - number / self.top)


@dataclass(frozen=True)
class _Flag:
    """A mark at `x`, its label to the left of it in `row`, counted from below; the label may be empty."""

    mark: Mark
    x: float
    row: int
    label: str


def forecast_svg(title: str, views: Sequence[View]) -> str:
    """The SVG: under the title a panel for each queue, with history, forecast, 80% interval and events."""
    down, panels = float(HEAD), []
    for view in views:
        panel, height = _panel(view, down)
        panels.append(panel)
        down += height
    size = f'viewBox="0 0 {WIDTH} {down:.0f}" width="{WIDTH}" height="{down:.0f}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size}>',
            f"<title>{xml_text(title)}</title>",
            f"<desc>{xml_text(' '.join(map(in_words, views)) or 'There are no queues to show.')}</desc>",
            f"<style>{_STYLE}</style>",
            svg_text(LEFT, 28, cut(title, 600), "big"),
            _legend(),
            *panels,
            "</svg>\n",
        ]
    )


def _panel(view: View, down: float) -> tuple[str, float]:
    """The panel that begins at `down`, and its height."""
    name = svg_text(LEFT, down + 14, cut(view.queue, 340), "name")
    if not view.steps:
        return f"<g>{name}{svg_text(LEFT, down + 32, 'nothing to show', 'soft')}</g>", 48.0
    ticks = round_ticks(view.top)
    start, end = view.steps[0].start.timestamp(), (view.steps[-1].start + view.length).timestamp()
    flags = _flags(view, _Frame(start, end, 0, 1))
    rows = max((flag.row + 1 for flag in flags), default=0)
    frame = _Frame(start, end, down + NAME_HEIGHT + rows * ROW_HEIGHT + 6, ticks[-1])
    parts = [
        name,
        svg_text(WIDTH - RIGHT, down + 14, _subtitle(view, flags), "soft", "end"),
        *_numbers(frame, ticks),
        *_dates(view, frame),
        *(_stem(flag, frame) for flag in flags),
        *_lines(view, frame),
        *(_flag(flag, frame) for flag in flags),
    ]
    return "<g>" + "\n".join(parts) + "</g>", frame.up - down + HEIGHT + FOOT


def _subtitle(view: View, flags: Sequence[_Flag]) -> str:
    first, last = view.steps[0].start, view.steps[-1].start + view.length - timedelta(seconds=1)
    parts = [f"{UNITS[view.freq]}, {short_day(first)} {first.year} to {short_day(last)} {last.year}"]
    if len(view.steps) > MOST_POINTS:
        parts.append("lines through the lowest and the highest of neighbouring steps")
    bare = sum(not flag.label for flag in flags)
    return "; ".join([*parts, f"{counted(bare, 'event')} without a name for lack of room"] if bare else parts)


def _numbers(frame: _Frame, ticks: list[float]) -> Iterator[str]:
    for tick, shown in zip(ticks, tick_texts(ticks), strict=True):
        y = frame.y(tick)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>' + svg_text(
            LEFT - 8, y + 4, shown, "soft", "end"
        )


def _dates(view: View, frame: _Frame) -> Iterator[str]:
    bottom, reached = frame.up + HEIGHT, 0.0
    for seconds, shown in date_ticks(view):
        x = frame.x(seconds)
        yield f'<path class="grid" d="M{x:.1f} {frame.up:.1f}v{HEIGHT + 4}"/>'
        half = pixels(shown) / 2
        if x - half > reached and x + half < WIDTH:
            yield svg_text(x, bottom + 17, shown, "soft", "middle")
            reached = x + half + 4


def _lines(view: View, frame: _Frame) -> Iterator[str]:
    """The band, the history and the mean, and the dashed line where the forecast begins."""
    half = view.length.total_seconds() / 2
    counts, means = [known(step.count) for step in view.steps], [known(step.mean) for step in view.steps]
    kept = [view.steps[at] for at in thinned(means, MOST_POINTS)]
    for banded, run in groupby(kept, lambda step: None not in (known(step.lo), known(step.hi), known(step.mean))):
        if banded:
            yield f'<path class="band" d="{_band(list(run), frame, half)}"/>'
    for name, numbers in (("came", counts), ("mean", means)):
        points = [
            (frame.x(view.steps[at].start.timestamp() + half), numbers[at]) for at in thinned(numbers, MOST_POINTS)
        ]
        path = _path(points, frame, max(1.0, frame.x(frame.start + half) - LEFT))
        if path:
            yield f'<path class="{name}" d="{path}"/>'
    if all(number is None for number in counts + means):
        yield svg_text(LEFT + 10, frame.up + HEIGHT / 2, "nothing was counted and nothing forecast", "soft")
    if view.now is not None:
        x = frame.x(view.steps[view.now].start.timestamp())
        yield f'<path class="now" d="M{x:.1f} {frame.up:.1f}v{HEIGHT}"/>'
        yield svg_text(x, frame.up + HEIGHT + 30, "now", "soft", "middle")


def _path(points: Sequence[tuple[float, float | None]], frame: _Frame, half: float) -> str:
    """A line with gaps; a number alone becomes a dash as long as its step, of `half` pixels to both sides."""
    runs = []
    for there, run in groupby(points, lambda point: point[1] is not None):
        drawn = [(x, frame.y(number)) for x, number in run if number is not None]
        if there and len(drawn) == 1:
            runs.append(f"M{drawn[0][0] - half:.1f} {drawn[0][1]:.1f}h{2 * half:.1f}")
        elif there:
            runs.append("M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in drawn))
    return "".join(runs)


def _band(steps: Sequence[Step], frame: _Frame, half: float) -> str:
    """The outline of the intervals, from the start of the first step to the end of the last."""
    middles = [step.start.timestamp() + half for step in steps]
    xs = [frame.x(at) for at in (middles[0] - half, *middles, middles[-1] + half)]
    above, below = [known(step.hi) or 0.0 for step in steps], [known(step.lo) or 0.0 for step in steps]
    over = zip(xs, [above[0], *above, above[-1]], strict=True)
    under = reversed(list(zip(xs, [below[0], *below, below[-1]], strict=True)))
    return "M" + " ".join(f"{x:.1f} {frame.y(number):.1f}" for x, number in [*over, *under]) + "Z"


def _flags(view: View, frame: _Frame) -> list[_Flag]:
    """The marks, those to come first: each in the lowest row with room for its label, or else with most room.

    A mark that finds room in no row stays without a label, at the top of the plot.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(ROWS)]
    flags, zone, now = [], view.steps[0].start.tzinfo, view.steps[view.now or 0].start.date()
    for mark in sorted(view.marks, key=lambda mark: (mark.day < now, mark.day)):
        noon = midnight(mark.day, zone) + HALF_DAY
        if not frame.start <= noon <= frame.end:
            continue
        x, label = frame.x(noon), cut(mark.text, LONGEST_LABEL)
        room = [_room(x, row) for row in taken]
        row = next((row for row in range(ROWS) if room[row] >= pixels(label)), room.index(max(room)))
        if room[row] < min(SHORTEST_LABEL, pixels(label)):
            flags.append(_Flag(mark, x, -1, ""))
            continue
        label = cut(label, room[row])
        taken[row].append((x - 12 - pixels(label), x + 8))
        flags.append(_Flag(mark, x, row, label))
    return sorted(flags, key=lambda flag: flag.x)


def _room(x: float, row: list[tuple[float, float]]) -> float:
    """How wide a label to the left of `x` may be; 0 where something is at `x`."""
    if any(start < x + 6 and end > x - 6 for start, end in row):
        return 0.0
    return x - 8 - max((end for _, end in row if end < x), default=4.0)


def _flag(flag: _Flag, frame: _Frame) -> str:
    """The triangle and the label, on paper that hides the stems of other flags."""
    x, y, wide = flag.x, frame.up - 6 - (flag.row + 0.5) * ROW_HEIGHT, pixels(flag.label)
    shapes = f'<path class="event" d="M{x - 4:.1f} {y - 4:.1f}h8l-4 8z"/>'
    if flag.label:
        paper = f'<path class="paper" d="M{x - 8 - wide:.1f} {y - 7:.1f}h{wide:.1f}v14h-{wide:.1f}z"/>'
        shapes += paper + svg_text(x - 8, y + 4, flag.label, "", "end")
    return f"<g><title>{xml_text(flag.mark.sentence)}</title>{shapes}</g>"


def _stem(flag: _Flag, frame: _Frame) -> str:
    up = frame.up - 6 - (flag.row + 0.5) * ROW_HEIGHT
    return f'<path class="stem" d="M{flag.x:.1f} {up:.1f}V{frame.up + HEIGHT:.1f}"/>'


def _legend() -> str:
    y = 48
    shapes = (
        (f'<path class="came" d="M{LEFT} {y}h22"/>', LEFT, "what came"),
        (f'<path class="mean" d="M{LEFT + 100} {y}h22"/>', LEFT + 100, "forecast (mean)"),
        (f'<path class="band" d="M{LEFT + 232} {y - 5}h22v10h-22z"/>', LEFT + 232, "80% interval"),
        (f'<path class="now" d="M{LEFT + 350} {y}h22"/>', LEFT + 350, "now"),
        (f'<path class="event" d="M{LEFT + 431} {y - 4}h8l-4 8z"/>', LEFT + 418, "event"),
    )
    return "<g>" + "".join(shape + svg_text(x + 28, y + 4, shown) for shape, x, shown in shapes) + "</g>"
