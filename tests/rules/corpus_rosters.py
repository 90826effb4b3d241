"""Valid rosters, and changes of one assignment: random steps that an oracle steers; no solver takes part."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date

from tests.rules.oracle import DAY, Oracle, Row
from tests.rules.oracles.facts import Work
from tests.rules.oracles.line import Line
from tests.rules.oracles.standing import Given

STEPS = 80
"""Changes tried before a line of work that breaks something is given up."""


Lines = Mapping[str, Line]


def valid_lines(oracle: Oracle, chance: random.Random) -> dict[str, Line]:
    """Work for everybody that keeps the laws of one line of work; nobody's who cannot keep them soon."""
    return {agent: _valid_line(oracle, agent, chance) for agent in oracle.facts.people}


def _valid_line(oracle: Oracle, agent: str, chance: random.Random) -> Line:
    line = Line(oracle.facts, agent, _draft(oracle, agent, chance))
    bad = oracle.badness(line)
    for _ in range(STEPS):
        if not bad:
            break
        near = chance.choice(sorted(bad)) - chance.choice((0, 0, 1, 6)) * DAY
        day = near if chance.random() < 0.5 and near in oracle.facts.days else chance.choice(oracle.facts.days)
        other = Line(oracle.facts, agent, _step(oracle, line, day, chance))
        if (now := oracle.badness(other)).total() <= bad.total():
            line, bad = other, now
    return _filled(oracle, line if not bad else Line(oracle.facts, agent, ()), chance)


def _filled(oracle: Oracle, line: Line, chance: random.Random) -> Line:
    """The line with more shifts, as long as the oracle has nothing against them."""
    if oracle.badness(line):
        return line
    for day in chance.sample(oracle.facts.days, len(oracle.facts.days)):
        shift = chance.choice(oracle.facts.contract(line.agent).shifts)
        if day not in line.worked and oracle.facts.present(line.agent, day):
            more = Line(oracle.facts, line.agent, [*line.rows, (day, shift)])
            line = line if oracle.badness(more) else more
    return line


def _draft(oracle: Oracle, agent: str, chance: random.Random) -> list[Work]:
    """A run of days a week, most of them on one shift."""
    facts, rows = oracle.facts, []
    for week in range(facts.weeks):
        own = facts.contract(agent).shifts
        start, usual = chance.randrange(7), chance.choice(own)
        more = facts.overtime(agent).max_extra_days
        for n in range(start, start + min(7, facts.days_due(agent, week) + more)):
            day = facts.first_of_week(week) + n % 7 * DAY
            shift = usual if chance.random() < 0.7 else chance.choice(own)
            if facts.present(agent, day) and facts.open_to(agent, day, shift):
                rows.append((day, shift))
    return rows


def _step(oracle: Oracle, line: Line, day: date, chance: random.Random) -> list[Work]:
    """The line with one day changed."""
    rows = [row for row in line.rows if row[0] != day]
    if chance.random() < 0.6:
        rows.append((day, chance.choice(oracle.facts.contract(line.agent).shifts)))
    return rows


def covered(oracle: Oracle, lines: Lines, law: Given, chance: random.Random) -> dict[str, Line]:
    """Lines in which somebody of a skill works a shift on every day, as far as they may and keep their laws."""
    found, shift = dict(lines), law["shifts"][0]
    able = [agent for agent in lines if law["queue"] in oracle.facts.queues(agent)]
    for day in oracle.facts.days:
        for agent in chance.sample(able, len(able)):
            if any(shift in found[other].stays(day) for other in able):
                break
            rows = [row for row in found[agent].rows if row[0] != day]
            line = Line(oracle.facts, agent, [*rows, (day, shift)])
            if not oracle.badness(line):
                found[agent] = line
    return found


def beside_mentors(oracle: Oracle, lines: Lines, law: Given, chance: random.Random) -> dict[str, Line]:
    """Lines in which trainees work as their mentors do, or not at all."""
    found = dict(lines)
    for agent in lines:
        mentor = oracle.facts.agents[agent].mentor
        if mentor in found:
            found[agent] = _as_another(oracle, agent, found[mentor])
    return found


def side_by_side(oracle: Oracle, lines: Lines, law: Given, chance: random.Random) -> dict[str, Line]:
    """Lines in which the second of two people works as the first does."""
    first, second = law["people"]
    return {**lines, second: _as_another(oracle, second, lines[first])}


def _as_another(oracle: Oracle, agent: str, other: Line) -> Line:
    """The other's shifts, if the agent may work them; nothing else."""
    line = Line(oracle.facts, agent, other.rows)
    return Line(oracle.facts, agent, ()) if oracle.badness(line) else line


SHAPED = {"together": side_by_side, "with_mentor": beside_mentors, "people_with_skill": covered}
"""Laws for which the roster is made to fit, and how."""


def rows_of(lines: Mapping[str, Line]) -> tuple[Row, ...]:
    """The planned rows of everybody."""
    return tuple((agent, day, shift) for agent, line in lines.items() for day, shift in line.rows)


def edits(oracle: Oracle, lines: Mapping[str, Line], chance: random.Random, count: int) -> Iterator[dict[str, Line]]:
    """Lines of which one assignment is dropped, added, changed, or moved to another day or person; no other line."""
    people, facts = list(lines), oracle.facts
    for _ in range(count):
        agent, day = chance.choice(people), chance.choice(facts.days)
        rows = lines[agent].rows
        kept, there = [row for row in rows if row[0] != day], [row for row in rows if row[0] == day]
        if not there or (roll := chance.random()) < 0.1:
            changed = {agent: [*rows, (day, _shift(oracle, agent, chance))]}
        elif roll < 0.35:
            changed = {agent: kept}
        elif roll < 0.6:
            changed = {agent: [*kept, (day, _shift(oracle, agent, chance))]}
        elif roll < 0.8:
            changed = {agent: [*kept, (chance.choice(facts.days), there[0][1])]}
        else:
            other = chance.choice(people)
            if other == agent:
                continue
            changed = {agent: kept, other: [*lines[other].rows, there[0]]}
        yield {name: Line(facts, name, dict.fromkeys(work)) for name, work in changed.items()}


def _shift(oracle: Oracle, agent: str, chance: random.Random) -> str:
    """Most often one of the contract."""
    facts = oracle.facts
    return chance.choice(facts.contract(agent).shifts if chance.random() < 0.8 else tuple(facts.shifts))


def wandered(oracle: Oracle, lines: Mapping[str, Line], chance: random.Random, tries: int) -> dict[str, Line]:
    """Another valid roster, some changes away."""
    found = dict(lines)
    for changed in edits(oracle, found, chance, tries):
        if not oracle.broken({**found, **changed}, changed):
            found |= changed
    return found
