"""One date typed wrong does not move "now" unseen."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from .conftest import TICKETS, Desk

LAST = datetime(2026, 11, 6, 16, 0)
SAID = "correct the row or say the time now with --as-of"


def later(desk: Desk, *moments: datetime) -> Desk:
    """One more ticket, created and not resolved, at each moment."""
    return desk.write("tickets.csv", TICKETS + "".join(f"X{m:%j%H%M},payments,{m},,,,,,\n" for m in moments))


def test_a_resolution_long_after_all_other_events_is_refused_where_it_stands(desk: Desk) -> None:
    desk.edit("tickets.csv", "2026-11-04 07:00", "2027-10-24 17:00")
    assert desk.fault() == (
        f"tickets.csv:3 resolved_at is 2027-10-24 17:00, 352 days after the event before it; {SAID}"
    )


@pytest.mark.parametrize(("old", "column"), [("2026-11-05 09:00", "reopened_at"), ("2026-11-04 08:00", "created_at")])
def test_the_other_times_are_events_too(desk: Desk, old: str, column: str) -> None:
    desk.edit("tickets.csv", old, "2027-11-05 09:00")
    assert f"{column} is 2027-11-05 09:00, 363 days after" in desk.fault()


def test_twenty_eight_days_without_an_event_are_allowed_and_no_minute_more(desk: Desk) -> None:
    edge = LAST + timedelta(days=28)
    assert later(desk, edge).read().as_of.replace(tzinfo=None) == edge
    assert "28 days after the event before it" in later(desk, edge + timedelta(minutes=1)).fault()


def test_three_events_after_a_gap_are_strays_and_four_are_the_log(desk: Desk) -> None:
    moments = [LAST + timedelta(days=60, hours=hour) for hour in range(4)]
    assert f"created_at is {moments[0]}, 60 days after" in later(desk, *moments[:3]).fault()
    assert len(later(desk, *moments).read().tickets.frame) == 9


def test_in_a_large_log_one_event_in_a_thousand_rows_may_be_a_stray(desk: Desk) -> None:
    usual = [LAST + timedelta(minutes=minute) for minute in range(1, 4000)]
    moments = [usual[-1] + timedelta(days=60, hours=hour) for hour in range(6)]
    rows = [f"U{place},payments,{moment},,,,,,\n" for place, moment in enumerate([*usual, *moments])]
    assert "60 days after" in desk.write("tickets.csv", TICKETS + "".join(rows[:-1])).fault()
    assert len(desk.write("tickets.csv", TICKETS + "".join(rows)).read().tickets.frame) == 4010


def test_the_first_of_several_strays_is_told(desk: Desk) -> None:
    later(desk, LAST + timedelta(days=400), LAST + timedelta(days=100))
    assert desk.fault().startswith("tickets.csv:8 created_at is 2027-02-14 16:00:00, 100 days")


def test_a_row_that_is_put_aside_is_no_stray(desk: Desk) -> None:
    desk.write("tickets.csv", TICKETS + "T1,payments,2028-11-02 10:00,,,,,,\n")
    assert desk.read().as_of.replace(tzinfo=None) == LAST


def test_with_a_time_given_nothing_is_refused_and_later_events_are_cut(desk: Desk) -> None:
    workspace = later(desk, LAST + timedelta(days=400)).read(as_of=LAST)
    assert workspace.tickets.frame["ticket_id"].tolist() == ["T1", "T2", "T3", "T4", "T5"]


def test_a_log_of_one_event_has_no_gap(desk: Desk) -> None:
    desk.write("tickets.csv", "\n".join(TICKETS.splitlines()[:2]).replace("2026-11-02 10:30:15", ""))
    assert len(desk.read().tickets.frame) == 1
