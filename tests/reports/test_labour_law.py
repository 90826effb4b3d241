"""Articles beside breaches, and what is said of the labour packs in force."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from staffing.build.rules import rules_of
from staffing.documents.team import Team
from staffing.outlook import Outlook
from staffing.plan import Plan, breaches
from staffing.reports.breach_list import breach_records, breach_sentence, priced_rules
from staffing.reports.labour_law import law_lines, pack_records
from staffing.reports.plan_sheets import price_sheet
from staffing.reports.run_record import article_of
from staffing.reports.terminal import print_breaches
from staffing.reports.view.sheets import TableSheet
from staffing.reports.workspace_facts import fact_lines, workspace_facts
from staffing.roster import Roster
from staffing.rules.applied import Applied
from tests.reports.small_desk import page_text


def under(outlook: Outlook, pack: str, **changes: Any) -> Outlook:
    """The outlook of the same team under a labour pack."""
    team = outlook.workspace.team
    written = {**team.model_dump(), "labour_pack": pack, **changes}
    known = Team.model_validate(written)
    workspace = replace(outlook.workspace, team=known)
    return replace(outlook, workspace=workspace, rules=rules_of(known, workspace.agents))


def everybody(outlook: Outlook) -> Roster:
    """Everybody works the first shift on all days."""
    problem = outlook.problem
    return Roster.of(np.zeros((problem.agents, problem.days), dtype=np.int64), problem.shifts)


def test_a_breach_of_a_pack_carries_its_article_wherever_it_is_told(outlook: Outlook) -> None:
    given = under(outlook, "eu_2003_88")
    found = [b for b in breaches(given, everybody(given)) if b.rule == "rest_in_window@eu_2003_88"]
    assert breach_sentence(given, found[0]).startswith(
        "Sun 08 Mar, Ana Sousa (ana): rest_in_window@eu_2003_88 (2003/88/EC Art. 5), 1 window without the rest: "
    )
    assert {record["article"] for record in breach_records(given, found)} == {"2003/88/EC Art. 5"}
    assert all(record["hard"] for record in breach_records(given, found))


def test_breaches_under_a_pack_are_told_with_its_notice(outlook: Outlook) -> None:
    screen = StringIO()
    given = under(outlook, "eu_2003_88")
    print_breaches(Console(file=screen, width=400), given, breaches(given, everybody(given)))
    assert "(2003/88/EC Art. 5)" in screen.getvalue()
    assert screen.getvalue().count("It is no legal advice.") == 1


def test_a_breach_of_the_teams_own_rule_has_no_article(outlook: Outlook) -> None:
    found = breaches(outlook, everybody(outlook))
    assert {record["article"] for record in breach_records(outlook, found)} == {None}


def test_a_priced_rule_of_the_law_is_told_with_its_article(plan: Plan) -> None:
    priced = Applied.of(
        next(rule for rule in plan.outlook.rules if rule.rule == "guaranteed_minutes"), "law@pack", article="Art. 1"
    )
    outlook = replace(plan.outlook, rules=(*plan.outlook.rules, priced))
    found = tuple(breaches(outlook, Roster.empty(outlook.problem)))
    (rule,) = [one for one in priced_rules(outlook, found) if one.rule == "law@pack"]
    assert rule.sentence.startswith("law@pack (Art. 1), ")
    assert article_of(outlook, "law@pack") == "Art. 1"
    assert article_of(outlook, "guaranteed_minutes") == ""
    sheet = price_sheet(replace(plan, outlook=outlook, breaches=found))
    assert isinstance(sheet, TableSheet)
    assert all(str(row[-1]).endswith(" (Art. 1)") == (row[0] == "law@pack") for row in sheet.rows)


def test_it_is_said_once_that_a_pack_is_no_legal_advice(plan: Plan) -> None:
    outlook = under(plan.outlook, "id_2021")
    said = "binds 3 agents. It is no legal advice."
    assert "\n".join(fact_lines(outlook)).count(said) == 1
    assert page_text(replace(plan, outlook=outlook)).count(said) == 1
    assert "legal advice" not in page_text(plan)
    assert not list(law_lines(plan.outlook))
    assert workspace_facts(plan.outlook)["labour_packs"] == []


@pytest.mark.parametrize(
    ("clock", "meals", "ways"),
    [
        ((420, 900), None, None),
        ((419, 900), "1 shift reaches into 23:00-07:00", None),
        ((840, 1380), None, "1 shift begins or ends in 23:00-05:00"),
        ((1200, 1750), "1 shift reaches into 23:00-07:00", None),
        ((1200, 1739), "1 shift reaches into 23:00-07:00", "1 shift begins or ends in 23:00-05:00"),
    ],
)
def test_the_duties_are_those_that_the_shifts_of_the_roster_bring(
    outlook: Outlook, clock: tuple[int, int], meals: str | None, ways: str | None
) -> None:
    labour = replace(outlook.problem.labour, clock=np.array([clock, (600, 900)]))
    given = under(replace(outlook, problem=replace(outlook.problem, labour=labour)), "id_2021")
    one = Roster.empty(given.problem).assigned(0, 2, 0).assigned(1, 2, 1)
    lines = list(law_lines(given, one))
    duties = [
        next((line for line in lines if line.partition(": ")[0].endswith(span)), None) for span in ("07:00", "05:00")
    ]
    assert [line and line.partition(": ")[0] for line in duties] == [meals, ways]
    (record,) = pack_records(given, one)
    assert [duty["shifts"] for duty in record["duties"]] == [int(meals is not None), int(ways is not None)]


def test_pay_below_the_least_of_the_law_is_one_sentence_and_none_where_it_is_enough(outlook: Outlook) -> None:
    def lines(*brackets: dict[str, float]) -> list[str]:
        premiums = [{"kind": "overtime", "brackets": list(brackets)}]
        team = {"costs": {"currency": "EUR", "premiums": premiums}}
        return [line for line in law_lines(under(outlook, "id_2021", **team)) if line.startswith("overtime pay")]

    assert lines({"multiplier": 1.25}) == [
        "overtime pay of team.yaml is 1.25 times the wage, where 1.5 is the least (PP 35/2021 Art. 31(1))"
    ]
    assert lines({"hours": 2, "multiplier": 1.5}, {"multiplier": 2}) == [
        "overtime pay of team.yaml is 1.5 times the wage after 1 h, where 2 is the least (PP 35/2021 Art. 31(1))"
    ]
    assert lines({"multiplier": 2}) == []


def test_the_pay_of_the_law_is_told_with_how_it_is_counted(outlook: Outlook) -> None:
    (said,) = [line for line in law_lines(under(outlook, "id_2021")) if line.startswith("overtime pay")]
    assert said == (
        "overtime pay: 1.5 times the wage for 1 h, then 2 times (PP 35/2021 Art. 31(1)); the law counts the first hour "
        "of each day; here it is the first of each week, so the cost is not understated"
    )


def test_whose_wage_is_not_known_is_taken_to_be_bound_and_told(outlook: Outlook) -> None:
    euros = "\n".join(law_lines(under(outlook, "sg_ea_part4")))
    assert "sg_ea_part4: wages are in EUR, so nobody is taken to earn more than 2,600 SGD a month" in euros
    dollars = {"costs": {"currency": "SGD"}}
    assert any(
        "3 agents without cost_per_month" in line for line in law_lines(under(outlook, "sg_ea_part4", **dollars))
    )
