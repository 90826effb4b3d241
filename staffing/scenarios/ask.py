"""The recipe of a what-if: what is asked, worked through the executor, compared, and read for its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from staffing.documents.people import Event
from staffing.documents.scenario import Scenario
from staffing.documents.workspace import Workspace
from staffing.executor import Executor
from staffing.plan import Settings
from staffing.scenarios.apply import apply
from staffing.scenarios.figures import Tried
from staffing.scenarios.frontier import frontier_of, head_scenarios
from staffing.scenarios.heads import default_contract
from staffing.scenarios.prices import price_scenarios, prices_of
from staffing.scenarios.readiness import readiness
from staffing.scenarios.run import BASE, Interrupted, Run
from staffing.scenarios.task import source_of
from staffing.scenarios.whatif import WhatIf, rank


@dataclass(frozen=True)
class Ask:
    """What is asked of a base.

    `heads` with people of `contract` (empty: that of most), each with the differences `beside`; `step` of the price of
    each target; `screen`: work only so many of the scenarios in full, the best at a glance.
    """

    scenarios: tuple[Scenario, ...] = ()
    heads: tuple[int, ...] = ()
    contract: str = ""
    beside: tuple[tuple[str, str], ...] = ()
    event: Event | None = None
    step: float | None = None
    screen: int | None = None


def check_heads(workspace: Workspace, ask: Ask) -> None:
    """Raise InputError for a headcount that cannot be, or that what stands beside it contradicts."""
    contract = ask.contract or default_contract(workspace)
    for scenario in head_scenarios(workspace, ask.heads, contract, ask.beside)[:1]:
        apply(workspace, scenario)


@dataclass(frozen=True, eq=False)
class Means:
    """Where scenarios are worked and how; `as_of` as it was given, `told` what is done of how many."""

    executor: Executor | str
    settings: Settings
    as_of: datetime | None = None
    told: Callable[[int, int], None] | None = None


def what_if(workspace: Workspace, ask: Ask, means: Means) -> WhatIf:
    """Everything that is asked of a workspace, which is the base of all differences.

    With an event the workspace is to be read for its weeks (`readiness.weeks_of`). A scenario that fails is marked and
    loses no other; where the base fails its error is raised. On Ctrl-C the answer holds what was worked until then.
    """
    run = Run(means.executor, source_of(workspace, means.as_of), means.settings, means.told)
    answer = WhatIf(workspace, means.settings.seed, ())
    try:
        answer = _Asking(run, workspace, ask).answer(answer)
    except Interrupted as stopped:
        base = run.known.get(BASE.set)
        if base is None:
            raise KeyboardInterrupt from None
        others = (one for one in stopped.tried if one.scenario != BASE)
        answer = replace(answer, tried=(Tried(BASE, base.result()), *others), interrupted=True)
    run.base()  # its error, where it failed
    return answer


@dataclass(eq=False)
class _Asking:
    run: Run
    workspace: Workspace
    ask: Ask

    def answer(self, empty: WhatIf) -> WhatIf:
        ask, run = self.ask, self.run
        if ask.event is not None:
            found = readiness(run, self.workspace, ask.event)
            every = (found.as_it_is, *(option.tried for option in found.options))
            return replace(empty, tried=(Tried(BASE, run.base()), *every), readiness=found)
        contract = ask.contract or default_contract(self.workspace)
        heads = head_scenarios(self.workspace, ask.heads, contract, ask.beside)
        targets = self.workspace.team.targets
        prices = () if ask.step is None else tuple(price_scenarios(targets, ask.step))
        if ask.screen is None:  # all at once, so that no process waits; what follows reads what is known
            run.tried((*ask.scenarios, *heads, *prices), with_way_out=True)
        asked = self.asked()
        tried = run.tried((*heads, *prices), with_way_out=True)
        frontier = frontier_of(contract, ask.heads, tried[: len(heads)]) if heads else None
        by_name = {one.name: one for one in tried[len(heads) :]}
        return replace(
            empty,
            tried=(Tried(BASE, run.base()), *asked, *tried),
            frontier=frontier,
            prices=() if ask.step is None else prices_of(targets, ask.step, by_name),
            screened=ask.screen is not None,
        )

    def asked(self) -> tuple[Tried, ...]:
        """The scenarios, or the best of them where only so many are to be worked in full."""
        if self.ask.screen is None:
            return self.run.tried(self.ask.scenarios, with_way_out=True)
        (base,) = self.run.tried([BASE])
        if base.figures is None:
            return ()
        glances = self.run.screened(self.ask.scenarios)
        chosen = self.run.tried(best(glances, self.ask.screen), with_way_out=True)
        worked = {one.scenario: one for one in chosen}
        return tuple(
            replace(worked[one.scenario], screen=one.screen) if one.scenario in worked else one for one in glances
        )


def best(tried: Sequence[Tried], count: int) -> list[Scenario]:
    """The best scenarios, those equally good in the order asked; none that failed."""
    return [one.scenario for one in sorted(tried, key=rank) if not one.failure][:count]
