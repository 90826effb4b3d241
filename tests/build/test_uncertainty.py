"""How far the work of a plan may stray: against simulated cases and handle times, and figures worked out by hand."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from forecasts.calendar import grid
from forecasts.dispersion import Dispersion
from forecasts.forecast import Forecast
from staffing.build.problem import axis_of, build_problem, places_for
from staffing.build.uncertainty import uncertainty_of
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.problem import Problem
from staffing.service.window_sums import Uncertainty, window_work, work_variance
from staffing.simulate.opening import OpenCases
from tests.build.desks import KnownForecast, known_forecast, team_of, workspace_of

ZONE = "Asia/Jakarta"
PAYMENTS = {"id": "payments", "target_hours": 24, "handle_minutes": {"mean": 10, "cv": 0.5}}
LISTINGS = {"id": "listings", "target_hours": 24, "handle_minutes": {"mean": 20, "cv": 1.0}}
CLAIMS = {"id": "claims", "target_hours": 48, "handle_minutes": {"mean": 30, "cv": 0.0}}
WEEK, TAIL = 168, 48


def three_queues(**changes: Any) -> Workspace:
    team = team_of(ZONE, queues=[PAYMENTS, CLAIMS, LISTINGS], shrinkage={"absence": 0.06})
    return workspace_of(team, **changes)


def dispersed(workspace: Workspace, per_hour: float, day: float = 0.15**2, correlation: float = 0.5) -> Forecast:
    """A forecast with factors of week and day, the queues correlated."""
    axis = axis_of(workspace)
    queues = tuple(queue.id for queue in workspace.team.queues)
    origin = round(axis.origin.timestamp() / 60)
    hours = grid(origin, origin + (WEEK + TAIL) * 60, 60, ZONE)
    steps, count = len(hours), len(queues)
    spread = Dispersion(np.full(count, 0.08**2), np.full(count, day), np.zeros(count), np.zeros(count), correlation)
    rate = np.full((count, steps), per_hour)
    return Forecast(queues, hours, rate, spread, np.zeros(steps, dtype=np.int64), np.arange(steps + 1), 60, 0 * rate)


def built(workspace: Workspace, forecast: Forecast, volume: Any, open_cases: OpenCases | None = None) -> Uncertainty:
    problem = problem_of(workspace, forecast)
    return uncertainty_of(places_for(workspace), problem, forecast, volume, open_cases)


def problem_of(workspace: Workspace, forecast: Forecast) -> Problem:
    return build_problem(workspace, axis_of(workspace), forecast)


def worked(team: Team, volume: Any, seed: int) -> Any:
    """[n, Q, T] minutes of work: a lognormal handle time for every case of the paths."""
    rng = np.random.default_rng(seed)
    minutes = np.zeros(volume.shape)
    for number, queue in enumerate(team.queues):
        time = queue.handle_minutes
        deviation = np.sqrt(np.log1p(time.cv**2))
        cases = volume[:, number].ravel()
        each = time.mean * np.exp(deviation * rng.standard_normal(cases.sum()) - deviation**2 / 2)
        owner = np.repeat(np.arange(len(cases)), cases)
        minutes[:, number] = np.bincount(owner, each, len(cases)).reshape(volume[:, number].shape)
    return minutes


def test_the_variance_of_windows_is_that_of_simulated_cases_and_their_handle_times() -> None:
    workspace = three_queues()
    forecast = dispersed(workspace, 0.8)
    demand = problem_of(workspace, forecast).demand
    found = work_variance(demand, built(workspace, forecast, forecast.sample(4000, 1)))
    minutes = worked(workspace.team, forecast.sample(4000, 2), 3)
    for start, end in ((0, WEEK + TAIL - 1), (30, 101), (100, 190), (50, 74)):
        due = [min(end - queue.target_hours + 2, WEEK) for queue in workspace.team.queues]
        work = sum(minutes[:, q, start:edge].sum(axis=1) for q, edge in enumerate(due) if edge > start)
        assert found[start, end] == pytest.approx(np.var(work), rel=0.12)
        assert window_work(demand)[start, end] == pytest.approx(np.mean(work), rel=0.05)


def test_the_variance_of_an_hour_is_that_of_the_forecast_and_of_the_handle_times() -> None:
    workspace = workspace_of(team_of(ZONE, queues=[PAYMENTS]))
    forecast = dispersed(workspace, 4.0, correlation=0.0)
    demand = problem_of(workspace, forecast).demand
    found = work_variance(demand, built(workspace, forecast, forecast.sample(20_000, 1)))
    expected = forecast.variance[0, 0] * 10**2 + 4.0 * 5**2
    assert np.mean([found[hour, hour + 23] for hour in range(WEEK)]) == pytest.approx(expected, rel=0.02)


def test_handle_times_alone_are_uncertain_where_every_path_is_the_same() -> None:
    workspace = three_queues()
    forecast = known_forecast(axis_of(workspace), ("payments", "claims", "listings"), 3.0, tail_days=2)
    volume = np.full((5, 3, WEEK + TAIL), 3)
    found = built(workspace, forecast, volume).arrivals.reshape(2, WEEK + 1, 2, WEEK + 1)
    an_hour = 3 * (10 * 0.5) ** 2 + 3 * (20 * 1.0) ** 2  # payments and listings are one class
    assert found[0, 7, 0, 40] == pytest.approx(7 * an_hour)
    assert found[0, 40, 0, 7] == pytest.approx(7 * an_hour)
    assert not found[1, :, 1].any()  # claims take 30 minutes, always
    assert not found[0, :, 1].any()


def test_queues_that_come_together_are_not_independent() -> None:
    workspace = three_queues()
    forecast = dispersed(workspace, 2.0, correlation=0.9)
    found = built(workspace, forecast, forecast.sample(500, 1)).arrivals.reshape(2, WEEK + 1, 2, WEEK + 1)
    alone = np.sqrt(found[0, WEEK, 0, WEEK] * found[1, WEEK, 1, WEEK])
    assert found[0, WEEK, 1, WEEK] > 0.4 * alone
    assert np.array_equal(found[0, :, 1], found[1, :, 0].T)


def test_what_comes_before_the_plan_does_not_count() -> None:
    workspace = workspace_of(team_of(ZONE, queues=[PAYMENTS]))
    forecast = known_forecast(axis_of(workspace), ("payments",), 2.0)
    rng = np.random.default_rng(1)
    volume = rng.poisson(2.0, (50, 1, 192))
    longer = pd.date_range(forecast.ds[0] - pd.Timedelta(hours=60), periods=252, freq="h")
    earlier = cast(Forecast, KnownForecast(("payments",), longer, np.full((1, 252), 2.0)))
    before = np.concatenate([rng.poisson(50.0, (50, 1, 60)), volume], axis=2)
    assert np.allclose(built(workspace, forecast, volume).arrivals, built(workspace, earlier, before).arrivals)


def test_a_step_that_straddles_two_intervals_is_spread_over_both() -> None:
    workspace = workspace_of(team_of(ZONE, queues=[{**PAYMENTS, "handle_minutes": {"mean": 10, "cv": 0}}]))
    forecast = known_forecast(axis_of(workspace), ("payments",), 1.0)
    shifted = forecast.ds - pd.Timedelta(minutes=30)
    late = cast(
        Forecast, KnownForecast(("payments",), shifted.union(shifted[-1:] + pd.Timedelta("1h")), np.ones((1, 193)))
    )
    volume = np.zeros((2, 1, 193), dtype=np.int64)
    volume[1, 0, 1] = 4  # between half past midnight and half past one: 20 minutes of work in each of two hours
    found = built(workspace, late, volume).arrivals
    assert found[1, 1] == pytest.approx(20**2 / 2)
    assert found[2, 2] == pytest.approx(40**2 / 2)
    assert found[1, 2] == pytest.approx(20 * 40 / 2)


def test_the_handle_times_of_known_open_cases_are_uncertain_until_each_is_due() -> None:
    workspace = workspace_of(team_of(ZONE, queues=[PAYMENTS]), opened={"payments": [3.5, 3.7, 20.0, 30.0]})
    forecast = known_forecast(axis_of(workspace), ("payments",), 1.0)
    found = built(workspace, forecast, np.ones((2, 1, 192), dtype=np.int64)).opening
    assert found[:3].tolist() == [0, 0, 0]
    assert found[3] == pytest.approx(25)  # 4 hours left of the one of 20 hours; that of 30 is late already
    assert found[18] == pytest.approx(25)
    assert found[19] == found[-1] == pytest.approx(75)


def test_known_open_cases_of_a_class_are_as_uncertain_as_its_arrivals() -> None:
    workspace = three_queues(opened={"listings": [1.0], "claims": [1.0]})
    forecast = known_forecast(axis_of(workspace), ("payments", "claims", "listings"), 1.0, tail_days=2)
    found = built(workspace, forecast, np.ones((2, 3, WEEK + TAIL), dtype=np.int64)).opening
    # of a minute of the class: a third payments (10 x 0.25), two thirds listings (20 x 1)
    assert found[22] == pytest.approx(20 * (2.5 + 2 * 20) / 3)
    assert found[-1] == found[22]  # claims take 30 minutes, always


def test_simulated_open_cases_vary_from_replication_to_replication() -> None:
    workspace = three_queues()
    forecast = known_forecast(axis_of(workspace), ("payments", "claims", "listings"), 1.0, tail_days=2)
    cases = OpenCases(
        replications=3,
        replication=np.array([0, 0, 1, 1, 1]),
        queue=np.array([0, 2, 0, 1, 0]),
        created=np.array([-22.5 * 60, -60.0, -22.0 * 60, -40.0 * 60, -24.0 * 60]),
        minutes=np.array([10.0, 20.0, 5.0, 8.0, 999.0]),  # the last is late already
    )
    found = built(workspace, forecast, np.ones((2, 3, WEEK + TAIL), dtype=np.int64), cases).opening
    due = np.array([[10, 0, 0], [10, 5, 0], [10, 13, 0], [30, 13, 0]], dtype=float)
    wanted = due.var(axis=1, ddof=1)
    assert found[0] == pytest.approx(wanted[0])  # an hour and a half left: the first whole hour
    assert found[1] == pytest.approx(wanted[1])
    assert found[7] == pytest.approx(wanted[2])
    assert found[22] == found[-1] == pytest.approx(wanted[3])


def test_where_no_replication_leaves_a_case_open_nothing_is_uncertain() -> None:
    workspace = three_queues(opened={"payments": [1.0]})
    forecast = known_forecast(axis_of(workspace), ("payments", "claims", "listings"), 1.0, tail_days=2)
    none = np.zeros(0, dtype=np.int64)
    cases = OpenCases(4, none, none, np.zeros(0), np.zeros(0))
    found = built(workspace, forecast, np.ones((2, 3, WEEK + TAIL), dtype=np.int64), cases)
    assert not found.opening.any()
    assert found.absence == 0.06
