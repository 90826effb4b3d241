"""Blocks put together: what one lacks another makes good, and prices of all are means of theirs."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

from staffing.engines.limits import Limits
from staffing.engines.tours import solve
from staffing.engines.tours.blocks import search
from staffing.engines.tours.blocks.counts import Found, Piece, counted
from staffing.engines.tours.people import Given
from staffing.result import Status
from staffing.rules import Rule
from tests.engines.test_optimum import check_report
from tests.engines.tours.crowds import alike, in_blocks_of, random_team, rule

LIMITS = Limits(work=2.0, seconds=60.0, seed=1)
HEADS: list[Rule] = [
    rule("one_shift_a_day", "hard"),
    rule("min_rest", "hard"),
    rule("people_per_shift", "hard", min=2, max=6),
    rule("people_per_day", 5, min=None, max=0),
]


class Idle:
    """Lets nobody work in the first blocks that are searched, as if no counts had met their part."""

    def __init__(self, blocks: int) -> None:
        self.blocks, self.seen = blocks, 0

    def __call__(self, piece: Piece) -> Found:
        found = counted(piece)
        self.seen += 1
        if self.seen > self.blocks:
            return found
        off = np.full((1, piece.problem.days), piece.problem.shifts, dtype=np.int64)
        given = [Given(each.members, off, np.array([len(each.members)])) for each in found.given]
        return found._replace(given=given, brought=np.zeros_like(found.brought))


def worked_here(_: Any, function: Any, tasks: list[Any], __: Any) -> list[Any]:
    return [function(task) for task in tasks]


@pytest.mark.parametrize(("idle", "searched"), [(0, 3), (1, 4), (2, 4)])
def test_hard_rows_that_blocks_lack_are_made_good_by_another(
    monkeypatch: pytest.MonkeyPatch, idle: int, searched: int
) -> None:
    in_blocks_of(monkeypatch, 6)
    work = Idle(idle)
    monkeypatch.setattr(search, "counted", work)
    monkeypatch.setattr(search, "worked", worked_here)
    problem = alike(18, 3)
    result = solve(problem, HEADS, LIMITS)
    assert work.seen == searched
    assert result.status in (Status.OPTIMAL, Status.FEASIBLE)
    check_report(problem, HEADS, result)


def test_what_nobody_can_make_good_leaves_no_roster(monkeypatch: pytest.MonkeyPatch) -> None:
    in_blocks_of(monkeypatch, 2)
    work = Idle(9)
    monkeypatch.setattr(search, "counted", work)
    monkeypatch.setattr(search, "worked", worked_here)
    result = solve(alike(6, 3), HEADS, LIMITS)
    assert work.seen == 3 + search.TRIES
    assert (result.status, result.roster) == (Status.UNKNOWN, None)
    assert result.bound > 0


@pytest.mark.parametrize("seed", range(4))
def test_bounds_of_blocks_are_near_that_of_one(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    problem = random_team(random.Random(seed), 40)
    rules = [*HEADS[:2], rule("leave", "hard"), rule("availability", "hard"), rule("paid_hours", 1)]
    rules += [rule("min_on_queue", 50), rule("requests", 5), rule("fair_late_shifts", 9), rule("fair_requests", 9)]
    whole = solve(problem, rules, LIMITS)
    in_blocks_of(monkeypatch, 14)
    found = solve(problem, rules, LIMITS)
    check_report(problem, rules, found)
    assert whole.objective is not None
    assert found.bound <= whole.objective
    assert found.bound >= 0.9 * whole.bound
