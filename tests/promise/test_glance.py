"""When a first look at a roster is enough, and when all of its weeks are asked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import staffing.outlook as outlook_module
from staffing.outlook import Bench, Outlook, look_ahead
from staffing.promise.glance import LARGE, PART, beyond_doubt, first_look
from staffing.promise.remedies import Hire, remedies
from staffing.read.workspace import read_workspace
from staffing.roster import Roster
from tests.reports.small_desk import write_small_desk


@pytest.fixture(scope="module")
def outlook(tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    return look_ahead(read_workspace(write_small_desk(tmp_path_factory.mktemp("desk") / "w")))


def seen(kept: int, weeks: int, confidence: float = 0.9) -> Any:
    return SimpleNamespace(kept=(np.arange(weeks) < kept)[:, None], confidence=confidence)


def test_a_small_verdict_is_never_cut_short() -> None:
    assert first_look(LARGE, 2000) == 0
    assert first_look(LARGE + 1, 2000) == 2000 // PART


@pytest.mark.parametrize(("kept", "doubt"), [(400, False), (390, False), (375, True), (355, True), (300, False)])
def test_doubt_is_left_where_the_confidence_lies_within_the_interval(kept: int, doubt: bool) -> None:
    assert beyond_doubt(seen(kept, 400)) is not doubt


def test_a_glance_is_whole_where_the_look_leaves_doubt(outlook: Outlook, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, roster = Bench(outlook, 1, 60, None), Roster.empty(outlook.problem)
    assert bench.glance(roster, 7).replications == 60
    monkeypatch.setattr("staffing.promise.glance.LARGE", 0)
    few = bench.glance(roster, 7)
    assert few.replications == 60 // PART
    assert (few.rates == bench.judge(roster, 7).rates[: 60 // PART]).all()
    monkeypatch.setattr(outlook_module, "beyond_doubt", lambda service: False)
    assert bench.glance(roster, 7).replications == 60


@pytest.mark.parametrize(("least", "first"), [(0, 3), (7, 7)])
def test_a_large_team_is_given_people_in_steps(
    outlook: Outlook, monkeypatch: pytest.MonkeyPatch, least: int, first: int
) -> None:
    assert outlook.problem.agents == 3
    monkeypatch.setattr("staffing.promise.remedies.TOLD_APART", 1)
    bench, roster = Bench(outlook, 1, 300, None), Roster.empty(outlook.problem)
    service, asked = bench.judge(roster, 1), []

    def judge(lines: Any, replications: int) -> Any:
        asked.append([len(line) for line in lines])
        return bench.judge_more(roster, service)(lines, replications)

    *shifts, people = remedies(outlook.problem, service, Hire(0, (0, 1), 5, least), judge)
    assert [remedy.kind for remedy in shifts] == ([] if least else ["shifts"])
    assert next(lines for lines in asked if 5 in lines) == [5] * first
    assert (len(people.lines) - first) % 3 == 0
    assert len(set(people.lines)) > 1
