"""Rules that cannot hold together, and people who can never meet their contract under them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

from staffing.read.contract_checks import due_minutes
from staffing.read.shift_checks import Placed, shifts_left
from staffing.read.team_checks import Written
from staffing.read.week_facts import WEEK, Fact, Who, known_as, week_facts
from staffing.read.yaml_source import Spot
from staffing.rules.words import so_many

_SCOPE = {"label", "weight", "agents", "contracts", "min", "max"}
"""Keys in which two rules of one kind may differ and still count the same."""


def check_week(written: Written, rules: Iterable[Placed], who: Who, told: Collection[Spot] = ()) -> None:
    """The hard rules that bind some people leave each other, and the contract, a week; but for those already `told`."""
    bound = [(spot, rule) for spot, rule in rules if rule.hard and who.bound_by(rule)]
    who = shifts_left(written, bound, who)
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
        return (
            f"{so_many(int(most.amount), 'days')} of its longest shift make {fit} minutes" if least.amount > fit else ""
        )
    needed = int(least.amount * who.shortest)
    days = -(-least.amount // 1)
    return (
        f"{so_many(int(days), 'days')} of its shortest shift make {days * who.shortest} minutes"
        if needed > most.amount
        else ""
    )


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
        most = so_many(other.days, "days in a row")
        said = f"is {least}, but {known_as(other)} at {written.at(other_spot)} allows {most}"
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
