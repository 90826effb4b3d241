"""The recipe: from a workspace to a judged roster. The command line, notebooks and tests all call this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from forecasts.errors import ForecastError
from forecasts.fitting import fit
from staffing.build.axis import Axis
from staffing.build.demand import tail_days
from staffing.build.desk import build_desk
from staffing.build.problem import axis_of, build_problem, rules_of
from staffing.build.rosters import roster_of
from staffing.documents.people import Assignment
from staffing.documents.workspace import Workspace
from staffing.engines.direct import Limits, solve
from staffing.engines.direct import Progress as SearchProgress
from staffing.errors import NoRosterError, OutsideError
from staffing.explain import Finding, findings
from staffing.problem import Problem
from staffing.result import Result, Status, Violation
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.service.fluid import FluidPath, fluid_path
from staffing.simulate.judge import judge

if TYPE_CHECKING:
    from forecasts.forecast import Forecast
    from staffing.simulate.service import Service

REPLICATIONS = 2000
"""Simulated plans per verdict: the 95% interval of a probability near 0.9 is then 1.3 points to each side."""

Progress = Callable[[str, float], None]
"""Called with what is being done and the share of it that is done."""


@dataclass(frozen=True)
class Settings:
    """How long to search and simulate, and with which random numbers."""

    seed: int = 1
    seconds: float = 60.0
    work: float = 15.0
    replications: int = REPLICATIONS


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is known before any roster: the forecast, the problem it makes, its rules, and what limits them."""

    workspace: Workspace
    axis: Axis
    forecast: Forecast
    problem: Problem
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, eq=False)
class Baseline:
    """Another roster for the same days, judged on the same random numbers."""

    roster: Roster
    service: Service


@dataclass(frozen=True, eq=False)
class Plan:
    """A roster with its verdict. `result` is None for a roster that was not found here but made by hand."""

    outlook: Outlook
    roster: Roster
    result: Result | None
    service: Service
    fluid: FluidPath
    breaches: tuple[Violation, ...]
    """Every breach of every rule, from the rules' own `violations`; none of a hard rule in a roster of ours."""
    baseline: Baseline | None
    settings: Settings


def look_ahead(workspace: Workspace) -> Outlook:
    """Forecast the plan and build its problem. Raises ForecastError where the log cannot carry a forecast."""
    axis = axis_of(workspace)
    forecast = forecast_of(workspace, axis)
    problem = build_problem(workspace, axis, forecast)
    rules = rules_of(workspace.team)
    return Outlook(workspace, axis, forecast, problem, rules, findings(problem, rules))


def forecast_of(workspace: Workspace, axis: Axis) -> Forecast:
    """Hourly volume of every queue over the plan and the days after it in which its last cases may be resolved."""
    team = workspace.team
    queues = tuple(queue.id for queue in team.queues)
    history = workspace.tickets.series(queues, workspace.known_until)
    end = axis.minute(axis.date_of(axis.history + axis.days + tail_days(team)), 0)
    try:
        return fit(history, zone=team.zone).predict(start=axis.local(0), end=axis.local(end))
    except ForecastError as error:
        named = "queue " if str(error).startswith(queues) else ""
        raise type(error)(f"ticket log: {named}{error}") from None


def make_plan(
    outlook: Outlook, settings: Settings, progress: Progress | None = None, baseline: Roster | None = None
) -> Plan:
    """Solve, check and judge.

    Raises NoRosterError with the reason when no roster meets the hard rules, and OutsideError when the roster found
    breaks one of them: the rules' own statements have the last word, not the solver's.
    """
    limits = Limits(settings.work, settings.seconds, settings.seed)
    result = solve(outlook.problem, outlook.rules, limits, None if progress is None else _search_told(progress))
    if result.roster is None and result.limit_hit == "interrupt":
        raise KeyboardInterrupt
    if result.roster is None:
        raise NoRosterError(_no_roster(outlook, result))
    plan = judge_roster(outlook, result.roster, settings, result=result, progress=progress, baseline=baseline)
    if wrong := hard_breaches(plan):
        raise OutsideError(f"the solver's roster breaks {wrong[0].rule} ({wrong[0].note}); it is not shown")
    return plan


def _search_told(progress: Progress) -> SearchProgress:
    """What is said of the search: the price and its bound, then the tie-break."""

    def told(phase: str, value: int | None, bound: int) -> None:
        said = f"searching: price {value}, at least {bound}" if phase == "price" else "searching: less waiting work"
        progress(said, 0.0)

    return told


def judge_roster(
    outlook: Outlook,
    roster: Roster,
    settings: Settings,
    *,
    result: Result | None = None,
    progress: Progress | None = None,
    baseline: Roster | None = None,
) -> Plan:
    """Check a roster against every rule and simulate it, ours or a hand-made one; `baseline` on the same draws."""
    return Plan(
        outlook=outlook,
        roster=roster,
        result=result,
        service=_simulate(outlook, roster, settings, progress),
        fluid=fluid_path(outlook.problem, roster),
        breaches=tuple(breaches(outlook, roster)),
        baseline=None if baseline is None else Baseline(baseline, _simulate(outlook, baseline, settings, progress)),
        settings=settings,
    )


def breaches(outlook: Outlook, roster: Roster) -> list[Violation]:
    """Every breach of every rule by a roster; no solver takes part."""
    return [breach for rule in outlook.rules for breach in rule.violations(outlook.problem, roster)]


def hard_breaches(plan: Plan) -> list[Violation]:
    """Breaches of rules that no roster may break."""
    hard = {rule.rule for rule in plan.outlook.rules if rule.hard}
    return [breach for breach in plan.breaches if breach.rule in hard]


def hand_made(outlook: Outlook, rows: tuple[Assignment, ...]) -> Roster:
    """The roster of assignments read from a file, for the planned days and people."""
    return roster_of(rows, outlook.problem, outlook.axis)


def sample_paths(outlook: Outlook, settings: Settings) -> NDArray[np.int32]:
    """[n, Q, T] simulated arrivals, queues in the order of the problem (a forecast sorts them by name)."""
    order = [outlook.forecast.unique_ids.index(name) for name in outlook.problem.queue_names]
    return outlook.forecast.sample(settings.replications, settings.seed)[:, order]


def _simulate(outlook: Outlook, roster: Roster, settings: Settings, progress: Progress | None) -> Service:
    team = outlook.workspace.team
    desk = build_desk(outlook.workspace, outlook.axis, outlook.problem, roster, outlook.forecast)
    volume = sample_paths(outlook, settings)
    told = None if progress is None else (lambda done, total: progress("simulating", done / total))
    return judge(
        desk,
        volume,
        target=team.targets.rate_24h,
        confidence=team.targets.confidence,
        day_floor=team.targets.day_floor,
        seed=settings.seed,
        progress=told,
    )


def _no_roster(outlook: Outlook, result: Result) -> str:
    if result.status == Status.UNKNOWN:
        return f"no roster was found in {result.seconds:.0f} s; give the search more time with --time-limit"
    reasons = [finding.message for finding in outlook.findings if finding.fatal]
    return "no roster meets the hard rules: " + (
        "; ".join(reasons) or "two searches agree, and no single fact explains it"
    )
