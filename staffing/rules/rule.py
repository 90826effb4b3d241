"""What every rule has: a law in one sentence, parameters, and its statements.

`violations` is plain Python for people, `staffing check` and tests; `bounds` is for the optimization model. Each is
written from the law, and neither calls the other: the agreement test (tests/rules/test_agreement.py) compares them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster

if TYPE_CHECKING:
    from staffing.rules.bound import Bound
from staffing.rules.model import Model

Weight = Annotated[int, Field(ge=1, le=1_000_000)] | Literal["hard"]
"""Price points per unit of breach, or `hard`: no roster may break the rule."""


class Rule(BaseModel, ABC):
    """One rule with its parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    weight: Weight = "hard"

    kind: ClassVar[Literal["agent", "team"]]
    """An agent rule sees one agent's line of work; a team rule sees counts of people."""
    law: ClassVar[str]
    """The rule in one sentence."""
    unit: ClassVar[str]
    """What an amount of breach counts."""
    by_name: ClassVar[bool] = True
    """Whether it matters who works a shift, and not only how many and with which skills."""
    allowed: ClassVar[str] = ""
    """A roster that keeps the rule, in the example world of the tests: M 06-14, N 14-22, five days."""
    forbidden: ClassVar[str] = ""
    """A roster that breaks it."""
    example: ClassVar[dict[str, int]] = {}
    """Parameters of the two examples, where they are not the defaults."""

    @classmethod
    def name(cls) -> str:
        """The name under which `team.yaml` and reports know the rule."""
        return str(cls.model_fields["rule"].default)

    @property
    def hard(self) -> bool:
        """Whether no roster may break this rule."""
        return self.weight == "hard"

    @abstractmethod
    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Every breach in a roster, with its amount in this rule's unit."""

    @abstractmethod
    def bounds(self, model: Model) -> Iterator[Bound]:
        """The same law as linear bounds; the model makes them hard or priced."""

    def breach(self, amount: int, note: str, agent: int = -1, day: int = -1) -> Violation:
        """A violation of this rule."""
        return Violation(self.rule, int(amount), self.unit, note, agent, day)
