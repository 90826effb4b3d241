"""The pay of a plan adds up to its cost, person by person and kind by kind, against a second computation."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from staffing.build.places import places_of
from staffing.build.problem import axis_of, build_problem, rules_of
from staffing.documents.people import Leave, PublicHoliday
from staffing.documents.team import Team
from staffing.outlook import look_ahead
from staffing.plan import Plan, Settings, make_plan
from staffing.problem import OFF
from staffing.read.workspace import read_workspace
from staffing.reports.pay import pay_columns, pay_line, pay_record, pay_rows
from staffing.reports.people import cost
from staffing.reports.plain_json import json_text
from staffing.reports.roster_tables import roster_csv
from staffing.reports.run_record import run_record
from staffing.roster import Roster
from staffing.service.pay import cost_of
from tests.build.desks import agents_of, known_forecast, team_of, workspace_of
from tests.reports.pay_from_csv import minutes_from_csv, pay_from_csv
from tests.reports.small_desk import AGENTS, TEAM, page_text, write_small_desk

ROSTERS = 60
SPRING, AUTUMN = date(2026, 3, 23), date(2026, 10, 19)
"""Mondays of weeks whose Sunday has a clock change in Europe."""
SHIFTS = [
    {"id": "early", "start": "05:30", "end": "14:00", "breaks": [{"start": "10:00", "minutes": 30}]},
    {"id": "late", "start": "14:00", "end": "24:00", "breaks": [{"start": "18:00", "minutes": 20, "paid": True}]},
    {"id": "night", "start": "22:00", "end": "30:00", "breaks": [{"start": "26:00", "minutes": 45}], "late": True},
]
PREMIUMS = [
    {"kind": "night", "between": "22:00-30:00", "multiplier": 1.25},
    {"kind": "weekend", "days": ["sunday"], "multiplier": 1.5},
    {
        "kind": "holiday",
        "brackets": [{"hours": 7, "multiplier": 2}, {"hours": 1, "multiplier": 3}, {"multiplier": 4}],
    },
    {"kind": "overtime", "brackets": [{"hours": 1, "multiplier": 1.5}, {"multiplier": 2}]},
]
CONTRACTS = [
    {"id": "full", "minutes_per_week": 2400, "days_per_week": 5, "cost_per_hour": 31791.91},
    {"id": "part", "minutes_per_week": 1450, "days_per_week": 3, "cost_per_hour": 18.37, "min_minutes_per_week": 700},
    {"id": "trainee", "minutes_per_week": 2250, "days_per_week": 5},
]
AGENTS_OF = (
    {"overtime": True},
    {},
    {"contract": "part", "overtime": True},
    {"contract": "trainee"},
    {"contract": "part"},
)


def money_team(sites: list[dict[str, object]]) -> Team:
    contracts = [{**contract, "shifts": ["early", "late", "night"]} for contract in CONTRACTS]
    costs = {"currency": "IDR", "premiums": PREMIUMS}
    return team_of(
        sites=sites,
        shifts=SHIFTS,
        contracts=contracts,
        costs=costs,
        overtime={"max_minutes_per_week": 840, "max_extra_days": 1},
    )


def with_money(plan: Plan, team: Team, first: date) -> Plan:
    """A plan of two weeks for a team, with leave, holidays and someone who begins; its roster is random."""
    sites = [site.id for site in team.sites]
    agents = agents_of(*({**row, "site": sites[number % len(sites)]} for number, row in enumerate(AGENTS_OF)))
    agents = (*agents[:-1], agents[-1].model_copy(update={"hired_on": first + timedelta(days=3)}))
    workspace = workspace_of(
        team,
        first_day=first,
        weeks=2,
        agents=agents,
        leave=(Leave(agent_id="a1", start=first + timedelta(days=1), end=first + timedelta(days=2)),),
        holidays=(
            PublicHoliday(date=first + timedelta(days=3)),
            PublicHoliday(date=first + timedelta(days=9), site=sites[-1]),
            PublicHoliday(date=first + timedelta(days=14)),  # the last night runs into it
        ),
    )
    axis = axis_of(workspace)
    problem = build_problem(workspace, axis, known_forecast(axis, ("cases",), 2.0, tail_days=2))
    outlook = replace(
        plan.outlook,
        workspace=workspace,
        axis=axis,
        places=places_of(team, axis, workspace.holidays),
        problem=problem,
        rules=rules_of(team),
    )
    return with_random_roster(replace(plan, outlook=outlook), random.Random(f"{first}"))


def with_random_roster(plan: Plan, chance: random.Random) -> Plan:
    """The plan with other shifts, of each person's own site, on three days in four."""
    problem = plan.outlook.problem
    shift_of = np.full((problem.agents, problem.days), OFF)
    for agent in range(problem.agents):
        own = np.flatnonzero(problem.shift_site == problem.agent_site[agent]).tolist()
        shift_of[agent] = [chance.choice([OFF, *own]) for _ in range(problem.days)]
    return replace(plan, roster=Roster.of(shift_of, problem.shifts))


