"""What every report of a what-if says in the same words: who was tried, hours and money, names of targets, ways out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from staffing.promise.extra import Difference
from staffing.reports.differences import gain
from staffing.reports.plain_text import counted, percent, plain
from staffing.scenarios.figures import Figures, Tried, WayOut
from staffing.scenarios.whatif import WhatIf, rank
from staffing.service.rates import Z95, wilson_interval

TARGETS = {
    "promise": "the promise",
    "day_floor": "the day floor",
    "maximum_age": "the maximum age",
    "occupancy": "the most occupancy",
    "utilization": "the utilization band",
}
NO_ROSTER = "no roster"


def everything(answer: WhatIf) -> tuple[Tried, ...]:
    """All that was tried, each once: what was asked in its order, then what a frontier, a sale and prices needed."""
    more: list[Tried | None] = [tried for price in answer.prices for tried in (price.tighter, price.easier)]
    if answer.frontier is not None:
        more = [*answer.frontier.tried, *more]
    if answer.readiness is not None:
        sale = answer.readiness
        usual = [] if sale.usual.scenario.set == answer.base.scenario.set else [sale.usual]
        more = [*usual, sale.as_it_is, *(option.tried for option in sale.options), *more]
    return tuple(dict.fromkeys((*answer.tried, *(tried for tried in more if tried is not None))))


def chosen(tried: Sequence[Tried], most: int) -> tuple[Tried, ...]:
    """At most so many, in their order: the base, then the best of those with a roster, then of the others."""
    if len(tried) <= most:
        return tuple(tried)
    base, *others = tried
    best = sorted(others, key=lambda each: (each.figures is None, rank(each)))
    kept = {id(each) for each in (base, *best[: most - 1])}
    return tuple(each for each in tried if id(each) in kept)


def currency(answer: WhatIf) -> str:
    """The currency of `team.yaml`, as one line of text."""
    return plain(answer.workspace.team.costs.currency)


def costed(answer: WhatIf) -> bool:
    """Whether anything costs anything; where no wage is known, no cost is shown."""
    return any(found.cost for tried in everything(answer) for found in (tried.figures, tried.screen) if found)


def name_of(tried: Tried) -> str:
    """A scenario's name as one line of text."""
    return plain(tried.name).strip() or "(no name)"


def number(value: float) -> str:
    """With one decimal at most and commas at thousands: `1,480.5`, `480`."""
    return f"{round(value, 1) + 0.0:,.1f}".removesuffix(".0")


def paid(hours: float) -> str:
    """`1 paid hour`, `16 paid hours`."""
    shown = number(abs(hours))
    return f"{shown} paid hour" if shown == "1" else f"{shown} paid hours"


def money(cost: float, unit: str) -> str:
    """`14,560,000 IDR`."""
    return f"{round(abs(cost)):,} {unit}"


def added(hours: float, cost: float, unit: str) -> str:
    """`16 paid hours and 320 EUR more`, `4 paid hours more and 20 EUR less`, `no paid hours more`."""
    parts = amounts(hours, cost, unit)
    if not parts:
        return "no paid hours more"
    if len({more for more, _ in parts}) == 1:
        return f"{' and '.join(text for _, text in parts)} {'more' if parts[0][0] else 'less'}"
    return " and ".join(f"{text} {'more' if more else 'less'}" for more, text in parts)


def amounts(hours: float, cost: float, unit: str) -> list[tuple[bool, str]]:
    """What of hours and money is not 0 as it is printed, each with whether it is more."""
    found = [(hours > 0, paid(hours))] if round(hours, 1) else []
    return [*found, (cost > 0, money(cost, unit))] if round(cost) else found


def runs(numbers: Iterable[int]) -> str:
    """`4 to 6 and 8`: numbers in order, neighbours together."""
    found: list[list[int]] = []
    for each in sorted(set(numbers)):
        if found and each == found[-1][-1] + 1:
            found[-1].append(each)
        else:
            found.append([each])
    parts = [text for run in found for text in _run(run)]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _run(run: list[int]) -> list[str]:
    return list(map(str, run)) if len(run) < 3 else [f"{run[0]} to {run[-1]}"]


def weeks_interval(figures: Figures) -> tuple[float, float]:
    """The 95% Wilson interval of the share of weeks that keep the promise.

    Its lower end is known; the upper end is that of as many independent weeks as the lower end speaks for.
    """
    share, low = figures.probability_met, figures.probability_lower
    trials = float(figures.replications)
    if 0 < low < share:
        trials = Z95**2 * low * (1 - low) / (share - low) ** 2
    return low, wilson_interval(share * trials, trials)[1]


def kept(figures: Figures) -> str:
    """`the promise is kept in 94.0% of weeks (no less than 93.1%)`."""
    least = percent(figures.probability_lower)
    return f"the promise is kept in {percent(figures.probability_met)} of weeks (no less than {least})"


def way_out_text(way: WayOut, unit: str) -> str:
    """`with 2 more shifts it would be kept in 91.0% of weeks, for 16 paid hours and 320 EUR more`."""
    enough = "" if way.met else ", which is not enough"
    cost = added(way.paid_hours, way.cost, unit)
    return f"with {helpers(way)} it would be kept in {percent(way.probability)} of weeks{enough}, for {cost}"


def helpers(way: WayOut) -> str:
    """`2 more shifts`, `1 more person`."""
    if way.kind == "people":
        return "1 more person" if way.count == 1 else f"{way.count} more people"
    return counted(way.count, "more shift")


def gained(difference: Difference) -> str:
    """A difference as tables have it; nothing where it is not a number."""
    return gain(difference) if math.isfinite(difference.mean) else ""
