"""What hard rules and a contract leave of an ordinary week: days and paid minutes, at least and at most.

A limit of a month or a window is brought to the mean week, so that whatever cannot keep this cannot keep the rule week
after week; the other way round need not hold, and what is left is found when the roster is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from staffing.documents.team import Contract, Shift, Team
from staffing.read.contract_checks import due_minutes
from staffing.read.yaml_source import Spot
from staffing.rules.contracted import days_entry
from staffing.rules.words import so_many

WEEK = 7
MONTH_WEEKS = 4
"""Whole weeks that lie in a month, but for some that begin badly."""
MONTH_REST = 3
"""Most days of a month beside those."""


class Fact(NamedTuple):
    """At least or at most so much of something in an ordinary week, and who says so in which words."""

    side: Literal["least", "most"]
    unit: Literal["days", "minutes"]
    amount: Fraction
    said: str
    spot: Spot
    named: bool = False
    """Whether the rule names people: then it is an exception from the contract, made on purpose."""
    rule: str = ""
    """Under what name the rule is known."""


@dataclass(frozen=True)
class Who:
    """People alike: their contract and its place in the file, their site, and the one whom rules name, if any does."""

    contract: Contract
    place: int
    site: int
    shifts: tuple[Shift, ...]
    """Those of the contract that are worked at the site."""
    agent: str = ""

    @classmethod
    def of(cls, team: Team, place: int, site: int, agent: str = "") -> Who:
        """The people of a contract at a site."""
        contract = team.contracts[place]
        worked = team.shifts_at(team.sites[site])
        return cls(contract, place, site, tuple(shift for shift in worked if shift.id in contract.shifts), agent)

    def bound_by(self, rule: Any) -> bool:
        """Whether a rule holds for them."""
        agents, contracts = getattr(rule, "agents", ()), getattr(rule, "contracts", ())
        return (not agents or self.agent in agents) and (not contracts or self.contract.id in contracts)

    @property
    def longest(self) -> int:
        """Paid minutes of their longest shift."""
        return max((shift.paid_minutes for shift in self.shifts), default=0)

    @property
    def shortest(self) -> int:
        """Paid minutes of their shortest shift."""
        return min((shift.paid_minutes for shift in self.shifts), default=0)


def in_force(team: Team, site: int) -> Iterator[tuple[Spot, Any]]:
    """The rules that hold at a site, and where they stand: its own before those of the team with other names."""
    own = team.sites[site].rules
    for number, rule in enumerate(own):
        yield ("sites", site, "rules", number), rule
    names = {known_as(rule) for rule in own}
    for number, other in enumerate(team.rules):
        if known_as(other) not in names:
            yield ("rules", number), other


def known_as(rule: Any) -> str:
    """The name of a rule with its label: what a site's own rule of that name stands in place of."""
    return f"{rule.rule}:{rule.label}" if rule.label else str(rule.rule)


def week_facts(rules: Iterable[tuple[Spot, Any]], who: Who) -> list[Fact]:
    """What the hard ones of some rules say of the week of the people whom they bind."""
    bound = [(spot, rule) for spot, rule in rules if rule.hard and who.bound_by(rule)]
    found = [fact for spot, rule in bound for fact in _facts(rule, spot, who)]
    return [*found, *_rest_and_runs(bound)]


