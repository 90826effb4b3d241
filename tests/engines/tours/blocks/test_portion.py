"""What blocks are asked for comes to what all are asked for, and costs them no less in sum than together."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.columns.program.relaxation import Matrix
from staffing.engines.columns.program.rows import Numbers
from staffing.engines.part import BY_AGENT, part_of
from staffing.engines.tours.blocks import portion as portion_module
from staffing.engines.tours.blocks.portion import Portions, asked_of, brought_by, portions
from staffing.engines.tours.classes import classes_of, kinds_of
from staffing.engines.tours.counted import counted_rows
from staffing.engines.tours.generate import Generation, Tours, generated
from staffing.engines.tours.master import Master
from staffing.problem import Integers, Problem
from staffing.rules import Rule
from tests.engines.tours.crowds import alike, random_team, relaxed, rule

RULES: list[Rule] = [
    rule("one_shift_a_day", "hard"),
    rule("leave", "hard"),
    rule("availability", "hard"),
    rule("min_rest", "hard"),
    rule("paid_hours", 1),
    rule("people_per_shift", 50, min=3, max=4),
    rule("min_on_queue", 30),
    rule("day_floor", 7),
    rule("resolution_rate", 9),
    rule("utilization_band", 2),
]
HEADS = ("people_per_shift", "min_on_queue")
"""Rules that ask for whole people, of which blocks cannot have parts."""
PRICE = 1e5


def dealt(people: int, blocks: int) -> list[Integers]:
    return [np.arange(block, people, blocks) for block in range(blocks)]


def shared(
    problem: Problem, blocks: list[Integers], rules: Sequence[Rule] = RULES
) -> tuple[Generation, Numbers, Portions]:
    """The solved program of all, what each block brings in it, and the blocks' portions."""
    first = relaxed(problem, rules)[1]
    master = first.master
    brought = brought_by(master.matrix, master, blocks)
    return first, brought, portions(master.matrix, brought, np.array(list(map(len, blocks))))


def value_of(problem: Problem, matrix: Matrix) -> float:
    """What the linear program of some people's classes costs, with the rows that they are asked for."""
    lines = lines_of(problem, RULES)
    classes = classes_of(problem, lines)
    found = Generation(Master(matrix, classes, PRICE), Tours(lines, classes))
    generated(found, lambda: False)
    return found.master.solve().value


def asked(problem: Problem, first: Generation, portion: Portions, blocks: Sequence[Integers]) -> list[Matrix]:
    kinds = kinds_of(problem).of
    return [asked_of(first.master.matrix, portion, block, np.unique(kinds[who])) for block, who in enumerate(blocks)]


@pytest.mark.parametrize("seed", range(8))
def test_sides_and_parts_come_to_those_of_all(seed: int) -> None:
    problem, blocks = random_team(random.Random(seed), 12), dealt(12, 2 + seed % 3)
    first, _, portion = shared(problem, blocks)
    rows, joined = first.master.matrix.rows, first.master.matrix.joined
    assert np.allclose(portion.part.sum(axis=0), 1.0)
    for found, whole in ((portion.low, rows.low), (portion.high, rows.high)):
        told = np.isfinite(whole)
        assert (found[:, ~told] == whole[~told]).all()
        assert np.allclose(found[:, told & joined].sum(axis=0), whole[told & joined])
    told = np.isfinite(rows.low) & ~joined
    assert (portion.low[:, told].sum(axis=0) >= rows.low[told] - 1e-6).all()
    told = np.isfinite(rows.high) & ~joined
    assert (portion.high[:, told].sum(axis=0) <= rows.high[told] + 1e-6).all()
    assert np.allclose(portion.least.sum(axis=0), rows.least)
    assert np.allclose(portion.most.sum(axis=0), rows.most)


@pytest.mark.parametrize("seed", range(6))
def test_rows_that_a_variable_joins_are_shared_out_as_one(seed: int) -> None:
    problem, blocks = random_team(random.Random(seed), 12), dealt(12, 3)
    first, _, portion = shared(problem, blocks)
    rows = first.master.matrix.rows
    others = rows.others
    for row, column in zip(others.row.tolist(), others.column.tolist(), strict=True):
        told = rows.most[column] > 0
        assert not told or np.allclose(portion.part[:, row], portion.most[:, column] / rows.most[column])


@pytest.mark.parametrize("seed", range(6))
def test_blocks_that_are_the_whole_in_small_cost_in_sum_what_the_whole_costs(seed: int) -> None:
    half = random_team(random.Random(seed), 6, wishes=(), past_wishes=())
    doubled = {name: np.concatenate([getattr(half, name)] * 2) for name in BY_AGENT}
    names = tuple(f"agent{place}" for place in range(12))
    labour = half.labour.of_agents(np.tile(np.arange(6), 2))
    twice = replace(half, agent_names=names, labour=labour, **doubled)
    blocks = [np.arange(6), np.arange(6, 12)]
    first, brought, portion = shared(twice, blocks, [each for each in RULES if each.rule not in HEADS])
    assert np.allclose(brought[0], brought[1])
    joined = first.master.matrix.joined
    assert np.allclose(portion.part[:, joined], 0.5)
    values = [
        value_of(part_of(twice, who), matrix)
        for who, matrix in zip(blocks, asked(twice, first, portion, blocks), strict=True)
    ]
    whole = value_of(twice, first.master.matrix)
    assert sum(values) == pytest.approx(whole, rel=2e-4, abs=1e-6)


