"""People who do not work together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from staffing.problem import Problem
from staffing.result import Violation
from staffing.roster import Roster
from staffing.rules.bound import Bound
from staffing.rules.rule import Rule, Weight

if TYPE_CHECKING:
    from staffing.rules.model import Model


class Apart(Rule):
    """With `on: day` they never start a shift on the same day, with `on: shift` never the same shift; at different
    sites the same template is the same shift.
    """

    rule: Literal["apart"] = "apart"
    weight: Weight = 20
    people: Annotated[tuple[str, ...], Field(min_length=2, max_length=100)]
    on: Literal["shift", "day"] = "shift"
    kind: ClassVar = "team"
    law: ClassVar = "At most one of `people` works on the same shift, or on the same day, as `on` says."
    unit: ClassVar = "persons over"
    names_agents: ClassVar = ("people",)
    example: ClassVar = {"people": ("agent0", "agent1")}
    allowed: ClassVar = "MM-N-\nNN-M-"
    forbidden: ClassVar = "MM-N-\nNM-M-"

    def violations(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        people = [agent for agent, name in enumerate(problem.agent_names) if name in self.people]
        for day in range(problem.days):
            meeting: dict[str, set[int]] = {}
            for agent in people:
                for shift in np.flatnonzero(roster.work[agent, day]):
                    name = problem.labour.template_names[problem.shift_template[shift]]
                    meeting.setdefault(name if self.on == "shift" else "at work", set()).add(agent)
            for what, there in meeting.items():
                if len(there) > 1:
                    names = ", ".join(problem.agent_names[agent] for agent in sorted(there))
                    note = f"{names} on {what}" if self.on == "shift" else f"{names} {what}"
                    yield self.breach(len(there) - 1, note, day=problem.history_days + day)

    def bounds(self, model: Model) -> Iterator[Bound]:
        people = np.isin(model.problem.agent_names, self.people)
        kinds = model.problem.shift_template if self.on == "shift" else np.zeros(model.problem.shifts, dtype=np.int64)
        for day in model.problem.planned if people.sum() > 1 else ():
            for kind in np.unique(kinds):
                cells = model.work[people, day][:, kinds == kind]
                at_work = np.array([model.any_of(own) for own in cells], dtype=np.int64)
                yield Bound(at_work, high=1, day=day)
