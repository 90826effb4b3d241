"""`hiring_gap.md`: one page that a recruiter can act on."""

from __future__ import annotations

from collections.abc import Iterable

from staffing.hiring.answer import HiringPlan, RolePlan
from staffing.reports.hiring.basis import (
    ASSUMPTION_COLUMNS,
    LIMITS,
    assumed_sentence,
    assumption_rows,
    definitions,
    solver_sentences,
)
from staffing.reports.hiring.coming import coming_lines
from staffing.reports.hiring.headline import enough, headline
from staffing.reports.hiring.sentences import (
    ahead_sentences,
    price_sentence,
    role_sentence,
    stop_gap_sentence,
    unpreventable_sentence,
    worst_sentence,
)
from staffing.reports.hiring.steps import date_steps, first_opening, funnel_steps, slip_sentence
from staffing.reports.hiring.tables import (
    DUE,
    GLANCE_COLUMNS,
    OPENING_COLUMNS,
    gap_columns,
    gap_rows_of,
    glance_rows,
    late_starts,
    left_out,
    opening_rows,
    sameness,
    week_step,
)
from staffing.reports.hiring.why import reasons
from staffing.reports.hiring.words import chosen_roles, name_of, people, title
from staffing.reports.markdown_page import table
from staffing.reports.plain_text import counted, markdown

PICTURE = "![What is required and who is available, week by week](hiring.svg)"
ROLES, ROWS, FEWEST, LENGTH = 6, 13, 4, 26
"""Roles that have a section; rows of their tables, alone and at least; rows of all tables, about."""


def hiring_page(plan: HiringPlan) -> str:
    """The whole page; whatever people wrote is escaped."""
    roles = chosen_roles(plan, ROLES)
    rows = max(FEWEST, min(ROWS, LENGTH // max(1, len(roles))))
    parts = [
        [f"# {markdown(title(plan))}"],
        [f"**{markdown(headline(plan))}** {markdown(' '.join([enough(plan), *reasons(plan)]))}"],
        [PICTURE],
        _openings(plan),
        _steps(plan),
        ["## Counted as under way", "", *_items(coming_lines(plan))],
        _glance(plan),
        *(_role(plan, role, rows) for role in roles),
        _more(plan, len(roles)),
        ["## Words", "", *_items(definitions(plan))],
        _basis(plan),
        ["## The search, and what the model leaves out", "", *_items([*solver_sentences(plan), " ".join(LIMITS)])],
        [_inputs(plan)],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _openings(plan: HiringPlan) -> list[str]:
    rows = opening_rows(plan)
    if not rows:
        return []
    more = [part for line in left_out(plan) for part in ("", markdown(line))]
    said = " ".join(filter(None, [late_starts(plan), slip_sentence(plan), DUE]))
    return ["## What to open", "", *table(OPENING_COLUMNS, rows), *more, "", markdown(said)]


def _steps(plan: HiringPlan) -> list[str]:
    """The dates and the funnel of one opening, for people who want to check them."""
    opening = first_opening(plan)
    if opening is None:
        return []
    what = f"## How the first date comes about ({name_of(opening.role)}, {people(opening.headcount)})"
    return [_heading(what), "", *_items([*date_steps(plan, opening), funnel_steps(plan, opening)])]


def _glance(plan: HiringPlan) -> list[str]:
    """All roles in a table, where there are several."""
    rows = glance_rows(plan)
    return ["## The roles at a glance", "", *table(GLANCE_COLUMNS, rows)] if len(rows) > 1 else []


def _role(plan: HiringPlan, role: RolePlan, rows: int) -> list[str]:
    step = week_step(len(plan.weeks), rows)
    every = "Every fourth week" if step == 4 else f"Every {step} weeks"
    under = f"{every}, and the largest gaps; all are in hiring_gap.csv. {sameness(plan, role)}"
    said = [
        worst_sentence(plan, role),
        stop_gap_sentence(plan, role),
        price_sentence(plan, role),
        *ahead_sentences(plan, role),
    ]
    return [
        _heading(f"## {name_of(role.staffed.id)}"),
        "",
        markdown(role_sentence(role)),
        "",
        *table(gap_columns(role), gap_rows_of(plan, role, rows)),
        "",
        markdown(under),
        "",
        f"> **What nobody hired now can prevent.** {markdown(unpreventable_sentence(plan, role))}",
        "",
        *_items(said),
    ]


def _more(plan: HiringPlan, shown: int) -> list[str]:
    left = len(plan.roles) - shown
    return [f"And {counted(left, 'more role')} without a section, all in hiring_gap.csv."] if left > 0 else []


def _basis(plan: HiringPlan) -> list[str]:
    rows = assumption_rows(plan)
    if not rows:
        return []
    said = assumed_sentence(plan)
    lead = [markdown(said), ""] if said else []
    return ["## What it rests on", "", *lead, *table(ASSUMPTION_COLUMNS, rows)]


def _inputs(plan: HiringPlan) -> str:
    known = f"As of {plan.workspace.as_of.isoformat()}; the sha256 of each input is in hiring.json."
    return markdown(known)


def _items(sentences: Iterable[str]) -> list[str]:
    return [f"- {markdown(sentence)}" for sentence in sentences]


def _heading(text: str) -> str:
    """A heading whose name people wrote."""
    marks, _, words = text.partition(" ")
    return f"{marks} {markdown(words)}"
