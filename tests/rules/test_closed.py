"""A closed day of one of two sites."""

from __future__ import annotations

from dataclasses import replace

from staffing.rules.agent.availability import is_closed
from tests.conflicts.worlds import PAST, empty_world


def test_a_site_is_closed_where_none_of_its_people_is_available_for_its_shifts() -> None:
    problem = empty_world(6)  # three people at each site, the last shift is the second site's
    available = problem.available.copy()
    available[:, PAST, 3] = False
    shut = replace(problem, available=available)
    assert [is_closed(shut, agent, PAST) for agent in range(6)] == [False] * 3 + [True] * 3
    assert not is_closed(shut, 5, PAST + 1)
    one = problem.available.copy()
    one[4:, PAST, 3] = False
    assert not is_closed(replace(problem, available=one), 4, PAST)


def test_of_a_site_of_one_agent_nothing_is_known() -> None:
    problem = empty_world(4)  # one at the first site
    assert not is_closed(replace(problem, available=problem.available & False), 0, PAST)
