"""What comes out of an engine. Infeasible and out of time are values here, not exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from staffing.roster import Roster


class Status(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"
    """No roster was found before the limit."""


@dataclass(frozen=True)
class Violation:
    """A breach of one rule: by how much, in the rule's natural unit, by whom and when where that is known.

    `agent` indexes the agents, `day` the day axis of Problem (history first); -1 means the whole team or plan.
    `article` is the place in the law that is broken, where the rule comes from one.
    """

    rule: str
    amount: int
    unit: str
    note: str
    agent: int = -1
    day: int = -1
    article: str = ""


@dataclass(frozen=True)
class Penalty:
    """A priced breach in the objective: `price` = weight x amount."""

    rule: str
    amount: int
    price: int
    note: str
    agent: int = -1
    day: int = -1


@dataclass(frozen=True)
class Result:
    """A roster with its price and a proven bound on the price of any roster.

    `objective` and `bound` are in price points; `bound` is the solver's proven lower bound of the model's
    objective, so it holds for the fluid model and not for the simulated rate. `backlog` is the tie-break, minutes
    of waiting work summed over intervals.
    """

    status: Status
    engine: str
    roster: Roster | None
    objective: int | None
    bound: int
    ledger: tuple[Penalty, ...]
    seconds: float
    limit_hit: str = ""
    """Which limit ended the search: `work`, `time` or `interrupt`; empty when it ended by itself."""
    because: str = ""
    """What spoke for the engine."""

    @property
    def gap(self) -> float | None:
        """(objective - bound) / objective; 0 for a free optimum, None without a roster."""
        if self.objective is None:
            return None
        return (self.objective - self.bound) / self.objective if self.objective else 0.0
