"""Two hundred valid rosters, each with one assignment changed to a breach that a hand-written oracle certifies.

The rosters belong to realistic weeks: those of both example workspaces, and others of the same teams with a clock
change, a night shift, a six-day contract, random leave, availability, employment and published rows.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import pytest
from click.testing import CliRunner

from staffing.build.problem import build_problem, places_for, rules_of
from staffing.cli.check import command
from staffing.documents.pay import Overtime
from staffing.documents.people import Agent, Assignment, Leave
from staffing.documents.team import Availability, Shift, Team
from staffing.documents.workspace import Workspace
from staffing.plan import Outlook, breaches, hand_made, look_ahead
from staffing.read.rosters import read_roster
from staffing.read.workspace import read_workspace
from staffing.result import Violation
from staffing.rules.agent.max_consecutive_days import MaxConsecutiveDays
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.agent.weekly_rest_days import WeeklyRestDays
from staffing.service.pay import credited_in_weeks
from tests.build.desks import known_forecast
from tests.rules.oracle import DAY, Breach, Laws, Oracle, Row

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
ROSTERS = 200
LAWS = (
    "min_rest",
    "max_consecutive_days",
    "leave",
    "contract_days",
    "contract_minutes",
    "allowed_shifts",
    "employment",
    "availability",
    "weekly_rest_days",
    "pins",
    "one_shift_a_day",
)
NIGHT = Shift.model_validate(
    {"id": "night", "start": "22:00", "end": "31:00", "breaks": [{"start": "26:00", "minutes": 60}], "late": True}
)
SIX_DAYS = {"days_per_week": 6, "minutes_per_week": 2900}
NO_LATE = Availability.model_validate({"id": "no_late", "days": {"sunday": "off", "friday": ["early", "day"]}})


@dataclass(frozen=True, eq=False)
class Case:
    """A valid roster, and the same with one assignment changed so that it breaks `law` for `agent` on `day`."""

    outlook: Outlook
    oracle: Oracle
    clean: tuple[Row, ...]
    changed: tuple[Row, ...]
    law: str
    agent: str
    day: date

    @cached_property
    def found_in_clean(self) -> set[Breach]:
        """What the rules find in the valid roster."""
        return _found(self.outlook, self.clean)

    @cached_property
    def found_in_changed(self) -> set[Breach]:
        """What the rules find in the changed one."""
        return _found(self.outlook, self.changed)


@pytest.fixture(scope="module")
def bases() -> tuple[Outlook, ...]:
    return tuple(look_ahead(read_workspace(CONFIGS / name)) for name in ("seller-escalations", "incident-desk"))


@pytest.fixture(scope="module")
def cases(bases: tuple[Outlook, ...]) -> list[Case]:
    chance = random.Random(20261122)
    found: list[Case] = []
    worlds: list[tuple[Outlook, Oracle]] = []
    while len(found) < ROSTERS:
        if len(found) >= 8 * len(worlds):  # eight rosters a world
            worlds.append(_world(bases, chance, len(worlds)))
        outlook, oracle = worlds[-1]
        clean = _valid_roster(oracle, chance)
        assert not oracle.breaches(clean)
        rarest = Counter(dict.fromkeys(LAWS, 0)) + Counter(case.law for case in found)
        wanted = sorted(LAWS, key=lambda law: (rarest[law], chance.random()))
        found.append(next(case for law in wanted for case in _changed(outlook, oracle, clean, law, chance)))
    return found


def _world(bases: tuple[Outlook, ...], chance: random.Random, number: int) -> tuple[Outlook, Oracle]:
    """The two example weeks as they are, then others of the same teams."""
    if number < 2:
        return bases[number], Oracle(bases[number].workspace, Laws())
    base = bases[number % 2]
    rest = (11, 9, 14, 24)[number // 2 % 4]
    laws = Laws(timedelta(hours=rest), days_in_a_row=(6, 5, 3)[number // 2 % 3], rest_days_a_week=1 + number // 2 % 2)
    workspace = _varied(base.workspace, laws, chance, number)
    places = places_for(workspace)
    axis = places.axis
    queues = tuple(queue.id for queue in workspace.team.queues)
    forecast = known_forecast(axis, queues, 2.0)
    problem = build_problem(workspace, axis, forecast)
    outlook = replace(
        base,
        workspace=workspace,
        axis=axis,
        places=places,
        forecast=forecast,
        problem=problem,
        rules=rules_of(workspace.team),
    )
    return outlook, Oracle(workspace, laws)


def _varied(workspace: Workspace, laws: Laws, chance: random.Random, number: int) -> Workspace:
    team = _varied_team(workspace.team, laws, number)
    # the clocks of Lisbon change on 25 October; what is published from there on are pins
    first = workspace.first_day if number % 3 else date(2026, 10, 19)
    earlier = tuple(row for row in workspace.published if row.date < first)
    agents = tuple(_varied_agent(agent, first, chance) for agent in workspace.agents)
    varied = replace(
        workspace,
        team=team,
        agents=agents,
        published=earlier,
        first_day=first,
        leave=tuple(leave for agent in agents for leave in _some_leave(agent, first, chance)),
    )
    pinned = _valid_roster(Oracle(varied, laws), chance)
    pins = tuple(_published(row) for row in pinned if chance.random() < 0.3)
    return replace(varied, published=earlier + pins)


def _varied_team(team: Team, laws: Laws, number: int) -> Team:
    shifts, contracts = team.shifts, team.contracts
    if number % 4 >= 2:
        shifts = (*shifts, NIGHT if number % 3 else NIGHT.model_copy(update={"end": NIGHT.end + 8}))
        contracts = tuple(
            contract.model_copy(update={"shifts": (*contract.shifts, "night"), **SIX_DAYS})
            if contract.id == "full_time"
            else contract
            for contract in contracts
        )
    rules = (
        MinRest(minutes=laws.rest // timedelta(minutes=1)),
        MaxConsecutiveDays(days=laws.days_in_a_row),
        WeeklyRestDays(days=laws.rest_days_a_week),
        *team.rules[3:],
    )
    more = {"shifts": shifts, "contracts": contracts, "rules": rules, "availability": (*team.availability, NO_LATE)}
    if number % 3 == 0:  # 2900 minutes on 6 days make a day of 483 1/3; the longer night has 488
        cap = None if number % 2 else 5
        more["overtime"] = Overtime(max_minutes_per_week=600, max_extra_days=1, max_minutes_per_day=cap)
    return team.model_copy(update=more)


def _varied_agent(agent: Agent, first: date, chance: random.Random) -> Agent:
    change: dict[str, object] = {"overtime": chance.random() < 0.5}
    if chance.random() < 0.2:
        change["availability"] = "no_late"
    if chance.random() < 0.15:
        change["leaves_on"] = first + chance.randrange(0, 6) * DAY
    elif chance.random() < 0.15:
        change["hired_on"] = first + chance.randrange(1, 7) * DAY
    return agent.model_copy(update=change)


def _some_leave(agent: Agent, first: date, chance: random.Random) -> Iterator[Leave]:
    if chance.random() < 0.35:
        start = first + chance.randrange(-2, 8) * DAY
        yield Leave(agent_id=agent.agent_id, start=start, end=start + chance.randrange(0, 3) * DAY)


def _published(row: Row) -> Assignment:
    return Assignment(agent_id=row[0], date=row[1], shift_id=row[2])


def _people(oracle: Oracle) -> list[str]:
    """Agents, not leads, who are employed at some time of the plan."""
    last = oracle.monday + (7 * oracle.weeks - 1) * DAY
    return [
        agent.agent_id
        for agent in oracle.agents.values()
        if agent.role == "agent"
        and (agent.hired_on is None or agent.hired_on <= last)
        and (agent.leaves_on is None or agent.leaves_on >= oracle.monday)
    ]


def _valid_roster(oracle: Oracle, chance: random.Random) -> tuple[Row, ...]:
    """Everybody's published rows, then random shifts as long as the oracle has nothing against them."""
    rows: list[Row] = []
    for agent in _people(oracle):
        line = list(oracle.published[agent])
        cells = [(agent, oracle.monday + n * DAY, shift) for n in range(7 * oracle.weeks) for shift in oracle.shifts]
        for cell in chance.sample(cells, len(cells)):
            if not any(cell[1] == day for _, day, _ in line) and not oracle.of_agent(agent, [*line, cell]):
                line.append(cell)
        rows.extend(line)
    return tuple(rows)


