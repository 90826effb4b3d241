"""A plan in the terminal: the week, the promise, the people, what was refused, where the files are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from staffing.plan import Outlook, Plan, hard_breaches
from staffing.reports.baseline import baseline_line
from staffing.reports.breach_list import breach_sentence, priced_rules
from staffing.reports.calibration import calibration_lines
from staffing.reports.console import bullet_list, say
from staffing.reports.crowd import MOST as CROWD
from staffing.reports.crowd import crowd_grids, site_uses
from staffing.reports.labour_law import TITLE as LABOUR_LAW
from staffing.reports.labour_law import law_lines, notices
from staffing.reports.notes import assumptions, cut_far_off, solver_sentences
from staffing.reports.pay import pay_line
from staffing.reports.people import by_site, planned_agents, shown_name
from staffing.reports.plain_text import counted, percent, plain
from staffing.reports.price_list import TITLE, price_lines, price_sentence
from staffing.reports.queue_service import queue_lines
from staffing.reports.refusals import refusals
from staffing.reports.remedies import TITLE as REMEDIES
from staffing.reports.remedies import remedy_sentences
from staffing.reports.risk import risk_line
from staffing.reports.skills import skill_lines
from staffing.reports.training import LINE_COLUMNS, training_lines
from staffing.reports.training import NOTE as TRAINING_NOTE
from staffing.reports.training import TITLE as TRAINING
from staffing.reports.verdict import Target, range_line
from staffing.reports.weak_spots import TITLE as WEAK_SPOTS
from staffing.reports.weak_spots import weak_spot_lines
from staffing.reports.week_grid import Cell, WeekGrid, legend, week_grids
from staffing.result import Violation

NAME_WIDTH = 16
HOURS_WIDTH = 6
NARROWEST = 3
BAR_WIDTH = 20
FINDINGS = 8
SKILLS = "Who serves what"
COLOURS = ("green", "cyan", "magenta", "yellow", "blue", "bright_red", "bright_green", "bright_cyan")


def print_plan(out: Console, plan: Plan, targets: Iterable[Target], *, stored: bool = True) -> None:
    """The whole plan, in the order in which people ask; `stored`: a run folder holds what is left out here."""
    workspace, more = plan.outlook.workspace, "in report.html" if stored else "in report.html of a run (--out)"
    out.print(Text(plain(f"{workspace.team.team}, {workspace.first_day} to {workspace.last_day}"), style="bold"))
    widest = max(NARROWEST, (out.width - NAME_WIDTH - 1 - HOURS_WIDTH) // 7 - 1)
    crowd = plan.outlook.problem.agents > CROWD
    for grid in (crowd_grids if crowd else week_grids)(plan, widest):
        out.print(grid_table(grid))
    out.print(_legend(plan, widest))
    if crowd:
        say(out, f"the weeks of all {plan.outlook.problem.agents:,} people are {more}")
    out.print()
    for target in targets:
        say(out, target.sentence, "" if target.met else "bold red")
        if target.name == "promise":
            say(out, range_line(plan))
            if warning := cut_far_off(plan):
                say(out, warning, "bold red")
            for line in queue_lines(plan):
                say(out, line)
            say(out, risk_line(plan))
    if plan.baseline is not None:
        say(out, baseline_line(plan))
    if paid := pay_line(plan):
        say(out, paid)
    out.print()
    out.print(sites_table(plan) if crowd else people_table(plan))
    out.print()
    bullet_list(out, SKILLS, skill_lines(plan.outlook))
    _print_training(out, plan)
    bullet_list(out, "Hard rules broken", map(partial(breach_sentence, plan.outlook), hard_breaches(plan)), style="red")
    bullet_list(out, REMEDIES, remedy_sentences(plan))
    bullet_list(out, WEAK_SPOTS, weak_spot_lines(plan))
    refused = [refusal.sentence for refusal in refusals(plan)]
    bullet_list(out, "Requests refused", _first(refused, more) if crowd else refused)
    bullet_list(out, TITLE, price_lines(plan, more), price_sentence(plan))
    bullet_list(out, "What limits this plan", _first([finding.message for finding in plan.outlook.findings], more))
    bullet_list(out, LABOUR_LAW, law_lines(plan.outlook, plan.roster))
    bullet_list(out, "What was assumed", assumptions(plan.outlook))
    bullet_list(out, "The search", [*calibration_lines(plan), *solver_sentences(plan)])


def _first(sentences: list[str], more: str) -> list[str]:
    """What a screen has room for, and where the others are."""
    left = len(sentences) - FINDINGS
    return sentences if left <= 0 else [*sentences[:FINDINGS], f"and {left} more {more}"]


def print_breaches(out: Console, outlook: Outlook, breaches: Sequence[Violation]) -> None:
    """Every breach of a roster, those of hard rules first, and what they add up to."""
    rules = priced_rules(outlook, breaches)
    priced = [breach for rule in rules for breach in rule.breaches]
    names = {rule.rule for rule in rules}
    hard = [breach for breach in breaches if breach.rule not in names]
    out.print()
    bullet_list(out, "Hard rules broken", map(partial(breach_sentence, outlook), hard), style="red")
    bullet_list(out, "Priced rules not kept", map(partial(breach_sentence, outlook), priced))
    total = counted(sum(rule.price for rule in rules), "point")
    say(out, f"total price (weight x amount): {total}; breaches of hard rules: {len(hard)}", "bold red" if hard else "")
    for notice in notices(outlook):
        say(out, notice)


def grid_table(grid: WeekGrid) -> Table:
    """People x days."""
    table = Table(box=None, padding=(0, 1, 0, 0), collapse_padding=True)
    table.add_column("", max_width=NAME_WIDTH, no_wrap=True, overflow="ellipsis")
    for day in grid.dates:
        table.add_column(f"{day:%a %d}", no_wrap=True, overflow="ellipsis")
    table.add_column("hours", justify="right", no_wrap=True)
    for site, lines in groupby(grid.lines, lambda line: line.site):
        _site_row(table, site)
        for line in lines:
            hours = Text(f"{line.paid_minutes / 60:g}")
            table.add_row(Text(line.name), *(_mark(cell) for cell in line.cells), hours)
    table.add_row(Text("people", style="dim"), *(Text(str(count), style="dim") for count in grid.people), Text())
    return table


def people_table(plan: Plan) -> Table:
    """Utilization of each person, as a bar and the range that holds 90% of weeks."""
    table = _bars()
    names = [shown_name(agent) for agent in planned_agents(plan.outlook)]
    for site, agents in by_site(plan.outlook):
        _site_row(table, site)
        for agent in agents:
            share = plan.service.agents[agent].utilization
            spread = f"{100 * share.p05:.0f}-{percent(share.p95, 0)} in 90% of weeks"
            table.add_row(Text(names[agent]), Text(bar(share.mean)), Text(percent(share.mean, 0)), Text(spread))
    return table


def sites_table(plan: Plan) -> Table:
    """Utilization of the people of each site, as a bar and the range that holds nine people in ten."""
    table = _bars()
    for use in site_uses(plan):
        spread = f"{100 * use.low:.0f}-{percent(use.high, 0)} for nine people in ten"
        table.add_row(Text(use.site or "all"), Text(bar(use.mean)), Text(percent(use.mean, 0)), Text(spread))
    return table


def _bars() -> Table:
    """An empty table of names, bars, shares and their ranges."""
    table = Table(box=None, padding=(0, 1, 0, 0), collapse_padding=True)
    table.add_column("utilization", max_width=NAME_WIDTH, no_wrap=True, overflow="ellipsis")
    for _ in range(3):
        table.add_column("", no_wrap=True)
    return table


def _site_row(table: Table, site: str) -> None:
    """The name of a site above its people, where there are several."""
    if site:
        table.add_row(Text(site, style="bold"))


def _print_training(out: Console, plan: Plan) -> None:
    """A row for each training and queue; nothing where none was asked for."""
    rows = training_lines(plan)
    if not rows:
        return
    out.print(Text(TRAINING, style="bold"))
    table = Table(box=None, padding=(0, 2, 0, 0), collapse_padding=True)
    for head in LINE_COLUMNS:
        table.add_column(head)
    for row in rows:
        table.add_row(*map(Text, row))
    out.print(table)
    say(out, TRAINING_NOTE)
    out.print()


def bar(share: float) -> str:
    """A share of 0 to 1 as a bar of fixed width."""
    filled = round(BAR_WIDTH * min(max(share, 0.0), 1.0))
    return "█" * filled + "░" * (BAR_WIDTH - filled)


def _mark(cell: Cell) -> Text:
    return Text(cell.text, style=_style(cell.shift))


def _legend(plan: Plan, widest: int) -> Text:
    marks = (Text(plain(mark.text), style=_style(mark.shift)) for mark in legend(plan, widest))
    return Text("; ").join(marks)


def _style(shift: int) -> str:
    return COLOURS[shift % len(COLOURS)] if shift >= 0 else "dim"