@pytest.mark.parametrize("seed", range(10))
def test_blocks_cost_no_less_in_sum_than_together(seed: int) -> None:
    problem, blocks = random_team(random.Random(seed), 11), dealt(11, 3)
    first, _, portion = shared(problem, blocks)
    values = [
        value_of(part_of(problem, who), matrix)
        for who, matrix in zip(blocks, asked(problem, first, portion, blocks), strict=True)
    ]
    whole = value_of(problem, first.master.matrix)
    assert sum(values) >= whole - 1e-6 * max(1.0, whole)


def test_rows_of_people_alone_are_asked_for_in_whole_people() -> None:
    problem, blocks = alike(10, 3), [np.arange(7), np.arange(7, 10)]
    first, _, portion = shared(problem, blocks)
    alone = ~first.master.matrix.joined
    for side in (portion.low, portion.high):
        told = np.isfinite(side[0]) & alone
        assert (side[:, told] == np.rint(side[:, told])).all()
    heads = first.master.matrix.rows.low == 3
    assert heads.any()
    assert (portion.low[:, heads] == np.array([[2], [1]])).all()


def test_who_gets_what_is_left_of_equal_parts_changes_with_the_row() -> None:
    sides, units = np.full((4, 400), 1.5), np.ones(400, dtype=np.int64)
    found = portion_module._whole(sides, units, up=True)
    assert (found.sum(axis=0) == 6).all()
    assert set(found.ravel().tolist()) == {1.0, 2.0}
    assert (np.abs(found.sum(axis=1) - 600) < 50).all()
    assert (found.reshape(4, -1, 2).sum(axis=1) != found.reshape(4, -1, 2).sum(axis=1)[0]).any()
    assert (portion_module._whole(sides, 4 * units, up=True).sum(axis=0) == 8).all()
    assert (portion_module._whole(sides, 4 * units, up=False).sum(axis=0) == 4).all()


def test_one_block_is_asked_for_all() -> None:
    problem = random_team(random.Random(4), 9)
    first, _, portion = shared(problem, [np.arange(9)])
    whole, found = first.master.matrix, asked(problem, first, portion, [np.arange(9)])[0]
    for name in ("low", "high", "least", "most"):
        assert np.allclose(getattr(found.rows, name), getattr(whole.rows, name))
    for name in ("row", "column", "value"):
        assert (getattr(found.rows.cells, name) == getattr(whole.rows.cells, name)).all()


def test_what_only_some_bring_is_asked_of_them_alone() -> None:
    group = np.array([0, 0, 0, 1, 1, 1])
    problem = random_team(random.Random(2), 6, group=group, cover=())
    rules: list[Rule] = [*RULES[:5], rule("people_with_skill", 50, min=1)]
    matrix = counted_rows(problem, rules, kinds_of(problem))
    blocks = [np.arange(3), np.arange(3, 6)]
    first = relaxed(problem, rules)[1]
    brought = brought_by(matrix, first.master, blocks)
    portion = portions(matrix, brought, np.array([3, 3]))
    some = [brought[block] > 0 for block in (0, 1)]
    assert (some[0] ^ some[1]).any()
    for mine, theirs, part in ((some[0], some[1], portion.part[0]), (some[1], some[0], portion.part[1])):
        assert (part[mine & ~theirs] == 1.0).all()
        assert (part[theirs & ~mine] == 0.0).all()


@pytest.mark.parametrize("seed", range(4))
def test_cells_of_a_block_are_those_of_its_kinds(seed: int) -> None:
    problem = random_team(random.Random(seed), 12)
    kinds = kinds_of(problem)
    blocks = [np.flatnonzero(kinds.of < 2), np.flatnonzero(kinds.of >= 2)]
    first, _, portion = shared(problem, blocks)
    whole = first.master.matrix
    shape = whole.shape[1:]
    for block, (who, found) in enumerate(zip(blocks, asked(problem, first, portion, blocks), strict=True)):
        mine = np.unique(kinds.of[who])
        assert (mine[kinds_of(part_of(problem, who)).of] == kinds.of[who]).all()
        assert found.shape == (len(mine), *shape), block
        for place, kind in enumerate(mine.tolist()):
            for cell in range(int(np.prod(shape))):
                one, other = place * int(np.prod(shape)) + cell, kind * int(np.prod(shape)) + cell
                here, there = (
                    sorted(zip(each.row[a:b].tolist(), each.value[a:b].tolist(), strict=True))
                    for each, at in ((found, one), (whole, other))
                    for a, b in [each.start[at : at + 2].tolist()]
                )
                assert here == there
