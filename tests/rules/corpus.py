"""Valid rosters, each with one assignment changed so that a law is broken: nothing here asks the rules themselves."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice

from staffing.documents.workspace import Workspace
from tests.rules.corpus_laws import DRAWS, FITTED, FOR_SOME, STANDING, STEERED, draw
from tests.rules.corpus_packs import NAMES, bound, laws_of
from tests.rules.corpus_rosters import SHAPED, edits, rows_of, valid_lines, wandered
from tests.rules.corpus_worlds import example, open_where_covered, published, varied, with_premiums
from tests.rules.oracle import DAY, Breach, Oracle, Row, name_of
from tests.rules.oracles.facts import Facts
from tests.rules.oracles.line import Line
from tests.rules.oracles.standing import Given

LAWS = (*STANDING, *DRAWS)
ROSTERS_A_WORLD = 20
LAWS_A_WORLD = 14
FITS, TRIES = 8, 40


@dataclass(frozen=True, eq=False)
class World:
    """A workspace with its laws, and a valid roster."""

    workspace: Workspace
    oracle: Oracle
    lines: Mapping[str, Line]


@dataclass(frozen=True, eq=False)
class Case:
    """A valid roster, and the same with one assignment changed so that it breaks something."""

    world: World
    clean: tuple[Row, ...]
    changed: tuple[Row, ...]
    broken: Counter[Breach]


def corpus(seed: int, rosters: int) -> list[Case]:
    """So many cases; the rules that have been broken least come first."""
    chance = random.Random(seed)
    hits: Counter[str] = Counter(dict.fromkeys(LAWS, 0))
    found: list[Case] = []
    number = seed
    while len(found) < rosters:
        wanted = _rarest(DRAWS, hits, chance)[:LAWS_A_WORLD]
        world = new_world(chance, number, wanted)
        number += 1
        for case in _cases(world, hits, chance):
            found.append(case)
            hits.update({world.oracle.laws[name]["rule"] for name, _, _ in case.broken})
            if len(found) % ROSTERS_A_WORLD == 0 or len(found) == rosters:
                break
    return found


def _rarest(rules: Sequence[str] | Mapping[str, object], hits: Counter[str], chance: random.Random) -> list[str]:
    return sorted(rules, key=lambda rule: (hits[rule], chance.random()))


def new_world(chance: random.Random, number: int, wanted: Sequence[str]) -> World:
    """A world in which the wanted rules hold, as far as a valid roster for them is found soon."""
    workspace = varied(chance, number)
    laws: list[Given] = [{"rule": rule} for rule in STANDING]
    if (turn := (number + number // 4) % 4) < len(NAMES):
        pack = NAMES[turn]
        workspace = bound(workspace, pack, chance)
        laws += laws_of(pack)
        wanted = [rule for rule in wanted if rule != "premium_pay"]
    elif "premium_pay" in wanted:
        workspace = with_premiums(workspace, chance)
    facts = Facts(workspace)
    laws += [draw(rule, facts, chance) for rule in wanted if rule in STEERED]
    oracle = Oracle(facts, laws)
    lines = valid_lines(oracle, chance)
    for rule, shape in SHAPED.items():
        if rule in wanted:
            law = draw(rule, facts, chance)
            lines = shape(oracle, lines, law, chance)
            laws.append(law)
    oracle = Oracle(facts, laws)
    laws = [law for each in laws for law in _kept(oracle, each, lines)]
    laws += [law for rule in wanted if rule in FITTED for law in _fitting(facts, rule, lines, chance)]
    return _settled(workspace, laws, rows_of(lines), wanted, chance)


def _settled(
    workspace: Workspace, laws: list[Given], rows: tuple[Row, ...], wanted: Sequence[str], chance: random.Random
) -> World:
    """Some of the roster is published, or all of a week, and the open hours are those that it covers."""
    told = [rule for rule in wanted if rule.startswith("published_")]
    week = chance.randrange(workspace.weeks)
    first = workspace.first_day + 7 * week * DAY
    pinned = [row for row in rows if (first <= row[1] < first + 7 * DAY if told else chance.random() < 0.2)]
    workspace = replace(workspace, published=(*workspace.published, *published(tuple(pinned))))
    if "min_on_queue" in wanted and len(workspace.team.sites) == 1:
        opened = open_where_covered(workspace, rows)
        workspace, told = (opened, [*told, "min_on_queue"]) if opened else (workspace, told)
    for rule in told:
        law = draw(rule, Facts(workspace), chance)
        if not Oracle(Facts(workspace), [law]).breaches(rows):
            laws = [*laws, law]
    oracle = Oracle(Facts(workspace), laws)
    lines = oracle.lines(rows)
    oracle = Oracle(oracle.facts, [law for law in laws if oracle.keeps(name_of(law), lines)])
    return World(workspace, oracle, lines)


def _fitting(facts: Facts, rule: str, lines: Mapping[str, Line], chance: random.Random) -> Iterator[Given]:
    """A law of that name that the roster keeps, and that some change of it breaks; none where none is found soon."""
    for _ in range(FITS):
        drawn = draw(rule, facts, chance)
        for law in _kept(Oracle(facts, [drawn]), drawn, lines):
            oracle, name = Oracle(facts, [law]), name_of(law)
            if any(oracle.breaks(name, lines, changed) for changed in edits(oracle, lines, chance, TRIES)):
                yield law
                return


def _kept(oracle: Oracle, law: Given, lines: Mapping[str, Line]) -> Iterator[Given]:
    """The law if everybody keeps it, else for those alone who do, if it may name people and they are some."""
    name = name_of(law)
    if oracle.keeps(name, lines):
        yield law
    elif law["rule"] in FOR_SOME and not {"name", "at", "contracts"} & law.keys():
        those = law.get("agents") or list(lines)
        keepers = [agent for agent in those if agent in lines and not oracle.of_line(name, lines[agent])]
        if len(keepers) > 1:
            yield {**law, "agents": keepers}


def example_cases(name: str, laws: Sequence[Given], number: int) -> list[Case]:
    """Changed rosters of an example's week as it is on disk."""
    chance, workspace = random.Random(name), example(name)
    standing = [{"rule": rule} for rule in STANDING]
    of_packs = [law for pack in workspace.team.pack_names for law in laws_of(pack)]
    oracle = Oracle(Facts(workspace), [*standing, *laws, *of_packs])
    world = World(workspace, oracle, valid_lines(oracle, chance))
    return list(islice(_cases(world, Counter(), chance), number))


def _cases(world: World, hits: Counter[str], chance: random.Random) -> Iterator[Case]:
    """Changes of valid rosters of a world, each to a breach of the rule that has been broken least so far."""
    oracle, lines = world.oracle, dict(world.lines)
    rules = sorted({law["rule"] for law in oracle.laws.values()})
    seen: set[tuple[Row, ...]] = set()
    for number in count():
        if number % 4 == 0:
            lines = wandered(oracle, lines, chance, 15)
        tried = (case for rule in _rarest(rules, hits, chance) for case in _breaking(world, lines, rule, chance))
        case = next((case for case in tried if case.changed not in seen), None)
        if case is None:
            return
        seen.add(case.changed)
        yield case


def _breaking(world: World, lines: Mapping[str, Line], rule: str, chance: random.Random) -> Iterator[Case]:
    oracle = world.oracle
    names = [name for name, law in oracle.laws.items() if law["rule"] == rule]
    for changed in edits(oracle, lines, chance, TRIES):
        if any(oracle.breaks(name, lines, changed) for name in names):
            after = {**lines, **changed}
            yield Case(world, rows_of(lines), rows_of(after), oracle.of_lines(after))
