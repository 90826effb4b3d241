"""Cases of the rules that every team has, of its targets, and of the first ones that people may write."""

from __future__ import annotations

from typing import Any

import numpy as np

from staffing.problem import OFF, OvertimeBracket, Problem, Wish
from tests.rules.cases.worlds import Case, flags, line, pair
from tests.rules.worlds import tiny_cover, tiny_demand


def opening(days: int, work: Any, maximum_age: int) -> Any:
    return tiny_demand(
        days,
        work,
        maximum_age=maximum_age,
        opening_class=np.array([0, 0, 0]),
        opening_work=np.array([300, 120, 60]),
        opening_deadline=np.array([2, 1, -1]),
        opening_age_limit=np.array([5, 4, 2]),
    )


def night_world(**leave: Any) -> Problem:
    """N runs to 02:00 of the next day, which may be a leave day, and one after the plan."""
    longer = line().shift_end.copy()
    longer[:, 1] += 240
    return line(shift_end=longer, **leave)


BUSY = [[500, 300, 0, 0, 700, 100, 0, 0, 400]]
TWO_CLASSES = [[300, 200, 0, 0, 400, 100, 0, 0, 200], [100, 0, 300, 200, 0, 0, 100, 300, 0]]
NIGHT_BEFORE = tiny_demand(3, base_capacity=np.array([120, 30, *[0] * 10]))
LEAVE = ~flags((1, 8), (0, 4), (0, 7))
DUE = np.array([[2], [1]])
CREDITED = np.array([487, 463])
BRACKETS = (OvertimeBracket(0, 50), OvertimeBracket(60, 100), OvertimeBracket(700, 133))
OVERTIME: dict[str, Any] = {"minutes_due": DUE * 450, "overtime_pay": (BRACKETS,)}
OVERTIME_OF_A_LINE: dict[str, Any] = {"minutes_due": np.array([[900]]), "overtime_pay": (BRACKETS,)}
PREMIUMS: dict[str, Any] = {
    "premium_names": ("night", "weekend"),
    "premium": np.array([[[0, 0], [0, 3000], [0, 3000], [0, 3049], [0, 3050]], [[0, 7]] * 2 + [[24_000, 13]] * 3]),
}
PREMIUMS_OF_A_LINE: dict[str, Any] = {
    "premium_names": ("holiday",),
    "premium": np.array([[[48_000, 9000]] * 3 + [[0, 0]] * 3 + [[49, 50], [151, 24_050]]]),
}

WISHES = (Wish(0, 3, OFF, False, 4), Wish(0, 4, 1, False, 7), Wish(0, 6, 0, True, 5), Wish(0, 7, 1, True, 2))

