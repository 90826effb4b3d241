"""What the page says of the promise: the verdict, targets, remedies, weak spots, and the roster of now beside ours."""

from __future__ import annotations

from collections.abc import Iterator

from staffing.plan import Plan, hard_breaches
from staffing.reports.baseline import baseline_columns, baseline_line, baseline_rows
from staffing.reports.breach_list import breach_sentence
from staffing.reports.notes import cut_far_off
from staffing.reports.people import cost, paid_minutes
from staffing.reports.plain_text import percent, sentence_case
from staffing.reports.queue_service import queue_table
from staffing.reports.remedies import TITLE as REMEDIES
from staffing.reports.remedies import remedy_sentences
from staffing.reports.risk import risk_line, risk_page, risk_rows
from staffing.reports.roster_page.blocks import listed, paragraphs, section, table
from staffing.reports.training import NOTE as TRAINING_NOTE
from staffing.reports.training import TITLE as TRAINING
from staffing.reports.training import training_columns, training_rows
from staffing.reports.verdict import promise_line, range_line, share_text, verdict
from staffing.reports.view.page import Figure, Section, Verdict
from staffing.reports.weak_spots import COLUMNS as WEAK_COLUMNS
from staffing.reports.weak_spots import TITLE as WEAK_SPOTS
from staffing.reports.weak_spots import weak_spot_rows

BASELINE, BASELINE_NAMED = "Beside the roster of now", "Beside the baseline"
_SHOWN = {
    "day_floor": "worst day",
    "maximum_age": "oldest open case in 95% of plans",
    "occupancy": "occupancy",
    "utilization": "utilization",
}
_LEFT_OUT = ("tightest stretch", "plans simulated")
"""Of the weak spots: what Risk says of the week, and what the workbook has."""
RISK_COLUMNS = ("tightest stretches", "hours of capacity", "hours of work", "standard deviation, hours", "z")


def head(plan: Plan) -> Verdict:
    """The promise in a sentence, its range, and the figures beside it."""
    return Verdict(
        mark=f"Promise {'met' if plan.service.met else 'missed'}",
        sentence=f"{promise_line(plan)}.",
        range=" ".join(f"{said}." for said in (sentence_case(range_line(plan)), cut_far_off(plan)) if said),
        met=plan.service.met,
        figures=tuple(_figures(plan)),
    )


def targets(plan: Plan) -> Section | None:
    """Every target, and what is always shown beside the rate."""
    rows = [(_SHOWN.get(t.name, t.name), t.wanted, t.reached, "met" if t.met else "missed") for t in verdict(plan)]
    found = table(("target", "wanted", "simulated", ""), rows)
    return section("Targets", found, paragraphs(*_companions(plan)), paper=False)


def broken(plan: Plan) -> Section | None:
    """Hard rules that a roster made by hand breaks."""
    said = (breach_sentence(plan.outlook, breach) for breach in hard_breaches(plan))
    return section("Hard rules broken", listed(said))


def helps(plan: Plan) -> Section | None:
    """What would keep a promise that is missed."""
    return section(REMEDIES, listed(remedy_sentences(plan)))


def weak(plan: Plan) -> Section | None:
    """Every day with what makes its cases miss."""
    shown = [at for at, name in enumerate(WEAK_COLUMNS) if name not in _LEFT_OUT]
    rows = [tuple(row[at] for at in shown) for row in weak_spot_rows(plan)]
    return section(WEAK_SPOTS, table(tuple(WEAK_COLUMNS[at] for at in shown), rows))


def beside(plan: Plan) -> Section | None:
    """The roster that is worked now, or another that was named, figure by figure."""
    if plan.baseline is None:
        return None
    title = BASELINE_NAMED if plan.baseline.source.startswith("--baseline") else BASELINE
    return section(
        title,
        found := table(baseline_columns(plan.baseline), baseline_rows(plan)),
        None if found else paragraphs(f"{sentence_case(baseline_line(plan))}."),
    )


def queues(plan: Plan) -> Section | None:
    """The promise one queue at a time."""
    return section("Queues", table(*queue_table(plan)))


def risk(plan: Plan) -> Section | None:
    """The margin against chance."""
    said = paragraphs(f"{sentence_case(risk_line(plan))}.", risk_page(plan))
    return section("Risk", said, table(RISK_COLUMNS, risk_rows(plan)), detail=True)


def training(plan: Plan) -> Section | None:
    """What training that was asked about is worth."""
    rows = table(training_columns(plan), training_rows(plan))
    return section(TRAINING, rows, paragraphs(TRAINING_NOTE), detail=True) if rows else None


def _figures(plan: Plan) -> Iterator[Figure]:
    service, judged = plan.service, {target.name: target for target in verdict(plan)}
    yield Figure(name="cases on time", reached=percent(service.rate_mean), wanted="", met=None)
    kept = f"{percent(service.probability_met)} (no less than {percent(service.probability_lower)})"
    yield Figure(name="weeks kept", reached=kept, wanted=share_text(service.confidence), met=service.met)
    for name, shown in _SHOWN.items():
        target = judged[name]
        yield Figure(name=shown, reached=target.reached, wanted=target.wanted, met=target.met)
    hours = int(paid_minutes(plan).sum()) / 60
    yield Figure(name="paid hours", reached=f"{hours:,g}", wanted="", met=None)
    if price := cost(plan):
        currency = plan.outlook.workspace.team.costs.currency
        yield Figure(name="cost", reached=f"{price:,.0f} {currency}".strip(), wanted="", met=None)


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
