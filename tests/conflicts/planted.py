"""Conflicts planted into a problem that can be met, each with its members, certified by the engine's own model.

A planting is one that cannot be met, and that can be met as soon as any one of its members is taken out. Then every
set that cannot hold together has all of them, and there is no other smallest one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from staffing.problem import OFF, Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.agent.minutes_in_period import MinutesInPeriod
from staffing.rules.agent.weekly_rest_days import WeeklyRestDays
from staffing.rules.applied import Applied
from staffing.rules.bound import Bound
from staffing.rules.model import Model
from tests.conflicts.worlds import SMALL, busy_world, hard_rules, roster_that_meets, stretch

Name = tuple[str, int, int]
"""Rule, agent and day of a member."""
M, L, N, B = range(4)


@dataclass(frozen=True, eq=False)
class Planting:
    """A problem that cannot be met, and what stands in the way."""

    kind: str
    problem: Problem
    rules: tuple[Rule, ...]
    members: frozenset[Name]


class Lifted(Rule):
    """A rule without its bounds for one agent and day."""

    whole: Rule
    agent: int
    day: int
    kind: ClassVar = "agent"
    law: ClassVar = "A rule may be lifted."
    unit: ClassVar = "as of the rule"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        return iter(())

    def bounds(self, model: Model) -> Iterator[Bound]:
        for bound in self.whole.bounds(model):
            if (bound.agent, bound.day) != (self.agent, self.day) and (bound.agent != self.agent or self.day >= 0):
                yield bound


def planted(agents: int, weeks: int, kind: str, seed: int) -> Planting:
    """One conflict of a kind in a world of its own; drawn again until it is certified."""
    for turn in range(50):
        try:
            problem, roster = busy_world(agents, weeks, 1000 * seed + turn)
            planting = KINDS[kind](problem, roster, np.random.default_rng([seed, turn]))
            if planting is not None and certified(planting):
                return planting
        except TimeoutError:
            continue
    raise AssertionError(f"no {kind} could be planted")


def certified(planting: Planting) -> bool:
    """Whether there is no roster, but one without any member."""
    if roster_that_meets(planting.problem, planting.rules) is not None:
        return False
    without = (lifted(planting.problem, planting.rules, member) for member in planting.members)
    return all(roster_that_meets(problem, rules) is not None for problem, rules in without)


def lifted(problem: Problem, rules: Sequence[Rule], member: Name) -> tuple[Problem, list[Rule]]:
    """The problem without one member; a day of leave is taken from the tables, as nights run into it."""
    name, agent, day = member
    if name == "leave":
        leave = problem.on_leave.copy()
        leave[agent, day] = False
        return replace(problem, on_leave=leave), list(rules)
    changed = [Lifted(rule=name, whole=rule, agent=agent, day=day) if rule.rule == name else rule for rule in rules]
    return problem, changed


def _with(
    kind: str,
    problem: Problem,
    members: Sequence[Name],
    *more: Rule,
    pins: Sequence[tuple[int, int, int]] = (),
    **changes: Any,
) -> Planting:
    """The planting with pins (agent, planned day, shift) besides the changes."""
    table = problem.pins.copy()
    for agent, day, shift in pins:
        table[agent, day] = shift
    return Planting(kind, replace(problem, pins=table, **changes), tuple(hard_rules(*more)), frozenset(members))


def _free_day(problem: Problem, roster: Roster, draw: np.random.Generator) -> tuple[int, int] | None:
    """An agent of the first site and a planned day on which nothing is known of them, and on which they are off."""
    open_ = problem.available.all(axis=2) & ~problem.on_leave
    free = open_[:-SMALL, problem.history_days :] & (problem.pins[:-SMALL] == OFF) & ~roster.work[:-SMALL].any(axis=2)
    found = np.argwhere(free)
    return tuple(map(int, found[draw.integers(len(found))])) if len(found) else None  # type: ignore[return-value]


def _unpinned(problem: Problem, draw: np.random.Generator) -> int | None:
    """An agent of the first site without pin and leave, who may do everything."""
    known = (problem.pins != OFF).any(axis=1) | problem.on_leave.any(axis=1) | ~problem.contract_allows.all(axis=1)
    known |= ~problem.available.all(axis=(1, 2))
    found = np.flatnonzero(~known[:-SMALL])
    return int(found[draw.integers(len(found))]) if len(found) else None


def _pin_on_leave(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    spot = _free_day(problem, roster, draw)
    if spot is None:
        return None
    leave, at = problem.on_leave.copy(), problem.history_days + spot[1]
    leave[spot[0], at] = True
    members = [("pins", spot[0], at), ("leave", spot[0], at)]
    return _with("pin on leave", problem, members, pins=[(*spot, int(draw.integers(3)))], on_leave=leave)


def _night_into_leave(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    spot = _free_day(problem, roster, draw)
    if spot is None or spot[1] + 1 == problem.days or not problem.contract_allows[spot[0], N]:
        return None
    leave, at = problem.on_leave.copy(), problem.history_days + spot[1]
    leave[spot[0], at + 1] = True
    members = [("pins", spot[0], at), ("leave", spot[0], at + 1)]
    return _with("night into leave", problem, members, pins=[(*spot, N)], on_leave=leave)


def _pin_not_available(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    spot = _free_day(problem, roster, draw)
    if spot is None:
        return None
    available, at, shift = problem.available.copy(), problem.history_days + spot[1], int(draw.integers(3))
    available[spot[0], at, shift] = False
    members = [("pins", spot[0], at), ("availability", spot[0], at)]
    return _with("pin not available", problem, members, pins=[(*spot, shift)], available=available)


def _pin_not_in_contract(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    spot = _free_day(problem, roster, draw)
    if spot is None or (roster.work[spot[0], :, N]).any():
        return None
    allows, at = problem.contract_allows.copy(), problem.history_days + spot[1]
    allows[spot[0], N] = False
    members = [("pins", spot[0], at), ("allowed_shifts", spot[0], -1)]
    return _with("pin not in contract", problem, members, pins=[(*spot, N)], contract_allows=allows)


def _pin_elsewhere(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    spot = _free_day(problem, roster, draw)
    if spot is None:
        return None
    members = [("pins", spot[0], problem.history_days + spot[1])]
    return _with("pin at another site", problem, members, pins=[(*spot, B)])


def _pins_without_rest(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    agent = _unpinned(problem, draw)
    if agent is None:
        return None
    day = int(draw.integers(problem.days - 1))
    first, then = ((L, M), (N, M), (N, L))[draw.integers(3)]
    at = problem.history_days + day
    members = [("pins", agent, at), ("pins", agent, at + 1), ("min_rest", agent, at + 1)]
    return _with("pins without rest", problem, members, pins=[(agent, day, first), (agent, day + 1, then)])


def _no_rest_from_history(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    agent = _unpinned(problem, draw)
    if agent is None:
        return None
    history = problem.history.copy()
    history[agent, -1] = N
    members = [("pins", agent, problem.history_days), ("min_rest", agent, problem.history_days)]
    return _with("no rest after the history", problem, members, pins=[(agent, 0, M)], history=history)


def _run_from_history(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    agent = _unpinned(problem, draw)
    if agent is None:
        return None
    history = problem.history.copy()
    history[agent, -5:] = M
    at = problem.history_days
    members = [("pins", agent, at), ("pins", agent, at + 1), ("max_consecutive_days", agent, at + 1)]
    return _with("run from the history", problem, members, pins=[(agent, 0, M), (agent, 1, M)], history=history)


def _guaranteed(
    kind: str, problem: Problem, draw: np.random.Generator, minutes: int
) -> tuple[int, int, int, dict[str, Any]] | None:
    """An agent, a week, its first day, and the changes that guarantee so many minutes then."""
    agent, week = _unpinned(problem, draw), int(draw.integers(problem.weeks))
    if agent is None:
        return None
    guaranteed = problem.minutes_guaranteed.copy()
    guaranteed[agent, week] = minutes
    return agent, week, int(problem.days_of(week)[0]), {"minutes_guaranteed": guaranteed}


def _impossible_guarantee(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    spot = _guaranteed("", problem, draw, 7 * 480 + 1)
    if spot is None:
        return None
    agent, _, first, changes = spot
    return _with("guarantee above all days", problem, [("guaranteed_minutes", agent, first)], **changes)


def _guarantee_above_days(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    spot = _guaranteed("", problem, draw, 2400)
    if spot is None:
        return None
    agent, week, first, changes = spot
    due = problem.days_due.copy()
    due[agent, week] = 4
    members = [("guaranteed_minutes", agent, first), ("contract_days", agent, first)]
    return _with("guarantee above days due", problem, members, days_due=due, **changes)


def _guarantee_above_minutes(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    spot = _guaranteed("", problem, draw, 2400)
    if spot is None:
        return None
    agent, week, first, changes = spot
    due = problem.minutes_due.copy()
    due[agent, week] = 2300
    members = [("guaranteed_minutes", agent, first), ("contract_minutes", agent, first)]
    return _with("guarantee above minutes due", problem, members, minutes_due=due, **changes)


def _guarantee_and_rest(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    spot = _guaranteed("", problem, draw, 2400)
    if spot is None:
        return None
    agent, _, first, changes = spot
    name = "weekly_rest_days:own"
    rest = Applied.of(WeeklyRestDays(days=3, label="own"), name, agents=(problem.agent_names[agent],))
    members = [("guaranteed_minutes", agent, first), (name, agent, first)]
    return _with("guarantee and days off", problem, members, rest, **changes)


def _guarantee_and_absence(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    spot = _guaranteed("", problem, draw, 2400)
    if spot is None:
        return None
    agent, _, first, changes = spot
    away, off, other = (int(day) for day in first + draw.choice(7, 3, replace=False))
    leave, available = problem.on_leave.copy(), problem.available.copy()
    leave[agent, away] = True
    available[agent, [off, other]] = False
    members = [("guaranteed_minutes", agent, first), ("leave", agent, away)]
    members += [("availability", agent, off), ("availability", agent, other)]
    return _with("guarantee, leave, availability", problem, members, on_leave=leave, available=available, **changes)


def _minutes_and_pins(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    agent = _unpinned(problem, draw)
    if agent is None:
        return None
    name = "minutes_in_period:own"
    rule = Applied.of(MinutesInPeriod(max=960, label="own"), name, agents=(problem.agent_names[agent],))
    guaranteed = problem.minutes_guaranteed.copy()
    guaranteed[agent] = 0
    days = [int(day) for day in draw.choice(7, 3, replace=False)]
    members = [("pins", agent, problem.history_days + day) for day in days]
    members.append((name, agent, problem.history_days + 6))
    pins = [(agent, day, M) for day in days]
    return _with("minutes and pins", problem, members, rule, pins=pins, minutes_guaranteed=guaranteed)


def _cover_and_leave(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    day, at = (day := int(draw.integers(problem.days))), problem.history_days + day
    people = range(problem.agents - SMALL, problem.agents)
    leave = problem.on_leave.copy()
    leave[list(people), at] = True
    members = [("min_on_queue", -1, at), *(("leave", agent, at) for agent in people)]
    cover = (*problem.cover, stretch(problem, day, B, 1))
    return _with("cover and leave", problem, members, on_leave=leave, cover=cover)


def _cover_leave_and_hours(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    day, at = (day := int(draw.integers(problem.days))), problem.history_days + day
    on_leave, off = problem.agents - 1, problem.agents - 2
    leave, available = problem.on_leave.copy(), problem.available.copy()
    leave[on_leave, at], available[off, at] = True, False
    members = [("min_on_queue", -1, at), ("leave", on_leave, at), ("availability", off, at)]
    cover = (*problem.cover, stretch(problem, day, B, 2))
    return _with("cover, leave, availability", problem, members, on_leave=leave, available=available, cover=cover)


def _cover_above_people(problem: Problem, roster: Roster, draw: np.random.Generator) -> Planting | None:
    day = int(draw.integers(problem.days))
    cover = (*problem.cover, stretch(problem, day, B, SMALL + 1))
    return _with("cover above people", problem, [("min_on_queue", -1, problem.history_days + day)], cover=cover)


KINDS: dict[str, Callable[[Problem, Roster, np.random.Generator], Planting | None]] = {
    "pin on leave": _pin_on_leave,
    "night into leave": _night_into_leave,
    "pin not available": _pin_not_available,
    "pin not in contract": _pin_not_in_contract,
    "pin at another site": _pin_elsewhere,
    "pins without rest": _pins_without_rest,
    "no rest after the history": _no_rest_from_history,
    "run from the history": _run_from_history,
    "guarantee above all days": _impossible_guarantee,
    "guarantee above days due": _guarantee_above_days,
    "guarantee above minutes due": _guarantee_above_minutes,
    "guarantee and days off": _guarantee_and_rest,
    "guarantee, leave, availability": _guarantee_and_absence,
    "minutes and pins": _minutes_and_pins,
    "cover and leave": _cover_and_leave,
    "cover, leave, availability": _cover_leave_and_hours,
    "cover above people": _cover_above_people,
}
