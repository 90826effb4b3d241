"""Leave: the days of each week that people are known to be away, and what they usually take in a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from staffing.documents.hiring import WEEKS_A_YEAR, Hiring
from staffing.documents.people import Agent, Leave
from staffing.documents.team import Contract
from staffing.hiring.supply.cohort import Floats

Ints: TypeAlias = NDArray[np.int64]

LONG_DAYS = 28
"""Leave of so many days is no annual leave, but parental leave, say: nobody takes it every year."""
WEEKEND_DAYS = 2
"""Rows with no more days between them are one leave: weeks written Monday to Friday."""
LEAST_DAYS = 91
"""With less of a file than that, days per year would be a guess: one week off in a young file makes 52 of them."""
SICK = frozenset({"sick", "sickness", "sick leave", "illness"})
"""Kinds of leave that shrinkage counts already, as absence."""


def leave_by_agent(leave: Iterable[Leave]) -> dict[str, list[Leave]]:
    """The rows of each agent, by their start."""
    found: dict[str, list[Leave]] = {}
    for row in sorted(leave, key=lambda row: row.start):
        found.setdefault(row.agent_id, []).append(row)
    return found


def days_employed(agent: Agent, first_day: date, weeks: int) -> Ints:
    """The days of each week [W] on which the agent is employed."""
    days = np.arange(7 * weeks)
    start = 0 if agent.hired_on is None else (agent.hired_on - first_day).days
    end = 7 * weeks if agent.leaves_on is None else (agent.leaves_on - first_day).days
    return np.asarray(((days >= start) & (days <= end)).reshape(weeks, 7).sum(axis=1), dtype=np.int64)


def days_away(rows: Iterable[Leave], first_day: date, weeks: int) -> Ints:
    """The days of each week [W] in a row of leave, each counted once."""
    return np.asarray(_days(rows, first_day, 7 * weeks).reshape(weeks, 7).sum(axis=1), dtype=np.int64)


def _days(rows: Iterable[Leave], first_day: date, days: int) -> NDArray[np.bool_]:
    away = np.zeros(days, dtype=bool)
    for row in rows:
        away[max(0, (row.start - first_day).days) : max(0, (row.end - first_day).days + 1)] = True
    return away


def days_owed(employed: Ints, away: Ints, days_per_week: int) -> Floats:
    """The share of a week's contract still owed [W]: pro rata of the days employed, less a working day per leave day.

    As the roster counts it (build/people.py): Monday to Friday takes all of five days, and so does the whole week.
    """
    return np.maximum(0.0, employed / 7 - away / days_per_week)


def usual_leave_days(
    hiring: Hiring, agents: Sequence[Agent], contracts: Mapping[str, Contract], leave: Sequence[Leave], now: date
) -> tuple[float, str]:
    """Working days of annual leave that one person takes in a year, and where that comes from.

    As team.yaml says; else what leave.csv shows per person and year of the last 52 weeks, or since its first row,
    long and sick leave aside; else 0, assumed.
    """
    if hiring.leave_days is not None:
        return hiring.leave_days, "team.yaml"
    since = max(now - timedelta(days=7 * WEEKS_A_YEAR), min((row.start for row in leave), default=now))
    days = (now - since).days
    if days < LEAST_DAYS:
        return 0.0, "assumed"
    rows = leave_by_agent(row for row in leave if row.kind.strip().casefold() not in SICK)
    taken = years = 0.0
    for agent in agents:
        start = 0 if agent.hired_on is None else max(0, (agent.hired_on - since).days)
        end = days if agent.leaves_on is None else min(days, (agent.leaves_on - since).days + 1)
        years += max(0, end - start) / (7 * WEEKS_A_YEAR)
        for chain in _chains(rows.get(agent.agent_id, [])):
            taken += _working_days(chain, since, days, contracts[agent.contract].days_per_week)
    return (taken / years, "leave.csv") if years > 0 else (0.0, "assumed")


def _chains(rows: list[Leave]) -> list[list[Leave]]:
    """Rows, in order of their start, that follow each other but for a weekend."""
    chains: list[list[Leave]] = []
    end = date.min
    for row in rows:
        if not chains or (row.start - end).days > WEEKEND_DAYS + 1:
            chains.append([])
            end = row.end
        chains[-1].append(row)
        end = max(end, row.end)
    return chains


def _working_days(chain: list[Leave], since: date, days: int, days_per_week: int) -> int:
    """Those of one leave within so many days: of each seven days at most the contract's; none of a long leave."""
    first, last = chain[0].start, max(row.end for row in chain)
    if (last - first).days + 1 >= LONG_DAYS:
        return 0
    inside = _days(chain, since, days)
    span = int(np.ptp(np.flatnonzero(inside))) + 1 if inside.any() else 0
    return min(int(inside.sum()), span // 7 * days_per_week + min(days_per_week, span % 7))
