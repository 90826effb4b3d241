"""Rules that contradict each other, or contracts that cannot be worked under them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from staffing.documents.people import Agent
from staffing.documents.team import Contract
from staffing.read.faults import choice, shown
from staffing.read.team_checks import Written
from staffing.read.yaml_source import Spot

OFF = "off"
"""Stands among the shifts of a pattern for a day without one."""


def check_rules(written: Written) -> None:
    """No rule stands twice, rest is in minutes, and at an only site contracts can be worked under the hard rules."""
    team = written.team
    groups: list[tuple[Spot, Iterable[Any]]] = [(("rules",), team.rules)]
    groups += [(("sites", number, "rules"), site.rules) for number, site in enumerate(team.sites)]
    for spot, rules in groups:
        _check_each(written, spot, rules)
    if len(team.sites) == 1:
        _check_contracts(written, 0, {contract.id for contract in team.contracts})


def check_rules_in_use(written: Written, agents: Iterable[Agent]) -> None:
    """The contracts of the people of each site can be worked under its hard rules; InputError else.

    Where there are several sites, team.yaml alone does not say which contracts are worked where.
    """
    everybody = list(agents)
    _check_people(written, [agent.agent_id for agent in everybody])
    people = [agent for agent in everybody if agent.role == "agent"]
    for number, site in enumerate(written.team.sites):
        used = {agent.contract for agent in people if written.team.site_of(agent.site) is site}
        _check_contracts(written, number, used)
    written.faults.raise_any()


def _check_each(written: Written, spot: Spot, rules: Iterable[Any]) -> None:
    first: dict[str, int] = {}
    for number, rule in enumerate(rules):
        name = f"{rule.rule}:{rule.label}" if rule.label else rule.rule
        if name in first:
            other = written.at((*spot, first[name]))
            said = f"stands a second time, first at {other}; write each rule once, or give each a label of its own"
            written.fault((*spot, number), said)
        first.setdefault(name, number)
        if rule.rule == "min_rest" and 0 < rule.minutes <= 24:
            written.fault(
                (*spot, number, "minutes"),
                f"is {rule.minutes}; minutes are wanted and this looks like hours: write {rule.minutes * 60}",
            )
        _check_named(written, (*spot, number), rule)


def _check_named(written: Written, spot: Spot, rule: Any) -> None:
    """Shifts and contracts that a rule names are those of the team."""
    shifts = [shift.id for shift in written.team.shifts]
    for key in rule.names_shifts:
        for place, name in _named(getattr(rule, key)):
            if name not in (*shifts, OFF):
                said = f"is {shown(name)}, which is not a shift{choice(name, shifts)}"
                written.fault((*spot, key, *place), said)
    contracts = [contract.id for contract in written.team.contracts]
    for number, name in enumerate(getattr(rule, "contracts", ())):
        if name not in contracts:
            said = f"is {shown(name)}, which is not a contract{choice(name, contracts)}"
            written.fault((*spot, "contracts", number), said)


def _named(value: Any, place: Spot = ()) -> Iterator[tuple[Spot, str]]:
    """Every name in a value of any depth, and where in it the name stands."""
    if isinstance(value, str):
        yield place, value
    elif value is not None:
        for number, one in enumerate(value):
            yield from _named(one, (*place, number))


def _check_people(written: Written, agents: Collection[str]) -> None:
    """People whom a rule names are in agents.csv."""
    groups: list[tuple[Spot, Iterable[Any]]] = [(("rules",), written.team.rules)]
    groups += [(("sites", number, "rules"), site.rules) for number, site in enumerate(written.team.sites)]
    for spot, rules in groups:
        for number, rule in enumerate(rules):
            for key in (*rule.names_agents, *(("agents",) if hasattr(rule, "agents") else ())):
                for place, name in _named(getattr(rule, key)):
                    if name not in agents:
                        said = f"is {shown(name)}, which is not in agents.csv{choice(name, agents)}"
                        written.fault((*spot, number, key, *place), said)


def _check_contracts(written: Written, site: int, used: Collection[str]) -> None:
    """Contracts used at a site against the hard rules and the overtime that hold there."""
    contracts = [(place, one) for place, one in enumerate(written.team.contracts) if one.id in used]
    for spot, rule in _in_force(written, site):
        check = _CHECKS.get(rule.rule)
        if check and rule.hard:
            for place, contract in contracts:
                check(written, spot, rule, place, contract, site)
    own = written.team.sites[site].overtime is not None
    extra = written.team.overtime_at(written.team.sites[site]).max_extra_days
    for place, contract in contracts:
        if contract.days_per_week + extra > 7:
            spot = ("sites", site, "overtime", "max_extra_days") if own else ("overtime", "max_extra_days")
            most = 7 - contract.days_per_week
            _too_many_days(written, spot, place, contract, f"is {extra}", f"at most {most} more fit into a week")


def _in_force(written: Written, site: int) -> Iterator[tuple[Spot, Any]]:
    """The rules that hold at a site, and where they stand: its own before those of the team with other names."""
    own = written.team.sites[site].rules
    for number, rule in enumerate(own):
        yield ("sites", site, "rules", number), rule
    names = {rule.rule for rule in own}
    for number, other in enumerate(written.team.rules):
        if other.rule not in names:
            yield ("rules", number), other


def _check_rest(written: Written, spot: Spot, rule: Any, place: int, contract: Contract, site: int) -> None:
    worked = written.team.shifts_at(written.team.sites[site])
    own = [shift for shift in worked if shift.id in contract.shifts]
    longest = max((one.start + 1440 - other.end for one in own for other in own), default=rule.minutes)
    if rule.minutes <= 24:  # hours, and told
        return
    if longest < rule.minutes and contract.days_per_week > 4:  # every second day makes four a week
        written.fault(
            spot,
            f"wants {rule.minutes} minutes, but no two shifts of the contract {contract.id} at "
            f"{written.at(('contracts', place))} on successive days leave more than {longest}, and its "
            f"{contract.days_per_week} days a week need them; rest less or add a shift",
        )


def _check_rest_days(written: Written, spot: Spot, rule: Any, place: int, contract: Contract, site: int) -> None:
    if rule.days + contract.days_per_week > 7:
        most = 7 - rule.days
        _too_many_days(written, spot, place, contract, f"wants {rule.days} days off a week", f"at most {most} fit")


def _check_consecutive(written: Written, spot: Spot, rule: Any, place: int, contract: Contract, site: int) -> None:
    most = 7 - 7 // (rule.days + 1)
    if contract.days_per_week > most:
        _too_many_days(written, spot, place, contract, f"allows {rule.days} days in a row", f"at most {most} fit")


_CHECKS = {
    "min_rest": _check_rest,
    "weekly_rest_days": _check_rest_days,
    "max_consecutive_days": _check_consecutive,
}


def _too_many_days(written: Written, spot: Spot, place: int, contract: Contract, wants: str, most: str) -> None:
    written.fault(
        spot,
        f"{wants}, but the contract {contract.id} at {written.at(('contracts', place))} has {contract.days_per_week} "
        f"days_per_week; {most}",
    )
