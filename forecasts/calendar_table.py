"""The planner's events as a table, and what the calendar holds with the evidence of each factor."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from forecasts.calendar import date_of
from forecasts.day_effects import AFTER_CLOSURE, MONTH, places, unseen
from forecasts.fitting import Fitted

COLUMNS = ("date", "name", "kind", "queue", "uplift", "lead_days", "lag_days")


def planner_table(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame | None:
    """Rows of events.csv as `fit` takes them; None where there are none."""
    return pd.DataFrame([{name: row.get(name) for name in COLUMNS} for row in rows], dtype=object) if rows else None


def event_rows(fitted: Fitted, first: date, last: date) -> list[dict[str, Any]]:
    """What the calendar holds from `first` to `last`: a row per series, occasion and day that it touches.

    `unique_id, date, event, kind, offset` (days after the event's day), `estimated, source, factor` on the volume with
    `lo-80, hi-80`, `said` (the planner's factor, or None), `instances` of its own that it rests on, and `borrowed` ones
    of sister series and of other events of its kind.
    """
    days = pd.date_range(first, last).to_numpy().astype("datetime64[D]").astype("int64")
    effects = fitted.adjusted.effects
    rows = []
    for row, name in enumerate(effects.unique_ids):
        for place in places(effects.occasions, days, name):
            occasion = place.occasion
            if occasion.kind in (MONTH, AFTER_CLOSURE):
                continue
            known = effects.factors[row].get(place.key) or unseen(place)
            middle, side = place.said + known.beyond, 1.2816 * math.sqrt(known.variance)
            rows.append(
                {
                    "unique_id": name,
                    "date": first + timedelta(days=place.column),
                    "event": occasion.event,
                    "kind": occasion.kind,
                    "offset": place.offset,
                    "estimated": occasion.estimated,
                    "source": occasion.source,
                    "factor": math.exp(middle),
                    "lo-80": math.exp(middle - side),
                    "hi-80": math.exp(middle + side),
                    "said": None if occasion.uplift is None else math.exp(place.said),
                    "instances": known.instances,
                    "borrowed": known.borrowed,
                }
            )
    return sorted(rows, key=lambda one: (one["date"], one["event"], one["unique_id"]))


def findings(fitted: Fitted) -> list[str]:
    """What was found in the history besides the calendar: outages and changes of the level, in words."""
    adjusted, grid = fitted.adjusted, fitted.history.grid
    first = int(grid.days[0])
    said = []
    for row, name in enumerate(fitted.history.unique_ids):
        seen = fitted.given.counts[row, fitted.given.observed[row]]
        if not seen.any():
            said.append(f"{name}: the history holds no case; forecast as half a case over the whole of it.")
        elif (seen == seen[0]).all():
            said.append(f"{name}: every interval of the history holds {seen[0]:g}; the spread is that of chance alone.")
        for outage in adjusted.outages[row]:
            begin, end = grid.ds[outage.first], grid.ds[outage.last]
            said.append(
                f"{name}: nothing was logged from {begin:%Y-%m-%d %H:%M} to the hour of {end:%Y-%m-%d %H:%M}, where "
                f"{outage.expected:.0f} cases were to be expected; taken as an outage of the log and not learnt from."
            )
        for shift in adjusted.shifts[row]:
            day = date_of(first + shift.day)
            said.append(
                f"{name}: from about {day} the volume is {shift.ratio:.2f} times what it was; followed, and what came "
                "before is scaled to it."
            )
    return said
