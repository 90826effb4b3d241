"""Programs of made-up but plausible teams for the race of `hiring_program.py`, by seed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffing.hiring.starts.program import Program

CASES = 9
LEAD, TRAINING, RAMP = 14, 2, 26
"""Weeks from opening a requisition to the first day, in training, and from then on to full speed."""
LEAVE = 1 - 0.7 ** (1 / 52)
"""Weekly chance to leave, of 30% a year."""


def program_of(roles: int, planned: int, beyond: int, seed: int) -> Program:
    """Roles of 8 to 60 people, growth, seasons, two freezes, and a budget of some 40% of the team.

    The cases are factors on the workload, rising in spread with the distance, alike in all roles.
    """
    draw, weeks = np.random.default_rng(seed), planned + beyond
    week = np.arange(weeks)
    size = draw.uniform(8, 60, roles)
    growth = 1 + draw.uniform(-0.05, 0.25, roles)[:, None] * week / 52
    season = 1 + draw.uniform(0.0, 0.1, roles)[:, None] * np.sin(
        2 * np.pi * (week / 52 + draw.uniform(size=(roles, 1)))
    )
    demand = size[:, None] * growth * season * draw.normal(1, 0.02, (roles, weeks))
    spread = 0.04 + 0.06 * np.minimum(1.0, week / 52)
    cases = 1 + np.linspace(-1.5, 1.5, CASES)[:, None] * spread
    at_hand = size[:, None] * (1 - LEAVE) ** week
    wage = draw.uniform(800, 1500, roles)
    heads = int(size.sum())
    return Program(
        planned=planned,
        need=demand[:, None, :] * cases - at_hand[:, None, :],
        at_hand=at_hand,
        fte=np.tile(_speed(weeks), (roles, 1)),
        employed=np.tile((1 - LEAVE) ** week, (roles, 1)),
        may_start=np.tile((week >= LEAD) & ~(week % 52 >= 48), (roles, 1)),
        training_weeks=TRAINING,
        class_min=2,
        class_max=8,
        trainers=max(1, roles // 3),
        wage=wage,
        per_hire=wage * 4,
        per_class=wage * 3,
        short=wage * 3,
        overtime_share=0.1,
        overtime_price=wage * 1.5,
        outsourced_most=np.full(roles, 1.0),
        outsourced_price=wage * 2.2,
        most_hires=round(heads * 0.4 * planned / 52),
        most_money=heads * 0.4 * planned / 52 * 5_500.0,
    )


def _speed(weeks: int) -> NDArray[np.float64]:
    """What one start brings so many weeks later, on average."""
    age = np.arange(weeks)
    ramp = np.minimum(1.0, 0.6 + 0.4 * (age - TRAINING) / (RAMP - 1))
    return np.where(age < TRAINING, 0.0, ramp) * (1 - LEAVE) ** age
