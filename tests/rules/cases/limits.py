"""Cases of limits: minutes, shifts and days per period and per rolling window, runs, weekends, days off, rest."""

from __future__ import annotations

from typing import Any

import numpy as np

from staffing.labour import Labour
from staffing.problem import OFF, Problem, Wish
from tests.rules.cases.worlds import Case, flags, line, pair

MONTHS: dict[str, Any] = {"labour": Labour(month=np.array([1, 1, 2, 2, 2, 2, 3, 3]))}
"""Of the line's eight days the second month begins with the last day of the history."""
NIGHTS = Labour(night=np.array([False, True]))
AWAY_AT_FIRST: dict[str, Any] = {"on_leave": ~flags((1, 8), (0, 3), (0, 4))}
AWAY_AT_LAST: dict[str, Any] = {"on_leave": ~flags((1, 8), (0, 6), (0, 7))}
AWAY_WITHIN: dict[str, Any] = {"on_leave": ~flags((1, 8), (0, 5))}
LEAVES_EARLY: dict[str, Any] = {"employed": flags((1, 8), (0, 6), (0, 7))}
JOINS_LATE: dict[str, Any] = {"employed": flags((1, 8), (0, 0), (0, 1), (0, 2), (0, 3))}
DUES = ("days_due", "minutes_due", "minutes_guaranteed")


def weeks(history: str = "NMM", split: int = 2, **changes: Any) -> Problem:
    """One agent and five days, of which those after the first `split` are a second planned week."""
    past = len(history)
    week = np.where(np.arange(past + 5) < past, -1, (np.arange(past + 5) >= past + split).astype(np.int64))
    owed = {due: np.array([[2, 3]]) * (1 if due == "days_due" else 480) for due in DUES}
    return line(5, history, **{"week": week, **owed, **changes})


def weekends(history: str, *days: int, **changes: Any) -> Problem:
    """One agent and five days; `days` on the day axis are those of weekends."""
    return line(5, history, weekend=~flags((len(history) + 5,), *[(day,) for day in days]), **changes)


def long_nights(history: str = "NMM", **changes: Any) -> Problem:
    """N runs to 02:00 of the next day."""
    longer = line(5, history).shift_end.copy()
    longer[:, 1] += 240
    return line(5, history, shift_end=longer, **changes)


def early(history: str = "NMM") -> Problem:
    """A site whose midnights are seven hours before those of the first."""
    return line(5, history, site_midnights=line(5, history).day_start[None] - 420)


ASKED = (Wish(0, 5, OFF, False, 3), Wish(0, 7, OFF, False, 1), Wish(0, 4, 1, True, 2))
ASKED_BEFORE = (Wish(0, 2, OFF, False, 3),)

