"""People in blocks: everybody once, who is bound together is together, and of each sort as many as anywhere."""

from __future__ import annotations

import random

import numpy as np
import pytest

from staffing.engines.tours.blocks import deal
from staffing.engines.tours.blocks.deal import dealt
from staffing.engines.tours.bonds import Bond
from staffing.engines.tours.classes import kinds_of
from staffing.problem import Integers, Problem
from tests.engines.tours.crowds import alike, in_blocks_of, random_team, rule

APART = rule("apart", 5, people=("agent0", "agent1"))


def blocks_of(problem: Problem, *groups: tuple[int, ...]) -> list[Integers]:
    bonds = [Bond(APART, agent, others) for agent, *rest in groups for others in [tuple(rest)]]
    return dealt(problem, kinds_of(problem), bonds)


def test_a_team_is_one_block() -> None:
    problem = alike(7, 3)
    assert [each.tolist() for each in blocks_of(problem)] == [list(range(7))]


@pytest.mark.parametrize(("people", "blocks"), [(10, 4), (13, 3), (30, 1), (80, 1), (2, 20)])
def test_everybody_is_in_one_block_of_about_the_size_asked_for(
    monkeypatch: pytest.MonkeyPatch, people: int, blocks: int
) -> None:
    in_blocks_of(monkeypatch, people)
    found = blocks_of(random_team(random.Random(people), 40))
    assert sorted(np.concatenate(found).tolist()) == list(range(40))
    assert len(found) == blocks
    assert max(map(len, found)) - min(map(len, found)) <= 1 + len(found[0]) // 4
    assert all((np.diff(each) > 0).all() for each in found)


def test_blocks_have_as_many_of_each_kind_and_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    in_blocks_of(monkeypatch, 20)
    for seed in range(10):
        problem = random_team(random.Random(seed), 60)
        kinds = kinds_of(problem).of
        found = blocks_of(problem)
        for key in {(kind, *due) for kind, due in zip(kinds.tolist(), problem.minutes_due.tolist(), strict=True)}:
            of_it = np.array([kinds[a] == key[0] and tuple(problem.minutes_due[a]) == key[1:] for a in range(60)])
            counts = [int(of_it[each].sum()) for each in found]
            assert max(counts) - min(counts) <= 1


def test_who_is_bound_to_others_is_with_them_also_over_others(monkeypatch: pytest.MonkeyPatch) -> None:
    in_blocks_of(monkeypatch, 4)
    problem = random_team(random.Random(3), 24)
    found = blocks_of(problem, (20, 3), (3, 7), (9, 1, 2), (15, 7), (11, 12))
    assert sorted(np.concatenate(found).tolist()) == list(range(24))
    for group in ({20, 3, 7, 15}, {9, 1, 2}, {11, 12}):
        assert sum(bool(group & set(each.tolist())) for each in found) == 1


def test_one_large_bond_leaves_no_empty_block(monkeypatch: pytest.MonkeyPatch) -> None:
    in_blocks_of(monkeypatch, 2)
    found = blocks_of(alike(6, 3), tuple(range(6)))
    assert [each.tolist() for each in found] == [list(range(6))]


def test_a_crew_that_could_hardly_cover_its_part_stays_together(monkeypatch: pytest.MonkeyPatch) -> None:
    in_blocks_of(monkeypatch, 10)
    group = np.array([0] * 25 + [1] * 5 + [2] * 10)
    problem = alike(40, 3, group=group, agent_site=np.zeros(40, dtype=np.int64))
    assert {len(set(group[each])) for each in blocks_of(problem)} == {3}
    monkeypatch.setattr(deal, "FEW", 2)
    found = blocks_of(problem, (28, 3))
    assert len(found) == 4
    with_crew = [each for each in found if 1 in group[each]]
    assert len(with_crew) == 1
    assert {25, 26, 27, 28, 29, 3} <= set(with_crew[0].tolist())
    assert max(map(len, found)) <= 14
