"""The answer to a what-if: what was asked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from staffing.documents.people import Event
from staffing.documents.workspace import Workspace
from staffing.scenarios.figures import Figures, Tried


@dataclass(frozen=True, eq=False)
class Frontier:
    """Headcounts of one contract, rising, each with its figures (or why there are none).

    The smallest headcount that keeps the promise, that keeps the utilization band, and that does both; None where
    none of those tried does. `heads` [len(tried)] counts all planned people, whatever their contract.
    """

    contract: str
    heads: tuple[int, ...]
    tried: tuple[Tried, ...]
    promise: int | None
    band: int | None
    both: int | None


@dataclass(frozen=True, eq=False)
class Option:
    """A way to meet a sale: `kind` is overtime, leave_freeze, overtime_and_leave_freeze, borrowed or planned_lateness.

    `reaches`: it keeps the promise (planned lateness: the lower one in `rate`) with no case over the maximum age.
    `paid_hours` and `cost` are what it adds to the weeks of the sale with the team as it is. `people` are borrowed for
    `days` calendar days from `start` on; 0 and None for other kinds.
    """

    kind: str
    tried: Tried
    reaches: bool
    rate: float
    paid_hours: float
    cost: float
    people: int = 0
    days: int = 0
    start: date | None = None


@dataclass(frozen=True, eq=False)
class Readiness:
    """A sale: the weeks it touches as usual and with it, the team as it is; and the options, best first.

    Best are options that reach the promise at least cost; then those that come nearest. `tried` of the first two have
    no comparison of their own but to the base: `usual` is the base of all differences.
    """

    event: Event
    first_touched: date
    last_touched: date
    usual: Tried
    as_it_is: Tried
    options: tuple[Option, ...]


@dataclass(frozen=True, eq=False)
class Price:
    """What one step of a target costs at the margin: `tighter` asks for more by `step`, `easier` for less.

    `before` is the target as it is. Either is None where the target cannot go further (a rate of 100%).
    """

    key: str
    step: float
    before: float
    tighter: Tried | None
    easier: Tried | None


@dataclass(frozen=True, eq=False)
class WhatIf:
    """All of it. `tried` has the base first, then what was asked, in that order; `workspace` is the base.

    `screened`: only the best at a glance (`rank`) were worked in full. `interrupted`: Ctrl-C ended it, and what was
    tried until then is here.
    """

    workspace: Workspace
    seed: int
    tried: tuple[Tried, ...]
    frontier: Frontier | None = None
    readiness: Readiness | None = None
    prices: tuple[Price, ...] = ()
    screened: bool = False
    interrupted: bool = False

    @property
    def base(self) -> Tried:
        """The base."""
        return self.tried[0]


def rank(tried: Tried) -> tuple[bool, float, float, float]:
    """What to sort scenarios by: those that keep the promise, the cheapest first; then the others, the likeliest first.

    What cannot be paid (no wages given) costs its hours. Screened figures count where there are no others.
    """
    found = tried.figures or tried.screen
    if found is None:
        return True, 1.0, 0.0, 0.0
    met = found.met if isinstance(found, Figures) else found.probability_met >= found.confidence
    likely = 0.0 if met else -round(found.probability_met, 3)
    return not met, likely, found.cost, found.paid_hours
