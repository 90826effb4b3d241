"""The answer to a what-if in the terminal: scenarios, their differences, a picture, and the verdict in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from staffing.reports.console import bullet_list, say
from staffing.reports.whatif.bars import LEGEND as BARS_LEGEND
from staffing.reports.whatif.bars import TITLE as BARS
from staffing.reports.whatif.bars import bar_lines
from staffing.reports.whatif.sentences import base_sentence, common_sentence, difference_note, sections, title
from staffing.reports.whatif.table import LEGEND, MISSED, NONE, Cell, difference_rows, left_out, scenario_rows
from staffing.reports.whatif.words import NO_ROSTER, chosen, costed, currency, everything
from staffing.scenarios.whatif import WhatIf

DIFFERENCES = "Differences to the base"
LEAST_NAME = 8
ROWS, ITEMS = 30, 12
"""Scenarios in a table and sentences of a kind that a screen has room for."""
WIDE = 100
"""From so many columns on the differences in occupancy have room."""


def print_whatif(out: Console, answer: WhatIf) -> None:
    """The whole answer."""
    out.print(Text(title(answer), style="bold"))
    say(out, base_sentence(answer))
    if common := common_sentence(answer):
        say(out, common)
    out.print()
    out.print(_scenarios(answer))
    for line in left_out(answer, ROWS):
        say(out, line)
    say(out, LEGEND, "dim")
    out.print()
    _print_bars(out, answer)
    differences = _differences(answer, out.width)
    if differences.row_count:
        out.print(Text(DIFFERENCES, style="bold"))
        out.print(differences)
        say(out, difference_note(answer), "dim")
        out.print()
    for name, sentences in sections(answer, ITEMS):
        bullet_list(out, name, sentences)


def _scenarios(answer: WhatIf) -> Table:
    """A row per scenario of two lines each; the cost stands below the hours."""
    cost = costed(answer)
    head = ("scenario", "on time", "kept", "worst day", "occ.", "util.", _hours(answer, cost), "people")
    table = _table(head, right_from=6)
    for name, *cells in scenario_rows(answer, ROWS):
        if cost:
            hours, (price, _), people = cells[-3:]
            cells = [*cells[:-3], (hours[0], "" if price == NONE else price), people]
        table.add_row(*(_cell(cell) for cell in (name, *cells)))
    return table


def _differences(answer: WhatIf, width: int) -> Table:
    """A row per scenario but the base, of two lines each: the difference, and its interval below."""
    cost = costed(answer)
    simulated = ("on time", "weeks kept", "utilization", "occupancy")[: 4 if width >= WIDE else 3]
    table = _table(("scenario", *simulated, _hours(answer, cost)), right_from=1 + len(simulated))
    for name, *cells in difference_rows(answer, ROWS):
        gains = [_cell(_split(cell)) for cell in cells[: len(simulated)]]
        spent = (cells[4], cells[5] if cost else "")
        table.add_row(Text(name), *gains, _cell(spent))
    return table


def _hours(answer: WhatIf, cost: bool) -> str:
    return f"paid h\n{currency(answer)}" if cost else "paid h"


def _table(head: Sequence[str], right_from: int) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), collapse_padding=True)
    table.add_column(Text(head[0]), min_width=LEAST_NAME, overflow="fold")
    for at, name in enumerate(head[1:], 1):
        table.add_column(Text(name), no_wrap=True, justify="right" if at >= right_from else "left")
    return table


def _cell(cell: Cell) -> Text:
    figure, beside = cell
    style = "bold red" if figure.endswith(MISSED) or figure == NO_ROSTER else ""
    text = Text(figure, style=style)
    return text if not beside else Text.assemble(text, "\n", (beside, "dim"))


def _split(shown: str) -> Cell:
    figure, found, between = shown.partition(" (")
    return (figure, f"({between}") if found else (figure, "")


def _print_bars(out: Console, answer: WhatIf) -> None:
    lines: Iterable[str] = bar_lines(chosen(everything(answer), ROWS), out.width)
    if not lines:
        return
    out.print(Text(BARS, style="bold"))
    for line in lines:
        out.print(Text(line), no_wrap=True, overflow="ellipsis", crop=True)
    say(out, BARS_LEGEND, "dim")
    out.print()
