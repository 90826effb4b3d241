"""The scenarios of a what-if as tables: what each gives, and how it differs from the base."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, TypeAlias

from staffing.promise.extra import Difference
from staffing.reports.csv_text import csv_text
from staffing.reports.plain_text import counted, percent
from staffing.reports.whatif.words import NO_ROSTER, chosen, costed, currency, everything, gained, name_of, number
from staffing.scenarios.figures import Compared, Figures, Screen, Tried
from staffing.scenarios.whatif import WhatIf

Cell: TypeAlias = tuple[str, str]
"""A figure, and what stands beside or below it."""
MOST = 200
"""Rows of a table on a page."""
MISSED = "!"
NONE = "-"
LEGEND = f"{MISSED}: misses its target; below a rate its 95% interval, below weeks kept the lower end of theirs."
_FIGURES = (
    "headcount", "rate_mean", "rate_low", "rate_high", "rate_p05", "rate_p95", "target", "confidence",
    "probability_met", "probability_lower", "met", "missed", "worst_day", "worst_day_rate", "oldest_hours_p95",
    "utilization", "occupancy", "paid_hours", "cost", "promisable_rate", "price", "bound", "limit_hit", "replications",
)  # fmt: skip
_SIMULATED = ("rate", "weeks", "utilization", "occupancy")
_EXACT = ("headcount", "paid_hours", "cost")
CSV_COLUMNS = (
    "name",
    "set",
    *_FIGURES,
    *(f"{name}_difference{end}" for name in _SIMULATED for end in ("", "_low", "_high")),
    *(f"{name}_difference" for name in _EXACT),
    "screened",
    "failure",
)


def scenario_columns(answer: WhatIf) -> tuple[str, ...]:
    """The head of the table of scenarios; cost only where there is any."""
    cost = (f"cost, {currency(answer)}",) if costed(answer) else ()
    figures = ("scenario", "cases on time", "weeks kept", "worst day", "occupancy", "utilization")
    return (*figures, "paid hours", *cost, "people")


def scenario_rows(answer: WhatIf, most: int = MOST) -> list[tuple[Cell, ...]]:
    """A row per scenario, in the order asked; of many the best."""
    cost = costed(answer)
    return [((name_of(tried), ""), *_cells(tried, cost)) for tried in chosen(everything(answer), most)]


def _cells(tried: Tried, cost: bool) -> Iterator[Cell]:
    found = tried.figures
    if found is None:
        yield from _without(tried, cost)
        return
    low, high = found.rate_ci
    day, rate = found.worst_day
    yield percent(found.rate_mean), _between(low, high)
    yield percent(found.probability_met) + _mark(found, "promise"), f"≥ {percent(found.probability_lower)}"
    yield percent(rate) + _mark(found, "day_floor"), f"{day:%a %d %b}"
    yield percent(found.occupancy) + _mark(found, "occupancy"), ""
    yield percent(found.utilization) + _mark(found, "utilization"), ""
    yield from _spent(found, cost)


def _between(low: float, high: float) -> str:
    """An interval in percent, with a digit more where one would make its ends seem the same."""
    same = low < high and f"{100 * low:.1f}" == f"{100 * high:.1f}"
    return f"{100 * low:.2f}-{100 * high:.2f}" if same else f"{100 * low:.1f}-{100 * high:.1f}"


def _without(tried: Tried, cost: bool) -> Iterator[Cell]:
    """The cells of a scenario without a roster: the screening's figures, or none."""
    screen = tried.screen
    if screen is None:
        yield NO_ROSTER, ""
        yield from [(NONE, "")] * (7 if cost else 6)
        return
    yield percent(screen.rate_mean), "screened"
    yield percent(screen.probability_met), "screened"
    yield from [(NONE, "")] * 3
    yield from _spent(screen, cost)


def _spent(found: Figures | Screen, cost: bool) -> Iterator[Cell]:
    yield number(found.paid_hours), ""
    if cost:
        yield f"{found.cost:,.0f}", ""
    yield str(found.headcount), ""


