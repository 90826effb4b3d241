"""Cases of rules about who works with whom, and how many people there are."""

from __future__ import annotations

from typing import Any

import numpy as np

from staffing.labour import Labour
from staffing.problem import Problem
from tests.rules.cases.worlds import Case, flags, pair
from tests.rules.skill_worlds import APART, NESTED, skilled_demand

GUIDED = np.array([-1, 0])
BOTH = ("agent0", "agent1")


def training(history: str = "NM\nMN", *, off: tuple[tuple[int, int], ...] = (), **changes: Any) -> Problem:
    """The first agent is the mentor of the second, whose days `off` are not in training."""
    return pair(history, labour=Labour(mentor=GUIDED, trainee=flags((2, 5), *off)), **changes)


def overlapping() -> Problem:
    """N is of 20:00-04:00 and M of 02:00-10:00, so that they share two hours, of two days."""
    starts = np.arange(-2, 3)[:, None] * 1440 + np.array([120, 1200])
    return training("MN\nMN", shift_start=starts, shift_end=starts + 480)


def with_closed_days() -> Problem:
    """Nobody may begin on the first planned day; on the second a clock change skips M."""
    world = pair()
    ends = world.shift_end.copy()
    ends[3, 0] = world.shift_start[3, 0]
    available = world.available.copy()
    available[:, 2] = False
    available[:, 3, 0] = False
    return pair(shift_end=ends, available=available)


def skilled(serves: np.ndarray) -> Problem:
    """Each of the two is a skill group, and there are two queues."""
    return pair(demand=skilled_demand(serves), group=np.array([0, 1]), queue_names=("a", "b"))


ONE_TEMPLATE: dict[str, Any] = {"shift_template": np.array([0, 0]), "labour": Labour(template_names=("M",))}
LEAVE: dict[str, Any] = {"on_leave": ~flags((2, 5), (0, 2)), "employed": flags((2, 5), (1, 4))}

CASES: list[Case] = [
    ("with_mentor", {"minutes": 600, "weight": "hard"}, lambda: training(off=((1, 3),)), "pair"),
    ("with_mentor", {"minutes": 120}, overlapping, "pair"),
    ("with_mentor", {"minutes": 121}, overlapping, "pair"),
    ("together", {"people": BOTH}, pair, "pair"),
    ("together", {"people": (*BOTH, "agent1", "elsewhere")}, lambda: pair(**LEAVE), "pair"),
    ("together", {"people": BOTH, "weight": "hard"}, lambda: pair(**ONE_TEMPLATE), "pair"),
    ("apart", {"people": BOTH}, pair, "pair"),
    ("apart", {"people": BOTH, "on": "day"}, pair, "pair"),
    ("apart", {"people": (*BOTH, "agent0"), "weight": "hard"}, lambda: pair(**ONE_TEMPLATE), "pair"),
    ("people_used", {"min": 1, "max": 1}, pair, "pair"),
    ("people_per_shift", {"min": 1, "max": 1, "weekdays": ("tuesday", "friday")}, pair, "pair"),
    ("people_per_shift", {"shifts": ("M", "N"), "min": 1, "weight": 2}, with_closed_days, "pair"),
    ("people_per_day", {"min": 1, "max": 1}, pair, "pair"),
    ("people_per_day", {"min": 2, "weekdays": ("wednesday", "thursday"), "weight": 2}, with_closed_days, "pair"),
    ("people_with_skill", {"queue": "a", "shifts": ("M",)}, lambda: skilled(NESTED), "pair"),
    ("people_with_skill", {"queue": "b", "shifts": ("N",), "weight": 2}, lambda: skilled(APART), "pair"),
    ("people_with_skill", {"queue": "q", "min": 2, "shifts": ("M",), "weight": 2}, with_closed_days, "pair"),
]
AT_THE_EDGE: list[tuple[str, dict[str, Any]]] = []
