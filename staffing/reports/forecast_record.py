"""How a forecast was made, as data and in words."""

from __future__ import annotations

from typing import Any

from forecasts.calendar_table import findings
from forecasts.fitting import Fitted
from staffing.plan import Outlook
from staffing.reports.plain_text import plain


def method_records(fitted: Fitted) -> list[dict[str, Any]]:
    """The method of each queue, and why: `unique_id, method, variant, reason`."""
    chosen = zip(fitted.history.unique_ids, fitted.choices, strict=True)
    return [
        {"unique_id": name, "method": one.method, "variant": one.variant, "reason": one.reason} for name, one in chosen
    ]


def method_sentences(fitted: Fitted) -> list[str]:
    """The same for people, and what was found in the log."""
    methods = [f"{plain(one['unique_id'])}: {one['reason']} ({one['variant']})" for one in method_records(fitted)]
    return methods + [plain(said) for said in findings(fitted)]


def forecast_record(outlook: Outlook) -> dict[str, Any]:
    """What `run.json` says of the forecast: methods, what was found in the log, and the handle times taken."""
    times = ("queue", "cases", "mean", "mean_lo", "mean_hi", "cv", "trend", "weight", "stated", "reopened")
    return {
        "methods": method_records(outlook.fitted),
        "found": findings(outlook.fitted),
        "handle_times": [{name: getattr(one, name) for name in times} for one in outlook.handled],
    }