def in_fractions(record: dict[str, dict[str, float]]) -> dict[str, dict[str, Fraction]]:
    """Amounts as exact hundredths, without those of nothing."""
    return {
        agent: {kind: Fraction(round(100 * amount), 100) for kind, amount in kinds.items() if amount}
        for agent, kinds in record.items()
    }


def agrees(plan: Plan) -> None:
    text, workspace = roster_csv(plan), plan.outlook.workspace
    again = pay_from_csv(text, workspace)
    assert in_fractions(pay_record(plan)) == again
    total = sum((amount for kinds in again.values() for amount in kinds.values()), Fraction(0))
    assert Fraction(cost_of(plan.outlook.problem, plan.roster), 100) == total
    assert cost(plan) == float(total)
    for stated, counted in minutes_from_csv(text, workspace):
        assert stated == counted


@pytest.mark.parametrize("first", [SPRING, AUTUMN])
def test_the_pay_of_random_rosters_is_that_of_a_plain_computation_from_roster_csv(plan: Plan, first: date) -> None:
    team = money_team([{"id": "berlin", "zone": "Europe/Berlin"}])
    paid, chance = with_money(plan, team, first), random.Random(20260302)
    kinds: set[str] = set()
    for _ in range(ROSTERS):
        paid = with_random_roster(paid, chance)
        agrees(paid)
        kinds |= {kind for own in pay_record(paid).values() for kind, amount in own.items() if amount}
    assert kinds == {"regular", "guaranteed", "overtime", "night", "weekend", "holiday"}


@pytest.mark.parametrize("first", [SPRING, AUTUMN])
def test_it_is_so_at_two_sites_with_clocks_and_premiums_of_their_own(plan: Plan, first: date) -> None:
    short = [{"name": "Ramadan", "start": first, "end": first + timedelta(days=4), "minutes": 60}]
    sites = [{"id": "jakarta", "zone": "Asia/Jakarta", "short_days": short}, {"id": "berlin", "zone": "Europe/Berlin"}]
    team = money_team(sites)
    premiums = [premium.model_copy(update={"sites": ("jakarta",)}) for premium in team.costs.premiums[1:]]
    costs = team.costs.model_copy(update={"premiums": (team.costs.premiums[0], *premiums)})
    paid, chance = with_money(plan, team.model_copy(update={"costs": costs}), first), random.Random(20260302)
    for _ in range(ROSTERS):
        paid = with_random_roster(paid, chance)
        agrees(paid)


