"""Blocks of people on a Dask cluster: the same bytes as here, also when one of two workers is killed on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from staffing.bench.scale.instance import scale_case
from staffing.engines.limits import Limits
from staffing.engines.tours import people, solve
from staffing.engines.tours.blocks import joined, search
from tests.engines.tours import block_tasks
from tests.engines.tours.crowds import in_blocks_of
from tests.executor.test_cluster import started

LIMITS = Limits(seconds=300.0, seed=3)


@pytest.mark.parametrize(
    ("where", "name", "work"),
    [
        (joined, "lines_of_block", block_tasks.dying_lines),
        (search, "counted", block_tasks.dying_counted),
        (people, "settle", block_tasks.dying_settle),
    ],
)
def test_one_of_two_workers_killed_changes_no_byte(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: ModuleType, name: str, work: Callable[[Any], Any]
) -> None:
    in_blocks_of(monkeypatch, 14)
    case = scale_case(40, 2)
    here = solve(case.problem, case.rules, LIMITS)
    mark = tmp_path / "killed"
    monkeypatch.setenv(block_tasks.MARK, str(mark))
    monkeypatch.setattr(where, name, work)
    with started(2) as (address, _):
        there = solve(case.problem, case.rules, LIMITS, executor=address)
    assert mark.exists()
    assert here.roster is not None
    assert there.roster is not None
    assert there.roster.work.tobytes() == here.roster.work.tobytes()
    assert (there.objective, there.bound, there.ledger) == (here.objective, here.bound, here.ledger)
