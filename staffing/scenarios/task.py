"""One scenario worked, here or in another process: applied, forecast, solved and simulated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from staffing.build.arrivals import fit_arrivals
from staffing.documents.people import Event
from staffing.documents.scenario import Scenario
from staffing.documents.workspace import Workspace
from staffing.executor import reporter
from staffing.outlook import Outlook, look_ahead
from staffing.plan import Found, Settings, find_roster, ways_out
from staffing.promise.extra import kept
from staffing.promise.remedies import Remedy, promisable
from staffing.promise.targets import missed
from staffing.read.workspace import check_same, read_workspace
from staffing.roster import Roster
from staffing.scenarios.apply import Applied, apply
from staffing.scenarios.figures import Figures, Samples, WayOut
from staffing.service.pay import cost_of, paid_minutes_of

if TYPE_CHECKING:
    from forecasts.fitting import Fitted
    from staffing.problem import Problem
    from staffing.simulate.service import Service


@dataclass(frozen=True)
class Source:
    """A workspace as it is to be read, wherever a task runs.

    `digests`: sha256 of its files, so that another copy of it does not pass for this one.
    """

    folder: str
    as_of: datetime | None
    week: date
    weeks: int
    digests: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Question:
    """A scenario of a base, and how to search and simulate; `with_way_out`: say what would keep a missed promise."""

    source: Source
    scenario: Scenario
    settings: Settings
    with_way_out: bool = False


def source_of(workspace: Workspace, as_of: datetime | None) -> Source:
    """Where a workspace is read from again; `as_of` as it was given."""
    digests = tuple(sorted(workspace.digests.items()))
    return Source(str(Path(workspace.folder).resolve()), as_of, workspace.first_day, workspace.weeks, digests)


def figures_of(question: Question) -> Figures:
    """Work one scenario: the same figures wherever it runs.

    Raises InputError for differences that lead nowhere or files that are others here, NoRosterError where no roster
    meets the hard rules, KeyboardInterrupt where the search was stopped.
    """
    applied = apply(base_of(question.source), question.scenario)
    outlook = outlook_of(question.source, applied)
    found = find_roster(outlook, question.settings, reporter())
    if found.calibrated.ended == "interrupt":
        raise KeyboardInterrupt
    helps = ways_out(outlook, found, question.settings) if question.with_way_out else ()
    return _figures(outlook, found, question.settings, applied.notes, _way_out(outlook.problem, helps))


@lru_cache(maxsize=2)
def base_of(source: Source) -> Workspace:
    """The base; read once for all its scenarios."""
    workspace = read_workspace(Path(source.folder), as_of=source.as_of, week=source.week, weeks=source.weeks)
    check_same(workspace.folder, workspace.digests, dict(source.digests))
    return workspace


@lru_cache(maxsize=2)
def _fitted(source: Source, events: tuple[Event, ...]) -> Fitted:
    """The log learnt with some events: nothing else that a scenario changes has a say in it."""
    return fit_arrivals(replace(base_of(source), events=events))


def outlook_of(source: Source, applied: Applied) -> Outlook:
    """What is known before any roster; the log is learnt again only where its events are others."""
    return look_ahead(applied.workspace, _fitted(source, applied.workspace.events))


def _figures(
    outlook: Outlook, found: Found, settings: Settings, notes: tuple[str, ...], way_out: WayOut | None
) -> Figures:
    problem, service, result = outlook.problem, found.service, found.calibrated.result
    targets = outlook.workspace.team.targets
    day, rate = service.worst_day
    return Figures(
        headcount=problem.agents,
        target=service.target,
        confidence=service.confidence,
        rate_mean=service.rate_mean,
        rate_ci=service.rate_ci,
        rate_p05=service.rate_p05,
        rate_p95=service.rate_p95,
        probability_met=service.probability_met,
        probability_lower=service.probability_lower,
        met=service.met,
        missed=missed(service, targets),
        worst_day=(outlook.axis.date_of(problem.history_days + day), rate),
        oldest_hours_p95=service.oldest_hours_p95,
        utilization=service.team_utilization,
        occupancy=service.occupancy,
        band=(targets.utilization.min, targets.utilization.max),
        paid_hours=int(paid_minutes_of(problem, found.roster).sum()) / 60,
        cost=cost_of(problem, found.roster) / 100,
        promisable_rate=promisable(service).rate,
        price=result.objective or 0,
        bound=result.bound,
        limit_hit=result.limit_hit,
        attempts=len(found.calibrated.attempts),
        replications=service.replications,
        requirement=outlook.requirement.needs,
        notes=notes,
        way_out=way_out,
        samples=_samples(service, found.roster, settings.seed),
    )


def _samples(service: Service, roster: Roster, seed: int) -> Samples:
    """By replication. Occupancy is a ratio of sums: each replication's part in its error (the delta method)."""
    handling, on_queue = service.handling, service.on_queue
    usual = max(float(on_queue.mean()), 1.0)
    busy = service.occupancy + (handling - service.occupancy * on_queue) / usual
    paid = float(handling.mean()) / service.team_utilization if service.team_utilization else 1.0
    return Samples(
        seed=seed,
        rates=service.rates.mean(axis=1),
        kept=kept(service),
        utilization=handling / paid,
        occupancy=busy,
        roster=np.packbits(roster.work).tobytes(),
    )


def _way_out(problem: Problem, helps: Sequence[Remedy]) -> WayOut | None:
    """The cheapest that keeps the promise, else the one that comes nearest."""
    found = [
        WayOut(
            help_.kind,
            len(help_.lines),
            help_.met,
            help_.probability,
            help_.paid_minutes / 60,
            help_.paid_minutes / 60 * float(problem.wage.mean()) / 100,
        )
        for help_ in helps
    ]
    return min(found, key=lambda way: (not way.met, way.paid_hours if way.met else -way.probability), default=None)
