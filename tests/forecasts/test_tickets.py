"""The ticket log: what was known when, what is open, and how many came each hour."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from forecasts.errors import HistoryError
from forecasts.tickets import TicketLog


def log(
    created: list[str],
    resolved: list[str | None] | None = None,
    reopened: list[str | None] | None = None,
    queue: str | list[str] = "payments",
    zone: str = "Asia/Jakarta",
) -> TicketLog:
    def times(values: list[str] | list[str | None]) -> pd.Series:
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object))).dt.as_unit("us").dt.tz_localize(zone)

    none = [None] * len(created)
    frame = pd.DataFrame(
        {
            "ticket_id": [f"T{number}" for number in range(len(created))],
            "queue": queue,
            "created_at": times(created),
            "resolved_at": times(resolved or none),
            "reopened_at": times(reopened or none),
            "handle_minutes": np.nan,
            "paused_minutes": np.nan,
            "csat": np.nan,
            "agent_id": "",
        }
    )
    return TicketLog(frame, pd.DataFrame({"row": [], "reason": []}), zone)


def at(text: str, zone: str = "Asia/Jakarta") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def test_the_last_event_may_be_a_creation_a_resolution_or_a_reopening() -> None:
    created = ["2026-01-05 08:00", "2026-01-05 09:00"]
    assert log(created).last_event == at("2026-01-05 09:00")
    assert log(created, ["2026-01-06 10:00", None]).last_event == at("2026-01-06 10:00")
    assert log(created, ["2026-01-06 10:00", None], ["2026-01-07 11:00", None]).last_event == at("2026-01-07 11:00")


def test_an_empty_log_has_no_last_event() -> None:
    with pytest.raises(HistoryError, match="empty"):
        _ = log([]).last_event


def test_what_came_later_is_not_known() -> None:
    cases = log(
        ["2026-01-05 08:00", "2026-01-05 09:00", "2026-01-05 12:00"],
        ["2026-01-05 10:00", "2026-01-05 11:30", None],
        ["2026-01-05 11:00", None, None],
    )
    known = cases.known_at(at("2026-01-05 10:30")).frame
    assert known["ticket_id"].tolist() == ["T0", "T1"]
    assert known["resolved_at"].notna().tolist() == [True, False]
    assert known["reopened_at"].isna().all()
    assert known.dtypes.equals(cases.frame.dtypes)


def test_an_event_at_the_very_instant_is_known() -> None:
    cases = log(["2026-01-05 08:00"], ["2026-01-05 10:00"])
    assert len(cases.known_at(at("2026-01-05 08:00")).frame) == 1
    assert len(cases.known_at(at("2026-01-05 07:59")).frame) == 0
    assert len(cases.open_cases(at("2026-01-05 09:59"))) == 1
    assert len(cases.open_cases(at("2026-01-05 10:00"))) == 0


def test_a_case_reopened_after_its_resolution_is_open_and_keeps_its_clock() -> None:
    cases = log(["2026-01-05 08:00"], ["2026-01-05 10:00"], ["2026-01-05 15:00"])
    assert len(cases.open_cases(at("2026-01-05 14:59"))) == 0
    found = cases.open_cases(at("2026-01-05 15:00"))
    assert found["created_at"].tolist() == [at("2026-01-05 08:00")]
    assert found["queue"].tolist() == ["payments"]


def test_a_case_resolved_again_after_its_reopening_is_closed() -> None:
    cases = log(["2026-01-05 08:00"], ["2026-01-05 18:00"], ["2026-01-05 15:00"])
    assert len(cases.open_cases(at("2026-01-05 19:00"))) == 0


def test_open_cases_come_oldest_first() -> None:
    cases = log(["2026-01-05 09:00", "2026-01-05 08:00"], queue=["a", "b"])
    assert cases.open_cases(at("2026-01-06 00:00"))["queue"].tolist() == ["b", "a"]


def hourly(start: str, end: str, zone: str = "Asia/Jakarta") -> list[str]:
    return [str(time) for time in pd.date_range(start, end, freq="h", inclusive="left")]


def test_a_series_begins_at_the_first_whole_day_and_ends_with_the_last_complete_hour() -> None:
    cases = log(hourly("2026-01-01 10:20", "2026-02-05 15:00"))
    series = cases.series(("payments",), at("2026-02-05 14:40"))
    assert series["ds"].iloc[0] == at("2026-01-02 00:00")
    assert series["ds"].iloc[-1] == at("2026-02-05 13:00")
    assert (series["y"] == 1).all()
    assert str(series["ds"].dtype) == "datetime64[us, Asia/Jakarta]"


def test_an_hour_that_just_ended_is_complete() -> None:
    cases = log(hourly("2026-01-01 00:20", "2026-02-05 15:00"))
    series = cases.series(("payments",), at("2026-02-05 14:00"))
    assert series["ds"].iloc[0] == at("2026-01-02 00:00")
    assert series["ds"].iloc[-1] == at("2026-02-05 13:00")


def test_a_first_ticket_at_midnight_loses_no_day() -> None:
    cases = log(hourly("2026-01-01 00:00", "2026-02-05 15:00"))
    assert cases.series(("payments",), at("2026-02-05 14:00"))["ds"].iloc[0] == at("2026-01-01 00:00")


@pytest.mark.parametrize(("as_of", "first"), [("2026-01-30 00:00", "2026-01-02"), ("2026-01-29 23:00", "2026-01-01")])
def test_the_partial_day_stays_where_four_weeks_need_it(as_of: str, first: str) -> None:
    cases = log(hourly("2026-01-01 09:00", "2026-02-05 00:00"))
    assert cases.series(("payments",), at(as_of))["ds"].iloc[0] == at(first)


def test_hours_without_arrivals_are_zero_and_other_queues_are_left_out() -> None:
    cases = log(
        ["2026-01-01 00:10", "2026-01-20 05:10", "2026-01-20 05:50", "2026-01-20 06:00", "2026-02-03 01:00"],
        queue=["a", "a", "a", "b", "c"],
    )
    series = cases.series(("b", "a"), at("2026-02-05 00:00"))
    hours = series.pivot(index="ds", columns="unique_id", values="y")
    assert list(series["unique_id"].unique()) == ["b", "a"]
    assert hours["a"].sum() == 2  # the first, on a day known only from 00:10 on, is dropped with its day
    assert hours.loc[at("2026-01-20 05:00"), "a"] == 2
    assert hours.loc[at("2026-01-20 06:00"), "b"] == 1
    assert len(hours) == 34 * 24


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2024-03-31", 23),
        ("Europe/Berlin", "2024-10-27", 25),
        ("Australia/Lord_Howe", "2024-04-07", 25),
        ("Australia/Lord_Howe", "2024-06-07", 24),
        ("Asia/Jakarta", "2024-03-31", 24),
        ("Asia/Kathmandu", "2024-03-31", 24),
    ],
)
def test_days_have_the_hours_their_clock_shows(zone: str, day: str, hours: int) -> None:
    span = pd.date_range("2024-02-20", "2024-11-20", freq="20min", tz="UTC").tz_convert(zone).as_unit("us")
    cases = log(["2024-02-20 00:00"] * len(span), zone=zone)
    every = TicketLog(cases.frame.assign(created_at=span), cases.rejected, zone)
    series = every.series(("payments",), at("2024-11-15 00:00", zone))
    on_day = series[series["ds"].dt.strftime("%Y-%m-%d") == day]
    assert len(on_day) == hours
    assert set(on_day["ds"].dt.minute) <= ({0, 30} if zone == "Australia/Lord_Howe" else {0})
    assert series["y"].sum() == (span >= series["ds"].iloc[0]).sum() - (span >= at("2024-11-15 00:00", zone)).sum()


def test_a_log_without_the_queue_is_refused() -> None:
    with pytest.raises(HistoryError, match="no ticket of listings"):
        log(["2026-01-05 08:00"]).series(("listings",), at("2026-02-05 14:00"))


def test_a_naive_as_of_is_refused() -> None:
    with pytest.raises(HistoryError, match="without a zone"):
        log(["2026-01-05 08:00"]).open_cases(datetime(2026, 1, 6))
