"""Roster files that people edited."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from staffing.errors import InputError
from staffing.read.rosters import read_roster

from .conftest import Desk

HEADER = "agent_id,date,shift_id,start,end,paid_minutes,on_queue_minutes,note\n"


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(HEADER + "".join(line + "\n" for line in lines))
    return path


def test_an_edited_roster_is_read_with_columns_of_its_own(desk: Desk, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "budi,2026-11-09,early,2026-11-09T06:00:00+07:00,2026-11-09 15:00,480,420,swap",
        "sari,2026-11-10,late,,,,,",
    )
    first, second = read_roster(path, desk.read())
    assert (first.agent_id, first.date, first.shift_id) == ("budi", date(2026, 11, 9), "early")
    assert first.start is not None and first.start.hour == 6  # noqa: PT018
    assert second.start is None


def test_an_agent_twice_on_a_day_is_left_to_the_check(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, "budi,2026-11-09,early,,,,,", "budi,2026-11-09,late,,,,,")
    assert len(read_roster(path, desk.read())) == 2


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("bud,2026-11-09,early,,,,,", 'agent_id "bud" is not in agents.csv; nearest is "budi"'),
        ("budi,2026-11-09,erly,,,,,", 'shift_id "erly" is not a shift of team.yaml; nearest is "early"'),
        ("budi,9 Nov,early,,,,,", 'date is "9 Nov"; write a date as 2026-11-23'),
        ("budi,2026-11-09,early,6am,,,,", 'start is "6am"; write a time as 2026-11-23T06:00:00+07:00'),
        (
            "budi,2026-11-09,early,,2026-11-09T16:00:00+07:00,,,",
            (
                "end is 2026-11-09T16:00:00+07:00, but the shift early has its end at 15:00, which is "
                "2026-11-09T15:00:00+07:00; empty the cell or change shift_id"
            ),
        ),
    ],
)
def test_a_row_that_contradicts_the_workspace_is_refused(desk: Desk, tmp_path: Path, line: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        read_roster(write(tmp_path, line), desk.read())
    assert str(caught.value) == f"{tmp_path / 'roster.csv'}:2 {sentence}"


def test_times_as_spreadsheets_write_them_are_read(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, "budi,09.11.2026,early,09.11.2026 06:00,9.11.2026 15:00:00,,,")
    (row,) = read_roster(path, desk.read())
    assert row.date == date(2026, 11, 9)
    assert row.start is not None
    assert row.end is not None
    assert (row.start.isoformat(), row.end.hour) == ("2026-11-09T06:00:00+07:00", 15)


def test_a_row_that_stands_twice_is_refused_with_both_lines(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, "budi,2026-11-09,early,,,,,", "sari,2026-11-09,early,,,,,", "budi,2026-11-09,early,,,,,x")
    with pytest.raises(InputError) as caught:
        read_roster(path, desk.read())
    said = '"budi" has the shift "early" on 2026-11-09 already in line 2; keep one of the two rows'
    assert str(caught.value) == f"{path}:4 {said}"


def test_a_shift_into_the_next_day_ends_there(desk: Desk, tmp_path: Path) -> None:
    desk.edit("team.yaml", 'end: "23:00"', 'end: "26:00"')
    path = write(tmp_path, "budi,2026-11-09,late,2026-11-09T14:00+07:00,2026-11-10T02:00+07:00,,,")
    assert len(read_roster(path, desk.read())) == 1


def test_both_of_two_equal_local_times_are_right(desk: Desk, tmp_path: Path) -> None:
    desk.edit("team.yaml", "Asia/Jakarta", "Europe/Berlin").edit("team.yaml", 'end: "23:00"', 'end: "26:30"')
    desk.write("published.csv", HEADER)
    for offset in ("+02:00", "+01:00"):
        path = write(tmp_path, f"budi,2026-10-24,late,,2026-10-25T02:30{offset},,,")
        assert len(read_roster(path, desk.read())) == 1


def test_a_roster_that_is_missing_says_so(desk: Desk, tmp_path: Path) -> None:
    for name in ("roster.csv", "roster"):
        with pytest.raises(InputError) as caught:
            read_roster(tmp_path / "runs" / name, desk.read())
        assert str(caught.value) == f"{tmp_path / 'runs' / name} does not exist; give the name of a file"


@pytest.mark.parametrize("name", ["runs", "runs.csv"])
def test_a_folder_instead_of_a_roster_is_told_as_one(desk: Desk, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(InputError) as caught:
        read_roster(tmp_path / name, desk.read())
    assert str(caught.value) == f"{tmp_path / name} is a folder; a file is wanted"
