"""Small desks to judge, and the plain simulators to judge the judge by."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from staffing.simulate.desk import Desk

DAY = 1440


def _beside(name: str) -> Any:
    """A module beside this file: tests are not a package that could be imported from."""
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"simulate_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def by_hand() -> Callable[..., Any]:
    """Run a replication through the plain simulator, to the end of the run or another minute."""

    def run(desk: Desk, replication: Any, end: float | None = None) -> Any:
        return reference.Simulation(desk, replication, float(desk.interval_start[-1] if end is None else end)).run()

    return run


@pytest.fixture(scope="session")
def skilled_by_hand() -> Callable[..., Any]:
    """Run a replication through the plain simulator that knows skills and clocks."""
    return lambda desk, replication: skilled_reference.SkilledSimulation(desk, replication).run()


reference, skilled_reference = _beside("reference"), _beside("skilled_reference")

Shift = tuple[int, int, list[tuple[int, int]]]
"""Agent, day of the absence draw, and the on-queue stretches."""


def hours(start: int, end: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The full hours in between, and both ends."""
    return np.unique([start, *range(-(-start // 60) * 60, end, 60), end])


def build_desk(
    shifts: list[Shift], *, agents: int = 1, weeks: int = 1, before: int = 0, tail: int = 1440, **changes: Any
) -> Desk:
    """A desk with hourly arrivals, one queue of 30-minute cases due in a day, nobody ever absent.

    The run starts so many minutes before the plan and ends so many after it.
    """
    rows = sorted(
        (agent, start, end, number, day)
        for number, (agent, day, stretches) in enumerate(shifts)
        for start, end in stretches
    )
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    queues = len(changes.get("handle_mean", [30.0]))
    values: dict[str, Any] = {
        "agent_names": tuple(f"agent{a}" for a in range(agents)),
        "queue_names": tuple(f"queue{q}" for q in range(queues)),
        "day_start": np.arange(7 * weeks + 1) * DAY,
        "interval_start": hours(-before, 7 * weeks * DAY + tail),
        "segment_agent": columns[0],
        "segment_start": columns[1],
        "segment_end": columns[2],
        "segment_shift": columns[3],
        "segment_day": columns[4],
        "paid_minutes": np.full(agents, 2400 * weeks),
        "deadline_minutes": [DAY] * queues,
        "handle_mean": [30.0] * queues,
        "handle_cv": [0.0] * queues,
        "opening_queue": [0] * len(changes.get("opening_created", [])),
        "opening_created": [],
        "absence": 0.0,
        "in_shift": 0.0,
        "order": "oldest_first",
        "at_shift_end": "handover",
        "urgent_age_minutes": 72 * 60,
    }
    return Desk(**(values | changes))


def always_on(agents: int, weeks: int = 1, tail_days: int = 1) -> list[Shift]:
    """One shift for each agent that lasts the whole run."""
    return [(agent, 0, [(0, (7 * weeks + tail_days) * DAY)]) for agent in range(agents)]


@pytest.fixture(scope="session")
def make_desk() -> Callable[..., Desk]:
    return build_desk


@pytest.fixture(scope="session")
def around_the_clock() -> Callable[..., Desk]:
    """Agents who are always on queue."""

    def make(agents: int, weeks: int = 1, tail_days: int = 1, **changes: Any) -> Desk:
        shifts = always_on(agents, weeks, tail_days)
        return build_desk(shifts, agents=agents, weeks=weeks, tail=tail_days * DAY, **changes)

    return make


@pytest.fixture(scope="session")
def random_desk() -> Callable[..., Desk]:
    """A desk of any kind: queues, breaks, nights over midnight, absences and open cases from a seed."""

    def make(seed: int, order: str, at_shift_end: str, before: int = 0) -> Desk:
        rng = np.random.default_rng(seed)
        agents, queues, weeks = int(rng.integers(1, 7)), int(rng.integers(1, 4)), int(rng.integers(1, 3))
        shifts: list[Shift] = []
        for agent in range(agents):
            for day in range(-1 - -(-before // DAY), 7 * weeks + 2):
                if rng.random() < 0.7:
                    start = day * DAY + 15 * int(rng.integers(24, 92))
                    if shifts and shifts[-1][0] == agent and shifts[-1][2][-1][1] > start:
                        start = shifts[-1][2][-1][1]  # from one shift into the next
                    pause, length = 15 * int(rng.integers(0, 5)), 15 * int(rng.integers(4, 20))
                    shifts.append((agent, day, [(start, start + length), (start + length + pause, start + 2 * length)]))
        shifts = [s for s in shifts if s[2][1][0] < s[2][1][1]]
        opening = int(rng.integers(0, 25))
        return build_desk(
            shifts,
            agents=agents,
            weeks=weeks,
            before=before,
            tail=2 * DAY,
            deadline_minutes=rng.choice([240, 720, 1440, 2880], queues),
            handle_mean=rng.uniform(5, 120, queues),
            handle_cv=rng.choice([0.0, 0.5, 1.0, 2.0], queues),
            opening_queue=rng.integers(0, queues, opening),
            opening_created=-before - np.round(rng.exponential(1500, opening), 1),
            absence=float(rng.choice([0.0, 0.2])),
            in_shift=float(rng.choice([0.0, 0.12])),
            urgent_age_minutes=int(rng.choice([600, 2000, 100_000])),
            order=order,
            at_shift_end=at_shift_end,
        )

    return make


def business_clock(opening: int, closing: int, minutes: int, first: int = -9, last: int = 30) -> tuple[Any, Any]:
    """Corners for a deadline after so many minutes between opening and closing (minutes of the day), every day.

    The minutes must not be a whole number of days.
    """
    whole, rest = divmod(minutes, closing - opening)
    corners = []
    for day in range(first, last):
        start, due = day * DAY, (day + whole) * DAY
        turn = start + closing - rest
        corners += [(start + opening, due + opening + rest), (turn, due + closing)]
        corners += [(turn, due + DAY + opening), (start + closing, due + DAY + opening + rest)]
    clock_from, clock_until = np.array(corners, np.float64).T
    return clock_from, clock_until


@pytest.fixture(scope="session")
def skilled_desk(random_desk: Callable[..., Desk]) -> Callable[..., Desk]:
    """A random desk with up to four queues, in which agents serve some, at their own pace, by calendar or business."""

    def make(seed: int, order: str, at_shift_end: str, before: int = 0) -> Desk:
        desk = random_desk(seed, order, at_shift_end, before)
        rng = np.random.default_rng(seed + 1_000_000)
        agents, queues, opening = len(desk.agent_names), int(rng.integers(1, 5)), len(desk.opening_queue)
        proficiency = rng.choice([0.0, 0.0, 0.5, 0.8, 1.0, 1.25], (agents, queues))
        proficiency[np.arange(agents), rng.integers(0, queues, agents)] = rng.choice([0.5, 1.0], agents)
        clocks = [
            business_clock(540, 1020, int(rng.choice([90, 300, 500, 1000]))) if rng.random() < 0.5 else ([], [])
            for _ in range(queues)
        ]
        return replace(
            desk,
            queue_names=tuple(f"queue{q}" for q in range(queues)),
            deadline_minutes=rng.choice([240, 720, 1440, 2880], queues),
            handle_mean=rng.uniform(5, 120, queues),
            handle_cv=rng.choice([0.0, 0.5, 1.0, 2.0], queues),
            opening_queue=rng.integers(0, queues, opening),
            proficiency=proficiency,
            clock_from=tuple(start for start, _ in clocks),
            clock_until=tuple(until for _, until in clocks),
            queue_target=np.full(queues, np.nan),
        )

    return make


@pytest.fixture(scope="session")
def business() -> Callable[..., tuple[Any, Any]]:
    return business_clock
