"""What people wish for in their own words, with the rule that says it and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Wanted(NamedTuple):
    """A wish in people's words, the rule for it, and its parameters as they are written in YAML."""

    text: str
    rule: str
    parameters: str = ""

    @property
    def written(self) -> str:
        """The entry of `rules:`."""
        return f"{{rule: {self.rule}, {self.parameters}}}" if self.parameters else f"{{rule: {self.rule}}}"


WISHES = (
    Wanted("11 hours of rest between two shifts", "min_rest", "minutes: 660"),
    Wanted("no single days of work: at least two in a row", "min_consecutive_days", "days: 2"),
    Wanted("at most five days of work in a row", "max_consecutive_days", "days: 5"),
    Wanted("at most four days of work a week, for one contract", "days_in_period", "contracts: [student], max: 4"),
    Wanted("at most ten days of work in any 14 days", "days_in_window", "days: 14, max: 10"),
    Wanted("at most 40 hours a week", "minutes_in_period", "max: 2400"),
    Wanted("at most 160 hours a month", "minutes_in_period", "period: month, max: 9600"),
    Wanted("at most two night shifts a week", "shifts_in_period", "night: true, max: 2"),
    Wanted("at most three late shifts in any seven days", "shifts_in_window", "days: 7, late: true, max: 3"),
    Wanted("at most three nights in a row, and never one alone", "consecutive_shifts", "night: true, min: 2, max: 3"),
    Wanted("at most eight hours of work a day", "daily_minutes", "max: 480"),
    Wanted("a break after six hours of work", "break_in_shift", "after: 360, minutes: 30"),
    Wanted("at most four hours of overtime a week", "overtime_minutes", "week: 2400, max: 240"),
    Wanted("two weekends off in a month: at most two weekends of work", "weekends_in_period", "period: month, max: 2"),
    Wanted("no two weekends of work in a row: every other weekend free", "consecutive_weekends", "max: 1"),
    Wanted("two rest days a week", "weekly_rest_days", "days: 2"),
    Wanted("days off together, two in a row", "consecutive_days_off", "min: 2"),
    Wanted("35 hours of rest without work in any seven days", "rest_in_window", "days: 7, minutes: 2100"),
    Wanted("no shift on the days beside a day off that was asked for", "free_beside_day_off"),
    Wanted("after a late shift only a late shift or a day off", "shift_rotation", "first: [late], then: [late, off]"),
    Wanted("never late, a day off, then early", "forbidden_sequence", "shifts: [late, off, early]"),
    Wanted("the same shift all week", "different_shifts", "max: 1"),
    Wanted("about the same start from day to day", "start_time_difference", "minutes: 120"),
    Wanted("early shifts for somebody who prefers them", "preferred_shifts", "agents: [ayu], shifts: [early]"),
    Wanted("no late shifts for somebody, if it can be", "unwanted_shifts", "agents: [ayu], shifts: [late], weight: 10"),
    Wanted("requests weigh twice as much", "requests", "weight: 2"),
    Wanted("new people work beside their mentors", "with_mentor"),
    Wanted("two people always on the same shift", "together", "people: [ayu, bagus]"),
    Wanted("two people never on the same shift", "apart", "people: [ayu, bagus]"),
    Wanted("somebody only where nobody else can", "last_resort", "people: [wati]"),
    Wanted("late shifts shared fairly", "fair_late_shifts"),
    Wanted("nights shared fairly", "fair_nights"),
    Wanted("weekends shared fairly", "fair_weekends"),
    Wanted("public holidays shared fairly", "fair_holidays"),
    Wanted("hours shared fairly", "fair_hours"),
    Wanted("refused requests shared fairly", "fair_requests"),
    Wanted("at least two people on the late shift", "people_per_shift", "shifts: [late], min: 2"),
    Wanted("at most eight people at work on a day", "people_per_day", "max: 8"),
    Wanted("somebody who serves a queue on each late shift", "people_with_skill", "queue: payments, shifts: [late]"),
    Wanted("no work on public holidays without consent", "holiday_work"),
    Wanted("a published roster changed as little as possible", "published_changes"),
    Wanted("published days off stay off", "published_days_off"),
)
_IDLE = re.compile(
    "a|all|an|any|at|be|for|if|in|it|least|max|min|most|never|no|not|of|off|on|only|or|per|than|the|to",
)
"""Words that say nothing of the rule that is meant."""
_ALIKE = {"weekly": "week", "monthly": "month", "daily": "day", "hour": "minute", "fairness": "fair", "fairly": "fair"}
_FEWEST = 2
MOST_TOLD = 3


def nearest_wishes(name: str) -> tuple[Wanted, ...]:
    """The wishes that share most words with a name or phrase, at least two unless it has fewer; the shortest first."""
    wanted = set(_words(name))
    words = {wish: set(_words(f"{wish.text} {wish.rule}")) for wish in WISHES}
    best = max(len(wanted & own) for own in words.values())
    if not wanted or best < min(_FEWEST, len(wanted)):
        return ()
    found = [wish for wish, own in words.items() if len(wanted & own) == best]
    return tuple(sorted(found, key=lambda wish: len(words[wish]))[:MOST_TOLD])


def _words(text: str) -> Iterator[str]:
    """The words that say something, in the singular."""
    for word in re.findall(r"[a-z]+", text.casefold()[:200]):
        if not _IDLE.fullmatch(word):
            one = word.removesuffix("s")
            yield _ALIKE.get(one, one)
