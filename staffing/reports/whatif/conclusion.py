"""What a what-if comes to: the base in a sentence, the answer in another, and the figures beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from staffing.reports.plain_text import counted, percent, plain
from staffing.reports.verdict import share_text
from staffing.reports.view.page import Figure, Verdict
from staffing.reports.whatif.frontier import agents
from staffing.reports.whatif.readiness import needs_nothing, option_sentences
from staffing.reports.whatif.sentences import base_sentence
from staffing.reports.whatif.words import added, currency, kept, name_of, number, runs
from staffing.scenarios.figures import Figures, Tried
from staffing.scenarios.whatif import Frontier, Readiness, WhatIf, rank

KEPT = "weeks that keep the promise"


def conclusion(answer: WhatIf) -> Verdict:
    """The verdict of the page; `met` is whether the base keeps the promise."""
    found = answer.base.figures
    return Verdict(
        mark=f"{plain(answer.base.name)}: promise {'met' if found is not None and found.met else 'missed'}",
        sentence=f"{base_sentence(answer).rstrip('.')}.",
        range=" ".join(_answers(answer)),
        met=found is not None and found.met,
        figures=tuple(_figures(answer)),
    )


def _answers(answer: WhatIf) -> Iterator[str]:
    """A sentence for each thing that was asked and has one answer; prices have none."""
    if answer.readiness is not None:
        yield _sale(answer, answer.readiness)
        return
    if answer.frontier is not None:
        yield _heads(answer.frontier)
    if others := _asked(answer):
        yield _scenarios(others)


def _asked(answer: WhatIf) -> list[Tried]:
    """The scenarios asked by name, with what came of them: nothing of a sale, a frontier or prices."""
    on_frontier = answer.frontier.tried if answer.frontier is not None else ()
    priced = [tried for price in answer.prices for tried in (price.tighter, price.easier) if tried is not None]
    left_out = {id(each) for each in (*on_frontier, *priced)}
    return [tried for tried in answer.tried[1:] if id(tried) not in left_out]


def _scenarios(others: Sequence[Tried]) -> str:
    able = [(tried, tried.figures) for tried in others if tried.figures is not None]
    if not able:
        return "No roster was made for any scenario."
    best, found = min(able, key=lambda each: rank(each[0]))
    keeping = sum(each.met for _, each in able)
    if len(others) == 1:
        return f"{name_of(best)}: {kept(found)}."
    of_all = f"of the {counted(len(others), 'scenario')}"
    if not keeping:
        return f"None {of_all} keeps the promise; the nearest is {name_of(best)}: {kept(found)}."
    do = f"{keeping} {of_all} {'keeps' if keeping == 1 else 'keep'} the promise"
    if keeping == len(others):
        do = f"{'Both' if keeping == 2 else f'All {keeping}'} scenarios keep the promise"
    which = "it is" if keeping == 1 else "the cheapest of them is"
    return f"{do}; {which} {name_of(best)}: {kept(found)}."


def _heads(frontier: Frontier) -> str:
    tried = runs(frontier.heads)
    if frontier.promise is None:
        return f"None of the headcounts tried ({tried}) keeps the promise."
    do = "keeps" if frontier.promise == 1 else "keep"
    said = f"Of the headcounts tried ({tried}), {agents([frontier.promise], 'are')} the fewest that {do} the promise"
    if frontier.both is None:
        return f"{said}; none that does keeps the utilization band as well."
    if frontier.both == frontier.promise:
        return f"{said}, and the utilization band as well."
    return f"{said}; {agents([frontier.both], 'are')} the fewest that keep the utilization band as well."


def _sale(answer: WhatIf, sale: Readiness) -> str:
    name = plain(sale.event.name).strip()
    if needs_nothing(sale):
        return f"With {name} the team as it is keeps every target: nothing has to be done."
    if not sale.options:
        return f"No way to meet {name} was tried."
    best = option_sentences(answer)[0]
    if sale.options[0].reaches:
        return f"The best way found to meet {name}: {best}."
    if len(sale.options) == 1:
        return f"The one way tried to meet {name} is {best}."
    return f"None of the {len(sale.options)} ways tried to meet {name} is enough; the best is {best}."


def _figures(answer: WhatIf) -> Iterator[Figure]:
    base, sale = answer.base, answer.readiness
    yield from _of_base(base)
    if sale is not None:
        yield from _of_sale(answer, sale)
        return
    if answer.frontier is not None:
        yield from _of_frontier(answer.frontier)
    others = _asked(answer)
    keeping = sum(tried.figures is not None and tried.figures.met for tried in others)
    if others:
        yield Figure(name="scenarios that keep the promise", reached=f"{keeping} of {len(others)}", wanted="", met=None)


def _of_base(base: Tried) -> Iterator[Figure]:
    found, name = base.figures, name_of(base)
    if found is None:
        return
    yield _weeks(f"{name}: {KEPT}", found)
    low, high = found.band
    yield Figure(
        name=f"{name}: utilization",
        reached=percent(found.utilization),
        wanted=f"{share_text(low)} to {share_text(high)}",
        met="utilization" not in found.missed,
    )
    yield Figure(name=f"{name}: paid hours", reached=number(found.paid_hours), wanted="", met=None)


def _of_frontier(frontier: Frontier) -> Iterator[Figure]:
    pairs = (("promise", frontier.promise), ("utilization band", frontier.band), ("both", frontier.both))
    for name, fewest in pairs:
        what = "fewest agents that keep both" if name == "both" else f"fewest agents that keep the {name}"
        reached = "none" if fewest is None else str(fewest)
        reached = f"{reached} (tried: {runs(frontier.heads)})"
        yield Figure(name=what, reached=reached, wanted="", met=None)


def _of_sale(answer: WhatIf, sale: Readiness) -> Iterator[Figure]:
    if sale.as_it_is.figures is not None:
        yield _weeks(f"with it, the team as it is: {KEPT}", sale.as_it_is.figures)
    best = next(iter(sale.options), None)
    if best is None or best.tried.figures is None or needs_nothing(sale):
        return
    yield _weeks(f"the best way: {KEPT}", best.tried.figures)
    cost = added(best.paid_hours, best.cost, currency(answer))
    yield Figure(name="the best way: what it takes", reached=cost, wanted="", met=None)


def _weeks(name: str, found: Figures) -> Figure:
    return Figure(name=name, reached=percent(found.probability_met), wanted=share_text(found.confidence), met=found.met)
