"""The log of seller-escalations looks like a desk."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from statistics import mean, pvariance

import pytest

from .conftest import Rows, fault, moment

AS_OF_DAY = date(2026, 10, 29)


@pytest.fixture(scope="module")
def created(clean_tickets: Rows) -> list[datetime]:
    return [datetime.fromisoformat(row["created_at"]) for row in clean_tickets]


@pytest.fixture(scope="module")
def daily(created: list[datetime]) -> dict[date, int]:
    """Cases by whole day."""
    return {day: count for day, count in Counter(at.date() for at in created).items() if day != AS_OF_DAY}


@pytest.fixture(scope="module")
def as_of(clean_tickets: Rows) -> datetime:
    texts = (row[key] for row in clean_tickets for key in ("created_at", "resolved_at", "reopened_at"))
    return max(at for at in map(moment, texts) if at)


def test_the_log_covers_26_weeks_and_ends_on_a_thursday_afternoon(daily, as_of):
    assert min(daily) == date(2026, 4, 30)
    assert len(daily) == 26 * 7
    assert datetime(2026, 10, 29, 15, 5) < as_of < datetime(2026, 10, 29, 15, 20)


def test_the_log_is_small_enough_to_ship(workspaces):
    assert len(workspaces["seller-escalations"]["tickets.csv"]) < 1_200_000


def test_mondays_are_busiest_and_weekends_quiet(daily):
    by_weekday = [mean(count for day, count in daily.items() if day.weekday() == n) for n in range(7)]
    assert max(by_weekday) == by_weekday[0]
    assert max(by_weekday[5:]) < 0.95 * mean(by_weekday[:5])


def test_the_day_has_two_humps_and_a_low_night_that_is_not_zero(created):
    by_hour = Counter(at.hour for at in created)
    night = mean(by_hour[hour] for hour in range(1, 5))
    assert by_hour[10] > 1.2 * by_hour[13]
    assert by_hour[20] > 1.2 * by_hour[17]
    assert 0 < night < 0.2 * by_hour[10]


def test_daily_totals_vary_more_than_poisson_counts_do(daily):
    usual = [n for day, n in daily.items() if day.weekday() in (1, 2, 3) and day < date(2026, 9, 9)]
    assert pvariance(usual) > 1.8 * mean(usual)


def test_days_of_one_week_move_together(daily):
    def excess(day: date) -> float:
        same = [n for other, n in daily.items() if other.weekday() == day.weekday()]
        return daily[day] / mean(same) - 1

    weeks = [date(2026, 5, 4) + timedelta(days=7 * n) for n in range(18)]
    weekly = [mean(excess(week + timedelta(days=n)) for n in range(7)) for week in weeks]
    single = [excess(week + timedelta(days=n)) for week in weeks for n in range(7)]
    assert pvariance(weekly) > 1.3 * pvariance(single) / 7


def test_the_sale_raises_the_days_after_it_more_than_its_own_and_ends_by_the_21st(daily):
    def against_usual(day: date) -> float:
        usual = [daily[day - timedelta(days=7 * n)] for n in (2, 3, 5, 6, 7)]
        return daily[day] / mean(usual)

    sale = date(2026, 10, 10)
    peak = mean(against_usual(sale + timedelta(days=lag)) for lag in (1, 2, 3, 4))
    after = mean(against_usual(date(2026, 10, 21) + timedelta(days=n)) for n in range(7))
    assert peak > 1.35
    assert peak > against_usual(sale)
    assert after < 1.2


def test_most_cases_are_resolved_within_hours_and_some_after_a_day(clean_tickets):
    hours = sorted(_age(row) for row in clean_tickets if row["resolved_at"])
    share_late = sum(age > 24 for age in hours) / len(hours)
    assert hours[len(hours) // 2] < 8
    assert 0.04 < share_late < 0.14


def test_nine_in_ten_matured_cases_were_on_time_and_the_sale_was_the_worst_week(clean_tickets, as_of):
    timely: dict[date, list[bool]] = {}
    for row in clean_tickets:
        at = datetime.fromisoformat(row["created_at"])
        if at + timedelta(hours=24) <= as_of:
            monday = at.date() - timedelta(days=at.weekday())
            timely.setdefault(monday, []).append(_on_time(row))
    rates = {monday: mean(flags) for monday, flags in timely.items()}
    overall = mean(flag for flags in timely.values() for flag in flags)
    assert 0.90 < overall < 0.955
    assert min(rates, key=lambda monday: rates[monday]) == date(2026, 10, 12)


def test_about_three_in_a_hundred_are_reopened_after_which_they_are_resolved_again(clean_tickets):
    again = [row for row in clean_tickets if row["reopened_at"]]
    still_open = [row for row in again if not row["resolved_at"]]
    assert 0.02 < len(again) / len(clean_tickets) < 0.04
    assert 1 <= len(still_open) <= 2
    assert all(row["created_at"] < row["reopened_at"] for row in again)
    assert all(row["reopened_at"] < row["resolved_at"] for row in again if row["resolved_at"])


def test_open_cases_have_several_ages_and_one_or_two_are_past_a_day(clean_tickets, as_of):
    ages = [
        (as_of - datetime.fromisoformat(row["created_at"])).total_seconds() / 3600
        for row in clean_tickets
        if not row["resolved_at"]
    ]
    assert 8 <= len(ages) <= 15
    assert min(ages) < 1
    assert 1 <= sum(age > 24 for age in ages) <= 2
    assert max(ages) < 42


def test_a_pause_is_shorter_than_the_time_since_the_case_came(clean_tickets, as_of):
    paused = [row for row in clean_tickets if row["paused_minutes"]]
    assert 0.01 < len(paused) / len(clean_tickets) < 0.06
    for row in paused:
        lived = (moment(row["resolved_at"]) or as_of) - datetime.fromisoformat(row["created_at"])
        assert 0 <= float(row["paused_minutes"]) <= lived.total_seconds() / 60 + 8  # the desk looks on until 15:20


def test_only_resolved_cases_have_handling_an_agent_and_perhaps_a_score(clean_tickets):
    for row in clean_tickets:
        assert bool(row["handle_minutes"]) == bool(row["agent_id"]) == bool(row["resolved_at"])
        assert row["resolved_at"] or not row["csat"]
    scored = [row for row in clean_tickets if row["csat"]]
    assert 0.30 < len(scored) / len(clean_tickets) < 0.37
    late = mean(int(row["csat"]) for row in scored if not _on_time(row))
    assert late < mean(int(row["csat"]) for row in scored if _on_time(row)) - 0.5


@pytest.mark.parametrize(("queue", "minutes", "per_day"), [("payments", 14, 48), ("listings", 22, 25)])
def test_each_queue_has_the_volume_and_handling_its_team_plans_with(clean_tickets, queue, minutes, per_day):
    rows = [row for row in clean_tickets if row["queue"] == queue]
    handled = mean(float(row["handle_minutes"]) for row in rows if row["handle_minutes"])
    assert handled == pytest.approx(minutes, rel=0.06)
    assert len(rows) / 182 == pytest.approx(per_day, rel=0.08)


def test_exactly_eight_rows_are_dirty_two_of_each_kind(table):
    rows = table("seller-escalations", "tickets.csv")
    faults = Counter(fault(row, {"payments", "listings"}) for row in rows)
    del faults[None]
    faults["duplicate id"] = len(rows) - len({row["ticket_id"] for row in rows})
    kinds = ("unreadable time", "resolved before created", "unknown queue", "duplicate id")
    assert faults == dict.fromkeys(kinds, 2)


def _age(row: dict[str, str]) -> float:
    lived = datetime.fromisoformat(row["resolved_at"]) - datetime.fromisoformat(row["created_at"])
    return lived.total_seconds() / 3600


def _on_time(row: dict[str, str]) -> bool:
    return bool(row["resolved_at"]) and _age(row) - float(row["paused_minutes"] or 0) / 60 <= 24
