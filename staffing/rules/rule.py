"""What every rule has: a law in one sentence, parameters, and its statements.

`violations` is plain Python for people, `staffing check` and tests; `bounds` is for the optimization model; `resources`
is for engines that build one line of work at a time. Each is written from the law, and none calls another: the
agreement test (tests/rules/test_agreement.py) compares them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.resource import Resource

if TYPE_CHECKING:
    from staffing.rules.bound import Bound
    from staffing.rules.model import Model

Weight = Annotated[int, Field(ge=1, le=1_000_000)] | Literal["hard"]
"""Price points per unit of breach, or `hard`: no roster may break the rule."""

Ids = Annotated[tuple[str, ...], Field(min_length=1, max_length=1000)]
"""Ids of shifts or of agents, at least one."""


class Rule(BaseModel, ABC):
    """One rule with its parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    weight: Weight = "hard"
    label: Annotated[str, Field(max_length=40, pattern=r"^[A-Za-z0-9_.-]*$")] = ""
    """Tells several rules of one kind apart: the rule is then known as `rule:label`."""

    kind: ClassVar[Literal["agent", "team"]]
    """An agent rule sees one agent's line of work; a team rule sees counts of people."""
    law: ClassVar[str]
    """The rule in one sentence."""
    unit: ClassVar[str]
    """What an amount of breach counts."""
    by_name: ClassVar[bool] = True
    """Whether it matters who works a shift, and not only how many and with which skills."""
    of_backlog: ClassVar[bool] = False
    """Whether it looks at work that waits, which makes the model many times larger."""
    allowed: ClassVar[str] = ""
    """A roster that keeps the rule, in the example world: M 06-14, N 14-22, five days, one line an agent."""
    forbidden: ClassVar[str] = ""
    """A roster that breaks it."""
    example: ClassVar[dict[str, Any]] = {}
    """Parameters of the two examples, where they are not the defaults."""
    names_shifts: ClassVar[tuple[str, ...]] = ()
    """Parameters that hold ids of shifts, in tuples of any depth; what is not a shift of the team is refused."""
    shift_words: ClassVar[tuple[str, ...]] = ()
    """Words that may stand among them: `off` for a day without a shift."""
    names_agents: ClassVar[tuple[str, ...]] = ()
    """Parameters that hold ids of agents, likewise."""
    names_queues: ClassVar[tuple[str, ...]] = ()
    """Parameters that hold ids of queues, likewise."""

    @classmethod
    def name(cls) -> str:
        """The name under which `team.yaml` and reports know the rule."""
        return str(cls.model_fields["rule"].default)

    @property
    def stated(self) -> Rule:
        """The rule that was written, whatever it is applied to."""
        return self

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

    def resources(self, problem: Problem, agent: int) -> tuple[Resource, ...] | None:
        """The same law as counters along one agent's line of work; None where it cannot be said so."""
        return None

    def breach(self, amount: int, note: str, agent: int = -1, day: int = -1) -> Violation:
        """A violation of this rule."""
        return Violation(self.rule, int(amount), self.unit, note, agent, day)


class LineRule(Rule):
    """A rule of one agent's line of work, which may be written for some people only."""

    agents: tuple[str, ...] = ()
    """Ids of those for whom it holds; everybody by default."""
    contracts: tuple[str, ...] = ()
    """Ids of the contracts for which it holds; all by default."""
    kind: ClassVar = "agent"
