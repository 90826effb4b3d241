"""What the page says of people: how busy they are, what the log tells of them, requests refused, prices and pay."""

from __future__ import annotations

from staffing.plan import Plan
from staffing.reports.fairness import NOTE as FAIR_NOTE
from staffing.reports.fairness import TITLE as FAIRNESS
from staffing.reports.fairness import fairness_tables
from staffing.reports.measured import TITLE as MEASURED
from staffing.reports.measured import measured, measured_columns, measured_rows, measured_sentences
from staffing.reports.pay import TITLE as PAY
from staffing.reports.pay import pay_columns, pay_rows
from staffing.reports.people import cost, paid_minutes
from staffing.reports.people_table import band_sentence, people_columns, people_rows
from staffing.reports.price_list import TITLE as PRICES
from staffing.reports.price_list import price_items, price_sentence
from staffing.reports.refusals import refusals
from staffing.reports.requirement import requirement_sentences
from staffing.reports.roster_page.blocks import paragraphs, section, table
from staffing.reports.view.page import Section

REFUSED = "Requests refused"


def refused(plan: Plan) -> Section | None:
    """Every request that the roster does not grant, with its price and the reason."""
    asked = len(plan.outlook.problem.wishes)
    found = refusals(plan)
    rows = [(one.name, one.day, one.want, str(one.price), one.why) for one in found]
    said = f"{len(found) or 'None'} of {asked}." if asked else ""
    return section(REFUSED, paragraphs(said), table(("person", "day", "asked for", "price", "why"), rows))


def prices(plan: Plan) -> Section | None:
    """The priced rules that the roster breaks."""
    items = price_items(plan)
    return section(PRICES, paragraphs(price_sentence(plan)), items if items.items else None)


def people(plan: Plan) -> Section | None:
    """How busy each person is, and how many the week needs."""
    hours = f"Paid hours in all: {int(paid_minutes(plan).sum()) / 60:g}"
    price = cost(plan)
    priced = f"; cost {price:,.0f} {plan.outlook.workspace.team.costs.currency}" if price else ""
    needed = requirement_sentences(plan.outlook.requirement.needs)
    rows = table(people_columns(plan.outlook), people_rows(plan))
    return section("People", rows, paragraphs(f"{hours}{priced}.", band_sentence(plan), *needed), paper=False)


def fairness(plan: Plan) -> Section | None:
    """Who carries how much of the burdens that are shared out; None where no rule does."""
    tables = fairness_tables(plan)
    return section(FAIRNESS, paragraphs(FAIR_NOTE), *tables, detail=True) if tables else None


def from_log(plan: Plan) -> Section | None:
    """What the ticket log tells of people; None where it does not name them."""
    found = measured(plan.outlook)
    if not found:
        return None
    rows = table(measured_columns(found), measured_rows(plan.outlook, found))
    return section(MEASURED, rows, paragraphs(*measured_sentences(plan.outlook, found)), paper=False)


def pay(plan: Plan) -> Section | None:
    """What people are paid, where wages are known."""
    return section(PAY, table(pay_columns(plan), pay_rows(plan)), paper=False)