PERIODS: list[Case] = [
    ("minutes_in_period", {"max": 1440}, line, "line"),
    ("minutes_in_period", {"min": 480, "max": 960}, pair, "pair"),
    ("minutes_in_period", {"min": 900, "period": "plan"}, line, "line"),
    ("minutes_in_period", {"max": 961, "period": "month"}, lambda: line(**MONTHS), "line"),
    ("minutes_in_period", {"min": 481, "max": 960}, lambda: weeks(**AWAY_AT_FIRST), "line"),
    ("shifts_in_period", {"late": True, "max": 1}, weeks, "line"),
    ("shifts_in_period", {"shifts": ("M",), "min": 2, "max": 3}, lambda: line(**AWAY_WITHIN), "line"),
    ("shifts_in_period", {"late": True, "max": 0, "period": "month"}, lambda: line(history="NNN", **MONTHS), "line"),
    ("days_in_period", {"min": 2, "max": 3}, weeks, "line"),
    ("days_in_period", {"min": 4}, lambda: line(**LEAVES_EARLY), "line"),
    ("days_in_period", {"min": 29, "period": "month"}, lambda: line(**MONTHS), "line"),
    ("weekend_minutes_in_period", {"min": 480, "max": 480}, lambda: weekends("NMM", 3, 4, 7, **AWAY_AT_LAST), "line"),
    ("weekends_in_period", {"max": 1, "period": "plan"}, lambda: weekends("NMM", 2, 3, 6, 7), "line"),
    ("weekends_in_period", {"min": 2, "period": "plan"}, lambda: weekends("NM-", 2, 3, 6, 7, **AWAY_AT_LAST), "line"),
    ("weekends_in_period", {"max": 1}, lambda: weekends("N--M", 0, 1, 4, 5, 8), "line"),
    ("weekends_in_period", {"max": 0, "period": "plan"}, lambda: weekends("NMM", 4, 5, 6), "line"),
    ("days_off_in_period", {"min": 1, "max": 1}, lambda: weeks(**AWAY_AT_LAST), "line"),
    ("days_off_in_period", {"min": 3}, lambda: line(**LEAVES_EARLY), "line"),
    ("days_off_in_period", {"max": 1, "period": "month"}, lambda: line(history="M--", **MONTHS), "line"),
]
WINDOWS: list[Case] = [
    ("minutes_in_window", {"days": 3, "max": 960}, line, "line"),
    ("minutes_in_window", {"days": 4, "min": 961, "max": 1440}, lambda: line(**AWAY_WITHIN), "line"),
    ("shifts_in_window", {"days": 4, "late": True, "max": 1}, lambda: line(history="NNN"), "line"),
    ("shifts_in_window", {"days": 3, "shifts": ("M",), "min": 1}, lambda: weeks("-N"), "line"),
    ("days_in_window", {"days": 9, "max": 6}, line, "line"),
    ("days_in_window", {"days": 5, "min": 4}, lambda: line(history="----"), "line"),
    ("weekend_minutes_in_window", {"days": 6, "min": 481, "max": 1440}, lambda: weekends("NM-", 1, 2, 5, 6), "line"),
    ("rest_in_window", {"days": 3, "minutes": 1440}, line, "line"),
    ("rest_in_window", {"days": 3, "minutes": 1441}, lambda: line(history="--M"), "line"),
    ("rest_in_window", {"days": 4, "minutes": 2100}, lambda: line(history="M-N"), "line"),
    ("rest_in_window", {"days": 3, "minutes": 1560}, lambda: long_nights("N-N"), "line"),
    ("rest_in_window", {"days": 3, "minutes": 1800}, early, "line"),
    ("rest_in_window", {"days": 3, "minutes": 1800, "inside": 1440}, line, "line"),
    ("rest_in_window", {"days": 2, "minutes": 2400, "inside": 600}, lambda: line(history="M-N"), "line"),
    ("rest_in_window", {"minutes": 2100, "inside": 1440, "rolling": False}, line, "line"),
    ("rest_in_window", {"minutes": 3400, "inside": 1440, "rolling": False}, lambda: long_nights("N-N"), "line"),
]
RUNS: list[Case] = [
    ("consecutive_weekends", {"max": 1}, lambda: weekends("NMM", 1, 2, 4, 5, 7), "line"),
    ("consecutive_weekends", {"max": 1}, lambda: weekends("M-M-", 0, 3, 4, 6, 8), "line"),
    ("consecutive_weekends", {"max": 1}, lambda: weekends("M-MM", 0, 3, 4, 6, 8), "line"),
    ("consecutive_weekends", {"max": 0}, lambda: weekends("MMM", 4, 5, 6), "line"),
    ("min_consecutive_days", {"days": 3}, lambda: line(history="N-M"), "line"),
    ("min_consecutive_days", {"days": 4}, lambda: line(history=""), "line"),
    ("min_consecutive_days", {"days": 3}, lambda: line(history="--M", **AWAY_WITHIN), "line"),
    ("min_consecutive_days", {"days": 3}, lambda: line(history="--M", **AWAY_AT_FIRST), "line"),
    ("consecutive_shifts", {"late": True, "min": 2, "max": 3}, lambda: line(history="MNN"), "line"),
    ("consecutive_shifts", {"shifts": ("M",), "min": 3}, lambda: line(history="NNM", **AWAY_AT_LAST), "line"),
    ("consecutive_shifts", {"night": True, "max": 2}, lambda: line(history="NNN", labour=NIGHTS), "line"),
    ("consecutive_shifts", {"min": 2, "max": 4}, lambda: line(history="NNN", **JOINS_LATE), "line"),
    ("consecutive_days_off", {"min": 3}, lambda: line(history="MM-"), "line"),
    ("consecutive_days_off", {"max": 2}, lambda: line(history="---", **AWAY_WITHIN), "line"),
    ("consecutive_days_off", {"min": 2, "max": 2}, lambda: line(history="MM-", **AWAY_AT_FIRST), "line"),
    ("consecutive_days_off", {"min": 2, "max": 2}, lambda: line(history="---", **JOINS_LATE), "line"),
    ("consecutive_days_off", {"min": 2}, lambda: line(history="", employed=flags((1, 5), (0, 4))), "line"),
]
BESIDE: list[Case] = [
    ("free_beside_day_off", {}, lambda: line(wishes=ASKED), "line"),
    ("free_beside_day_off", {"before": False}, lambda: line(wishes=ASKED, past_wishes=ASKED_BEFORE), "line"),
    ("free_beside_day_off", {"after": False}, lambda: line(wishes=ASKED[:1], past_wishes=ASKED_BEFORE), "line"),
]
CASES: list[Case] = [*PERIODS, *WINDOWS, *RUNS, *BESIDE]
AT_THE_EDGE: list[tuple[str, dict[str, Any]]] = []
