# ruff: noqa: E501 (the sentences are told as they are printed)
"""The ticket log: columns, presets, dirty rows, and files that are no log."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from .conftest import TICKETS, Desk

JAKARTA = ZoneInfo("Asia/Jakarta")
HEADER = TICKETS.splitlines()[0] + "\n"


def workbook(table: list[list[str]]) -> bytes:
    """The least that is an Excel workbook, with text in its cells."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    lines = ""
    for number, cells in enumerate(table, 1):
        texts = "".join(
            f'<c r="{"ABCDEFGHI"[place]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for place, cell in enumerate(cells)
        )
        lines += f'<row r="{number}">{texts}</row>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{links}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {space} xmlns:r="{links}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{links}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{lines}</sheetData></worksheet>",
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as file:
        for name, text in parts.items():
            file.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return whole.getvalue()


def rows(*lines: str) -> str:
    return HEADER + "".join(line + "\n" for line in lines)


def rejected(desk: Desk) -> list[tuple[int, str]]:
    frame = desk.read().tickets.rejected
    return list(zip(frame["row"], frame["reason"], strict=True))


def test_every_column_arrives_with_its_type(desk: Desk) -> None:
    frame = desk.read().tickets.frame
    assert frame["ticket_id"].tolist() == ["T1", "T2", "T3", "T4", "T5"]
    assert frame["queue"].tolist() == ["payments", "listings", "payments", "listings", "payments"]
    assert frame["created_at"][0] == datetime(2026, 11, 2, 9, tzinfo=JAKARTA)
    assert frame["reopened_at"][1] == datetime(2026, 11, 5, 9, tzinfo=JAKARTA)
    assert frame["handle_minutes"].isna().tolist() == [False, False, True, False, False]
    assert frame["agent_id"].tolist() == ["budi", "sari", "", "budi", "sari"]
    assert {str(frame[name].dtype) for name in ("created_at", "resolved_at", "reopened_at")} == {
        "datetime64[us, Asia/Jakarta]"
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",payments,2026-11-02 10:00,,,,,,", "ticket_id is empty, and a ticket needs an id"),
        ("T1,payments,2026-11-02 10:00,,,,,,", 'ticket_id is "T1", which an earlier row has already; the first is kept'),
        ("T9,payments,n/a,,,,,,", 'created_at is "n/a", not a time such as 2026-11-03 09:15'),
        ("T9,payments,2026-11-31 10:00,,,,,,", 'created_at is "2026-11-31 10:00", not a time such as 2026-11-03 09:15'),
        ("T9,payments,,,,,,,", "created_at is empty, and a ticket needs the time of its creation"),
        ("T9,payments,2026-11-02 10:00,2026-11-02 09:59,,,,,", 'resolved_at is "2026-11-02 09:59", before created_at'),
        ("T9,payments,2026-11-02 10:00,,,,2026-11-02 09:59,,", 'reopened_at is "2026-11-02 09:59", before created_at'),
        ("T9,payments,2026-11-02 10:00,,-1,,,,", 'handle_minutes is "-1", below 0'),
        ("T9,payments,2026-11-02 10:00,,,,,-1,", 'paused_minutes is "-1", below 0'),
        ("T9,payments,2026-11-02 10:00,,soon,,,,", 'handle_minutes is "soon", not a number'),
        ("T9,paymets,2026-11-02 10:00,,,,,,", 'queue is "paymets", which is no queue of team.yaml (payments, listings) nor one of their names'),
        ("T9,payments,2026-11-02 10:00", "the row has 3 cells, the header has 9"),
    ],
)  # fmt: skip
def test_a_faulty_row_is_put_aside_with_its_reason(desk: Desk, line: str, reason: str) -> None:
    desk.write("tickets.csv", f"{TICKETS}{line}\n")
    assert rejected(desk) == [(7, reason)]
    assert len(desk.read().tickets.frame) == 5


def test_only_the_columns_named_are_kept(desk: Desk) -> None:
    lines = TICKETS.splitlines()
    text = "\n".join([f"subject,{lines[0]}", *(f"my secret,{line}" for line in [*lines[1:], "T1,payments,x,,,,,,"])])
    workspace = desk.write("tickets.csv", text).read()
    assert "subject" not in workspace.tickets.frame
    assert list(workspace.tickets.rejected)[:4] == ["row", "reason", "ticket_id", "queue"]
    assert not workspace.tickets.rejected.map(lambda cell: "secret" in str(cell)).any(axis=None)


