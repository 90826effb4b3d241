"""A file of the benchmark is read as it stands, and what is wrong with one is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.bench.curtois.instance import CoverNeed, ShiftRequest, ShiftType, StaffMember
from staffing.bench.curtois.read import MOST_BYTES, instance_of, read_instance
from staffing.errors import InputError
from tests.bench.curtois.made import made, text_of


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "made.txt"
    file.write_text(text_of(), encoding="utf-8")
    found = read_instance(file)
    assert found == made()
    assert found.days == 7
    assert found.shifts == (ShiftType("E", 480, ()), ShiftType("N", 600, ("E",)))
    assert found.staff[0] == StaffMember("Ana", (("E", 5), ("N", 2)), 2400, 960, 3, 2, 2, 1)
    assert found.days_off == (("Ana", 1),)
    assert found.on_requests == (ShiftRequest("Ana", 3, "N", 4), ShiftRequest("Ben", 0, "E", 2))
    assert found.off_requests == (ShiftRequest("Ben", 2, "E", 3),)
    assert found.cover == (CoverNeed(0, "E", 1, 10, 1), CoverNeed(3, "N", 1, 20, 2), CoverNeed(6, "E", 0, 5, 7))


def test_spaces_comments_line_ends_and_the_order_of_sections_do_not_matter() -> None:
    head, *sections = text_of().split("SECTION_")
    turned = head + "".join(f"SECTION_{section}" for section in reversed(sections))
    spaced = turned.replace(",", " , ").replace("\n", "\r\n# remark\r\n")
    assert instance_of(spaced, "made.txt") == made()


def test_several_days_off_may_stand_in_one_line_and_minus_zero_is_zero() -> None:
    found = made(DAYS_OFF=["Ana,1,-0,6"], COVER=["0,E,-0,10,1"])
    assert found.days_off == (("Ana", 1), ("Ana", 0), ("Ana", 6))
    assert found.cover[0].people == 0


def test_sections_without_lines_are_empty() -> None:
    found = made(DAYS_OFF=[], SHIFT_ON_REQUESTS=[], SHIFT_OFF_REQUESTS=[], COVER=[])
    assert (found.days_off, found.on_requests, found.off_requests, found.cover) == ((), (), (), ())


ANA = "Ana,E=5|N=2,2400,960,3,2,2,1"
WRONG = {
    "unknown section": ({"COVERS": []}, 29, 'section is "SECTION_COVERS"; allowed are SECTION_HORIZON'),
    "missing section": ({"COVER": None}, 0, "has no SECTION_COVER; it must stand there, if only as an empty section"),
    "missing staff": ({"STAFF": None}, 0, "has no SECTION_STAFF; it must stand there, with a line at least"),
    "two cells of horizon": ({"HORIZON": ["7,8"]}, 3, "has 2 cells; wanted is one: days"),
    "one cell of shift": ({"SHIFTS": ["E"]}, 7, "has 1 cell; wanted are 3: shift id, minutes"),
    "horizon of words": ({"HORIZON": ["a week"]}, 3, 'horizon is "a week"; allowed are whole numbers from 1 to 600'),
    "horizon of 0": ({"HORIZON": ["0"]}, 3, 'horizon is "0"; allowed'),
    "horizon too long": ({"HORIZON": ["601"]}, 3, 'horizon is "601"; allowed'),
    "two horizons": ({"HORIZON": ["7", "14"]}, 4, "SECTION_HORIZON has 2 lines; wanted is one"),
    "no horizon": ({"HORIZON": []}, 2, "SECTION_HORIZON has 0 lines; wanted is one"),
    "no shift": ({"SHIFTS": []}, 6, "SECTION_SHIFTS is empty; it must have a line"),
    "no staff": ({"STAFF": []}, 10, "SECTION_STAFF is empty; it must have a line"),
    "shift twice": ({"SHIFTS": ["E,480,", "E,600,"]}, 8, 'shift id is "E", which an earlier line has'),
    "shift without name": ({"SHIFTS": [",480,"]}, 7, 'shift id is ""; allowed are 1 to 40'),
    "shift with a control character": ({"SHIFTS": ["E\x1b[2J,480,"]}, 7, "shift id is"),
    "shift too long": ({"SHIFTS": ["E,1441,", "N,600,E"]}, 7, 'minutes is "1441"; allowed'),
    "shift in hours": ({"SHIFTS": ["E,8.0,", "N,600,E"]}, 7, 'minutes is "8.0"; allowed'),
    "unknown successor": ({"SHIFTS": ["E,480,", "N,600,E|L"]}, 8, 'shift that cannot follow is "L"; allowed are E, N'),
    "shift without cells": ({"SHIFTS": ["E,480", "N,600,E"]}, 7, "has 2 cells; wanted are 3: shift id, minutes"),
    "staff twice": ({"STAFF": [ANA, ANA]}, 12, 'staff id is "Ana", which an earlier line has'),
    "staff with a cell too many": ({"STAFF": [ANA + ",1"]}, 11, "has 9 cells; wanted are 8"),
    "maxima without a shift": ({"STAFF": [ANA.replace("|N=2", "")]}, 11, 'most of each shift lacks "N"'),
    "maxima of no shift": ({"STAFF": [ANA.replace("N=2", "L=2")]}, 11, 'the shift is "L"; allowed are E, N'),
    "maxima twice": ({"STAFF": [ANA.replace("N=2", "E=2")]}, 11, 'names "E" twice'),
    "maxima without a sign": ({"STAFF": [ANA.replace("N=2", "N2")]}, 11, 'has "N2"; write it as SHIFT=NUMBER'),
    "negative maximum": ({"STAFF": [ANA.replace("N=2", "N=-2")]}, 11, 'most of N is "-2"; allowed'),
    "least above most": ({"STAFF": [ANA.replace("960", "2401")]}, 11, "least minutes is 2401, above most minutes 2400"),
    "least beyond the days": ({"STAFF": [ANA.replace("2400,960", "9000,4201")]}, 11, 'least minutes is "4201"'),
    "no day in a row": ({"STAFF": [ANA.replace(",3,2,2,1", ",0,2,2,1")]}, 11, 'most shifts in a row is "0"'),
    "run too long": ({"HORIZON": ["40"], "STAFF": [ANA.replace(",3,2,", ",32,2,")]}, 10, "1 to 31, or the 40 days"),
    "least run too long": ({"STAFF": [ANA.replace(",3,2,2,1", ",3,15,2,1")]}, 11, 'least shifts in a row is "15"'),
    "day off of nobody": ({"DAYS_OFF": ["Anna,1"]}, 15, 'staff id is "Anna"; nearest is "Ana"'),
    "day off outside": ({"DAYS_OFF": ["Ana,7"]}, 15, 'day off is "7"; allowed are whole numbers from 0 to 6'),
    "day off without day": ({"DAYS_OFF": ["Ana"]}, 15, "has 1 cell; wanted are a staff id and at least one day"),
    "request of nobody": ({"SHIFT_ON_REQUESTS": ["Cy,3,N,4"]}, 18, 'staff id is "Cy"; allowed are Ana, Ben'),
    "request outside": ({"SHIFT_OFF_REQUESTS": ["Ana,7,N,4"]}, 22, 'day is "7"; allowed'),
    "request of no shift": ({"SHIFT_OFF_REQUESTS": ["Ana,6,L,4"]}, 22, 'shift id is "L"; allowed are E, N'),
    "request without weight": ({"SHIFT_OFF_REQUESTS": ["Ana,6,E"]}, 22, "has 3 cells; wanted are 4"),
    "negative weight": ({"SHIFT_OFF_REQUESTS": ["Ana,6,E,-1"]}, 22, 'weight is "-1"; allowed'),
    "cover twice": ({"COVER": ["0,E,1,10,1", "0,E,2,10,1"]}, 26, 'asks for "E" on day 0 a second time'),
    "cover of no shift": ({"COVER": ["0,L,1,10,1"]}, 25, 'shift id is "L"'),
    "cover in a word": ({"COVER": ["0,E,one,10,1"]}, 25, 'people is "one"; allowed are whole numbers from 0 to 10000'),
    "too much in all": (
        {"HORIZON": ["600"], "SHIFTS": [f"s{n},480," for n in range(150)], "STAFF": [f"a{n},x" for n in range(60)]},
        157,
        "60 people x 600 days x 150 shifts is too much; at most 5000000 in all",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "line", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line(changes: dict[str, list[str] | None], line: int, said: str) -> None:
    with pytest.raises(InputError) as told:
        made(**changes)
    first = str(told.value).splitlines()[0]
    assert first.startswith(f"made.txt:{line} " if line else "made.txt ")
    assert said in first
    assert first.isprintable()


def test_a_section_that_stands_twice_is_told() -> None:
    with pytest.raises(InputError, match=r"made.txt:29 section SECTION_HORIZON began in line 2 already"):
        instance_of(text_of() + "\nSECTION_HORIZON\n7\n", "made.txt")


def test_text_before_the_first_section_is_no_instance() -> None:
    with pytest.raises(
        InputError, match=r"made.txt:1 is no instance of the benchmark: a line SECTION_HORIZON must"
    ) as told:
        instance_of("instance,lower_bound\n1,2\n" + text_of(), "made.txt")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("text", ["", "# remark\n\n"])
def test_a_text_without_sections_is_no_instance(text: str) -> None:
    with pytest.raises(
        InputError, match=r"made.txt is no instance of the benchmark: it has none of the sections"
    ) as told:
        instance_of(text, "made.txt")
    assert "\n" not in str(told.value)


def test_faults_of_several_sections_are_told_at_once() -> None:
    with pytest.raises(InputError) as told:
        made(
            STAFF=["Ana,E=5,2400,960,3,2,2,1", "Ben,E=5|N=0,2400,480,4,1,1,0"], DAYS_OFF=["Ana,9"], COVER=["0,L,1,10,1"]
        )
    assert [row.split(" ")[0] for row in str(told.value).splitlines()] == ["made.txt:11", "made.txt:15", "made.txt:25"]


def test_all_faults_of_a_section_are_told_at_once() -> None:
    with pytest.raises(InputError) as told:
        made(DAYS_OFF=["Ana,8", "Ben,0", "Cy,0"])
    assert [row.split(" ")[0] for row in str(told.value).splitlines()] == ["made.txt:15", "made.txt:17"]


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "made.txt"
    file.write_bytes(text_of().encode() + b"\xff\n")
    with pytest.raises(InputError, match=r"made\.txt:28 has the byte 0xff, which is not UTF-8"):
        read_instance(file)
    with file.open("wb") as large:
        large.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError, match="is larger than 20 MB"):
        read_instance(file)
    with pytest.raises(InputError, match="does not exist"):
        read_instance(tmp_path / "other.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_instance(tmp_path)
