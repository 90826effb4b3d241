"""`whatif.md`: the answer to a what-if on one page, for people."""

from __future__ import annotations

from staffing.reports.markdown_page import table
from staffing.reports.plain_text import markdown
from staffing.reports.whatif.prices import NOTE as PRICES_NOTE
from staffing.reports.whatif.prices import TITLE as PRICES
from staffing.reports.whatif.sentences import base_sentence, common_sentence, difference_note, sections, title
from staffing.reports.whatif.table import (
    LEGEND,
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


def whatif_page(answer: WhatIf) -> str:
    """The whole page; whatever people wrote is escaped."""
    rows = [tuple(map(_cell, row)) for row in scenario_rows(answer)]
    left = [part for line in left_out(answer) for part in (markdown(line), "")]
    parts = [
        [f"# {markdown(title(answer))}"],
        [markdown(base_sentence(answer)) + "."],
        [markdown(common)] if (common := common_sentence(answer)) else [],
        ["## Scenarios", "", *table(scenario_columns(answer), rows), "", *left, markdown(LEGEND)],
        _differences(answer),
        *(_section(name, sentences) for name, sentences in sections(answer)),
        _changes(answer),
        _inputs(answer),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _cell(cell: Cell) -> str:
    figure, beside = cell
    return f"{figure} ({beside})" if beside else figure


def _differences(answer: WhatIf) -> list[str]:
    rows = difference_rows(answer)
    if not rows:
        return []
    lines = table(difference_columns(answer), rows)
    return ["## Differences to the base", "", *lines, "", markdown(difference_note(answer))]


def _section(name: str, sentences: list[str]) -> list[str]:
    note = [PRICES_NOTE, ""] if name == PRICES else []
    return [f"## {markdown(name)}", "", *note, *(f"- {markdown(sentence)}" for sentence in sentences)]


def _changes(answer: WhatIf) -> list[str]:
    """What each scenario sets."""
    rows = [
        (name_of(tried), key, words) for tried in chosen(everything(answer), MOST) for key, words in tried.scenario.set
    ]
    return ["## What each scenario sets", "", *table(("scenario", "key", "to"), rows)] if rows else []


def _inputs(answer: WhatIf) -> list[str]:
    workspace = answer.workspace
    rows = [(name, digest[:16]) for name, digest in sorted(workspace.digests.items())]
    known = f"As of {workspace.as_of.isoformat()}; seed {answer.seed}."
    return ["## Inputs", "", known, "", *table(("file", "sha256 begins"), rows)]
