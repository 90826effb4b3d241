"""The lines within a limit against the list of all lines."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.engines.columns.networks.lines import lines_of
from staffing.engines.columns.networks.pricing import FAR, Pricing
from staffing.engines.columns.proof.listing import lines_within
from tests.engines.columns.every_line import NONE, every_line, priced
from tests.engines.columns.every_line import costs as costs_of_every
from tests.engines.columns.small_cases import small_case

SCALE = 4


def case(number: int) -> tuple[Pricing, np.ndarray, np.ndarray, np.ndarray]:
    """A network, prices [D, C] at random, all lines [N, D], and what each costs there [N], NONE where it may not be."""
    problem, rules = small_case(number)
    lines = lines_of(problem, rules)
    every = every_line(problem)
    own = costs_of_every(problem, rules, 0, every)
    assert not lines.left
    random = np.random.default_rng(number)
    shape = problem.days, problem.shifts + 1
    extra = np.where(random.random(shape) < 0.1, FAR, random.integers(-60, 60, size=shape))
    cell = np.where(
        (lines.own[0] >= 2**40) | (extra >= FAR), FAR, lines.own[0] * SCALE + np.where(extra < FAR, extra, 0)
    )
    scaled = np.where(own == NONE, NONE, own * SCALE)
    base = int(lines.base[0]) * SCALE
    total = priced(every, scaled, extra, FAR)
    return Pricing(lines.networks[0], SCALE), cell, every, np.where(total == NONE, NONE, total - base)


@pytest.mark.parametrize("number", range(0, 120, 6))
def test_all_lines_within_the_limit_are_listed_with_what_they_cost(number: int) -> None:
    pricing, cell, every, total = case(number)
    there = total[total < NONE]
    if not len(there):
        assert lines_within(pricing, cell, 10**9, 10)[0] == (pytest.approx([]), pytest.approx([]))
        return
    for most in (int(there.min()) - 1, int(there.min()), int(np.median(there)), int(there.max())):
        found, _ = lines_within(pricing, cell, most, len(every))
        assert found is not None
        wanted = sorted(
            (*line, cost) for line, cost in zip(every.tolist(), total.tolist(), strict=True) if cost <= most
        )
        assert sorted((*line, cost) for line, cost in zip(*(each.tolist() for each in found), strict=True)) == wanted


def test_a_list_longer_than_its_room_is_none() -> None:
    pricing, cell, _, total = case(0)
    count = int((total < NONE).sum())
    assert count > 1
    most = int(total[total < NONE].max())
    assert lines_within(pricing, cell, most, count - 1)[0] is None
    assert lines_within(pricing, cell, most, count)[0] is not None
