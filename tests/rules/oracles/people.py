"""Laws of people together: how many there are, with whom, and apart from whom.

Heads on a shift or day are nobody's breach in particular, dated by the day; heads of the plan have no date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from tests.rules.oracles.facts import DAY, Facts
from tests.rules.oracles.line import Line
from tests.rules.oracles.standing import Given

Lines = Mapping[str, Line]
Found = Iterator[tuple[str, date | None, int]]


def people_per_shift(facts: Facts, given: Given, lines: Lines) -> Found:
    """Heads on each shift of a day, site by site."""
    for here, some in _sites(lines):
        for day in _on(facts, given):
            for shift in given.get("shifts") or facts.shifts:
                yield from _limited(here.opens(day), given, day, sum(shift in line.stays(day) for line in some))


def people_per_day(facts: Facts, given: Given, lines: Lines) -> Found:
    """Heads that start a shift on a day."""
    for day in _on(facts, given):
        opens = any(site.opens(day) for site in facts.every)
        yield from _limited(opens, given, day, sum(bool(line.stays(day)) for line in lines.values()))


def people_used(facts: Facts, given: Given, lines: Lines) -> Found:
    """Heads with any shift in the plan."""
    yield from _limited(True, given, None, sum(bool(line.rows) for line in lines.values()))


def people_with_skill(facts: Facts, given: Given, lines: Lines) -> Found:
    """Heads on each shift of a day that serve a queue, site by site."""
    for here, some in _sites(lines):
        able = [line for line in some if given["queue"] in facts.queues(line.agent)]
        for day in facts.days:
            for shift in given.get("shifts") or facts.shifts:
                there = sum(shift in line.stays(day) for line in able)
                yield from _limited(here.opens(day), {"min": given.get("min", 1)}, day, there)


def _sites(lines: Lines) -> list[tuple[Facts, list[Line]]]:
    """The people of each site."""
    every = next(iter(lines.values())).facts.every
    return [(site, [line for line in lines.values() if line.facts is site]) for site in every]


def _on(facts: Facts, given: Given) -> Iterator[date]:
    for day in facts.days:
        if not given.get("weekdays") or f"{day:%A}".lower() in given["weekdays"]:
            yield day


def _limited(opens: bool, given: Given, day: date | None, there: int) -> Found:
    """Nobody is needed on a day on which no shift can begin."""
    if given.get("max") is not None and there > given["max"]:
        yield "", day, there - given["max"]
    if there < (given.get("min") or 0) and opens:
        yield "", day, given["min"] - there


def apart(facts: Facts, given: Given, lines: Lines) -> Found:
    """People over one, on each shift, or on each day."""
    for day in facts.days:
        there = [line.stays(day) for agent, line in lines.items() if agent in given["people"]]
        if given.get("on", "shift") == "day":
            groups = [sum(map(bool, there))]
        else:
            groups = [sum(shift in stays for stays in there) for shift in facts.shifts]
        for heads in groups:
            if heads > 1:
                yield "", day, heads - 1


def together(facts: Facts, given: Given, lines: Lines) -> Found:
    """A shift that one of them works, once for each of the others who is there and does not work it."""
    for day in facts.days:
        there = [agent for agent in given["people"] if agent in lines and facts.present(agent, day)]
        for agent in there:
            for other in there:
                if other != agent:
                    for shift in lines[agent].stays(day):
                        if shift not in lines[other].stays(day):
                            yield agent, day, 1


def with_mentor(facts: Facts, given: Given, lines: Lines) -> Found:
    """Shifts of the twelve weeks after the start that overlap no shift of the mentor by enough, or all their time."""
    least = timedelta(minutes=given.get("minutes", 240))
    for agent, line in lines.items():
        mentor = facts.agents[agent].mentor
        if mentor not in lines:
            continue
        spells = lines[mentor].moments
        for day, shift in line.rows:
            begin, end = line.facts.moments(day, shift)
            common = [min(end, until) - max(begin, since) for since, until, _, _ in spells]
            if facts.in_training(agent, day) and max(common, default=timedelta()) < min(least, end - begin):
                yield agent, day, 1


def min_on_queue(facts: Facts, given: Given, lines: Lines) -> Found:
    """Minutes of open hours times the people short of those wanted on queue; a break is not on queue."""
    wanted = facts.team.open_hours.min_on_queue
    for day in facts.days:
        opens = facts.team.open_hours.span(day.weekday())
        if opens is None or not facts.opens(day):
            continue
        start, end = facts.instant(day, opens[0]), facts.instant(day, opens[1])
        spans = [
            (since, until)
            for line in lines.values()
            for on in (day - DAY, day)  # nothing that starts tomorrow is on queue before midnight
            for shift in line.stays(on)
            for since, until in line.facts.on_queue(on, shift)
            if since < end and until > start
        ]
        edges = sorted({start, end, *(edge for span in spans for edge in span if start < edge < end)})
        short = timedelta()
        for left, right in pairwise(edges):
            there = sum(since <= left and until >= right for since, until in spans)
            short += max(0, wanted - there) * (right - left)
        if short:
            yield "", day, round(short / timedelta(minutes=1))


TEAM = {
    law.__name__: law
    for law in (
        people_per_shift,
        people_per_day,
        people_used,
        people_with_skill,
        apart,
        together,
        with_mentor,
        min_on_queue,
    )
}
