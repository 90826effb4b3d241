"""The model's counts of people by profile: each the sum of its members, and no more variables than needed."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from staffing.engines.direct.hint import values_of
from staffing.problem import Problem
from staffing.roster import Roster
from staffing.rules.model import Model
from tests.rules.random_worlds import rosters
from tests.rules.skill_worlds import NESTED, skilled, skilled_demand, skilled_worlds
from tests.rules.worlds import tiny_world


@settings(derandomize=True, max_examples=100, deadline=None)
@given(problem=skilled_worlds(), roster=rosters())
def test_counts_are_the_sums_of_their_members(problem: Problem, roster: Roster) -> None:
    model = Model(problem)
    people = model.people
    values = values_of(model, roster)
    for profile in range(len(problem.profiles.group)):
        members = problem.profiles.of == profile
        assert (values[people[profile]] == roster.work[members].sum(axis=0)).all()
    for bound in model.structure:
        assert bound.total(values) == 0


def test_one_member_stands_for_itself_and_several_are_counted() -> None:
    apart = Model(skilled(skilled_demand(NESTED)))
    assert (apart.people == apart.work[:, 2:]).all()
    assert apart.structure == []
    alike = Model(tiny_world(2, 3))
    assert alike.people.shape == (1, 3, 2)
    assert len(alike.structure) == alike.people.size
    assert (np.array(alike.variables.high)[alike.people] == 2).all()


def test_a_shift_of_a_site_without_people_is_nobody() -> None:
    world = tiny_world(2, 3, shift_site=np.array([0, 1]), site_names=("a", "b"))
    people = Model(world).people
    assert (people[:, :, 0] > 1).all()
    assert not people[:, :, 1].any()


def test_profiles_are_told_apart_by_group_and_by_speed() -> None:
    three = tiny_world(3, 3, group=np.array([1, 0, 1]), speed=np.array([80, 80, 80]))
    profiles = three.profiles
    assert profiles.group.tolist() == [0, 1]
    assert profiles.of.tolist() == [1, 0, 1]
    faster = tiny_world(3, 3, group=np.array([1, 0, 1]), speed=np.array([80, 80, 120])).profiles
    assert list(zip(faster.group.tolist(), faster.speed.tolist(), strict=True)) == [(0, 80), (1, 80), (1, 120)]
