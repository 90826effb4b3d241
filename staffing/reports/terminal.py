"""A plan in the terminal: the week, the promise, the people, what was refused, where the files are."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from staffing.plan import Plan, hard_breaches
from staffing.reports.markdown_page import baseline_line
from staffing.reports.notes import assumptions, last_day, solver_sentences
from staffing.reports.people import planned_agents, shown_name
from staffing.reports.plain_text import percent, plain
from staffing.reports.refusals import refusals
from staffing.reports.verdict import Target
from staffing.reports.week_grid import WIDEST, Cell, WeekGrid, legend, week_grids

PIPED_WIDTH = 80
NAME_WIDTH = 16
BAR_WIDTH = 20
COLOURS = ("green", "cyan", "magenta", "yellow", "blue", "bright_red", "bright_green", "bright_cyan")


def console(*, stderr: bool = False) -> Console:
    """Where to print: as wide as the terminal, 80 columns of plain text when piped; text is never markup."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    return _Console(stderr=stderr, width=width, markup=False, highlight=False, emoji=False)


class _Console(Console):
    """A console that leaves a closed pipe to the command line, which knows the exit code."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def print_plan(out: Console, plan: Plan, targets: Iterable[Target]) -> None:
    """The whole plan, in the order in which people ask."""
    workspace = plan.outlook.workspace
    out.print(Text(plain(f"{workspace.team.team}, {workspace.first_day} to {last_day(workspace)}"), style="bold"))
    for grid in week_grids(plan):
        out.print(grid_table(grid))
    out.print(_legend(plan))
    out.print()
    for target in targets:
        say(out, target.sentence, "" if target.met else "bold red")
    if plan.baseline is not None:
        say(out, baseline_line(plan))
    out.print()
    out.print(people_table(plan))
    out.print()
    bullet_list(out, "Requests refused", (refusal.sentence for refusal in refusals(plan)))
    bullet_list(out, "Hard rules broken", (breach.note for breach in hard_breaches(plan)))
    bullet_list(out, "What limits this plan", (finding.message for finding in plan.outlook.findings))
    bullet_list(out, "What was assumed", assumptions(workspace))
    bullet_list(out, "The search", solver_sentences(plan))


def print_folder(out: Console, folder: Path, names: Iterable[str]) -> None:
    """Where the files are; the path stays on one line, so that it can be copied."""
    out.print(Text(f"Written to {plain(str(folder))}: {', '.join(names)}"), soft_wrap=True)


def say(out: Console, sentence: str, style: str = "") -> None:
    """One sentence of plain text."""
    out.print(Text(plain(sentence), style=style))


def grid_table(grid: WeekGrid) -> Table:
    """People x days."""
    table = Table(box=None, padding=(0, 1, 0, 0), collapse_padding=True)
    table.add_column("", max_width=NAME_WIDTH, no_wrap=True, overflow="ellipsis")
    for day in grid.dates:
        table.add_column(f"{day:%a %d}", max_width=WIDEST, no_wrap=True, overflow="ellipsis")
    table.add_column("hours", justify="right", no_wrap=True)
    for line in grid.lines:
        hours = Text(f"{line.paid_minutes / 60:g}")
        table.add_row(Text(line.name), *(_mark(cell) for cell in line.cells), hours)
    table.add_row(Text("people", style="dim"), *(Text(str(count), style="dim") for count in grid.people), Text())
    return table


def people_table(plan: Plan) -> Table:
    """Utilization of each person, as a bar and the range that holds 90% of weeks."""
    table = Table(box=None, padding=(0, 1, 0, 0), collapse_padding=True)
    table.add_column("utilization", max_width=NAME_WIDTH, no_wrap=True, overflow="ellipsis")
    for _ in range(3):
        table.add_column("", no_wrap=True)
    for agent, service in zip(planned_agents(plan.outlook), plan.service.agents, strict=True):
        share = service.utilization
        spread = f"{100 * share.p05:.0f}-{percent(share.p95, 0)} in 90% of weeks"
        table.add_row(Text(shown_name(agent)), Text(bar(share.mean)), Text(percent(share.mean, 0)), Text(spread))
    return table


def bar(share: float) -> str:
    """A share of 0 to 1 as a bar of fixed width."""
    filled = round(BAR_WIDTH * min(max(share, 0.0), 1.0))
    return "█" * filled + "░" * (BAR_WIDTH - filled)


def _mark(cell: Cell) -> Text:
    style = COLOURS[cell.shift % len(COLOURS)] if cell.shift >= 0 else "dim"
    return Text(cell.text, style=style)


def _legend(plan: Plan) -> Text:
    marks = Text()
    for number, (label, meaning) in enumerate(legend(plan)):
        marks.append(label, style=COLOURS[number % len(COLOURS)])
        marks.append(f" {plain(meaning)}; ")
    return marks.append("· off", style="dim")


def bullet_list(out: Console, title: str, sentences: Iterable[str]) -> None:
    """A title and its sentences; nothing where there are none."""
    found = list(sentences)
    if found:
        bullets = Table.grid(padding=(0, 1))
        for sentence in found:
            bullets.add_row("-", Text(plain(sentence)))
        out.print(Text(title, style="bold"), bullets, sep="\n")
        out.print()
