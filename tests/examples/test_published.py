"""The published rosters are legal by a plain check, full, and uneven enough for fairness to have work."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from staffing.examples import NAMES

LAST_DAY = {
    "seller-escalations": date(2026, 11, 1),
    "incident-desk": date(2026, 11, 8),
    "regional-hub": date(2026, 3, 1),
}
PER_WEEK = {"full_time": {(5, 2400)}, "part_time": {(5, 1200)}}
HUB_PER_WEEK = {
    "full_time": {(5, 2400)},
    "part_time": {(3, 1080), (4, 1440)},
    "compressed": {(4, 2400), (3, 1800)},  # Family Day is not worked in Toronto
    "weekend": {(2, 960)},
}
HOURS_FROM_UTC = {"seller-escalations": {7.0}, "incident-desk": {0.0, 1.0}, "regional-hub": {-5.0, 7.0, 8.0}}
"""Summer time ends in Lisbon within the four weeks, and begins in Toronto after them."""


@pytest.fixture(scope="module", params=NAMES)
def roster(request, table):
    """Name, and rows by agent in order of time."""
    by_agent = defaultdict(list)
    for row in table(request.param, "published.csv"):
        by_agent[row["agent_id"]].append(row)
    return request.param, {agent: sorted(rows, key=lambda row: row["start"]) for agent, rows in by_agent.items()}


def test_four_whole_weeks_are_published_up_to_the_day_before_the_planned_week(roster):
    name, rows = roster
    days = {date.fromisoformat(row["date"]) for own in rows.values() for row in own}
    assert days == {LAST_DAY[name] - timedelta(days=n) for n in range(28)}


def test_everybody_works_the_days_and_paid_minutes_of_the_contract_every_week(roster, table):
    name, rows = roster
    contract = {agent["agent_id"]: agent["contract"] for agent in table(name, "agents.csv")}
    per_week = HUB_PER_WEEK if name == "regional-hub" else PER_WEEK
    for agent, own in rows.items():
        weeks = defaultdict(list)
        for row in own:
            weeks[date.fromisoformat(row["date"]).isocalendar().week].append(int(row["paid_minutes"]))
        assert len(weeks) == 4
        assert {(len(week), sum(week)) for week in weeks.values()} <= per_week[contract[agent]]


def test_one_shift_a_day_eleven_hours_of_rest_and_at_most_six_days_in_a_row(roster):
    _, rows = roster
    for own in rows.values():
        days = [date.fromisoformat(row["date"]) for row in own]
        assert len(set(days)) == len(days)
        for row, following in pairwise(own):
            rest = datetime.fromisoformat(following["start"]) - datetime.fromisoformat(row["end"])
            assert rest >= timedelta(hours=11)
        worked = set(days)
        assert not any({day + timedelta(days=n) for n in range(7)} <= worked for day in days)


def test_times_carry_the_offset_of_the_zone_and_the_shift_of_the_row(roster):
    name, rows = roster
    offsets = {datetime.fromisoformat(row["start"]).utcoffset() for own in rows.values() for row in own}
    hours = {offset.total_seconds() / 3600 for offset in offsets if offset is not None}
    assert hours == HOURS_FROM_UTC[name]
    starts = {(row["shift_id"], row["start"][11:16]) for own in rows.values() for row in own}
    assert len(starts) == len({shift for shift, _ in starts})


def test_nobody_is_rostered_on_leave_or_before_being_hired(roster, table):
    name, rows = roster
    away = [
        (row["agent_id"], date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
        for row in table(name, "leave.csv")
    ]
    hired = {agent["agent_id"]: date.fromisoformat(agent["hired_on"]) for agent in table(name, "agents.csv")}
    for agent, own in rows.items():
        for row in own:
            day = date.fromisoformat(row["date"])
            assert day >= hired[agent]
            assert not any(who == agent and start <= day <= end for who, start, end in away)


def test_every_open_day_has_an_early_a_day_and_a_late_shift(roster):
    _, rows = roster
    by_day = defaultdict(set)
    for own in rows.values():
        for row in own:
            by_day[row["date"]].add(row["shift_id"])
    assert all({"early", "day", "late"} <= shifts for shifts in by_day.values())


def test_late_and_weekend_shifts_fell_on_some_more_than_on_others(roster):
    name, rows = roster
    late = {agent: sum(row["shift_id"] == "late" for row in own) for agent, own in rows.items()}
    weekend = {agent: sum(date.fromisoformat(row["date"]).weekday() >= 5 for row in own) for agent, own in rows.items()}
    assert max(late.values()) - min(late.values()) >= 5
    assert max(weekend.values()) - min(weekend.values()) >= 3
    if name == "seller-escalations":
        senior, junior = ("ayu", "bagus", "citra"), ("dimas", "eka", "fajar")
        assert sum(late[a] + weekend[a] for a in senior) < sum(late[a] + weekend[a] for a in junior)
