"""The cheapest roster under some rules among those that change little of another one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from staffing.engines.direct import Limits, solve
from staffing.errors import NoRosterError, OutsideError
from staffing.granting.against import Against, against
from staffing.granting.unchanged import Unchanged
from staffing.outlook import Outlook
from staffing.plan import Found, Settings
from staffing.problem import Problem
from staffing.promise.asks import Ask, rules_for
from staffing.promise.calibrate import ROUNDS, WINDOWS
from staffing.result import Status
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.service.windows import ShortWindow, short_windows


def ask_of(found: Found) -> Ask:
    """What a roster that was searched for was asked: the targets, or more where that was needed to keep the promise."""
    return found.calibrated.attempts[found.calibrated.chosen].ask


@dataclass(eq=False)
class Nearest:
    """A search under rules and an ask, each changed day of the roster `like` being priced (`unchanged.CHANGE`).

    `cut` says afterwards whether the clock ended it; everybody's weeks may change (`among`: 0).
    """

    outlook: Outlook
    rules: Sequence[Rule]
    ask: Ask
    like: Roster
    settings: Settings
    cut: bool = field(default=False, init=False)
    among: ClassVar = 0

    def search(self, start: Roster) -> Roster | None:
        """The roster found from a start on; None where none meets the hard rules.

        Windows that turn out short are added in rounds, as in calibration. Raises NoRosterError where no roster was
        found in time, and KeyboardInterrupt on Ctrl-C.
        """
        begun, target = time.monotonic(), self.outlook.workspace.team.targets.rate_24h
        roster = self._solved((), start, begun)
        if roster is None or self.ask.margin is None:
            return roster
        windows: tuple[ShortWindow, ...] = ()
        problem, uncertainty = self.outlook.problem, self.outlook.uncertainty
        for _ in range(ROUNDS):
            short = short_windows(problem, roster, uncertainty, target, self.ask.margin, WINDOWS)
            new = tuple(window for window in short if window not in windows)
            if not new:
                break
            windows += new
            roster = self._solved(windows, roster, begun) or roster
        return roster

    def against(self) -> Against | None:
        """What cannot hold together of all rules and facts; None where nothing was found."""
        return against(self.outlook, self.rules, self.settings)

    def _solved(self, windows: tuple[ShortWindow, ...], start: Roster, begun: float) -> Roster | None:
        left = max(1.0, self.settings.seconds - (time.monotonic() - begun))
        limits = Limits(self.settings.work, left, self.settings.seed)
        rules = (*rules_for(self.rules, self.ask, windows), Unchanged.from_roster(self.like))
        result = solve(self.outlook.problem, rules, limits, start=start)
        if result.limit_hit == "interrupt":
            raise KeyboardInterrupt
        self.cut |= result.limit_hit == "time"
        if result.status == Status.UNKNOWN:
            raise not_found(result.seconds)
        return None if result.roster is None else checked(self.outlook.problem, self.rules, result.roster)


def not_found(seconds: float) -> NoRosterError:
    """What is said where time ran out."""
    said = f"no roster with what was asked was found in {seconds:.0f} s"
    return NoRosterError(f"{said}; give the search more time with --time-limit")


def checked(problem: Problem, rules: Sequence[Rule], roster: Roster) -> Roster:
    """A roster that keeps the hard rules: their own statements have the last word, not the solver's."""
    for rule in rules:
        if rule.hard and (wrong := next(iter(rule.violations(problem, roster)), None)):
            raise OutsideError(f"the solver's roster breaks {wrong.rule} ({wrong.note}); it is not shown")
    return roster
