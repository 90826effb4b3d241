"""Breaches and prices, as people read them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.plan import Plan, breaches
from staffing.reports.breach_list import amount_text, breach_records, breach_sentence, priced_rules
from staffing.reports.price_list import (
    SHOWN_IN_TERMINAL,
    SHOWN_ON_PAGE,
    not_kept,
    price_items,
    price_lines,
    price_sentence,
)
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules import EVERY, Rule
from tests.reports.small_desk import page_text

MONDAY = 0
ON_LEAVE = Violation("leave", 1, "leave days", "a hard rule has no price", 2, MONDAY)


def short(minutes: int, agent: int = 0) -> Violation:
    return Violation("guaranteed_minutes", minutes, "minutes short", f"{minutes} missing", agent, MONDAY)


def wish(points: int) -> Violation:
    return Violation("requests", points, "points", "refused: late", 2, MONDAY)


def broken(plan: Plan, *found: Violation) -> Plan:
    return replace(plan, breaches=found)


@pytest.mark.parametrize(
    ("amount", "unit", "hours", "text"),
    [
        (1, "shifts", False, "1 shift"),
        (2, "shifts", False, "2 shifts"),
        (1, "late shifts over", False, "1 late shift over"),
        (1, "person-minutes short", True, "1 person-minute short"),
        (1, "minutes of work late", True, "1 minute of work late"),
        (120, "minutes short", True, "120 minutes short"),
        (121, "minutes short", True, "121 minutes (2 h) short"),
        (300, "minutes short", False, "300 minutes short"),
        (750, "person-minutes short", True, "750 person-minutes (12.5 h) short"),
        (960, "paid minutes", True, "960 paid minutes (16 h)"),
        (300, "late shifts over", True, "300 late shifts over"),
    ],
)
def test_an_amount_has_its_unit_in_the_right_number(amount: int, unit: str, hours: bool, text: str) -> None:
    assert amount_text(amount, unit, hours=hours) == text


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.name())
def test_every_unit_has_a_singular(rule: type[Rule]) -> None:
    assert amount_text(1, rule.unit) != f"1 {rule.unit}"


def test_a_breach_says_when_who_which_rule_and_what_it_costs(plan: Plan) -> None:
    rest = Violation("min_rest", 1, "minutes short", "659 minutes of rest", 1, MONDAY)
    assert breach_sentence(plan.outlook, rest) == "Mon 02 Mar, bela: min_rest, 1 minute short: 659 minutes of rest"
    paid = Violation("paid_hours", 450, "paid minutes", "too many", 0, MONDAY)
    assert breach_sentence(plan.outlook, paid) == (
        "Mon 02 Mar, Ana Sousa (ana): paid_hours, 450 paid minutes (7.5 h): too many (450 points)"
    )
    team = Violation("resolution_rate", 1, "minutes of work late", "late")
    assert breach_sentence(plan.outlook, team) == "resolution_rate, 1 minute of work late: late (20 points)"


def test_rules_are_listed_by_price_and_their_breaches_by_amount(plan: Plan) -> None:
    found = priced_rules(plan.outlook, [wish(10), short(30, 1), short(450), ON_LEAVE])
    assert [(rule.rule, rule.price) for rule in found] == [("guaranteed_minutes", 2400), ("requests", 10)]
    assert [breach.amount for breach in found[0].breaches] == [450, 30]


def test_the_prices_of_a_plan_add_up_to_its_objective(plan: Plan) -> None:
    assert plan.result is not None
    assert sum(rule.price for rule in priced_rules(plan.outlook, plan.breaches)) == plan.result.objective


def test_nothing_priced_is_said_in_a_sentence(plan: Plan) -> None:
    none = broken(plan)
    assert price_sentence(none) == "Every priced rule is kept."
    assert not list(price_lines(none, "in report.html"))
    assert "## What it could not keep\n\nEvery priced rule is kept.\n\n## People" in page_text(none)


def test_requests_are_counted_and_not_repeated(plan: Plan) -> None:
    only = broken(plan, wish(10))
    assert price_sentence(only) == "Every priced rule is kept, apart from 10 points for the requests refused."
    assert not_kept(only) == ()
    both = broken(plan, wish(1), short(450))
    assert price_sentence(both) == (
        "Price = weight x amount: 2250 points for these rules and 1 point for the requests refused."
    )
    assert [rule.rule for rule in not_kept(both)] == ["guaranteed_minutes"]
    assert price_sentence(broken(plan, short(1))) == "Price = weight x amount: 5 points for these rules."


def test_a_rule_is_one_line_with_its_largest_breaches(plan: Plan) -> None:
    (line,) = price_lines(broken(plan, short(30, 1), short(450)), "in report.html")
    assert line == (
        "guaranteed_minutes, 2400 points (5 x 480 minutes (8 h) short): Mon 02 Mar, Ana Sousa, 450 missing; "
        "Mon 02 Mar, bela, 30 missing"
    )
    many = [short(minutes) for minutes in range(1, SHOWN_IN_TERMINAL + 3)]
    (line,) = price_lines(broken(plan, *many), "in report.html")
    assert line.endswith("; and 2 more in report.html")
    assert line.count(" missing") == SHOWN_IN_TERMINAL


def test_the_page_lists_a_rule_with_its_law_and_its_breaches(plan: Plan) -> None:
    ((head, below),) = price_items(broken(plan, short(1))).items
    assert head.startswith("guaranteed_minutes, 5 points (5 x 1 minute short). In every planned week an agent ")
    assert below == ("Mon 02 Mar, Ana Sousa, 1 missing",)
    many = [short(minutes) for minutes in range(1, SHOWN_ON_PAGE + 2)]
    ((_, below),) = price_items(broken(plan, *many)).items
    assert below[-1] == "and 1 more in run.json"
    ((_, below),) = price_items(broken(plan, *many[1:])).items
    assert len(below) == SHOWN_ON_PAGE


def test_names_in_the_price_list_are_escaped(plan: Plan) -> None:
    workspace = plan.outlook.workspace
    evil = tuple(agent.model_copy(update={"name": "<b>[x](y)"}) for agent in workspace.agents)
    given = replace(broken(plan, short(1)), outlook=replace(plan.outlook, workspace=replace(workspace, agents=evil)))
    assert "\n  - Mon 02 Mar, &lt;b>\\[x\\](y), 1 missing\n" in page_text(given)


def test_hard_breaches_come_first_as_data(plan: Plan) -> None:
    nobody = Roster.empty(plan.outlook.problem)
    records = breach_records(plan.outlook, [*breaches(plan.outlook, nobody), ON_LEAVE])
    assert [record["hard"] for record in records].index(False) == 1
    assert records[0]["price"] is None
