"""A fact or a limit in people's words: what a rule says of one agent on one day or in one week."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from staffing.conflicts.member import Conflict, Member
from staffing.problem import Flags, Problem
from staffing.rules import Rule
from staffing.rules.agent.availability import is_closed
from staffing.rules.bound import Bound
from staffing.rules.clock import span_text
from staffing.rules.counted import CountedRule
from staffing.rules.team.headcount import HeadcountRule

MOST_TOLD = 12
"""So many lines tell a conflict at most."""
AFTER_THE_PLAN = "the day after the plan"


@dataclass(frozen=True, eq=False)
class Place:
    """Where a rule says something: for which agent, on which day, and with which bounds."""

    problem: Problem
    rule: Any
    """As it was written, whatever it is applied to."""
    agent: int
    day: int
    note: str
    bounds: Sequence[Bound]

    @property
    def on_day(self) -> str:
        """The day by name."""
        return self.problem.day_names[self.day]

    @property
    def in_week(self) -> str:
        """The planned week of the day, by its first day."""
        problem = self.problem
        return f"in the week of {problem.day_names[int(problem.days_of(int(problem.week[self.day]))[0])]}"

    @property
    def low(self) -> int:
        """The greatest lower limit; 0 where there is none."""
        return max((bound.low for bound in self.bounds if bound.low is not None), default=0)

    @property
    def high(self) -> int:
        """The least upper limit; 0 where there is none."""
        return min((bound.high for bound in self.bounds if bound.high is not None), default=0)

    @property
    def limits(self) -> str:
        """`at least 2 and at most 3`, as the bounds have it."""
        if any(bound.low == bound.high for bound in self.bounds):
            return f"exactly {self.low}"
        least = [f"at least {self.low}"] if any(bound.low is not None for bound in self.bounds) else []
        most = [f"at most {self.high}"] if any(bound.high is not None for bound in self.bounds) else []
        return " and ".join(least + most)

    @property
    def span(self) -> str:
        """The stretch of days that a counted rule counts over, by name."""
        names = [str(span.name) for span in self.rule.spans(self.problem) if int(span.days[-1]) == self.day]
        return names[0] if names else f"up to {self.on_day}"

    @property
    def shift(self) -> str:
        """The shift that is published for the agent and day."""
        problem = self.problem
        return problem.shift_names[int(problem.pins[self.agent, self.day - problem.history_days])]

    @property
    def people(self) -> str:
        """What a rule about numbers of people counts."""
        return self.note.removeprefix("too few ").removesuffix(" out of bounds") or "people"

    def people_of(self, number: int) -> str:
        """The same of so many: `person on late`."""
        return re.sub(r"^people\b", "person", self.people) if number == 1 else self.people

    def shifts_named(self, chosen: Flags) -> str:
        """Chosen shifts [S] of the agent's site by name."""
        here = chosen & (self.problem.shift_site == self.problem.agent_site[self.agent])
        return ", ".join(self.problem.shift_names[shift] for shift in np.flatnonzero(here))


def fact(place: Place) -> str:
    """What a hard rule says of an agent and a day; its law with its parameters where it has no words of its own."""
    rule = place.rule
    words = _FACTS.get(rule.name())
    if words is not None:
        return words(place)
    if isinstance(rule, CountedRule):
        return f"{place.limits} {rule.counts()} {place.span}"
    if isinstance(rule, HeadcountRule):
        last = place.high if any(bound.high is not None for bound in place.bounds) else place.low
        return f"{place.limits} {place.people_of(last)}" + (f" on {place.on_day}" if place.day >= 0 else "")
    beside = ", ".join(filter(None, (place.on_day if place.day >= 0 else "", place.note)))
    return law_of(rule) + (f" ({beside})" if beside else "")


def law_of(rule: Rule) -> str:
    """The law of a rule with its parameters in it, as part of a sentence."""

    def value(match: re.Match[str]) -> str:
        name, after = match[1], match[2]
        given = getattr(rule, name, None) if name in type(rule).model_fields else None
        if isinstance(given, tuple) and all(isinstance(one, str) for one in given):
            given = ", ".join(given)
        if isinstance(given, bool) or not isinstance(given, int | float | str):
            return name + after
        shown = str(given)
        unit = f" {name}" if name in _UNITS and after.strip() != name else ""
        return shown + unit + after

    law = rule.law if getattr(rule, "min", 0) is not None else rule.law.replace("at least `min` and ", "")
    law = law if getattr(rule, "max", 0) is not None else law.replace(" and at most `max`", "")
    text = re.sub(r"`([\w.]+)`(\s*\w*)", value, law).removesuffix(".")
    return text[:1].lower() + text[1:]


