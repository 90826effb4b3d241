"""What can go wrong in a forecast, as one small tree.

    ForecastError
    |-- HistoryError    the history cannot be used: too short, out of order, negative counts
    `-- HorizonError    the period asked for cannot be forecast

Every message says where, what was given, and what is allowed.
"""

from __future__ import annotations


class ForecastError(Exception):
    """Base of every error that this package raises on purpose."""


class HistoryError(ForecastError):
    """The history given cannot be used."""


class HorizonError(ForecastError):
    """The period asked for cannot be forecast."""
