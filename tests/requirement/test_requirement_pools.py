"""Roles that share queues are one pool; how the work falls to its roles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from staffing.requirement.pools import pools_of, shares_of
from tests.requirement.requirement_desk import people, requirement, team

TWO = {"a": 100.0, "b": 100.0}


def roles(*written: dict[str, Any]) -> dict[str, Any]:
    return {"hiring": {"roles": list(written)}}


def test_roles_without_common_queues_are_pools_of_their_own() -> None:
    found = requirement(TWO, None, people("a", "a", "b"))
    assert [pool.roles for pool in found.pools] == [(0,), (1,)]
    assert found.shares.tolist() == [[1, 0], [0, 1]]
    assert [week.required_fte for week in found.week] == pytest.approx(2 * [140 / 0.8 / 0.9 / 40])


def test_a_few_who_do_both_make_one_pool_and_the_work_is_in_proportion_to_people() -> None:
    found = requirement(TWO, None, people("a", "a", "b", "a|b"))
    assert [pool.roles for pool in found.pools] == [(0, 1, 2)]
    assert found.shares.sum(axis=0) == pytest.approx([1, 1])
    hours = [week.workload_hours for week in found.week]
    assert hours == pytest.approx([140, 70, 70], rel=0.01)
    assert sum(week.required_fte for week in found.week) == pytest.approx(280 / 0.8 / 0.9 / 40)


def test_where_skills_do_not_let_loads_be_equal_nobody_gets_work_they_cannot_do() -> None:
    ability = np.array([[4.0, 0.0], [1.0, 1.0]])
    shares = shares_of(ability, np.array([10.0, 90.0]), pools_of(ability), np.array([4.0, 1.0]))
    assert shares[0, 1] == 0
    assert shares.sum(axis=0) == pytest.approx([1, 1])
    assert shares[0, 0] > 0.99


def test_pools_hang_together_through_others() -> None:
    ability = np.array([[1, 0, 0, 0], [0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]], dtype=float)
    assert pools_of(ability) == (((0, 1, 2), (0, 1, 2)), ((3,), (3,)))


def test_a_fixed_number_of_heads_takes_no_work() -> None:
    own = team(TWO, **roles({"id": "desk"}, {"id": "lead", "of": "lead", "heads": 2}))
    agents = (*people("", "", ""), *people("", first=3, role="lead"))
    found = requirement(TWO, own, agents)
    desk, lead = found.week
    assert desk.required_fte == pytest.approx(280 / 0.8 / 0.9 / 40)
    assert (lead.required_fte, lead.available_fte, lead.gap_fte, lead.people) == (2, 1, 1, 1)
    assert lead.workload_hours == 0
    assert np.isnan(lead.occupancy)
    assert np.isnan(found.promise(1, np.ones(3), np.ones(3))).all()
    assert found.required(np.ones((2, 5, 3))).shape == (2, 5, 3)
    assert (found.required(np.ones((2, 5, 3)))[1] == 2).all()
    assert np.isnan(found.occupancy_of(np.ones((2, 5)))[1]).all()


def test_a_role_without_people_takes_work_only_where_nobody_else_can() -> None:
    own = team(TWO, **roles({"id": "a", "skills": ["a"]}, {"id": "b", "skills": ["b"]}, {"id": "c", "skills": ["b"]}))
    found = requirement(TWO, own, people("a", "a"))
    assert found.shares[:, 0] == pytest.approx([1, 0, 0])
    assert found.shares[:, 1].sum() == pytest.approx(1)
    assert found.required(np.array([0.0, 100.0]))[1:].sum() > 1
    assert found.week[1].available_fte == 0


def test_a_queue_that_nobody_serves_is_in_no_pool() -> None:
    found = requirement(TWO, None, people("a"))
    assert found.shares.tolist() == [[1, 0]]
    assert [pool.queues for pool in found.pools] == [(0,)]
    assert found.required(np.array([0.0, 100.0])).tolist() == [0]
