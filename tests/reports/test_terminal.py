"""The terminal: readable at 80 columns, with and without colour."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from staffing.explain import Finding
from staffing.plan import Plan
from staffing.reports import terminal
from staffing.reports.crowd import crowd_grids, site_uses
from staffing.reports.terminal import FINDINGS, bar, grid_table, print_plan
from staffing.reports.verdict import verdict
from staffing.reports.week_grid import Cell, Line, WeekGrid, clock_span, labels, legend, week_grids
from staffing.roster import Roster
from tests.reports.small_desk import compared


def printed(*things: object, colour: bool = False) -> str:
    stream = io.StringIO()
    system = "standard" if colour else None
    out = Console(file=stream, width=80, force_terminal=colour, color_system=system, markup=False, highlight=False)  # type: ignore[arg-type]
    for thing in things:
        out.print(thing)
    return stream.getvalue()


def grid_of(names: list[str], shift: str = "early") -> WeekGrid:
    cells = tuple(Cell(shift, 0) for _ in range(7))
    days = tuple(date(2026, 11, day) for day in range(2, 9))
    return WeekGrid(days, tuple(Line(name, cells, 2400) for name in names), (len(names),) * 7)


def test_the_grid_shows_shifts_leave_and_days_off(plan: Plan) -> None:
    (grid,) = week_grids(plan)
    caio = next(line for line in grid.lines if line.name == "Caio Reis")
    assert [cell.text for cell in caio.cells[1:4]] == ["leave"] * 3
    assert {cell.text for line in grid.lines for cell in line.cells} <= {"early", "late", "leave", "·"}
    assert sum(line.paid_minutes for line in grid.lines) == 450 * sum(grid.people)
    assert [line.name for line in grid.lines] == ["Ana Sousa", "bela", "Caio Reis"]


def test_two_shifts_on_one_day_are_both_shown(plan: Plan) -> None:
    work = plan.roster.work.copy()
    work[0, 0] = True
    (grid,) = week_grids(replace(plan, roster=type(plan.roster)(work)))
    assert grid.lines[0].cells[0].text == "early+late"


def test_a_grid_of_forty_people_fits_80_columns() -> None:
    names = [f"Person {n} with a very long name indeed" for n in range(38)] + ["王小明王小明王小明王小明", "Ö"]
    text = printed(grid_table(grid_of(names, "morning")))
    lines = text.splitlines()
    assert len(lines) == 42
    assert max(cell_len(line) for line in lines) <= 80
    assert all(line.count("morning") == 7 for line in lines[1:41])


def test_colours_are_only_in_a_terminal() -> None:
    grid = grid_of(["Ana"])
    assert "\x1b[" in printed(grid_table(grid), colour=True)
    assert "\x1b[" not in printed(grid_table(grid))


def test_names_are_never_markup() -> None:
    assert "[bold]Ana" in printed(grid_table(grid_of(["[bold]Ana"])))


def test_a_plan_is_printed_within_80_columns(plan: Plan) -> None:
    stream = io.StringIO()
    out = Console(file=stream, width=80, markup=False, highlight=False)
    print_plan(out, replace(plan, baseline=compared(plan, Roster.empty(plan.outlook.problem))), verdict(plan))
    text = stream.getvalue()
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text
    for part in ("Small desk, 2026-03-02", "Ana Sousa", "24 h resolution", "--baseline b.csv: ", "Requests refused"):
        assert part in text


def shown(plan: Plan, width: int = 80, *, stored: bool = True) -> str:
    stream = io.StringIO()
    print_plan(Console(file=stream, width=width, markup=False, highlight=False), plan, verdict(plan), stored=stored)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def with_findings(plan: Plan, count: int) -> Plan:
    found = tuple(Finding("cover", f"finding {n}") for n in range(count))
    return replace(plan, outlook=replace(plan.outlook, findings=found))


def test_findings_beyond_the_first_are_counted(plan: Plan) -> None:
    assert " more in " not in shown(with_findings(plan, FINDINGS))
    text = shown(with_findings(plan, FINDINGS + 3))
    assert f"- finding {FINDINGS - 1}\n" in text
    assert f"finding {FINDINGS}\n" not in text
    assert "- and 3 more in report.html\n" in text
    assert "and 3 more in report.html of a run (--out)" in shown(with_findings(plan, FINDINGS + 3), stored=False)


def test_the_legend_tells_what_occurs_and_no_more(plan: Plan) -> None:
    assert [mark.label for mark in legend(plan)] == ["early", "late", "·", "leave"]
    problem = plan.outlook.problem
    employed = problem.employed.copy()
    employed[2] = False
    gone = replace(plan, outlook=replace(plan.outlook, problem=replace(problem, employed=employed)))
    work = plan.roster.work.copy()
    work[2] = False
    gone = replace(gone, roster=type(plan.roster)(work))
    assert [mark.text for mark in legend(gone)][-2:] == ["·: off", "blank: not employed that day"]


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (480, 960, "08:00-16:00"),
        (960, 1440, "16:00-24:00"),
        (1320, 1800, "22:00-06:00 (next day)"),
        (1440, 1920, "00:00-08:00 (next day)"),
    ],
)
def test_a_night_shift_ends_by_the_clock(start: int, end: int, text: str) -> None:
    assert clock_span(start, end) == text


def test_ids_of_shifts_are_cut_to_the_room_there_is(plan: Plan) -> None:
    assert "early: 08:00-16:00" in shown(plan, 100)
    assert "ear: early 08:00-16:00" in shown(plan, 50)


@pytest.mark.parametrize(("share", "filled"), [(0.0, 0), (0.5, 10), (1.0, 20), (1.7, 20), (-0.1, 0)])
def test_a_bar_has_one_width(share: float, filled: int) -> None:
    assert bar(share) == "█" * filled + "░" * (20 - filled)


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (("early", "late"), ("early", "late")),
        (("early-long-shift", "late"), ("early-l", "late")),
        (("warehouse-early", "warehouse-late"), ("early", "late")),
        (("warehouse", "warehouse-late"), ("war…use", "war…ate")),
        (("night-early", "night-earlier"), ("early", "earlier")),
        (("night", "night-and-a-day"), ("night", "night-a")),
        (("abcdefgh1-zzz", "abcdefgh2-zzz"), ("1-zzz", "2-zzz")),
        (("warehouse-1-am", "warehouse-11-am", "airport-1-am"), ("A", "B", "C")),
    ],
)
def test_labels_are_short_and_all_different(names: tuple[str, ...], short: tuple[str, ...]) -> None:
    assert labels(names) == short


def test_labels_of_many_shifts_are_all_different() -> None:
    assert len(set(labels([f"warehouse-{n}" for n in range(80)]))) == 80


@given(st.sets(st.text("ab-", min_size=1, max_size=9), min_size=1, max_size=12), st.integers(3, 9))
@settings(derandomize=True, max_examples=200)
def test_labels_fit_and_tell_any_shifts_apart(names: set[str], widest: int) -> None:
    found = labels(sorted(names), widest)
    assert len(set(found)) == len(names)
    assert all(1 <= len(label) <= widest for label in found)


def test_very_many_people_are_told_in_numbers(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a line for each, a screen would hold none of the promise; as many as `CROWD` still have one."""
    monkeypatch.setattr(terminal, "CROWD", 3)
    assert "Caio Reis  " in shown(plan)
    monkeypatch.setattr(terminal, "CROWD", 2)
    out = shown(plan)
    assert "the weeks of all 3 people are in report.html" in out
    assert "for nine people in ten" in out
    assert "in 90% of weeks\n" not in out


def test_the_numbers_of_a_crowd_are_those_of_its_people(plan: Plan) -> None:
    (grid,), (each,) = crowd_grids(plan, 7), week_grids(plan, 7)
    told = {line.name: [0 if cell.text == "·" else int(cell.text) for cell in line.cells] for line in grid.lines}
    for label, counts in told.items():
        assert counts == [sum(line.cells[day].text == label for line in each.lines) for day in range(7)]
    assert set(told) == {cell.text for line in each.lines for cell in line.cells} - {"·", ""}
    assert sum(line.paid_minutes for line in grid.lines) == sum(line.paid_minutes for line in each.lines)
    assert (grid.dates, grid.people) == (each.dates, each.people)


def test_the_utilization_of_a_crowd_is_that_of_its_paid_time(plan: Plan) -> None:
    (use,) = site_uses(plan)
    shares = [agent.utilization.mean for agent in plan.service.agents]
    assert use.site == ""
    assert min(shares) <= use.low <= use.mean <= use.high <= max(shares)
    assert use.mean == pytest.approx(plan.service.team_utilization, abs=0.01)
