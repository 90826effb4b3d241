"""Who is counted together with whom, and who is not."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.tours.classes import Classes, classes_of, kinds_of
from staffing.problem import OFF, Problem, Wish
from staffing.rules import Rule
from tests.engines.tours.crowds import alike, random_team, rule
from tests.rules.skill_worlds import NESTED
from tests.rules.worlds import tiny_demand, tiny_world

LEAVE = np.arange(15).reshape(3, 5) == 2
"""The first of three people is on leave on the first planned day."""
SITES: dict[str, Any] = {
    "site_names": ("here", "there"),
    "agent_site": np.array([1, 0, 0]),
    "shift_site": np.zeros(2, dtype=np.int64),
    "site_midnights": np.tile(alike(3, 3).day_start, (2, 1)),
}
SKILLS: dict[str, Any] = {
    "group": np.array([1, 0, 0]),
    "demand": tiny_demand(3, [0] * 18, serving=NESTED, base_capacity=np.zeros((2, 12), dtype=np.int64)),
}
RULES: list[Rule] = [
    rule("one_shift_a_day", "hard"),
    rule("allowed_shifts", "hard"),
    rule("availability", "hard"),
    rule("leave", "hard"),
    rule("min_rest", "hard"),
    rule("contract_days", "hard"),
]


def classes(problem: Problem, rules: list[Rule], alone: np.ndarray | None = None) -> Classes:
    return classes_of(problem, lines_of(problem, rules), alone)


def test_people_alike_are_one_class() -> None:
    found = classes(alike(3, 3), RULES)
    assert (found.count, found.of.tolist(), found.size.tolist()) == (1, [0, 0, 0], [3])


@pytest.mark.parametrize(
    "changes",
    [
        {"on_leave": LEAVE},
        {"available": ~np.repeat(LEAVE[:, :, None], 2, axis=2)},
        {"contract_allows": np.array([[1, 0], [1, 1], [1, 1]], dtype=bool)},
        {"days_due": np.array([[1], [3], [3]])},
        {"speed": np.array([80, 100, 100])},
        SKILLS,
        SITES,
    ],
    ids=["leave", "availability", "contract", "contract days", "speed", "skill", "site"],
)
def test_what_opens_other_tours_or_counts_otherwise_is_another_class(changes: dict[str, Any]) -> None:
    found = classes(alike(3, 3, **changes), RULES)
    assert (found.of.tolist(), found.size.tolist()) == ([0, 1, 1], [1, 2])


def test_the_history_tells_people_apart_only_where_it_matters() -> None:
    after_a_night = tiny_world(3, 3, "-N\n--\nM-")
    assert classes(after_a_night, RULES).of.tolist() == [0, 1, 1]
    without_rest = [each for each in RULES if each.rule != "min_rest"]
    assert classes(after_a_night, without_rest).of.tolist() == [0, 0, 0]


def test_requests_alone_do_not_part_people_but_where_all_tours_must_cost_the_same() -> None:
    wishes = (Wish(0, 2, OFF, False, 4), Wish(1, 2, OFF, False, 7))
    problem, rules = alike(4, 3, wishes=wishes), [*RULES, rule("requests", 1)]
    assert classes(problem, rules).of.tolist() == [0, 0, 0, 0]
    found = classes(problem, rules, np.zeros(4, dtype=bool))
    assert found.of.tolist() == [0, 1, 2, 2]
    assert found.own[:2, 0, 0].tolist() == [4, 7]


def test_who_is_alone_is_a_class_of_its_own() -> None:
    found = classes(alike(4, 3), RULES, np.array([False, True, True, False]))
    assert (found.of.tolist(), found.size.tolist()) == ([0, 1, 2, 0], [2, 1, 1])


def test_classes_are_numbered_by_their_first_members() -> None:
    for seed in range(20):
        found = classes(random_team(random.Random(seed), 8), RULES)
        assert [found.of.tolist().index(each) for each in range(found.count)] == sorted(
            found.of.tolist().index(each) for each in range(found.count)
        )
        assert found.size.tolist() == np.bincount(found.of).tolist()


@pytest.mark.parametrize("alone", [None, "some"])
def test_a_class_never_costs_more_than_a_member_and_may_take_what_any_member_may(alone: str | None) -> None:
    priced = [rule("requests", 3), rule("guaranteed_minutes", 2), rule("unwanted_shifts", 5), rule("last_resort", 4)]
    dearer = shared = 0
    for seed in range(30):
        chance = random.Random(seed)
        problem = random_team(chance, 9)
        lines = lines_of(problem, [*RULES, *priced])
        flags = None if alone is None else np.array([chance.random() < 0.3 for _ in range(9)])
        found = classes_of(problem, lines, flags)
        for agent, of_class in enumerate(found.of.tolist()):
            assert (found.own[of_class] <= lines.own[agent]).all()
            assert ((found.own[of_class] >= NEVER) == (lines.own[agent] >= NEVER)).all()
            assert found.base[of_class] <= lines.base[agent]
            assert found.network[of_class] == lines.network_of[agent]
            assert found.kind[of_class] == found.kinds.of[agent]
            shared += found.size[of_class] > 1
            dearer += bool((found.own[of_class] < lines.own[agent]).any())
        for of_class in range(found.count):
            members = lines.own[found.of == of_class]
            assert (found.own[of_class] == members.min(axis=0)).all()
    assert shared > 20 or alone is not None
    assert (dearer > 0) == (alone is None)


def test_kinds_are_skills_speed_and_site() -> None:
    changes = {**SITES, **SKILLS, "group": np.array([1, 1, 1, 0]), "speed": np.array([80, 100, 80, 80])}
    kinds = kinds_of(alike(4, 3, **{**changes, "agent_site": np.array([0, 0, 0, 0])}))
    assert kinds.of[0] == kinds.of[2]
    assert len({int(kinds.of[agent]) for agent in (0, 1, 3)}) == 3
    assert kinds.size[kinds.of].tolist() == [2, 1, 2, 1]
    assert kinds.of[kinds.first].tolist() == [0, 1, 2]
    apart = kinds_of(alike(4, 3, **{**changes, "agent_site": np.array([0, 0, 1, 0])}))
    assert apart.of[0] != apart.of[2]
