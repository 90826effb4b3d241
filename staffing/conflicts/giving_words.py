"""A way out in people's words: which fact is given up, or which limit gives, for whom, when and by how much.

What is the same for several people and days is told once, of all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from staffing.conflicts.giving import Given
from staffing.conflicts.stated import Key, Stated
from staffing.conflicts.words import Place
from staffing.problem import Problem
from staffing.rules.agent.availability import is_closed
from staffing.rules.counted import CountedRule
from staffing.rules.team.headcount import HeadcountRule

WHO, DAY = "\0who\0", "\0day\0"
"""Where the people and the days stand in what is told of several."""


@dataclass(frozen=True, eq=False)
class _Giving(Place):
    """A place that gives."""

    given: Given
    name: str
    """Under which the rule is known."""
    by: int
    """The most by which one of its bounds is missed."""
    over: bool
    """Whether that is the high side."""
    amount: int
    """By how much the rule is missed, in its unit."""
    raised: int
    """By how much its limit is higher than written, as leave is given up beside it."""

    @property
    def who(self) -> str:
        return WHO if self.agent >= 0 else "the team"

    @property
    def on_day(self) -> str:
        return DAY

    @property
    def works(self) -> str:
        """What the agent works on the day in that roster."""
        line = self.given.roster.work[self.agent, self.day - self.problem.history_days]
        return self.problem.shift_names[int(np.argmax(line))] if line.any() else "a shift"


def sentence_of(stated: Stated, given: Given, keys: Sequence[Key]) -> str:
    """What a way out asks for, as one sentence without its full stop."""
    days: dict[tuple[str, int], set[int]] = defaultdict(set)
    for key in keys:
        days[_part(stated, given, key), key.agent].add(key.day)
    people: dict[tuple[str, tuple[int, ...]], list[int]] = defaultdict(list)
    for (words, agent), on in days.items():
        people[words, tuple(sorted(on)) if DAY in words else ()].append(agent)
    names = stated.problem.agent_names
    return " and ".join(
        words.replace(WHO, listed([names[agent] for agent in who])).replace(DAY, days_listed(stated.problem, on))
        for (words, on), who in people.items()
    )


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def days_listed(problem: Problem, days: Sequence[int]) -> str:
    """`Wed 04, Thu 05 and Fri 06 Nov`: a month once for days that follow each other in it."""
    names = [problem.day_names[day] for day in days]
    months = [name.rpartition(" ")[2] for name in names]
    return listed(
        [
            name.rpartition(" ")[0] if n + 1 < len(names) and months[n + 1] == months[n] and " " in name else name
            for n, name in enumerate(names)
        ]
    )


def _part(stated: Stated, given: Given, key: Key) -> str:
    rule, place = stated.rules[key.rule], stated.place(key)
    most = max(given.missed[key], key=abs, default=0)
    amount = given.amount(stated, key)
    raised = given.raised.get(key, 0)
    fields = {**vars(place), "given": given, "name": rule.rule, "by": abs(most), "over": most > 0, "amount": amount}
    giving = _Giving(**fields, raised=raised)
    words = _WORDS.get(place.rule.name())
    if words is None and isinstance(place.rule, CountedRule):
        words = _counted
    elif words is None and isinstance(place.rule, HeadcountRule):
        words = _headcount
    return (words or _otherwise)(giving)


def _otherwise(at: _Giving) -> str:
    when = f" on {at.on_day}" if at.day >= 0 else ""
    note = f" ({at.note})" if at.note else ""
    return f"let {at.name} be missed by {at.amount} {at.rule.unit} for {at.who}{when}{note}"


def _counted(at: _Giving) -> str:
    limit = f"at most {at.high + at.by}" if at.over else f"at least {at.low - at.by}"
    return f"let {at.name} be {limit} {at.rule.counts()} for {at.who} {at.span}"


def _headcount(at: _Giving) -> str:
    now = at.high if at.over else at.low
    where = at.people_of(now) + (f" on {at.on_day}" if at.day >= 0 else "")
    if at.over:
        return f"allow {now + at.by} instead of {now} {where} ({at.name})"
    return f"ask for {now - at.by} instead of {now} {where} ({at.name}; or have {at.by} more)"


def _allowed(at: _Giving) -> str:
    worked = at.given.roster.work[at.agent].any(axis=0) & ~at.problem.contract_allows[at.agent]
    return f"have {at.who} work {at.shifts_named(worked) or 'another shift'}, which the contract does not name"


def _rest_days(at: _Giving) -> str:
    off = len(at.problem.days_of(int(at.problem.week[at.day]))) - at.high
    return f"let {at.name} be {off - at.by} for {at.who} {at.in_week}"


def _on_queue(at: _Giving) -> str:
    people = "person" if at.by == 1 else "people"
    return f"have {at.by} more {people} on queue on {at.on_day} {at.people} (or ask for {at.by} fewer)"


def _instead(what: str, sign: int) -> Callable[[_Giving], str]:
    """Words for a weekly limit: so much instead of so much."""

    def words(at: _Giving) -> str:
        now = (at.high if sign > 0 else at.low) + at.raised
        verb = "let" if sign > 0 else "guarantee"
        work = " work" if sign > 0 else ""
        return f"{verb} {at.who}{work} {now + sign * at.by} {what} instead of {now} {at.in_week}"

    return words


def _at_work(at: _Giving) -> str:
    closed = is_closed(at.problem, at.agent, at.day)
    although = "on which the site is closed" if closed else "against the availability pattern"
    return f"have {at.who} work {at.works} on {at.on_day}, {although}"


_WORDS: dict[str, Callable[[_Giving], str]] = {
    "leave": lambda at: f"give up the leave of {at.who} on {at.note or at.on_day}",
    "pins": lambda at: f"take the published {at.shift} of {at.who} on {at.on_day} out of published.csv",
    "availability": _at_work,
    "allowed_shifts": _allowed,
    "employment": lambda at: f"have {at.who} work outside the employment",
    "contract_days": _instead("days", 1),
    "contract_minutes": _instead("paid minutes", 1),
    "guaranteed_minutes": _instead("paid minutes", -1),
    "min_rest": lambda at: (
        f"let {at.name} be {max(0, at.rule.minutes - at.amount)} minutes for {at.who} before the shift on {at.on_day}"
    ),
    "max_consecutive_days": lambda at: f"let {at.name} be {at.high + at.by} for {at.who} up to {at.on_day}",
    "weekly_rest_days": _rest_days,
    "min_on_queue": _on_queue,
    "requests": lambda at: f"refuse what {at.who} asked for on {at.on_day} ({at.note.removeprefix('refused: ')})",
}
