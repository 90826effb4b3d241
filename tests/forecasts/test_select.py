"""Which method forecasts a series: the profile, unless a rival is better by more than noise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import forecasts
from forecasts.fitting import fit_history
from forecasts.forecasters import METHODS, Method
from forecasts.select import BACKTEST_WEEKS, LEARN_WEEKS, choose, origins
from forecasts.series import Columns, read_history
from forecasts.smoothing import Weeks

Synthetic = Callable[..., pd.DataFrame]
PROFILE = METHODS[0]
BY_NAME = {method.name: method for method in METHODS}


def weeks_of(counts: np.ndarray, exposure: np.ndarray | None = None) -> Weeks:
    """Weeks from Monday to Sunday of the counts [weeks, 168], each hour observed once unless told."""
    age = (167 - np.arange(168)) / 24
    seen = np.ones(counts.shape) if exposure is None else exposure
    return Weeks(counts.astype(float), seen, np.ones(counts.shape, dtype=bool), age, 24, 0)


def constant(name: str, rate: float, least_weeks: int = 4) -> Method:
    """A method that always says the same."""
    return Method(name, ("always",), 0, (28.0,), least_weeks, lambda weeks: np.full((1, weeks.counts.shape[1]), rate))


@pytest.fixture
def steady() -> Weeks:
    return weeks_of(np.random.default_rng(1).poisson(4.0, (30, 168)))


def test_the_profile_is_taken_for_most_steady_series_and_stays_close_where_it_is_not(
    synthetic: Synthetic, true_week: Callable[[float], np.ndarray]
) -> None:
    taken = 0
    for seed in range(10):
        history = read_history(synthetic(26, 6.0, (0.05, 0.1, 0), 700 + seed), "h", Columns())
        fitted = fit_history(history)
        taken += fitted.choices[0].method == "profile"
        truth = true_week(6.0)
        chosen, alone = (
            np.abs(one.predict(168).mean[0] - truth).sum() for one in (fitted, fit_history(history, (), [PROFILE]))
        )
        assert chosen < 1.2 * alone
    assert taken >= 5


def test_a_rival_that_is_right_wins_over_a_first_method_that_is_wrong(steady: Weeks) -> None:
    choice = choose(steady, [constant("wrong", 5.0), constant("right", 4.0)])
    assert choice.method == "right"
    assert choice.reason.startswith("right: better than wrong by ")
    assert choice.reason.endswith(" standard errors")
    assert choice.losses["right"] < choice.losses["combination"] < choice.losses["wrong"]
    assert (choice.rates == 4.0).all()


def test_a_rival_that_is_better_by_less_than_noise_does_not_win() -> None:
    above = np.repeat([1, -1, 1, -1, 1], [8, 6, 8, 4, 4])  # weeks above 4 and below, more of the former
    weeks = weeks_of(np.repeat(4 + above, 168).reshape(30, 168))
    choice = choose(weeks, [constant("first", 4.0), constant("near", 4.05)])
    assert choice.losses["near"] < choice.losses["first"]
    assert choice.method == "first"
    assert choice.reason.startswith("first: the best rival, ")
    assert choice.reason.endswith(" standard errors better, less than noise")


def test_a_rival_that_is_worse_is_named_with_how_much(steady: Weeks) -> None:
    choice = choose(steady, [constant("right", 4.0), constant("wrong", 5.0)])
    assert choice.method == "right"
    assert choice.reason.startswith("right: the best rival, combination, is ")
    assert choice.reason.endswith(" standard errors worse")


def test_of_two_rivals_that_win_the_better_is_taken(steady: Weeks) -> None:
    rivals = [constant("far", 6.0), constant("near", 4.5), constant("right", 4.0)]
    assert choose(steady, rivals).method == "right"
    assert choose(steady, [rivals[0], rivals[2], rivals[1]]).method == "right"


def test_the_combination_wins_where_two_methods_err_on_both_sides(steady: Weeks) -> None:
    choice = choose(steady, [constant("low", 3.5), constant("high", 4.5)])
    assert choice.method == "combination"
    assert choice.variant == "always; high always"
    assert (choice.rates == 4.0).all()


def test_a_week_that_repeats_exactly_is_won_by_last_week() -> None:
    week = np.random.default_rng(2).integers(0, 40, 168)
    choice = choose(weeks_of(np.tile(week, (20, 1))), [PROFILE, BY_NAME["seasonal naive"]])
    assert choice.method == "seasonal naive"
    assert choice.rates == pytest.approx(week, abs=0.01)
    assert "seasonal naive: better than profile by" in choice.reason


def test_a_strong_trend_brings_in_the_regression_with_a_trend() -> None:
    level = 10 * 1.05 ** np.arange(30)
    weeks = weeks_of(np.random.default_rng(3).poisson(np.tile(level[:, None], 168)))
    choice = choose(weeks, [PROFILE, BY_NAME["regression"]])
    assert choice.method in ("regression", "combination")
    assert choice.variant.endswith("damped trend")
    assert choice.losses[choice.method] < 0.9 * choice.losses["profile"]
    assert choice.rates.mean() > 0.95 * level[-1]


@pytest.mark.parametrize(("weeks", "compared"), [(4, False), (6, False), (7, True), (12, True)])
def test_a_short_history_is_forecast_by_the_first_method_and_says_so(weeks: int, compared: bool) -> None:
    counts = np.random.default_rng(4).poisson(4.0, (weeks, 168))
    choice = choose(weeks_of(counts), [constant("first", 4.4), constant("other", 4.0)])
    assert (choice.method == "other") == compared
    if not compared:
        assert choice.reason == "first: the history is too short to compare methods"


@pytest.mark.parametrize("weeks", [1, 2, 3])
def test_less_than_four_weeks_leave_no_past_error_and_still_a_forecast(weeks: int) -> None:
    choice = choose(weeks_of(np.random.default_rng(5).poisson(4.0, (weeks, 168))), METHODS)
    assert choice.method == "profile"
    assert choice.rates.mean() == pytest.approx(4.0, rel=0.1)
    assert choice.errors.mean.size == choice.errors.count.size == 0


def test_a_method_steps_aside_below_its_least_weeks(steady: Weeks) -> None:
    methods = [constant("wrong", 5.0), constant("right", 4.0, least_weeks=31)]
    assert choose(steady, methods).method == "wrong"


def test_at_most_half_a_year_of_past_weeks_is_compared() -> None:
    assert origins(100) == range(100 - BACKTEST_WEEKS, 100)
    assert origins(10) == range(LEARN_WEEKS, 10)
    assert len(origins(LEARN_WEEKS)) == 0


def test_no_past_forecast_has_seen_what_it_is_measured_on() -> None:
    shown: list[int] = []

    def rates(weeks: Weeks) -> np.ndarray:
        shown.append(len(weeks.counts))
        return np.full((1, 168), weeks.counts[-1].mean() + 1)

    counts = np.arange(12)[:, None] * np.ones(168)
    choice = choose(weeks_of(counts), [Method("next", ("next",), 0, (28.0,), 4, rates)])
    assert shown == [*range(3, 12), 12]
    week_ahead = choice.errors.mean[::2, 0, 0][:8], choice.errors.count[::2, 0, 0][:8]
    assert (week_ahead[0] == week_ahead[1]).all()


def test_the_choice_is_the_same_every_time_and_gives_reasons_by_name(two_queues: pd.DataFrame) -> None:
    one, other = (forecasts.fit(two_queues).choices for _ in range(2))
    known = {method.name for method in METHODS} | {"combination"}
    for first, second in zip(one, other, strict=True):
        assert (first.method, first.variant, first.reason) == (second.method, second.variant, second.reason)
        assert (first.rates == second.rates).all()
        assert first.reason.split(":")[0] == first.method
        assert set(first.losses) == known
        assert any(name in first.reason.split(":")[1] for name in known)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
@pytest.mark.parametrize("level", [0.0, 0.003, 0.05])
@pytest.mark.parametrize("weeks", [4, 9, 30])
def test_no_method_gives_nan_or_a_negative_rate_on_sparse_and_silent_series(
    method: Method, level: float, weeks: int
) -> None:
    rng = np.random.default_rng(6)
    counts = rng.poisson(level, (weeks, 168))
    holed = np.where(rng.uniform(size=counts.shape) < 0.5, 0.0, 1.0)
    holed[:, :30] = 0  # closed
    for known in (weeks_of(counts), weeks_of(counts * (holed > 0), holed)):
        rates = method.rates(known)
        assert rates.shape == (len(method.variants), 168)
        assert np.isfinite(rates).all()
        assert (rates >= 0).all()
        choice = choose(known, [method])
        assert np.isfinite(choice.rates).all()
        assert (choice.rates > 0).all()
