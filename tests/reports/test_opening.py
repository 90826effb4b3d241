"""The backlog with which the plan begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from staffing.outlook import Outlook, look_ahead
from staffing.read.workspace import read_workspace
from staffing.reports.opening import backlog_of, opening_record, opening_sentences
from staffing.simulate.opening import OpenCases
from tests.reports.small_desk import publish_last_week, write_small_desk


def cases(*counts: int) -> OpenCases:
    """So many open cases in each replication, half an hour of work each."""
    replication = np.repeat(np.arange(len(counts)), counts)
    zeros = np.zeros(len(replication))
    return OpenCases(len(counts), replication, zeros.astype(np.int64), zeros - 60, zeros + 30)


def test_replications_without_open_cases_count() -> None:
    found = backlog_of(cases(0, 4, 0, 0))
    assert (found.mean, found.work_hours) == (1.0, 0.5)
    assert found.p05 == 0
    assert 0 < found.p95 <= 4


def test_no_open_case_at_all_is_a_backlog_of_nothing() -> None:
    found = backlog_of(cases(0, 0))
    assert (found.mean, found.p05, found.p95, found.work_hours) == (0, 0, 0, 0)


def test_a_simulated_backlog_is_told_with_its_range(bridged: Outlook) -> None:
    given = replace(bridged, open_cases=cases(*range(101)))
    (told,) = opening_sentences(given)
    assert told == (
        "2 cases are open at 2026-02-27 08:00; simulated from then to Monday 2026-03-02 with the published roster: on "
        "average 50.0 open then (5 to 95% of simulations: 5 to 95), 25.0 h of work."
    )
    assert opening_record(given) == {
        "now": 2,
        "simulated": True,
        "mean": 50.0,
        "p05": 5.0,
        "p95": 95.0,
        "work_hours": 25.0,
        "repeated": [],
        "reason": None,
    }


def test_days_taken_from_the_last_published_week_are_named(tmp_path: Path) -> None:
    folder = write_small_desk(tmp_path / "w")
    publish_last_week(folder, last=date(2026, 2, 26))
    outlook = look_ahead(read_workspace(folder))
    told = list(opening_sentences(outlook))
    days = [date.fromisoformat(day) for day in opening_record(outlook)["repeated"]]
    assert days
    assert min(days) > date(2026, 2, 26)
    assert told[1].startswith("Nobody is published for ")
    assert f"{days[0]:%a %d %b}" in told[1]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((27,), "for this day, so the last published week was taken to come again: Fri 27 Feb."),
        ((26, 27, 28), "for these days, so the last published week was taken to come again: Thu 26 Feb to Sat 28 Feb."),
        ((25, 27, 28), "come again: Wed 25 Feb, Fri 27 Feb to Sat 28 Feb."),
    ],
)
def test_days_in_a_row_are_told_as_one(bridged: Outlook, days: tuple[int, ...], said: str) -> None:
    repeated = tuple(date(2026, 2, day) for day in days)
    told = list(opening_sentences(replace(bridged, bridge=replace(bridged.bridge, repeated=repeated))))
    assert told[1].endswith(said)


def test_without_a_published_roster_the_assumption_and_its_reason_are_told(outlook: Outlook) -> None:
    (told,) = opening_sentences(outlook)
    assert told == (
        "The backlog at the start of Monday 2026-03-02 is taken to be that of 2026-02-27 08:00, with its ages: 2 open "
        "cases, the oldest 23.0 h old. The days between are not simulated: published.csv holds no roster of an earlier "
        "week."
    )
    record = opening_record(outlook)
    assert (record["now"], record["simulated"], record["mean"]) == (2, False, None)
    assert record["reason"] == "published.csv holds no roster of an earlier week"
