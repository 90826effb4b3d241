"""The answer to a what-if on one page, for people."""

from __future__ import annotations

from collections.abc import Iterator

from staffing.reports.view.page import Block, Page, Picture, Section, Table, Text
from staffing.reports.whatif.conclusion import conclusion
from staffing.reports.whatif.picture import picture_words, whatif_picture
from staffing.reports.whatif.prices import NOTE as PRICES_NOTE
from staffing.reports.whatif.prices import TITLE as PRICES
from staffing.reports.whatif.sentences import SEARCH, answers, common_sentence, difference_note, remarks, title
from staffing.reports.whatif.table import (
    MISSED,
    MOST,
    Cell,
    difference_columns,
    difference_rows,
    left_out,
    scenario_columns,
    scenario_rows,
)
from staffing.reports.whatif.words import chosen, everything, name_of
from staffing.scenarios.whatif import WhatIf

PICTURE = "whatif.svg"
LEGEND = (
    f"{MISSED}: misses its target. In brackets: of cases on time the 95% interval, of weeks kept the lower end of "
    "theirs, and the worst day."
)


def whatif_page(answer: WhatIf) -> Page:
    """The whole page: what was asked, then all scenarios, and what is to be said of them."""
    return Page(title=title(answer), verdict=conclusion(answer), sections=tuple(_sections(answer)))


def _sections(answer: WhatIf) -> Iterator[Section]:
    for name, sentences in answers(answer):
        note = (Text(sentences=(PRICES_NOTE,)),) if name == PRICES else ()
        yield Section(title=name, blocks=(*note, Text(sentences=tuple(sentences), style="list")))
    yield Section(title="Scenarios", blocks=tuple(_scenarios(answer)))
    yield from _differences(answer)
    for name, sentences in remarks(answer):
        said = Text(sentences=tuple(sentences), style="list")
        yield Section(title=name, blocks=(said,), detail=name == SEARCH)
    yield from _changes(answer)
    yield _inputs(answer)


def _scenarios(answer: WhatIf) -> Iterator[Block]:
    common = common_sentence(answer)
    yield Text(sentences=(common,) if common else ())
    yield Picture(file=PICTURE, svg=whatif_picture(answer), words=picture_words(answer))
    rows = tuple(tuple(map(_cell, row)) for row in scenario_rows(answer))
    yield Table(columns=scenario_columns(answer), rows=rows)
    yield Text(sentences=(*left_out(answer), LEGEND))


def _cell(cell: Cell) -> str:
    figure, beside = cell
    return f"{figure} ({beside})" if beside else figure


def _differences(answer: WhatIf) -> Iterator[Section]:
    rows = tuple((name, *(cell.replace(" points", "") for cell in row)) for name, *row in difference_rows(answer))
    if rows:
        note = f"{difference_note(answer)} Those of shares are in points."
        table = Table(columns=difference_columns(answer), rows=rows)
        yield Section(title="Differences to the base", blocks=(table, Text(sentences=(note,))))


def _changes(answer: WhatIf) -> Iterator[Section]:
    """What each scenario sets."""
    rows = tuple(
        (name_of(tried), key, words) for tried in chosen(everything(answer), MOST) for key, words in tried.scenario.set
    )
    if rows:
        table = Table(columns=("scenario", "key", "to"), rows=rows)
        yield Section(title="What each scenario sets", blocks=(table,), detail=True)


def _inputs(answer: WhatIf) -> Section:
    workspace = answer.workspace
    rows = tuple((name, digest[:16]) for name, digest in sorted(workspace.digests.items()))
    known = Text(sentences=(f"As of {workspace.as_of.isoformat()}; seed {answer.seed}.",))
    return Section(title="Inputs", blocks=(known, Table(columns=("file", "sha256 begins"), rows=rows)), detail=True)
