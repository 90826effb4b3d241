"""The export of incident-desk is what a ServiceNow report gives: its own columns, UTC, two groups."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from statistics import mean
from zoneinfo import ZoneInfo

import pytest

from .conftest import Rows, fault

GROUPS = {"Service Desk L2", "Network Operations"}
LISBON = ZoneInfo("Europe/Lisbon")


@pytest.fixture(scope="module")
def rows(table) -> Rows:
    return table("incident-desk", "incident.csv")


@pytest.fixture(scope="module")
def opened(rows: Rows) -> list[datetime]:
    """Local times of the clean rows."""
    clean = [row for row in rows if fault(row, GROUPS, "opened_at", "assignment_group") is None]
    return [datetime.fromisoformat(row["opened_at"]).replace(tzinfo=UTC).astimezone(LISBON) for row in clean]


def test_the_columns_are_those_of_servicenow_and_four_of_the_company(rows):
    own = {"u_work_minutes", "u_last_reopened", "u_on_hold_minutes", "u_survey_score"}
    stock = {"number", "priority", "state", "assignment_group", "assigned_to", "opened_at", "resolved_at"}
    assert set(rows[0]) == own | stock


def test_numbers_are_the_seven_digit_ones_of_servicenow_and_in_order(rows):
    numbers = [row["number"] for row in rows]
    assert all(len(number) == 10 and number.startswith("INC") for number in numbers)
    assert numbers == sorted(numbers)


def test_fourteen_weeks_end_on_the_thursday_before_the_planned_week(opened):
    days = {at.date() for at in opened}
    assert (min(days), max(days)) == (date(2026, 7, 30), date(2026, 11, 5))
    assert len(days) == 14 * 7 + 1


def test_a_weekday_brings_about_a_hundred_incidents_and_a_weekend_day_less_than_half(opened):
    daily = Counter(at.date() for at in opened if at.date() < date(2026, 11, 5))
    weekdays = mean(count for day, count in daily.items() if day.weekday() < 5)
    assert 95 < weekdays < 115
    assert mean(count for day, count in daily.items() if day.weekday() >= 5) < 0.5 * weekdays


def test_the_morning_peak_stays_on_the_local_clock_when_summer_time_ends(opened):
    def peak(hours: Counter[int]) -> float:
        near = [(hour, hours[hour]) for hour in range(6, 13)]
        return sum(hour * count for hour, count in near) / sum(count for _, count in near)

    turn = date(2026, 10, 25)
    summer, winter = (Counter(at.hour for at in opened if (at.date() < turn) == before) for before in (True, False))
    assert peak(summer) == pytest.approx(peak(winter), abs=0.3)


def test_exactly_eight_rows_are_dirty_two_of_each_kind(rows):
    faults = Counter(fault(row, GROUPS, "opened_at", "assignment_group") for row in rows)
    del faults[None]
    faults["duplicate id"] = len(rows) - len({row["number"] for row in rows})
    kinds = ("unreadable time", "resolved before created", "unknown queue", "duplicate id")
    assert faults == dict.fromkeys(kinds, 2)


def test_the_state_says_whether_an_incident_is_open(rows):
    clean = [row for row in rows if fault(row, GROUPS, "opened_at", "assignment_group") is None]
    assert all((row["state"] == "Closed") == bool(row["resolved_at"]) for row in clean)
    assert sum(row["state"] != "Closed" for row in clean) >= 5


def test_somebody_starts_and_somebody_leaves_within_the_planned_week(table):
    agents = table("incident-desk", "agents.csv")
    assert [agent["agent_id"] for agent in agents if agent["hired_on"] > "2026-11-09"] == ["sofia"]
    assert [(agent["agent_id"], agent["leaves_on"]) for agent in agents if agent["leaves_on"]] == [
        ("helena", "2026-11-12")
    ]
