# ruff: noqa: E501 (the sentences are told as they are printed)
"""Now, and the week that is planned; and times across a change of the clocks."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from staffing.errors import InputError
from staffing.read.workspace import read_workspace

from .conftest import Desk

JAKARTA = ZoneInfo("Asia/Jakarta")


def test_now_is_the_last_event_and_the_week_the_first_full_one_after_it(desk: Desk) -> None:
    workspace = desk.read()
    assert workspace.as_of == datetime(2026, 11, 6, 16, tzinfo=JAKARTA)
    assert workspace.as_of.utcoffset() == datetime(2026, 11, 6, 16, tzinfo=JAKARTA).utcoffset()
    assert (workspace.first_day, workspace.weeks) == (date(2026, 11, 9), 1)


def test_a_week_that_begins_at_this_very_moment_is_still_whole(desk: Desk) -> None:
    assert desk.read(as_of=datetime(2026, 11, 9)).first_day == date(2026, 11, 9)
    assert desk.read(as_of=datetime(2026, 11, 9, 0, 1)).first_day == date(2026, 11, 16)


def test_weeks_start_on_the_day_of_the_team(desk: Desk) -> None:
    assert desk.edit("team.yaml", "starts: monday", "starts: sunday").read().first_day == date(2026, 11, 8)


def test_a_log_is_cut_at_as_of(desk: Desk) -> None:
    workspace = desk.read(as_of=datetime(2026, 11, 5, 12, 10))
    assert workspace.tickets.frame["ticket_id"].tolist() == ["T1", "T2", "T3", "T4"]
    assert workspace.tickets.frame["resolved_at"].isna().tolist() == [False, False, True, True]


def test_as_of_may_be_in_any_zone(desk: Desk) -> None:
    assert desk.read(as_of=datetime(2026, 11, 6, 9, 30, tzinfo=UTC)).as_of == datetime(
        2026, 11, 6, 16, 30, tzinfo=JAKARTA
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            {"week": date(2026, 11, 24)},
            "--week 2026-11-24 is a Tuesday, but weeks start on Monday; nearest is 2026-11-23",
        ),
        (
            {"week": date(2026, 11, 28)},
            "--week 2026-11-28 is a Saturday, but weeks start on Monday; nearest is 2026-11-30",
        ),
        (
            {"week": date(2026, 11, 2)},
            (
                "--week 2026-11-02 begins before now, 2026-11-06T16:00:00+07:00, which is --as-of or the last event of the "
                "tickets; give a later week, or --as-of 2026-11-02 to plan it as of then"
            ),
        ),
        (
            {"week": date(2029, 11, 5)},
            "--week 2029-11-05 begins more than 366 days after now, 2026-11-06; give an earlier week",
        ),
        ({"weeks": 0}, "--weeks is 0; 1 to 53 are allowed"),
        (
            {"as_of": datetime(2026, 10, 2)},
            "--as-of is 2026-10-02T00:00:00+07:00, before the first ticket, 2026-11-02T09:00:00+07:00; give a later time",
        ),
    ],
)
def test_a_week_that_cannot_be_planned_is_refused(desk: Desk, options: dict[str, object], sentence: str) -> None:
    assert desk.fault(**options) == sentence


@pytest.mark.parametrize("week", [date.min, date.max])
def test_the_ends_of_the_calendar_are_refused(desk: Desk, week: date) -> None:
    assert "--week" in desk.fault(week=week)


@pytest.mark.parametrize(
    "moment", [datetime.min, datetime.max, datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)]
)
def test_the_ends_of_time_are_refused(desk: Desk, moment: datetime) -> None:
    assert "--as-of" in desk.fault(as_of=moment)


def test_every_file_leaves_its_digest(desk: Desk) -> None:
    digests = desk.read().digests
    assert set(digests) == {path.name for path in desk.folder.iterdir()}
    assert digests["leave.csv"] == hashlib.sha256((desk.folder / "leave.csv").read_bytes()).hexdigest()


def test_a_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="does not exist; give a workspace folder"):
        read_workspace(tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"is not a folder; give the folder that holds team.yaml"):
        read_workspace(tmp_path / "file")
    with pytest.raises(InputError, match=r"^team\.yaml does not exist"):
        read_workspace(tmp_path)


def berlin(desk: Desk) -> Desk:
    return desk.edit("team.yaml", "Asia/Jakarta", "Europe/Berlin").write("published.csv", "agent_id,date,shift_id\n")


def test_a_ticket_time_that_clocks_skip_is_put_aside(desk: Desk) -> None:
    berlin(desk).edit("tickets.csv", "2026-11-02 09:00", "2026-03-29 02:30")
    assert desk.read().tickets.rejected["reason"].tolist() == [
        'created_at is "2026-03-29 02:30", a time that does not exist in Europe/Berlin, whose clocks skip it'
    ]


def test_a_roster_time_that_clocks_skip_is_refused(desk: Desk) -> None:
    berlin(desk).write("published.csv", "agent_id,date,shift_id,start\nbudi,2026-03-29,early,2026-03-29 02:30\n")
    assert desk.fault() == (
        'published.csv:2 start is "2026-03-29 02:30"; this time does not exist in Europe/Berlin, whose clocks skip it'
    )
