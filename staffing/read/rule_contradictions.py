"""Rules that cannot hold together, and people who can never meet their contract under them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

from staffing.documents.people import Agent
from staffing.documents.team import Team
from staffing.read.contract_checks import due_minutes
from staffing.read.team_checks import Written
from staffing.read.week_facts import WEEK, Fact, Who, known_as, minutes_of_day, week_facts
from staffing.read.yaml_source import Spot

Placed = tuple[Spot, Any]
"""A rule and where it stands."""
_SCOPE = {"label", "weight", "agents", "contracts", "min", "max"}
"""Keys in which two rules of one kind may differ and still count the same."""


def check_week(written: Written, rules: Iterable[Placed], who: Who, told: Collection[Spot] = ()) -> None:
    """The hard rules that bind some people leave each other, and the contract, a week; but for those already `told`."""
    bound = [(spot, rule) for spot, rule in rules if rule.hard and who.bound_by(rule)]
    who = _within_a_day(written, bound, who)
    if not who.shifts:  # told here, or of the contract
        return
    facts, known = week_facts(bound, who), set(told)
    most = [*_by_contract(written, who), *(fact for fact in facts if fact.side == "most")]
    for least in (fact for fact in facts if fact.side == "least" and fact.spot not in known):
        for fact in sorted(most, key=lambda one: (one.unit != least.unit, one.amount)):
            if not (fact.spot and fact.spot == least.spot) and (fit := _too_much(least, fact, who)):
                other = f"{written.source.label(fact.spot)} at {written.at(fact.spot)} " if fact.spot else ""
                written.fault(least.spot, f"{least.said}, but {other}{fact.said}; {fit}")
                known.add(fact.spot)
                break
    for fact in facts:
        if fact.side == "most" and not fact.named and fact.spot not in known:
            _check_contract(written, fact, who)


def _within_a_day(written: Written, bound: Iterable[Placed], who: Who) -> Who:
    """The same people with the shifts that are not too long for a day; a rule that leaves none is told."""
    for spot, rule in bound:
        if rule.rule == "daily_minutes" and who.shifts:
            most = minutes_of_day(rule, who)
            left = tuple(shift for shift in who.shifts if shift.paid_minutes <= most)
            if not left:
                shift = min(who.shifts, key=lambda one: one.paid_minutes)
                at = f"the contract {who.contract.id} at {written.at(('contracts', who.place))}"
                said = f"allows {most} minutes a day, but {shift.id}, the shortest shift of {at}, has {who.shortest}"
                written.fault(spot, f"{said}; allow that or add a shorter shift")
            who = replace(who, shifts=left)
    return who


def _by_contract(written: Written, who: Who) -> Iterator[Fact]:
    """What the calendar and the contract allow at most."""
    contract, at = who.contract, written.at(("contracts", who.place))
    overtime = written.team.overtime_at(written.team.sites[who.site])
    yield Fact("most", "days", Fraction(WEEK), f"a week has {WEEK} days", ())
    for unit, due, extra in (
        ("days", contract.days_per_week, overtime.max_extra_days),
        ("minutes", contract.minutes_per_week, overtime.max_minutes_per_week),
    ):
        more = f" and {extra} of overtime" if extra else ""
        said = f"the contract {contract.id} at {at} has {due} {unit}_per_week{more}"
        yield Fact("most", "days" if unit == "days" else "minutes", Fraction(due + extra), said, ())


def _too_much(least: Fact, most: Fact, who: Who) -> str:
    """What fits in place of the least, where the most does not leave it; empty where it does."""
    if least.unit == most.unit:
        return f"at most {int(most.amount)} fit" if least.amount > most.amount else ""
    if least.unit == "minutes":
        fit = int(most.amount * who.longest)
        return f"{int(most.amount)} days of its longest shift make {fit} minutes" if least.amount > fit else ""
    needed = int(least.amount * who.shortest)
    days = -(-least.amount // 1)
    return f"{days} days of its shortest shift make {days * who.shortest} minutes" if needed > most.amount else ""


def _check_contract(written: Written, most: Fact, who: Who) -> None:
    """A rule that is no exception for people leaves the days and minutes agreed."""
    contract = who.contract
    at = f"the contract {contract.id} at {written.at(('contracts', who.place))}"
    days, due = contract.days_per_week, due_minutes(contract)
    if most.unit == "days" and days > most.amount:
        written.fault(most.spot, f"{most.said}, but {at} has {days} days_per_week; at most {int(most.amount)} fit")
    elif most.unit == "minutes" and due > most.amount:
        said = f"{most.said}, but {at} guarantees {due} a week"
        written.fault(most.spot, f"{said}; allow that, or give it min_minutes_per_week of {int(most.amount)} at most")


def check_pairs(written: Written, rules: Iterable[Placed], people: Iterable[Who]) -> set[Spot]:
    """No two hard rules that bind the same people exclude each other; where the rules stand of which that is told."""
    who, told = list(people), set[Spot]()
    for one, other in combinations([(spot, rule) for spot, rule in rules if rule.hard], 2):
        if any(each.bound_by(one[1]) and each.bound_by(other[1]) for each in who):
            for first, second in ((one, other), (other, one)):
                if said := _limits(written, *first, *second) or _runs(written, *first, *second):
                    told.add(first[0])
                    written.fault((*first[0], said[0]), said[1])
                elif apart := _pairing(written, *first, *second):
                    written.fault(first[0], apart)
    return told


def _limits(written: Written, spot: Spot, one: Any, other_spot: Spot, other: Any) -> tuple[str, str] | None:
    """Of what two rules of one kind count alike, the least of one is above the most of the other."""
    least, most = getattr(one, "min", None), getattr(other, "max", None)
    alike = one.rule == other.rule and one.model_dump(exclude=_SCOPE) == other.model_dump(exclude=_SCOPE)
    if alike and least is not None and most is not None and least > most:
        return "min", f"is {least}, above max {most} of {known_as(other)} at {written.at(other_spot)}"
    return None


def _runs(written: Written, spot: Spot, one: Any, other_spot: Spot, other: Any) -> tuple[str, str] | None:
    """A run of days that must be so long may not be so long."""
    key = {"min_consecutive_days": "days", "consecutive_shifts": "min"}.get(one.rule)
    least = getattr(one, key) if key else None
    if key and least is not None and other.rule == "max_consecutive_days" and least > other.days:
        said = f"is {least}, but {known_as(other)} at {written.at(other_spot)} allows {other.days} days in a row"
        return key, f"{said}; at most {other.days} fit"
    return None


def _pairing(written: Written, spot: Spot, one: Any, other_spot: Spot, other: Any) -> str:
    """Somebody is to work together with somebody and apart from them."""
    if one.rule == "together" and other.rule == "apart":
        both = [name for name in one.people if name in other.people]
        if len(both) > 1:
            said = f"names {both[0]} and {both[1]}, whom {known_as(other)} at {written.at(other_spot)} keeps apart"
            return f"{said}; keep one of the two rules"
    return ""


def check_enough_people(written: Written, rules: Iterable[Placed], agents: Iterable[Agent]) -> None:
    """There are as many people as hard rules want at once."""
    everybody = list(agents)
    for spot, rule in rules:
        wanted = getattr(rule, "min", None)
        if rule.hard and rule.rule in _OF_PEOPLE and wanted is not None:
            there, what = _people_for(written.team, rule, everybody)
            if wanted > there:
                said = f"is {wanted}, but only {there} of the people in agents.csv {what}; write at most {there}"
                written.fault((*spot, "min"), said)


def _people_for(team: Team, rule: Any, agents: list[Agent]) -> tuple[int, str]:
    """How many people can work what a rule counts: the fewest of its shifts and sites."""
    if rule.rule not in ("people_per_shift", "people_with_skill"):
        return len(agents), "can be rostered"
    queues, queue = tuple(one.id for one in team.queues), getattr(rule, "queue", "")
    contracts = {contract.id: contract.shifts for contract in team.contracts}
    able = [agent for agent in agents if not queue or queue in agent.proficiency(queues)]
    counts = {
        (shift.id, site.id): sum(
            shift.id in contracts[agent.contract] and team.site_of(agent.site) is site for agent in able
        )
        for site in team.sites
        for shift in team.shifts_at(site)
        if not rule.shifts or shift.id in rule.shifts
    }
    (shift, site), fewest = min(counts.items(), key=lambda item: item[1], default=(("", ""), len(able)))
    where = f" at {site}" if len(team.sites) > 1 else ""
    return fewest, f"can work {shift}{where}" + (f" and serve {queue}" if queue else "")


_OF_PEOPLE = ("people_used", "people_per_day", "people_per_shift", "people_with_skill")
