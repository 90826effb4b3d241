"""Scenarios through the executor, each compared with the base on the same random weeks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from staffing.documents.scenario import Scenario
from staffing.errors import StaffingError
from staffing.executor import Executor, Outcome, TasksInterrupted, run_tasks
from staffing.plan import Settings
from staffing.scenarios.compare import compare
from staffing.scenarios.figures import Figures, Tried
from staffing.scenarios.screening import Glance, known_roster, screen_of
from staffing.scenarios.task import Question, Source, figures_of

BASE = Scenario(name="base")
STOPPED = "interrupted before it was worked"

Told = Callable[[int, int], None]
"""Called with the scenarios done and their number."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while scenarios were worked; `tried` are all that were asked until then, those without an end failed."""

    def __init__(self, tried: tuple[Tried, ...]) -> None:
        super().__init__()
        self.tried = tried


@dataclass(eq=False)
class Run:
    """Scenarios of one base: where they run, how they are searched, and what was worked already.

    The same differences are worked once, whatever their names, so a scenario that changes nothing is the base.
    """

    executor: Executor | str
    source: Source
    settings: Settings
    told: Told | None = None
    known: dict[tuple[tuple[str, str], ...], Outcome] = field(default_factory=dict)
    asked: list[Scenario] = field(default_factory=list)

    def base(self) -> Figures:
        """The base's figures. Raises what its search or simulation raised: without a base nothing can be compared."""
        found = self.known[BASE.set].result()
        assert isinstance(found, Figures)
        return found

    def tried(self, scenarios: Sequence[Scenario], *, with_way_out: bool = False) -> tuple[Tried, ...]:
        """What comes of the scenarios, in their order; the base is worked beside them where it is not known yet.

        One that fails is marked and loses no other. Raises Interrupted on Ctrl-C.
        """
        self.asked += scenarios
        waiting = {one.set: one for one in reversed((BASE, *scenarios)) if one.set not in self.known}
        asked = [waiting[one] for one in dict.fromkeys(each.set for each in (BASE, *scenarios)) if one in waiting]
        questions = [Question(self.source, one, self.settings, with_way_out) for one in asked]

        def learn(place: int, outcome: Outcome) -> None:
            self.known[questions[place].scenario.set] = outcome

        self._run(figures_of, questions, learn)
        return tuple(map(self._of, scenarios))

    def _run(
        self, function: Callable[[Any], Any], tasks: Sequence[Any], learn: Callable[[int, Outcome], None] | None = None
    ) -> list[Outcome]:
        """The outcomes of tasks, each learnt as soon as it is there. Raises Interrupted on Ctrl-C."""
        if not tasks:
            return []
        try:
            return run_tasks(self.executor, function, tasks, progress=self.told, on_result=learn)
        except TasksInterrupted:
            raise Interrupted(tuple(map(self._of, dict.fromkeys(self.asked)))) from None

    def _of(self, scenario: Scenario) -> Tried:
        outcome, base = self.known.get(scenario.set), self.known.get(BASE.set)
        if outcome is None:
            return Tried(scenario, failure=STOPPED)
        if outcome.error is not None:
            return Tried(scenario, failure=_sentence(outcome.error, scenario))
        if scenario.set == BASE.set and scenario.name == BASE.name:
            return Tried(scenario, outcome.value)
        known = base is not None and base.error is None
        return Tried(scenario, outcome.value, compare(outcome.value, self.base()) if known else None)

    def screened(self, scenarios: Sequence[Scenario]) -> tuple[Tried, ...]:
        """All scenarios at a glance, around the base's roster; one that fails is marked."""
        known = known_roster(self.source, self.base().samples.roster)
        glances = [Glance(Question(self.source, one, self.settings), known) for one in scenarios]
        outcomes = self._run(screen_of, glances)  # one that is cut short ranks nothing
        return tuple(
            Tried(
                scenario,
                screen=outcome.value,
                failure="" if outcome.error is None else _sentence(outcome.error, scenario),
            )
            for scenario, outcome in zip(scenarios, outcomes, strict=True)
        )


def _sentence(error: StaffingError, scenario: Scenario) -> str:
    """One line, as a table of scenarios has no room for more, and without the name that stands beside it."""
    return "; ".join(line.removeprefix(f"scenario {scenario.name}: ") for line in str(error).splitlines())
