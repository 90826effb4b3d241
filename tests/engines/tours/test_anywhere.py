"""Blocks of people on a Dask cluster: the same bytes as here, also when one of two workers is killed on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.bench.scale.instance import scale_case
from staffing.engines.limits import Limits
from staffing.engines.tours import people, solve
from tests.engines.tours import block_tasks
from tests.executor.test_cluster import started

LIMITS = Limits(seconds=300.0, seed=3)


def test_one_of_two_workers_killed_changes_no_byte(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    case = scale_case(40, 2)
    here = solve(case.problem, case.rules, LIMITS)
    mark = tmp_path / "killed"
    monkeypatch.setenv(block_tasks.MARK, str(mark))
    monkeypatch.setattr(people, "settle", block_tasks.dying_once)
    with started(2) as (address, _):
        there = solve(case.problem, case.rules, LIMITS, executor=address)
    assert mark.exists()
    assert here.roster is not None
    assert there.roster is not None
    assert there.roster.work.tobytes() == here.roster.work.tobytes()
    assert (there.objective, there.bound, there.ledger) == (here.objective, here.bound, here.ledger)
