"""Cases of patterns: what may follow what, kinds of shifts, standing wishes, and what is published."""

from __future__ import annotations

from typing import Any

import numpy as np

from staffing.labour import Labour
from staffing.problem import OFF, Problem
from tests.rules.cases.worlds import Case, flags, line, pair

AROUND_MIDNIGHT: dict[str, Any] = {"labour": Labour(clock=np.array([[1380, 1860], [60, 540]]))}
"""Starts at 23:00 and 01:00: two hours apart the shorter way round the clock."""
MONTHS: dict[str, Any] = {"labour": Labour(month=np.array([1, 1, 2, 2, 2, 2, 3, 3]))}
"""Of the line's eight days the second month begins with the last day of the history."""
ONE_TEMPLATE: dict[str, Any] = {"shift_template": np.array([0, 0]), "labour": Labour(template_names=("M",))}
PINNED = np.array([[OFF, 1, OFF, 0, OFF]])
ONE_OF_TWO_PINNED = np.array([[OFF, 1, 0], [OFF, OFF, OFF]])
AWAY: dict[str, Any] = {"on_leave": ~flags((1, 8), (0, 4)), "employed": flags((1, 8), (0, 0), (0, 6))}
LEAVE: dict[str, Any] = {"on_leave": ~flags((1, 5), (0, 2))}


def two_weeks(**changes: Any) -> Problem:
    """The five planned days as the ends of one week and the beginning of another."""
    two = np.array([[3, 3]])
    weeks = {"week": np.array([-1, -1, -1, 0, 0, 0, 1, 1]), "days_due": two, "minutes_due": two * 480}
    return line(**weeks, minutes_guaranteed=two, **changes)


def away(agents: int, *days: tuple[int, int]) -> dict[str, Any]:
    """On leave on the first of some (agent, day), not employed on the others."""
    shape = (agents, 8 if agents == 1 else 5)
    return {"on_leave": ~flags(shape, days[0]), "employed": flags(shape, *days[1:])}


CASES: list[Case] = [
    ("shift_rotation", {"first": ("N",), "then": ("N",)}, lambda: line(history="MMN"), "line"),
    ("shift_rotation", {"first": ("N",)}, lambda: line(history=""), "line"),
    ("shift_rotation", {"first": ("M", "N"), "then": ("M",), "weight": 2}, pair, "pair"),
    ("forbidden_sequence", {"shifts": ("N", "M")}, lambda: line(history="MMN"), "line"),
    ("forbidden_sequence", {"shifts": ("off", "any")}, lambda: line(history="", **LEAVE), "line"),
    ("forbidden_sequence", {"shifts": ("M", "off", "N")}, lambda: line(history="-M-", **AWAY), "line"),
    ("forbidden_sequence", {"shifts": ("any", "any", "off")}, line, "line"),
    ("forbidden_sequence", {"shifts": ("M", "any", "N"), "weight": 2}, pair, "pair"),
    ("start_time_difference", {"minutes": 100}, line, "line"),
    ("start_time_difference", {"minutes": 119, "weight": 2}, lambda: line(**AROUND_MIDNIGHT), "line"),
    ("start_time_difference", {"minutes": 120}, lambda: line(**AROUND_MIDNIGHT), "line"),
    ("start_time_difference", {"minutes": 479, "weight": 2}, lambda: line(history=""), "line"),
    ("different_shifts", {"max": 1}, line, "line"),
    ("different_shifts", {"max": 1, "period": "month"}, lambda: line(history="NNM", **MONTHS), "line"),
    ("different_shifts", {"max": 1, "period": "plan", "weight": 2}, pair, "pair"),
    ("different_shifts", {"max": 1}, two_weeks, "line"),
    ("different_shifts", {"max": 1}, lambda: line(**ONE_TEMPLATE), "line"),
    ("preferred_shifts", {"shifts": ("N",)}, line, "line"),
    ("unwanted_shifts", {"shifts": ("M",)}, pair, "pair"),
    ("last_resort", {"people": ("agent1", "elsewhere")}, pair, "pair"),
    ("published_changes", {}, lambda: line(pins=PINNED), "line"),
    ("published_changes", {"weight": 3}, lambda: pair(pins=ONE_OF_TWO_PINNED, **away(2, (1, 2), (0, 2))), "pair"),
    ("published_days_off", {}, lambda: line(pins=PINNED, **away(1, (0, 3), (0, 7))), "line"),
    ("published_days_off", {}, lambda: two_weeks(pins=PINNED - np.array([0, 2, 0, 0, 0])), "line"),
]
AT_THE_EDGE: list[tuple[str, dict[str, Any]]] = [
    ("start_time_difference", {"minutes": 120}),
    ("different_shifts", {"max": 1}),
]
