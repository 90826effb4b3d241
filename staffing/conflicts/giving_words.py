"""A way out in people's words: which fact is given up, or which limit gives, for whom, when and by how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from staffing.conflicts.giving import Given
from staffing.conflicts.member import article_of
from staffing.conflicts.stated import Key, Stated
from staffing.conflicts.words import Place
from staffing.rules.counted import CountedRule
from staffing.rules.team.headcount import HeadcountRule

MOST_PARTS = 4
"""Of a larger way out so many parts are told."""


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

    @property
    def who(self) -> str:
        return self.problem.agent_names[self.agent] if self.agent >= 0 else "the team"

    @property
    def works(self) -> str:
        """What the agent works on the day in that roster."""
        line = self.given.roster.work[self.agent, self.day - self.problem.history_days]
        return self.problem.shift_names[int(np.argmax(line))] if line.any() else "a shift"


def sentence_of(stated: Stated, given: Given, keys: Sequence[Key]) -> str:
    """What a way out asks for, as one sentence without its full stop; of many things the first, and the sums."""
    parts = [_part(stated, given, key) for key in keys[:MOST_PARTS]]
    left = Counter(stated.rules[key.rule].rule for key in keys[MOST_PARTS:])
    if left:
        parts.append("the like " + ", ".join(f"{n} more times of {rule}" for rule, n in left.items()))
    return " and ".join(parts)


def _part(stated: Stated, given: Given, key: Key) -> str:
    rule, place = stated.rules[key.rule], stated.place(key)
    most = max(given.missed[key], key=abs, default=0)
    amount = given.amount(stated, key)
    giving = _Giving(**vars(place), given=given, name=rule.rule, by=abs(most), over=most > 0, amount=amount)
    words = _WORDS.get(place.rule.name())
    if words is None and isinstance(place.rule, CountedRule):
        words = _counted
    elif words is None and isinstance(place.rule, HeadcountRule):
        words = _headcount
    article = article_of(rule)
    return (words or _otherwise)(giving) + (f" (against {article})" if article else "")


def _otherwise(at: _Giving) -> str:
    when = f" on {at.on_day}" if at.day >= 0 else ""
    note = f" ({at.note})" if at.note else ""
    return f"let {at.name} be missed by {at.amount} {at.rule.unit} for {at.who}{when}{note}"


def _counted(at: _Giving) -> str:
    limit = f"at most {at.high + at.by}" if at.over else f"at least {at.low - at.by}"
    return f"let {at.name} be {limit} {at.rule.counts()} for {at.who} {at.span}"


def _headcount(at: _Giving) -> str:
    where = at.people + (f" on {at.on_day}" if at.day >= 0 else "")
    if at.over:
        return f"allow {at.high + at.by} instead of {at.high} {where} ({at.name})"
    return f"ask for {at.low - at.by} instead of {at.low} {where} ({at.name}; or have {at.by} more)"


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
        now = at.high if sign > 0 else at.low
        verb = "let" if sign > 0 else "guarantee"
        work = " work" if sign > 0 else ""
        return f"{verb} {at.who}{work} {now + sign * at.by} {what} instead of {now} {at.in_week}"

    return words


_WORDS: dict[str, Callable[[_Giving], str]] = {
    "leave": lambda at: f"give up the leave of {at.who} on {at.note or at.on_day}",
    "pins": lambda at: f"take the published {at.shift} of {at.who} on {at.on_day} out of published.csv",
    "availability": lambda at: f"have {at.who} work {at.works} on {at.on_day}, against the availability pattern",
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
