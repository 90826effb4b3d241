"""Rounds of blocks: the same answer wherever they are worked, and what is left when some of them are not."""

from __future__ import annotations

import math
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from staffing.engines.columns import solve
from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.program.relaxation import Line
from staffing.engines.columns.program.world import world_of
from staffing.engines.columns.search import blocks
from staffing.engines.columns.search.blocks import BLOCKS, Block, Gain, Work, in_blocks, search_block
from staffing.engines.columns.search.search import Search
from staffing.engines.limits import Limits
from staffing.errors import InputError
from staffing.problem import Problem
from staffing.result import Result
from staffing.rules import Rule
from tests.engines.columns import block_tasks
from tests.engines.columns.small_cases import KINDS
from tests.rules.worlds import tiny_cover, tiny_world

AGENTS, DAYS = 8, 5
LIMITS = Limits(work=0.004, seconds=600.0, seed=5)
FATAL = BLOCKS - 1
"""The place of the block that goes wrong."""


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several rounds."""
    monkeypatch.setattr(blocks, "LEAST_WORK", LIMITS.work / 20)


def case() -> tuple[Problem, list[Rule]]:
    """People who are needed and cost something."""
    weights = (("min_rest", "hard"), ("min_on_queue", 9), ("paid_hours", 1), ("apart", 4))
    rules = [KINDS[name].model_validate({**KINDS[name].example, "weight": weight}) for name, weight in weights]
    return tiny_world(AGENTS, DAYS, cover=tiny_cover(DAYS, 3)), rules


def from_nothing(limits: Limits = LIMITS) -> Search:
    """A search that begins with nobody at work, and has no bound that could end it."""
    problem, rules = case()
    world = world_of(problem, rules, lines_of(problem, rules))
    search = Search(world, Meter(limits), limits.seed)
    off = np.full(DAYS, problem.shifts)
    lines = [world.line(agent, off) for agent in range(AGENTS)]
    search.begin([line for line in lines if line is not None])
    assert search.cost < math.inf
    return search


def searched(executor: str, work: Work = search_block, limits: Limits = LIMITS) -> Search:
    """What rounds make of that; the kind of part of the block in place `FATAL` is marked."""
    search = from_nothing(limits)
    problem, rules = case()
    with in_blocks(executor, problem, rules, work) as onward:
        assert onward is not None
        onward(search)
    return search


def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """One block of each round is to go wrong."""
    block_of = blocks._Rounds._block

    def changed(rounds: blocks._Rounds, place: int) -> Block:
        block = block_of(rounds, place)
        if place != FATAL:
            return block
        return replace(block, kinds=(replace(block.kinds[0], days=block_tasks.FATAL), *block.kinds[1:]))

    monkeypatch.setattr(blocks._Rounds, "_block", changed)


def end_of(search: Search) -> tuple[list[list[int]], float, float, str]:
    return search.choices.tolist(), search.cost, search.meter.work, search.meter.hit


def written(result: Result) -> object:
    assert result.roster is not None
    return result.roster.text("MN"), result.objective, result.bound, result.ledger, result.limit_hit


def test_blocks_find_a_cheaper_roster_and_end_by_the_work() -> None:
    search = searched("serial")
    assert search.cost < from_nothing().cost
    assert search.meter.hit == "work"
    assert search.legal


def test_each_block_of_each_round_has_a_seed_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Block] = []
    block_of = blocks._Rounds._block

    def kept(rounds: blocks._Rounds, place: int) -> Block:
        asked.append(block_of(rounds, place))
        return asked[-1]

    monkeypatch.setattr(blocks._Rounds, "_block", kept)
    searched("serial")
    assert len(asked) > 2 * BLOCKS
    assert len({block.limits.seed for block in asked}) == len(asked)
    assert len({block.roster for block in asked}) <= len(asked) // BLOCKS


def test_two_processes_find_the_same_roster_as_this_one() -> None:
    assert end_of(searched("local:2")) == end_of(searched("serial"))


def test_a_worker_that_is_killed_twice_loses_its_block_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    marked(monkeypatch)
    one_round = replace(LIMITS, work=1e-4)
    without = searched("serial", block_tasks.failing, one_round)
    assert without.cost < from_nothing().cost
    killed = searched("local:1", block_tasks.killed, one_round)
    assert end_of(killed) == end_of(without)
    assert (killed.lost, without.lost) == (1, 1)


def test_an_engine_says_how_many_blocks_were_lost() -> None:
    problem, rules = case()
    named = import_module("staffing.engines.columns.solve").engine_name
    lines = lines_of(problem, rules)
    assert [named(rules, lines, lost) for lost in (0, 1, 4)] == [
        "columns",
        "columns, 1 block lost with its worker",
        "columns, 4 blocks lost with their workers",
    ]


def test_where_every_block_fails_the_search_goes_on_here() -> None:
    search = searched("serial", block_tasks.hopeless)
    assert (search.lost, search.cost) == (BLOCKS, from_nothing().cost)
    search.improve()
    assert search.cost < from_nothing().cost


def test_an_interrupt_between_blocks_keeps_what_the_blocks_before_it_found(monkeypatch: pytest.MonkeyPatch) -> None:
    marked(monkeypatch)
    search = from_nothing()
    before = search.cost
    problem, rules = case()
    with in_blocks("serial", problem, rules, block_tasks.stopped) as onward:
        assert onward is not None
        with pytest.raises(KeyboardInterrupt):
            onward(search)
    assert search.cost < before
    assert search.legal


def test_an_interrupt_within_a_block_keeps_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = []
    improve_part = Search._improve

    def stop(search: Search) -> None:
        improve_part(search)
        parts.append(search.cost)
        raise KeyboardInterrupt

    monkeypatch.setattr(Search, "_improve", stop)
    search = from_nothing()
    problem, rules = case()
    with in_blocks("serial", problem, rules) as onward:
        assert onward is not None
        with pytest.raises(KeyboardInterrupt):
            onward(search)
    assert [search.cost] == parts


def test_changes_of_different_people_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    search = from_nothing()
    world, before = search.world, search.roster
    works = [world.line(agent, np.array([agent % 2, 2, 2, 2, 2])) for agent in range(BLOCKS)]
    gains = []
    for line in works:
        assert isinstance(line, Line)
        one = from_nothing()
        one.begin([*{**before, line.agent: line}.values()])
        gains.append(Gain((line,), one.cost, LIMITS.work, ()))
    assert all(gain.cost < search.cost for gain in gains)
    monkeypatch.setattr(block_tasks, "given", gains)
    problem, rules = case()
    with in_blocks("serial", problem, rules, block_tasks.as_given) as onward:
        assert onward is not None
        onward(search)
    assert {agent for agent, line in search.roster.items() if line.key != before[agent].key} == set(range(BLOCKS))


def test_an_engine_with_an_executor_has_a_bound_and_ends_alike() -> None:
    problem, rules = case()
    one, other = (solve(problem, rules, LIMITS, executor="serial") for _ in range(2))
    assert written(one) == written(other)
    assert one.objective is not None
    assert one.bound <= one.objective


def test_an_executor_that_is_none_is_told() -> None:
    problem, rules = case()
    with pytest.raises(InputError, match='executor "cloud" is not known'):
        solve(problem, rules, LIMITS, executor="cloud")
