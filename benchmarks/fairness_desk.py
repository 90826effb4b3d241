"""A desk of eight over half a year: who is there, what days want, what people ask for, and a week of it to plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from staffing.labour import Labour
from staffing.problem import OFF, CoverStretch, Demand, Flags, Integers, Problem, Wish

EARLY, LATE, NIGHT = range(3)
STARTS = np.array([360, 840, 1320])
MINUTES = 480
CONTRACT_DAYS = np.array([5, 5, 5, 5, 5, 3, 3, 3])
LEAVE, JOINS, NO_NIGHTS = (1, range(9, 12)), (4, 8), 7
"""Agent and weeks; agent and first week; agent."""
HOLIDAYS = (10, 37, 74, 101, 129, 158)
MEMORY_DAYS = 182

Weeks: TypeAlias = Integers
"""[A, days] shift worked on each day so far, or OFF."""


@dataclass(frozen=True, eq=False)
class Desk:
    """Facts of all weeks: [A, days] employed and on leave, [A, S] shifts allowed, and the requests."""

    employed: Flags
    on_leave: Flags
    allows: Flags
    wishes: tuple[Wish, ...]

    @classmethod
    def of(cls, weeks: int, seed: int) -> Desk:
        """The desk; what people ask for is drawn from the seed: days off and shifts, most of them by three people."""
        days, people, random = 7 * weeks, len(CONTRACT_DAYS), np.random.default_rng(seed)
        employed, on_leave = np.ones((people, days), dtype=bool), np.zeros((people, days), dtype=bool)
        employed[JOINS[0], : 7 * JOINS[1]] = False
        for week in LEAVE[1]:
            on_leave[LEAVE[0], 7 * week : 7 * week + 7] = True
        allows = np.ones((people, 3), dtype=bool)
        allows[NO_NIGHTS, NIGHT] = False
        often = np.where(np.arange(people) < 3, 0.6, 0.3)
        wishes = []
        for agent, day in np.argwhere(random.random((people, days)) < often[:, None]).tolist():
            kind = int(random.integers(3))
            shift = (OFF, EARLY, LATE)[kind]
            if employed[agent, day] and not on_leave[agent, day]:
                wishes.append(Wish(agent, day, shift, kind == 2, 1))
        return cls(employed, on_leave, allows, tuple(wishes))

    def nothing(self) -> Weeks:
        """Nothing worked yet."""
        return np.zeros((len(self.employed), 0), dtype=np.int64)

    def carried(self, burden: str, worked: Weeks) -> tuple[Integers, Integers]:
        """[A] burdens of a kind so far, and [A] what they are held against: contract days present, or requests made."""
        days = worked.shape[1]
        if burden == "requests":
            return self._refused(worked)
        there = self.employed[:, :days] & ~self.on_leave[:, :days]
        owed = there.sum(axis=1) * CONTRACT_DAYS // 7
        day = np.arange(days)
        on = {
            "late_shifts": worked == LATE,
            "nights": worked == NIGHT,
            "weekends": (worked != OFF) & (day % 7 >= 5),
            "holidays": (worked != OFF) & np.isin(day, HOLIDAYS),
        }[burden]
        able = there[:, np.isin(day, HOLIDAYS)].any(axis=1) if burden == "holidays" else there.any(axis=1)
        if burden == "nights":
            able &= self.allows[:, NIGHT]
        return on.sum(axis=1), np.where(able, owed, 0)

    def _refused(self, worked: Weeks) -> tuple[Integers, Integers]:
        refused, made = np.zeros((2, len(worked)), dtype=np.int64)
        for wish in self.wishes:
            if wish.day < worked.shape[1]:
                made[wish.agent] += 1
                there = int(worked[wish.agent, wish.day])
                refused[wish.agent] += there == wish.shift if wish.avoid else there != wish.shift
        return refused, made


def week_problem(desk: Desk, week: int, worked: Weeks) -> Problem:
    """A week to plan, with what was worked before."""
    first = 7 * week
    past = min(first, MEMORY_DAYS)
    begin, total, people = first - past, past + 7, len(CONTRACT_DAYS)
    window = slice(begin, begin + total)
    midnights = (np.arange(total + 1) - past) * 1440
    starts = midnights[:-1, None] + STARTS
    employed, on_leave = desk.employed[:, window], desk.on_leave[:, window]
    present = (employed & ~on_leave)[:, past:].sum(axis=1)
    due = (CONTRACT_DAYS * present // 7)[:, None]
    asked = [wish._replace(day=wish.day - begin) for wish in desk.wishes if begin <= wish.day < begin + total]
    day = np.arange(begin, begin + total)
    return Problem(
        agent_names=tuple(f"agent{number}" for number in range(people)),
        shift_names=("early", "late", "night"),
        queue_names=(),
        day_names=tuple(f"day {number}" for number in day.tolist()),
        history_days=past,
        day_start=midnights,
        week=(np.arange(total) - past) // 7,
        weekend=day % 7 >= 5,
        shift_start=starts,
        shift_end=starts + MINUTES,
        paid_minutes=np.full((total, 3), MINUTES),
        credited_minutes=np.full(3, MINUTES),
        late=np.array([False, True, False]),
        history=worked[:, begin:first],
        contract_allows=desk.allows,
        available=np.ones((people, total, 3), dtype=bool),
        on_leave=on_leave,
        employed=employed,
        contract_days=CONTRACT_DAYS,
        days_due=due,
        minutes_due=due * MINUTES,
        minutes_guaranteed=due * 0,
        pins=np.full((people, 7), OFF),
        wishes=tuple(wish for wish in asked if wish.day >= past),
        past_wishes=tuple(wish for wish in asked if wish.day < past),
        cover=_cover(),
        demand=_no_demand(),
        labour=Labour(night=np.array([False, False, True]), holiday=np.isin(day, HOLIDAYS)[None]),
    )


def _cover() -> tuple[CoverStretch, ...]:
    """Two people early and late and one at night, one of each on a weekend day."""
    return tuple(
        CoverStretch(start := 1440 * day + int(STARTS[shift]), start + MINUTES, wanted, 0, ((day, shift),), day)
        for day in range(7)
        for shift, wanted in enumerate((1, 1, 1) if day >= 5 else (2, 2, 1))
    )


def _no_demand() -> Demand:
    """No backlog: the day wants people, not minutes."""
    none = np.zeros((0, 7), dtype=np.int64)
    empty = np.zeros(0, dtype=np.int64)
    return Demand(
        interval_minutes=1440,
        class_names=(),
        queue_work=none,
        queue_class=empty,
        work=none,
        interval_day=np.arange(7),
        capacity=np.zeros((7, 3, 7), dtype=np.int64),
        base_capacity=np.zeros(7, dtype=np.int64),
        deadline=empty,
        maximum_age=1,
        opening_class=empty,
        opening_work=empty,
        opening_deadline=empty,
        opening_age_limit=empty,
    )
