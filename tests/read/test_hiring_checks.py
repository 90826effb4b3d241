# ruff: noqa: E501 (the sentences are told as they are printed)
"""The part hiring of team.yaml: what is read, and every fault in one sentence with its place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from staffing.documents.hiring import DEFAULT_RAMP, Hiring, Role
from staffing.documents.people import Agent
from staffing.documents.roles import roles_of
from staffing.documents.team import Team
from staffing.errors import InputError
from staffing.read.hiring_checks import check_hiring_dates
from staffing.read.team import read_team

from .conftest import TWO_SITES, Desk, write_files

ATTRITION = "has neither probability (that somebody leaves within a year) nor turnover (leavers in a year / average headcount); give one of them"
HELD = "already; write it above {0}, or tell them apart by site, contract, skills or of"


def with_hiring(desk: Desk, text: str) -> Path:
    """The desk's team.yaml with keys of hiring, the first of them in line 27."""
    desk.edit("team.yaml", "history:", f"hiring:\n  {text}\nhistory:")
    return desk.folder / "team.yaml"


def test_without_the_part_hiring_everything_is_assumed(desk: Desk) -> None:
    hiring = read_team(desk.folder / "team.yaml").hiring
    assert hiring == Hiring()
    assert (hiring.attrition.probability, hiring.ramp, hiring.roles) == (0.3, DEFAULT_RAMP, ())


