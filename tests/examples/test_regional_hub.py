"""regional-hub: its people, its sites' rosters and its log are what its `team.yaml` speaks of."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import mean
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from staffing.documents.team import Team

from .conftest import Rows, fault, moment

NAME = "regional-hub"
TARGET = {"payments": 24, "listings": 24, "appeals": 48, "logistics": 24, "partners": 72}
"""Hours within which a case is surely on time; of partners, sixteen open hours over two nights."""
RAMADAN, FAMILY_DAY = date(2026, 2, 19), date(2026, 2, 16)


@pytest.fixture(scope="module")
def team(workspaces) -> Team:
    return Team.model_validate(YAML(typ="safe").load(workspaces[NAME]["team.yaml"]))


@pytest.fixture(scope="module")
def agents(table) -> dict[str, dict[str, str]]:
    return {row["agent_id"]: row for row in table(NAME, "agents.csv")}


@pytest.fixture(scope="module")
def tickets(table) -> Rows:
    """Rows without the faults, each ticket once."""
    return list({row["ticket_id"]: row for row in table(NAME, "tickets.csv") if not fault(row, set(TARGET))}.values())


@pytest.fixture(scope="module")
def duties(table) -> dict[str, Rows]:
    found = defaultdict(list)
    for row in table(NAME, "published.csv"):
        found[row["agent_id"]].append(row)
    return found


def test_sixty_agents_and_a_lead_at_each_of_three_sites(agents):
    roles = Counter((row["site"], row["role"]) for row in agents.values())
    sizes = {"jakarta": 24, "manila": 20, "toronto": 16}
    assert roles == {**{(site, "agent"): n for site, n in sizes.items()}, **{(site, "lead"): 1 for site in sizes}}
    assert len({row["name"] for row in agents.values()}) == 63
    consenting = sum(row["overtime"] == "yes" for row in agents.values())
    assert 1 / 4 < consenting / 60 <= 0.4


def test_skills_differ_and_every_queue_but_one_is_served_at_two_sites(agents, team):
    own = [row for row in agents.values() if row["role"] == "agent"]
    assert 8 <= len({row["skills"] for row in own}) <= 14
    served = defaultdict(set)
    for row in own:
        for queue in row["skills"].split("|") if row["skills"] else [queue.id for queue in team.queues]:
            served[queue.partition(":")[0]].add(row["site"])
    assert {queue for queue, sites in served.items() if len(sites) == 1} == {"partners"}
    assert set(served) == {queue.id for queue in team.queues}


def test_wishes_name_shifts_that_the_site_and_the_contract_have(agents, team, table):
    contracts = {contract.id: contract for contract in team.contracts}
    for row in table(NAME, "requests.csv"):
        agent = agents[row["agent_id"]]
        worked = {shift.id for shift in team.shifts_at(team.site_of(agent["site"]))}
        assert row["want"].removeprefix("not:") in (worked & set(contracts[agent["contract"]].shifts)) | {"off"}
        assert date(2026, 3, 2) <= date.fromisoformat(row["date"]) <= date(2026, 3, 8)


def test_rosters_are_told_in_the_zone_of_the_site_with_its_shifts_and_the_patterns(agents, team, duties):
    patterns = {pattern.id: pattern.days for pattern in team.availability}
    shifts = {shift.id: shift for shift in team.shifts}
    for agent_id, rows in duties.items():
        agent, site = agents[agent_id], team.site_of(agents[agent_id]["site"])
        for row in rows:
            start, end = datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])
            day, shift = date.fromisoformat(row["date"]), shifts[row["shift_id"]]
            assert start.utcoffset() == start.astimezone(ZoneInfo(site.zone)).utcoffset()
            assert (start.date(), start.hour * 60 + start.minute) == (day, shift.start)
            assert end - start == timedelta(minutes=shift.end - shift.start - site.cut(day))
            assert shift in team.shifts_at(site)
            allowed = patterns.get(agent["availability"], {}).get(f"{day:%A}".lower(), "any")
            assert allowed == "any" or shift.id in allowed


def test_on_short_days_people_are_paid_in_full_for_less_on_queue(agents, duties):
    rows = [row for agent, own in duties.items() if agents[agent]["site"] == "jakarta" for row in own]
    given = {
        int(row["paid_minutes"]) - int(row["on_queue_minutes"])
        for row in rows
        if date.fromisoformat(row["date"]) >= RAMADAN
    }
    assert given == {60}
    assert all(row["paid_minutes"] == row["on_queue_minutes"] for row in rows if row["date"] < RAMADAN.isoformat())


def test_toronto_rests_by_its_own_rules_and_closes_on_family_day(agents, duties):
    for agent, rows in duties.items():
        if agents[agent]["site"] != "toronto":
            continue
        days = [date.fromisoformat(row["date"]) for row in rows]
        assert FAMILY_DAY not in days
        assert max(Counter(day.isocalendar().week for day in days).values()) <= 5
        for row, following in pairwise(sorted(rows, key=lambda row: row["start"])):
            rest = datetime.fromisoformat(following["start"]) - datetime.fromisoformat(row["end"])
            assert rest >= timedelta(hours=12)


def test_somebody_works_at_every_hour_of_the_published_weeks(duties):
    spans = [
        (datetime.fromisoformat(r["start"]), datetime.fromisoformat(r["end"])) for own in duties.values() for r in own
    ]
    first = datetime(2026, 2, 3, tzinfo=ZoneInfo("Asia/Jakarta"))
    hours = [first + timedelta(hours=n) for n in range(26 * 24)]
    assert all(any(start <= hour < end for start, end in spans) for hour in hours)


def test_the_log_covers_ten_weeks_to_a_thursday_and_is_small_enough_to_ship(tickets, workspaces):
    created = [datetime.fromisoformat(row["created_at"]) for row in tickets]
    assert (min(created).date(), max(created).date()) == (date(2025, 12, 17), date(2026, 2, 26))
    assert 29_000 < len(tickets) < 34_000
    assert len(workspaces[NAME]["tickets.csv"]) < 2_000_000


@pytest.mark.parametrize("queue", list(TARGET))
def test_cases_of_each_queue_are_handled_in_about_the_minutes_of_team_yaml(queue, tickets, team):
    expected = next(one.handle_minutes.mean for one in team.queues if one.id == queue)
    handled = [float(row["handle_minutes"]) for row in tickets if row["queue"] == queue and row["handle_minutes"]]
    assert mean(handled) == pytest.approx(expected, rel=0.06)


def test_most_cases_were_resolved_on_time_and_the_open_ones_are_recent(tickets):
    as_of = max(at for row in tickets for at in map(moment, (row["created_at"], row["resolved_at"])) if at)
    judged = [row for row in tickets if row["created_at"] < str(as_of - timedelta(days=4))]
    for queue, hours in TARGET.items():
        ages = [_age(row) for row in judged if row["queue"] == queue]
        assert 0.90 < mean(age <= hours for age in ages) < 1
    ages = [
        (as_of - datetime.fromisoformat(row["created_at"])).total_seconds() / 3600
        for row in tickets
        if not row["resolved_at"]
    ]
    assert 10 <= len(ages) <= 120
    assert max(ages) < 96


def test_partners_write_in_the_office_hours_of_toronto(tickets):
    zone = ZoneInfo("America/Toronto")
    created = [_moment(row).astimezone(zone) for row in tickets if row["queue"] == "partners"]
    assert mean(8 <= at.hour < 18 and at.weekday() < 5 for at in created) > 0.85


def _moment(row: dict[str, str]) -> datetime:
    return datetime.fromisoformat(row["created_at"] + "+00:00")


def _age(row: dict[str, str]) -> float:
    if not row["resolved_at"]:
        return float("inf")
    lived = datetime.fromisoformat(row["resolved_at"]) - datetime.fromisoformat(row["created_at"])
    return lived.total_seconds() / 3600