def _changed(
    outlook: Outlook, oracle: Oracle, clean: tuple[Row, ...], law: str, chance: random.Random
) -> Iterator[Case]:
    """Changes of one assignment, in random order, after which the oracle finds the law broken."""
    cells = [(agent, oracle.monday + n * DAY) for agent in _people(oracle) for n in range(7 * oracle.weeks)]
    for agent, day in chance.sample(cells, len(cells)):
        kept = [row for row in clean if row[:2] != (agent, day)]
        there = [row for row in clean if row[:2] == (agent, day)]
        edits = [[*kept, (agent, day, shift)] for shift in oracle.shifts if (agent, day, shift) not in there]
        edits += [[*clean, (agent, day, shift)] for shift in oracle.shifts if there and there[0][2] != shift]
        edits += [kept] if there else []
        for rows in chance.sample(edits, len(edits)):
            for broken in sorted(oracle.of_agent(agent, [row for row in rows if row[0] == agent])):
                if broken[0] == law:
                    yield Case(outlook, oracle, clean, tuple(rows), law, agent, broken[2])


def _found(outlook: Outlook, rows: tuple[Row, ...]) -> set[Breach]:
    """What the rules that must hold find, by names and dates."""
    roster = hand_made(outlook, tuple(_published(row) for row in rows))
    hard = [rule for rule in outlook.rules if rule.hard]
    assert {rule.rule for rule in hard} == set(LAWS)
    return {_named(outlook, breach) for rule in hard for breach in rule.violations(outlook.problem, roster)}