_UNITS = ("minutes", "days", "weeks", "hours")


def _availability(place: Place) -> str:
    if is_closed(place.problem, place.agent, place.day):
        return f"the site is closed on {place.on_day}"
    open_ = place.shifts_named(place.problem.available[place.agent, place.day])
    return f"available only for {open_} on {place.on_day}" if open_ else f"not available on {place.on_day}"


def _allowed(place: Place) -> str:
    open_ = place.shifts_named(place.problem.contract_allows[place.agent])
    return f"the contract names only {open_}" if open_ else "the contract names no shift of the site"


def _employment(place: Place) -> str:
    problem = place.problem
    days = np.flatnonzero(problem.employed[place.agent, problem.history_days :]) + problem.history_days
    if not len(days):
        return "not employed in the plan"
    return f"employed from {problem.day_names[days[0]]} to {problem.day_names[days[-1]]} of the plan only"


def _rest_days(place: Place) -> str:
    off = len(place.problem.days_of(int(place.problem.week[place.day]))) - place.high
    return f"at least {off} {'day' if off == 1 else 'days'} off {place.in_week}"


def _on_queue(place: Place) -> str:
    planned = place.day - place.problem.history_days
    spans = [one for one in place.problem.cover if one.day == planned and one.span == place.people]
    wanted = max((one.people for one in spans), default=place.low)
    return f"at least {wanted} on queue on {place.on_day} {place.people}"


def _request(place: Place) -> str:
    wanted = place.note.removeprefix("refused: ")
    return f"{'a day off' if wanted == 'off' else wanted} is asked for on {place.on_day}"


def _long_rest(place: Place) -> str:
    rule = place.rule
    when = f"in the {rule.days} days up to {place.on_day}" if rule.rolling else place.in_week
    inside = "" if rule.inside is None else f", {rule.inside} of them in these days"
    return f"at least {rule.minutes} minutes at a stretch without a shift {when}{inside}"


def _no_nights(place: Place) -> str:
    return f"no work at night ({span_text(place.rule.between)}) on {place.on_day}"


_FACTS: dict[str, Callable[[Place], str]] = {
    "leave": lambda place: f"leave on {place.note or place.on_day}",
    "pins": lambda place: f"{place.shift} is published on {place.on_day}",
    "availability": _availability,
    "allowed_shifts": _allowed,
    "employment": _employment,
    "contract_days": lambda place: f"at most {place.high} working day{'s' * (place.high != 1)} {place.in_week}",
    "contract_minutes": lambda place: f"at most {place.high} paid minutes {place.in_week}",
    "guaranteed_minutes": lambda place: f"at least {place.low} paid minutes {place.in_week}",
    "daily_minutes": lambda place: f"at most {place.high} paid minutes on {place.on_day}",
    "min_rest": lambda place: f"{place.rule.minutes} minutes of rest before a shift on {place.on_day}",
    "max_consecutive_days": lambda place: f"at most {place.high} days in a row up to {place.on_day}",
    "weekly_rest_days": _rest_days,
    "min_on_queue": _on_queue,
    "no_nights": _no_nights,
    "rest_in_window": _long_rest,
    "requests": _request,
}


def conflict_sentences(problem: Problem, conflict: Conflict) -> list[str]:
    """Who, what and by which rule, for every member; in a large conflict people and days with one rule together."""
    names = problem.agent_names
    if len(conflict.members) <= MOST_TOLD:
        return [
            (f"{names[member.agent]}: " if member.agent >= 0 else "") + f"{member.what} ({_rule_named(member)})"
            for member in conflict.members
        ]
    people: dict[tuple[str, str], list[str]] = defaultdict(list)
    facts: dict[str, list[str]] = defaultdict(list)
    for member in conflict.members:
        if member.agent >= 0:
            people[member.what, _rule_named(member)].append(names[member.agent])
        else:
            facts[_rule_named(member)].append(member.what)
    lines = [f"{_some(who)}: {what} ({rule})" for (what, rule), who in people.items()]
    lines += [f"{_some(what)} ({rule})" for rule, what in facts.items()]
    left = len(lines) - MOST_TOLD
    return lines if left <= 0 else [*lines[:MOST_TOLD], f"and {left} more of such kinds"]


def _rule_named(member: Member) -> str:
    return f"{member.rule.rule}, {member.article}" if member.article else member.rule.rule


def _some(names: Sequence[str]) -> str:
    """The first three, and how many there are beside."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
