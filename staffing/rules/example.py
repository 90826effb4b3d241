"""The little world in which the examples of rules are shown: five days, M 06-14 and N 14-22, everybody may do all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from staffing.problem import OFF, Demand, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.example_facts import facts_of
from staffing.rules.rule import Rule

LETTERS = "MN"
"""A letter for each shift, as rosters are written in examples."""
BOTH = "*"
"""Stands for M and N on one day."""
DAYS = 5
SAID = "M is a shift 06-14, N a shift 14-22; days 4 and 5 are a weekend; each line is one agent, agent0 the first."
_STARTS = (360, 840)
_MINUTES = 480


def example_breaches(rule: Rule, text: str) -> Iterator[Violation]:
    """What a rule finds in a roster written as text, one line an agent and one letter a day."""
    world = facts_of(rule.rule).change(example_world(len(text.split())))
    yield from rule.violations(world, _roster(text, "".join(world.shift_names)))


def _roster(text: str, letters: str) -> Roster:
    """The roster as it is written, which may hold two shifts on one day."""
    work = Roster.parse(text.replace(BOTH, letters[0]), letters).work.copy()
    for agent, line in enumerate(text.split()):
        for day, letter in enumerate(line):
            if letter == BOTH:
                work[agent, day, :2] = True
    return Roster(work)


def example_world(agents: int) -> Problem:
    """The little world with so many agents, and nothing before it."""
    midnights = np.arange(DAYS + 1) * 1440
    starts = midnights[:-1, None] + np.array(_STARTS)
    paid = np.full(2, _MINUTES)
    return Problem(
        agent_names=tuple(f"agent{number}" for number in range(agents)),
        shift_names=tuple(LETTERS),
        queue_names=("q",),
        day_names=tuple(f"day {number + 1}" for number in range(DAYS)),
        history_days=0,
        day_start=midnights,
        week=np.zeros(DAYS, dtype=np.int64),
        weekend=np.arange(DAYS) >= DAYS - 2,
        shift_start=starts,
        shift_end=starts + _MINUTES,
        paid_minutes=np.tile(paid, (DAYS, 1)),
        credited_minutes=paid,
        late=np.array([False, True]),
        history=np.zeros((agents, 0), dtype=np.int64),
        contract_allows=np.ones((agents, 2), dtype=bool),
        available=np.ones((agents, DAYS, 2), dtype=bool),
        on_leave=np.zeros((agents, DAYS), dtype=bool),
        employed=np.ones((agents, DAYS), dtype=bool),
        contract_days=np.full(agents, 5),
        days_due=np.full((agents, 1), 3),
        minutes_due=np.full((agents, 1), 3 * _MINUTES),
        minutes_guaranteed=np.full((agents, 1), 2 * _MINUTES),
        pins=np.full((agents, DAYS), OFF),
        wishes=(),
        cover=(),
        demand=_demand(),
    )


def _demand() -> Demand:
    """Nothing to do, on a grid of three intervals a day."""
    nothing, intervals = np.zeros(0, dtype=np.int64), DAYS * 3
    return Demand(
        interval_minutes=480,
        class_names=("q",),
        queue_work=np.zeros((1, intervals), dtype=np.int64),
        queue_class=np.zeros(1, dtype=np.int64),
        work=np.zeros((1, intervals), dtype=np.int64),
        interval_day=np.arange(intervals) // 3,
        capacity=np.zeros((DAYS, 2, intervals + 3), dtype=np.int64),
        base_capacity=np.zeros(intervals + 3, dtype=np.int64),
        deadline=np.full(1, 3),
        maximum_age=6,
        opening_class=nothing,
        opening_work=nothing,
        opening_deadline=nothing,
        opening_age_limit=nothing,
    )
