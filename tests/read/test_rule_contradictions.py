# ruff: noqa: E501 (the sentences are told as they are printed)
"""Rules that cannot hold together are told in one sentence before anything is solved; what just holds is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.read.agents import read_agents
from staffing.read.rule_checks import check_rules_in_use
from staffing.read.tables import open_table
from staffing.read.team import load_team
from staffing.read.team_checks import Written
from staffing.rules import AnyRule

from .conftest import TWO_SITES, Desk, write_files
from .test_team_yaml import RULES

REFUSED_AND_ALLOWED = {
    "two rules of one kind, the least of one above the most of the other": (
        "{rule: shifts_in_period, label: a, shifts: [late], min: 3}\n{rule: shifts_in_period, label: b, shifts: [late], max: 2}",
        "25:56 rules.shifts_in_period.min is 3, above max 2 of shifts_in_period:b at 26:5",
        "{rule: shifts_in_period, label: a, shifts: [late], min: 2}\n{rule: shifts_in_period, label: b, shifts: [late], max: 2}",
    ),
    "two rules of one kind for people of whom one is in both": (
        "{rule: weekends_in_period, agents: [sari], min: 1}\n{rule: weekends_in_period, label: b, contracts: [full_time], max: 0}",
        "25:48 rules.weekends_in_period.min is 1, above max 0 of weekends_in_period:b at 26:5",
        "{rule: weekends_in_period, agents: [sari], min: 1}\n{rule: weekends_in_period, label: b, agents: [budi], max: 0}",
    ),
    "two rules of one kind that count different shifts": (
        "{rule: shifts_in_period, label: a, shifts: [late], min: 3}\n{rule: shifts_in_period, label: b, shifts: [late], max: 2}",
        "25:56 rules.shifts_in_period.min is 3, above max 2 of shifts_in_period:b at 26:5",
        "{rule: shifts_in_period, label: a, shifts: [late], min: 3}\n{rule: shifts_in_period, label: b, shifts: [early], max: 2}",
    ),
    "one of two rules that exclude each other has a weight": (
        "{rule: people_per_day, label: a, min: 2}\n{rule: people_per_day, label: b, max: 1}",
        "25:38 rules.people_per_day.min is 2, above max 1 of people_per_day:b at 26:5",
        "{rule: people_per_day, label: a, min: 2}\n{rule: people_per_day, label: b, max: 1, weight: 9}",
    ),
    "more days off than the contract leaves": (
        "{rule: days_off_in_period, min: 3}",
        "25:5 rules.days_off_in_period wants 3 days off a week, but the contract full_time at 20:5 has 5 days_per_week; at most 4 fit",
        "{rule: days_off_in_period, min: 2}",
    ),
    "fewer days a week than the contract has": (
        "{rule: days_in_period, max: 4}",
        "25:5 rules.days_in_period allows 4 days a week, but the contract full_time at 20:5 has 5 days_per_week; at most 4 fit",
        "{rule: days_in_period, max: 5}",
    ),
    "fewer days in a window than the contract has": (
        "{rule: days_in_window, days: 14, max: 9}",
        "25:5 rules.days_in_window allows 9 days in 14 days, but the contract full_time at 20:5 has 5 days_per_week; at most 4 fit",
        "{rule: days_in_window, days: 14, max: 10}",
    ),
    "fewer days in a month than the contract has": (
        "{rule: days_in_period, period: month, max: 19}",
        "25:5 rules.days_in_period allows 19 days a month, but the contract full_time at 20:5 has 5 days_per_week; at most 4 fit",
        "{rule: days_in_period, period: month, max: 20}",
    ),
    "fewer shifts than the contract has days": (
        "{rule: shifts_in_period, shifts: [early, late], max: 4}",
        "25:5 rules.shifts_in_period allows 4 shifts a week, but the contract full_time at 20:5 has 5 days_per_week; at most 4 fit",
        "{rule: shifts_in_period, shifts: [late], max: 4}",
    ),
    "a limit for one person is no contradiction to the contract": (
        "{rule: days_in_period, max: 4}",
        "25:5 rules.days_in_period allows 4 days a week, but the contract full_time at 20:5 has 5 days_per_week; at most 4 fit",
        "{rule: days_in_period, max: 4, agents: [budi]}",
    ),
    "more days than the contract has": (
        "{rule: days_in_period, min: 6}",
        "25:5 rules.days_in_period wants at least 6 days a week, but the contract full_time at 20:5 has 5 days_per_week; at most 5 fit",
        "{rule: days_in_period, min: 5}",
    ),
    "more shifts than the contract has days": (
        "{rule: shifts_in_period, shifts: [late], min: 6}",
        "25:5 rules.shifts_in_period wants at least 6 shifts a week, but the contract full_time at 20:5 has 5 days_per_week; at most 5 fit",
        "{rule: shifts_in_period, shifts: [late], min: 5}",
    ),
    "more minutes than the contract has": (
        "{rule: minutes_in_period, min: 2401}",
        "25:5 rules.minutes_in_period wants at least 2401 minutes a week, but the contract full_time at 20:5 has 2400 minutes_per_week; at most 2400 fit",
        "{rule: minutes_in_period, min: 2400}",
    ),
    "fewer minutes than the contract guarantees": (
        "{rule: minutes_in_period, max: 2399}",
        "25:5 rules.minutes_in_period allows 2399 minutes a week, but the contract full_time at 20:5 guarantees 2400 a week; allow that, or give it min_minutes_per_week of 2399 at most",
        "{rule: minutes_in_period, max: 2400}",
    ),
    "fewer minutes on average than the contract guarantees": (
        "{rule: average_minutes, minutes: 2399}",
        "25:5 rules.average_minutes allows 2399 minutes a week on average, but the contract full_time at 20:5 guarantees 2400 a week; allow that, or give it min_minutes_per_week of 2399 at most",
        "{rule: average_minutes, minutes: 2400}",
    ),
    "fewer minutes for somebody whose guarantee is hard": (
        "{rule: guaranteed_minutes, weight: hard}\n{rule: minutes_in_period, max: 2399, agents: [budi]}",
        "25:5 rules.guaranteed_minutes is hard and wants the 2400 minutes a week of the contract full_time, but rules.minutes_in_period at 26:5 allows 2399 minutes a week; at most 2399 fit",
        "{rule: guaranteed_minutes, weight: 5}\n{rule: minutes_in_period, max: 2399, agents: [budi]}",
    ),
    "days that do not hold the minutes guaranteed": (
        "{rule: guaranteed_minutes, weight: hard}\n{rule: days_in_period, max: 4, agents: [budi]}",
        "25:5 rules.guaranteed_minutes is hard and wants the 2400 minutes a week of the contract full_time, but rules.days_in_period at 26:5 allows 4 days a week; 4 days of its longest shift make 1920 minutes",
        "{rule: guaranteed_minutes, weight: hard}\n{rule: days_in_period, max: 5, agents: [budi]}",
    ),
    "minutes that do not hold the days wanted": (
        "{rule: days_in_period, min: 5}\n{rule: minutes_in_period, max: 2399, agents: [sari]}",
        "25:5 rules.days_in_period wants at least 5 days a week, but rules.minutes_in_period at 26:5 allows 2399 minutes a week; 5 days of its shortest shift make 2400 minutes",
        "{rule: days_in_period, min: 4}\n{rule: minutes_in_period, max: 2399, agents: [sari]}",
    ),
    "days off and days of work that fill more than a week": (
        "{rule: days_in_period, min: 5}\n{rule: days_off_in_period, min: 3, agents: [budi]}",
        "25:5 rules.days_in_period wants at least 5 days a week, but rules.days_off_in_period at 26:5 wants 3 days off a week; at most 4 fit",
        "{rule: days_in_period, min: 4}\n{rule: days_off_in_period, min: 3, agents: [budi]}",
    ),
    "as many days in a window at least and at most": (
        "{rule: days_in_window, days: 14, min: 10}\n{rule: days_in_window, label: b, days: 14, max: 9, agents: [budi]}",
        "25:38 rules.days_in_window.min is 10, above max 9 of days_in_window:b at 26:5",
        "{rule: days_in_window, days: 14, min: 9}\n{rule: days_in_window, label: b, days: 14, max: 9, agents: [budi]}",
    ),
    "days off in a row that runs of work leave no week for": (
        "{rule: max_consecutive_days, days: 5}\n{rule: consecutive_days_off, min: 3}",
        "26:5 rules.consecutive_days_off wants 3 days off in a row after 5 days of work at most, but the contract full_time at 20:5 has 5 days_per_week; at most 4 fit",
        "{rule: max_consecutive_days, days: 5}\n{rule: consecutive_days_off, min: 2}",
    ),
    "runs of work longer than runs may be": (
        "{rule: max_consecutive_days, days: 5}\n{rule: min_consecutive_days, days: 6}",
        "26:34 rules.min_consecutive_days.days is 6, but max_consecutive_days at 25:5 allows 5 days in a row; at most 5 fit",
        "{rule: max_consecutive_days, days: 5}\n{rule: min_consecutive_days, days: 5}",
    ),
    "runs of shifts longer than runs may be": (
        "{rule: max_consecutive_days, days: 5}\n{rule: consecutive_shifts, late: true, min: 6}",
        "26:44 rules.consecutive_shifts.min is 6, but max_consecutive_days at 25:5 allows 5 days in a row; at most 5 fit",
        "{rule: max_consecutive_days, days: 5}\n{rule: consecutive_shifts, late: true, min: 5}",
    ),
    "a day shorter than every shift": (
        "{rule: daily_minutes, max: 479}",
        "25:5 rules.daily_minutes allows 479 minutes a day, but early, the shortest shift of the contract full_time at 20:5, has 480; allow that or add a shorter shift",
        "{rule: daily_minutes, max: 480}",
    ),
    "a day of the contract's days shorter than every shift": (
        "{rule: daily_minutes, by_contract_days: {5: 420, 6: 480}, overtime: 59}",
        "25:5 rules.daily_minutes allows 479 minutes a day, but early, the shortest shift of the contract full_time at 20:5, has 480; allow that or add a shorter shift",
        "{rule: daily_minutes, by_contract_days: {5: 420, 6: 480}, overtime: 60}",
    ),
    "people together who are kept apart": (
        "{rule: together, people: [budi, sari], weight: hard}\n{rule: apart, people: [sari, budi], weight: hard}",
        "25:5 rules.together names budi and sari, whom apart at 26:5 keeps apart; keep one of the two rules",
        "{rule: together, people: [budi, sari], weight: hard}\n{rule: apart, people: [sari, budi]}",
    ),
    "more people on a day than there are": (
        "{rule: people_per_day, min: 3}",
        "25:28 rules.people_per_day.min is 3, but only 2 of the people in agents.csv can be rostered; write at most 2",
        "{rule: people_per_day, min: 2}",
    ),
    "more people on a shift than can work it": (
        "{rule: people_per_shift, shifts: [late], min: 3}",
        "25:46 rules.people_per_shift.min is 3, but only 2 of the people in agents.csv can work late; write at most 2",
        "{rule: people_per_shift, shifts: [late], min: 2}",
    ),
    "more people with a skill than have it": (
        "{rule: people_with_skill, queue: listings, min: 3}",
        "25:48 rules.people_with_skill.min is 3, but only 2 of the people in agents.csv can work early and serve listings; write at most 2",
        "{rule: people_with_skill, queue: listings, min: 2}",
    ),
    "a shift that is none": (
        "{rule: preferred_shifts, shifts: [lat]}",
        '25:39 rules.preferred_shifts.shifts.0 is "lat", which is not a shift; nearest is "late"',
        "{rule: preferred_shifts, shifts: [late]}",
    ),
    "more days off in a month than the contract leaves": (
        "{rule: days_off_in_period, period: month, min: 12}",
        "25:5 rules.days_off_in_period wants 12 days off a month, but the contract full_time at 20:5 has 5 days_per_week; at most 4 fit",
        "{rule: days_off_in_period, period: month, min: 11}",
    ),
    "a shift that is none in a sequence": (
        "{rule: forbidden_sequence, shifts: [late, of, early]}",
        '25:47 rules.forbidden_sequence.shifts.1 is "of", which is not a shift; nearest is "off"',
        "{rule: forbidden_sequence, shifts: [late, off, early]}",
    ),
    "a shift that is none in one of two lists": (
        "{rule: shift_rotation, first: [late], then: [late, erly]}",
        '25:56 rules.shift_rotation.then.1 is "erly", which is not a shift; nearest is "early"',
        "{rule: shift_rotation, first: [late], then: [late, early]}",
    ),
    "a queue that is none": (
        "{rule: people_with_skill, queue: listing}",
        '25:31 rules.people_with_skill.queue is "listing", which is not a queue; nearest is "listings"',
        "{rule: people_with_skill, queue: listings}",
    ),
    "a person who is not there": (
        "{rule: apart, people: [budi, sri]}",
        '25:34 rules.apart.people.1 is "sri", which is not in agents.csv; nearest is "sari"',
        "{rule: apart, people: [budi, sari]}",
    ),
    "a contract that is none": (
        "{rule: days_in_period, max: 5, contracts: [fulltime]}",
        '25:48 rules.days_in_period.contracts.0 is "fulltime", which is not a contract; nearest is "full_time"',
        "{rule: days_in_period, max: 5, contracts: [full_time]}",
    ),
    "a rule that names nobody": (
        "{rule: days_in_period, max: 5, agents: []}",
        "25:36 rules.days_in_period.agents is empty; name at least one, or leave it out",
        "{rule: days_in_period, max: 5, agents: [budi]}",
    ),
    "a rule that names no shift": (
        "{rule: shifts_in_period, shifts: [], max: 5}",
        "25:30 rules.shifts_in_period.shifts is empty; name at least one, or leave it out",
        "{rule: shifts_in_period, max: 5}",
    ),
    "a person named twice": (
        "{rule: days_in_period, max: 5, agents: [budi, budi]}",
        '25:51 rules.days_in_period.agents.1 is "budi" a second time; name each once',
        "{rule: days_in_period, max: 5, agents: [budi, sari]}",
    ),
    "a label given twice": (
        "{rule: days_in_period, label: a, max: 5}\n{rule: days_in_period, label: a, max: 6}",
        "26:5 rules.days_in_period stands a second time, first at 25:5; write each rule once, or give each a label of its own",
        "{rule: days_in_period, label: a, max: 5}\n{rule: days_in_period, label: b, max: 6}",
    ),
}


def with_rules(desk: Desk, rules: str) -> Desk:
    return desk.edit("team.yaml", RULES, "\n".join(f"  - {rule}" for rule in rules.splitlines()))


def rules_read(desk: Desk) -> tuple[AnyRule, ...]:
    """The rules of a desk, held against its people; its tickets do not matter here."""
    team, source = load_team(desk.folder / "team.yaml", "team.yaml")
    agents = read_agents(open_table(desk.folder / "agents.csv", "agents.csv"), team)
    check_rules_in_use(Written(team, source), agents)
    return team.rules


@pytest.mark.parametrize("case", REFUSED_AND_ALLOWED)
def test_what_cannot_hold_is_one_sentence_and_what_just_holds_is_read(desk: Desk, tmp_path: Path, case: str) -> None:
    refused, sentence, allowed = REFUSED_AND_ALLOWED[case]
    assert with_rules(desk, refused).fault() == f"team.yaml:{sentence}"
    assert rules_read(with_rules(write_files(tmp_path / "allowed"), allowed))


def test_a_rule_for_people_of_other_contracts_only_is_told(desk: Desk) -> None:
    desk.edit("team.yaml", "availability:\n", CASUAL)
    with_rules(desk, "{rule: days_in_period, max: 5, agents: [budi], contracts: [casual]}")
    assert desk.fault() == (
        "team.yaml:26:36 rules.days_in_period.agents names budi, of whom nobody has a contract of its contracts (casual); "
        "leave out one of the two"
    )


CASUAL = "  - {id: casual, minutes_per_week: 960, days_per_week: 2, shifts: [early], min_minutes_per_week: 0}\navailability:\n"


def test_a_rule_of_a_contract_is_held_against_that_contract_alone(desk: Desk) -> None:
    desk.edit("team.yaml", "availability:\n", CASUAL)
    with_rules(desk, "{rule: minutes_in_period, max: 960, contracts: [casual]}")
    assert desk.read().team.contracts[1].id == "casual"


def test_six_days_a_week_are_not_worked_without_weekends(desk: Desk) -> None:
    desk.edit("team.yaml", "minutes_per_week: 2400, days_per_week: 5", "minutes_per_week: 2880, days_per_week: 6")
    with_rules(desk, "{rule: weekends_in_period, max: 0}")
    assert desk.fault() == (
        "team.yaml:25:5 rules.weekends_in_period allows no weekend, but the contract full_time at 20:5 has 6 days_per_week; "
        "at most 5 fit"
    )


# ---- people whose availability leaves too little

GUARANTEED = "{rule: guaranteed_minutes, weight: hard}"
WEEKENDS_OFF = "sunday: off, saturday: off"


def test_availability_that_leaves_less_than_is_guaranteed_is_told_at_the_persons_row(desk: Desk) -> None:
    with_rules(desk, GUARANTEED).edit("team.yaml", "sunday: off", f"{WEEKENDS_OFF}, friday: off")
    assert desk.fault() == (
        'agents.csv:3 sari can never meet the contract "full_time": guaranteed_minutes of team.yaml is hard and wants the 2400 minutes a '
        'week of the contract full_time, but the availability "mornings" leaves 4 days a week with at most 1920 paid '
        "minutes; change one of them, or give the rule a weight"
    )


def test_availability_that_just_leaves_what_is_guaranteed_is_read(desk: Desk) -> None:
    with_rules(desk, GUARANTEED).edit("team.yaml", "sunday: off", WEEKENDS_OFF)
    assert desk.read().agents[1].availability == "mornings"


def test_availability_that_leaves_less_than_a_guarantee_with_a_price_is_read(desk: Desk) -> None:
    desk.edit("team.yaml", "sunday: off", f"{WEEKENDS_OFF}, friday: off")
    assert desk.read().agents[1].availability == "mornings"


def test_days_on_which_the_site_is_closed_leave_nothing(desk: Desk) -> None:
    with_rules(desk, GUARANTEED).edit(
        "team.yaml",
        '{daily: "06:00-23:00",',
        '{daily: "06:00-23:00", friday: closed, saturday: closed, sunday: closed,',
    )
    assert desk.fault().startswith(
        'agents.csv:2 budi can never meet the contract "full_time": guaranteed_minutes of team.yaml is hard'
    )
    assert "but open days leave 4 days a week" in desk.fault()


# ---- sites


@pytest.fixture
def two(tmp_path: Path) -> Desk:
    return write_files(tmp_path / "two", TWO_SITES)


def test_a_rule_of_a_site_cannot_name_people_of_another(two: Desk) -> None:
    two.edit("team.yaml", "rule: min_rest, minutes: 720", "rule: min_rest, minutes: 720, agents: [budi]")
    assert two.fault() == (
        'team.yaml:11:53 sites.manila.rules.min_rest.agents.0 is "budi", who works at jakarta; a rule of a site holds for '
        "its own people"
    )


def test_a_labelled_rule_of_a_site_stands_beside_that_of_the_team(two: Desk) -> None:
    rules = "{rule: days_in_period, label: few, max: 4, agents: [sari]}"
    two.edit("team.yaml", "rules: [{rule: min_rest, minutes: 720}]", f"rules: [{rules}]")
    with_rules(two, "{rule: days_in_period, min: 5}")
    assert two.fault() == ("team.yaml:34:28 rules.days_in_period.min is 5, above max 4 of days_in_period:few at 11:13")


def test_a_rule_of_a_site_stands_in_place_of_that_of_the_team(two: Desk) -> None:
    two.edit(
        "team.yaml",
        "rules: [{rule: min_rest, minutes: 720}]",
        "rules: [{rule: days_in_period, max: 4, agents: [sari]}]",
    )
    with_rules(two, "{rule: days_in_period, min: 5}")
    assert two.read().team.sites[1].rules[0].rule == "days_in_period"


def test_people_of_a_site_are_counted_for_its_shifts(two: Desk) -> None:
    with_rules(two, "{rule: people_per_shift, shifts: [early], min: 2}")
    assert two.fault() == (
        "team.yaml:34:47 rules.people_per_shift.min is 2, but only 1 of the people in agents.csv can work early at jakarta; "
        "write at most 1"
    )


# ---- names of rules


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("max_consecutive_dais", '; nearest is "max_consecutive_days"'),
        ("consecutive_days", '; nearest are "max_consecutive_days", "min_consecutive_days", "consecutive_days_off"'),
        ("zzz", "; staffing rules lists them all"),
        ("contract_days", "; this one is not written: staffing rules contract_days says where it comes from"),
    ],
)
def test_a_rule_that_is_not_known_is_told_with_what_is_near(desk: Desk, name: str, told: str) -> None:
    said = f'team.yaml:25:6 rules.0.rule is "{name}"; it must be a known rule{told}'.replace("rules.0", "rules.1")
    assert with_rules(desk, f"{{rule: {name}}}").fault() == said
