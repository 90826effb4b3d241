"""A thousand valid rosters, each with one assignment changed so that a hand-written oracle finds laws broken.

The rules must find exactly what the oracle finds: the same laws, people, dates and amounts, and nothing in the valid
rosters. The rosters belong to realistic weeks (`corpus_worlds.py`) under random laws (`corpus_laws.py`).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import TypeAdapter

from staffing.build.places import Places
from staffing.build.problem import build_problem, places_for
from staffing.build.rosters import roster_of
from staffing.build.rules import rules_of
from staffing.cli.check import command
from staffing.documents.team import Team
from staffing.problem import Problem
from staffing.read.rosters import read_roster
from staffing.rules import EVERY, AnyRule, Rule
from tests.build.desks import known_forecast
from tests.rules.corpus import LAWS, Case, World, corpus, example_cases
from tests.rules.corpus_laws import STANDING
from tests.rules.corpus_packs import NAMES as PACKS
from tests.rules.corpus_worlds import EXAMPLES, published
from tests.rules.oracle import UNSURE, Breach, Row
from tests.rules.oracles.line import Line
from tests.rules.oracles.standing import Given

PARTS, ROSTERS_A_PART, HITS_A_PART = 4, 250, 4
WRITTEN: TypeAdapter[tuple[AnyRule, ...]] = TypeAdapter(tuple[AnyRule, ...])
OF_THE_EXAMPLES: tuple[Given, ...] = (
    {"rule": "min_rest", "minutes": 660},
    {"rule": "max_consecutive_days", "days": 6},
    {"rule": "weekly_rest_days", "days": 1},
)


@pytest.mark.parametrize("part", range(PARTS))
def test_the_rules_find_exactly_what_the_oracle_finds(part: int) -> None:
    cases = corpus(part, ROSTERS_A_PART)
    assert len({case.changed for case in cases}) >= 0.98 * ROSTERS_A_PART
    hits: Counter[str] = Counter()
    for case in cases:
        assert case.broken
        assert found_by_rules(case.world, case.clean) == {}, told(case)
        assert found_by_rules(case.world, case.changed) == case.broken, told(case)
        hits.update({case.world.oracle.laws[name]["rule"] for name, _, _ in case.broken})
        hits.update({name.partition("@")[2] for name, _, _ in case.broken})
    assert not [law for law in (*LAWS, *PACKS) if hits[law] < HITS_A_PART]
    assert sum(len(case.clean) for case in cases) >= 20 * ROSTERS_A_PART  # no empty rosters


def test_the_oracle_knows_every_rule_but_those_of_fairness_and_of_service() -> None:
    others = {rule.name() for rule in EVERY} - set(LAWS)
    assert others == {
        *(f"fair_{what}" for what in ("late_shifts", "weekends", "nights", "holidays", "hours", "requests")),
        *("paid_hours", "resolution_rate", "day_floor", "maximum_age", "occupancy_cap", "utilization_band"),
        "window_margin",
    }


@cache
def found_by_rules(world: World, rows: tuple[Row, ...]) -> Counter[Breach]:
    """What the rules find, by names and dates; a breach of a law from a labour pack names its article."""
    places, problem, rules = built(world)
    roster = roster_of(published(rows), problem, places, world.workspace.agents)
    found: Counter[Breach] = Counter()
    for rule in rules:
        for breach in rule.violations(problem, roster):
            agent = problem.agent_names[breach.agent] if breach.agent >= 0 else ""
            day = places.axis.date_of(breach.day) if breach.day >= 0 else None
            key = breach.rule, agent, day
            found[key] = 1 if rule.stated.rule in UNSURE else found[key] + breach.amount
            assert breach.article == world.oracle.laws[breach.rule].get("article", "")
    return found


@cache
def built(world: World) -> tuple[Places, Problem, tuple[Rule, ...]]:
    """Places and problem of a world, and those of its rules that the oracle knows."""
    team = with_rules(world.workspace.team, world.oracle.laws)
    workspace = replace(world.workspace, team=team)
    places = places_for(workspace)
    forecast = known_forecast(places.axis, tuple(queue.id for queue in team.queues), 2.0)
    problem = build_problem(workspace, places.axis, forecast)
    rules = tuple(rule for rule in rules_of(team, workspace.agents) if rule.rule in world.oracle.laws)
    assert {rule.rule for rule in rules} == set(world.oracle.laws)
    return places, problem, rules


def with_rules(team: Team, laws: Mapping[str, Given]) -> Team:
    """The team with the laws that people write, its own and those of its sites."""
    own: dict[str, list[Given]] = defaultdict(list)
    for law in laws.values():
        if law["rule"] not in STANDING and "name" not in law:
            own[law.get("at", "")].append({key: value for key, value in law.items() if key != "at"})
    rules = {at: WRITTEN.validate_python(tuple(some)) for at, some in own.items()}
    sites = tuple(site.model_copy(update={"rules": rules.get(site.id, ())}) for site in team.sites)
    return team.model_copy(update={"sites": sites, "rules": rules.get("", ())})


def told(case: Case) -> str:
    """Where the two differ, with the laws and the people of each difference."""
    oracle, said = case.world.oracle, [""]
    for rows, expected in ((case.clean, Counter[Breach]()), (case.changed, case.broken)):
        found = found_by_rules(case.world, rows)
        for name, agent, day in sorted({*found, *expected}, key=str):
            key = name, agent, day
            if found[key] != expected[key]:
                work = Line(oracle.facts, agent, (row[1:] for row in rows if row[0] == agent)).all if agent else ()
                said.append(f"{name} {agent} {day}: {found[key]} found, {expected[key]} expected; {oracle.laws[name]}")
                said += [f"  {date_} {shift}" for date_, shift in work]
    return "\n".join(said)


@pytest.fixture(scope="module")
def some() -> list[Case]:
    return corpus(PARTS, 120)


def test_overtime_is_worked_by_those_who_consent_and_by_nobody_else(some: list[Case]) -> None:
    beyond = 0
    for case in some:
        facts = case.world.oracle.facts
        for agent, line in case.world.oracle.lines(case.clean).items():
            for first, rows in line.weeks():
                if len({day for day, _ in rows}) > facts.days_due(agent, facts.week_of(first)):
                    assert facts.agents[agent].overtime
                    beyond += 1
    assert beyond


def test_breaches_by_work_before_the_plan_and_of_several_weeks_are_among_them(some: list[Case]) -> None:
    early = [case for case in some for name, _, day in case.broken if day == case.world.workspace.first_day]
    assert any(case.world.workspace.published[0].date < case.world.workspace.first_day for case in early)
    assert any(case.world.workspace.weeks == 2 for case in some)
    assert any(len(case.world.workspace.team.sites) == 2 for case in some)


def test_the_rows_of_a_changed_roster_csv_are_read_as_they_are_written(some: list[Case], tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    for case in some[::6]:
        lines = ["agent_id,date,shift_id,start,end"]
        for agent, day, shift in case.changed:
            facts = case.world.oracle.facts.at(agent)
            begin, end = (moment.astimezone(facts.zone) for moment in facts.moments(day, shift))
            lines.append(f"{agent},{day},{shift},{begin.isoformat()},{end.isoformat()}")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        rows = read_roster(path, case.world.workspace)
        assert Counter((row.agent_id, row.date, row.shift_id) for row in rows) == Counter(case.changed)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_command_check_names_the_breaches_of_a_changed_roster(name: str, tmp_path: Path) -> None:
    case = example_cases(name, OF_THE_EXAMPLES, 1)[0]
    path = tmp_path / "roster.csv"
    lines = [f"{agent},{day},{shift}" for agent, day, shift in case.changed]
    path.write_text("\n".join(["agent_id,date,shift_id", *lines]) + "\n", encoding="utf-8")
    folder = str(case.world.workspace.folder)
    answer = CliRunner().invoke(command, [folder, "--roster", str(path), "--json"], standalone_mode=False)
    assert answer.return_value == 3, answer.output
    hard = [breach for breach in json.loads(answer.stdout)["breaches"] if breach["hard"]]
    named = {(breach["rule"], breach["agent"], date.fromisoformat(breach["date"])) for breach in hard}
    assert named == set(case.broken)
