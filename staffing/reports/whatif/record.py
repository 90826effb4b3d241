"""`whatif.json`: what was asked and what came of it, for programs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from staffing.reports.plain_json import finite
from staffing.reports.requirement import requirement_record
from staffing.reports.run_record import head_record
from staffing.reports.whatif.frontier import frontier_sentences
from staffing.reports.whatif.prices import price_sentences
from staffing.reports.whatif.words import currency
from staffing.scenarios.compare import compare
from staffing.scenarios.figures import Figures, Screen, Tried
from staffing.scenarios.whatif import Frontier, Option, Price, Readiness, WhatIf

_AS_THEY_ARE = (
    "headcount", "rate_mean", "rate_ci", "rate_p05", "rate_p95", "target", "confidence", "probability_met",
    "probability_lower", "met", "missed", "worst_day", "oldest_hours_p95", "utilization", "occupancy", "paid_hours",
    "cost", "promisable_rate", "price", "bound", "limit_hit", "replications", "notes", "way_out",
)  # fmt: skip


def whatif_record(answer: WhatIf, started_at: datetime, seconds: float) -> dict[str, Any]:
    """The answer as plain data; only `started_at` and `seconds` differ between runs on the same inputs."""
    workspace, unit = answer.workspace, currency(answer)
    record = {
        **head_record(workspace, started_at, seconds),
        "seed": answer.seed,
        "inputs": dict(sorted(workspace.digests.items())),
        "currency": workspace.team.costs.currency,
        "scenarios": [scenario_record(tried) for tried in answer.tried],
        "frontier": None if answer.frontier is None else _frontier(answer.frontier, unit),
        "readiness": None if answer.readiness is None else _readiness(answer.readiness),
        "prices": [_price(price, answer) for price in answer.prices],
        "screened": answer.screened,
        "interrupted": answer.interrupted,
    }
    return {name: finite(value) for name, value in record.items()}


def scenario_record(tried: Tried) -> dict[str, Any]:
    """One scenario, with every key: null for what it has not."""
    return {
        "name": tried.name,
        "set": dict(tried.scenario.set),
        **_figures(tried.figures),
        "difference": _difference(tried),
        "failure": tried.failure or None,
        "screen": None if tried.screen is None else _screen(tried.screen),
    }


def _figures(figures: Figures | None) -> dict[str, Any]:
    if figures is None:
        return dict.fromkeys((*_AS_THEY_ARE, "requirement"))
    day, rate = figures.worst_day
    found = {name: getattr(figures, name) for name in _AS_THEY_ARE}
    found["worst_day"] = {"date": day, "rate": rate}
    found["requirement"] = requirement_record(figures.requirement)
    found["way_out"] = None if figures.way_out is None else asdict(figures.way_out)
    return found


def _difference(tried: Tried) -> dict[str, Any] | None:
    """To the base; that of the base to itself is zero."""
    if tried.figures is None:
        return None
    return asdict(tried.compared or compare(tried.figures, tried.figures))


def _screen(screen: Screen) -> dict[str, Any]:
    found = asdict(screen)
    return {name: found[name] for name in ("rate_mean", "probability_met", "headcount", "paid_hours", "cost")}


def _frontier(frontier: Frontier, unit: str) -> dict[str, Any]:
    return {
        "contract": frontier.contract,
        "rows": [
            {"headcount": heads, "name": tried.name}
            for heads, tried in zip(frontier.heads, frontier.tried, strict=True)
        ],
        "promise": frontier.promise,
        "band": frontier.band,
        "both": frontier.both,
        "sentence": " ".join(frontier_sentences(frontier, unit)),
    }


def _readiness(readiness: Readiness) -> dict[str, Any]:
    return {
        "event": readiness.event.model_dump(),
        "first_touched": readiness.first_touched,
        "last_touched": readiness.last_touched,
        "usual": scenario_record(readiness.usual),
        "as_it_is": scenario_record(readiness.as_it_is),
        "options": [_option(option) for option in readiness.options],
    }


def _option(option: Option) -> dict[str, Any]:
    names = ("kind", "reaches", "people", "days", "start", "rate", "paid_hours", "cost")
    return {**{name: getattr(option, name) for name in names}, "scenario": scenario_record(option.tried)}


def _price(price: Price, answer: WhatIf) -> dict[str, Any]:
    return {
        "key": price.key,
        "step": price.step,
        "before": price.before,
        "tighter": None if price.tighter is None else scenario_record(price.tighter),
        "easier": None if price.easier is None else scenario_record(price.easier),
        "sentence": " ".join(price_sentences(price, answer)),
    }
