"""What the pictures of a forecast show: for each queue what came, what is expected, and the events."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

UNITS = {"h": "cases an hour", "8h": "cases in 8 hours", "D": "cases a day", "W": "cases a week"}
_HOURS = {"h": 1, "8h": 8, "D": 24, "W": 168}
_TICKS = 4
HALF_DAY = 12 * 3600.0


@dataclass(frozen=True)
class Step:
    """A block of time; `start` is aware, in local time.

    `mean`, `lo` and `hi` (the 80% interval) are None in the past; `count` is None where nothing was observed.
    """

    start: datetime
    label: str
    mean: float | None
    lo: float | None
    hi: float | None
    count: float | None


@dataclass(frozen=True)
class Mark:
    """An event: `text` such as "double day 11.11", `detail` such as "x1.8, own history of 2"."""

    day: date
    text: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        """The whole of it: `Wed 11 Nov double day 11.11 (x1.8, own history of 2)`."""
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.day:%a} {short_day(self.day)} {self.text}{detail}"


@dataclass(frozen=True)
class View:
    """One queue: its steps of `freq` ("h", "8h", "D" or "W"), history first, then forecast, in time order."""

    queue: str
    freq: str
    steps: tuple[Step, ...]
    marks: tuple[Mark, ...]

    @property
    def length(self) -> timedelta:
        """How long a step is."""
        return timedelta(hours=_HOURS[self.freq])

    @property
    def now(self) -> int | None:
        """The first step to come: one with a mean, and without a count."""
        steps = enumerate(self.steps)
        return next((at for at, step in steps if known(step.mean) is not None and known(step.count) is None), None)

    @property
    def top(self) -> float:
        """The largest number to be shown; 0 where there is none."""
        numbers = (known(number) for step in self.steps for number in (step.mean, step.hi, step.count))
        return max((number for number in numbers if number is not None), default=0.0)


def known(number: float | None) -> float | None:
    """The number; None where it is not finite."""
    return None if number is None or not math.isfinite(number) else float(number)


def short_day(day: date) -> str:
    """A day as people write it: `9 Nov`."""
    return f"{day.day} {day:%b}"


def round_ticks(top: float) -> list[float]:
    """Round numbers from 0 to the first that is not below `top`, at most five; 0 and 1 where `top` is 0."""
    if top <= 0:
        return [0.0, 1.0]
    power = math.floor(math.log10(top / _TICKS))
    steps = [lead * 10.0**exponent for exponent in (power, power + 1) for lead in (1, 2, 5)]
    step = next(step for step in steps if step * _TICKS >= top)
    return [step * tick for tick in range(math.ceil(top / step - 1e-9) + 1)]


def tick_texts(ticks: Sequence[float]) -> list[str]:
    """Ticks with as many decimals as their distance needs, and commas at thousands."""
    digits = max(0, -math.floor(math.log10(ticks[1]) + 1e-9))
    return [f"{tick:,.{digits if tick else 0}f}" for tick in ticks]


def thinned(numbers: Sequence[float | None], most: int) -> list[int]:
    """Which numbers to draw, about `most` of them: all, or of each group of neighbours the lowest and the highest.

    Every number drawn is then one of those given. Where numbers are missing, a gap remains.
    """
    there = [at for at, number in enumerate(numbers) if number is not None]
    if not there:
        return []
    first, after = there[0], there[-1] + 1
    if after - first <= most:
        return list(range(first, after))
    a_group = 2 if len(there) == after - first else 5
    size = math.ceil((after - first) / (most // a_group))
    groups = (range(start, min(start + size, after)) for start in range(first, after, size))
    return [at for group in groups for at in _extremes(numbers, group)]


def _extremes(numbers: Sequence[float | None], group: range) -> list[int]:
    """The lowest and the highest of a group, and one gap before, between and after them if there are any."""
    found = {at: number for at in group if (number := numbers[at]) is not None}
    chosen = sorted({pick(found, key=found.__getitem__) for pick in (min, max)}) if found else []
    edges = [group.start - 1, *chosen, group.stop]
    gaps = (
        next((at for at in range(low + 1, high) if numbers[at] is None), None)
        for low, high in itertools.pairwise(edges)
    )
    return sorted([*chosen, *(at for at in gaps if at is not None)])


def date_ticks(view: View) -> Iterator[tuple[float, str]]:
    """Local midnights with their dates: of every day, of Mondays, or of firsts of months, quarters or years."""
    first, last = view.steps[0].start, view.steps[-1].start + view.length
    days = (last.date() - first.date()).days
    for ahead in range(days + 1):
        day = first.date() + ahead * timedelta(days=1)
        at = midnight(day, first.tzinfo)
        if not first.timestamp() <= at <= last.timestamp():
            continue
        if days <= 12:
            yield at, f"{day:%a} {short_day(day)}"
        elif days <= 126 and day.weekday() == 0:
            yield at, short_day(day)
        elif days > 126 and day.day == 1 and (day.month - 1) % (1 if days <= 450 else 3 if days <= 1400 else 12) == 0:
            yield at, f"{day:%b %Y}" if day.month == 1 else f"{day:%b}"


def midnight(day: date, zone: tzinfo | None) -> float:
    """The instant, in seconds, at which a local day begins."""
    return datetime.combine(day, time(), zone).timestamp()


def in_words(view: View) -> str:
    """A queue in words, for those who do not see its picture."""
    parts = []
    for verb, numbers in (
        ("came", [known(step.count) for step in view.steps]),
        ("are forecast", [known(step.mean) for step in view.steps]),
    ):
        found = [(step, number) for step, number in zip(view.steps, numbers, strict=True) if number is not None]
        if found:
            total, first, last = sum(number for _, number in found), found[0][0], found[-1][0]
            parts.append(f"{total:,.0f} cases {verb} in the steps from {first.start:%Y-%m-%d} to {last.start:%Y-%m-%d}")
    events = "; ".join(mark.sentence for mark in sorted(view.marks, key=lambda mark: mark.day))
    return f"{view.queue}: {', '.join(parts) or 'no numbers'}." + (f" Events: {events}." if events else "")
