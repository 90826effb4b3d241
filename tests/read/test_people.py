# ruff: noqa: E501 (the sentences are told as they are printed)
"""Faults in the people's tables: file, line, value given, and what is allowed."""

from __future__ import annotations

from datetime import date

import pytest

from .conftest import FILES, Desk

SENTENCES = [
    ("agents.csv", "budi,Budi,full_time", "budi,Budi,fulltime", '2 contract "fulltime" is not a contract of team.yaml; nearest is "full_time"'),
    ("agents.csv", "budi,Budi,full_time", "budi,Budi,", "2 contract is empty; it must be given"),
    ("agents.csv", "full_time,lead", "full_time,boss", '4 role is "boss"; it must be one of agent, lead'),
    ("agents.csv", "mornings", "morning", '3 availability "morning" is not an availability of team.yaml; nearest is "mornings"'),
    ("agents.csv", ",,budi\n", ",,budy\n", '3 mentor "budy" is not in agents.csv; nearest is "budi"'),
    ("agents.csv", "tono,Tono", "budi,Tono", '4 agent_id "budi" is also in line 2; every agent has one row'),
    ("agents.csv", "payments|listings", "paymnts:0.8|listings", '3 skills has "paymnts:0.8", which is not a queue of team.yaml; nearest is "payments"'),
    ("agents.csv", "payments|listings", "payments| :0.8", '3 skills has ":0.8", which is not a queue of team.yaml; allowed are payments, listings'),
    ("agents.csv", "payments|listings", "payments|payments:0.8", "3 skills has the queue payments twice; name each queue once"),
    *(
        ("agents.csv", "payments|listings", f"listings|{skill}",
         f'3 skills has "{skill}"; after the colon goes a proficiency from 0.01 to 1.5, such as payments:0.8')
        for skill in ("payments:0", "payments:-1", "payments:1.6", "payments:fast", "payments:nan", "payments:", "payments:1:2", "payments:1e-9")
    ),
    ("agents.csv", "2026-11-02", "2/11/2026", '3 hired_on is "2/11/2026"; write a date as 2026-11-23'),
    ("agents.csv", "2026-11-02", "2.11.26", '3 hired_on is "2.11.26"; write a date as 2026-11-23'),
    ("agents.csv", "2026-11-02", "31.11.2026", '3 hired_on is "31.11.2026"; there is no such day; write a date as 2026-11-23'),
    ("agents.csv", "2026-11-02", "2026-11-02 06:00:00", '3 hired_on is "2026-11-02 06:00:00"; write a date as 2026-11-23'),
    ("agents.csv", "2026-11-02", "02.11.1926", '3 hired_on is "02.11.1926"; the year must be between 1970 and 2199'),
    ("agents.csv", "2026-11-02", "2026-11-31", '3 hired_on is "2026-11-31"; there is no such day; write a date as 2026-11-23'),
    ("agents.csv", "role", "rol", '1 the column "rol" is not known; nearest is "role"'),
    ("agents.csv", "name,contract", "name,name", "1 the column name stands twice in the header; write it once"),
    ("agents.csv", "contract", "vertrag", '1 has no column contract; "vertrag" is not known'),
    ("agents.csv", "agent_id,name,contract", "id,name,vertrag", '1 has no columns agent_id and contract; "id", "vertrag" are not known'),
    ("agents.csv", "contract", "contrat", '1 the column "contrat" is not known; nearest is "contract"'),
    ("agents.csv", "name,", "phone,", ('1 the column "phone" is not known; allowed are agent_id, contract, name, role, site, '
     "skills, hired_on, leaves_on, availability, mentor, overtime, consents and 2 more")),
    ("agents.csv", "agent,,,,,\nsari", "agent\nsari", "2 has 4 cells; the header has 9"),
    ("leave.csv", "sari", "budi9", '2 agent_id "budi9" is not in agents.csv; nearest is "budi"'),
    ("leave.csv", "2026-11-12", "2026-11-14", "2 end 2026-11-13 is before start 2026-11-14"),
    (
        "requests.csv", "off,20", "of,20",
        '2 want is "of"; it must be a shift (early, late), "off" or "not:SHIFT"; nearest is "off"',
    ),
    ("requests.csv", "off,20", "off,0", '2 weight is "0"; it must be at least 1'),
    (
        "requests.csv", "sari,2026-11-11,not:late", "budi,2026-11-10,late",
        '3 want "late" for budi on 2026-11-10 contradicts "off" in line 2; keep one of the two',
    ),
    (
        "requests.csv", "sari,2026-11-11,not:late", "budi,2026-11-10,off",
        '3 want "off" for budi on 2026-11-10 is already asked in line 2; ask once, with a higher weight',
    ),
    ("holidays.csv", ",,working", ",jakrta,", '3 site "jakrta" is not a site of team.yaml; nearest is "jakarta"'),
    ("holidays.csv", ",,working", ",,closed", '3 kind is "closed"; it must be one of holiday, working'),
    ("holidays.csv", "2026-12-24", "2026-11-25", "3 date 2026-11-25 for all sites is also in line 2; keep one of the two rows"),
    ("holidays.csv", "2026-12-24", "24/12/2026", '3 date is "24/12/2026"; write a date as 2026-11-23'),
    ("holidays.csv", "date,", "day,", '1 has no column date; "day" is not known'),
    ("events.csv", "2.5", "lots", '2 uplift is "lots"; it must be a number'),
    ("events.csv", "payments", "paymnts", '2 queue "paymnts" is not a queue of team.yaml; nearest is "payments"'),
    (
        "published.csv", "T06:00:00+07:00", "T07:00:00+07:00",
        ("2 start is 2026-11-06T07:00:00+07:00, but the shift early has its start at 06:00, which is "
        "2026-11-06T06:00:00+07:00; empty the cell or change shift_id"),
    ),
    (
        "published.csv", "sari,2026-11-09,late,,", "budi,2026-11-06,early,,",
        '3 "budi" has the shift "early" on 2026-11-06 already in line 2; keep one of the two rows',
    ),
    ("published.csv", ",late,", ",lat,", '3 shift_id "lat" is not a shift of team.yaml; nearest is "late"'),
    ("published.csv", "sari,2026-11-09", "sary,2026-11-09", '3 agent_id "sary" is not in agents.csv; nearest is "sari"'),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "sentence"), SENTENCES)
