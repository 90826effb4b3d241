"""Each `team.yaml` is accepted by the document it is read into, and the load fits the people."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from staffing.documents.hiring import Hiring, Role
from staffing.documents.people import Agent
from staffing.documents.roles import roles_of
from staffing.documents.team import Team
from staffing.examples import NAMES, incident_desk, regional_hub, regional_rosters, seller_escalations
from staffing.read.team import read_team

MODULES = {"seller-escalations": seller_escalations, "incident-desk": incident_desk, "regional-hub": regional_hub}
ROSTERS = {**MODULES, "regional-hub": regional_rosters}


@pytest.fixture(scope="session")
def team(workspaces) -> Callable[[str], Team]:
    return lambda name: Team.model_validate(YAML(typ="safe").load(workspaces[name]["team.yaml"]))


@pytest.mark.parametrize("name", NAMES)
def test_the_team_is_accepted_and_its_contracts_and_patterns_name_its_shifts(name, team, table):
    read = team(name)
    shifts = {shift.id for shift in read.shifts}
    assert all(set(contract.shifts) <= shifts for contract in read.contracts)
    named = {agent["availability"] for agent in table(name, "agents.csv")} - {""}
    assert named == {pattern.id for pattern in read.availability}
    assert {agent["contract"] for agent in table(name, "agents.csv")} == {c.id for c in read.contracts}


@pytest.mark.parametrize("name", NAMES)
def test_the_shifts_of_team_yaml_are_those_the_history_was_worked_in(name, team, table):
    templates = {
        item.id: item for item in vars(ROSTERS[name]).values() if isinstance(item, seller_escalations.Template)
    }
    for shift in team(name).shifts:
        template = templates[shift.id]
        pauses = tuple((pause.start, pause.start + pause.minutes) for pause in shift.breaks)
        assert (template.start, template.end, template.late) == (shift.start, shift.end, shift.late)
        assert pauses == ((template.pause,) if template.pause else ())


@pytest.mark.parametrize("name", NAMES)
def test_somebody_can_be_on_queue_in_every_open_minute(name, team):
    read = team(name)
    minimal = [(read.site_of(""), read.open_hours)] if len(read.sites) == 1 else []
    minimal += [(site, site.open_hours) for site in read.sites if site.open_hours]
    assert minimal
    for site, hours in minimal:
        shifts, cut = read.shifts_at(site), max((short.minutes for short in site.short_days), default=0)
        for minute in range(*hours.span(0)):
            assert any(
                shift.start <= minute < shift.end - cut
                and not any(pause.start <= minute < pause.start + pause.minutes for pause in shift.breaks)
                for shift in shifts
            ), (site.id, minute)


@pytest.mark.parametrize("name", NAMES)
def test_the_usual_week_keeps_everybody_between_seven_and_eight_tenths_occupied(name, team, table):
    read = team(name)
    handle = {queue.id: queue.handle_minutes.mean for queue in read.queues}
    streams = MODULES[name].STREAMS
    work = sum(s.per_day * sum(s.weekdays) * handle[s.queue] for s in streams) / 60
    minutes = {contract.id: contract.minutes_per_week for contract in read.contracts}
    agents = [a for a in table(name, "agents.csv") if a["role"] == "agent" and a["agent_id"] != "sofia"]
    present = (1 - read.shrinkage.absence) * (1 - read.shrinkage.in_shift)
    on_queue = sum(minutes[agent["contract"]] for agent in agents) / 60 * present
    assert 0.70 <= work / on_queue <= 0.78


@pytest.fixture(scope="session")
def roles(team, table):
    def read(name: str) -> dict[str, list[str]]:
        rows = [{k: v for k, v in row.items() if v} for row in table(name, "agents.csv")]
        people = [Agent.model_validate({**row, "skills": row.get("skills", "").split("|")}) for row in rows]
        people = [one.model_copy(update={"skills": tuple(filter(None, one.skills))}) for one in people]
        return {role.id: [agent.agent_id for agent in role.people] for role in roles_of(team(name), people)}

    return read


def test_the_seller_team_says_most_of_hiring_and_the_incident_desk_nothing(team):
    hiring = team("seller-escalations").hiring
    assert (hiring.attrition.probability, hiring.new_hires.weeks) == (0.35, 13)
    assert (len(hiring.ramp), hiring.ramp[0], hiring.ramp[-1]) == (12, 0.6, 1)
    assert (hiring.training.weeks, hiring.training.seats, hiring.notice_days) == (2, 4, 30)
    assert hiring.growth is None
    assert team("incident-desk").hiring == Hiring()


@pytest.mark.parametrize("name", NAMES)
def test_every_requisition_is_for_a_role_of_the_team(name, roles, table, workspaces):
    wanted = table(name, "requisitions.csv") if "requisitions.csv" in workspaces[name] else []
    assert {row["role"] for row in wanted} <= set(roles(name))


def test_the_hub_has_a_role_for_each_site_and_the_others_one_for_all(roles):
    assert {role: len(people) for role, people in roles("regional-hub").items()} == {
        "jakarta": 24,
        "manila": 20,
        "toronto": 16,
    }
    assert {role: len(people) for role, people in roles("seller-escalations").items()} == {"agent": 6}
    assert {role: len(people) for role, people in roles("incident-desk").items()} == {"agent": 12}


def test_what_the_seller_team_has_commented_out_under_hiring_is_right_as_well(tmp_path: Path, workspaces):
    before, _, hiring = workspaces["seller-escalations"]["team.yaml"].partition("\nhiring:\n")
    said = re.sub(r"^  # (growth|freeze|budget|roles|  - )", r"  \1", hiring, flags=re.MULTILINE)
    (tmp_path / "team.yaml").write_text(f"{before}\nhiring:\n{said}")
    read = read_team(tmp_path / "team.yaml").hiring
    assert read.growth == 0.1
    assert (read.budget.hires, read.freeze[0].start) == (2, date(2026, 12, 21))
    assert read.roles == (Role(id="agent", contract="full_time"), Role(id="lead", of="lead", heads=1))
