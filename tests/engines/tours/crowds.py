"""Small teams for the tests of the tours engine, what is made of them before people are named, and plain counting."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import Lines, lines_of
from staffing.engines.columns.program.world import hard_price_of
from staffing.engines.tours.blocks import deal
from staffing.engines.tours.bonds import bonds_of, with_least
from staffing.engines.tours.classes import Classes, classes_of
from staffing.engines.tours.counted import counted_rows
from staffing.engines.tours.generate import Generation, Tours, generated
from staffing.engines.tours.master import Master
from staffing.engines.tours.walks import Walks, walk
from staffing.labour import Labour
from staffing.problem import OFF, Integers, Problem, Wish
from staffing.roster import Roster
from staffing.rules import Rule
from tests.engines.columns.small_cases import KINDS
from tests.rules.skill_worlds import NESTED
from tests.rules.worlds import tiny_cover, tiny_demand, tiny_world

FAIR = ("fair_late_shifts", "fair_nights", "fair_weekends", "fair_holidays", "fair_hours", "fair_requests")
HALF_LIVES = (0, 1, 8, 500)


def rule(name: str, weight: Any, **parameters: Any) -> Rule:
    """A rule with the parameters of its example where nothing else is said."""
    more = {"days": 2} if name == "max_consecutive_days" else {}
    return KINDS[name].model_validate({**KINDS[name].example, **more, **parameters, "weight": weight})


def in_blocks_of(monkeypatch: pytest.MonkeyPatch, people: int) -> None:
    """Blocks of about so many, among whom small crews are dealt out as all others."""
    monkeypatch.setattr(deal, "PEOPLE", people)
    monkeypatch.setattr(deal, "FEW", 0)


def alike(people: int, days: int, **changes: Any) -> Problem:
    """A team of people who differ in nothing."""
    return tiny_world(people, days, "\n".join(["--"] * people), **changes)


def random_team(chance: random.Random, people: int, days: int = 3, history: str = "", **changes: Any) -> Problem:
    """People of two kinds with a history, wishes and requests of the past, leave, and contracts of their own."""

    def rarely(*shape: int) -> np.ndarray:
        return np.array([chance.random() < 0.1 for _ in range(int(np.prod(shape)))]).reshape(shape)

    def wish(first: int, last: int) -> Wish:
        shift = chance.choice((OFF, 0, 1))
        avoid = shift != OFF and chance.random() < 0.3
        return Wish(chance.randrange(people), chance.randrange(first, last), shift, avoid, chance.randrange(1, 9))

    past, total = 2, 2 + days
    before = "\n".join("".join(chance.choice("MN--") for _ in range(past)) for _ in range(people))
    work = [chance.choice((0, 100, 300, 500)) for _ in range(2 * 3 * days)]
    nothing = np.zeros((2, 3 * (days + 1)), dtype=np.int64)
    given: dict[str, Any] = {
        "demand": tiny_demand(days, work, serving=NESTED, base_capacity=nothing),
        "queue_names": ("q", "r"),
        "group": np.array([chance.randrange(2) for _ in range(people)]),
        "cover": tiny_cover(days, chance.randrange(1, 1 + people)),
        "on_leave": rarely(people, total),
        "available": ~rarely(people, total, 2),
        "contract_days": np.array([chance.randrange(2, 6) for _ in range(people)]),
        "wishes": tuple(wish(past, total) for _ in range(3 * people)),
        "past_wishes": tuple(wish(0, past) for _ in range(people)),
        "weekend": np.isin(np.arange(total), (1, total - 2, total - 1)),
        "labour": Labour(night=np.array([False, True]), holiday=rarely(1, total) | (np.arange(total) == past + 1)),
    }
    return tiny_world(people, days, history or before, **{**given, **changes})


def random_choices(chance: random.Random, problem: Problem) -> Integers:
    """[A, D] any line for everybody."""
    cells = [chance.randrange(problem.shifts + 1) for _ in range(problem.agents * problem.days)]
    return np.array(cells, dtype=np.int64).reshape(problem.agents, problem.days)


def roster_of(problem: Problem, choices: Integers) -> Roster:
    """The roster of choices [A, D], the last of which is a day off."""
    return Roster.of(np.where(choices == problem.shifts, OFF, choices), problem.shifts)


def choices_of(roster: Roster) -> Integers:
    """[A, D] the choices of a roster."""
    return np.where(roster.work.any(axis=2), roster.work.argmax(axis=2), roster.work.shape[2])


def counts_of(problem: Problem, roster: Roster) -> Integers:
    """[kinds, D, S] people of each kind (group, speed and site) who work each shift."""
    keys = list(zip(problem.group.tolist(), problem.speed.tolist(), problem.agent_site.tolist(), strict=True))
    found = [roster.work[[key == each for each in keys]].sum(axis=0) for key in sorted(set(keys))]
    return np.array(found)


def amount(problem: Problem, stated: Rule, roster: Roster, agent: int | None = None) -> int:
    """Units by which a roster breaks a rule; of one agent, where one is given."""
    breaches = stated.violations(problem, roster)
    return sum(breach.amount for breach in breaches if agent is None or breach.agent == agent)


def line_price(lines: Lines, agent: int, line: Integers) -> int:
    """What a line [D] costs by its network, of its own and by what every line pays; NEVER where it may not be."""
    own = lines.own[agent, np.arange(len(line)), line]
    if own.max() >= NEVER or lines.base[agent] >= NEVER:
        return NEVER
    by_network = walk(Walks.of([lines.networks[int(lines.network_of[agent])]]), 0, line)
    if by_network >= NEVER:
        return NEVER
    return int(own.sum()) + by_network + int(lines.base[agent])


def generation_of(problem: Problem, rules: Sequence[Rule], lines: Lines, classes: Classes) -> Generation:
    """A master program of classes without any tour yet."""
    matrix = counted_rows(problem, rules, classes.kinds)
    return Generation(Master(matrix, classes, hard_price_of(matrix.rows)), Tours(lines, classes))


def relaxed(problem: Problem, rules: Sequence[Rule]) -> tuple[Lines, Generation]:
    """The solved linear program of the classes, and the lines that it is of."""
    lines = with_least(problem, lines_of(problem, rules), bonds_of(problem, rules))
    found = generation_of(problem, rules, lines, classes_of(problem, lines))
    generated(found, lambda: False)
    return lines, found