def test_too_many_faulty_rows_are_refused_with_their_reasons_and_an_example(desk: Desk) -> None:
    desk.edit("team.yaml", "max_rejected: 0.25", "max_rejected: 0.1").edit("tickets.csv", "2026-11-04 08:00", "n/a")
    assert desk.fault() == (
        "tickets.csv 1 of 5 rows are faulty, more than history.max_rejected 0.1 allows: 1 with an unreadable "
        'created_at; for instance line 4: created_at is "n/a", not a time such as 2026-11-03 09:15'
    )


def test_as_many_faulty_rows_as_allowed_are_put_aside(desk: Desk) -> None:
    desk.edit("team.yaml", "max_rejected: 0.25", "max_rejected: 0.2").edit("tickets.csv", "2026-11-04 08:00", "n/a")
    assert len(desk.read().tickets.rejected) == 1


def test_a_log_of_faulty_rows_only_is_refused_whatever_is_allowed(desk: Desk) -> None:
    desk.edit("team.yaml", "max_rejected: 0.25", "max_rejected: 1.0").write("tickets.csv", rows("A,payments,n/a,,,,,,"))
    assert "1 of 1 rows are faulty" in desk.fault()


def test_the_other_order_of_day_and_month_is_suggested(desk: Desk) -> None:
    lines = [f"A{day},payments,{day}/11/2026 10:15,,,,,," for day in (3, 14, 15, 16)]
    assert desk.write("tickets.csv", rows(*lines)).fault().endswith("; with tickets.dayfirst: true they could be read")


def test_times_with_and_without_offset_in_one_column_are_refused(desk: Desk) -> None:
    desk.write("tickets.csv", rows("A,payments,2026-11-03 10:15,,,,,,", "B,payments,2026-11-03T10:15+07:00,,,,,,"))
    assert desk.fault() == (
        'tickets.csv:3 created_at is "2026-11-03T10:15+07:00" with an offset, but line 2 has "2026-11-03 10:15" '
        "without; write the offset in all rows or in none"
    )


def test_different_offsets_are_all_read(desk: Desk) -> None:
    desk.write("tickets.csv", rows("A,payments,2026-11-03T10:15+07:00,,,,,,", "B,payments,2026-11-03T03:15Z,,,,,,"))
    frame = desk.read().tickets.frame
    assert frame["created_at"][0] == frame["created_at"][1]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "tickets.csv is empty; its first line must be a header"),
        (HEADER.encode(), "tickets.csv has a header but no tickets; give at least four weeks of them"),
        (b"a,b\n1,2\n", 'tickets.csv:1 there is no column for ticket_id among "a", "b"; name it under tickets.columns in team.yaml'),
        (b"ticket_id,created_at\n1,2026-11-03 10:15\n", ("tickets.csv:1 there is no column queue, and team.yaml has the "
         "queues payments, listings; name the column under tickets.columns")),
        (b"Issue key,Created\nA,03/Nov/26 10:15 AM\n", ('tickets.csv:1 there is no column for ticket_id among "Issue key", '
         '"Created"; it looks like an export for tickets.preset: jira')),
        (b"x" * 3_000_000, "tickets.csv:1 is a line of more than 1024 KB; this is no table"),
        (b"\x89PNG\r\n" * 1000, "tickets.csv:1 has the byte 0x89, which is not UTF-8; save the file as UTF-8"),
        (HEADER.encode() + b"a,b,c\n" * 50_000, ("tickets.csv:2 20000 of the first 20000 rows do not fit the header, so "
         "this is no table: the row has 3 cells, the header has 9")),
        (HEADER.encode() + b"a,b,c,d,e,f,g,h,i\n" * 50_000, 'tickets.csv:2 created_at is "c", and 20000 of the first 20000 rows have no time such as 2026-11-03 09:15'),
        (HEADER.encode() + b"A,payments,2026-11-03 10:15,,5400,,,,\n", ("tickets.csv handle_minutes is 5400 in half of the "
         "rows or more; minutes are wanted, at most 1440 for a usual case, and this looks like seconds: divide by 60")),
    ],
)  # fmt: skip
def test_a_file_that_is_no_log_says_why(desk: Desk, content: bytes, sentence: str) -> None:
    assert desk.write("tickets.csv", content).fault() == sentence


