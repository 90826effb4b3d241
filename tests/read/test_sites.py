# ruff: noqa: E501 (the sentences are told as they are printed)
"""Several sites: what team.yaml says of them, and the people's tables beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.errors import InputError
from staffing.read.rosters import read_roster

from .conftest import TWO_AGENTS, TWO_SITES, Desk, write_files

SHORT = '  - {id: short, start: "14:00", end: "18:00"}\ncontracts:'
SIX = "  - {id: six, minutes_per_week: 2880, days_per_week: 6, shifts: [early, late]}\navailability:"


@pytest.fixture
def two(tmp_path: Path) -> Desk:
    return write_files(tmp_path / "two", TWO_SITES)


SENTENCES = {
    "a zone that is missing is that of the place where one is known": (
        "    zone: Asia/Manila\n",
        "",
        "4:5 sites.manila.zone is missing; write an IANA time zone such as Asia/Manila",
    ),
    "a zone that is missing at a place without one": (
        "manila\n    zone: Asia/Manila\n",
        "cebu\n",
        "4:5 sites.cebu.zone is missing; write an IANA time zone such as Asia/Jakarta",
    ),
    "a site given twice": (
        "id: manila",
        "id: jakarta",
        '4:5 sites.jakarta.id is "jakarta", which sites has already at 3:6; ids are unique',
    ),
    "an unknown shift": (
        "shifts: [late]\n",
        "shifts: [lat]\n",
        '8:14 sites.manila.shifts.0 is "lat", which is not a shift; nearest is "late"',
    ),
    "a shift given twice": (
        "shifts: [late]\n",
        "shifts: [late, late]\n",
        '8:20 sites.manila.shifts.1 is "late" a second time; name each shift once',
    ),
    "neither open nor closed on holidays": (
        "holidays: closed",
        "holidays: shut",
        '6:5 sites.manila.holidays is "shut"; it must be one of open, closed',
    ),
    "open hours that no shift of the site covers": (
        '"14:00-23:00"',
        '"08:00-23:00"',
        "7:18 sites.manila.open_hours.daily is 08:00-23:00, but no shift worked there covers 08:00-14:00, when min_on_queue is 1; add a shift",
    ),
    "a short day that ends within a break": (
        "minutes: 60}]\n    overtime",
        "minutes: 210}]\n    overtime",
        "9:70 sites.manila.short_days.0.minutes is 210, but the shift late ends 210 minutes after its last break; write less than that",
    ),
    "short days that end before they start": (
        "start: 2026-11-09",
        "start: 2026-11-11",
        "9:53 sites.manila.short_days.0.end 2026-11-10 is before start 2026-11-11",
    ),
    "a day that does not exist": (
        "start: 2026-11-09",
        "start: 2026-11-31",
        '9:34 sites.manila.short_days.0.start is "2026-11-31"; it must be a day that exists, written as 2026-11-23',
    ),
    "a number is no day": (
        "start: 2026-11-09",
        "start: 20261109",
        "9:34 sites.manila.short_days.0.start is 20261109; it must be a date such as 2026-11-23",
    ),
    "overtime in hours": (
        "max_minutes_per_week: 480",
        "max_minutes_per_week: 8",
        "10:16 sites.manila.overtime.max_minutes_per_week is 8; minutes are wanted and this looks like hours: write 480",
    ),
    "a rule that is known nowhere": (
        "rule: min_rest, minutes: 720",
        "rule: min_rst",
        '11:14 sites.manila.rules.0.rule is "min_rst"; it must be a rule that a site may have; nearest is "min_rest"',
    ),
    "a rule of the whole team": (
        "rule: min_rest, minutes: 720",
        "rule: fair_weekends",
        (
            '11:14 sites.manila.rules.0.rule is "fair_weekends"; it must be a rule that a site may have; this one is of the '
            "whole team: write it under the rules of the team"
        ),
    ),
    "a rule without its name": (
        "{rule: min_rest, minutes: 720}",
        "{minutes: 720}",
        "11:13 sites.manila.rules.0.rule is empty; it must say which rule it is: the key rule is missing",
    ),
    "a misspelt key of a rule": (
        "minutes: 720",
        "minuts: 720",
        '11:30 sites.manila.rules.min_rest.minuts is not a known key; nearest is "minutes"',
    ),
    "the same rule twice": (
        "minutes: 720}]",
        "minutes: 720}, {rule: min_rest}]",
        "11:45 sites.manila.rules.min_rest stands a second time, first at 11:13; write each rule once, or give each a label of its own",
    ),
    "rest in hours": (
        "minutes: 720",
        "minutes: 12",
        "11:30 sites.manila.rules.min_rest.minutes is 12; minutes are wanted and this looks like hours: write 720",
    ),
    "rest that no two shifts of the site leave": (
        "minutes: 720",
        "minutes: 1000",
        (
            "11:13 sites.manila.rules.min_rest wants 1000 minutes, but no two shifts of the contract full_time at 29:5 on "
            "successive days leave more than 900, and its 5 days a week need them; rest less or add a shift"
        ),
    ),
    "a queue at an unknown site": (
        "target_hours: 24, handle_minutes: {mean: 22}",
        "clock: business, site: manla, handle_minutes: {mean: 22}",
        '16:37 queues.listings.site is "manla", which is not a site; nearest is "manila"',
    ),
    "a site without effect": (
        "target_hours: 24, handle_minutes: {mean: 22}",
        "site: manila, handle_minutes: {mean: 22}",
        "16:20 queues.listings.site has no effect on a calendar clock; it applies to clock: business only, so write that or leave it out",
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_a_fault_of_a_site_is_one_sentence(two: Desk, case: str) -> None:
    old, new, sentence = SENTENCES[case]
    assert two.edit("team.yaml", old, new).fault() == f"team.yaml:{sentence}"


def test_several_sites_are_read(two: Desk) -> None:
    workspace = two.read()
    jakarta, manila = workspace.team.sites
    assert [shift.id for shift in workspace.team.shifts_at(jakarta)] == ["early", "late"]
    assert [shift.id for shift in workspace.team.shifts_at(manila)] == ["late"]
    assert (workspace.team.zone, manila.holidays, manila.country) == ("Asia/Jakarta", "closed", None)
    assert workspace.team.overtime_at(manila).max_extra_days == 1
    assert workspace.team.overtime_at(jakarta).max_minutes_per_week == 0


def test_a_short_day_may_end_just_after_the_last_break(two: Desk) -> None:
    site = two.edit("team.yaml", "minutes: 60}]\n    overtime", "minutes: 209}]\n    overtime").read().team.sites[1]
    assert site.short_days[0].minutes == 209


def test_open_hours_of_the_team_may_be_reached_from_several_sites(two: Desk) -> None:
    assert two.edit("team.yaml", '"06:00-23:00"', '"05:00-23:00"').read().team.open_hours.min_on_queue == 1


# ---- contracts and the rules of the sites at which they are worked


def test_a_contract_is_held_against_the_rules_of_its_own_site(two: Desk) -> None:
    two.edit("team.yaml", "availability:", SIX).edit(
        "team.yaml", "minutes: 720}]", "minutes: 720}, {rule: weekly_rest_days, days: 2}]"
    )
    two.edit("agents.csv", "budi,full_time", "budi,six").edit("team.yaml", "[late]\n", "[early, late]\n")
    assert two.read().agents[0].contract == "six"
    two.edit("agents.csv", "sari,full_time", "sari,six").edit("agents.csv", "budi,six", "budi,full_time")
    assert two.fault() == (
        "team.yaml:11:45 sites.manila.rules.weekly_rest_days wants 2 days off a week, but the contract six at 30:5 has 6 "
        "days_per_week; at most 5 fit"
    )


def test_a_rule_of_the_site_stands_for_that_of_the_team(two: Desk) -> None:
    two.write("published.csv", "agent_id,date,shift_id\n")
    two.edit("team.yaml", "rule: min_rest, minutes: 660", "rule: min_rest, minutes: 1000").edit(
        "team.yaml", "ID}", "ID, shifts: [late]}"
    )
    assert two.fault().startswith(
        "team.yaml:33:5 rules.min_rest wants 1000 minutes, but no two shifts of the contract full_time"
    )
    two.edit("team.yaml", "ID, shifts: [late]}", "ID, shifts: [late], rules: [{rule: min_rest}]}")
    assert len(two.read().agents) == 3


def test_more_extra_days_than_a_week_has_are_told(two: Desk) -> None:
    two.edit("team.yaml", "availability:", SIX).edit("agents.csv", "sari,full_time", "sari,six")
    assert len(two.read().agents) == 3
    two.edit("team.yaml", "max_extra_days: 1", "max_extra_days: 2")
    assert two.fault() == (
        "team.yaml:10:43 sites.manila.overtime.max_extra_days is 2, but the contract six at 30:5 has 6 days_per_week; at "
        "most 1 more fit into a week"
    )


def test_extra_days_of_the_only_site_are_told_without_its_people(desk: Desk) -> None:
    desk.edit("team.yaml", "availability:", SIX).edit(
        "team.yaml", "history:", "overtime: {max_extra_days: 2}\nhistory:"
    )
    assert desk.fault() == (
        "team.yaml:27:12 overtime.max_extra_days is 2, but the contract six at 21:5 has 6 days_per_week; at most 1 more "
        "fit into a week"
    )


# ---- the people's tables


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("sari,full_time,agent,manila", "sari,full_time,agent,", "3 site is empty; where there are several sites it must be one of jakarta, manila"),
        ("sari,full_time,agent,manila", "sari,full_time,agent,manla", '3 site "manla" is not a site of team.yaml; nearest is "manila"'),
    ],
)  # fmt: skip
def test_every_agent_has_one_of_several_sites(two: Desk, old: str, new: str, sentence: str) -> None:
    assert two.edit("agents.csv", old, new).fault() == f"agents.csv:{sentence}"


def test_an_only_site_goes_without_saying(desk: Desk) -> None:
    assert {agent.site for agent in desk.read().agents} == {""}


def test_a_contract_without_a_shift_at_its_site_is_told_once(two: Desk) -> None:
    two.edit("team.yaml", "shifts: [early, late]}", "shifts: [early]}")
    two.write("agents.csv", TWO_AGENTS + "rina,full_time,agent,manila\nlead,full_time,lead,manila\n")
    assert two.fault() == (
        'agents.csv:3 contract "full_time" has none of the shifts worked at the site manila; its shifts must include one of late'
    )


def test_a_contract_that_the_shifts_of_its_site_cannot_fill_is_told(two: Desk) -> None:
    two.edit("team.yaml", "contracts:", SHORT).edit("team.yaml", "shifts: [early, late]}", "shifts: [early, short]}")
    two.edit("team.yaml", "[late]\n", "[late, short]\n")
    assert two.fault() == (
        'agents.csv:3 contract "full_time" is due 2400 minutes a week, but 5 days of the longest of its shifts at the site '
        "manila make 1200; write at most that or add a shift"
    )


def test_a_lead_needs_no_shift_at_the_site(two: Desk) -> None:
    two.edit("team.yaml", "shifts: [early, late]}", "shifts: [early]}").edit(
        "agents.csv", "sari,full_time,agent,manila", "sari,full_time,lead,manila"
    )
    two.write("published.csv", "agent_id,date,shift_id\n").write("requests.csv", "agent_id,date,want\n")
    assert two.read().agents[1].role == "lead"


@pytest.mark.parametrize("want", ["early", "not:early"])
def test_a_shift_of_another_site_cannot_be_wanted(two: Desk, want: str) -> None:
    two.write("requests.csv", f"agent_id,date,want\nbudi,2026-11-11,{want}\nsari,2026-11-11,{want}\n")
    assert two.fault() == (
        f'requests.csv:3 want is "{want}", a shift that is not worked at manila, the site of sari; it must be a shift (late), '
        '"off" or "not:SHIFT"'
    )


def test_a_shift_that_is_worked_nowhere_is_unknown(two: Desk) -> None:
    two.write("requests.csv", "agent_id,date,want\nsari,2026-11-11,not:lat\n")
    said = 'want is "not:lat"; it must be a shift (late), "off" or "not:SHIFT"; nearest is "late"'
    assert two.fault() == f"requests.csv:2 {said}"


@pytest.mark.parametrize(
    "rows", ["2026-11-11,,\n2026-11-11,manila,working\n", "2026-11-11,manila,working\n2026-11-11,,\n"]
)
def test_the_row_of_a_site_comes_after_that_of_all(two: Desk, rows: str) -> None:
    two.write("holidays.csv", "date,site,kind\n" + rows)
    assert [(day.site, day.kind) for day in two.read().holidays] == [("", "holiday"), ("manila", "working")]


def test_sites_keep_days_of_their_own(two: Desk) -> None:
    two.write("holidays.csv", "date,site,kind\n2026-11-11,manila,\n2026-11-11,jakarta,working\n")
    assert len(two.read().holidays) == 2


def test_a_day_twice_at_a_site_is_told(two: Desk) -> None:
    two.write("holidays.csv", "date,site,kind\n2026-11-11,manila,\n2026-11-11,manila,working\n")
    assert (
        two.fault() == "holidays.csv:3 date 2026-11-11 for the site manila is also in line 2; keep one of the two rows"
    )


# ---- rosters


def roster(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text("agent_id,date,shift_id,start,end\n" + "".join(f"{line}\n" for line in lines))
    return path


def test_times_in_a_roster_are_those_of_the_agents_site(two: Desk, tmp_path: Path) -> None:
    path = roster(
        tmp_path,
        "budi,2026-11-12,late,2026-11-12T14:00:00+07:00,2026-11-12 23:00",
        "sari,2026-11-12,late,2026-11-12T14:00:00+08:00,2026-11-12 23:00",
        "sari,2026-11-13,late,2026-11-13T13:00:00+07:00,",
    )
    ends = [row.end for row in read_roster(path, two.read())]
    assert [end.isoformat() for end in ends if end] == ["2026-11-12T23:00:00+07:00", "2026-11-12T23:00:00+08:00"]


def test_a_shift_on_a_short_day_ends_earlier(two: Desk, tmp_path: Path) -> None:
    path = roster(
        tmp_path, "budi,2026-11-10,late,,2026-11-10 23:00", "sari,2026-11-10,late,2026-11-10 14:00,2026-11-10 22:00"
    )
    assert len(read_roster(path, two.read())) == 2


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("sari,2026-11-12,early,,", 'shift_id "early" is not worked at manila, the site of sari; allowed are late'),
        ("sari,2026-11-12,erly,,", 'shift_id "erly" is not a shift of team.yaml; nearest is "early"'),
        (
            "sari,2026-11-12,late,2026-11-12T14:00:00+07:00,",
            (
                "start is 2026-11-12T15:00:00+08:00, but the shift late has its start at 14:00, which is "
                "2026-11-12T14:00:00+08:00; empty the cell or change shift_id"
            ),
        ),
        (
            "sari,2026-11-10,late,,2026-11-10T23:00:00+08:00",
            (
                "end is 2026-11-10T23:00:00+08:00, but the shift late has its end at 22:00, 60 minutes earlier than usual on a "
                "short day of manila, which is 2026-11-10T22:00:00+08:00; empty the cell or change shift_id"
            ),
        ),
        (
            "sari,2026-11-11,late,,2026-11-11T22:00:00+08:00",
            (
                "end is 2026-11-11T22:00:00+08:00, but the shift late has its end at 23:00, which is 2026-11-11T23:00:00+08:00; "
                "empty the cell or change shift_id"
            ),
        ),
    ],
)
def test_a_row_that_contradicts_the_site_is_refused(two: Desk, tmp_path: Path, line: str, sentence: str) -> None:
    path = roster(tmp_path, line)
    with pytest.raises(InputError) as caught:
        read_roster(path, two.read())
    assert str(caught.value) == f"{path}:2 {sentence}"


def test_published_rows_are_read_in_the_zone_of_their_site(two: Desk) -> None:
    two.write("published.csv", "agent_id,date,shift_id,start\nsari,2026-11-06,late,2026-11-06 14:00\n")
    (row,) = two.read().published
    assert row.start is not None
    assert row.start.isoformat() == "2026-11-06T14:00:00+08:00"
