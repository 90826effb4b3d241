"""What a roster costs: the definition, person by person and kind by kind.

Weeks are measured as the contract measures them, in minutes by the clock (`credited_minutes`): the hour that a clock
change adds to a night, or takes from it, is neither paid nor lost. Of each agent and planned week

- `regular`: the minutes rostered, up to those due by contract, at the wage;
- `guaranteed`: the minutes guaranteed by contract but not rostered, which are paid all the same, at the wage;
- `overtime`: the minutes beyond those due, at the wage and what overtime adds to it. The brackets count the overtime of
  each week from zero.

On top of these come `night`, `weekend` and `holiday`, which count the minutes that really pass: what they add to the
wage for the paid minutes of the planned shifts that fall into their hours or days. Kinds add up; overtime at night has
both. A shift belongs to the week and the plan in which it starts. What leave is paid is not counted.

Amounts are worked out in whole numbers and rounded once, to cents, half up, for each agent and kind over the whole
plan. The cost of a roster is the sum of these rounded amounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from staffing.problem import Integers, OvertimeBracket, Problem
from staffing.roster import Roster

KINDS = ("regular", "guaranteed", "overtime")
"""Kinds of pay that every team has; the premiums of the problem follow them."""
UNITS = 60 * 100
"""Cents an hour x percent x minutes that make one cent."""


class Pay(NamedTuple):
    """What one agent is paid of one kind in the plan, in cents."""

    agent: int
    kind: str
    amount: int


def pay_of(problem: Problem, roster: Roster) -> tuple[Pay, ...]:
    """The whole pay, by agent and then by kind: `KINDS` and those premiums that the team has; zeros included."""
    premiums = np.einsum("ads,kds->ak", roster.work.astype(np.int64), problem.premium[:, problem.history_days :])
    week_sums = credited_in_weeks(problem, roster)
    found = []
    for agent in range(problem.agents):
        wage = int(problem.wage[agent])
        parts = dict(zip(KINDS, _of_weeks(problem, agent, week_sums[agent]), strict=True))
        parts |= {kind: int(units) for kind, units in zip(problem.premium_names, premiums[agent], strict=True)}
        found += [Pay(agent, kind, _cents(wage * units)) for kind, units in parts.items()]
    return tuple(found)


def paid_minutes_of(problem: Problem, roster: Roster) -> Integers:
    """[A] minutes paid for the planned shifts, as long as they really are."""
    minutes: Integers = (roster.work * problem.paid_minutes[problem.history_days :]).sum(axis=(1, 2))
    return minutes


def cost_of(problem: Problem, roster: Roster) -> int:
    """Cents of the whole plan: the sum of its pay."""
    return sum(pay.amount for pay in pay_of(problem, roster))


def credited_in_weeks(problem: Problem, roster: Roster) -> Integers:
    """[A, W] minutes rostered in each planned week, by the clock."""
    by_day: Integers = roster.work.astype(np.int64) @ problem.credited_minutes
    weeks = [by_day[:, problem.days_of(week) - problem.history_days].sum(axis=1) for week in range(problem.weeks)]
    return np.array(weeks, dtype=np.int64).reshape(problem.weeks, problem.agents).T


def wage_tenths(problem: Problem) -> Integers:
    """[A] wage of each agent in tenths of the mean wage: 10 for all where all are alike, or nobody's is known.

    At least 1: an hour that buys nothing is not to be worked, whatever it costs.
    """
    total = int(problem.wage.sum())
    if not total:
        return np.full(problem.agents, 10, dtype=np.int64)
    tenths: Integers = np.maximum(1, (20 * problem.wage * problem.agents + total) // (2 * total))
    return tenths


def bracket_steps(brackets: Sequence[OvertimeBracket]) -> Iterator[tuple[int, int]]:
    """Minutes of overtime a week from which on each minute adds so many percent more than before."""
    before = 0
    for bracket in brackets:
        if bracket.extra_percent != before:
            yield bracket.after_minutes, bracket.extra_percent - before
        before = bracket.extra_percent


def _of_weeks(problem: Problem, agent: int, weeks: Integers) -> tuple[int, int, int]:
    """Percent of the wage x minutes of each of `KINDS`, over all weeks."""
    regular = guaranteed = overtime = 0
    steps = list(bracket_steps(problem.overtime_pay[int(problem.agent_site[agent])]))
    for week, rostered in enumerate(map(int, weeks)):
        due, least = int(problem.minutes_due[agent, week]), int(problem.minutes_guaranteed[agent, week])
        beyond = max(0, rostered - due)
        regular += 100 * min(rostered, due)
        guaranteed += 100 * max(0, least - rostered)
        overtime += 100 * beyond + sum(percent * max(0, beyond - after) for after, percent in steps)
    return regular, guaranteed, overtime


def _cents(units: int) -> int:
    return (2 * units + UNITS) // (2 * UNITS)
