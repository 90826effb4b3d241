"""`report.md`: the plan on one page, for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from staffing.plan import Plan, hard_breaches
from staffing.reports.baseline import baseline_line
from staffing.reports.breach_list import breach_sentence
from staffing.reports.calibration import COLUMNS as ATTEMPTS
from staffing.reports.calibration import calibration_lines, calibration_rows, verdict_sentence
from staffing.reports.notes import assumptions, solver_sentences
from staffing.reports.pay import TITLE as PAY
from staffing.reports.pay import pay_columns, pay_rows
from staffing.reports.people import cost, paid_minutes
from staffing.reports.people_table import people_columns, people_rows
from staffing.reports.plain_text import markdown, percent, sentence_case
from staffing.reports.price_list import TITLE, price_page, price_sentence
from staffing.reports.queue_service import queue_table
from staffing.reports.refusals import refusals
from staffing.reports.remedies import TITLE as REMEDIES
from staffing.reports.remedies import remedy_sentences
from staffing.reports.requirement import requirement_sentences
from staffing.reports.risk import risk_line, risk_page, risk_rows
from staffing.reports.training import NOTE as TRAINING_NOTE
from staffing.reports.training import TITLE as TRAINING
from staffing.reports.training import training_columns, training_rows
from staffing.reports.verdict import promise_line, range_line, verdict
from staffing.reports.weak_spots import COLUMNS as WEAK_COLUMNS
from staffing.reports.weak_spots import TITLE as WEAK_SPOTS
from staffing.reports.weak_spots import weak_spot_rows
from staffing.reports.week_grid import WeekGrid, legend, week_grids

WIDEST_ON_PAGE = 20


def report_page(plan: Plan) -> str:
    """The whole page."""
    workspace = plan.outlook.workspace
    sections = [
        [f"# {markdown(workspace.team.team)}: {workspace.first_day} to {workspace.last_day}"],
        [markdown(promise_line(plan)) + ".", "", markdown(sentence_case(range_line(plan))) + "."],
        _weeks(plan),
        _targets(plan),
        _section(REMEDIES, remedy_sentences(plan)),
        _risk(plan),
        [f"## {WEAK_SPOTS}", "", *table(WEAK_COLUMNS, weak_spot_rows(plan))],
        _training(plan),
        _queues(plan),
        _people(plan),
        _pay(plan),
        _section("Hard rules broken", (breach_sentence(plan.outlook, breach) for breach in hard_breaches(plan))),
        _refused(plan),
        _prices(plan),
        _section("What limits this plan", (finding.message for finding in plan.outlook.findings)),
        _section("What was assumed", assumptions(plan.outlook)),
        _search(plan),
        _inputs(plan),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table; cells are escaped."""
    lines = [[markdown(text) for text in row] for row in [header, *rows]]
    lines.insert(1, ["---"] * len(header))
    return ["| " + " | ".join(line) + " |" for line in lines]


def _section(title: str, sentences: Iterable[str]) -> list[str]:
    found = [f"- {markdown(sentence)}" for sentence in sentences]
    return [f"## {title}", "", *found] if found else []


def _weeks(plan: Plan) -> list[str]:
    lines: list[str] = ["## Roster", ""]
    for grid in week_grids(plan, WIDEST_ON_PAGE):
        lines += [*_grid(grid), ""]
    return [*lines, markdown("; ".join(mark.text for mark in legend(plan, WIDEST_ON_PAGE)))]


def _grid(grid: WeekGrid) -> list[str]:
    header = ["", *(f"{day:%a %d}" for day in grid.dates), "hours"]
    rows: list[list[str]] = []
    for site, lines in groupby(grid.lines, lambda line: line.site):
        rows += [[site, *[""] * (len(header) - 1)]] if site else []
        rows += [[line.name, *(cell.text for cell in line.cells), f"{line.paid_minutes / 60:g}"] for line in lines]
    total = sum(line.paid_minutes for line in grid.lines)
    return table(header, [*rows, ["people", *map(str, grid.people), f"{total / 60:g}"]])


def _targets(plan: Plan) -> list[str]:
    rows = [(t.name, t.wanted, t.reached, "met" if t.met else "missed") for t in verdict(plan)]
    lines = table(("target", "wanted", "simulated", ""), rows)
    return ["## Targets", "", *lines, *(f"\n{markdown(line)}" for line in _companions(plan))]


def _companions(plan: Plan) -> Iterator[str]:
    """What is always shown beside the rate."""
    service = plan.service
    low, high = service.rate_ci
    yield (
        f"Mean rate {percent(service.rate_mean, 2)} (95% interval of the mean {100 * low:.2f}-{percent(high, 2)}), "
        f"from {service.replications} simulated plans. 95% of resolved cases were younger than "
        f"{service.age_p95_hours:.1f} h."
    )
    if service.overtime_minutes:
        yield f"Overtime at shift end: {service.overtime_minutes:.0f} minutes in a plan on average."
    if plan.baseline is not None:
        yield sentence_case(baseline_line(plan)) + "."


def _risk(plan: Plan) -> list[str]:
    header = ("tightest stretches", "hours of capacity", "hours of work", "standard deviation, hours", "z")
    rows = risk_rows(plan)
    listed = ["", *table(header, rows)] if rows else []
    return ["## Risk", "", f"{markdown(sentence_case(risk_line(plan)))}.", "", markdown(risk_page(plan)), *listed]


def _search(plan: Plan) -> list[str]:
    sentences = _section("The search", [*calibration_lines(plan), verdict_sentence(plan), *solver_sentences(plan)])
    rows = calibration_rows(plan)
    return [*sentences, "", *table(ATTEMPTS, rows)] if rows else sentences


def _queues(plan: Plan) -> list[str]:
    return ["## Queues", "", *table(*queue_table(plan))]


def _people(plan: Plan) -> list[str]:
    hours = f"Paid hours in all: {int(paid_minutes(plan).sum()) / 60:g}"
    price = cost(plan)
    priced = f"; cost {price:,.0f} {plan.outlook.workspace.team.costs.currency}" if price else ""
    needed = (f"\n{markdown(sentence)}" for sentence in requirement_sentences(plan.outlook.requirement.needs))
    people = table(people_columns(plan.outlook), people_rows(plan))
    return ["## People", "", *people, "", markdown(f"{hours}{priced}."), *needed]


def _training(plan: Plan) -> list[str]:
    rows = training_rows(plan)
    return [f"## {TRAINING}", "", *table(training_columns(plan), rows), "", TRAINING_NOTE] if rows else []


def _pay(plan: Plan) -> list[str]:
    rows = pay_rows(plan)
    return [f"## {PAY}", "", *table(pay_columns(plan), rows)] if rows else []


def _refused(plan: Plan) -> list[str]:
    found = _section("Requests refused", (refusal.sentence for refusal in refusals(plan)))
    asked = len(plan.outlook.problem.wishes)
    return found or (["## Requests refused", "", f"None of {asked}."] if asked else [])


def _prices(plan: Plan) -> list[str]:
    listed = list(price_page(plan))
    return [f"## {TITLE}", "", price_sentence(plan), *(["", *listed] if listed else [])]


def _inputs(plan: Plan) -> list[str]:
    workspace = plan.outlook.workspace
    rows = [(name, digest[:16]) for name, digest in sorted(workspace.digests.items())]
    known = f"As of {workspace.as_of.isoformat()}; seed {plan.settings.seed}."
    return ["## Inputs", "", known, "", *table(("file", "sha256 begins"), rows)]
