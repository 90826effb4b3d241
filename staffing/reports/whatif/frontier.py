"""How many agents: the verdict over the headcounts tried, in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from staffing.reports.plain_text import percent, plain, sentence_case
from staffing.reports.verdict import share_text
from staffing.reports.whatif.words import kept, runs, way_out_text
from staffing.scenarios.figures import Figures
from staffing.scenarios.whatif import Frontier

Row: TypeAlias = tuple[int, Figures]


def frontier_title(frontier: Frontier) -> str:
    """`How many agents, on the contract full_time`."""
    return f"How many agents, on the contract {plain(frontier.contract)}"


def frontier_sentences(frontier: Frontier, unit: str) -> list[str]:
    """Which headcounts keep the promise, which the band, which both; where none does both, what would come near.

    `unit` is the currency.
    """
    rows = [
        (heads, tried.figures) for heads, tried in zip(frontier.heads, frontier.tried, strict=True) if tried.figures
    ]
    if not rows:
        screened = any(tried.screen for tried in frontier.tried)
        return ["No roster was made for any headcount." if screened else "None of the headcounts tried has a roster."]
    if frontier.promise is None:
        return [*_no_promise(frontier, rows, unit), *_largest_in_band(frontier, rows)]
    verdict = f"{_promise(rows, frontier.promise)}; {_band(rows)}; {_both(frontier, rows)}."
    if frontier.both is not None:
        return [verdict]
    return [verdict, *_wider_band(rows, frontier.promise), *_largest_in_band(frontier, rows)]


def agents(heads: Sequence[int], verb: str) -> str:
    """`1 agent keeps`, `4 to 6 agents keep`."""
    if list(heads) == [1]:
        return f"1 agent {verb}s" if verb not in ("do", "are") else f"1 agent {'does' if verb == 'do' else 'is'}"
    return f"{runs(heads)} agents {verb}"


def _promise(rows: Sequence[Row], fewest: int) -> str:
    able = [heads for heads, figures in rows if figures.met]
    found = next(figures for heads, figures in rows if heads == fewest)
    which = "" if len(able) == 1 else f"{fewest}: "
    least = percent(found.probability_lower)
    share = f"{which}in {percent(found.probability_met)} of weeks, no less than {least}"
    return f"{agents(able, 'keep')} the promise ({share})"


def _band(rows: Sequence[Row]) -> str:
    within, band = _within(rows), _band_text(rows)
    if not within:
        return f"none of those tried keeps the utilization band ({band})"
    return f"{runs(within)} {'keeps' if len(within) == 1 else 'keep'} the utilization band ({band})"


def _both(frontier: Frontier, rows: Sequence[Row]) -> str:
    if frontier.both is None:
        return "none does both"
    able = [heads for heads, figures in rows if figures.met and "utilization" not in figures.missed]
    return f"{runs(able)} {'does' if len(able) == 1 else 'do'} both"


def _within(rows: Sequence[Row]) -> list[int]:
    return [heads for heads, figures in rows if "utilization" not in figures.missed]


def _band_text(rows: Sequence[Row]) -> str:
    low, high = rows[0][1].band
    return f"{share_text(low)} to {share_text(high)}"


def _wider_band(rows: Sequence[Row], fewest: int) -> Iterator[str]:
    """The utilization that the fewest agents who keep the promise have, and the band that would hold it."""
    used = next(figures for heads, figures in rows if heads == fewest)
    low, high = used.band
    if used.utilization < low:
        wider = f"a band from {math.floor(round(100 * used.utilization, 6))}% on"
    elif used.utilization > high:
        wider = f"a band up to {math.ceil(round(100 * used.utilization, 6))}%"
    else:
        return
    are = agents([fewest], "are")
    has = f"with a utilization of {percent(used.utilization)}: {wider} would hold both"
    yield f"{are} the fewest that {'keeps' if fewest == 1 else 'keep'} the promise, {has}."


def _largest_in_band(frontier: Frontier, rows: Sequence[Row]) -> Iterator[str]:
    """What the largest team within the band keeps, and could promise."""
    within = [(heads, figures) for heads, figures in rows if "utilization" not in figures.missed]
    if not within:
        if frontier.promise is None:
            yield sentence_case(f"{_band(rows)}.")
        return
    heads, figures = within[-1]
    low, high = within[0][0], within[-1][0]
    said = f"{agents([heads], 'are')} the most within the utilization band ({_band_text(rows)})"
    if low == high:
        said = f"{agents([heads], 'keep')} the utilization band ({_band_text(rows)})"
    yield f"{said}: with {'that agent' if heads == 1 else 'them'} {kept(figures)}{_could_promise(figures)}."


def _could_promise(figures: Figures) -> str:
    if figures.promisable_rate <= 0:
        return ""
    rate, weeks = percent(figures.promisable_rate), share_text(figures.confidence)
    return f", and {rate} on time could be promised in {weeks} of weeks"


def _no_promise(frontier: Frontier, rows: Sequence[Row], unit: str) -> Iterator[str]:
    """The headcount that comes nearest to the promise, and what would keep it there."""
    tried = runs(heads for heads, _ in rows)
    heads, nearest = max(rows, key=lambda row: (row[1].probability_met, -row[0]))
    come = "1 agent comes" if heads == 1 else f"{heads} agents come"
    yield f"None of the headcounts tried ({tried}) keeps the promise. {come} nearest: {kept(nearest)}."
    if nearest.way_out is not None:
        who = "that agent" if heads == 1 else f"these {heads}"
        yield f"To {who}: {way_out_text(nearest.way_out, unit)}."
