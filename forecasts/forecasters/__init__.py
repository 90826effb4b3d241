"""The forecasting methods: one file each, and the list of them."""

from __future__ import annotations

from forecasts.forecasters import profile, regression, seasonal_naive, week_mean
from forecasts.forecasters.method import Method

__all__ = ["METHODS", "Method"]

METHODS: tuple[Method, ...] = (profile.METHOD, week_mean.METHOD, seasonal_naive.METHOD, regression.METHOD)
"""The first is the one that others must beat."""
