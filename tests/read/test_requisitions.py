# ruff: noqa: E501 (the sentences are told as they are printed)
"""requisitions.csv: openings that are read, and every fault of a row in one sentence."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from staffing.documents.requisition import Requisition
from staffing.errors import InputError
from staffing.read.hiring_checks import check_hiring_dates
from staffing.read.team import checked, load_team
from staffing.read.team_changes import changed_source
from staffing.read.workspace import under

from .conftest import TWO_SITES, Desk, write_files

HEADER = "requisition_id,role,headcount,opened_on,stage,expected_start,fill_probability\n"
ROLES = "hiring: {roles: [{id: caretaker}, {id: coach, of: lead, heads: 1}]}\nhistory:"
"""Now is 2026-11-06; the people of the desk serve every queue, so their role is agent."""


def opened(desk: Desk, *rows: str) -> Desk:
    return desk.write("requisitions.csv", HEADER + "".join(f"{row}\n" for row in rows))


def test_all_columns_are_read(desk: Desk) -> None:
    (found,) = opened(desk, "R-1,agent,2,2026-10-12,offer,2026-12-01,0.75").read().requisitions
    assert found == Requisition(
        requisition_id="R-1",
        role="agent",
        headcount=2,
        opened_on=date(2026, 10, 12),
        stage="offer",
        expected_start=date(2026, 12, 1),
        fill_probability=0.75,
    )


def test_what_is_left_out_is_the_default(desk: Desk) -> None:
    plain = (Requisition(requisition_id="R-1", role="agent"),)
    assert opened(desk, "R-1,agent,,,,,").read().requisitions == plain
    assert desk.write("requisitions.csv", "role,requisition_id\nagent,R-1\n").read().requisitions == plain
    assert (plain[0].headcount, plain[0].stage, plain[0].is_open) == (1, "open", True)


def test_a_workspace_without_the_file_or_with_its_header_alone_has_none(desk: Desk) -> None:
    assert desk.read().requisitions == ()
    assert "requisitions.csv" not in desk.read().digests
    assert opened(desk).read().requisitions == ()
    assert "requisitions.csv" in desk.read().digests


def test_a_spreadsheet_with_semicolons_has_decimal_commas_and_dotted_days(desk: Desk) -> None:
    desk.write("requisitions.csv", "\ufeffrequisition_id;role;opened_on;fill_probability\nR-1;agent;2.11.2026;0,8\n")
    (found,) = desk.read().requisitions
    assert (found.opened_on, found.fill_probability) == (date(2026, 11, 2), 0.8)


def test_a_role_may_be_written_in_team_yaml_or_be_that_of_people_who_are_alike(desk: Desk, tmp_path: Path) -> None:
    desk.edit("team.yaml", "history:", ROLES)
    assert [row.role for row in opened(desk, "A,caretaker,,,,,", "B,coach,,,,,").read().requisitions] == [
        "caretaker",
        "coach",
    ]
    two = write_files(tmp_path / "two", TWO_SITES)
    assert [row.role for row in opened(two, "A,manila:all,,,,,").read().requisitions] == ["manila:all"]


@pytest.mark.parametrize(
    "row",
    [
        "R,agent,1,2026-11-06,open,,",  # opened today
        "R,agent,1,2026-11-06,open,2026-11-06,",  # and today they are to start
        "R,agent,1,2026-10-01,filled,2026-10-30,",
        "R,agent,1,2026-10-01,cancelled,2026-10-30,",
        "R,agent,1,2026-10-01,on_hold,2026-10-30,",
        "R,agent,1,,accepted,2026-12-01,",
        "R,agent,10000,,,,0",
        "R,agent,1,,,,1",
    ],
)
def test_what_is_just_allowed_is_read(desk: Desk, row: str) -> None:
    assert len(opened(desk, row).read().requisitions) == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("R-0,agent,,,,,", '3 requisition_id "R-0" is also in line 2; every requisition has one row'),
        ("R 1,agent,,,,,", '3 requisition_id is "R 1"; it must be made of letters, digits, "_", "-" or ".", at most 64 of them, a letter or digit first'),
        (",agent,,,,,", "3 requisition_id is empty; it must be given"),
        ("R,,,,,,", "3 role is empty; it must be given"),
        ("R,agnt,,,,,", '3 role "agnt" is not a role of this team; nearest is "agent"'),
        ("R,sales,,,,,", '3 role "sales" is not a role of this team; allowed are agent'),
        ("R,agent,0,,,,", '3 headcount is "0"; it must be at least 1'),
        ("R,agent,1.5,,,,", '3 headcount is "1.5"; it must be a whole number'),
        ("R,agent,,12/10/2026,,,", '3 opened_on is "12/10/2026"; write a date as 2026-11-23'),
        ("R,agent,,2026-11-02,,2026-11-01,", "3 expected_start 2026-11-01 is before opened_on 2026-11-02; it must be that day or a later one"),
        ("R,agent,,2026-11-02,filled,2026-11-01,", "3 expected_start 2026-11-01 is before opened_on 2026-11-02; it must be that day or a later one"),
        ("R,agent,,2027-11-02,,2027-02-01,", "3 expected_start 2027-02-01 is before opened_on 2027-11-02; it must be that day or a later one"),
        ("R,agent,,,accepted,,", "3 expected_start is empty, but the stage is accepted; give the day on which they are to start"),
        ("R,agent,,,,,80", '3 fill_probability is "80"; it must be a share between 0 and 1; 80 looks like a percentage: write 0.8'),
        ("R,agent,,,,,80%", '3 fill_probability is "80%"; it must be a number: write 0.8'),
        ("R,agent,,,,,-0.1", '3 fill_probability is "-0.1"; it must be at least 0'),
        ("R,agent,,,,,likely", '3 fill_probability is "likely"; it must be a number'),
        ("R,agent,,,intervew,,", '3 stage is "intervew"; it must be one of open, screening, interview, offer, accepted, on_hold, filled, cancelled; nearest is "interview"'),
        ("R,agent,,,won,,", '3 stage is "won"; it must be one of open, screening, interview, offer, accepted, on_hold, filled, cancelled'),
        ('R,agent,,,,,"0,8"', '3 fill_probability is "0,8"; it must be a number'),
    ],
)  # fmt: skip
def test_a_fault_in_a_row_is_one_sentence(desk: Desk, row: str, sentence: str) -> None:
    assert opened(desk, "R-0,agent,,,,,", row).fault() == f"requisitions.csv:{sentence}"


def test_a_column_that_is_not_known_is_told_with_its_nearest(desk: Desk) -> None:
    desk.write("requisitions.csv", "requisition_id,role,head_count\nR,agent,1\n")
    assert desk.fault() == 'requisitions.csv:1 the column "head_count" is not known; nearest is "headcount"'


def test_a_required_column_is_told(desk: Desk) -> None:
    said = "requisitions.csv:1 the column role is missing; required are requisition_id, role"
    assert desk.write("requisitions.csv", "requisition_id\nR\n").fault() == said


def test_every_role_that_is_not_known_is_told_with_those_that_are(tmp_path: Path) -> None:
    two = write_files(tmp_path / "two", TWO_SITES)
    assert opened(two, "A,berlin,,,,,", "B,manila,,,,,").fault().splitlines() == [
        'requisitions.csv:2 role "berlin" is not a role of this team; allowed are jakarta:all, manila:all',
        'requisitions.csv:3 role "manila" is not a role of this team; nearest is "manila:all"',
    ]


def test_an_opening_of_a_later_day_was_not_known_at_a_moment_of_the_past(desk: Desk) -> None:
    opened(desk, "A,agent,,2026-11-03,,,", "B,agent,,2026-11-05,,,", "C,agent,,,,,")
    base = desk.read(as_of=datetime(2026, 11, 4, 12))
    assert [row.requisition_id for row in base.requisitions] == ["A", "C"]
    _, source = load_team(desk.folder / "team.yaml", "team.yaml")
    assert under(base, base.team, source).requisitions == base.requisitions
    assert len(desk.read().requisitions) == 3


def told(desk: Desk, as_of: datetime | None = None) -> str:
    with pytest.raises(InputError) as caught:
        check_hiring_dates(desk.read(as_of=as_of))
    return str(caught.value)


def test_a_day_in_the_future_stops_no_roster_but_a_hiring_plan(desk: Desk) -> None:
    opened(desk, "A,agent,,2026-11-07,,,")
    assert told(desk) == (
        "requisitions.csv A opened_on 2026-11-07 is in the future, after 2026-11-06, which is --as-of or the last event "
        "of the tickets; give the day on which it was opened, or a later --as-of"
    )
    assert "opened_on 2026-11-07 is in the future, after 2026-11-06" in told(desk, datetime(2026, 11, 6, 23))
    check_hiring_dates(desk.read(as_of=datetime(2026, 11, 7, 12)))


@pytest.mark.parametrize("stage", ["", "accepted"])
def test_a_start_in_the_past_stops_a_hiring_plan(desk: Desk, stage: str) -> None:
    opened(desk, f"A,agent,,2026-10-12,{stage},2026-11-05,")
    assert told(desk) == (
        "requisitions.csv A expected_start 2026-11-05 is in the past, before 2026-11-06, which is --as-of or the last "
        "event of the tickets; a requisition whose people have started has the stage filled, so give that or a day to "
        "come"
    )
    check_hiring_dates(desk.edit("requisitions.csv", "2026-11-05", "2026-11-06").read())


def test_now_is_a_day_of_the_team(desk: Desk) -> None:
    """Half past six in the evening of the ninth in UTC is the tenth in Jakarta."""
    opened(desk, "A,agent,,2026-11-10,,,")
    check_hiring_dates(desk.read(as_of=datetime.fromisoformat("2026-11-09T18:30+00:00")))
    assert "in the future" in told(desk, datetime.fromisoformat("2026-11-09T16:30+00:00"))


def test_openings_are_read_again_under_a_changed_team(desk: Desk) -> None:
    desk.edit("team.yaml", "history:", ROLES)
    base = opened(desk, "A,caretaker,,,,,", "B,coach,,,,,").read()
    _, source = load_team(desk.folder / "team.yaml", "team.yaml")
    kept = changed_source(source, base.team, [("hiring.roles.caretaker.heads", "2")], "scenario x: team.yaml")
    assert under(base, checked(kept), kept).requisitions == base.requisitions
    gone = changed_source(source, base.team, [("hiring.roles", "[]")], "scenario x: team.yaml")
    with pytest.raises(InputError) as caught:
        under(base, checked(gone), gone)
    assert str(caught.value).splitlines() == [
        'requisitions.csv:2 role "caretaker" is not a role of this team; allowed are agent',
        'requisitions.csv:3 role "coach" is not a role of this team; allowed are agent',
    ]


def test_another_file_than_that_of_the_base_is_told(desk: Desk) -> None:
    base = opened(desk, "A,agent,,,,,").read()
    opened(desk, "A,agent,2,,,,")
    _, source = load_team(desk.folder / "team.yaml", "team.yaml")
    with pytest.raises(InputError, match=r"holds another requisitions.csv than when this began; run it again"):
        under(base, base.team, source)


@pytest.mark.parametrize(
    ("stage", "is_open"),
    [("open", True), ("screening", True), ("interview", True), ("offer", True), ("on_hold", False), ("filled", False), ("cancelled", False)],
)  # fmt: skip
def test_an_opening_is_open_until_it_is_filled_cancelled_or_on_hold(desk: Desk, stage: str, is_open: bool) -> None:
    (found,) = opened(desk, f"A,agent,,,{stage},,").read().requisitions
    assert found.is_open is is_open
