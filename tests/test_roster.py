"""A roster parses from text and prints as it; two shifts on a day can be told."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as options
from hypothesis import strategies as st

from staffing.problem import OFF
from staffing.roster import Roster
from tests.rules.worlds import tiny_world

LINES = st.integers(1, 9).flatmap(lambda days: st.lists(st.text("MN-", min_size=days, max_size=days), min_size=1))


@options(derandomize=True)
@given(lines=LINES)
def test_what_is_printed_is_what_was_parsed(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert Roster.parse(text, "MN").text("MN") == text


@options(derandomize=True)
@given(cells=st.lists(st.integers(OFF, 2), min_size=6, max_size=6))
def test_the_shift_of_each_day_comes_back(cells: list[int]) -> None:
    shift_of = np.array(cells).reshape(2, 3)
    assert (Roster.of(shift_of, 3).shift_of() == shift_of).all()


def test_lines_may_be_indented() -> None:
    roster = Roster.parse("  MN-\n   -NM ", "MN")
    assert roster.shift_of().tolist() == [[0, 1, OFF], [OFF, 1, 0]]


def test_lines_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match=r"one letter per day; the lengths are \[2, 3\]"):
        Roster.parse("MN\nMN-", "MN")


def test_an_unknown_letter_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(ValueError, match=r"unknown letters \['X'\]; allowed are MN and -"):
        Roster.parse("MX", "MN")


def test_a_day_with_two_shifts_shows_a_star_and_the_first_of_them() -> None:
    roster = Roster(np.array([[[True, True], [False, True]]]))
    assert roster.text("MN") == "*N"
    assert roster.shift_of().tolist() == [[0, 1]]


def test_an_empty_roster_is_off_everywhere() -> None:
    assert Roster.empty(tiny_world(2, 3)).text("MN") == "---\n---"


def test_one_day_of_one_agent_changes_and_nothing_else() -> None:
    roster = Roster.parse("MM-\nNN-", "MN")
    assert roster.assigned(0, 1, 1).text("MN") == "MN-\nNN-"
    assert roster.assigned(1, 0, OFF).text("MN") == "MM-\n-N-"
    assert roster.text("MN") == "MM-\nNN-"


def test_changing_a_day_with_two_shifts_leaves_one() -> None:
    assert Roster(np.array([[[True, True]]])).assigned(0, 0, 1).text("MN") == "N"


def test_a_roster_cannot_be_written_to() -> None:
    roster = Roster.parse("M-", "MN")
    with pytest.raises(ValueError, match="read-only"):
        roster.work[0, 0, 0] = False


def test_the_timeline_puts_the_history_before_the_roster() -> None:
    problem = tiny_world(2, 3, "NM\n-N")
    timeline = Roster.parse("M--\n--N", "MN").timeline(problem)
    assert timeline.shape == (2, 5, 2)
    assert Roster(timeline).text("MN") == "NMM--\n-N--N"


def test_a_history_of_nothing_adds_nothing() -> None:
    assert Roster.parse("MN-", "MN").timeline(tiny_world(1, 3)).shape == (1, 3, 2)
