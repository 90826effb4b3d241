"""What is known before any roster: forecast, opening backlog, problem, uncertainty; and the simulation of a roster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from forecasts.errors import ForecastError
from staffing.build.arrivals import fit_arrivals
from staffing.build.axis import Axis
from staffing.build.bridge import Bridge, after_now, bridge_of
from staffing.build.clocks import clocks_of
from staffing.build.demand import INTERVAL, tail_intervals
from staffing.build.desk import build_desk
from staffing.build.handling import with_handle_times
from staffing.build.opening import with_opening
from staffing.build.places import Places, places_of
from staffing.build.problem import axis_of, build_problem, rules_of
from staffing.build.uncertainty import uncertainty_of
from staffing.documents.workspace import Workspace
from staffing.explain import Finding, findings
from staffing.problem import Problem
from staffing.promise.extra import Line, like_of, short_of
from staffing.promise.glance import beyond_doubt, first_look
from staffing.promise.training import JudgeVariants, Reached, Training, Variant, reached
from staffing.requirement.measure import requirement_of
from staffing.requirement.requirement import Requirement
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.service.window_sums import Uncertainty
from staffing.simulate.judge import judge
from staffing.simulate.opening import OpenCases, open_at_plan_start
from staffing.simulate.skills import trained

if TYPE_CHECKING:
    from forecasts.fitting import Fitted
    from forecasts.forecast import Forecast
    from forecasts.handling import Handling
    from staffing.simulate.service import Service

FIRST_LOOK = 1000
"""Sample paths behind the opening backlog and the uncertainty of work: their standard deviations are then 2% off."""


Progress = Callable[[str, float], None]
"""Called with what is being done and the share of it that is done."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is known before any roster, and what limits every roster.

    The team of `workspace` has the handle times of the log where it holds them (`handled`), else those of team.yaml.
    `forecast` begins with the hour of now where the days before the plan are simulated (`bridge`), else with the plan.
    `open_cases` are those open when the plan begins, simulated; None where nothing is simulated before it.
    """

    workspace: Workspace
    axis: Axis
    places: Places
    fitted: Fitted
    handled: tuple[Handling, ...]
    forecast: Forecast
    bridge: Bridge
    open_cases: OpenCases | None
    problem: Problem
    rules: tuple[Rule, ...]
    uncertainty: Uncertainty
    findings: tuple[Finding, ...]

    @property
    def planned_forecast(self) -> Forecast:
        """The forecast from the first planned midnight on."""
        return self.forecast.window(self.axis.local(0), _last_deadline(self.places))

    @cached_property
    def requirement(self) -> Requirement:
        """How many full-time equivalents a week needs, by role; worked out when it is asked for."""
        seed = self.workspace.team.search.seed
        return requirement_of(self.workspace, self.places, self.problem, self.forecast, seed)


def look_ahead(workspace: Workspace, fitted: Fitted | None = None) -> Outlook:
    """Forecast, simulate the days before the plan, and build the problem.

    `fitted` is what `fit_arrivals` learnt from the same log, queues and events, where that is known already. Raises
    ForecastError where the log cannot carry a forecast.
    """
    workspace, handled = with_handle_times(workspace)
    axis = axis_of(workspace)
    places = places_of(workspace.team, axis, workspace.holidays)
    bridge = bridge_of(workspace, places)
    fitted = fit_arrivals(workspace) if fitted is None else fitted
    forecast = predicted(places, fitted, from_now=bridge.start < 0)
    if workspace.assumed.volume:
        forecast = forecast.scaled(dict(workspace.assumed.volume), axis.local(0))
    problem = build_problem(workspace, axis, forecast)
    seed = workspace.team.search.seed
    volume = after_now(_paths(problem, forecast, FIRST_LOOK, seed), forecast, axis, bridge, seed)
    open_cases = None
    if bridge.start < 0:
        desk = build_desk(workspace, places, problem, Roster.empty(problem), forecast, bridge)
        open_cases = open_at_plan_start(desk, volume, seed=seed)
        problem = with_opening(problem, places, open_cases)
    rules = rules_of(workspace.team, workspace.agents)
    uncertainty = uncertainty_of(places, problem, forecast, volume, open_cases)
    limits = findings(problem, rules, uncertainty, workspace.team.targets.confidence)
    return Outlook(
        workspace, axis, places, fitted, handled, forecast, bridge, open_cases, problem, rules, uncertainty, limits
    )


def sample_paths(outlook: Outlook, replications: int, seed: int) -> NDArray[np.int32]:
    """[n, Q, T] simulated arrivals from now on, queues in the order of the problem (a forecast sorts them by name)."""
    paths = _paths(outlook.problem, outlook.forecast, replications, seed)
    return after_now(paths, outlook.forecast, outlook.axis, outlook.bridge, seed)


def simulated(
    outlook: Outlook,
    roster: Roster,
    volume: NDArray[np.int32],
    seed: int,
    *,
    more: Sequence[tuple[Line, int]] = (),
    train: Sequence[Training] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Service:
    """The verdict over a roster on given sample paths; `train` changes skills.

    `more` are people beside the roster: what each works, and which agent has the same skills.
    """
    targets = outlook.workspace.team.targets
    beside = np.zeros((len(more), *roster.work.shape[1:]), dtype=bool)
    for person, (line, _) in enumerate(more):
        for day, shift in line:
            beside[person, day, shift] = True
    together = Roster(np.concatenate([roster.work, beside]))
    like = [skilled for _, skilled in more]
    desk = build_desk(
        outlook.workspace, outlook.places, outlook.problem, together, outlook.forecast, outlook.bridge, like
    )
    for training in train:
        desk = trained(desk, *training)
    return judge(
        desk,
        volume,
        target=targets.rate_24h,
        confidence=targets.confidence,
        day_floor=targets.day_floor,
        seed=seed,
        progress=progress,
    )


class Bench:
    """Simulations of one outlook: the same random weeks for the same seed, whoever is judged."""

    def __init__(self, outlook: Outlook, seed: int, replications: int, progress: Progress | None) -> None:
        self.outlook, self.seed, self.replications, self.progress = outlook, seed, replications, progress
        self.paths: dict[int, NDArray[np.int32]] = {}

    def judge(self, roster: Roster, seed: int) -> Service:
        """The verdict over a roster on the random weeks of a seed."""
        told = None if self.progress is None else (lambda done, total: self.say("simulating", done / total))
        return simulated(self.outlook, roster, self._volume(seed), seed, progress=told)

    def glance(self, roster: Roster, seed: int) -> Service:
        """The same on fewer weeks, where a whole verdict is long and they leave no doubt: enough to choose by."""
        volume = self._volume(seed)
        if few := first_look(float(volume.sum()), len(volume)):
            self.say("simulating")
            seen = simulated(self.outlook, roster, volume[:few], seed)
            if beyond_doubt(seen):
                return seen
        return self.judge(roster, seed)

    def judge_more(self, roster: Roster, service: Service) -> Callable[[Sequence[Line], int], Service]:
        """The same with more people beside a roster, on the first so many of the random weeks of its verdict.

        They have the skills that the verdict finds short.
        """
        volume, problem = self._volume(self.seed), self.outlook.problem
        short = short_of(problem, service)

        def judge(lines: Sequence[Line], replications: int) -> Service:
            self.say("simulating one more shift")
            more = [(line, like_of(problem, line, short)) for line in lines]
            return simulated(self.outlook, roster, volume[:replications], self.seed, more=more)

        return judge

    def judge_variants(self, roster: Roster) -> JudgeVariants:
        """The same roster with people who have learnt more, on the random weeks of the verdict without it."""

        def judge(variants: Sequence[Variant]) -> list[Reached]:
            volume, found = self._volume(self.seed), []
            for number, variant in enumerate(variants):
                self.say("simulating training", number / len(variants))
                found.append(reached(simulated(self.outlook, roster, volume, self.seed, train=variant)))
            return found

        return judge

    def _volume(self, seed: int) -> NDArray[np.int32]:
        """The random weeks of a seed, drawn once however many rosters meet them."""
        if seed not in self.paths:
            self.paths[seed] = sample_paths(self.outlook, self.replications, seed)
        return self.paths[seed]

    def say(self, what: str, share: float = 0.0) -> None:
        """Tell the caller."""
        if self.progress is not None:
            self.progress(what, share)


def predicted(places: Places, fitted: Fitted, *, from_now: bool) -> Forecast:
    """Hourly volume of every queue from the hour of now, or from the plan's begin, to the plan's last deadline."""
    try:
        # the history ends with the last full hour before now: what follows it begins with the hour of now
        start = None if from_now else places.axis.local(0)
        return fitted.predict(start=start, end=_last_deadline(places))
    except ForecastError as error:
        raise type(error)(f"ticket log: {error}") from None


def _last_deadline(places: Places) -> datetime:
    """The midnight by which the plan's last cases must be resolved."""
    axis = places.axis
    days = -(-tail_intervals(axis, clocks_of(places)) * INTERVAL // 1440)
    return axis.local(axis.minute(axis.date_of(axis.history + axis.days + days), 0))


def _paths(problem: Problem, forecast: Forecast, replications: int, seed: int) -> NDArray[np.int32]:
    order = [forecast.unique_ids.index(name) for name in problem.queue_names]
    return forecast.sample(replications, seed)[:, order]
