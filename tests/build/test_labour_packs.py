"""What a labour pack makes of a team: its rules beside those of the team, its pay where the team has none, wages."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from staffing.build.pay import overtime_pay, premiums, premiums_in_force, wages
from staffing.build.problem import rules_of
from staffing.build.rules import pack_rules
from staffing.documents.people import PublicHoliday
from staffing.documents.team import Team
from staffing.problem import OvertimeBracket
from staffing.roster import Roster
from tests.build.desks import MONDAY, agents_of, team_of, workspace_of
from tests.build.test_labour_facts import problem_of
from tests.build.test_pay import places

LAW = (OvertimeBracket(0, 50), OvertimeBracket(60, 100))
OWN = {"kind": "overtime", "brackets": [{"multiplier": 1.25}]}


def indonesian(**changes: Any) -> Team:
    return team_of("Asia/Jakarta", labour_pack="id_2021", **changes)


def contract(days: int, **wage: float) -> dict[str, Any]:
    return {"id": "full", "minutes_per_week": 2400, "days_per_week": days, "shifts": ["early"], **wage}


def test_the_rules_of_the_law_hold_beside_those_of_the_team_so_the_stricter_one_wins() -> None:
    team = indonesian(rules=[{"rule": "daily_minutes", "max": 600}, {"rule": "weekly_rest_days", "days": 3}])
    problem = problem_of(workspace_of(team))
    six = np.full((problem.agents, problem.days), -1)
    six[0, :5] = 0
    broken = {
        rule.rule
        for rule in rules_of(team)
        if rule.hard and any(rule.violations(problem, Roster.of(six, problem.shifts)))
    }
    assert {"weekly_rest_days"} <= broken
    assert "weekly_rest_days@id_2021" not in broken
    six[0, 5] = 0
    broken = {rule.rule for rule in rules_of(team) if any(rule.violations(problem, Roster.of(six, problem.shifts)))}
    assert {"weekly_rest_days", "weekly_rest_days@id_2021"} <= broken
    assert {rule.rule for rule in rules_of(team)} >= {"daily_minutes", "daily_minutes@id_2021"}


def test_without_a_pack_no_rule_has_an_article() -> None:
    assert not list(pack_rules(team_of(), ()))


def test_the_law_pays_where_the_team_says_nothing_of_the_kind() -> None:
    assert overtime_pay(indonesian()) == (LAW,)
    assert overtime_pay(indonesian(costs={"premiums": [OWN]})) == ((OvertimeBracket(0, 25),),)
    assert {one.kind for one in premiums_in_force(indonesian(costs={"premiums": [OWN]}))} == {"overtime", "holiday"}


def test_overtime_that_may_be_a_rest_day_is_paid_twice_from_its_first_hour() -> None:
    assert overtime_pay(indonesian(overtime={"max_extra_days": 1})) == ((OvertimeBracket(0, 100),),)


def test_the_law_pays_only_at_the_sites_that_it_binds() -> None:
    sites = [{"id": "a", "zone": "Asia/Jakarta", "country": "ID"}, {"id": "b", "zone": "Asia/Manila", "country": "PH"}]
    assert overtime_pay(indonesian(sites=sites)) == (LAW, ())
    own = {**OWN, "sites": ["a"]}
    assert overtime_pay(indonesian(sites=sites, costs={"premiums": [own]})) == ((OvertimeBracket(0, 25),), ())


@pytest.mark.parametrize(
    ("days", "percent_minutes"), [(5, 100 * 480 + 200 * 60 + 300 * 60), (6, 100 * 420 + 200 * 60 + 300 * 120)]
)
def test_holiday_brackets_are_those_of_the_contract_with_most_days(days: int, percent_minutes: int) -> None:
    ten = {"id": "early", "start": "06:00", "end": "16:00"}
    team = indonesian(shifts=[ten], contracts=[contract(days)])
    names, found = premiums(places(team, MONDAY, (PublicHoliday(date=date(2026, 11, 25), name="x"),)))
    assert names == ("holiday",)
    assert found[0, :, 0].tolist() == [0, 0, percent_minutes, 0, 0, 0, 0]


def test_a_wage_of_a_month_is_divided_by_the_hours_of_one() -> None:
    paid = contract(5, cost_per_month=1730)
    assert wages(indonesian(contracts=[paid]), agents_of({})).tolist() == [1000]
    half = {**paid, "minutes_per_week": 1200, "cost_per_month": 865}
    assert wages(indonesian(contracts=[half]), agents_of({})).tolist() == [1000]
    assert wages(team_of(contracts=[{**paid, "cost_per_month": 2600}]), agents_of({})).tolist() == [1500]
