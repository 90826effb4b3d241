"""Cases of fairness: burdens of a past that fades, part-timers, people who could not carry any."""

from __future__ import annotations

from typing import Any

import numpy as np

from staffing.labour import Labour
from staffing.problem import OFF, Wish
from tests.rules.cases.worlds import Case, flags, pair

NIGHTS = np.array([False, True])
HOLIDAYS: dict[str, Any] = {"labour": Labour(holiday=np.array([[True, False, False, True, True]]))}
WEEKS = np.array([-2, -1, 0, 0, 0])
CREDITED = np.array([487, 463])

ASKED = (
    Wish(0, 2, OFF, False, 4),
    Wish(0, 2, 0, True, 1),
    Wish(0, 3, 1, False, 7),
    Wish(0, 4, 0, True, 5),
    Wish(1, 3, 0, False, 2),
    Wish(1, 4, 1, True, 2),
)
PAST = (Wish(0, 0, 1, False, 1), Wish(1, 1, OFF, False, 3), Wish(1, 0, 0, False, 3), Wish(0, 1, 0, True, 1))

CASES: list[Case] = [
    ("fair_late_shifts", {}, pair, "pair"),
    (
        "fair_late_shifts",
        {"half_life_weeks": 1, "weight": 7},
        lambda: pair("NN\n--", week=WEEKS, contract_days=np.array([5, 2])),
        "pair",
    ),
    ("fair_late_shifts", {"half_life_weeks": 0}, lambda: pair("MM\nMN", contract_allows=flags((2, 2), (0, 1))), "pair"),
    ("fair_weekends", {}, lambda: pair("--------\nMNMNMNMN", weekend=np.ones(11, dtype=bool)), "pair"),
    ("fair_nights", {}, lambda: pair(labour=Labour(night=NIGHTS, no_nights=~flags((2, 5), (1, 2), (1, 3)))), "pair"),
    ("fair_holidays", {}, lambda: pair("M-\n-N", on_leave=~flags((2, 5), (0, 4), (1, 0)), **HOLIDAYS), "pair"),
    ("fair_hours", {}, lambda: pair("NM\nM-", credited_minutes=CREDITED, week=WEEKS), "pair"),
    (
        "fair_hours",
        {"half_life_weeks": 0},
        lambda: pair(minutes_due=np.array([[1440], [0]]), days_due=np.array([[3], [0]])),
        "pair",
    ),
    ("fair_requests", {"weight": 9}, lambda: pair("MM\nNN", wishes=ASKED, past_wishes=PAST, week=WEEKS), "pair"),
]
AT_THE_EDGE: list[tuple[str, dict[str, Any]]] = []
