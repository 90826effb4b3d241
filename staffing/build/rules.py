"""The rules of a team: those every team has, its own, those of the law that binds it, and those of its targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from staffing.documents.people import Agent
from staffing.documents.team import Team
from staffing.rules import ALWAYS, Rule
from staffing.rules.applied import Applied
from staffing.rules.rule import LineRule
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.maximum_age import MaximumAge
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.rules.team.utilization_band import UtilizationBand


def rules_of(team: Team, agents: Sequence[Agent] = ()) -> tuple[Rule, ...]:
    """The rules every team has, with what `team.yaml` says of them, then its own, those of the law and of its targets.

    `agents` are asked for what they have waived. Rules of a labour pack hold beside those of the team: a rule of the
    team may ask more, and cannot take anything from the law.
    """
    written: dict[str, Rule] = {name_of(rule): rule for rule in team.rules}
    always = [written.pop(kind.name()) if kind.name() in written else kind.model_validate({}) for kind in ALWAYS]
    targets = team.targets
    band = targets.utilization
    service: list[Rule] = [
        ResolutionRate(rate=targets.rate_24h),
        DayFloor(rate=targets.day_floor),
        MaximumAge(),
        OccupancyCap(share=targets.occupancy_max),
        UtilizationBand(min=band.min, max=band.max),
    ]
    return (*_scoped([*always, *written.values()], team), *pack_rules(team, agents), *service)


def name_of(rule: Rule) -> str:
    """Under what a rule is known: its kind, and the label that tells it from others of it."""
    return f"{rule.rule}:{rule.label}" if rule.label else rule.rule


def _scoped(rules: list[Rule], team: Team) -> Iterator[Rule]:
    """The team's rules, each without the sites that have their own, and then those of the sites."""
    own = {(number, name_of(rule)): rule for number, site in enumerate(team.sites) for rule in site.rules}
    for rule in rules:
        name = name_of(rule)
        others = tuple(number for number in range(len(team.sites)) if (number, name) not in own)
        if len(others) == len(team.sites):
            yield _for_whom(rule, name)
        elif others:
            yield Applied.of(rule, name, sites=others)
    for (number, name), rule in own.items():
        yield Applied.of(rule, f"{name}@{team.sites[number].id}", sites=(number,))


def _for_whom(rule: Rule, name: str) -> Rule:
    """The rule as it stands, or under its own name and for those whom it names."""
    named = isinstance(rule, LineRule) and (rule.agents or rule.contracts)
    return Applied.of(rule, name) if named or rule.label else rule


def pack_rules(team: Team, agents: Sequence[Agent]) -> Iterator[Applied]:
    """The rules of the team's labour packs, as `min_rest@eu_2003_88`, for the people whom each pack binds."""
    for pack in team.packs:
        sites = tuple(number for number, site in enumerate(team.sites) if pack in team.packs_at(site))
        contracts = tuple(contract.id for contract in team.contracts if team.binds(pack, contract))
        for each in pack.rules if sites and contracts else ():
            yield Applied.of(
                each.rule,
                f"{name_of(each.rule)}@{pack.id}",
                sites=() if len(sites) == len(team.sites) else sites,
                contracts=() if len(contracts) == len(team.contracts) else contracts,
                waived=waived_by(team, agents, each.waiver),
                article=each.article,
            )


def waived_by(team: Team, agents: Sequence[Agent], waiver: str) -> tuple[str, ...]:
    """Ids of those who have waived something, in agents.csv or team.yaml; nobody where the law allows no waiver."""
    written = {each.agent for each in team.waivers if each.waiver == waiver}
    return tuple(
        agent.agent_id for agent in agents if waiver and (waiver in agent.waivers or agent.agent_id in written)
    )
