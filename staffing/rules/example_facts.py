"""What some rules need beside the little world to show anything: a night, a holiday, a request, a mentor, work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from staffing.labour import Labour
from staffing.problem import OFF, CoverStretch, Problem, Wish

Change = Callable[[Problem], Problem]


@dataclass(frozen=True)
class Facts:
    """What is so in the world of one rule's examples: in words, and in the problem."""

    said: str
    change: Change


def _same(problem: Problem) -> Problem:
    return problem


def _night(problem: Problem) -> Problem:
    """One more shift, 22-06."""
    days, agents = len(problem.day_names), problem.agents
    start = problem.day_start[:-1, None] + 1320
    grid = problem.demand.capacity
    demand = replace(problem.demand, capacity=np.concatenate([grid, np.zeros_like(grid[:, :1])], axis=1))
    return replace(
        problem,
        shift_names=(*problem.shift_names, "Z"),
        shift_start=np.hstack([problem.shift_start, start]),
        shift_end=np.hstack([problem.shift_end, start + 480]),
        paid_minutes=np.full((days, 3), 480),
        credited_minutes=np.full(3, 480),
        late=np.append(problem.late, False),
        contract_allows=np.ones((agents, 3), dtype=bool),
        available=np.ones((agents, days, 3), dtype=bool),
        shift_site=np.zeros(3, dtype=np.int64),
        shift_template=np.arange(3),
        premium=np.zeros((0, days, 3), dtype=np.int64),
        labour=Labour(night=np.array([False, False, True])),
        demand=demand,
    )


def _night_forbidden(problem: Problem) -> Problem:
    problem = _night(problem)
    labour = replace(problem.labour, no_nights=np.ones((problem.agents, problem.days), dtype=bool))
    return replace(problem, labour=labour)


def _holidays(*days: int) -> Change:
    def change(problem: Problem) -> Problem:
        holiday = np.isin(np.arange(problem.days) + 1, days)[None]
        return replace(problem, labour=replace(problem.labour, holiday=holiday))

    return change


def _wishes(*wishes: Wish) -> Change:
    return lambda problem: replace(problem, wishes=wishes)


def _off(agent: int, day: int) -> Wish:
    return Wish(agent, day - 1, OFF, avoid=False, weight=10)


def _mentor(problem: Problem) -> Problem:
    trainee = np.zeros((problem.agents, problem.days), dtype=bool)
    trainee[1] = True
    return replace(problem, labour=replace(problem.labour, mentor=np.array([-1, 0]), trainee=trainee))


def _break(problem: Problem) -> Problem:
    pause = (((600, 630),), ())
    labour = replace(problem.labour, breaks=pause, unpaid=pause)
    return replace(problem, credited_minutes=np.array([450, 480]), labour=labour)


def _contract(problem: Problem) -> Problem:
    return replace(problem, contract_allows=np.tile([True, False], (problem.agents, 1)))


def _away(field: str, value: bool, *days: int) -> Change:
    """A flag of [A, D] or [A, D, S] on some days of everybody."""

    def change(problem: Problem) -> Problem:
        flags = getattr(problem, field).copy()
        flags[:, [day - 1 for day in days]] = value
        return replace(problem, **{field: flags})

    return change


def _published(problem: Problem) -> Problem:
    pins = problem.pins.copy()
    pins[0, :2] = 0
    return replace(problem, pins=pins)


def _weekend_pay(problem: Problem) -> Problem:
    premium = 50 * problem.paid_minutes * problem.weekend[:, None]
    return replace(problem, premium_names=("weekend",), premium=premium[None])


def _open(problem: Problem) -> Problem:
    cover = [
        CoverStretch(start, start + 480, 1, 0, ((day, 0),), day, "06:00-14:00")
        for day, start in enumerate(problem.shift_start[:, 0].tolist())
    ]
    return replace(problem, cover=tuple(cover))


