"""What is said beside the tables of a what-if: targets missed, ways out, notes, failures, and what differences are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from staffing.reports.plain_text import counted, percent, plain
from staffing.reports.verdict import share_text
from staffing.reports.whatif.frontier import frontier_sentences, frontier_title
from staffing.reports.whatif.prices import TITLE as PRICES
from staffing.reports.whatif.prices import price_sentences
from staffing.reports.whatif.readiness import OPTIONS, option_sentences, readiness_sentences, readiness_title
from staffing.reports.whatif.words import TARGETS, currency, everything, kept, name_of, way_out_text
from staffing.scenarios.figures import Figures, Tried
from staffing.scenarios.whatif import WhatIf, rank

BEST = 5
"""So many of the screened scenarios are named in their order."""
MOST = 200
"""Sentences of a kind."""
SEARCH = "The search"
NAMED = 3
"""So many of those whose search was cut are named; more are counted."""
_LIMITS = {
    "work": "The search stopped at its limit of deterministic work in {}; the same inputs give the same rosters again.",
    "time": "The search was cut by its time limit in {}; another machine may find other rosters there.",
    "interrupt": "The search was interrupted in {}; what it had found until then is shown.",
}


def title(answer: WhatIf) -> str:
    """`Small desk: what if, 2026-03-02 to 2026-03-08`."""
    workspace = answer.workspace
    return f"{plain(workspace.team.team)}: what if, {workspace.first_day} to {workspace.last_day}"


def base_sentence(answer: WhatIf) -> str:
    """What the base gives: all differences are to it."""
    base = answer.base
    if base.figures is None:
        return f"{name_of(base)}: {plain(base.failure) or 'there is no roster'}"
    return (
        f"{name_of(base)}: {percent(base.figures.rate_mean)} of cases on time on average; {kept(base.figures)}, "
        f"promised in {share_text(base.figures.confidence)}: {'met' if base.figures.met else 'missed'}"
    )


def common_sentence(answer: WhatIf) -> str:
    """What all scenarios set and their names do not say; empty where there is nothing of that kind."""
    others = [tried for tried in answer.tried[1:] if tried.scenario.set]
    if len(others) < 2 or answer.readiness is not None:
        return ""
    shared = [pair for pair in others[0].scenario.set if all(pair in tried.scenario.set for tried in others)]
    unsaid = [pair for pair in shared if not all("=".join(pair) in tried.name for tried in others)]
    return f"In all scenarios: {', '.join(plain('='.join(pair)) for pair in unsaid)}." if unsaid else ""


def difference_note(answer: WhatIf) -> str:
    """What the differences are, and from when on they hold."""
    return (
        f"Differences are to {name_of(answer.base)}, on the same random weeks, each with its 95% interval. They hold "
        f"from the first planned day ({answer.workspace.first_day}) on; the days before it are the same in every "
        "scenario."
    )


def sections(answer: WhatIf, most: int = MOST) -> Iterator[tuple[str, list[str]]]:
    """Titles and sentences, in the order in which people ask; at most so many of a kind, and none without any."""
    yield from answers(answer, most)
    yield from remarks(answer, most)


def answers(answer: WhatIf, most: int = MOST) -> Iterator[tuple[str, list[str]]]:
    """What was asked beside scenarios: headcounts, a sale, prices."""
    found: list[tuple[str, list[str]]] = []
    if answer.frontier is not None:
        found.append((frontier_title(answer.frontier), frontier_sentences(answer.frontier, currency(answer))))
    if answer.readiness is not None:
        found.append((readiness_title(answer.readiness), readiness_sentences(answer)))
        found.append((OPTIONS, option_sentences(answer)))
    found.append((PRICES, [said for price in answer.prices for said in price_sentences(price, answer)]))
    yield from ((name, _first(said, most)) for name, said in found if said)


def remarks(answer: WhatIf, most: int = MOST) -> Iterator[tuple[str, list[str]]]:
    """What is to be said of all that was tried."""
    found = (
        ("Not planned", failures(answer)),
        ("Targets missed", missed(answer)),
        ("What would help to keep the promise", ways_out(answer)),
        ("The best of what was screened", ranked(answer) if answer.screened else []),
        ("What the scenarios did", notes(answer)),
        (SEARCH, search(answer)),
    )
    yield from ((name, _first(said, most)) for name, said in found if said)


def failures(answer: WhatIf) -> list[str]:
    """Why a scenario has no roster."""
    return [f"{name_of(tried)}: {plain(tried.failure).strip()}" for tried in everything(answer) if tried.failure]


def missed(answer: WhatIf) -> list[str]:
    """`base: the promise, the maximum age (97.3 h)`."""
    return _of_each(answer, lambda found: ", ".join(_target(found, name) for name in found.missed))


def ways_out(answer: WhatIf) -> list[str]:
    """What would keep a promise that is missed, by scenario."""
    unit = currency(answer)
    return _of_each(answer, lambda found: way_out_text(found.way_out, unit) if found.way_out else "")


def notes(answer: WhatIf) -> list[str]:
    """What a scenario did: who was taken away, who came."""
    return _of_each(answer, lambda found: "; ".join(map(plain, found.notes)))


def ranked(answer: WhatIf) -> list[str]:
    """The first few by rank: those that keep the promise, the cheapest first; then the likeliest."""
    able = [tried for tried in everything(answer) if tried.figures or tried.screen]
    lines = [f"{name_of(tried)}: {_share(tried)}" for tried in sorted(able, key=rank)[:BEST]]
    left = len(able) - BEST
    return [*lines, f"and {counted(left, 'more scenario')}"] if left > 0 else lines


def search(answer: WhatIf) -> list[str]:
    """What was cut short, and what screened figures are worth."""
    said = []
    able = [tried for tried in everything(answer) if tried.figures is not None]
    for limit, sentence in _LIMITS.items():
        cut = [tried for tried in able if tried.figures is not None and tried.figures.limit_hit == limit]
        if cut:
            said.append(sentence.format(_named(cut, len(able))))
    if answer.screened:
        said.append("What was only screened has no roster: its figures rank, and promise nothing.")
    if answer.interrupted:
        said.append("Interrupted: what was tried until then is shown.")
    return said


def _first(sentences: list[str], most: int) -> list[str]:
    left = len(sentences) - most
    return [*sentences[:most], f"and {left} more in whatif.json"] if left > 0 else sentences


def _of_each(answer: WhatIf, say: Callable[[Figures], str]) -> list[str]:
    pairs = ((tried, say(tried.figures)) for tried in everything(answer) if tried.figures is not None)
    return [f"{name_of(tried)}: {said}" for tried, said in pairs if said]


def _named(cut: Sequence[Tried], able: int) -> str:
    if len(cut) == able:
        return "every scenario" if able > 1 else name_of(cut[0])
    return ", ".join(map(name_of, cut)) if len(cut) <= NAMED else f"{len(cut)} of {able} scenarios"


def _target(found: Figures, name: str) -> str:
    shown = TARGETS.get(name, plain(name))
    return f"{shown} ({found.oldest_hours_p95:.1f} h)" if name == "maximum_age" else shown


def _share(tried: Tried) -> str:
    if tried.figures is not None:
        return kept(tried.figures)
    assert tried.screen is not None
    return f"screened, the promise is kept in {percent(tried.screen.probability_met)} of weeks"
