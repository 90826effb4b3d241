"""Random tiny worlds for property tests: work of two classes, opening backlog of every age, leave, pins and wishes."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from staffing.problem import OFF, Demand, Flags, Integers, OvertimeBracket, Problem, Wish
from staffing.roster import Roster
from tests.rules.worlds import tiny_cover, tiny_demand, tiny_world

DAYS = 3
INTERVALS = 9
"""Of 8 hours each; a tail of three more follows."""


def some(draw: st.DrawFn, number: int, low: int, high: int) -> Integers:
    """That many integers of a range."""
    return np.array(draw(st.lists(st.integers(low, high), min_size=number, max_size=number)), dtype=np.int64)


def _one_of(draw: st.DrawFn, number: int) -> Flags:
    """One flag of that many set."""
    flags: Flags = np.arange(number) == draw(st.integers(0, number - 1))
    return flags


@st.composite
def demands(draw: st.DrawFn, classes: int | None = None) -> Demand:
    """Two classes with deadlines of their own; opening cohorts still open, late, and above the maximum age."""
    classes = classes or draw(st.integers(1, 2))
    maximum_age = draw(st.integers(3, 8))
    opening = draw(st.integers(0, 4))
    deadline = some(draw, opening, -5, 3)
    return tiny_demand(
        DAYS,
        some(draw, classes * INTERVALS, 0, 600),
        deadline=np.array([3, draw(st.integers(1, 3))][:classes]),
        maximum_age=maximum_age,
        opening_class=some(draw, opening, 0, classes - 1),
        opening_work=some(draw, opening, 1, 500),
        opening_deadline=deadline,
        opening_age_limit=deadline + maximum_age - 3,
        base_capacity=some(draw, INTERVALS + 3, 0, 1) * some(draw, INTERVALS + 3, 0, 300),
    )


@st.composite
def worlds(draw: st.DrawFn, classes: int | None = None) -> Problem:
    """Two agents and three days with a bit of everything that rules look at."""
    changes: dict[str, Any] = {
        "demand": draw(demands(classes)),
        "days_due": some(draw, 2, 0, 3).reshape(2, 1),
        "minutes_due": some(draw, 2, 0, 3).reshape(2, 1) * 500,
        "minutes_guaranteed": some(draw, 2, 0, 2).reshape(2, 1) * 470,
        "contract_days": some(draw, 2, 1, 5),
        "on_leave": _one_of(draw, 10).reshape(2, 5),
        "contract_allows": ~_one_of(draw, 8)[:4].reshape(2, 2),
        "cover": tiny_cover(DAYS, draw(st.integers(0, 2))),
        "wishes": tuple(draw(st.lists(_wishes(), max_size=3))),
        "wage": some(draw, 2, 0, 3) * 1000,
        "premium_names": ("night",),
        "premium": some(draw, 10, 0, 2).reshape(1, 5, 2) * 9000,
        "overtime_minutes": some(draw, 2, 0, 1).reshape(2, 1) * 480,
        "overtime_days": some(draw, 2, 0, 1).reshape(2, 1),
        "overtime_pay": ((OvertimeBracket(0, 50), OvertimeBracket(60, 100)),),
    }
    return tiny_world(2, DAYS, draw(st.sampled_from(("NM\nMN", "--\nMM", "NN\nNN"))), **changes)


def _wishes() -> st.SearchStrategy[Wish]:
    wanted = st.sampled_from(((OFF, False), (0, False), (1, False), (0, True), (1, True)))
    return st.builds(
        lambda agent, day, want, weight: Wish(agent, day, want[0], want[1], weight),
        st.integers(0, 1),
        st.integers(2, 4),
        wanted,
        st.integers(1, 9),
    )


def rosters() -> st.SearchStrategy[Roster]:
    """Any roster of two agents and three days with at most one shift a day."""
    cells = st.lists(st.integers(OFF, 1), min_size=2 * DAYS, max_size=2 * DAYS)
    return cells.map(lambda line: Roster.of(np.array(line).reshape(2, DAYS), 2))