MONEY = (
    TEAM.replace(
        "costs: {currency: EUR}",
        """\
overtime: {max_minutes_per_week: 450, max_extra_days: 1}
costs:
  currency: EUR
  premiums:
    - {kind: night, between: "16:30-32:00", multiplier: 1.3}
    - {kind: weekend, multiplier: 1.5}
    - {kind: overtime, brackets: [{hours: 2, multiplier: 1.25}, {multiplier: 1.5}]}""",
    )
    .replace("cost_per_hour: 20}", "cost_per_hour: 19.45, min_minutes_per_week: 1800}")
    .replace("min_on_queue: 0", "min_on_queue: 1")
)
CONSENTING = (
    AGENTS.replace("contract,role", "contract,role,overtime")
    .replace("full_time,agent", "full_time,agent,yes")
    .replace("full_time,lead", "full_time,lead,no")
)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The small desk with premiums and overtime, read, forecast and solved."""
    folder = write_small_desk(tmp_path_factory.mktemp("money") / "w", team=MONEY, agents=CONSENTING)
    return make_plan(look_ahead(read_workspace(folder)), Settings(seed=3, work=2.0, replications=100))


def test_the_pay_of_a_solved_plan_is_in_its_record_and_adds_up(solved: Plan) -> None:
    agrees(solved)
    record = json.loads(json_text(run_record(solved, datetime(2026, 3, 1, tzinfo=UTC), 1.0)))
    assert in_fractions(record["pay"]) == pay_from_csv(roster_csv(solved), solved.outlook.workspace)
    assert set(record["pay"]["ana"]) == {"regular", "guaranteed", "overtime", "night", "weekend"}
    amounts = [round(100 * amount) for kinds in record["pay"].values() for amount in kinds.values()]
    assert round(100 * record["cost"]) == sum(amounts) > 0
    assert record["currency"] == "EUR"


def test_the_premiums_of_a_solved_plan_are_in_its_ledger(solved: Plan) -> None:
    assert solved.result is not None
    priced = {item.rule for item in solved.result.ledger}
    assert {breach.rule for breach in solved.breaches} >= {"premium_pay"} <= priced
    assert sum(i.price for i in solved.result.ledger if i.rule == "premium_pay") == sum(
        breach.amount for breach in solved.breaches if breach.rule == "premium_pay"
    )


def test_the_page_shows_the_kinds_that_are_paid_by_person_and_for_the_team(plan: Plan) -> None:
    paid = with_money(plan, money_team([{"id": "berlin", "zone": "Europe/Berlin"}]), AUTUMN)
    columns, rows = pay_columns(paid), pay_rows(paid)
    kinds = ("regular", "guaranteed, not rostered", "overtime", "night", "weekend", "holiday")
    assert columns == ("person", *(kind for kind in kinds if kind in columns), "total, IDR")
    assert [row[0] for row in rows] == ["a0", "a1", "a2", "a3", "a4", "team"]
    assert rows[3][1:] == ("0.00",) * (len(columns) - 1)
    assert rows[-1][-1] == f"{cost(paid):,.2f}"
    numbers = [[Fraction(cell.replace(",", "")) for cell in row[1:]] for row in rows]
    assert all(sum(row[:-1]) == row[-1] for row in numbers)
    assert all(sum(column[:-1]) == column[-1] for column in zip(*numbers, strict=True))
    assert pay_line(paid).startswith(f"cost {rows[-1][-1]} IDR: regular {rows[-1][1]}, ")


def test_amounts_without_hundredths_are_shown_without(plan: Plan) -> None:
    amount = f"{20 * 7.5 * int(plan.roster.work.sum()):,.0f}"
    assert pay_line(plan) == f"cost {amount} EUR: regular {amount}"
    assert f"| team | {amount} | {amount} |" in page_text(plan)


def test_nothing_is_said_where_no_wage_is_known(plan: Plan) -> None:
    problem = replace(plan.outlook.problem, wage=0 * plan.outlook.problem.wage)
    free = replace(plan, outlook=replace(plan.outlook, problem=problem))
    assert (pay_rows(free), pay_line(free), cost(free)) == ([], "", 0)
    assert "## Pay" not in page_text(free)


def test_the_record_of_a_desk_is_read_from_its_folder(tmp_path: Path) -> None:
    workspace = read_workspace(write_small_desk(tmp_path / "w", team=MONEY, agents=CONSENTING))
    assert [agent.overtime for agent in workspace.agents] == [True, True, True, False]
    assert [premium.kind for premium in workspace.team.costs.premiums] == ["night", "weekend", "overtime"]