def source(desk: Desk, tickets: str) -> Desk:
    return desk.edit("team.yaml", "history:", f"tickets: {tickets}\nhistory:")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("../x.csv", "leads outside the workspace folder; only files inside it are read"),
        ("/etc/passwd", "leads outside the workspace folder; only files inside it are read"),
        ("nowhere.csv", "does not exist; it must be a file in the workspace folder"),
        ("folder", "is a folder; a file is wanted"),
    ],
)
def test_a_file_that_may_not_be_read_is_refused(desk: Desk, file: str, said: str) -> None:
    (desk.folder / "folder").mkdir()
    assert source(desk, f"{{file: {file}}}").fault() == f'team.yaml:26:11 tickets.file is "{file}", which {said}'


def test_a_link_that_leads_outside_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text(TICKETS)
    (desk.folder / "tickets.csv").unlink()
    (desk.folder / "tickets.csv").symlink_to(tmp_path / "outside.csv")
    assert desk.fault() == "tickets.csv leads outside the workspace folder; only files inside it are read"


def test_a_file_without_permission_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = Path.open

    def refuse(path: Path, *arguments: object) -> object:
        if path.name == "tickets.csv":
            raise PermissionError(13, "Permission denied")
        return genuine(path, *arguments)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert desk.fault() == "tickets.csv may not be read by this user; give the right to read it"


def test_an_unknown_ending_is_refused(desk: Desk) -> None:
    desk.write("tickets.json", "[]")
    assert source(desk, "{file: tickets.json}").fault() == (
        'tickets.json ends in ".json"; tables end in .csv, .xlsx or .parquet'
    )


def test_two_logs_are_one_too_many(desk: Desk) -> None:
    desk.write("tickets.xlsx", b"")
    assert desk.fault().startswith("the workspace holds tickets.csv, tickets.xlsx; say in team.yaml which one is meant")


def test_a_workbook_holds_the_same_log_as_csv(desk: Desk) -> None:
    expected = desk.read().tickets.frame
    (desk.folder / "log.xlsx").write_bytes(workbook(list(csv.reader(TICKETS.splitlines()))))
    pd.testing.assert_frame_equal(source(desk, "{file: log.xlsx}").read().tickets.frame, expected)


def test_a_damaged_workbook_is_refused(desk: Desk) -> None:
    desk.write("log.xlsx", b"PK\x03\x04 nonsense")
    assert source(desk, "{file: log.xlsx}").fault() == (
        "log.xlsx is not an Excel workbook that can be read; save it as .xlsx or .csv"
    )


def test_a_column_named_but_missing_is_refused_with_the_nearest(desk: Desk) -> None:
    assert source(desk, "{columns: {queue: Qeue}}").fault() == (
        'team.yaml:26:21 tickets.columns.queue is "Qeue", which is not a column of tickets.csv; nearest is "queue"'
    )


def test_a_star_among_the_names_takes_every_name_that_no_queue_claims(desk: Desk) -> None:
    desk.edit("team.yaml", "{id: listings, target_hours: 24,", '{id: listings, target_hours: 24, names: ["*"],')
    desk.write("tickets.csv", rows("A,payments,2026-11-03 10:15,,,,,,", "B,Group 70,2026-11-03 10:16,,,,,,"))
    assert desk.read().tickets.frame["queue"].tolist() == ["payments", "listings"]


def test_a_log_without_queues_belongs_to_the_only_one(desk: Desk) -> None:
    desk.edit("team.yaml", "  - {id: listings, target_hours: 24, handle_minutes: {mean: 22}}\n", "").edit(
        "agents.csv", "payments|listings", ""
    )
    desk.write("tickets.csv", "ticket_id,created_at\nA,2026-11-03 10:15\n")
    assert desk.read().tickets.frame["queue"].tolist() == ["payments"]


