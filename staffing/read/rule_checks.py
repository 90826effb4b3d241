"""Rules that contradict each other, or contracts that cannot be worked under them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from staffing.documents.people import Agent
from staffing.documents.team import Team
from staffing.read.faults import choice, listed, shown
from staffing.read.headcount_checks import check_enough_people
from staffing.read.rule_contradictions import check_pairs, check_week
from staffing.read.team_checks import Written
from staffing.read.week_facts import Who, in_force, known_as
from staffing.read.yaml_source import Spot


def check_rules(written: Written) -> None:
    """No rule stands twice, rest is in minutes, and at an only site contracts can be worked under the hard rules."""
    team = written.team
    for spot, rules in _groups(written):
        _check_each(written, spot, rules)
    if len(team.sites) == 1:
        _check_contracts(written, 0, {contract.id for contract in team.contracts})


def check_rules_in_use(written: Written, agents: Iterable[Agent]) -> None:
    """The rules of each site leave its people a week, and exclude neither each other nor everybody; InputError else.

    Where there are several sites, team.yaml alone does not say which contracts are worked where.
    """
    team, everybody = written.team, list(agents)
    _check_people(written, everybody)
    people = [agent for agent in everybody if agent.role == "agent"]
    check_enough_people(written, _placed(("rules",), team.rules), people)
    for number, site in enumerate(team.sites):
        here = [agent for agent in people if team.site_of(agent.site) is site]
        rules = list(in_force(team, number))
        named = {name for _, rule in rules for name in (*getattr(rule, "agents", ()), *_only(rule))}
        who = _alike(team, number, here, named)
        told = check_pairs(written, rules, who)
        _check_contracts(written, number, {agent.contract for agent in here}, told)
        for each in who:
            if each.agent:
                check_week(written, rules, each, told)
    written.faults.raise_any()


def _groups(written: Written) -> list[tuple[Spot, Iterable[Any]]]:
    """Where rules stand: those of the team, and those of each site."""
    sites = [(("sites", number, "rules"), site.rules) for number, site in enumerate(written.team.sites)]
    return [(("rules",), written.team.rules), *sites]


def _placed(spot: Spot, rules: Iterable[Any]) -> Iterator[tuple[Spot, Any]]:
    for number, rule in enumerate(rules):
        yield (*spot, number), rule


def _only(rule: Any) -> tuple[str, ...]:
    """People whom a rule of lines of work is about, beside those for whom it holds."""
    return tuple(rule.people) if rule.rule == "last_resort" else ()


def _alike(team: Team, site: int, people: Iterable[Agent], named: Collection[str]) -> list[Who]:
    """The people of a site by contract; those whom rules name one by one."""
    place = {contract.id: number for number, contract in enumerate(team.contracts)}
    kinds = dict.fromkeys((agent.contract, agent.agent_id * (agent.agent_id in named)) for agent in people)
    return [Who.of(team, place[contract], site, name) for contract, name in kinds]


def _check_each(written: Written, spot: Spot, rules: Iterable[Any]) -> None:
    first: dict[str, int] = {}
    for number, rule in enumerate(rules):
        name = known_as(rule)
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
        _check_chosen(written, (*spot, number), rule)


def _check_named(written: Written, spot: Spot, rule: Any) -> None:
    """Shifts, queues and contracts that a rule names are those of the team; where it names some there is one."""
    scope = ("agents", "contracts") if hasattr(rule, "agents") else ()
    for key in dict.fromkeys((*rule.names_shifts, *rule.names_agents, *scope)):
        if written.source.value((*spot, key)) == []:
            written.fault((*spot, key), "is empty; name at least one, or leave it out")
        _check_twice(written, (*spot, key), getattr(rule, key), key in rule.names_shifts)
    shifts = [shift.id for shift in written.team.shifts]
    for key in rule.names_shifts:
        for place, name in _named(getattr(rule, key)):
            if name not in (*shifts, *rule.shift_words):
                said = f"is {shown(name)}, which is not a shift{choice(name, [*shifts, *rule.shift_words])}"
                written.fault((*spot, key, *place), said)
    queues = [queue.id for queue in written.team.queues]
    for key in rule.names_queues:
        for place, name in _named(getattr(rule, key)):
            if name not in queues:
                said = f"is {shown(name)}, which is not a queue{choice(name, queues)}"
                written.fault((*spot, key, *place), said)
    contracts = [contract.id for contract in written.team.contracts]
    for number, name in enumerate(getattr(rule, "contracts", ())):
        if name not in contracts:
            said = f"is {shown(name)}, which is not a contract{choice(name, contracts)}"
            written.fault((*spot, "contracts", number), said)


def _check_chosen(written: Written, spot: Spot, rule: Any) -> None:
    """Where a rule is of late shifts or of nights, some shift is one."""
    shifts = written.team.shifts
    if getattr(rule, "late", False) and not any(shift.late for shift in shifts):
        written.fault((*spot, "late"), "is true, but no shift is late; write late: true at a shift, or name shifts")
    if getattr(rule, "night", False) and not any(shift.is_night for shift in shifts):
        said = "is true, but no shift is a night; nights have three hours or more between 23:00 and 06:00"
        written.fault((*spot, "night"), f"{said}: name shifts, or leave the rule out")


def _check_twice(written: Written, spot: Spot, names: Any, shifts: bool) -> None:
    """People and contracts are named once; a shift may come again in a sequence."""
    for number, name in enumerate(names if isinstance(names, tuple) and not shifts else ()):
        if name in names[:number]:
            written.fault((*spot, number), f"is {shown(name)} a second time; name each once")


def _named(value: Any, place: Spot = ()) -> Iterator[tuple[Spot, str]]:
    """Every name in a value of any depth, and where in it the name stands."""
    if isinstance(value, str):
        yield place, value
    elif value is not None:
        for number, one in enumerate(value):
            yield from _named(one, (*place, number))


def _check_people(written: Written, agents: Collection[Agent]) -> None:
    """People whom a rule names are in agents.csv, and the rule holds for somebody."""
    known = {agent.agent_id: agent for agent in agents}
    for spot, rules in _groups(written):
        for place, rule in _placed(spot, rules):
            for key in (*rule.names_agents, *(("agents",) if hasattr(rule, "agents") else ())):
                for inside, name in _named(getattr(rule, key)):
                    if name not in known:
                        said = f"is {shown(name)}, which is not in agents.csv{choice(name, known)}"
                        written.fault((*place, key, *inside), said)
                    elif known[name].role == "lead":
                        written.fault((*place, key, *inside), f"is {shown(name)}, a lead; leads are never rostered")
                    elif rule.rule == "no_nights" and known[name].no_nights_until is None:
                        said = f"is {shown(name)}, who has no date in the column no_nights_until of agents.csv"
                        written.fault((*place, key, *inside), f"{said}; write there until when the rule holds")
            named = [known[name] for name in getattr(rule, "agents", ()) if name in known]
            _check_somebody(written, place, rule, named)


def _check_somebody(written: Written, spot: Spot, rule: Any, named: Collection[Agent]) -> None:
    """Those whom a rule names have one of the contracts that it names, and work at the site whose rule it is."""
    if named and rule.contracts and not any(agent.contract in rule.contracts for agent in named):
        said = f"names {listed(agent.agent_id for agent in named)}, of whom nobody has a contract of its contracts"
        written.fault((*spot, "agents"), f"{said} ({listed(rule.contracts)}); leave out one of the two")
    if spot[0] == "sites":
        site = written.team.sites[int(spot[1])]
        for number, name in enumerate(rule.agents if named else ()):
            other = next((agent.site for agent in named if agent.agent_id == name), site.id)
            if written.team.site_of(other) is not site:
                said = f"is {shown(name)}, who works at {other}; a rule of a site holds for its own people"
                written.fault((*spot, "agents", number), said)


def _check_contracts(written: Written, site: int, used: Collection[str], told: Collection[Spot] = ()) -> None:
    """Contracts used at a site against the hard rules and the overtime that hold there."""
    team, rules = written.team, list(in_force(written.team, site))
    every = [Who.of(team, place, site) for place, one in enumerate(team.contracts) if one.id in used]
    for who in every:
        for spot, rule in rules:
            if rule.rule == "min_rest" and rule.hard and who.bound_by(rule):
                _check_rest(written, spot, rule, who)
        check_week(written, rules, who, told)
    own = team.sites[site].overtime is not None
    extra = team.overtime_at(team.sites[site]).max_extra_days
    for who in every:
        contract = who.contract
        if contract.days_per_week + extra > 7:
            spot = ("sites", site, "overtime", "max_extra_days") if own else ("overtime", "max_extra_days")
            at, days = written.at(("contracts", who.place)), contract.days_per_week
            said = f"is {extra}, but the contract {contract.id} at {at} has {days} days_per_week"
            written.fault(spot, f"{said}; at most {7 - days} more fit into a week")


def _check_rest(written: Written, spot: Spot, rule: Any, who: Who) -> None:
    contract = who.contract
    longest = max((one.start + 1440 - other.end for one in who.shifts for other in who.shifts), default=rule.minutes)
    if rule.minutes <= 24:  # hours, and told
        return
    if longest < rule.minutes and contract.days_per_week > 4:  # every second day makes four a week
        written.fault(
            spot,
            f"wants {rule.minutes} minutes, but no two shifts of the contract {contract.id} at "
            f"{written.at(('contracts', who.place))} on successive days leave more than {longest}, and its "
            f"{contract.days_per_week} days a week need them; rest less or add a shift",
        )
