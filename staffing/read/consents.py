"""What people have agreed to and waived in `agents.csv`, in one form."""

from __future__ import annotations

from staffing.documents.people import Agent
from staffing.documents.team import Team
from staffing.read.faults import choice, shown
from staffing.read.rows import Rows


def with_consents(rows: Rows, line: int, agent: Agent, team: Team) -> Agent:
    """The agent, whose consent to overtime stands in `overtime` alone; contradictions and unknown names are noted."""
    if "overtime" in agent.consents and "overtime" in agent.model_fields_set and not agent.overtime:
        rows.add(line, "overtime is no, but consents has overtime; write one of the two")
    for column in ("consents", "waivers"):
        names = getattr(agent, column)
        twice = next((name for number, name in enumerate(names) if name in names[:number]), None)
        if twice is not None:
            rows.add(line, f"{column} has {shown(twice)} twice; name each once")
    packs = team.packs_at(team.site_of(agent.site))
    known = [waiver for pack in packs for waiver in pack.waivers]
    for waiver in agent.waivers:
        if waiver not in known:
            rows.add(line, f"waivers has {shown(waiver)}, which {no_such_waiver(waiver, team, known)}")
    others = tuple(name for name in agent.consents if name != "overtime")
    return agent.model_copy(update={"overtime": agent.agrees_to("overtime"), "consents": others})


def no_such_waiver(waiver: str, team: Team, known: list[str]) -> str:
    """What to say of a waiver that is not among those known."""
    if not team.packs:
        return "only a labour pack can allow, and team.yaml names none"
    if not known:
        names = ", ".join(pack.id for pack in team.packs)
        return f"no labour pack allows there; {names} allows no waiver to these people"
    return f"no labour pack allows{choice(waiver, known)}"
