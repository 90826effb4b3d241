"""One scenario worked: the base is what `staffing roster` makes, and the way there is the same everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from staffing.documents.scenario import Scenario
from staffing.errors import InputError
from staffing.outlook import look_ahead
from staffing.plan import Settings, make_plan
from staffing.read.workspace import read_workspace
from staffing.reports.people import cost, paid_minutes
from staffing.reports.verdict import verdict
from staffing.scenarios.run import BASE, Run
from staffing.scenarios.screening import screen_of
from staffing.scenarios.task import Question, Source, figures_of, source_of
from tests.reports.small_desk import TEAM, write_small_desk

QUICK = Settings(seed=3, work=1.0, replications=300)
BUSY = TEAM.replace("mean: 20, cv: 1.0", "mean: 110, cv: 1.0").replace("confidence: 0.90", "confidence: 0.95")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    folder = write_small_desk(tmp_path_factory.mktemp("desk") / "w")
    return source_of(read_workspace(folder), None)


@pytest.fixture(scope="module")
def run(source: Source) -> Run:
    """A run that has worked the base."""
    run = Run("serial", source, QUICK)
    run.tried([BASE])
    return run


def worked(source: Source, **changes: str) -> Question:
    pairs = tuple((key.replace("__", "."), value) for key, value in changes.items())
    return Question(source, Scenario(name="asked", set=pairs), QUICK)


@pytest.mark.parametrize("team", [TEAM, BUSY], ids=["kept", "missed"])
def test_the_base_has_the_figures_of_the_roster_to_the_last_bit(tmp_path: Path, team: str) -> None:
    folder = write_small_desk(tmp_path / "w", team=team)
    plan = make_plan(look_ahead(read_workspace(folder)), QUICK)
    found = figures_of(Question(source_of(read_workspace(folder), None), BASE, QUICK))
    service = plan.service
    assert (found.rate_mean, found.rate_ci) == (service.rate_mean, service.rate_ci)
    assert (found.probability_met, found.probability_lower) == (service.probability_met, service.probability_lower)
    assert (found.utilization, found.occupancy) == (service.team_utilization, service.occupancy)
    assert (found.paid_hours, found.cost) == (int(paid_minutes(plan).sum()) / 60, cost(plan))
    assert found.samples.roster == np.packbits(plan.roster.work).tobytes()
    assert found.missed == tuple(target.name for target in verdict(plan) if not target.met)
    assert found.met is (team == TEAM)


@pytest.mark.parametrize(
    "changes", [{"agents": "+0"}, {"volume": "1"}, {"targets__rate_24h": "0.9"}, {"volume": "+0%"}]
)
def test_a_scenario_that_changes_nothing_has_the_base_s_figures(run: Run, changes: dict[str, str]) -> None:
    pairs = tuple((key.replace("__", "."), value) for key, value in changes.items())
    (tried,) = run.tried([Scenario(name="nothing", set=pairs)])
    assert tried.compared is not None
    assert (tried.compared.rate.mean, tried.compared.rate.low, tried.compared.rate.high) == (0, 0, 0)
    assert (tried.compared.weeks.low, tried.compared.utilization.high, tried.compared.cost) == (0, 0, 0)


def test_more_work_and_fewer_people_are_seen_in_the_figures(source: Source, run: Run) -> None:
    base = run.base()
    more, fewer = (figures_of(worked(source, **changes)) for changes in ({"volume": "2"}, {"agents": "-1"}))
    assert more.utilization == pytest.approx(2 * base.utilization, rel=0.15)
    assert (base.headcount, fewer.headcount) == (3, 2)
    assert fewer.paid_hours < base.paid_hours
    assert fewer.notes == ("taken away, the newest first: caio (no hired_on)",)


def test_the_handle_time_asked_for_takes_the_place_of_that_in_force(source: Source, run: Run) -> None:
    longer = figures_of(worked(source, queues__billing__handle_minutes="40"))
    assert longer.occupancy > 1.3 * run.base().occupancy


def test_figures_do_not_depend_on_where_a_scenario_is_worked(source: Source, run: Run) -> None:
    scenario = Scenario(name="asked", set=(("volume", "1.5"),))
    here, there = (each.tried([scenario])[0] for each in (run, Run("local:1", source, QUICK)))
    assert here.figures is not None
    assert there.figures is not None
    assert here.figures.rate_ci == there.figures.rate_ci
    assert here.figures.samples.roster == there.figures.samples.roster
    assert (here.figures.samples.rates == there.figures.samples.rates).all()


def test_files_that_are_others_where_a_task_runs_are_refused(tmp_path: Path) -> None:
    folder = write_small_desk(tmp_path / "w")
    source = source_of(read_workspace(folder), None)
    (folder / "leave.csv").write_text("agent_id,start,end\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"holds another leave\.csv than when this began; run it again"):
        figures_of(Question(source, BASE, QUICK))


def test_what_would_keep_a_missed_promise_is_told_where_it_is_asked_for(tmp_path: Path) -> None:
    source = source_of(read_workspace(write_small_desk(tmp_path / "w", team=BUSY)), None)
    found = figures_of(replace(Question(source, BASE, QUICK), with_way_out=True))
    assert not found.met
    assert found.way_out is not None
    assert found.way_out.count > 0
    assert found.way_out.cost == pytest.approx(20 * found.way_out.paid_hours)


def test_a_glance_keeps_the_base_s_lines_and_sees_more_work(run: Run) -> None:
    asked = [BASE, *(Scenario(name=text, set=(("volume", text),)) for text in ("2", "4"))]
    asked.append(Scenario(name="more", set=(("agents", "+1"),)))
    glances = [one.screen for one in run.screened([*asked, Scenario(name="wrong", set=(("volum", "2"),))])]
    assert glances[-1] is None
    base, twice, four, more = (glance for glance in glances[:-1] if glance is not None)
    assert base.rate_mean == pytest.approx(run.base().rate_mean, abs=0.02)
    assert base.paid_hours == run.base().paid_hours
    assert base.rate_mean >= twice.rate_mean >= four.rate_mean
    assert more.headcount == 4
    assert screen_of.__module__ == "staffing.scenarios.screening"
