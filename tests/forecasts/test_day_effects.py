"""Factors of events: known ones are found again, unseen ones are borrowed, and doubt is told."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pytest

import forecasts
from forecasts.day_effects import MONTH, OF_PLANNER, Factor
from forecasts.fitting import Fitted

Synthetic = Callable[..., pd.DataFrame]
SEEN = [f"2024-{month:02d}-15" for month in (2, 4, 6, 8, 10, 12)]
COMING = "2025-02-06"  # a Thursday in the second week after the year known
WEEKS = 56


@pytest.fixture(scope="module")
def year(synthetic: Synthetic) -> Callable[..., pd.DataFrame]:
    """Thirteen months of 6 cases an hour: `year(seed, factors of days)`."""

    def made(seed: int, factors: Mapping[str, float] | None = None, cv: float = 0.1) -> pd.DataFrame:
        return synthetic(WEEKS, 6.0, (cv / 2, cv, 0), seed, factors)

    return made


def table(days: list[str], name: str | list[str] = "Release", **columns: object) -> pd.DataFrame:
    return pd.DataFrame({"date": days, "name": name, **columns})


def factor(fitted: Fitted, event: str = "Release", offset: int = 0, row: int = 0) -> Factor:
    (found,) = (
        one for one in fitted.adjusted.effects.factors[row].values() if (one.event, one.offset) == (event, offset)
    )
    return found


def value(one: Factor) -> float:
    return math.exp(one.said + one.beyond)


def deviations(one: Factor, truth: float) -> float:
    """How many posterior standard deviations the log factor lies from the truth."""
    return abs(one.said + one.beyond - math.log(truth)) / math.sqrt(one.variance)


def days_of(fitted: Fitted, row: int = 0) -> pd.Series:
    days = fitted.predict(336).aggregate("D")
    return pd.Series(days.mean[row], index=days.ds.strftime("%Y-%m-%d"))


def width(fitted: Fitted, day: str) -> float:
    """Width of the 80% interval of a day, over its mean."""
    days = fitted.predict(336).aggregate("D")
    place = days.ds.strftime("%Y-%m-%d").tolist().index(day)
    return float((days.quantile(0.9) - days.quantile(0.1))[0, place] / days.mean[0, place])


@pytest.mark.parametrize("truth", [0.4, 1.0, 1.5, 3.0])
def test_the_factor_of_six_instances_is_found_within_its_stated_error(
    year: Callable[..., pd.DataFrame], truth: float
) -> None:
    for seed in range(4):
        found = factor(forecasts.fit(year(seed, dict.fromkeys(SEEN, truth)), events=table(SEEN)))
        assert found.instances == 6
        assert deviations(found, truth) < 3
        assert value(found) == pytest.approx(truth, rel=0.25)


def test_stated_errors_are_neither_too_small_nor_too_large(year: Callable[..., pd.DataFrame]) -> None:
    """Over 24 factors the mean square in posterior standard deviations is 1, but for what shrinkage takes."""
    squares = []
    for seed in range(24):
        truth = (0.5, 1.5, 2.0)[seed % 3]
        found = factor(forecasts.fit(year(100 + seed, dict.fromkeys(SEEN, truth)), events=table(SEEN)))
        squares.append(deviations(found, truth) ** 2)
    assert 0.4 < np.mean(squares) < 1.9  # chi-square of 24 degrees: 0.41 to 1.9 in 99.9 of 100


def test_one_instance_moves_the_factor_most_of_the_way_and_more_move_it_further(
    year: Callable[..., pd.DataFrame],
) -> None:
    found = []
    for instances in (1, 2, 6):
        history = year(3, dict.fromkeys(SEEN[:instances], 2.5), cv=0.05)
        found.append(factor(forecasts.fit(history, events=table([*SEEN[:instances], COMING]))))
    shares = [one.beyond / math.log(2.5) for one in found]
    assert 0.6 < shares[0] < 1
    assert abs(shares[2] - 1) < 0.1
    assert found[0].variance > found[1].variance > found[2].variance


def test_an_event_never_seen_borrows_from_others_of_its_class(year: Callable[..., pd.DataFrame]) -> None:
    names = ["A", "A", "A", "B", "B", "B", "New"]
    history = year(4, dict.fromkeys(SEEN, 2.0))
    fitted = forecasts.fit(history, events=table([*SEEN, COMING], names, kind="sale"))
    new = factor(fitted, "New")
    assert (new.instances, new.borrowed) == (0, 6)
    assert 1.5 < value(new) < value(factor(fitted, "A")) * 1.05
    assert new.variance > 2 * factor(fitted, "A").variance
    of_other_kind = table([*SEEN, COMING], names, kind=["sale"] * 6 + ["move"])
    assert value(factor(forecasts.fit(history, events=of_other_kind), "New")) == 1


def test_an_event_never_seen_in_a_queue_borrows_from_its_sisters(year: Callable[..., pd.DataFrame]) -> None:
    old = year(5, dict.fromkeys(SEEN, 2.0)).assign(unique_id="old")
    young = year(6).assign(unique_id="young").tail(28 * 24)
    fitted = forecasts.fit(pd.concat([old, young]), events=table([*SEEN, COMING]))
    own, borrowed = factor(fitted, row=0), factor(fitted, row=1)
    assert (borrowed.instances, borrowed.borrowed) == (0, 6)
    assert 1.6 < value(borrowed) < value(own)
    assert borrowed.variance > own.variance


def test_a_planners_uplift_is_what_is_expected_of_an_event_never_seen(year: Callable[..., pd.DataFrame]) -> None:
    history = year(7)
    fitted = forecasts.fit(history, events=table([COMING], uplift=[3.0]))
    found = factor(fitted)
    assert value(found) == pytest.approx(3.0)
    assert found.variance == pytest.approx(OF_PLANNER**2)
    plain = days_of(forecasts.fit(history))
    assert days_of(fitted)[COMING] == pytest.approx(3.0 * plain[COMING], rel=0.03)
    assert days_of(fitted).drop(COMING).to_numpy() == pytest.approx(plain.drop(COMING).to_numpy(), rel=1e-6)


def test_instances_overrule_a_false_uplift(year: Callable[..., pd.DataFrame]) -> None:
    found = []
    for instances in (1, 3, 6):
        events = table([*SEEN[:instances], COMING], uplift=3.0)
        found.append(value(factor(forecasts.fit(year(8), events=events))))
    assert 1 < found[0] < 1.6
    assert found[2] == pytest.approx(1.0, abs=0.15)


def test_instances_that_confirm_an_uplift_leave_it_as_it_is(year: Callable[..., pd.DataFrame]) -> None:
    history = year(8, dict.fromkeys(SEEN, 3.0), cv=0.05)
    fitted = forecasts.fit(history, events=table([*SEEN, COMING], uplift=3.0))
    assert value(factor(fitted)) == pytest.approx(3.0, rel=0.06)


@pytest.mark.parametrize("words", [[None] * 6 + [3.0], [3.0] * 6 + [None], [3.0] + [None] * 6])
def test_a_word_of_the_planner_on_some_instances_only_does_not_multiply_what_was_learnt(
    year: Callable[..., pd.DataFrame], words: list[float | None]
) -> None:
    history = year(8, dict.fromkeys(SEEN, 3.0), cv=0.05)
    told = days_of(forecasts.fit(history, events=table([*SEEN, COMING], uplift=words)))
    assert told[COMING] / days_of(forecasts.fit(year(8, cv=0.05)))[COMING] == pytest.approx(3.0, rel=0.15)


def test_an_event_told_for_one_queue_and_one_told_for_all_are_not_multiplied(
    year: Callable[..., pd.DataFrame],
) -> None:
    told = table([COMING, COMING], ["A", "B"], kind="sale", queue=["", "desk"], uplift=2.0)
    days = days_of(forecasts.fit(year(7), events=told))
    assert days[COMING] / days_of(forecasts.fit(year(7)))[COMING] == pytest.approx(2.0, rel=0.05)


def test_instances_told_for_one_queue_count_for_the_next_one_told_for_all(year: Callable[..., pd.DataFrame]) -> None:
    history = year(8, dict.fromkeys(SEEN, 3.0), cv=0.05)
    scoped = days_of(forecasts.fit(history, events=table([*SEEN, COMING], queue=["desk"] * 6 + [""])))
    plain = days_of(forecasts.fit(history, events=table([*SEEN, COMING], queue="desk")))
    assert scoped[COMING] == pytest.approx(plain[COMING], rel=0.02)


def test_a_second_day_and_the_day_after_the_first_are_not_multiplied(year: Callable[..., pd.DataFrame]) -> None:
    pairs = [("2024-04-10", "2024-04-11"), ("2024-09-11", "2024-09-12"), ("2025-02-05", "2025-02-06")]
    days, names = [day for pair in pairs for day in pair], ["Feast", "Feast, second day"] * 3
    history = year(9, {day: 0.5 for pair in pairs[:2] for day in pair})
    fitted = forecasts.fit(history, events=table(days, names, kind="religious", lead_days=1, lag_days=1))
    share = days_of(fitted) / days_of(forecasts.fit(history.assign(y=year(9)["y"])))
    assert share[["2025-02-05", "2025-02-06"]].to_numpy() == pytest.approx([0.5, 0.5], abs=0.12)
    assert share[["2025-02-04", "2025-02-07"]].to_numpy() == pytest.approx([1.0, 1.0], abs=0.12)
    assert factor(fitted, "Feast", 1).instances == 0
    assert factor(fitted, "Feast, second day", -1).instances == 0


def month_factors(fitted: Fitted) -> dict[int, float]:
    return {one.offset: value(one) for one in fitted.adjusted.effects.factors[0].values() if one.kind == MONTH}


def test_a_turn_of_the_month_is_found_where_there_is_one(year: Callable[..., pd.DataFrame]) -> None:
    firsts = pd.date_range("2024-01-01", "2025-01-31", freq="D")
    busy = {str(day.date()): 1.6 for day in firsts if day.day <= 2}
    found = month_factors(forecasts.fit(year(10, busy)))
    assert [found[offset] for offset in (0, 1)] == pytest.approx([1.6, 1.6], rel=0.15)
    assert [found[offset] for offset in range(3, 9)] == pytest.approx([1.0] * 6, abs=0.08)


def test_no_turn_of_the_month_is_found_where_there_is_none(year: Callable[..., pd.DataFrame]) -> None:
    for seed in range(3):
        found = month_factors(forecasts.fit(year(11 + seed)))
        assert len(found) == 13
        assert list(found.values()) == pytest.approx([1.0] * 13, abs=0.06)


def test_too_few_months_teach_nothing_of_their_turn(desk: pd.DataFrame) -> None:
    assert month_factors(forecasts.fit(desk.head(8 * 168))) == {}


def test_an_event_that_does_nothing_in_poisson_noise_has_a_factor_within_the_noise(
    year: Callable[..., pd.DataFrame],
) -> None:
    for seed in range(4):
        found = factor(forecasts.fit(year(20 + seed, cv=0), events=table([*SEEN, COMING])))
        assert deviations(found, 1.0) < 3
        assert math.sqrt(found.variance) < 0.05
        assert value(found) == pytest.approx(1.0, abs=0.1)


def test_doubt_widens_the_interval_on_the_day_of_an_unseen_event_and_instances_narrow_it(
    year: Callable[..., pd.DataFrame],
) -> None:
    plain = year(12)
    usual = width(forecasts.fit(plain), COMING)
    unseen = width(forecasts.fit(plain, events=table([COMING])), COMING)
    told = width(forecasts.fit(plain, events=table([COMING], uplift=1.0)), COMING)
    seen = width(forecasts.fit(plain, events=table([*SEEN, COMING])), COMING)
    assert unseen > told > 1.3 * usual
    assert usual < seen < 1.3 * usual


def test_days_of_events_do_not_hide_how_far_ordinary_days_stray(year: Callable[..., pd.DataFrame]) -> None:
    plain = forecasts.fit(year(12)).dispersion
    with_events = forecasts.fit(year(12, dict.fromkeys(SEEN, 2.0)), events=table([*SEEN, COMING])).dispersion
    assert plain.day[0] == pytest.approx(0.01, rel=0.5)
    assert with_events.day[0] == pytest.approx(plain.day[0], rel=0.1)
    assert with_events.week[0] == pytest.approx(plain.week[0], abs=0.001)


def test_an_event_of_one_queue_leaves_the_others_alone(year: Callable[..., pd.DataFrame]) -> None:
    both = pd.concat(
        [year(seed, dict.fromkeys(SEEN, 2.0)).assign(unique_id=name) for seed, name in ((13, "a"), (14, "b"))]
    )
    fitted = forecasts.fit(both, events=table([*SEEN, COMING], queue="a"))
    assert value(factor(fitted, row=0)) == pytest.approx(2.0, rel=0.2)
    assert all(one.event != "Release" for one in fitted.adjusted.effects.factors[1].values())
    only_b = forecasts.fit(both, events=table([*SEEN, COMING], queue="a")).adjusted
    assert only_b.plain[1].all()
    assert not only_b.plain[0].all()
    assert days_of(fitted, 0)[COMING] > 1.7 * days_of(fitted, 0)["2025-01-30"]
    assert days_of(fitted, 1)[COMING] == pytest.approx(days_of(fitted, 1)["2025-01-30"], rel=0.1)


@pytest.mark.parametrize("uplift", [None, 3.0])
@pytest.mark.parametrize("monday", ["2024-11-11", "2025-01-06"])
def test_a_week_of_threefold_volume_told_as_an_event_does_not_raise_the_forecast_of_normal_weeks(
    year: Callable[..., pd.DataFrame], monday: str, uplift: float | None
) -> None:
    sale = {str(day.date()): 3.0 for day in pd.date_range(monday, periods=7)}
    usual = days_of(forecasts.fit(year(15))).sum()
    told = table([monday], lag_days=[6], uplift=[uplift])
    fitted = forecasts.fit(year(15, sale), events=told)
    assert fitted.adjusted.shifts == ((),)
    assert days_of(fitted).sum() == pytest.approx(usual, rel=0.03)


def test_a_long_event_has_a_factor_a_week(year: Callable[..., pd.DataFrame]) -> None:
    fast = {str(day.date()): 0.7 for day in pd.date_range("2024-03-11", periods=28)}
    events = table(["2024-03-11", "2025-02-03"], "Fast", kind="fasting", lag_days=27)
    fitted = forecasts.fit(year(16, fast), events=events)
    offsets = sorted(one.offset for one in fitted.adjusted.effects.factors[0].values() if one.event == "Fast")
    assert offsets == [0, 1, 2, 3]
    found = [value(factor(fitted, "Fast", week)) for week in range(4)]
    assert found == pytest.approx([0.7] * 4, abs=0.15)


def test_what_waited_over_a_closed_day_comes_after_it(year: Callable[..., pd.DataFrame]) -> None:
    closed = ["2024-03-06", "2024-05-08", "2024-07-10", "2024-09-11"]
    after = {str((pd.Timestamp(day) + pd.Timedelta(days=1)).date()): 1.8 for day in closed}
    frame = year(18, after)
    frame = frame[~frame["ds"].dt.strftime("%Y-%m-%d").isin(closed)]
    found = factor(forecasts.fit(frame, fill="unknown"), "closed day", 1)
    assert found.instances == 4
    assert deviations(found, 1.8) < 3


def test_an_event_to_come_without_a_word_borrows_from_events_of_its_kind_that_had_one(
    year: Callable[..., pd.DataFrame],
) -> None:
    history = year(8, dict.fromkeys(SEEN, 3.0), cv=0.05)
    names = [f"sale {number}" for number in range(len(SEEN) + 1)]
    told = table([*SEEN, COMING], names, kind="sale", uplift=[2.0] * len(SEEN) + [None])
    usual = days_of(forecasts.fit(year(8)))[COMING]
    assert days_of(forecasts.fit(history, events=told))[COMING] / usual > 2.0
