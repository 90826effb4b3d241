"""Parts of a roster: who and which days are drawn, and what is learnt."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.engines.columns.search.parts import Choice
from staffing.rules.team.people_per_day import PeoplePerDay
from tests.engines.columns.programs import world_of
from tests.rules.worlds import tiny_world

ROWS = world_of(tiny_world(2, 3, "--\n--"), [PeoplePerDay(min=1, weight=5)]).matrix.rows


def choice(agents: int, days: int, seed: int = 1) -> Choice:
    """Parts of a roster of any size; of its rows nothing is known."""
    found = Choice(ROWS, (2, 3, 2), seed)
    found.shape, found.day_of = (agents, days, 2), np.full(ROWS.count, -1)
    return found


def test_a_short_plan_has_one_kind_of_part_and_a_long_one_windows() -> None:
    assert [kind.days for kind in Choice(ROWS, (2, 14, 2), 1).kinds] == [14]
    assert [kind.days for kind in Choice(ROWS, (2, 15, 2), 1).kinds] == [15, 7, 14]


@pytest.mark.parametrize("days", [3, 15, 40])
def test_parts_are_as_large_as_their_kind_and_within_the_plan(days: int) -> None:
    drawn = choice(20, days)
    drawn.kinds = Choice(ROWS, (20, days, 2), 1).kinds
    for _ in range(60):
        kind, part = drawn.draw(np.zeros(ROWS.count))
        inside = np.flatnonzero(part.days)
        assert len(part.agents) == round(kind.agents) == len(set(part.agents))
        assert set(part.agents) <= set(range(20))
        assert len(inside) == kind.days == inside[-1] - inside[0] + 1


def test_a_kind_grows_where_its_bound_ends_most_parts_and_not_where_dives_fail() -> None:
    drawn = choice(20, 14)
    (kind,) = drawn.kinds = Choice(ROWS, (20, 14, 2), 1).kinds
    for _ in range(10):
        drawn.learn(kind, closed=False, gain=0.0, work=1.0)
    assert kind.agents == 6
    for _ in range(30):
        drawn.learn(kind, closed=True, gain=0.0, work=1.0)
    assert kind.agents > 6
    for _ in range(500):
        drawn.learn(kind, closed=True, gain=0.0, work=1.0)
    assert kind.agents == 20


def test_the_kind_that_gains_more_is_drawn_more_often() -> None:
    drawn = choice(20, 40)
    drawn.kinds = Choice(ROWS, (20, 40, 2), 1).kinds
    for _ in range(30):
        drawn.learn(drawn.kinds[1], closed=False, gain=50.0, work=1.0)
        drawn.learn(drawn.kinds[0], closed=False, gain=0.0, work=1.0)
        drawn.learn(drawn.kinds[2], closed=False, gain=0.0, work=1.0)
    counts = [0, 0, 0]
    for _ in range(200):
        kind, _part = drawn.draw(np.zeros(ROWS.count))
        counts[drawn.kinds.index(kind)] += 1
    assert counts[1] > 100
    assert min(counts) > 0


def test_the_same_seed_draws_the_same_parts() -> None:
    def parts(seed: int) -> list[tuple[int, ...]]:
        drawn = choice(20, 14, seed)
        drawn.kinds = Choice(ROWS, (20, 14, 2), 1).kinds
        return [drawn.draw(np.zeros(ROWS.count))[1].agents for _ in range(5)]

    assert parts(3) == parts(3) != parts(4)
