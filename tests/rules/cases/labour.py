"""Cases of what labour law limits: the working day, breaks, overtime, nights, public holidays, averages."""

from __future__ import annotations

from typing import Any

import numpy as np

from staffing.labour import CONSENTS, Labour
from staffing.problem import Problem
from tests.rules.cases.worlds import Case, flags, line, pair


def law(world: Any = line, changes: dict[str, Any] | None = None, **facts: Any) -> Problem:
    """A world with facts of labour law; `changes` are of the problem itself."""
    problem: Problem = world(labour=Labour(consent_names=CONSENTS, **facts), **(changes or {}))
    return problem


def agreed(*who: bool, to: str = "overtime") -> Any:
    """[consents, A] who has agreed to one thing, and nobody to anything else."""
    return np.array([[yes and name == to for yes in who] for name in CONSENTS])


def days(*true_at: tuple[int, ...], shape: tuple[int, ...]) -> Any:
    return ~flags(shape, *true_at)


UNEQUAL: dict[str, Any] = {"credited_minutes": np.array([420, 540])}
"""M counts seven hours, N nine."""
FIVE_AND_SIX: dict[str, Any] = {**UNEQUAL, "contract_days": np.array([5, 6])}
AT_NIGHT = np.array([[360, 840], [1320, 1800]])
"""N from 22:00 to 06:00."""
SHORT_BREAK = (((720, 750),), ((900, 920),))
"""M has half an hour after six hours, N twenty minutes after one."""
MONTHS = np.array([1, 1, 2, 2, 2, 2, 3, 3])
LEAVE: dict[str, Any] = {"on_leave": days((0, 1), (0, 3), shape=(1, 8))}
NEW: dict[str, Any] = {"employed": flags((2, 5), (1, 0), (1, 1), (1, 2))}

CASES: list[Case] = [
    ("daily_minutes", {"max": 420}, lambda: law(pair, UNEQUAL), "pair"),
    ("daily_minutes", {"max": 539}, lambda: law(line, UNEQUAL), "subsets"),
    (
        "daily_minutes",
        {"by_contract_days": {5: 480, 6: 400}, "overtime": 60},
        lambda: law(pair, FIVE_AND_SIX, consents=agreed(True, False)),
        "pair",
    ),
    ("break_in_shift", {"after": 360, "minutes": 30}, lambda: law(breaks=SHORT_BREAK), "line"),
    ("break_in_shift", {"after": 100, "minutes": 20}, lambda: law(pair, breaks=SHORT_BREAK), "pair"),
    ("break_in_shift", {"after": 360, "minutes": 25, "without": "shift"}, lambda: law(breaks=SHORT_BREAK), "line"),
    ("overtime_minutes", {"max": 70, "by_contract_days": {5: 480}}, lambda: law(line, UNEQUAL), "line"),
    (
        "overtime_minutes",
        {"max": 700, "by_contract_days": {5: 480}, "week": 900},
        lambda: law(line, UNEQUAL, consents=agreed(True)),
        "line",
    ),
    (
        "overtime_minutes",
        {"max": 400, "by_contract_days": {5: 480, 6: 420}, "week": 400},
        lambda: law(pair, FIVE_AND_SIX, consents=agreed(True, False)),
        "pair",
    ),
    (
        "overtime_minutes",
        {"max": 200, "by_contract_days": {5: 180, 6: 190}, "week": 1000, "rest_days": False, "consent": None},
        lambda: law(pair, FIVE_AND_SIX),
        "pair",
    ),
    (
        "overtime_minutes",
        {"period": "month", "max": 300, "by_contract_days": {5: 480}, "week": 1000, "consent": None},
        lambda: law(line, UNEQUAL, month=MONTHS),
        "line",
    ),
    (
        "overtime_minutes",
        {"period": "month", "max": 100, "by_contract_days": {5: 450}, "consent": None},
        lambda: law(line, {**UNEQUAL, "credited_minutes": np.array([470, 540])}, month=MONTHS),
        "line",
    ),
    (
        "overtime_minutes",
        {"period": "month", "max": 10, "by_contract_days": {5: 400}, "week": 500, "holidays": False, "consent": None},
        lambda: law(line, UNEQUAL, month=np.zeros(8, dtype=np.int64), holiday=days((0, 4), (0, 1), shape=(1, 8))),
        "line",
    ),
    ("no_nights", {}, lambda: law(clock=AT_NIGHT, no_nights=days((0, 0), (0, 3), (0, 4), shape=(1, 8))), "line"),
    (
        "no_nights",
        {"between": (330, 400)},
        lambda: law(pair, clock=AT_NIGHT, no_nights=days((0, 4), (1, 2), (1, 3), shape=(2, 5))),
        "pair",
    ),
    ("holiday_work", {}, lambda: law(holiday=days((0, 2), (0, 5), shape=(1, 8))), "line"),
    (
        "holiday_work",
        {},
        lambda: law(
            pair,
            clock=AT_NIGHT,
            holiday=days((0, 2), (0, 4), shape=(1, 5)),
            consents=agreed(False, True, to="holidays"),
        ),
        "pair",
    ),
    ("average_minutes", {"minutes": 2100, "weeks": 1}, line, "line"),
    ("average_minutes", {"minutes": 2100, "weeks": 2}, lambda: law(line, {**UNEQUAL, **LEAVE}), "line"),
    ("average_minutes", {"minutes": 1680, "weeks": 17}, lambda: law(pair, NEW), "pair"),
    ("average_minutes", {"minutes": 100, "weeks": 2}, line, "line"),
    ("night_average", {"minutes": 390, "weeks": 2}, lambda: law(night=np.array([False, True])), "line"),
    ("night_average", {"minutes": 300, "weeks": 1}, lambda: law(pair, NEW, night=np.array([False, True])), "pair"),
    ("night_average", {"minutes": 400}, lambda: law(line, LEAVE, night=np.array([True, False])), "line"),
    ("weekly_rest_days", {"by_contract_days": {2: 1, 5: 2}}, lambda: pair(contract_days=np.array([5, 2])), "pair"),
    (
        "weekly_rest_days",
        {"days": 2, "consent": "rest_days"},
        lambda: law(pair, consents=agreed(True, False, to="rest_days")),
        "pair",
    ),
]
AT_THE_EDGE: list[tuple[str, dict[str, Any]]] = []
