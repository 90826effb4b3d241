"""The integer program: how many start when, in which classes, at the lowest expected cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Program:
    """What may be decided over W weeks for R roles, and what it costs.

    People who start in the first `planned` weeks are told, and within the budget. The weeks after them only keep late
    starts from looking worthless.
    `need` [R, J, W]: full-time equivalents too few without planned starts (below 0: too many) in J equally likely
    cases. `at_hand` [R, W]: those expected without planned starts. `fte` and `employed` [R, A], A >= W: full-time
    equivalents that one start brings on average so many weeks later, and the chance to be paid then. `may_start`
    [R, W]. Of a class: `training_weeks`, `class_min`, `class_max` people, and at most `trainers` classes of all roles
    at a time. Money: `wage`, `per_hire`, `per_class`, `short` and `overtime_price`, `outsourced_price` per full-time
    equivalent and week [R] (`wage` per head and week); at most `overtime_share` of the hours at hand and
    `outsourced_most` full-time equivalents [R] of each. `most_hires` and `most_money` (hiring and classes) limit the
    starts in the planned weeks; None: no limit.
    """

    planned: int
    need: Floats
    at_hand: Floats
    fte: Floats
    employed: Floats
    may_start: Flags
    training_weeks: int
    class_min: int
    class_max: int
    trainers: int
    wage: Floats
    per_hire: Floats
    per_class: Floats
    short: Floats
    overtime_share: float
    overtime_price: Floats
    outsourced_most: Floats
    outsourced_price: Floats
    most_hires: int | None = None
    most_money: float | None = None


@dataclass(frozen=True, eq=False)
class Starts:
    """What the program decides: [R, W] people who start and classes that begin, and the expected stop-gaps.

    `overtime`, `outsourced`, `short` [R, W]: full-time equivalents, means over the cases. `cost` and `bound` are money;
    `parts` sum to `cost`.
    """

    people: Ints
    classes: Ints
    overtime: Floats
    outsourced: Floats
    short: Floats
    status: str
    cost: float
    bound: float
    limit_hit: str
    parts: tuple[tuple[str, float], ...]
