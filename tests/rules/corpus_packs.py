"""Labour packs as they are written, and what people agree to and waive under them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from staffing.documents.people import Agent
from staffing.documents.team import Waiver
from staffing.documents.workspace import Workspace
from tests.rules.oracle import DAY, name_of
from tests.rules.oracles.standing import Given

PACKS = Path(__file__).resolve().parents[2] / "staffing" / "rules" / "packs"
NAMES = tuple(sorted(path.stem for path in PACKS.glob("*.yaml")))


@cache
def written(name: str) -> Any:
    """A pack as it stands in its file."""
    return YAML(typ="safe").load((PACKS / f"{name}.yaml").read_text(encoding="utf-8"))


def laws_of(name: str) -> Iterator[Given]:
    """The laws of a pack under the names by which reports know them, with their articles and waivers."""
    pack = written(name)
    for each in pack["rules"]:
        more = {"article": each["article"], "waiver": each.get("waiver", "-"), "salary_limit": pack.get("salary_limit")}
        yield {**each["rule"], "name": f"{name_of(each['rule'])}@{name}", **more}


def bound(workspace: Workspace, name: str, chance: random.Random) -> Workspace:
    """The team under a pack: with consents, waivers, people who may not work at night, and wages of a month."""
    waivers = [each["waiver"] for each in written(name)["rules"] if each.get("waiver")]
    agents = tuple(_person(agent, waivers, workspace, chance) for agent in workspace.agents)
    team = workspace.team
    more: dict[str, Any] = {"labour_pack": name, "consents": chance.choice(((), (), ("holidays",), ("rest_days",)))}
    if waivers:
        more["waivers"] = (Waiver(agent=chance.choice(agents).agent_id, waiver=waivers[0]),)
    if written(name).get("salary_limit") and len(team.contracts) > 1:
        wage = {"cost_per_hour": 0.0, "cost_per_month": chance.choice((2600.0, 2601.0))}
        more["contracts"] = (*team.contracts[:-1], team.contracts[-1].model_copy(update=wage))
        more["costs"] = team.costs.model_copy(update={"currency": chance.choice(("SGD", "SGD", "EUR"))})
    return replace(workspace, agents=agents, team=team.model_copy(update=more))


def _person(agent: Agent, waivers: list[str], workspace: Workspace, chance: random.Random) -> Agent:
    change: dict[str, Any] = {"consents": tuple(what for what in ("holidays", "rest_days") if chance.random() < 0.3)}
    if waivers and chance.random() < 0.2:
        change["waivers"] = (waivers[0],)
    if chance.random() < 0.3:
        change["no_nights_until"] = workspace.first_day + chance.randrange(-1, 9) * DAY
    return agent.model_copy(update=change)
