"""A hiring plan in the terminal fits 80 columns, needs no colour, and can do without any letter beyond ASCII."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from rich.cells import cell_len
from rich.console import Console

from staffing.documents.workspace import Workspace
from staffing.hiring.answer import HiringPlan
from staffing.reports.hiring.chart import ASCII, chart_lines
from staffing.reports.hiring.terminal import print_hiring
from tests.reports.hiring.made import WEEKS, agents, evil, late_start, nobody, one_role, opening, plan, role, two_roles


def shown(made: HiringPlan, width: int = 80, stream: io.TextIOBase | None = None) -> str:
    out = stream or io.StringIO()
    print_hiring(Console(file=out, width=width, markup=False, highlight=False, emoji=False), made)  # type: ignore[arg-type]
    out.seek(0)
    return "\n".join(line.rstrip() for line in out.read().splitlines())


@pytest.mark.parametrize("width", [60, 80, 120])
def test_everything_is_said_within_the_columns_there_are(workspace: Workspace, width: int) -> None:
    for made in (one_role(workspace), two_roles(workspace), nobody(workspace), evil(workspace)):
        text = shown(made, width)
        assert max(map(cell_len, text.splitlines())) <= width
        assert "\x1b" not in text


def test_the_answer_is_told_in_the_order_in_which_people_ask(workspace: Workspace) -> None:
    text = shown(one_role(workspace), 120)
    order = [
        "Open 2 requisitions for agent (3 people): the first by 2026-03-19.",
        "With them no role is expected",
        "Open requisitions counted: 2 (R-2026-14, R-2026-15)",
        "accepted by",
        "2.6 FTE-weeks",
        "agent: full-time equivalents, a column a week",
        "━ required",
        "Largest expected gap",
        "Before 2026-06-22 nobody hired now can help agent",
        "Ahead or wait: hire one more ahead",
        "The search also looked at 26 weeks after them",
        "2 of 3 figures this plan rests on are assumed",
    ]
    places = [text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


def test_without_openings_there_is_no_table(workspace: Workspace) -> None:
    text = shown(nobody(workspace))
    assert "No opening is needed in the next 52 weeks." in text
    assert "accepted by" not in text
    assert "▲" not in text


def test_the_chart_needs_nothing_beyond_ascii(workspace: Workspace) -> None:
    raw = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="strict")
    text = shown(one_role(workspace), stream=raw)
    assert text.isascii()
    assert "= required  # available today  + and open requisitions  : and the plan" in text


@pytest.mark.parametrize("weeks", [1, 26, 52, 104, 150])
def test_a_chart_is_as_wide_as_there_is_room_for(workspace: Workspace, weeks: int) -> None:
    made = plan(workspace, (role(agents(workspace), {}, count=weeks),))
    for width in (40, 80):
        lines = chart_lines(made, made.roles[0], width)
        assert max(map(cell_len, lines[1:])) <= width
    assert ("the mean of 2 weeks" in lines[0]) == (weeks > 79)


def test_a_column_is_as_high_as_the_people_and_the_mark_as_what_is_required(workspace: Workspace) -> None:
    flat = np.full(WEEKS, 6.0)
    made = role(agents(workspace), {}, required=flat)
    lines = tuple(replace(each, available=flat - 4 + 2 * at) for at, each in enumerate(made.lines))
    flatter = replace(made, lines=lines)  # type: ignore[arg-type]
    rows = chart_rows(chart_lines(plan(workspace, (flatter,)), flatter, 80, ASCII))
    assert "".join(row[-1] for row in reversed(rows)) == "###++++::="


def test_marks_stand_at_their_weeks(workspace: Workspace) -> None:
    made = plan(workspace, (role(agents(workspace), {10: 1}),), opening("agent", 10), opening("agent", 30, 2))
    lines = chart_lines(made, made.roles[0], 80, ASCII)
    marks, margin = lines[12], chart_rows(lines)[-1].index("#")
    assert [at - margin for at, letter in enumerate(marks) if letter == "^"] == [10, 30]
    assert [at - margin for at, letter in enumerate(marks) if letter == "v"] == [0, 16]


def chart_rows(lines: list[str]) -> list[str]:
    """The ten rows of the columns, below the title and the word on the scale."""
    begins = 2 if lines[1].startswith("(the scale begins at ") else 1
    return lines[begins : begins + 10]


def test_a_scale_that_does_not_begin_at_nothing_says_so(workspace: Workspace) -> None:
    made = one_role(workspace)
    lines = chart_lines(made, made.roles[0], 80)
    assert lines[1] == f"(the scale begins at {chart_rows(lines)[-1].split()[0]})"
    from_none = replace(made.roles[0], required=np.zeros(WEEKS))
    assert "scale" not in "".join(chart_lines(made, from_none, 80))


def test_a_start_after_the_weeks_has_no_mark_but_its_opening_has(workspace: Workspace) -> None:
    made = late_start(workspace)
    lines = chart_lines(made, made.roles[0], 80, ASCII)
    assert lines[12].strip() == "v"
    assert not any("^ start" in line for line in lines)
    text = shown(made)
    assert "Open 1 requisition for agent by 2026-12-17 (start 2027-03-22, after these weeks)." in " ".join(text.split())
    assert re.search(r"2027-03-22 .* start after\n", text)
    assert "these weeks\n" in text


def test_many_open_requisitions_are_cut_and_counted(workspace: Workspace) -> None:
    made = one_role(workspace)
    text = shown(replace(made, coming=made.coming * 4), 120)
    assert "Open requisitions counted: 8 (R-2026-14, R-2026-15, R-2026-14, R-2026-15, R-2026-14, and 3 more)" in text
    assert "No requisition is open." in shown(nobody(workspace))


def test_many_roles_and_openings_are_cut_and_counted(workspace: Workspace) -> None:
    made = one_role(workspace)
    crowd = replace(made, roles=made.roles * 9, openings=made.openings * 10)
    text = shown(crowd)
    assert "and 8 more openings, all in requisitions_plan.csv" in text
    assert "and 3 more roles in hiring_gap.csv" in text


def test_a_shortage_that_stays_is_told(workspace: Workspace) -> None:
    made = plan(workspace, (role(agents(workspace), {}, required=np.full(WEEKS, 9.0)),), met=False)
    assert "But as it stands, agent is expected to be" in shown(made, 120)


def test_a_role_without_figures_still_has_a_chart(workspace: Workspace) -> None:
    none = np.full(WEEKS, np.nan)
    bare = role(agents(workspace), {}, required=none)
    lines = tuple(replace(each, available=none) for each in bare.lines)
    empty = replace(bare, lines=lines)  # type: ignore[arg-type]
    assert chart_lines(plan(workspace, (empty,)), empty, 80)[5] == ""
