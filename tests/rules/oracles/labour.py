"""Labour law: hours of a day and on average, overtime, breaks, nights, public holidays.

A breach is dated by the day of the shift, and by the last day of the week, or the last known one of the month;
the pay of overtime by the first day of the week.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from staffing.documents.pay import Premium
from tests.rules.oracles.counts import Stretch, periods
from tests.rules.oracles.facts import DAY, Facts, Work
from tests.rules.oracles.line import Line
from tests.rules.oracles.standing import Found, Given, by_days


def daily_minutes(facts: Facts, given: Given, line: Line) -> Found:
    """Paid minutes of a day over those of the law, and of overtime with consent."""
    table = given.get("by_contract_days")
    most = by_days(facts, line.agent, table) if table else given["max"]
    most += given.get("overtime", 0) if facts.agrees(line.agent, "overtime") else 0
    for day in {day for day, _ in line.rows}:
        if (over := sum(facts.paid(shift) for shift in line.on[day]) - most) > 0:
            yield day, over


def break_in_shift(facts: Facts, given: Given, line: Line) -> Found:
    """The longest work between breaks that are long enough, shorter ones left out; or, of a shift with one, nothing."""
    after, least = given.get("after", 360), given.get("minutes", 30)
    for day, shift in line.rows:
        template, stretches = facts.shifts[shift], [0]
        since = template.start
        for pause in template.breaks:
            stretches[-1] += pause.start - since
            since = pause.start + pause.minutes
            if pause.minutes >= least:
                stretches.append(0)
        stretches[-1] += template.end - since
        if max(stretches) > after and not (len(stretches) > 1 and given.get("without") == "shift"):
            yield day, max(stretches) - after


def holiday_work(facts: Facts, given: Given, line: Line) -> Found:
    """Each shift with a minute on a public holiday, without consent."""
    if facts.agrees(line.agent, "holidays"):
        return
    for day, shift in line.rows:
        begin, end = facts.moments(day, shift)
        if any(begin < facts.instant(on + DAY, 0) and end > facts.instant(on, 0) for on in facts.holidays):
            yield day, 1


def no_nights(facts: Facts, given: Given, line: Line) -> Found:
    """Minutes at night of who may not work then on the day on which the shift starts."""
    since, until = _span(given.get("between", "23:00-31:00"))
    for day, shift in line.rows:
        minutes = facts.minutes_between(shift, since, until)
        if minutes and facts.no_nights(line.agent, day):
            yield day, minutes


def _span(text: str) -> tuple[int, int]:
    since, until = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
    return since, until


def overtime_minutes(facts: Facts, given: Given, line: Line) -> Found:
    """Minutes of overtime over the most, or over what the days before the plan have alone."""
    consent = given.get("consent", "overtime")
    most = given["max"] if consent is None or facts.agrees(line.agent, consent) else 0
    for days in periods(facts, given.get("period", "week")):
        past, there = (_overtime(facts, given, line, days, until) for until in (facts.monday, facts.last + DAY))
        if there > max(most, past):
            yield days[-1], there - max(most, past)


def _overtime(facts: Facts, given: Given, line: Line, days: Stretch, until: date) -> int:
    """Minutes beyond the normal days of a period, and beyond the normal weeks that end in it, worked before a day."""
    table = given.get("by_contract_days")
    normal = by_days(facts, line.agent, table) if table else 1440

    def worked(day: date) -> int:
        counts = day < until and (given.get("holidays", True) or day not in facts.holidays)
        return sum(facts.paid(shift) for shift in line.stays(day)) if counts else 0

    beyond = sum(max(0, worked(day) - normal) for day in days)
    week: int | None = given.get("week")
    if week is None or not (given.get("rest_days", True) or full_week(facts, line.agent, table or {}) > week):
        return beyond
    ends = [day for day in days if (day - facts.monday).days % 7 == 6]
    return beyond + sum(max(0, sum(min(normal, worked(end - back * DAY)) for back in range(7)) - week) for end in ends)


def full_week(facts: Facts, agent: str, table: Mapping[int, int]) -> int:
    """Minutes of a week of normal days, as many as the table has them for."""
    days = facts.contract(agent).days_per_week
    entry = min((entry for entry in table if entry >= days), default=max(table, default=0))
    return entry * table.get(entry, 0)


def average_minutes(facts: Facts, given: Given, line: Line) -> Found:
    """Minutes over the average of the weeks, for the days present."""
    for last, days, worked in _references(facts, given, line):
        yield from _averaged(facts, worked, given.get("minutes", 2880) * days // 7, last)


def night_average(facts: Facts, given: Given, line: Line) -> Found:
    """The same by the day, six of seven days, for whoever has a night shift in the weeks."""
    for last, days, worked in _references(facts, given, line):
        if any(facts.at_night(shift) for _, shift in worked):
            yield from _averaged(facts, worked, given.get("minutes", 480) * days * 6 // 7, last)


def _references(facts: Facts, given: Given, line: Line) -> Iterator[tuple[date, int, list[Work]]]:
    """Up to so many weeks that end with each planned one: their last day, how many days present, and all work."""
    for week in range(facts.weeks):
        last = facts.first_of_week(week) + 6 * DAY
        first = max(facts.first_known, last - (7 * given.get("weeks", 17) - 1) * DAY)
        yield last, facts.days_present(line.agent, first, last), [row for row in line.all if first <= row[0] <= last]


def _averaged(facts: Facts, worked: list[Work], most: int, last: date) -> Found:
    """Beyond the most, and beyond what the days before the plan have alone."""
    past = sum(facts.paid(shift) for day, shift in worked if day < facts.monday)
    there = sum(facts.paid(shift) for _, shift in worked)
    if there > max(most, past):
        yield last, there - max(most, past)


def premium_pay(facts: Facts, given: Given, line: Line) -> Found:
    """Whether anything is paid on top of the wage, and not how much: that goes by the mean pay of the team."""
    premiums = facts.team.costs.premiums
    for day, shift in line.rows:
        paid = facts.on_queue(day, shift)
        dear = [span for premium in premiums for span in _dear(facts, premium, day)]
        if any(begin < end and until > since for begin, until in paid for since, end in dear):
            yield day, 1
    contract = facts.contract(line.agent)
    for first, rows in line.weeks():
        due = contract.minutes_per_week * facts.days_due(line.agent, facts.week_of(first)) // contract.days_per_week
        if any(p.kind == "overtime" for p in premiums) and sum(facts.paid(shift) for _, shift in rows) > due:
            yield first, 1


def _dear(facts: Facts, premium: Premium, day: date) -> Iterator[tuple[datetime, datetime]]:
    """When hours are dear, around a day."""
    for on in (day - DAY, day, day + DAY):
        if premium.kind == "night":
            yield facts.instant(on, premium.between[0]), facts.instant(on, premium.between[1])
        elif (premium.kind == "weekend" and f"{on:%A}".lower() in premium.days) or (
            premium.kind == "holiday" and on in facts.holidays
        ):
            yield facts.instant(on, 0), facts.instant(on + DAY, 0)


LINES = {
    law.__name__: law
    for law in (
        daily_minutes,
        break_in_shift,
        holiday_work,
        no_nights,
        overtime_minutes,
        average_minutes,
        night_average,
        premium_pay,
    )
}