def test_a_fault_in_a_row_is_one_sentence(desk: Desk, file: str, old: str, new: str, sentence: str) -> None:
    assert desk.edit(file, old, new).fault() == f"{file}:{sentence}"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "agents.csv is empty; its first line must be a header"),
        (b"\nagent_id,contract\n", "agents.csv:1 is an empty line; the first line must be a header"),
        (b"agent_id,contract\n", "agents.csv has a header but no agents; write one row for each"),
        (
            b"agent_id,contract,role\nx,full_time,lead\n",
            "agents.csv has leads only; at least one row must have the role agent",
        ),
        (b"agent_id\nbudi\n", "agents.csv:1 the column contract is missing; required are agent_id, contract"),
        ("agent_id,contract\nb,c\n".encode("utf-16"), "agents.csv is in UTF-16; save it as UTF-8"),
        (
            b"agent_id,contract\nb\xfcdi,c\n",
            "agents.csv:2 has the byte 0xfc, which is not UTF-8; save the file as UTF-8",
        ),
        (b"agent_id,contract\nb\0di,c\n", "agents.csv:2 has a NUL byte, which no text has; save the file as UTF-8"),
        (b"agent_id,contract\n" + b"x" * 2_000_000, "agents.csv:2 is a line of more than 1024 KB; this is no table"),
        (
            b'agent_id,contract\n"budi,c\n',
            "agents.csv:2 opens a quote that is never closed, or has a cell of more than 128 KB",
        ),
        (
            b'agent_id,contract\n"budi"x,c\n',
            'agents.csv:2 has text after a closing quote; write quotes inside a cell twice: ""',
        ),
    ],
)
def test_a_file_that_is_no_table_says_why(desk: Desk, content: bytes, sentence: str) -> None:
    assert desk.write("agents.csv", content).fault() == sentence


