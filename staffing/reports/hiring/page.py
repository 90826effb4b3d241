"""A hiring plan on one page that a recruiter can act on."""

from __future__ import annotations

from collections.abc import Iterator

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
from staffing.reports.hiring.conclusion import conclusion
from staffing.reports.hiring.picture import hiring_picture, picture_words
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
from staffing.reports.hiring.words import chosen_roles, name_of, people, title
from staffing.reports.plain_text import counted
from staffing.reports.view.page import Page, Picture, Section, Table, Text

PICTURE = "hiring.svg"
ROLES, ROWS, FEWEST, LENGTH = 6, 13, 4, 26
"""Roles that have a section; rows of their tables, alone and at least; rows of all tables, about."""


def hiring_page(plan: HiringPlan) -> Page:
    """The whole page: what to open by when in the verdict, then what it rests on."""
    known = f"As of {plan.workspace.as_of.isoformat()}; the sha256 of each input is in hiring.json."
    return Page(title=title(plan), verdict=conclusion(plan), sections=tuple(_sections(plan)), note=known)


def _sections(plan: HiringPlan) -> Iterator[Section]:
    roles = chosen_roles(plan, ROLES)
    rows = max(FEWEST, min(ROWS, LENGTH // max(1, len(roles))))
    yield from _openings(plan)
    drawn = Picture(file=PICTURE, svg=hiring_picture(plan), words=picture_words(plan))
    yield Section(title="Required and available, week by week", blocks=(drawn,))
    yield from _steps(plan)
    yield Section(title="Counted as under way", blocks=(_list(*coming_lines(plan)),))
    yield from _glance(plan, len(roles))
    for role in roles:
        yield _role(plan, role, rows)
    yield Section(title="Words", blocks=(_list(*definitions(plan)),))
    yield from _basis(plan)
    search = _list(*solver_sentences(plan), " ".join(LIMITS))
    yield Section(title="The search, and what the model leaves out", blocks=(search,), detail=True)


def _openings(plan: HiringPlan) -> Iterator[Section]:
    if rows := opening_rows(plan):
        said = " ".join(filter(None, [late_starts(plan), slip_sentence(plan), DUE]))
        table = Table(columns=OPENING_COLUMNS, rows=tuple(rows))
        yield Section(title="What to open", blocks=(table, Text(sentences=(*left_out(plan), said))))


def _steps(plan: HiringPlan) -> Iterator[Section]:
    """The dates and the funnel of one opening, for people who want to check them."""
    opening = first_opening(plan)
    if opening is not None:
        what = f"How the first date comes about ({name_of(opening.role)}, {people(opening.headcount)})"
        said = _list(*date_steps(plan, opening), funnel_steps(plan, opening))
        yield Section(title=what, blocks=(said,), detail=True)


def _glance(plan: HiringPlan, shown: int) -> Iterator[Section]:
    """All roles in a table, where there are several."""
    rows, left = glance_rows(plan), len(plan.roles) - shown
    if len(rows) > 1:
        more = (f"And {counted(left, 'more role')} without a section, all in hiring_gap.csv.",) if left > 0 else ()
        table = Table(columns=GLANCE_COLUMNS, rows=tuple(rows))
        yield Section(title="The roles at a glance", blocks=(table, Text(sentences=more)))


def _role(plan: HiringPlan, role: RolePlan, rows: int) -> Section:
    step = week_step(len(plan.weeks), rows)
    every = "Every fourth week" if step == 4 else f"Every {step} weeks"
    under = f"{every}, and the largest gaps; all are in hiring_gap.csv. {sameness(plan, role)}"
    limit = f"What nobody hired now can prevent. {unpreventable_sentence(plan, role)}"
    said = [worst_sentence(plan, role), stop_gap_sentence(plan, role), price_sentence(plan, role)]
    return Section(
        title=name_of(role.staffed.id),
        blocks=(
            Text(sentences=(role_sentence(role),)),
            Table(columns=gap_columns(role), rows=tuple(gap_rows_of(plan, role, rows))),
            Text(sentences=(under.strip(),)),
            Text(sentences=(limit,), style="note"),
            _list(*said, *ahead_sentences(plan, role)),
        ),
    )


def _basis(plan: HiringPlan) -> Iterator[Section]:
    if rows := assumption_rows(plan):
        said = tuple(filter(None, [assumed_sentence(plan)]))
        table = Table(columns=ASSUMPTION_COLUMNS, rows=tuple(rows))
        yield Section(title="What it rests on", blocks=(Text(sentences=said), table), detail=True)


def _list(*sentences: str) -> Text:
    return Text(sentences=sentences, style="list")