def _named(outlook: Outlook, breach: Violation) -> Breach:
    return breach.rule, outlook.problem.agent_names[breach.agent], outlook.axis.date_of(breach.day)


def test_nothing_is_invented_on_two_hundred_valid_rosters(cases: list[Case]) -> None:
    assert len(cases) == ROSTERS
    for case in cases:
        assert case.found_in_clean == set()


def test_every_changed_assignment_is_found_with_its_rule_agent_and_day(cases: list[Case]) -> None:
    for case in cases:
        assert (case.law, case.agent, case.day) in case.found_in_changed


def test_the_rules_find_exactly_what_the_oracle_finds(cases: list[Case]) -> None:
    for case in cases:
        assert case.found_in_changed == case.oracle.breaches(case.changed)


def test_the_recipe_lists_the_same_breaches_of_the_rules_that_must_hold(cases: list[Case]) -> None:
    for case in cases[::5]:
        roster = hand_made(case.outlook, tuple(_published(row) for row in case.changed))
        listed = {_named(case.outlook, breach) for breach in breaches(case.outlook, roster) if breach.rule in LAWS}
        assert listed == case.found_in_changed


def test_overtime_is_worked_and_closed_to_those_who_do_not_consent(cases: list[Case]) -> None:
    beyond = nights = 0
    for case in cases:
        problem, agents = case.outlook.problem, case.oracle.agents
        work = hand_made(case.outlook, tuple(_published(row) for row in case.clean))
        over = credited_in_weeks(problem, work).sum(axis=1) > problem.minutes_due.sum(axis=1)
        assert all(agents[problem.agent_names[agent]].overtime for agent in over.nonzero()[0])
        beyond += int(over.sum())
        if case.outlook.workspace.team.overtime.max_minutes_per_day is not None:
            nightly = {agents[agent].overtime for agent, _, shift in case.clean if shift == "night"}
            assert nightly <= {True}
            nights += len(nightly)
    assert beyond >= 10
    assert nights


def test_every_kind_of_breach_is_tried_often(cases: list[Case]) -> None:
    tried = Counter(case.law for case in cases)
    assert set(tried) == set(LAWS)
    assert min(tried.values()) >= 10


def test_the_valid_rosters_are_no_empty_ones(cases: list[Case]) -> None:
    assert all(len(case.clean) >= 10 for case in cases)
    assert sum(len(case.clean) for case in cases) >= 25 * ROSTERS


def test_a_run_through_the_history_is_among_the_breaches(cases: list[Case]) -> None:
    runs = [case for case in cases if case.law == "max_consecutive_days"]
    assert any((case.day - case.oracle.monday).days < case.oracle.laws.days_in_a_row for case in runs)


def test_a_roster_csv_with_the_change_is_read_and_breaks_the_same_law(cases: list[Case], tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    for case in cases[::10]:
        lines = ["agent_id,date,shift_id,start,end"]
        for agent, day, shift in case.changed:
            begin, end = (moment.astimezone(case.oracle.zone) for moment in case.oracle.times(day, shift))
            lines.append(f"{agent},{day},{shift},{begin.isoformat()},{end.isoformat()}")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        rows = read_roster(path, case.outlook.workspace)
        assert Counter((row.agent_id, row.date, row.shift_id) for row in rows) == Counter(case.changed)
        assert (case.law, case.agent, case.day) in _found(
            case.outlook, tuple((row.agent_id, row.date, row.shift_id) for row in rows)
        )


def test_the_command_check_names_the_breach_of_a_changed_roster(cases: list[Case], tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    for case in cases[:16:4]:  # of the two example weeks, as they are on disk
        lines = [f"{agent},{day},{shift}" for agent, day, shift in case.changed]
        path.write_text("\n".join(["agent_id,date,shift_id", *lines]) + "\n", encoding="utf-8")
        answer = CliRunner().invoke(
            command, [str(case.outlook.workspace.folder), "--roster", str(path), "--json"], standalone_mode=False
        )
        assert answer.return_value == 3, answer.output
        named = {
            (breach["rule"], breach["agent"], date.fromisoformat(breach["date"]))
            for breach in json.loads(answer.stdout)["breaches"]
            if breach["hard"]
        }
        assert named == case.oracle.breaches(case.changed)
