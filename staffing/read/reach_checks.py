"""People whose availability leaves too little for what hard rules guarantee them."""

from __future__ import annotations

from collections.abc import Iterable

from staffing.documents.base import WEEKDAYS
from staffing.documents.people import Agent
from staffing.documents.team import Team
from staffing.read.faults import shown
from staffing.read.rows import Rows
from staffing.read.week_facts import WEEK, Fact, Who, in_force, week_facts


def check_reach(rows: Rows, found: Iterable[tuple[int, Agent]], team: Team) -> None:
    """In an ordinary week, without leave, everybody can work what the hard rules want; the first row alike is told."""
    place = {contract.id: number for number, contract in enumerate(team.contracts)}
    sites = {site.id: number for number, site in enumerate(team.sites)}
    seen: set[tuple[str, int, str, str]] = set()
    for line, agent in found:
        if agent.role != "agent":
            continue
        site = sites[team.site_of(agent.site).id]
        rules = list(in_force(team, site))
        named = agent.agent_id if any(agent.agent_id in getattr(rule, "agents", ()) for _, rule in rules) else ""
        alike = (agent.contract, site, agent.availability, named)
        if alike not in seen:
            seen.add(alike)
            who = Who.of(team, place[agent.contract], site, named)
            _check_week(rows, line, agent, who, _best_of_days(team, agent, who), week_facts(rules, who), team)


def _check_week(rows: Rows, line: int, agent: Agent, who: Who, best: list[int], facts: list[Fact], team: Team) -> None:
    """What must be worked at least fits into the days that can be worked, unless it fits into no week at all."""
    extra = team.overtime_at(team.sites[who.site]).max_extra_days
    most = min([who.contract.days_per_week + extra, *(int(f.amount) for f in facts if _is(f, "most", "days"))])
    whole = {"days": most, "minutes": most * who.longest}
    left = {"days": min(most, len(best)), "minutes": sum(sorted(best, reverse=True)[:most])}
    for least in facts:
        if least.side == "least" and left[least.unit] < least.amount <= whole[least.unit]:
            days = f"{len(best)} day" if len(best) == 1 else f"{len(best)} days"
            by = f"the availability {shown(agent.availability)} leaves" if agent.availability else "open days leave"
            rows.add(
                line,
                f"{agent.agent_id} can never meet the contract {shown(agent.contract)}: {least.rule} of team.yaml "
                f"{least.said}, but {by} {days} a week with at most {left['minutes']} paid minutes; "
                "change one of them, or give the rule a weight",
            )
            return


def _is(fact: Fact, side: str, unit: str) -> bool:
    return (fact.side, fact.unit) == (side, unit)


def _best_of_days(team: Team, agent: Agent, who: Who) -> list[int]:
    """Paid minutes of the longest shift that can be worked on each weekday; without the days that have none."""
    own = (each.days.items() for each in team.availability if each.id == agent.availability)
    pattern = {str(weekday): may for days in own for weekday, may in days}
    site = team.sites[who.site]
    hours = team.open_hours if site.open_hours is None else site.open_hours
    best = []
    for number in range(WEEK):
        may = pattern.get(WEEKDAYS[number], "any")
        paid = [one.paid_minutes for one in who.shifts if may == "any" or (may != "off" and one.id in may)]
        if paid and hours.span(number) is not None:
            best.append(max(paid))
    return best