CASES: list[Case] = [
    ("one_shift_a_day", {}, line, "subsets"),
    ("min_rest", {"minutes": 660}, line, "line"),
    ("min_rest", {"minutes": 480}, line, "line"),
    ("min_rest", {"minutes": 481}, line, "line"),
    ("min_rest", {"minutes": 2000}, line, "line"),
    ("max_consecutive_days", {"days": 1}, line, "line"),
    ("max_consecutive_days", {"days": 3}, line, "line"),
    ("max_consecutive_days", {"days": 3}, lambda: line(history=""), "line"),
    ("max_consecutive_days", {"days": 5}, line, "line"),
    ("max_consecutive_days", {"days": 7}, line, "line"),
    ("max_consecutive_days", {"days": 8}, line, "line"),
    ("weekly_rest_days", {"days": 2}, line, "line"),
    ("contract_days", {}, line, "line"),
    ("contract_days", {}, lambda: pair(days_due=DUE), "pair"),
    ("contract_days", {}, lambda: pair(days_due=DUE - 1, overtime_days=np.array([[1], [1]])), "pair"),
    ("contract_days", {}, lambda: line(overtime_days=np.array([[1]])), "line"),
    ("contract_minutes", {}, line, "line"),
    ("contract_minutes", {}, lambda: pair(minutes_due=DUE * 500), "pair"),
    ("contract_minutes", {}, lambda: pair(minutes_due=DUE * 500, overtime_minutes=DUE * 230), "pair"),
    ("contract_minutes", {}, lambda: line(overtime_minutes=np.array([[480]])), "line"),
    ("guaranteed_minutes", {"weight": 5}, line, "line"),
    ("guaranteed_minutes", {"weight": 5}, lambda: pair(minutes_guaranteed=DUE * 500), "pair"),
    ("allowed_shifts", {}, lambda: line(contract_allows=flags((1, 2), (0, 1))), "line"),
    ("availability", {}, lambda: line(available=flags((1, 8, 2), (0, 3, 0), (0, 7, 1), (0, 0, 0))), "line"),
    ("employment", {}, lambda: line(employed=flags((1, 8), (0, 3), (0, 7))), "line"),
    ("leave", {}, lambda: line(on_leave=LEAVE), "line"),
    ("leave", {}, lambda: night_world(on_leave=LEAVE), "line"),
    ("leave", {}, lambda: night_world(leave_after=np.array([True])), "line"),
    ("leave", {}, lambda: night_world(on_leave=LEAVE, leave_after=np.array([True])), "line"),
    ("pins", {}, lambda: line(pins=np.array([[OFF, 1, OFF, 0, OFF]])), "line"),
    ("requests", {"weight": 3}, lambda: line(wishes=WISHES), "line"),
    ("requests", {"weight": 1}, lambda: line(wishes=WISHES), "subsets"),
    ("min_on_queue", {"weight": 2}, lambda: pair(cover=tiny_cover(3, 1)), "pair"),
    ("min_on_queue", {"weight": 2}, lambda: pair(cover=tiny_cover(3, 2)[::2]), "pair"),
    ("paid_hours", {"weight": 1}, pair, "pair"),
    ("paid_hours", {"weight": 1}, lambda: pair(wage=np.array([2000, 2000])), "pair"),
    ("paid_hours", {"weight": 2}, lambda: pair(wage=np.array([1000, 2333]), credited_minutes=CREDITED), "pair"),
    ("paid_hours", {"weight": 1}, lambda: pair(wage=np.array([0, 2333])), "pair"),
    ("premium_pay", {"weight": 1}, lambda: pair(**PREMIUMS), "pair"),
    ("premium_pay", {"weight": 2}, lambda: pair(**PREMIUMS, wage=np.array([1000, 2333])), "pair"),
    ("premium_pay", {"weight": 2}, lambda: pair(**OVERTIME, credited_minutes=CREDITED), "pair"),
    ("premium_pay", {"weight": 3}, lambda: pair(**PREMIUMS, **OVERTIME, wage=np.array([1700, 2301])), "pair"),
    ("premium_pay", {"weight": 1}, lambda: line(**PREMIUMS_OF_A_LINE, **OVERTIME_OF_A_LINE), "line"),
    ("resolution_rate", {"weight": 2, "rate": 0.9}, lambda: pair(demand=tiny_demand(3, BUSY)), "pair"),
    ("resolution_rate", {"weight": 2, "rate": 0.7}, lambda: pair(demand=opening(3, BUSY, 6)), "pair"),
    (
        "resolution_rate",
        {"weight": 2, "rate": 0.8},
        lambda: pair(demand=tiny_demand(3, TWO_CLASSES)),
        "pair",
    ),
    ("day_floor", {"weight": 2, "rate": 0.8}, lambda: pair(demand=tiny_demand(3, BUSY)), "pair"),
    (
        "day_floor",
        {"weight": 2, "rate": 0.6},
        lambda: pair(demand=tiny_demand(3, TWO_CLASSES, deadline=np.array([3, 5]))),
        "pair",
    ),
    ("maximum_age", {"weight": 2}, lambda: pair(demand=tiny_demand(3, BUSY, maximum_age=4)), "pair"),
    ("maximum_age", {"weight": 2}, lambda: pair(demand=opening(3, BUSY, 6)), "pair"),
    ("occupancy_cap", {"weight": 2, "share": 0.85}, pair, "pair"),
    ("utilization_band", {"weight": 2, "min": 0.4, "max": 0.6}, pair, "pair"),
    ("window_margin", {"weight": 2, "windows": ((1, 1, 361), (2, 8, 1560), (6, 11, 900))}, pair, "pair"),
    ("window_margin", {"weight": 2, "windows": ((0, 0, 130), (8, 11, 860))}, lambda: pair(demand=NIGHT_BEFORE), "pair"),
]
AT_THE_EDGE = [("min_rest", {"minutes": 480}), ("max_consecutive_days", {"days": 8})]
"""Limits that can just not be broken: one minute, or one day, more would break them."""
