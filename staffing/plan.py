"""The recipe: from a workspace to a calibrated, judged roster. The command line, notebooks and tests all call this."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from staffing.build.rosters import last_week_again, published_week, roster_of
from staffing.conflicts import why_no_roster
from staffing.documents.people import Assignment
from staffing.engines.limits import Limits
from staffing.engines.limits import Progress as SearchProgress
from staffing.errors import NoRosterError, OutsideError
from staffing.outlook import Bench, Outlook, Progress, look_ahead
from staffing.promise.calibrate import Calibrated, Case, calibrate
from staffing.promise.extra import Difference, kept, paired
from staffing.promise.remedies import Promisable, Remedy, hire_for, promisable, remedies
from staffing.promise.training import JudgeVariants, Training, Worth, worth_of
from staffing.promise.weak_spots import WeakSpot, weak_spots
from staffing.result import Result, Status, Violation
from staffing.roster import Roster
from staffing.rules.rule import Rule
from staffing.service.fluid import FluidPath, fluid_path
from staffing.service.rates import Z95
from staffing.service.windows import Risk, risk_of

if TYPE_CHECKING:
    from staffing.simulate.service import Service

ERROR = 0.0125
"""Half the width of the 95% interval of a simulated probability that is as large as the confidence wanted, at most;
and never more than a quarter of what the confidence leaves, so that a promise in 99% of weeks can be told from 98%."""


@dataclass(frozen=True)
class Settings:
    """How long to search and simulate, and with which random numbers.

    `replications` simulated plans a verdict; None: as many as keep its error at `ERROR`. `executor`: where the
    tours engine searches its blocks; None: in this process.
    """

    seed: int = 1
    seconds: float = 60.0
    work: float = 15.0
    replications: int | None = None
    executor: str | None = None

    def simulated_plans(self, confidence: float) -> int:
        """Replications of a verdict on a promise with this confidence."""
        error = min(ERROR, (1 - confidence) / 4)
        return self.replications or math.ceil(Z95**2 * confidence * (1 - confidence) / error**2)


@dataclass(frozen=True, eq=False)
class Baseline:
    """Another roster for the same days, judged on the same random numbers, and how far ours is from it.

    `source` says where it is from. `rate` is the difference in mean rates, `weeks` that in the share of weeks that
    keep the promise (ours - the other's), each with its 95% interval.
    """

    source: str
    roster: Roster
    service: Service
    rate: Difference
    weeks: Difference


@dataclass(frozen=True, eq=False)
class Found:
    """A roster that was searched for, its verdict, and how it was reached."""

    roster: Roster
    service: Service
    calibrated: Calibrated


@dataclass(frozen=True, eq=False)
class Plan:
    """A roster with its verdict. `result` and `calibrated` are None for a roster that was made by hand.

    `breaches`: every breach of every rule, from the rules' own `violations`; none of a hard rule in a roster of ours.
    `remedies`: what would keep the promise where it is missed; `instead`: what could be promised then. `training`: what
    cross-training that was asked about is worth.
    """

    outlook: Outlook
    roster: Roster
    result: Result | None
    calibrated: Calibrated | None
    service: Service
    fluid: FluidPath
    risk: Risk
    breaches: tuple[Violation, ...]
    weak_spots: tuple[WeakSpot, ...]
    remedies: tuple[Remedy, ...]
    instead: Promisable | None
    baseline: Baseline | None
    settings: Settings
    training: tuple[Worth, ...] = ()


def make_plan(
    outlook: Outlook,
    settings: Settings,
    progress: Progress | None = None,
    baseline: tuple[str, Roster] | None = None,
) -> Plan:
    """Solve and calibrate, check and judge; `baseline` as in `judge_roster`.

    Raises NoRosterError with the reason when no roster meets the hard rules, and OutsideError when the roster found
    breaks one of them: the rules' own statements have the last word, not the solver's.
    """
    bench = _bench(outlook, settings, progress)
    found = _found(bench, settings)
    return _judged(bench, settings, (found.roster, found.service), baseline, found.calibrated)


def find_roster(outlook: Outlook, settings: Settings, progress: Progress | None = None) -> Found:
    """The roster of `make_plan` and its verdict alone, with the same figures; it raises the same errors."""
    return _found(_bench(outlook, settings, progress), settings)


def ways_out(outlook: Outlook, found: Found, settings: Settings) -> tuple[Remedy, ...]:
    """What would keep the promise that a roster misses; none where it keeps it."""
    return () if found.service.met else _remedies(_bench(outlook, settings, None), found.roster, found.service)


def judge_roster(
    outlook: Outlook,
    roster: Roster,
    settings: Settings,
    *,
    progress: Progress | None = None,
    baseline: tuple[str, Roster] | None = None,
) -> Plan:
    """Check a roster against every rule and simulate it.

    `baseline`, a name and a roster, is judged on the same draws; by default it is the roster that the team works now
    (`current_roster`).
    """
    bench = _bench(outlook, settings, progress)
    return _judged(bench, settings, (roster, bench.judge(roster, settings.seed)), baseline, None)


def with_training(
    plan: Plan, trainings: Sequence[Training], progress: Progress | None = None, judge: JudgeVariants | None = None
) -> Plan:
    """The plan with what each training is worth, and all together, on the random weeks of its verdict.

    `judge` simulates the variants elsewhere (on other cores, say); by default they are simulated here.
    """
    bench = Bench(plan.outlook, plan.settings.seed, plan.service.replications, progress)
    return replace(plan, training=worth_of(plan.service, trainings, judge or bench.judge_variants(plan.roster)))


def current_roster(outlook: Outlook) -> tuple[str, Roster] | None:
    """What the team would work without us: the published week, else its last published week again; None without."""
    problem = outlook.problem
    if (published := published_week(problem)) is not None:
        return "published.csv", published
    again = last_week_again(problem)
    return None if again is None else ("the last published week again", again)


def breaches(outlook: Outlook, roster: Roster) -> list[Violation]:
    """Every breach of every rule by a roster; no solver takes part.

    Where a hard rule of the team says the same as an article of the law, the breach is told once, with the article.
    """
    found = [(rule, breach) for rule in outlook.rules for breach in rule.violations(outlook.problem, roster)]
    law = {_same(rule, breach) for rule, breach in found if rule.hard and breach.article}
    return [each for rule, each in found if each.article or not rule.hard or _same(rule, each) not in law]


def _same(rule: Rule, breach: Violation) -> tuple[str, int, int, int, str]:
    """What breaches have in common that say the same; a note alone may tell one limit from another."""
    return rule.stated.rule, breach.agent, breach.day, breach.amount, breach.note


def hard_breaches(plan: Plan) -> list[Violation]:
    """Breaches of rules that no roster may break."""
    return _hard(plan.outlook, plan.breaches)


def hand_made(outlook: Outlook, rows: tuple[Assignment, ...]) -> Roster:
    """The roster of assignments read from a file, for the planned days and people."""
    return roster_of(rows, outlook.problem, outlook.places, outlook.workspace.agents)


def _found(bench: Bench, settings: Settings) -> Found:
    outlook = bench.outlook
    targets = outlook.workspace.team.targets
    engine = outlook.workspace.team.search.engine
    how = engine, bench.glance, settings.executor
    case = Case(outlook.problem, outlook.rules, outlook.uncertainty, bench.judge, targets, *how)
    limits = Limits(settings.work, settings.seconds, settings.seed)
    found = calibrate(case, limits, bench.say, _search_told(bench))
    if found.service is None and found.result.limit_hit == "interrupt":
        raise KeyboardInterrupt
    if found.service is None or found.result.roster is None:
        bench.say("looking for what stands in the way")
        raise _no_roster(outlook, found.result, settings)
    if wrong := _hard(outlook, breaches(outlook, found.result.roster)):
        raise OutsideError(f"the solver's roster breaks {wrong[0].rule} ({wrong[0].note}); it is not shown")
    return Found(found.result.roster, found.service, found)


def _remedies(bench: Bench, roster: Roster, service: Service) -> tuple[Remedy, ...]:
    problem = bench.outlook.problem
    hire = hire_for(problem, roster, bench.outlook.uncertainty, service)
    return remedies(problem, service, hire, bench.judge_more(roster, service))


def _bench(outlook: Outlook, settings: Settings, progress: Progress | None) -> Bench:
    confidence = outlook.workspace.team.targets.confidence
    return Bench(outlook, settings.seed, settings.simulated_plans(confidence), progress)


def _search_told(bench: Bench) -> SearchProgress | None:
    """What is said of the search: the price and its bound, then the tie-break."""
    if bench.progress is None:
        return None

    def told(phase: str, value: int | None, bound: int) -> None:
        bench.say(f"searching: price {value}, at least {bound}" if phase == "price" else "searching: less waiting work")

    return told


def _judged(
    bench: Bench,
    settings: Settings,
    judged: tuple[Roster, Service],
    other: tuple[str, Roster] | None,
    found: Calibrated | None,
) -> Plan:
    outlook, problem, (roster, service) = bench.outlook, bench.outlook.problem, judged
    risk = risk_of(problem, roster, outlook.uncertainty, service.target)
    result = None if found is None else found.result
    spots: tuple[WeakSpot, ...] = ()
    helps: tuple[Remedy, ...] = ()
    baseline = None
    try:
        baseline = _compared(bench, service, other or current_roster(outlook))
        spots = weak_spots(problem, service, risk, bench.judge_more(roster, service))
        if not service.met:
            helps = _remedies(bench, roster, service)
    except KeyboardInterrupt:  # what was searched for is found; what stands beside it may be left out
        if result is None:
            raise
        result = replace(result, limit_hit="interrupt")
    return Plan(
        outlook=outlook,
        roster=roster,
        result=result,
        calibrated=found,
        service=service,
        fluid=fluid_path(problem, roster),
        risk=risk,
        breaches=tuple(breaches(outlook, roster)),
        weak_spots=spots,
        remedies=helps,
        instead=None if service.met else promisable(service),
        baseline=baseline,
        settings=settings,
    )


def _compared(bench: Bench, ours: Service, other: tuple[str, Roster] | None) -> Baseline | None:
    if other is None:
        return None
    source, roster = other
    theirs = bench.judge(roster, bench.seed)
    rate, weeks = paired(ours.rates, theirs.rates), paired(kept(ours), kept(theirs))
    return Baseline(source, roster, theirs, rate, weeks)


def _hard(outlook: Outlook, found: Sequence[Violation]) -> list[Violation]:
    hard = {rule.rule for rule in outlook.rules if rule.hard}
    return [breach for breach in found if breach.rule in hard]


def _no_roster(outlook: Outlook, result: Result, settings: Settings) -> NoRosterError:
    if result.status == Status.UNKNOWN:
        said = f"no roster was found in {result.seconds:.0f} s; give the search more time with --time-limit"
        return NoRosterError(said)
    reasons = [finding.message for finding in outlook.findings if finding.fatal]
    told = why_no_roster(outlook.problem, outlook.rules, reasons, settings.seconds, settings.seed)
    return NoRosterError(told.sentence, told.lines)


__all__ = [
    "Baseline",
    "Found",
    "Outlook",
    "Plan",
    "Progress",
    "Settings",
    "breaches",
    "current_roster",
    "find_roster",
    "hand_made",
    "hard_breaches",
    "judge_roster",
    "look_ahead",
    "make_plan",
    "ways_out",
    "with_training",
]