def _mark(found: Figures, target: str) -> str:
    return MISSED if target in found.missed else ""


def difference_columns(answer: WhatIf) -> tuple[str, ...]:
    """The head of the table of differences; cost only where there is any."""
    cost = (f"cost, {currency(answer)}",) if costed(answer) else ()
    return ("scenario", "cases on time", "weeks kept", "utilization", "occupancy", "paid hours", *cost, "people")


def left_out(answer: WhatIf, most: int = MOST) -> list[str]:
    """How many scenarios a table of so many rows leaves out; nothing where it holds all."""
    left = len(everything(answer)) - most
    return [f"and {counted(left, 'more scenario')}, all in whatif.csv"] if left > 0 else []


def difference_rows(answer: WhatIf, most: int = MOST) -> list[tuple[str, ...]]:
    """A row per scenario that is compared with the base; of many the best."""
    cost = costed(answer)
    return [
        (name_of(tried), *_differences(tried.compared, cost))
        for tried in chosen(everything(answer), most)
        if tried.compared is not None
    ]


def _differences(found: Compared, cost: bool) -> Iterator[str]:
    yield from map(gained, (found.rate, found.weeks, found.utilization, found.occupancy))
    yield signed(number(found.paid_hours))
    if cost:
        yield signed(f"{round(found.cost):,}")
    yield signed(str(found.headcount))


def signed(shown: str) -> str:
    """A number as text with its sign; 0 has none."""
    return shown if shown.startswith("-") or shown == "0" else f"+{shown}"


def whatif_csv(answer: WhatIf) -> str:
    """`whatif.csv`: one row per scenario in the order asked, the base first; numbers plain, shares as fractions of 1.

    Columns: `name`; `set` (`key=value`, by semicolons); `headcount`; `rate_mean` with its 95% interval (`rate_low,
    rate_high`), `rate_p05, rate_p95` of weeks; `target, confidence`; `probability_met, probability_lower` (share of
    weeks that keep the promise); `met`; `missed` (names by semicolons); `worst_day, worst_day_rate`;
    `oldest_hours_p95`; `utilization, occupancy, paid_hours, cost`; `promisable_rate`; `price, bound, limit_hit,
    replications`; the differences to the base (`rate, weeks, utilization, occupancy`, each `_difference` with `_low`
    and `_high` of its 95% interval; `headcount, paid_hours, cost`), empty for the base; `screened` (true: figures of
    the screening, without a roster); `failure`.
    """
    return csv_text(CSV_COLUMNS, ([*whatif_row(tried).values()] for tried in everything(answer)))


def whatif_row(tried: Tried) -> dict[str, Any]:
    """A scenario as `whatif.csv` has it, by column; None for what it has not, and for what is not a number."""
    screened = tried.figures is None and tried.screen is not None
    figures = _csv_figures(tried.figures or tried.screen)
    changes = "; ".join(f"{key}={words}" for key, words in tried.scenario.set)
    row = [
        tried.name,
        changes,
        *(figures.get(name) for name in _FIGURES),
        *_csv_differences(tried.compared),
        screened,
        tried.failure,
    ]
    numbers = (None if isinstance(value, float) and not math.isfinite(value) else value for value in row)
    return dict(zip(CSV_COLUMNS, numbers, strict=True))


def _csv_figures(found: Figures | Screen | None) -> dict[str, Any]:
    if found is None:
        return {}
    own = {name: getattr(found, name, None) for name in _FIGURES}
    if isinstance(found, Figures):
        own["rate_low"], own["rate_high"] = found.rate_ci
        own["worst_day"], own["worst_day_rate"] = found.worst_day
        own["missed"] = ";".join(found.missed)
    return own


def _csv_differences(found: Compared | None) -> list[Any]:
    if found is None:
        return [None] * (3 * len(_SIMULATED) + len(_EXACT))
    simulated: list[Difference] = [getattr(found, name) for name in _SIMULATED]
    ends = [end for each in simulated for end in (each.mean, each.low, each.high)]
    return [*ends, *(getattr(found, name) for name in _EXACT)]
