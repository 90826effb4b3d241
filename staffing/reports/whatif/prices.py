"""What one step of a target costs at the margin, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from staffing.documents.scenario import Change
from staffing.reports.plain_text import percent, plain, sentence_case
from staffing.reports.verdict import share_text
from staffing.reports.whatif.words import added, amounts, currency, helpers
from staffing.scenarios.figures import Figures, Tried
from staffing.scenarios.whatif import Price, WhatIf

TITLE = "What one step of a target costs"
NOTE = (
    "Each step is a plan of its own, less the base's: hours and money a week that the search found, not proven to be "
    "the least."
)
_OF = {
    "rate_24h": "promise", "confidence": "promise", "day_floor": "day_floor", "maximum_age_hours": "maximum_age",
    "occupancy_max": "occupancy", "min": "utilization", "max": "utilization",
}  # fmt: skip
_CUT = {
    "work": "; the search stopped at its limit of work",
    "time": "; the search was cut by its time limit",
    "interrupt": "; the search was interrupted",
}


def price_sentences(price: Price, answer: WhatIf) -> list[str]:
    """A sentence for the tighter target, then one for the easier one, as far as they were tried."""
    return [
        sentence_case(f"{_step(price, tried, tight)} {_outcome(price, tried, tight, answer)}.")
        for tried, tight in ((price.tighter, True), (price.easier, False))
        if tried is not None
    ]


def _step(price: Price, tried: Tried, tight: bool) -> str:
    """`one point more of rate_24h (90% to 91%)`."""
    after = after_step(price, tried, tight)
    key = plain(price.key.removeprefix("targets."))
    way = "more" if after > price.before else "less"
    span = f"{_value(price, price.before)} to {_value(price, after)}"
    return f"{_size(price, abs(after - price.before))} {way} of {key} ({span})"


def after_step(price: Price, tried: Tried, tight: bool) -> float:
    """What the target becomes, as the scenario has it."""
    for key, words in tried.scenario.set:
        change = Change.of(words)
        if change is not None and key.removeprefix("targets.") == price.key.removeprefix("targets."):
            return change.after(price.before)
    falls = _own(price) in ("maximum_age", "occupancy") or price.key.endswith("max")
    return price.before + (-price.step if tight == falls else price.step)


def _is_share(price: Price) -> bool:
    return not price.key.endswith("hours")


def _size(price: Price, size: float) -> str:
    shown = f"{100 * size if _is_share(price) else size:.6g}"
    unit = "point" if _is_share(price) else "hour"
    return f"one {unit}" if shown == "1" else f"{shown} {unit}s"


def _value(price: Price, value: float) -> str:
    return share_text(value) if _is_share(price) else f"{value:g} h"


def _own(price: Price) -> str:
    return _OF.get(price.key.rpartition(".")[2], "promise")


def _outcome(price: Price, tried: Tried, tight: bool, answer: WhatIf) -> str:
    figures = tried.figures
    if figures is None:
        return f"could not be planned: {plain(tried.failure).rstrip('.')}"
    cut = _CUT.get(figures.limit_hit, "")
    if not figures.met or _own(price) in figures.missed:
        return _missed(price, figures, tight, currency(answer)) + cut
    return f"{_cost(tried, tight, answer)}: the promise is kept in {percent(figures.probability_met)} of weeks{cut}"


def _missed(price: Price, figures: Figures, tight: bool, unit: str) -> str:
    said = "cannot be kept with these people" if tight else "cannot be kept with these people either"
    if figures.met:
        return f"{said}: the promise is, {plain(price.key.removeprefix('targets.'))} is not"
    way, share = figures.way_out, percent(figures.probability_met)
    if way is not None and way.met:
        more = added(way.paid_hours, way.cost, unit)
        return f"{said}: {helpers(way)} would, in {percent(way.probability)} of weeks, for {more} (without, {share})"
    return f"{said}: the promise would be kept in {share} of weeks"


def _cost(tried: Tried, tight: bool, answer: WhatIf) -> str:
    """`costs nothing`, `costs 16 paid hours and 1,040,000 IDR a week`, `costs 4 paid hours and saves 20 EUR a week`."""
    found, weeks = tried.compared, answer.workspace.weeks
    if found is None:
        return "is kept"
    parts = amounts(found.paid_hours / weeks, found.cost / weeks, currency(answer))
    if not parts:
        return "costs nothing" if tight else "saves nothing"
    return f"{' and '.join(_verbs(parts))} a week"


def _verbs(parts: list[tuple[bool, str]]) -> Iterator[str]:
    """Each amount with its verb, which is said once where it does not change."""
    before: bool | None = None
    for more, text in parts:
        yield text if more == before else f"{'costs' if more else 'saves'} {text}"
        before = more