EXPORTS = {
    "zendesk": (
        "Id,Group,Subject,Assignee,Created at,Solved at,On hold time in minutes,Satisfaction Score,Total time spent (sec)\n"
        "7,payments,private,Budi,2026-11-03 10:15,2026-11-03 11:15,30,Good,750\n"
    ),
    "freshdesk": (
        "Ticket ID,Subject,Group,Agent,Created time,Resolved time,Time on hold (in minutes),Survey results,Time tracked\n"
        "7,private,payments,Budi,2026-11-03 10:15:00,2026-11-03 11:15:00,30,1,00:12:30\n"
    ),
    "jira": (
        "Summary,Issue key,Component/s,Assignee,Created,Resolved,paused_minutes,Satisfaction rating,Time Spent\n"
        "private,7,payments,Budi,03/Nov/26 10:15 AM,03/Nov/26 11:15 AM,30,1,750\n"
    ),
    "servicenow": (
        "number,short_description,assignment_group,assigned_to,opened_at,resolved_at,time_worked,paused_minutes,csat\n"
        "7,private,payments,Budi,2026-11-03 10:15:00,2026-11-03 11:15:00,750,30,1\n"
    ),
}


@pytest.mark.parametrize("preset", EXPORTS)
def test_an_export_is_read_by_its_preset(desk: Desk, preset: str) -> None:
    frame = source(desk, f"{{preset: {preset}}}").write("tickets.csv", EXPORTS[preset]).read().tickets.frame
    case = frame.loc[0]
    assert (case["ticket_id"], case["queue"], case["agent_id"]) == ("7", "payments", "Budi")
    assert case["created_at"] == datetime(2026, 11, 3, 10, 15, tzinfo=JAKARTA)
    assert case["resolved_at"] == datetime(2026, 11, 3, 11, 15, tzinfo=JAKARTA)
    assert (case["handle_minutes"], case["paused_minutes"], case["csat"]) == (12.5, 30, 1)


def test_columns_written_go_before_the_preset(desk: Desk) -> None:
    text = "Id,Created at,First seen,Group\n7,2026-11-03 10:15,2026-11-02 10:15,payments\n"
    source(desk, "{preset: zendesk, columns: {created_at: First seen}}").write("tickets.csv", text)
    assert desk.read().tickets.frame["created_at"][0].day == 2


def test_parquet_holds_the_same_log_as_csv(desk: Desk) -> None:
    pytest.importorskip("pyarrow", reason="the parquet extra is not installed")
    expected = desk.read().tickets.frame
    table = pd.read_csv(desk.folder / "tickets.csv", parse_dates=["created_at", "resolved_at", "reopened_at"])
    table.to_parquet(desk.folder / "log.parquet")
    source(desk, "{file: log.parquet}")
    pd.testing.assert_frame_equal(desk.read().tickets.frame, expected)
    assert "log.parquet" in desk.read().digests


def test_a_decimal_comma_needs_semicolons(desk: Desk) -> None:
    desk.write(
        "tickets.csv",
        rows(
            'A,payments,2026-11-03 10:15,,"1,5",,,,',
            *["B" * n + ",payments,2026-11-03 10:15,,,,,," for n in range(1, 5)],
        ),
    )
    assert [reason for _, reason in rejected(desk)] == ['handle_minutes is "1,5", not a number']
    desk.write("tickets.csv", rows("A,payments,2026-11-03 10:15,,1~5,,,,").replace(",", ";").replace("~", ","))
    assert desk.read().tickets.frame["handle_minutes"][0] == 1.5


def test_naive_times_are_in_the_zone_of_the_log(desk: Desk) -> None:
    frame = source(desk, "{zone: UTC}").read().tickets.frame
    assert frame["created_at"][0] == datetime(2026, 11, 2, 16, tzinfo=JAKARTA)
    assert str(frame["created_at"].dt.tz) == "Asia/Jakarta"


def test_a_zone_of_the_log_that_does_not_exist_is_refused(desk: Desk) -> None:
    assert source(desk, "{zone: Jakarta}").fault() == (
        'team.yaml:26:11 tickets.zone is "Jakarta"; it must be an IANA time zone such as Asia/Jakarta; '
        'nearest is "Asia/Jakarta"'
    )
