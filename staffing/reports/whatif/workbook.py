"""A what-if as a workbook: every figure of every scenario as a number, what was asked, and what it was asked of."""

from __future__ import annotations

from collections.abc import Iterator

from staffing.reports.plain_text import counted, plain
from staffing.reports.view.sheets import Column, Sheet, TableSheet, Value, Workbook
from staffing.reports.whatif.answer_sheets import frontier_sheet, price_sheet, sale_sheet
from staffing.reports.whatif.cells import Columns, cells
from staffing.reports.whatif.sentences import base_sentence, common_sentence, difference_note, search, title
from staffing.reports.whatif.table import whatif_row
from staffing.reports.whatif.words import TARGETS, chosen, currency, everything, name_of
from staffing.scenarios.figures import Tried
from staffing.scenarios.whatif import WhatIf

MOST = 10_000
"""Scenarios in a sheet; of more the best are there, and all in `whatif.csv`."""
NAME = Column(head="scenario", width=30)
_SIMULATED = {"rate": "cases on time", "weeks": "weeks kept", "utilization": "utilization", "occupancy": "occupancy"}


def whatif_workbook(answer: WhatIf) -> Workbook:
    """All sheets; shares are fractions of 1."""
    found = (_scenarios(answer), _differences(answer), *_asked(answer), _settings(answer), _inputs(answer))
    return Workbook(title=title(answer), sheets=tuple(sheet for sheet in found if sheet is not None))


def _asked(answer: WhatIf) -> Iterator[Sheet]:
    if answer.frontier is not None:
        yield frontier_sheet(answer, answer.frontier)
    if answer.readiness is not None:
        yield sale_sheet(answer, answer.readiness)
    if answer.prices:
        yield price_sheet(answer)


def _scenarios(answer: WhatIf) -> Sheet:
    columns = _columns(currency(answer))
    return TableSheet(
        name="Scenarios",
        title=title(answer),
        notes=(base_sentence(answer), *filter(None, [common_sentence(answer)]), *search(answer), *_left_out(answer)),
        columns=tuple(columns.values()),
        rows=tuple(_scenario(columns, tried) for tried in chosen(everything(answer), MOST)),
    )


def _columns(unit: str) -> Columns:
    """By the columns of `whatif.csv`."""
    return {
        "name": NAME,
        "headcount": Column(head="people", form="number", width=8),
        "rate_mean": Column(head="cases on time", form="share"),
        "rate_low": Column(head="on time, 95% from", form="share"),
        "rate_high": Column(head="on time, 95% to", form="share"),
        "rate_p05": Column(head="on time, week P05", form="share"),
        "rate_p95": Column(head="on time, week P95", form="share"),
        "target": Column(head="promised on time", form="share"),
        "probability_met": Column(head="weeks kept", form="share", heat=True),
        "probability_lower": Column(head="weeks kept, no less than", form="share"),
        "confidence": Column(head="promised weeks", form="share"),
        "met": Column(head="promise kept", width=9),
        "missed": Column(head="targets missed", width=30),
        "worst_day": Column(head="worst day"),
        "worst_day_rate": Column(head="on time that day", form="share"),
        "oldest_hours_p95": Column(head="oldest case P95, h", form="hours"),
        "utilization": Column(head="utilization", form="share"),
        "occupancy": Column(head="occupancy", form="share"),
        "paid_hours": Column(head="paid hours", form="hours"),
        "cost": Column(head=f"cost, {unit}", form="money", width=14),
        "promisable_rate": Column(head="could be promised", form="share"),
        "price": Column(head="price of the plan", form="number"),
        "bound": Column(head="bound of the price", form="number"),
        "limit_hit": Column(head="search cut by"),
        "replications": Column(head="simulated", form="number"),
        "screened": Column(head="screened only", width=9),
        "failure": Column(head="why there is no roster", width=40),
    }


def _scenario(columns: Columns, tried: Tried) -> tuple[Value, ...]:
    row = {**whatif_row(tried), "name": name_of(tried)}
    missed = tried.figures.missed if tried.figures is not None else ()
    row["missed"] = ", ".join(TARGETS.get(name, plain(name)) for name in missed)
    return cells(columns, row)


def _differences(answer: WhatIf) -> Sheet | None:
    tried = [each for each in chosen(everything(answer), MOST) if each.compared is not None]
    columns = {"name": NAME}
    for name, shown in _SIMULATED.items():
        columns[f"{name}_difference"] = Column(head=shown, form="share")
        columns[f"{name}_difference_low"] = Column(head=f"{shown}, 95% from", form="share")
        columns[f"{name}_difference_high"] = Column(head=f"{shown}, 95% to", form="share")
    columns["headcount_difference"] = Column(head="people", form="number", width=8)
    columns["paid_hours_difference"] = Column(head="paid hours", form="hours")
    columns["cost_difference"] = Column(head=f"cost, {currency(answer)}", form="money", width=14)
    rows = tuple(cells(columns, {**whatif_row(each), "name": name_of(each)}) for each in tried)
    if not rows:
        return None
    return TableSheet(
        name="Differences",
        title="Differences to the base",
        notes=(difference_note(answer), "Differences of shares are in points."),
        columns=tuple(columns.values()),
        rows=rows,
    )


def _settings(answer: WhatIf) -> Sheet | None:
    every = chosen(everything(answer), MOST)
    rows = tuple((name_of(tried), plain(key), plain(words)) for tried in every for key, words in tried.scenario.set)
    if not rows:
        return None
    columns = (NAME, Column(head="key", width=30), Column(head="to", width=30))
    return TableSheet(name="Settings", title="What each scenario sets", columns=columns, rows=rows)


def _inputs(answer: WhatIf) -> Sheet:
    workspace = answer.workspace
    return TableSheet(
        name="Inputs",
        title="What it was asked of",
        notes=(f"As of {workspace.as_of.isoformat()}; seed {answer.seed}.",),
        columns=(Column(head="file", width=30), Column(head="sha256", width=66)),
        rows=tuple((plain(name), digest) for name, digest in sorted(workspace.digests.items())),
    )


def _left_out(answer: WhatIf) -> Iterator[str]:
    left = len(everything(answer)) - MOST
    if left > 0:
        yield f"and {counted(left, 'more scenario')}, all in whatif.csv"