def most_in_week(most: int, days: int, longest: int = 1) -> Fraction:
    """The most of a mean week, where any `days` days in a row hold at most `most`, and a day at most `longest`."""
    if days >= WEEK:
        return Fraction(most, days // WEEK)
    whole, rest = divmod(WEEK, days)
    return Fraction(whole * most + min(rest * longest, most))


def least_in_week(least: int, days: int, longest: int = 1) -> Fraction:
    """The least of a mean week, where any `days` days in a row hold at least `least`, and a day at most `longest`."""
    if days < WEEK:
        return Fraction(WEEK // days * least)
    weeks, rest = divmod(days, WEEK)
    return Fraction(least - rest * longest, weeks)


def _facts(rule: Any, spot: Spot, who: Who) -> Iterator[Fact]:
    named = bool(getattr(rule, "agents", ()))
    say = _SAY.get(rule.rule)
    for side, unit, amount, said in say(rule, who) if say else ():
        yield Fact(side, unit, max(Fraction(0), Fraction(amount)), said, spot, named, known_as(rule))


def _off(rule: Any, who: Who) -> Iterator[Any]:
    days = max(0, _by_contract(rule, rule.days, who) - (rule.consent is not None))
    yield "most", "days", WEEK - days, f"wants {so_many(days, 'days off a week')}"


def _by_contract(rule: Any, otherwise: int, who: Who) -> int:
    """The number of a rule for the days a week of a contract."""
    table: dict[int, int] = rule.by_contract_days
    return table[days_entry(table, who.contract.days_per_week)] if table else otherwise


def minutes_of_day(rule: Any, who: Who) -> int:
    """The most minutes of a day by the rule `daily_minutes`, with consent to overtime."""
    return _by_contract(rule, rule.max or 0, who) + int(rule.overtime)


def _in_a_row(rule: Any, who: Who) -> Iterator[Any]:
    yield "most", "days", most_in_week(rule.days, rule.days + 1), f"allows {so_many(rule.days, 'days in a row')}"


def _days_off(rule: Any, who: Who) -> Iterator[Any]:
    if rule.period == "week":
        if rule.min is not None:
            yield "most", "days", WEEK - rule.min, f"wants {so_many(rule.min, 'days off a week')}"
        if rule.max is not None:
            yield "least", "days", WEEK - rule.max, f"allows {so_many(rule.max, 'days off a week')}"
    elif rule.period == "month" and rule.min is not None:
        most = Fraction(MONTH_WEEKS * WEEK + MONTH_REST - rule.min, MONTH_WEEKS)
        yield "most", "days", most, f"wants {so_many(rule.min, 'days off a month')}"


def _weekends(rule: Any, who: Who) -> Iterator[Any]:
    if rule.max == 0:
        yield "most", "days", WEEK - 2, "allows no weekend"


def _off_in_a_row(rule: Any, who: Who) -> Iterator[Any]:
    if rule.max is not None:
        yield "least", "days", WEEK // (rule.max + 1), f"allows {so_many(rule.max, 'days off in a row')}"


def _days(rule: Any, who: Who) -> Iterator[Any]:
    yield from _counted(rule, "days", "days", 1)


def _minutes(rule: Any, who: Who) -> Iterator[Any]:
    yield from _counted(rule, "minutes", "minutes", who.longest)


def _shifts(rule: Any, who: Who) -> Iterator[Any]:
    """Of one shift a day; a limit from above is one of the days where all shifts of the people count."""
    for fact in _counted(rule, "days", "shifts", 1):
        if fact[0] == "least" or all(_chosen(rule, shift) for shift in who.shifts):
            yield fact


def _chosen(rule: Any, shift: Shift) -> bool:
    """Whether a shift counts."""
    if rule.shifts:
        return shift.id in rule.shifts
    return (rule.late and shift.late) or (rule.night and shift.is_night) or not (rule.late or rule.night)


def _counted(rule: Any, unit: str, words: str, longest: int) -> Iterator[Any]:
    """Limits of a period of the calendar, or of every so many days."""
    period = getattr(rule, "period", "")
    if period == "plan":
        return
    if period == "month":
        where, days = "a month", MONTH_WEEKS * WEEK
        spare = MONTH_REST * longest
    else:
        where, days = ("a week", WEEK) if period else (f"in {so_many(rule.days, 'days')}", rule.days)
        spare = 0
    if rule.max is not None:
        yield "most", unit, most_in_week(rule.max, days, longest), f"allows {so_many(rule.max, words)} {where}"
    if rule.min is not None:
        least = least_in_week(rule.min - spare, days, longest)
        yield "least", unit, least, f"wants at least {so_many(rule.min, words)} {where}"


def _rotation(rule: Any, who: Who) -> Iterator[Any]:
    own = {shift.id for shift in who.shifts}
    if own <= set(rule.first) and not own & set(rule.then):
        yield "most", "days", most_in_week(1, 2), "allows no shift on the day after another"


def _sequence(rule: Any, who: Who) -> Iterator[Any]:
    own, days = {shift.id for shift in who.shifts}, len(rule.shifts)
    if all(name == "any" or own == {name} for name in rule.shifts):
        yield "most", "days", most_in_week(days - 1, days), f"allows no {days} days of work in a row"


def _average(rule: Any, who: Who) -> Iterator[Any]:
    yield "most", "minutes", rule.minutes, f"allows {rule.minutes} minutes a week on average"


def _guaranteed(rule: Any, who: Who) -> Iterator[Any]:
    due = due_minutes(who.contract)
    yield "least", "minutes", due, f"is hard and wants the {due} minutes a week of the contract {who.contract.id}"


_SAY = {
    "weekly_rest_days": _off,
    "max_consecutive_days": _in_a_row,
    "days_off_in_period": _days_off,
    "consecutive_days_off": _off_in_a_row,
    "weekends_in_period": _weekends,
    "days_in_period": _days,
    "days_in_window": _days,
    "shifts_in_period": _shifts,
    "shifts_in_window": _shifts,
    "minutes_in_period": _minutes,
    "minutes_in_window": _minutes,
    "shift_rotation": _rotation,
    "forbidden_sequence": _sequence,
    "average_minutes": _average,
    "guaranteed_minutes": _guaranteed,
}
"""What each kind of rule says of a week; the others say nothing that can be told in days or minutes of it."""


def _rest_and_runs(bound: Iterable[tuple[Spot, Any]]) -> Iterator[Fact]:
    """Runs of work that are limited, with so many days off after each."""
    rules = list(bound)
    runs = min((rule.days for _, rule in rules if rule.rule == "max_consecutive_days"), default=None)
    if runs is None:
        return
    for spot, rule in rules:
        if rule.rule == "consecutive_days_off" and rule.min:
            most = min(most_in_week(runs, runs + rule.min), Fraction(WEEK * runs, runs + rule.min))
            said = f"wants {so_many(rule.min, 'days off')} in a row after {so_many(runs, 'days')} of work at most"
            yield Fact("most", "days", most, said, spot, bool(rule.agents), known_as(rule))
