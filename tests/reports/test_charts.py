"""The charts of the page: their numbers are those of forecast, capacity and judge."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from staffing.outlook import look_ahead
from staffing.plan import Plan, Settings, judge_roster
from staffing.read.workspace import read_workspace
from staffing.reports.charts import MOST_POINTS, backlog_chart, work_chart
from staffing.roster import Roster
from tests.reports.small_desk import write_small_desk


def test_work_and_capacity_are_hours_by_local_hour(plan: Plan) -> None:
    chart = work_chart(plan)
    assert chart.title == "Hours of work in an hour, by the clock of Europe/Lisbon"
    work, capacity = chart.series
    assert len(chart.starts) == len(work.values) == len(capacity.values) == 168
    assert chart.starts[0].isoformat() == "2026-03-02T00:00:00+00:00"
    assert chart.until.isoformat() == "2026-03-09T00:00:00+00:00"
    np.testing.assert_allclose(work.values, plan.outlook.problem.demand.queue_work.sum(axis=0) / 60, atol=0.006)
    np.testing.assert_allclose(capacity.values, plan.fluid.capacity / 60, atol=0.006)


def test_the_band_of_work_holds_eight_weeks_in_ten(plan: Plan) -> None:
    work = work_chart(plan).series[0]
    values, low, high = (np.array(part, dtype=np.float64) for part in (work.values, work.low, work.high))
    busy = values > 0.2
    assert (low <= high).all()
    assert (low[busy] <= values[busy]).all()
    assert (values[busy] <= high[busy]).all()
    forecast = plan.outlook.planned_forecast
    minutes = np.array([[20.0], [30.0]])  # billing, refunds
    paths = (forecast.sample(2000, 99)[:, :, :168] * minutes).sum(axis=1) / 60
    inside = ((paths >= low - 0.01) & (paths <= high + 0.01)).mean(axis=0)
    assert 0.78 < inside[busy].mean() < 0.95  # whole cases: a band of theirs holds no less than it says


def test_the_backlog_is_that_of_the_judge(plan: Plan) -> None:
    backlog, late = backlog_chart(plan).series
    np.testing.assert_allclose(backlog.values, plan.service.backlog_mean.sum(axis=0), atol=0.006)
    assert backlog.low == tuple(plan.service.backlog_p05)
    assert backlog.high == tuple(plan.service.backlog_p95)
    np.testing.assert_allclose(late.values, plan.service.late_mean, atol=0.006)


def test_words_tell_what_the_charts_show(plan: Plan, missed: Plan) -> None:
    assert work_chart(plan).words.startswith("Most work is forecast for ")
    assert "Each point" not in work_chart(plan).words
    assert " Of the open cases at most " in backlog_chart(missed).words
    prompt = replace(plan, service=replace(plan.service, late_mean=0 * plan.service.late_mean))
    assert backlog_chart(prompt).words.endswith("Hardly any of them is late.")


@pytest.mark.parametrize(("weeks", "hours"), [(4, 1), (6, 2)])
def test_a_long_plan_has_fewer_points_than_hours(tmp_path: Path, weeks: int, hours: int) -> None:
    workspace = replace(read_workspace(write_small_desk(tmp_path / "w")), weeks=weeks)
    outlook = look_ahead(workspace)
    long = judge_roster(outlook, Roster.empty(outlook.problem), Settings(seed=3, replications=10))
    work, backlog = work_chart(long), backlog_chart(long)
    assert len(work.starts) == len(backlog.starts) <= MOST_POINTS
    assert work.starts[1] - work.starts[0] == timedelta(hours=hours)
    minutes = outlook.problem.demand.queue_work.sum(axis=0)  # of an odd number of hours: clocks go forward
    hourly = [minutes[first : first + hours].mean() / 60 for first in range(0, len(minutes), hours)]
    np.testing.assert_allclose(work.series[0].values, hourly, atol=0.006)
    assert backlog.series[0].high == tuple(long.service.backlog_p95[::hours])
    assert ("Each point is the mean of 2 hours." in work.words) == (hours == 2)