def test_noise_below_a_good_header_is_refused_after_its_first_rows(desk: Desk) -> None:
    desk.write("leave.csv", "agent_id,start,end\n" + "foo bar, baz, 12\n" * 200_000)
    lines = desk.fault().splitlines()
    assert len(lines) == 11
    assert lines[0] == 'leave.csv:2 start is "baz"; write a date as 2026-11-23'


OPTIONAL = ("leave.csv", "requests.csv", "events.csv", "holidays.csv", "published.csv")


def test_a_header_alone_is_an_empty_table_where_the_table_may_be_left_out(desk: Desk) -> None:
    for name in OPTIONAL:
        desk.write(name, FILES[name].splitlines()[0])
    workspace = desk.read()
    assert workspace.leave + workspace.requests + workspace.events + workspace.published + workspace.holidays == ()


@pytest.mark.parametrize("name", [*OPTIONAL, "agents.csv", "tickets.csv"])
def test_a_file_without_a_byte_is_refused(desk: Desk, name: str) -> None:
    assert desk.write(name, "").fault() == f"{name} is empty; its first line must be a header"


@pytest.mark.parametrize("name", ["agents.csv", "tickets.csv"])
def test_a_header_alone_is_refused_where_rows_are_needed(desk: Desk, name: str) -> None:
    assert desk.write(name, FILES[name].splitlines()[0]).fault().startswith(f"{name} has a header but no")


@pytest.mark.parametrize(
    "written", ["2026-11-02 00:00:00", "2026-11-02T00:00", "02.11.2026", "2.11.2026", "02.11.2026 00:00"]
)
def test_dates_as_spreadsheets_write_them_are_read(desk: Desk, written: str) -> None:
    assert desk.edit("agents.csv", "2026-11-02", written).read().agents[1].hired_on == date(2026, 11, 2)


def test_semicolons_a_byte_order_mark_and_a_decimal_comma_are_read(desk: Desk) -> None:
    desk.write("events.csv", "\ufeffdate;name;uplift\r\n2026-11-11;Double day;2,5\r\n".encode())
    assert desk.read().events[0].uplift == 2.5


def test_optional_tables_may_be_missing(desk: Desk) -> None:
    for name in OPTIONAL:
        (desk.folder / name).unlink()
    workspace = desk.read()
    assert workspace.leave + workspace.requests + workspace.events + workspace.published + workspace.holidays == ()
    assert set(workspace.digests) == {"team.yaml", "agents.csv", "tickets.csv"}


def test_two_shifts_not_wanted_on_a_day_do_not_contradict(desk: Desk) -> None:
    desk.write("requests.csv", FILES["requests.csv"] + "sari,2026-11-11,not:early,\n")
    assert len(desk.read().requests) == 3


def test_a_wish_against_the_same_shift_contradicts(desk: Desk) -> None:
    desk.write("requests.csv", FILES["requests.csv"] + "sari,2026-11-11,late,\n")
    assert 'want "late" for sari on 2026-11-11 contradicts "not:late" in line 3' in desk.fault()


def test_a_quoted_line_break_keeps_the_line_numbers(desk: Desk) -> None:
    desk.edit("agents.csv", "budi,Budi,", 'budi,"Budi\nthe second",').edit(
        "agents.csv", "full_time,lead", "full_time,x"
    )
    assert desk.fault().startswith("agents.csv:5 role")


def test_people_keep_their_dates_and_patterns(desk: Desk) -> None:
    budi, sari, tono = desk.read().agents
    assert (budi.hired_on, sari.hired_on, tono.leaves_on) == (None, date(2026, 11, 2), date(2026, 12, 31))
    assert (sari.availability, sari.mentor, tono.role) == ("mornings", "budi", "lead")


def test_days_a_site_keeps_or_works_are_read_and_leave_their_digest(desk: Desk) -> None:
    desk.write("holidays.csv", FILES["holidays.csv"] + "2026-12-24,Christmas Eve,jakarta,\n")
    workspace = desk.read()
    regional, bridge, eve = workspace.holidays
    assert (regional.name, regional.kind, regional.site) == ("Regional election", "holiday", "")
    assert (bridge.date, bridge.kind) == (date(2026, 12, 24), "working")
    assert (eve.site, eve.kind) == ("jakarta", "holiday")
    assert len(workspace.digests["holidays.csv"]) == 64
