"""A drawn log: cases are worked first come, first served, by desks that work no faster than they can."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from staffing.examples.crowd.log import WEEK, Stream, _worked_by, log_of

MONDAY = datetime(2026, 9, 7)
STREAM = Stream("cases", 600.0, 30.0, 1.0, np.ones(WEEK), np.tile(np.repeat([0.0, 300.0], 12), 7))


@pytest.fixture(scope="module")
def log() -> pd.DataFrame:
    return log_of((STREAM,), MONDAY, 4, 4 * 7 * 1440 - 300, np.random.default_rng(1))


def test_cases_are_done_when_all_before_them_are():
    desk = np.array([60.0, 0.0, 60.0, 60.0])
    done = _worked_by(np.array([0.0, 10.0, 130.0]), np.array([30.0, 60.0, 15.0]), desk)
    assert done == pytest.approx([30.0, 160.0, 180.0])


def test_what_no_desk_reaches_is_never_done():
    assert _worked_by(np.array([0.0]), np.array([90.0]), np.array([60.0])).tolist() == [np.inf]


def test_as_many_cases_come_as_should_and_their_handle_time_is_that_of_the_queue(log):
    assert len(log) == pytest.approx(4 * 600, rel=0.15)
    assert log["handle_minutes"].mean() == pytest.approx(30, rel=0.08)
    assert log["ticket_id"].is_unique


def test_nothing_is_resolved_before_it_came_or_after_now(log):
    done = log.dropna(subset="resolved_at")
    assert (done["resolved_at"] >= done["created_at"]).all()
    assert done["resolved_at"].max() <= pd.Timestamp(MONDAY) + pd.Timedelta(minutes=4 * 7 * 1440 - 300)
    assert 0 < log["resolved_at"].isna().sum() < 0.1 * len(log)


def test_the_log_is_in_the_order_of_creation(log):
    assert log["created_at"].is_monotonic_increasing
    assert log["created_at"].iloc[0] >= pd.Timestamp(MONDAY)