def _work(problem: Problem) -> Problem:
    """Five hours of work each morning, due by midnight; in an interval of 8 hours a shift adds what it has of it."""
    demand = problem.demand
    work = np.where(np.arange(demand.intervals) % 3 == 0, 300, 0)[None]
    capacity = demand.capacity.copy()
    for day in range(problem.days):
        capacity[day, 0, 3 * day : 3 * day + 2] = (120, 360)
        capacity[day, 1, 3 * day + 1 : 3 * day + 3] = (120, 360)
    return replace(problem, demand=replace(demand, queue_work=work, work=work, capacity=capacity))


_NIGHT = Facts("Z is a night shift 22-06.", _night)
_WORK = Facts("300 minutes of work come in on each morning, to be done on the same day.", _work)
_BREAK = Facts("M has an unpaid break of 30 minutes at 10:00, N has none.", _break)
_PUBLISHED = Facts("agent0 has M published on days 1 and 2, and was so told that the other days are off.", _published)
_NONE = Facts("", _same)

FACTS: dict[str, Facts] = {
    "allowed_shifts": Facts("the contract of agent0 has M only.", _contract),
    "availability": Facts("agent0 is not available on day 3.", _away("available", False, 3)),
    "break_in_shift": _BREAK,
    "daily_minutes": Facts(_BREAK.said + " The contract of agent0 has five days a week.", _break),
    "day_floor": _WORK,
    "employment": Facts("day 3 is the last day of agent0.", _away("employed", False, 4, 5)),
    "fair_holidays": Facts("days 3 and 4 are public holidays.", _holidays(3, 4)),
    "fair_nights": _NIGHT,
    "fair_requests": Facts(
        "both have asked for days 1 and 2 off.", _wishes(_off(0, 1), _off(0, 2), _off(1, 1), _off(1, 2))
    ),
    "free_beside_day_off": Facts("agent0 has asked for day 3 off.", _wishes(_off(0, 3))),
    "holiday_work": Facts("day 4 is a public holiday, and agent0 has not agreed to work on one.", _holidays(4)),
    "leave": Facts("agent0 is on leave on day 3.", _away("on_leave", True, 3)),
    "maximum_age": Facts(_WORK.said[:-1] + ", or late until the end of the next.", _work),
    "min_on_queue": Facts("one person is wanted from 06 to 14 on each day.", _open),
    "night_average": _NIGHT,
    "no_nights": Facts(_NIGHT.said[:-1] + ", and agent0 may not work at night.", _night_forbidden),
    "occupancy_cap": _WORK,
    "one_shift_a_day": Facts("* is M and N on one day.", _same),
    "paid_hours": Facts("960 minutes a week are guaranteed.", _same),
    "contract_days": Facts("three days are due by contract.", _same),
    "contract_minutes": Facts("1440 minutes are due by contract.", _same),
    "guaranteed_minutes": Facts("960 minutes a week are guaranteed.", _same),
    "pins": _PUBLISHED,
    "premium_pay": Facts("hours on a weekend are paid half as much again.", _weekend_pay),
    "published_changes": _PUBLISHED,
    "published_days_off": _PUBLISHED,
    "requests": Facts(
        "agent0 wants M on day 2 and day 4 off, each with a weight of 10.",
        _wishes(Wish(0, 1, 0, avoid=False, weight=10), _off(0, 4)),
    ),
    "resolution_rate": _WORK,
    "utilization_band": _WORK,
    "weekly_rest_days": Facts("the contract of agent0 has five days a week.", _same),
    "window_margin": Facts("by 16:00 of day 1 300 minutes are needed.", _work),
    "with_mentor": Facts("agent1 is in training, with agent0 as mentor.", _mentor),
}
"""The facts by the name of the rule; a rule without any is shown in the little world as it is."""


def facts_of(name: str) -> Facts:
    """The facts of a rule's examples."""
    return FACTS.get(name, _NONE)
