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
    assert str(caught.value) == f"roster.csv:2 {sentence}"


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
    with pytest.raises(InputError, match=r"^roster\.csv does not exist"):
        read_roster(tmp_path / "roster.csv", desk.read())
