"""A sale: what it does to the weeks it touches, and the ways to meet it, in sentences."""

from __future__ import annotations

from staffing.reports.differences import gain
from staffing.reports.plain_text import percent, plain
from staffing.reports.verdict import share_text
from staffing.reports.whatif.words import TARGETS, added, currency, kept
from staffing.scenarios.apply import replaces
from staffing.scenarios.figures import Figures, Tried
from staffing.scenarios.whatif import Option, Readiness, WhatIf

_KINDS = {
    "overtime": "overtime of everybody",
    "leave_freeze": "no leave in these weeks",
    "overtime_and_leave_freeze": "overtime of everybody and no leave in these weeks",
    "planned_lateness": "planned lateness",
}
OPTIONS = "Ways to meet it, the best first"


def readiness_title(readiness: Readiness) -> str:
    """`Readiness for mega sale, 2026-12-12`."""
    return f"Readiness for {plain(readiness.event.name).strip()}, {readiness.event.date}"


def readiness_sentences(answer: WhatIf) -> list[str]:
    """The sale with the days it touches, the weeks without it, and with it and the team as it is."""
    sale = answer.readiness
    if sale is None:
        return []
    uplift = _uplift(sale.event.uplift)
    name = plain(sale.event.name).strip()
    known = [event for event in answer.workspace.events if replaces(sale.event, event)]
    usual = "Without it" if not known else f"As events.csv has it already{_uplift(known[0].uplift)}"
    return [
        f"{name}{uplift} touches {sale.first_touched} to {sale.last_touched}.",
        f"{usual} {_outcome(sale.usual)}.",
        f"With it as asked and the team as it is {_outcome(sale.as_it_is)}{_against(sale.as_it_is)}.",
        *(["Nothing has to be done."] if needs_nothing(sale) else []),
    ]


def needs_nothing(sale: Readiness) -> bool:
    """Whether the team as it is meets every target with the sale."""
    found = sale.as_it_is.figures
    return found is not None and found.met and not found.missed


def _uplift(uplift: float | None) -> str:
    return "" if uplift is None else f" (x{uplift:g})"


def option_sentences(answer: WhatIf) -> list[str]:
    """A sentence for each option, in the order given: those that reach the promise first."""
    sale = answer.readiness
    return [] if sale is None else [_option(option, currency(answer)) for option in sale.options]


def _option(option: Option, unit: str) -> str:
    figures = option.tried.figures
    what = option_text(option)
    if figures is None:
        return f"{what}: {_outcome(option.tried)}"
    cost = added(option.paid_hours, option.cost, unit)
    said = f"promise kept in {percent(figures.probability_met)} of weeks, {cost}"
    return f"{what}: {said}" if option.reaches else f"{what}: not enough, {said}{_why_not(figures)}"


def option_text(option: Option) -> str:
    """`borrow 2 people from 2026-12-10 for 10 days`, `overtime of everybody`."""
    if option.kind == "borrowed":
        people = "1 person" if option.people == 1 else f"{option.people} people"
        days = "1 day" if option.days == 1 else f"{option.days} days"
        return f"borrow {people} from {option.start} for {days}"
    what = _KINDS.get(option.kind, plain(option.kind))
    if option.kind != "planned_lateness":
        return what
    return f"{what}, which promises less ({share_text(option.rate)} on time, and no floor for single days)"


def _why_not(figures: Figures) -> str:
    """What stands against an option that keeps the promise."""
    if not figures.met or "maximum_age" not in figures.missed:
        return ""
    return f"; but {TARGETS['maximum_age']} is passed ({figures.oldest_hours_p95:.1f} h)"


def _outcome(tried: Tried) -> str:
    if tried.figures is not None:
        return kept(tried.figures)
    return f"there is no roster: {plain(tried.failure).rstrip('.')}" if tried.failure else "there is no roster"


def _against(tried: Tried) -> str:
    return "" if tried.compared is None else f"; in weeks kept {gain(tried.compared.weeks)}"
