"""The openings above a panel: a row of marks for when to open, one for when people start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from staffing.hiring.answer import Opening
from staffing.reports.forecast_view import short_day
from staffing.reports.hiring.frame import LEFT, WIDTH, Frame
from staffing.reports.hiring.words import name_of, people
from staffing.reports.svg_text import pixels, svg_text, xml_text

ROW, HEIGHT = 16, 40
OPEN_BY, START = "open by", "start"


def opening_marks(openings: Sequence[Opening], frame: Frame) -> Iterator[str]:
    """Both rows; nothing where there are no openings, and no start after the weeks that are drawn."""
    if not openings:
        return
    top, started = frame.up - HEIGHT + 10, [each for each in openings if frame.holds(each.start)]
    yield from _row(OPEN_BY, [(each.open_by, each) for each in openings], top, frame)
    if started:
        yield from _row(START, [(each.start, each) for each in started], top + ROW, frame)


def _row(caption: str, dated: Sequence[tuple[date, Opening]], y: float, frame: Frame) -> Iterator[str]:
    """Each opening at its day; its label only where there is room before the next one."""
    yield svg_text(LEFT - 12, y + 4, caption, "soft", "end")
    found = sorted(dated, key=lambda pair: pair[0])
    ends = [*(frame.x(day) for day, _ in found[1:]), float(WIDTH)]
    for (day, opening), end in zip(found, ends, strict=True):
        later = "" if frame.holds(opening.start) else f", start {opening.start}"
        x, label = frame.x(day), f"{opening.headcount}: {short_day(day)}{later}"
        words = f"{caption} {day}: {people(opening.headcount)}, {name_of(opening.role)}{later}"
        shown = svg_text(x + 8, y + 4, label) if x + 14 + pixels(label) < end else ""
        yield f"<g><title>{xml_text(words)}</title>{_shape(caption, x, y, frame)}{shown}</g>"


def _shape(caption: str, x: float, y: float, frame: Frame) -> str:
    if caption == START:
        stem = f'<path class="stem" d="M{x:.1f} {y + 5:.1f}V{frame.down:.1f}"/>'
        return f'{stem}<path class="mark" d="M{x - 4.5:.1f} {y + 4:.1f}h9l-4.5 -8z"/>'
    return f'<path class="mark" d="M{x - 4.5:.1f} {y - 4:.1f}h9l-4.5 8z"/>'