@pytest.mark.parametrize(
    "text",
    [
        "attrition: {probability: 0}",
        "attrition: {probability: 0.99}",
        "attrition: {turnover: 1.5}",
        "new_hires: {turnover: 0.8, weeks: 1}",
        "ramp: [1]",
        "ramp: [0.01, 0.5, 0.5, 1.0]",
        "training: {seats: 4, class_max: 4, class_min: 4}",
        "training: {weeks: 0}",
        "mentoring: {hours_per_week: 0, weeks: 0}",
        "mentoring: {hours_per_week: 0.5, weeks: 1}",
        "time_to_fill: {median_days: 0, p80_days: 0}",
        "time_to_fill: {median_days: 65}",
        "time_to_fill: {p80_days: 45}",
        "funnel: {interview: 1, offer: 0.01}",
        "growth: -0.2",
        "growth: 10",
        "freeze: [{start: 2026-12-24, end: 2026-12-24}, {start: 2026-12-25, end: 2027-01-03}]",
        "freeze: [{start: 2027-12-01, end: 2027-12-31}, {start: 2026-12-01, end: 2026-12-31}]",
        "budget: {hires: 1, money: 1}",
        "budget: {money: 900}\n  costs: {per_hire: 900}",
        "budget: {money: 0}\n  costs: {per_hire: 0}",
        "stop_gaps: {overtime: {}, outsourced: {fte: 0.5, cost_per_hour: 18}}",
        "roles: [{id: agent, skills: [payments, listings], site: jakarta, contract: full_time, heads: 0}]",
        "roles: [{id: payers, skills: [payments]}, {id: listers, skills: [listings]}, {id: others}]",
        "roles: [{id: agent}, {id: coach, of: lead, heads: 1}]",
    ],
)
def test_what_is_just_allowed_is_read(desk: Desk, text: str) -> None:
    assert read_team(with_hiring(desk, text)).hiring.model_fields_set


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("attrition: {probability: 35}", "15 hiring.attrition.probability is 35; it must be a share between 0 and 1; 35 looks like a percentage: write 0.35"),
        ("attrition: {probability: 35%}", '15 hiring.attrition.probability is "35%"; it must be a number: write 0.35'),
        ("attrition: {probability: high}", '15 hiring.attrition.probability is "high"; it must be a number'),
        ("attrition: {probability: 1}", "15 hiring.attrition.probability is 1; it must be below 1"),
        ("attrition: {probability: 100}", "15 hiring.attrition.probability is 100; it must be below 1"),
        ("attrition: {probability: -0.1}", "15 hiring.attrition.probability is -0.1; it must be at least 0"),
        ("attrition: {turnover: 35}", "15 hiring.attrition.turnover is 35; it must be at most 10; 35 looks like a percentage: write 0.35"),
        ("attrition: {probability: 0.3, turnover: 0.4}", "15 hiring.attrition.probability is 0.3 beside turnover 0.4; attrition is given by one of them, so leave the other out"),
        ("attrition: {}", f"3 hiring.attrition {ATTRITION}"),
        ("attrition: 0.35", "3 hiring.attrition is 0.35; it must be a mapping of keys to values"),
        ("attrition: {rate: 0.35}", "15 hiring.attrition.rate is not a known key; allowed are probability, turnover"),
        ("new_hires: {weeks: 8}", f"3 hiring.new_hires {ATTRITION}"),
        ("new_hires: {probability: 0.5, weeks: 0}", "33 hiring.new_hires.weeks is 0; it must be at least 1"),
        ("new_hires: {probability: 0.5, turnover: 1}", "15 hiring.new_hires.probability is 0.5 beside turnover 1; attrition is given by one of them, so leave the other out"),
        ("ramp: [0.8, 0.7, 1]", "3 hiring.ramp falls from 0.8 to 0.7 in week 2; speeds may not fall"),
        ("ramp: [0.6, 0.9]", "3 hiring.ramp ends at 0.9; its last week must be 1, the speed of everybody else"),
        ("ramp: [60, 80, 100]", "3 hiring.ramp is a list; it must hold speeds above 0 and at most 1; 60 looks like a percentage: write 0.6"),
        ("ramp: [0.6, 1.2]", "15 hiring.ramp.1 is 1.2; it must be a share between 0 and 1; 1.2 looks like a percentage: write 0.012"),
        ("ramp: [0, 1]", "10 hiring.ramp.0 is 0; it must be above 0"),
        ("ramp: []", "3 hiring.ramp is a list; it must have at least one entry"),
        ("ramp: 1", "3 hiring.ramp is 1; it must be a list"),
        ("training: {class_max: 12}", "14 hiring.training.class_max is 12, above seats 10 (the default); it must be at most that"),
        ("training: {seats: 4, class_max: 6}", "24 hiring.training.class_max is 6, above seats 4; it must be at most that"),
        ("training: {class_min: 11}", "14 hiring.training.class_min is 11, above seats 10 (the default); it must be at most that"),
        ("training: {class_max: 4, class_min: 5}", "28 hiring.training.class_min is 5, above class_max 4; it must be at most that"),
        ("training: {pass_rate: 0}", "14 hiring.training.pass_rate is 0; it must be above 0"),
        ("mentoring: {hours_per_week: 4}", "15 hiring.mentoring.hours_per_week is 4, but weeks is 0 (the default), so nobody is mentored; give weeks above 0, or leave both out"),
        ("mentoring: {hours_per_week: 4, weeks: 0}", "15 hiring.mentoring.hours_per_week is 4, but weeks is 0, so nobody is mentored; give weeks above 0, or leave both out"),
        ("mentoring: {weeks: 6}", "15 hiring.mentoring.weeks is 6, but hours_per_week is 0 (the default), so nobody is mentored; give hours_per_week above 0, or leave both out"),
        ("time_to_fill: {median_days: 80}", "18 hiring.time_to_fill.median_days is 80, above p80_days 65 (the default); give p80_days too, at least that"),
        ("time_to_fill: {p80_days: 30}", "18 hiring.time_to_fill.p80_days is 30, below median_days 45 (the default); give median_days too, or a p80_days of at least that"),
        ("time_to_fill: {median_days: 50, p80_days: 40}", "35 hiring.time_to_fill.p80_days is 40, below median_days 50; it must be at least that"),
        ("time_to_fill: {median_days: 0}", "18 hiring.time_to_fill.median_days is 0, but p80_days is 65 (the default); give both as 0, or a median above 0"),
        ("funnel: {accept: 0}", "12 hiring.funnel.accept is 0; it must be above 0"),
        ("funnel: {accept: 80}", "12 hiring.funnel.accept is 80; it must be a share between 0 and 1; 80 looks like a percentage: write 0.8"),
        ("growth: 20", "3 hiring.growth is 20; it must be at most 10; 20 looks like a percentage: write 0.2"),
        ("growth: -20", "3 hiring.growth is -20; it must be above -0.95; -20 looks like a percentage: write -0.2"),
        ("growth: 20%", '3 hiring.growth is "20%"; it must be a number: write 0.2'),
        ("freeze: [{start: 2027-01-01, end: 2026-12-01}]", "32 hiring.freeze.0.end 2026-12-01 is before start 2027-01-01; the end is the last day of the freeze"),
        ("freeze: [{start: 2026-12-01, end: 2026-12-31}, {start: 2026-12-31, end: 2027-01-10}]", "50 hiring.freeze.1 is 2026-12-31 to 2027-01-10, which overlaps 2026-12-01 to 2026-12-31 at 27:12; make one of the two"),
        ("freeze: [{start: 2026-12-10, end: 2026-12-11}, {start: 2026-12-01, end: 2026-12-31}]", "50 hiring.freeze.1 is 2026-12-01 to 2026-12-31, which overlaps 2026-12-10 to 2026-12-11 at 27:12; make one of the two"),
        ("budget: {hires: 0}", "12 hiring.budget.hires is 0, so nobody could be hired; give at least 1 or leave it out"),
        ("budget: {hires: 2}\n  training: {class_min: 3}", "12 hiring.budget.hires is 2, below training.class_min 3, so nobody could be hired; give at least that or smaller classes"),
        ("budget: {money: 0}", "12 hiring.budget.money is 0, so nobody could be hired; give what new people may cost in all, or leave it out"),
        ("budget: {money: 1000}\n  costs: {per_hire: 20000000}", "12 hiring.budget.money is 1,000, below costs.per_hire 20,000,000 at 28:11, so nobody could be hired; give at least that or leave it out"),
        ("budget: {money: 0}\n  costs: {per_hire: 0.5}", "12 hiring.budget.money is 0, below costs.per_hire 0.50 at 28:11, so nobody could be hired; give at least that or leave it out"),
        ("stop_gaps: {overtime: {share: 10}}", "26 hiring.stop_gaps.overtime.share is 10; it must be at most 0.5; 10 looks like a percentage: write 0.1"),
        ("stop_gaps: {overtime: {multiplier: 0.5}}", "26 hiring.stop_gaps.overtime.multiplier is 0.5; it must be at least 1; the wage is part of it: write 1.5 for 50% on top of the wage"),
        ("stop_gaps: {outsourced: {fte: 2}}", "15 hiring.stop_gaps.outsourced.cost_per_hour is missing; it must be given"),
        ("notice_days: 1.5", "3 hiring.notice_days is 1.5; it must be a whole number"),
        ("roles: [{id: agent}, {id: agent, skills: [payments]}]", '25 hiring.roles.agent.id is "agent", which hiring.roles has already at 27:12; ids are unique'),
        ("roles: [{id: a, skills: [paymnts]}]", '28 hiring.roles.a.skills.0 is "paymnts", which is not a queue; nearest is "payments"'),
        ("roles: [{id: a, skills: [payments, payments]}]", '38 hiring.roles.a.skills.1 is "payments" a second time; name each queue once'),
        ("roles: [{id: a, site: jakrta}]", '19 hiring.roles.a.site is "jakrta", which is not a site; nearest is "jakarta"'),
        ("roles: [{id: a, contract: hourly}]", '19 hiring.roles.a.contract is "hourly", which is not a contract; allowed are full_time'),
        ("roles: [{id: a}, {id: b, site: jakrta}]", '28 hiring.roles.b.site is "jakrta", which is not a site; nearest is "jakarta"'),
        ("roles: [{id: coach, of: lead}]", "23 hiring.roles.coach.of is lead; leads are not on queue, so no workload says how many are wanted: give heads"),
        ("roles: [{id: coach, of: leads, heads: 1}]", '23 hiring.roles.coach.of is "leads"; it must be one of agent, lead; nearest is "lead"'),
        ("roles: [{id: agent}, {id: senior, skills: [payments]}]", f"24 hiring.roles.senior can hold nobody: everybody whom it fits has the role agent at 27:11 {HELD.format('agent')}"),
        ("roles: [{id: a, site: jakarta}, {id: b}]", f"35 hiring.roles.b can hold nobody: everybody whom it fits has the role a at 27:11 {HELD.format('a')}"),
        ("roles: [{id: a, skills: [payments, listings]}, {id: b, skills: [listings, payments]}]", f"50 hiring.roles.b can hold nobody: everybody whom it fits has the role a at 27:11 {HELD.format('a')}"),
        ("rampe: [1]", '3 hiring.rampe is not a known key; nearest is "ramp"'),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence_with_its_place(desk: Desk, text: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_team(with_hiring(desk, text))
    assert str(caught.value) == f"team.yaml:27:{sentence}"


def test_where_there_are_several_sites_a_role_of_one_leaves_the_others(tmp_path: Path) -> None:
    desk = write_files(tmp_path / "two", TWO_SITES)
    roles = read_team(with_hiring(desk, "roles: [{id: here, site: jakarta}, {id: rest}]")).hiring.roles
    assert [role.id for role in roles] == ["here", "rest"]


FREEZE = "freeze: [{start: 2026-10-01, end: 2026-11-05}, {start: 2026-12-01, end: 2026-12-31}]"


def test_a_freeze_that_ended_before_now_is_told(desk: Desk) -> None:
    with_hiring(desk, FREEZE)
    with pytest.raises(InputError) as caught:
        check_hiring_dates(desk.read())
    assert str(caught.value) == (
        "team.yaml hiring.freeze has 2026-10-01 to 2026-11-05, which ended before 2026-11-06, which is --as-of or the "
        "last event of the tickets; remove it or correct its dates"
    )


def test_a_freeze_that_ends_today_or_was_not_over_at_the_time_asked_for_is_not(desk: Desk) -> None:
    with_hiring(desk, FREEZE)
    check_hiring_dates(desk.read(as_of=datetime(2026, 11, 5, 12)))
    desk.edit("team.yaml", "2026-11-05", "2026-11-06")
    check_hiring_dates(desk.read())


def test_a_workspace_without_a_freeze_has_no_dates_to_check(desk: Desk) -> None:
    check_hiring_dates(desk.read())


@pytest.fixture
def team(desk: Desk) -> Team:
    return read_team(desk.folder / "team.yaml")


def test_a_role_of_people_for_whom_none_is_written_has_a_name_of_its_own(team: Team) -> None:
    """Roles may be written with the very names that others would be given."""
    taken = (
        Role(id="payments", skills=("listings",)),
        Role(id="agent", skills=("payments",), contract="other"),
        Role(id="all", of="lead", heads=1),
    )
    people = [
        Agent(agent_id="a", contract="full_time", skills=("payments",)),
        Agent(agent_id="b", contract="full_time"),
        Agent(agent_id="c", contract="full_time", skills=("listings",)),
    ]
    roles = roles_of(team.model_copy(update={"hiring": Hiring(roles=taken)}), people)
    held = {role.id: [agent.agent_id for agent in role.people] for role in roles}
    assert held == {"payments": ["c"], "agent": [], "all": [], "other:payments": ["a"], "other:all": ["b"]}
