"""The backlog with which the plan begins: simulated from now on, or taken as it is, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from staffing.build.opening import open_cases
from staffing.documents.workspace import Workspace
from staffing.plan import Outlook
from staffing.reports.plain_text import counted
from staffing.simulate.opening import OpenCases


@dataclass(frozen=True)
class Backlog:
    """Open cases at the plan's begin over the simulated days before it: mean, 5 and 95% quantile, and their work."""

    mean: float
    p05: float
    p95: float
    work_hours: float


def backlog_of(cases: OpenCases) -> Backlog:
    """The distribution over the replications."""
    counts = np.bincount(cases.replication, minlength=cases.replications)
    low, high = np.quantile(counts, [0.05, 0.95])
    hours = float(cases.minutes.sum()) / cases.replications / 60
    return Backlog(float(counts.mean()), float(low), float(high), hours)


def open_ages(workspace: Workspace) -> list[float]:
    """Ages in hours of the open cases, as the log last knew them, oldest first."""
    return [age for _, age in open_cases(workspace)]


def opening_sentences(outlook: Outlook) -> Iterator[str]:
    """What is open when the plan begins, and how that is known."""
    workspace, bridge = outlook.workspace, outlook.bridge
    ages = open_ages(workspace)
    when = f"{workspace.first_day:%A} {workspace.first_day}"
    known = f"{workspace.known_until:%Y-%m-%d %H:%M}"
    if outlook.open_cases is None:
        held = f"{counted(len(ages), 'open case')}, the oldest {ages[0]:.1f} h old" if ages else "no open case"
        yield (
            f"The backlog at the start of {when} is taken to be that of {known}, with its ages: {held}. The days "
            f"between are not simulated: {bridge.reason}."
        )
        return
    found = backlog_of(outlook.open_cases)
    yield (
        f"{counted(len(ages), 'case')} {'is' if len(ages) == 1 else 'are'} open at {known}; simulated from then to "
        f"{when} with the published roster: on average {found.mean:.1f} open then (5 to 95% of simulations: "
        f"{found.p05:.0f} to {found.p95:.0f}), {found.work_hours:.1f} h of work."
    )
    if bridge.repeated:
        days = "this day" if len(bridge.repeated) == 1 else "these days"
        yield (
            f"Nobody is published for {days}, so the last published week was taken to come again: "
            f"{_days(bridge.repeated)}."
        )


def opening_record(outlook: Outlook) -> dict[str, Any]:
    """The same as plain data; the distribution is None where nothing is simulated, and `reason` says why."""
    found = None if outlook.open_cases is None else backlog_of(outlook.open_cases)
    return {
        "now": len(open_ages(outlook.workspace)),
        "simulated": found is not None,
        "mean": None if found is None else found.mean,
        "p05": None if found is None else found.p05,
        "p95": None if found is None else found.p95,
        "work_hours": None if found is None else found.work_hours,
        "repeated": [day.isoformat() for day in outlook.bridge.repeated],
        "reason": outlook.bridge.reason or None,
    }


def _days(days: tuple[date, ...]) -> str:
    """Days in a row as their first and last: `Fri 30 Oct to Sun 01 Nov`."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(f"{run[0]:%a %d %b}" + (f" to {run[-1]:%a %d %b}" if len(run) > 1 else "") for run in runs)
