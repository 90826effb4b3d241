"""What a plan's workbook holds."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from staffing.outlook import look_ahead
from staffing.plan import Plan, Settings, judge_roster
from staffing.read.workspace import read_workspace
from staffing.reports.cover_table import cover_csv
from staffing.reports.people import marked
from staffing.reports.refusals import refusals
from staffing.reports.roster_workbook import roster_workbook
from staffing.reports.verdict import promise_line
from staffing.reports.view.document import mark
from staffing.reports.view.sheets import CoverSheet, HeatMap, TableSheet, Workbook
from staffing.roster import Roster
from tests.reports.small_desk import TEAM, write_small_desk
from tests.reports.test_measured import named_log
from tests.reports.two_sites import write_two_sites

NAMES = ["Roster", "Edit", "Cover", "Promise", "People", "Pay", "Requests", "Prices", "Weak spots", "Hours", "Legend"]


def table(workbook: Workbook, name: str) -> TableSheet:
    found = next(sheet for sheet in workbook.sheets if sheet.name == name)
    assert isinstance(found, TableSheet)
    return found


def column(sheet: TableSheet, head: str) -> list[object]:
    number = [each.head for each in sheet.columns].index(head)
    return [row[number] for row in sheet.rows]


def cover(workbook: Workbook) -> CoverSheet:
    found = next(sheet for sheet in workbook.sheets if sheet.name == "Cover")
    assert isinstance(found, CoverSheet)
    return found


def total(heat_map: HeatMap) -> float:
    return sum(value for row in heat_map.values for value in row if value is not None)


def test_sheets_have_names_that_excel_takes(workbook: Workbook) -> None:
    assert [sheet.name for sheet in workbook.sheets] == NAMES
    assert all(len(name) <= 31 for name in NAMES)


def test_the_first_sheet_says_the_promise(plan: Plan, workbook: Workbook) -> None:
    said = promise_line(plan)
    assert workbook.sheets[0].notes[0] == f"{said[0].upper()}{said[1:]}."
    assert workbook.title == workbook.sheets[0].title == "Small desk, 2026-03-02 to 2026-03-08"


def test_every_target_is_told(workbook: Workbook) -> None:
    sheet = table(workbook, "Promise")
    assert column(sheet, "target") == ["promise", "day floor", "maximum age", "occupancy", "utilization"]
    assert set(column(sheet, "met")) <= {"met", "missed"}


def test_a_promise_that_is_missed_comes_with_what_would_help(missed: Plan) -> None:
    notes = table(roster_workbook(missed), "Promise").notes
    assert any(note.startswith("With this roster as it is, ") for note in notes)


def test_requests_are_told_granted_or_refused_with_the_price(plan: Plan, workbook: Workbook) -> None:
    sheet = table(workbook, "Requests")
    assert column(sheet, "person") == ["Ana Sousa", "bela", "Caio Reis"]
    refused = refusals(plan)
    assert column(sheet, "answer").count("refused") == len(refused)
    assert [price for price in column(sheet, "price") if price is not None] == [each.price for each in refused]
    assert sheet.notes == (f"{3 - len(refused)} of 3 requests are granted.",)


def test_pay_adds_up_by_person_and_for_the_team(workbook: Workbook) -> None:
    sheet = table(workbook, "Pay")
    assert sheet.columns[-1].head == "total, EUR"
    *people, team = column(sheet, "total, EUR")
    assert sum(people) == pytest.approx(team)
    assert column(sheet, "person")[-1] == "team"


def test_hours_are_the_numbers_of_cover_csv(plan: Plan, workbook: Workbook) -> None:
    sheet = table(workbook, "Hours")
    rows = list(csv.DictReader(StringIO(cover_csv(plan))))
    assert len(sheet.rows) == len(rows)
    assert column(sheet, "queue") == [row["queue"] for row in rows]
    assert column(sheet, "capacity, hours") == pytest.approx([float(row["capacity_hours"]) for row in rows], abs=0.001)
    assert [f"{day}T{hour}" for day, hour, *_ in sheet.rows] == [row["start"][:16] for row in rows]


def test_people_on_queue_are_counted_by_hour(missed: Plan) -> None:
    """One early shift on Friday: 08:00 to 16:00 with half an hour of break at noon."""
    people = cover(roster_workbook(missed)).maps[0]
    assert people.title == "People on queue"
    assert people.days[4] == "Fri 06 Mar"
    assert people.values[4][8:18] == (1, 1, 1, 1, 0.5, 1, 1, 1, 0, 0)
    assert people.values[4][7] is None
    assert people.values[4][18] is None
    assert people.values[3][8:18] == (0,) * 10


def test_work_capacity_and_backlog_have_maps(plan: Plan, workbook: Workbook) -> None:
    _, work, capacity, backlog = cover(workbook).maps
    demand = plan.outlook.problem.demand
    assert work.title == "Work that arrives, hours"
    assert total(work) == pytest.approx(demand.queue_work.sum() / 60, abs=1)
    assert total(capacity) == pytest.approx(plan.fluid.capacity.sum() / 60, abs=1)
    assert backlog.values[0][0] == pytest.approx(plan.service.backlog_mean[:, 0].sum(), abs=0.01)


def test_names_are_marks_that_nothing_looks_into(plan: Plan) -> None:
    text = roster_workbook(marked(plan)).model_dump_json()
    for agent_id in plan.outlook.problem.agent_names:
        text = text.replace(mark(agent_id), "")
    assert "\ue000" not in text
    assert "\ue001" not in text
    assert "Ana Sousa" not in text


def test_what_the_log_says_of_people_comes_with_intervals_and_cases(tmp_path: Path) -> None:
    outlook = look_ahead(read_workspace(named_log(tmp_path / "w")))
    plan = judge_roster(outlook, Roster.empty(outlook.problem).assigned(0, 4, 0), Settings(seed=3, replications=20))
    sheet = table(roster_workbook(plan), "Log")
    assert [each.head for each in sheet.columns[:6]] == ["person", "cases resolved", "speed", "95% from", "to", "of"]
    _, bela, caio = sheet.rows
    speed, low, high = bela[2:5]
    assert isinstance(speed, float)
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert low < speed < high < 1
    assert (*caio[:6], caio[-1]) == ("Caio Reis", 10, None, None, None, 10, "too few to tell")


def test_people_are_compared_with_the_band_only_where_there_are_cases(missed: Plan) -> None:
    sheet = table(roster_workbook(missed), "People")
    assert column(sheet, "person") == ["Ana Sousa", "bela", "Caio Reis"]
    assert column(sheet, "beside the band") == ["too few to tell"] * 3
    assert column(sheet, "cases expected") == [round(each.cases, 1) for each in missed.service.agents[:3]]


def test_a_desk_without_wages_or_requests_has_no_sheets_of_them(tmp_path: Path) -> None:
    folder = write_small_desk(tmp_path / "w", team=TEAM.replace(", cost_per_hour: 20", ""))
    (folder / "requests.csv").unlink()
    outlook = look_ahead(read_workspace(folder))
    plan = judge_roster(outlook, Roster.empty(outlook.problem).assigned(0, 4, 0), Settings(seed=3, replications=20))
    names = [sheet.name for sheet in roster_workbook(plan).sheets]
    assert names == [name for name in NAMES if name not in ("Pay", "Requests")]


def test_hard_rules_that_are_broken_are_told_at_once(missed: Plan) -> None:
    work = missed.roster.work.copy()
    work[0, 4, :] = True
    broken = judge_roster(missed.outlook, Roster(work), Settings(seed=3, replications=20))
    assert any(note.startswith("Hard rules are broken: ") for note in roster_workbook(broken).sheets[0].notes)


def test_sites_have_maps_of_their_own_clocks(tmp_path: Path) -> None:
    outlook = look_ahead(read_workspace(write_two_sites(tmp_path / "w")))
    problem = outlook.problem
    early = {name: number for number, name in enumerate(problem.shift_names)}
    roster = Roster.empty(problem).assigned(problem.agent_names.index("bela"), 0, early["early@manila"])
    workbook = roster_workbook(judge_roster(outlook, roster, Settings(seed=3, replications=20)))
    jakarta, manila = cover(workbook).maps[:2]
    assert (jakarta.title, manila.title) == ("People on queue at jakarta", "People on queue at manila")
    assert manila.values[0][8:12] == (1, 1, 1, 1)
    assert set(jakarta.values[0]) == {None, 0}
    assert set(manila.values[4]) == {None}, "closed on its holiday"
    assert column(table(workbook, "People"), "site") == ["jakarta", "jakarta", "manila", "manila"]
    assert column(table(workbook, "People"), "serves")[2] == "billing, refunds at 0.8"
