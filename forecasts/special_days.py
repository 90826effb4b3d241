"""Special days: the occasions of a country's calendar, corrected and completed by the planner's events."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

from forecasts.country_days import Occasion, country_occasions, double_day
from forecasts.errors import ForecastError

__all__ = ["Occasion", "occasions"]

REACH_DAYS = 60  # the most that an event may lead or lag, as in events.csv
_SALE = re.compile(r"sale|double.?day|campaign|promo", re.IGNORECASE)

Calendar = Mapping[tuple[date, str], Occasion]  # by the day and the event's name in lower case


def occasions(
    first: date,
    last: date,
    country: str | None = None,
    planner: pd.DataFrame | None = None,
    ids: Sequence[str] = (),
) -> tuple[Occasion, ...]:
    """All occasions whose touched days meet the local days from first to last, sorted by day, event and scope.

    `country` is two letters of ISO 3166; without it only the planner's events count. `planner` has the columns of
    events.csv: date and name, and where known kind, queue (a series' id; empty for all), uplift, lead_days and
    lag_days. A planner's row replaces the calendar's occasion of its day where it bears the same name, or is a sale
    on a double day; the event and the kind stay the calendar's, so that earlier instances count as its history, and
    so do lead and lag where their cells are empty. Where a row for one queue meets an occasion for all, the occasion
    for all is given once for each other one of `ids`; without `ids` both are given, and the queue's own comes first.

    Raises ForecastError for an unknown country or queue, a cell that cannot be read, and two rows that say the same.
    Rows of the planner's table count from 1.
    """
    reach = timedelta(days=REACH_DAYS)
    known = country_occasions(country, (first - reach).year, (last + reach).year) if country is not None else ()
    calendar = {(each.day, each.event.casefold()): each for each in known}
    groups = {key: {"": each} for key, each in calendar.items()}
    rows: dict[tuple[date, str, str], int] = {}
    for row in _rows(planner, ids):
        found = _occasion(row, calendar)
        key = (found.day, found.event.casefold())
        earlier = rows.setdefault((*key, found.scope), row.number)
        if earlier != row.number:
            raise ForecastError(
                f'{row.place} is "{found.event}" on {found.day}, as row {earlier} is; write one of them'
            )
        groups.setdefault(key, {})[found.scope] = found
    scoped = (each for group in groups.values() for each in _by_scope(group, ids))
    kept = (each for each in scoped if each.touches(first, last))
    return tuple(sorted(kept, key=lambda each: (each.day, each.event, each.scope)))


@dataclass(frozen=True)
class _Row:
    """A row of the planner's table; None where a cell is empty."""

    number: int
    day: date
    name: str
    kind: str
    queue: str
    uplift: float | None
    lead: int | None
    lag: int | None

    @property
    def place(self) -> str:
        return f"planner row {self.number}"


def _occasion(row: _Row, calendar: Calendar) -> Occasion:
    """The planner's occasion, under the calendar's event and kind where it replaces one of those."""
    target = calendar.get((row.day, row.name.casefold()))
    if target is None and _is_double_day_sale(row):
        target = calendar.get((row.day, double_day(row.day)))
    if target is None:
        target = Occasion(row.day, row.name, row.kind or "planner")
    return replace(
        target,
        scope=row.queue,
        uplift=row.uplift,
        lead=target.lead if row.lead is None else row.lead,
        lag=target.lag if row.lag is None else row.lag,
        source="planner",
    )


def _is_double_day_sale(row: _Row) -> bool:
    if not double_day(row.day):
        return False
    label = rf"(?<!\d){row.day.month}[./-]{row.day.day}(?!\d)"
    return bool(_SALE.search(row.kind) or re.search(label, row.name))


def _by_scope(group: Mapping[str, Occasion], ids: Sequence[str]) -> Iterator[Occasion]:
    """The instances of one event on one day, such that no series meets two of them if the ids are known."""
    for scope, each in group.items():
        if scope or len(group) == 1 or not ids:
            yield each
        else:
            yield from (replace(each, scope=other) for other in dict.fromkeys(ids) if other not in group)


def _rows(planner: pd.DataFrame | None, ids: Sequence[str]) -> Iterator[_Row]:
    if planner is None:
        return
    missing = [column for column in ("date", "name") if column not in planner.columns]
    if missing:
        given = ", ".join(map(str, planner.columns))
        raise ForecastError(f"the planner's table has no column {' and no '.join(missing)}; it has: {given or 'none'}")
    for number, record in enumerate(planner.to_dict("records"), start=1):
        cells = {str(column): None if _is_empty(value) else value for column, value in record.items()}
        yield _Row(
            number=number,
            day=_day(cells, number),
            name=_name(cells, number),
            kind=_text(cells, "kind"),
            queue=_queue(cells, number, ids),
            uplift=_uplift(cells, number),
            lead=_days(cells, number, "lead_days"),
            lag=_days(cells, number, "lag_days"),
        )


def _is_empty(value: Any) -> bool:
    return not value.strip() if isinstance(value, str) else pd.api.types.is_scalar(value) and bool(pd.isna(value))


def _refusal(number: int, column: str, given: object, allowed: str) -> ForecastError:
    shown = "empty" if given is None else f'"{given}"'
    return ForecastError(f"planner row {number}: {column} is {shown}; {allowed}")


def _text(cells: Mapping[str, Any], column: str) -> str:
    value = cells.get(column)
    return "" if value is None else str(value).strip()


def _day(cells: Mapping[str, Any], number: int) -> date:
    value = cells["date"]
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(value.strip()).date()
    except (AttributeError, ValueError) as error:
        raise _refusal(number, "date", value, 'write a day like "2026-11-11"') from error


def _name(cells: Mapping[str, Any], number: int) -> str:
    name = _text(cells, "name")
    if not name:
        raise _refusal(number, "name", None, "name the event, the same way every year")
    return name


def _queue(cells: Mapping[str, Any], number: int, ids: Sequence[str]) -> str:
    queue = _text(cells, "queue")
    if queue and ids and queue not in ids:
        raise _refusal(number, "queue", queue, f"write one of {', '.join(ids)}, or nothing for all")
    return queue


def _uplift(cells: Mapping[str, Any], number: int) -> float | None:
    value = cells.get("uplift")
    if value is None:
        return None
    uplift = _number(value)
    if not 0 < uplift < math.inf:
        raise _refusal(number, "uplift", value, "write a factor above 0, such as 1.5, or nothing")
    return uplift


def _days(cells: Mapping[str, Any], number: int, column: str) -> int | None:
    value = cells.get(column)
    if value is None:
        return None
    days = _number(value)
    if not (0 <= days <= REACH_DAYS and days == int(days)):
        raise _refusal(number, column, value, f"write a whole number of days from 0 to {REACH_DAYS}, or nothing")
    return int(days)


def _number(value: Any) -> float:
    """The number, or NaN where it is none."""
    try:
        return math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return math.nan
