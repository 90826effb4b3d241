"""The tree that closes the gap against all rosters of small worlds: it proves the least price, and no more."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from staffing.engines.columns.program.bound import SCALE
from staffing.engines.columns.program.meter import Meter
from staffing.engines.columns.program.price import price_of
from staffing.engines.columns.program.world import World
from staffing.engines.columns.proof import node
from staffing.engines.columns.proof.closing import Closing
from staffing.engines.columns.proof.totals import Total, prices_with
from staffing.engines.limits import Limits
from tests.engines.columns.test_bound import team_case, wild_prices

SEEDS = range(16)
ABOVE = 25
"""The first roster costs so much more than the best one."""


def begun(world: World) -> Closing:
    whole = replace(world, grain=1.0, cuts=[])
    closing = Closing(whole)
    closing.begin([], np.zeros(world.matrix.rows.count), -(10**6), 10**6)
    return closing


def ended(closing: Closing, cost: float, meter: Meter) -> float:
    """The price of the best roster when the tree has nothing left to do."""
    while closing.step(meter, cost):
        if closing.found:
            cost = min(cost, price_of(closing.world, closing.found).value)
            closing.found = []
    return cost


def free() -> Meter:
    return Meter(Limits(work=1e9, seconds=1e9))


def least_of(seed: int) -> tuple[World, int] | None:
    world, least = team_case(seed)
    return None if world.lines.without_line or least is None else (world, least)


def check_tree(world: World, least: int) -> bool:
    """Whether the tree proves the least price; whatever it says is true."""
    closing = begun(world)
    cost = ended(closing, least + ABOVE, free())
    assert cost >= least
    bound = closing.bound(cost)
    assert bound <= least
    proof = begun(world)
    assert ended(proof, least, free()) == least, "nothing is below the best"
    assert proof.bound(least) <= least
    if closing.unsolved > (cost - 1) * SCALE:
        assert (cost, bound) == (least, least)
    return bound == least


def test_the_best_roster_is_found_and_proven() -> None:
    cases = [case for case in map(least_of, SEEDS) if case is not None]
    proven = [check_tree(*case) for case in cases]
    assert len(proven) > 8
    assert sum(proven) > len(proven) / 2


def test_where_lists_are_too_long_the_cells_alone_prove_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node, "LISTED", 3)
    proven = [check_tree(*case) for case in map(least_of, SEEDS[:8]) if case is not None]
    assert any(proven)


def test_left_and_gone_on_with_it_comes_to_the_same() -> None:
    for case in map(least_of, SEEDS[:6]):
        if case is None:
            continue
        world, least = case
        whole, parted = begun(world), begun(world)
        cost = ended(whole, least + ABOVE, free())
        spent = Meter(Limits(work=0.0, seconds=1e9))
        assert not parted.step(spent, least + ABOVE)
        assert len(parted.open) == 1, "the node that was not done stays"
        assert (ended(parted, least + ABOVE, free()), parted.bound(cost), parted.count) == (
            cost,
            whole.bound(cost),
            whole.count,
        )


def test_it_keeps_to_its_share_of_the_work() -> None:
    case = least_of(1) or least_of(2)
    assert case is not None
    world, least = case
    closing, meter = begun(world), free()
    meter.work = 1e6
    assert price_of(world, closing.go_on(meter, least + ABOVE)).value < least + ABOVE
    assert closing.work == pytest.approx(meter.work - 1e6)
    closing.work, count = meter.work, closing.count
    assert (closing.go_on(meter, least + ABOVE), closing.count) == ([], count)


@pytest.mark.parametrize("seed", range(8))
def test_at_most_so_many_missed_and_at_least_one_more_hold_every_roster(seed: int) -> None:
    case = least_of(seed)
    if case is None:
        return
    world, least = case
    rows = world.matrix.rows
    random = np.random.default_rng(seed)
    for _ in range(12):
        side = int(random.choice((1, -1)))
        there = np.flatnonzero(np.isfinite(rows.low if side > 0 else rows.high))
        if not len(there):
            continue
        group, amount = there[random.random(len(there)) < 0.7], int(random.integers(3))
        if not len(group):
            continue
        price = np.array([float(random.choice((0.5, 3.0, 1e3, 1e9)))])
        duals = wild_prices(world, int(random.integers(99)))
        found = []
        for at_least in (False, True):
            total = Total(group, side, at_least, amount + at_least)
            prices, rest = prices_with(world.matrix, world.hard_price, [total], duals, price)
            lines = [world.cheapest(prices, agent, world.lines.own[agent]) for agent in range(world.agents)]
            found.append(rest + prices.rest + sum(line[0] for line in lines if line is not None))
        assert math.ceil(min(found) / SCALE) <= least
