"""Small hiring programs, and all the plans there are."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from staffing.hiring.starts.program import Ints, Program


def plain(need: list[list[float]], **changes: object) -> Program:
    """One role whose people work fully from their first week on and never leave; a row of `need` is a case."""
    cases = np.array([need], dtype=np.float64)
    weeks = cases.shape[2]
    one = np.ones(1)
    program = Program(
        planned=weeks,
        need=cases,
        at_hand=np.zeros((1, weeks)),
        fte=np.ones((1, weeks)),
        employed=np.ones((1, weeks)),
        may_start=np.ones((1, weeks), dtype=bool),
        training_weeks=0,
        class_min=1,
        class_max=10,
        trainers=10,
        wage=one,
        per_hire=0 * one,
        per_class=0 * one,
        short=2 * one,
        overtime_share=0.0,
        overtime_price=1.5 * one,
        outsourced_most=0 * one,
        outsourced_price=1.5 * one,
    )
    return replace(program, **changes)  # type: ignore[arg-type]


def drawn(seed: int) -> Program:
    """A random program of 1 or 2 roles with few enough plans to try them all."""
    draw = np.random.default_rng(seed)
    roles = 1 + int(draw.random() < 0.4)
    weeks = int(draw.integers(3, 7)) if roles == 1 else 3
    largest = 3 if weeks <= 5 and roles == 1 else 2
    cases, leave = int(draw.integers(1, 4)), float(draw.choice([0.0, 0.05, 0.2]))
    learning, slow = int(draw.integers(0, 3)), float(draw.choice([0.5, 0.8, 1.0]))
    age = np.arange(weeks + int(draw.integers(0, 2)))
    employed = (1 - leave) ** age
    fte = np.where(age < learning, draw.choice([0.0, -0.1]), np.where(age == learning, slow, 1.0)) * employed
    at_hand = draw.uniform(2, 6, (roles, weeks))
    class_max = int(draw.integers(1, largest + 1))

    def prices(low: float, high: float) -> np.ndarray:
        return np.round(draw.uniform(low, high, roles), 2) * float(10.0 ** (seed % 10))

    return Program(
        planned=int(draw.integers(2, weeks + 1)),
        need=draw.uniform(-1, 5, (roles, cases, weeks)),
        at_hand=at_hand,
        fte=np.tile(fte, (roles, 1)),
        employed=np.tile(employed, (roles, 1)),
        may_start=draw.random((roles, weeks)) < 0.9,
        training_weeks=learning,
        class_min=int(draw.integers(1, class_max + 1)),
        class_max=class_max,
        trainers=1 if class_max * 2 > largest else int(draw.integers(1, 3)),
        wage=prices(0.5, 1.5),
        per_hire=prices(0, 2),
        per_class=prices(0, 2),
        short=prices(2, 10),
        overtime_share=float(draw.choice([0.0, 0.1, 0.3])),
        overtime_price=prices(1, 4),
        outsourced_most=draw.choice([0.0, 0.5, 2.0], roles),
        outsourced_price=prices(1, 4),
        most_hires=None if draw.random() < 0.5 else int(draw.integers(0, 6)),
        most_money=None if draw.random() < 0.5 else float(draw.uniform(0, 15)) * float(10.0 ** (seed % 10)),
    )


def plans(program: Program) -> Iterator[tuple[Ints, Ints]]:
    """All people and classes that keep the limits, each with the fewest classes; written without the solver's parts."""
    roles, weeks = program.may_start.shape
    sizes = [
        sorted(
            {n for z in range(program.trainers + 1) for n in range(program.class_min * z, program.class_max * z + 1)}
        )
        if may
        else [0]
        for may in program.may_start.ravel()
    ]
    for flat in itertools.product(*sizes):
        people = np.array(flat, dtype=np.int64).reshape(roles, weeks)
        classes = -(-people // program.class_max)
        if keeps(program, people, classes):
            yield people, classes


def keeps(program: Program, people: Ints, classes: Ints) -> bool:
    """Whether trainers and budget suffice, week by week and in plain sums."""
    busy = max(1, program.training_weeks)
    for week in range(people.shape[1]):
        if classes[:, max(0, week - busy + 1) : week + 1].sum() > program.trainers:
            return False
    hires, begun = people[:, : program.planned].sum(axis=1), classes[:, : program.planned].sum(axis=1)
    if program.most_hires is not None and hires.sum() > program.most_hires:
        return False
    spent = hires @ program.per_hire + begun @ program.per_class
    return program.most_money is None or bool(spent <= program.most_money * (1 + 1e-9))


def price(program: Program, people: Ints, classes: Ints) -> float:
    """The cost of a plan as it is written down: loops, one case after the other."""
    roles, weeks = people.shape
    total = 0.0
    for role in range(roles):
        replacement = program.per_hire[role] + program.per_class[role] / program.class_max
        for start in range(weeks):
            for week in range(start, weeks):
                total += people[role, start] * program.wage[role] * program.employed[role, week - start]
            total += people[role, start] * program.per_hire[role] + classes[role, start] * program.per_class[role]
            total -= people[role, start] * replacement * program.employed[role, weeks - 1 - start]
        for week in range(weeks):
            brought = sum(program.fte[role, week - start] * people[role, start] for start in range(week + 1))
            total += sum(_gap(program, role, week, case, brought) for case in program.need[role]) / len(
                program.need[role]
            )
    return float(total)


def _gap(program: Program, role: int, week: int, case: np.ndarray, brought: float) -> float:
    left = max(0.0, case[week] - brought)
    most = program.overtime_share * max(0.0, program.at_hand[role, week] + brought)
    total = 0.0
    for cost, limit in sorted(
        [
            (program.overtime_price[role], most),
            (program.outsourced_price[role], program.outsourced_most[role]),
            (program.short[role], np.inf),
        ]
    ):
        used = min(left, limit)
        total, left = total + cost * used, left - used
    return float(total)
