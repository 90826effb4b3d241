"""How far ahead the calendar is laid out, and that what lies far ahead leaves the near forecast as it is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import forecasts

Synthetic = Callable[..., pd.DataFrame]


def sales(*rows: tuple[str, float | None]) -> pd.DataFrame:
    return pd.DataFrame([(day, "sale", uplift) for day, uplift in rows], columns=["date", "name", "uplift"])


def test_a_word_on_a_far_sale_leaves_the_next_one_as_it_is(synthetic: Synthetic) -> None:
    table = synthetic(60, 4.0, (0.0, 0.05, 0.0), 1, {"2024-03-03": 3.0})
    near = [("2024-03-03", None), ("2025-03-03", 2.0)]
    found = [
        forecasts.fit(table, events=sales(*near, *far)).predict(start="2025-02-24", end="2025-03-10").mean
        for far in ([], [("2026-11-03", 4.0)])
    ]
    assert np.array_equal(*found)


def test_a_far_sale_is_in_its_day(synthetic: Synthetic) -> None:
    fitted = forecasts.fit(synthetic(60, 4.0, (0.0, 0.05, 0.0), 1), events=sales(("2027-03-03", 3.0)))
    days = fitted.predict(start="2027-02-24", end="2027-03-04").aggregate("D").mean[0]
    assert days[-1] / days[0] == pytest.approx(3.0, rel=0.1)


def test_turns_of_the_month_go_on_for_two_years(synthetic: Synthetic) -> None:
    firsts = {f"2024-{month:02}-01": 1.5 for month in range(1, 13)}
    fitted = forecasts.fit(synthetic(60, 6.0, (0.0, 0.05, 0.0), 1, firsts))
    for month in ("2025-09-01", "2026-06-01", "2027-05-01"):
        day = pd.Timestamp(month)
        one, week = (
            fitted.predict(start=day - pd.Timedelta(days=back), end=day - pd.Timedelta(days=back - 1)).mean.sum()
            for back in (0, 14)
        )
        assert one / week > 1.15
