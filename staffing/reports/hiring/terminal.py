"""A hiring plan in the terminal: what to open by when, a chart of each role, and what nobody can prevent any more."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from staffing.hiring.answer import HiringPlan, Opening
from staffing.reports.console import bullet_list, say
from staffing.reports.hiring.basis import assumed_sentence, solver_sentences
from staffing.reports.hiring.chart import ASCII, BLOCKS, chart_lines
from staffing.reports.hiring.coming import coming_sentence
from staffing.reports.hiring.headline import enough, headline
from staffing.reports.hiring.sentences import (
    ahead_sentences,
    price_sentence,
    stop_gap_sentence,
    unpreventable_sentence,
    worst_sentence,
)
from staffing.reports.hiring.tables import (
    DUE,
    LATER,
    funnel,
    late_starts,
    left_out,
    shown_openings,
    slip_promise,
    slip_short,
)
from staffing.reports.hiring.why import reasons
from staffing.reports.hiring.words import chosen_roles, deadline, name_of, title
from staffing.reports.plain_text import counted

OPENINGS, ROLES, LEAST_NAME = 12, 6, 8
"""Openings in the table and charts that a screen has room for."""
WIDE = 76
"""From so many columns on there is room for what a delay costs."""
TO = " > "
COLUMNS = (
    "role", "people", "open by\naccepted by", "start\nfull speed", "candidates >\ninterviews > offers",
    "4 weeks late\npromise kept",
)  # fmt: skip


def print_hiring(out: Console, plan: HiringPlan) -> None:
    """The whole answer."""
    say(out, title(plan), "bold")
    say(out, headline(plan), "bold")
    say(out, enough(plan), "" if plan.met else "bold red")
    for line in [*reasons(plan), coming_sentence(plan)]:
        say(out, line)
    out.print()
    if plan.openings:
        out.print(_openings(plan, COLUMNS if out.width >= WIDE else COLUMNS[:-1]))
        for line in filter(None, [*left_out(plan, OPENINGS), late_starts(plan), DUE]):
            say(out, line)
        out.print()
    roles = chosen_roles(plan, ROLES)
    glyphs = ASCII if out.options.ascii_only else BLOCKS
    for role in roles:
        for at, line in enumerate(chart_lines(plan, role, out.width, glyphs)):
            out.print(Text(line, style="" if at else "bold"), no_wrap=True, overflow="crop", crop=True)
        out.print()
        said = [worst_sentence(plan, role), unpreventable_sentence(plan, role)]
        said += [stop_gap_sentence(plan, role), price_sentence(plan, role)]
        bullet_list(out, name_of(role.staffed.id), [*said, *ahead_sentences(plan, role)])
    if left := len(plan.roles) - len(roles):
        say(out, f"and {counted(left, 'more role')} in hiring_gap.csv")
    assumed = assumed_sentence(plan)
    bullet_list(out, "The search", [*solver_sentences(plan), *([assumed] if assumed else [])])


def _openings(plan: HiringPlan, columns: tuple[str, ...]) -> Table:
    """A row per opening, of two lines."""
    table = Table(box=None, padding=(0, 1, 0, 0), collapse_padding=True)
    table.add_column(Text(columns[0]), min_width=LEAST_NAME, overflow="fold")
    for name in columns[1:]:
        table.add_column(Text(name), no_wrap=True)
    for opening in shown_openings(plan, OPENINGS):
        table.add_row(*map(Text, _cells(plan, opening)[: len(columns)]))
    return table


def _cells(plan: HiringPlan, opening: Opening) -> tuple[str, ...]:
    return (
        name_of(opening.role),
        str(opening.headcount),
        f"{deadline(plan, opening.open_by)}\n{opening.accept_by}",
        f"{opening.start}\n{opening.useful_from}",
        funnel(opening, TO),
        _slip(plan, opening),
    )


def _slip(plan: HiringPlan, opening: Opening) -> str:
    short = slip_short(plan, opening)
    return "start after\nthese weeks" if short == LATER else f"{short} FTE-weeks\n{slip_promise(opening, TO)}"
