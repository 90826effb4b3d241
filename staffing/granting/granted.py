"""A wish that must be granted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from staffing.problem import OFF, Problem, Wish
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.agent.requests import describe
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule

if TYPE_CHECKING:
    from staffing.rules.model import Model

NAME = "wish"


class Granted(Rule):
    """Not written by people: what is asked about, as a rule that no roster may break."""

    rule: Literal["wish"] = "wish"
    wishes: tuple[Wish, ...]
    kind: ClassVar = "agent"
    law: ClassVar = "What was asked for is given."
    unit: ClassVar = "wishes refused"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        for wish in self.wishes:
            shifts = roster.work[wish.agent, wish.day - problem.history_days].nonzero()[0].tolist()
            refused = bool(shifts) if wish.shift == OFF else (wish.shift in shifts) == wish.avoid
            if refused:
                yield self.breach(1, f"refused: {describe(problem, wish)}", wish.agent, wish.day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        for wish in self.wishes:
            day = model.work[wish.agent, wish.day]
            cells = day if wish.shift == OFF else day[[wish.shift]]
            wanted = wish.shift != OFF and not wish.avoid
            low, high = (1, None) if wanted else (None, 0)
            yield Bound(cells, low=low, high=high, step=len(cells), agent=wish.agent, day=wish.day)
