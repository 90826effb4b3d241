"""What the fluid plan is asked for, so that chance leaves the promise whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from staffing.problem import Problem
from staffing.rules import Rule
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.maximum_age import MaximumAge
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.rules.team.window_margin import WindowMargin
from staffing.service.windows import ShortWindow

CAPS = (0.98, 0.96, 0.94, 0.92, 0.9, 0.87, 0.84, 0.8)
"""Shares of the occupancy cap that are asked for."""
MARGINS = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""Margins z of the windows that are asked for: random rosters keep 90% in 90% of weeks from 1.7 on where late cases
wait, from 2.3 on where the oldest comes first (docs/method.md)."""


@dataclass(frozen=True)
class Ask:
    """Share of the work on time (t*), occupancy at most, and the least margin z of every window (None: no rule)."""

    rate: float
    occupancy: float
    margin: float | None = None

    @property
    def sentence(self) -> str:
        """The ask as people read it."""
        said = f"{100 * self.rate:.4g}% of the work on time and occupancy at most {100 * self.occupancy:.4g}%"
        return said if self.margin is None else f"{said}, with a margin of {self.margin:g} standard deviations"


def ladders(problem: Problem, base: Ask) -> tuple[tuple[Ask, ...], ...]:
    """What may be asked beyond the targets: ladders of asks, each from the least to the most cautious.

    First the rate goes up to everything on time; from there the occupancy cap goes down, or else the margin of the
    windows up. The cap is left alone where contracts leave no hours to add: it could only add a price that no roster
    avoids.
    """
    rates = (replace(base, rate=(1 + base.rate) / 2), replace(base, rate=1.0)) if base.rate < 1 else ()
    whole = replace(base, rate=1.0)
    caps: tuple[Ask, ...] = ()
    if (problem.minutes_due > problem.minutes_guaranteed).any():
        caps = tuple(replace(whole, occupancy=round(base.occupancy * share, 4)) for share in CAPS)
    margins = tuple(replace(whole, margin=margin) for margin in MARGINS)
    return tuple(ladder for ladder in (rates, caps, margins) if ladder)


def base_ask(rules: Sequence[Rule]) -> Ask:
    """The targets as the rules hold them."""
    rate = next((rule.rate for rule in rules if isinstance(rule, ResolutionRate)), 0.0)
    return Ask(rate, next((rule.share for rule in rules if isinstance(rule, OccupancyCap)), 1.0))


def rules_for(rules: Sequence[Rule], ask: Ask, windows: tuple[ShortWindow, ...] = ()) -> tuple[Rule, ...]:
    """The rules with what is asked in place of the targets.

    With windows a margin for them takes the place of the backlog's rules: it asks for more than these do, and without
    the backlog the model is a tenth as large. What the roster costs under all rules is priced afterwards.
    """
    asked: list[Rule] = []
    for rule in rules:
        if isinstance(rule, OccupancyCap):
            asked.append(rule.model_copy(update={"share": ask.occupancy}))
        elif isinstance(rule, ResolutionRate) and not windows:
            # every class is asked for the same part of its permitted lateness
            easing = round((1 - ask.rate) / (1 - rule.rate), 9) if rule.rate < 1 else 1.0
            asked.append(rule.model_copy(update={"easing": easing}))
        elif not windows or not isinstance(rule, (ResolutionRate, DayFloor, MaximumAge)):
            asked.append(rule)
    return (*asked, WindowMargin(windows=windows)) if windows else tuple(asked)
