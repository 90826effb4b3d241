"""How many people: the smallest headcount that keeps the promise, the band, and both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from staffing.build.people import rostered
from staffing.documents.scenario import Scenario
from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.scenarios.figures import Figures, Tried
from staffing.scenarios.whatif import Frontier


def head_scenarios(
    workspace: Workspace, heads: Sequence[int], contract: str, beside: tuple[tuple[str, str], ...] = ()
) -> tuple[Scenario, ...]:
    """A scenario for each headcount, made with people of one contract; everybody else stays.

    `beside` are differences that hold in all of them. Raises InputError for a headcount that the others alone exceed.
    """
    people = rostered(workspace)
    others = sum(agent.contract != contract for agent in people)
    found = []
    for count in heads:
        if count < max(1, others):
            said = f"{others} people have other contracts than {contract}" if others else "somebody has to be planned"
            raise InputError(f"--headcount {count} is too few: {said}; begin with {max(1, others)}")
        own = count - others
        same = own == len(people) - others
        name = ", ".join(["1 agent" if count == 1 else f"{count} agents", *map("=".join, beside)])
        heads_set = () if same else ((f"agents.{contract}", str(own)),)
        found.append(Scenario(name=name[:200], set=(*beside, *heads_set)))
    return tuple(found)


def frontier_of(contract: str, heads: Sequence[int], tried: tuple[Tried, ...]) -> Frontier:
    """What the headcounts keep, from their figures."""

    def least(keeps: Callable[[Figures], bool]) -> int | None:
        kept = (count for count, one in zip(heads, tried, strict=True) if one.figures and keeps(one.figures))
        return min(kept, default=None)

    return Frontier(
        contract,
        tuple(heads),
        tried,
        promise=least(lambda found: found.met),
        band=least(lambda found: "utilization" not in found.missed),
        both=least(lambda found: found.met and "utilization" not in found.missed),
    )
