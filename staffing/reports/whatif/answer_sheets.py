"""The sheets of what was asked beside scenarios: headcounts, a sale, what one step of a target costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from staffing.reports.plain_text import plain
from staffing.reports.view.sheets import Column, Sheet, TableSheet, Value
from staffing.reports.whatif.cells import cell_value
from staffing.reports.whatif.frontier import frontier_sentences, frontier_title
from staffing.reports.whatif.prices import NOTE, TITLE, after_step, price_sentences
from staffing.reports.whatif.readiness import option_text, readiness_sentences, readiness_title
from staffing.reports.whatif.table import whatif_row
from staffing.reports.whatif.words import currency, name_of
from staffing.scenarios.figures import Tried
from staffing.scenarios.whatif import Frontier, Option, Price, Readiness, WhatIf

_WEEKS = (
    Column(head="weeks kept", form="share", heat=True),
    Column(head="weeks kept, no less than", form="share"),
    Column(head="promise kept", width=9),
)
_WEEK_FIGURES = ("probability_met", "probability_lower", "met")


def frontier_sheet(answer: WhatIf, frontier: Frontier) -> Sheet:
    """A row per headcount."""
    columns = (
        Column(head="agents planned", form="number"),
        Column(head="scenario", width=24),
        *_WEEKS,
        Column(head="utilization", form="share"),
        Column(head="utilization band kept", width=12),
        Column(head="paid hours", form="hours"),
        _cost(answer, "cost"),
        Column(head="why there is no roster", width=40),
    )
    rows = (_headcount(heads, tried) for heads, tried in zip(frontier.heads, frontier.tried, strict=True))
    return TableSheet(
        name="Frontier",
        title=frontier_title(frontier),
        notes=tuple(frontier_sentences(frontier, currency(answer))),
        columns=columns,
        rows=tuple(rows),
    )


def _headcount(heads: int, tried: Tried) -> tuple[Value, ...]:
    row, found = whatif_row(tried), tried.figures
    return _values(
        heads,
        name_of(tried),
        *_of(row, *_WEEK_FIGURES, "utilization"),
        None if found is None else "utilization" not in found.missed,
        *_of(row, "paid_hours", "cost", "failure"),
    )


def sale_sheet(answer: WhatIf, sale: Readiness) -> Sheet:
    """The weeks without the sale, with it, and a row per way to meet it, the best first."""
    columns = (
        Column(head="way", width=44),
        Column(head="enough", width=9),
        Column(head="people borrowed", form="number"),
        Column(head="days", form="number", width=8),
        Column(head="from"),
        Column(head="promised on time", form="share"),
        *_WEEKS,
        Column(head="oldest case P95, h", form="hours"),
        Column(head="paid hours more", form="hours"),
        _cost(answer, "cost more"),
        Column(head="why there is no roster", width=40),
    )
    before = ((sale.usual, "without the sale as asked"), (sale.as_it_is, "with it, the team as it is"))
    rows = [_values(said, *[None] * 4, *_sale_figures(tried), None, None, tried.failure) for tried, said in before]
    return TableSheet(
        name="Sale",
        title=readiness_title(sale),
        notes=tuple(readiness_sentences(answer)),
        columns=columns,
        rows=(*rows, *map(_option, sale.options)),
    )


def _sale_figures(tried: Tried) -> list[Any]:
    return _of(whatif_row(tried), "target", *_WEEK_FIGURES, "oldest_hours_p95")


def _option(option: Option) -> tuple[Value, ...]:
    borrowed = (option.people or None, option.days or None, option.start)
    known = option.tried.figures is not None
    more = (option.paid_hours, option.cost) if known else (None, None)
    return _values(
        option_text(option), option.reaches, *borrowed, *_sale_figures(option.tried), *more, option.tried.failure
    )


def price_sheet(answer: WhatIf) -> Sheet:
    """A row per target and side, as far as it was tried."""
    columns = (
        Column(head="target", width=26),
        Column(head="from", form="number"),
        Column(head="to", form="number"),
        Column(head="side", width=10),
        *_WEEKS,
        Column(head="paid hours more", form="hours"),
        _cost(answer, "cost more"),
        Column(head="search cut by"),
        Column(head="in words", width=110),
    )
    rows = (row for price in answer.prices for row in _price(price, answer))
    return TableSheet(name="Prices", title=TITLE, notes=(NOTE,), columns=columns, rows=tuple(rows))


def _price(price: Price, answer: WhatIf) -> Iterator[tuple[Value, ...]]:
    sides = [(tried, tight) for tried, tight in ((price.tighter, True), (price.easier, False)) if tried is not None]
    for (tried, tight), said in zip(sides, price_sentences(price, answer), strict=True):
        row = whatif_row(tried)
        side = "tighter" if tight else "easier"
        yield _values(
            plain(price.key),
            price.before,
            after_step(price, tried, tight),
            side,
            *_of(row, *_WEEK_FIGURES, "paid_hours_difference", "cost_difference", "limit_hit"),
            said,
        )


def _cost(answer: WhatIf, name: str) -> Column:
    return Column(head=f"{name}, {currency(answer)}", form="money", width=14)


def _of(row: dict[str, Any], *names: str) -> list[Any]:
    return [row[name] for name in names]


def _values(*values: Any) -> tuple[Value, ...]:
    return tuple(map(cell_value, values))
