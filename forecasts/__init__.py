"""Arrivals to probabilistic forecasts: `fit(history).predict(h)`. Knows nothing of staffing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forecasts.fitting import Fitted, fit
    from forecasts.forecast import Forecast
    from forecasts.tickets import TicketLog

__all__ = ["Fitted", "Forecast", "TicketLog", "fit"]

_HOMES = {
    "Fitted": "forecasts.fitting",
    "Forecast": "forecasts.forecast",
    "TicketLog": "forecasts.tickets",
    "fit": "forecasts.fitting",
}


def __getattr__(name: str) -> Any:
    """Import numpy and pandas only when something is used: a command line's help needs none of it."""
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
