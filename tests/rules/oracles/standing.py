"""The laws that hold for every team, and the oldest that it may write.

A breach is dated by the day of the (later) shift, and by the first day of the week where the law is about a week.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from tests.rules.oracles.facts import DAY, Facts
from tests.rules.oracles.line import Line

Found = Iterator[tuple[date, int]]
Given = dict[str, Any]


def by_days(facts: Facts, agent: str, table: Mapping[int, int]) -> int:
    """What a table says for the agent's contract: the entry of its days a week, or of the next number of them."""
    days = facts.contract(agent).days_per_week
    return table[min((entry for entry in table if entry >= days), default=max(table))]


def one_shift_a_day(facts: Facts, given: Given, line: Line) -> Found:
    """At most one shift starts on a day; what is over, on that day."""
    for day in {day for day, _ in line.rows}:
        if len(line.on[day]) > 1:
            yield day, len(line.on[day]) - 1


def allowed_shifts(facts: Facts, given: Given, line: Line) -> Found:
    """Shifts of the contract, no longer than its day and the overtime of a day; one for each."""
    contract, cap = facts.contract(line.agent), facts.overtime(line.agent).max_minutes_per_day
    for day, shift in line.rows:
        a_day = timedelta(minutes=contract.minutes_per_week) / contract.days_per_week
        long = cap is not None and timedelta(minutes=facts.paid(shift) - cap) > a_day
        if shift not in contract.shifts or long:
            yield day, 1


def employment(facts: Facts, given: Given, line: Line) -> Found:
    """No shift before the day hired or after the last day employed."""
    for day, _ in line.rows:
        if not facts.employed(line.agent, day):
            yield day, 1


def availability(facts: Facts, given: Given, line: Line) -> Found:
    """Only what the pattern has on that weekday, and nothing on a day on which the site is closed."""
    for day, shift in line.rows:
        if not facts.open_to(line.agent, day, shift) or not facts.opens(day):
            yield day, 1


def leave(facts: Facts, given: Given, line: Line) -> Found:
    """One for each day of leave of which a shift takes a minute."""
    for day, shift in line.rows:
        begin, end = facts.moments(day, shift)
        for off in (day - DAY, day, day + DAY, day + 2 * DAY):
            if facts.away(line.agent, off) and begin < facts.instant(off + DAY, 0) and end > facts.instant(off, 0):
                yield day, 1


def pins(facts: Facts, given: Given, line: Line) -> Found:
    """What is published in the plan stays."""
    for row in facts.published[line.agent]:
        if row not in line.rows:
            yield row[0], 1


def contract_days(facts: Facts, given: Given, line: Line) -> Found:
    """Days of a week over those due and those of overtime."""
    for first, rows in line.weeks():
        due = facts.days_due(line.agent, facts.week_of(first))
        most = due + (facts.overtime(line.agent).max_extra_days if due else 0)
        if (over := len({day for day, _ in rows}) - most) > 0:
            yield first, over


def contract_minutes(facts: Facts, given: Given, line: Line) -> Found:
    """Paid minutes of a week over those due and those of overtime."""
    contract = facts.contract(line.agent)
    for first, rows in line.weeks():
        due = facts.days_due(line.agent, facts.week_of(first))
        most = contract.minutes_per_week * due // contract.days_per_week
        most += facts.overtime(line.agent).max_minutes_per_week if due else 0
        if (over := sum(facts.paid(shift) for _, shift in rows) - most) > 0:
            yield first, over


def guaranteed_minutes(facts: Facts, given: Given, line: Line) -> Found:
    """Paid minutes of a week short of those guaranteed, for the days due."""
    contract = facts.contract(line.agent)
    least = contract.min_minutes_per_week
    least = contract.minutes_per_week if least is None else least
    for first, rows in line.weeks():
        due = least * facts.days_due(line.agent, facts.week_of(first)) // contract.days_per_week
        if (short := due - sum(facts.paid(shift) for _, shift in rows)) > 0:
            yield first, short


def requests(facts: Facts, given: Given, line: Line) -> Found:
    """The weight of each request refused, on the day it was for."""
    for asked in facts.requests[line.agent]:
        there = line.stays(asked.date)
        if asked.want == "off":
            refused = bool(there)
        elif asked.want.startswith("not:"):
            refused = asked.want[4:] in there
        else:
            refused = asked.want not in there
        if refused and asked.date in facts.days:
            yield asked.date, asked.weight


def weekly_rest_days(facts: Facts, given: Given, line: Line) -> Found:
    """Days of a week without a shift, one fewer with the consent that is asked for."""
    table, least = given.get("by_contract_days"), given.get("days", 1)
    least = by_days(facts, line.agent, table) if table else least
    if given.get("consent") and facts.agrees(line.agent, given["consent"]):
        least -= 1
    for first, rows in line.weeks():
        if (short := least - 7 + len({day for day, _ in rows})) > 0:
            yield first, short


def min_rest(facts: Facts, given: Given, line: Line) -> Found:
    """Minutes short between the end of a shift and the start of one of a later day, for each two of them."""
    rest = timedelta(minutes=given.get("minutes", 660))
    recent = [spell for spell in line.moments if spell[2] >= facts.monday - 4 * DAY]
    for number, (_, end, day, _) in enumerate(recent):
        for begin, _, later, _ in recent[number + 1 :]:
            if begin - end >= rest:
                break
            if later > day and later >= facts.monday:
                yield later, round((rest - (begin - end)) / timedelta(minutes=1))


def max_consecutive_days(facts: Facts, given: Given, line: Line) -> Found:
    """Each day beyond so many in a row."""
    for day in facts.days:
        if all(day - back * DAY in line.worked for back in range(given.get("days", 6) + 1)):
            yield day, 1


LINES = {
    law.__name__: law
    for law in (
        one_shift_a_day,
        allowed_shifts,
        employment,
        availability,
        leave,
        pins,
        contract_days,
        contract_minutes,
        guaranteed_minutes,
        requests,
        weekly_rest_days,
        min_rest,
        max_consecutive_days,
    )
}
