"""The recipe: what it refuses to hand on, and that the parts agree about the order of queues."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import staffing.plan
import staffing.promise.calibrate
from staffing.engines.direct import Limits
from staffing.errors import NoRosterError, OutsideError
from staffing.explain import findings
from staffing.outlook import Outlook, look_ahead, sample_paths
from staffing.plan import Settings, breaches, current_roster, judge_roster, make_plan
from staffing.problem import OFF, Problem
from staffing.read.workspace import read_workspace
from staffing.result import Result, Status
from staffing.roster import Roster
from staffing.rules.agent.max_consecutive_days import MaxConsecutiveDays
from staffing.rules.applied import Applied
from staffing.service.rates import wilson_interval

QUICK = Settings(seed=3, work=0.3, replications=200)
CONFIGS = Path(__file__).resolve().parent.parent / "configs"


@pytest.fixture(scope="module")
def outlook() -> Outlook:
    return look_ahead(read_workspace(CONFIGS / "seller-escalations"))


def everybody_every_day(problem: Problem) -> Roster:
    return Roster.of(np.zeros((problem.agents, problem.days), dtype=np.int64), problem.shifts)


def test_a_roster_that_breaks_a_hard_rule_is_not_handed_on(outlook: Outlook, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = everybody_every_day(outlook.problem)
    result = Result(Status.OPTIMAL, "direct", wrong, 0, 0, (), 0.1)
    monkeypatch.setattr(staffing.promise.calibrate, "solve", lambda *_, **__: result)
    with pytest.raises(OutsideError, match=r"the solver's roster breaks \w+ \(.*\); it is not shown"):
        make_plan(outlook, QUICK)


def test_what_the_law_and_the_team_say_alike_is_told_once_with_the_article(outlook: Outlook) -> None:
    roster, hard = everybody_every_day(outlook.problem), MaxConsecutiveDays(days=6)
    law = Applied.of(hard, "max_consecutive_days@law", article="Art. 1")
    stricter, priced = MaxConsecutiveDays(days=5), MaxConsecutiveDays(days=6, weight=3)
    told = breaches(replace(outlook, rules=(hard, law, priced)), roster)
    assert {(breach.rule, breach.article) for breach in told} == {
        ("max_consecutive_days@law", "Art. 1"),
        ("max_consecutive_days", ""),  # what is priced is paid beside the law
    }
    assert len(told) == 2 * len(breaches(replace(outlook, rules=(law,)), roster))
    assert len(breaches(replace(outlook, rules=(hard, law)), roster)) * 2 == len(told)
    last = [breach for breach in breaches(replace(outlook, rules=(stricter, law)), roster) if not breach.article]
    assert last == breaches(replace(outlook, rules=(stricter,)), roster)


def test_pins_that_break_a_rule_end_with_the_reason(outlook: Outlook) -> None:
    problem = outlook.problem
    leave_day = int(np.flatnonzero(problem.on_leave[2, problem.history_days :])[0])
    pins = problem.pins.copy()
    pins[2, leave_day] = 0
    pinned = replace(problem, pins=pins)
    stuck = replace(outlook, problem=pinned, findings=findings(pinned, outlook.rules))
    with pytest.raises(NoRosterError, match=r"published\.csv gives citra a shift on Wed 04 Nov that breaks leave"):
        make_plan(stuck, QUICK)


def test_running_out_of_time_is_told_as_such(outlook: Outlook, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Result(Status.UNKNOWN, "direct", None, None, 0, (), 7.0, limit_hit="time")
    monkeypatch.setattr(staffing.promise.calibrate, "solve", lambda *_, **__: nothing)
    with pytest.raises(NoRosterError, match="no roster was found in 7 s; give the search more time"):
        make_plan(outlook, QUICK)


def test_simulated_volume_belongs_to_the_queue_it_is_said_to(outlook: Outlook) -> None:
    paths = sample_paths(outlook, 400, QUICK.seed)
    hours = outlook.forecast.mean.shape[1]
    for number, name in enumerate(outlook.problem.queue_names):
        expected = outlook.forecast.mean[outlook.forecast.unique_ids.index(name)].sum()
        assert paths[:, number].sum() / 400 == pytest.approx(expected, rel=0.03), (name, hours)


def test_the_plan_and_the_judge_see_the_same_work_and_people(outlook: Outlook) -> None:
    plan = make_plan(outlook, replace(QUICK, replications=1000))
    demand, service = outlook.problem.demand, plan.service
    capacity = plan.fluid.capacity.sum()
    assert service.on_queue.mean() == pytest.approx(capacity, rel=0.02)
    work = demand.work.sum() + demand.opening_work.sum()
    assert service.handling.mean() == pytest.approx(work, rel=0.05)
    assert (outlook.problem.pins == OFF).all()


def test_the_same_settings_give_the_same_plan(outlook: Outlook) -> None:
    first, second = make_plan(outlook, QUICK), make_plan(outlook, QUICK)
    assert (first.roster.work == second.roster.work).all()
    assert (first.service.rates == second.service.rates).all()
    assert first.result is not None
    assert second.result is not None
    assert first.result.ledger == second.result.ledger


def test_limits_of_the_search_come_from_the_settings(outlook: Outlook, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Limits] = []
    nothing = Result(Status.UNKNOWN, "direct", None, None, 0, (), 7.0)
    monkeypatch.setattr(staffing.promise.calibrate, "solve", lambda *given, **_: (seen.append(given[2]), nothing)[1])
    with pytest.raises(NoRosterError):
        make_plan(outlook, Settings(seed=9, seconds=5.0, work=2.0))
    assert seen == [Limits(work=2.0, seconds=5.0, seed=9)]


def test_without_a_published_week_the_team_works_its_last_one_again(outlook: Outlook) -> None:
    source, again = current_roster(outlook) or ("", None)
    problem = outlook.problem
    assert source == "the last published week again"
    assert again is not None
    last = problem.history[:, -7:]
    there = ~problem.on_leave[:, problem.history_days :]
    assert (again.shift_of() == np.where(there, last, OFF)).all()
    forgotten = replace(problem, history=np.full_like(problem.history, OFF))
    assert current_roster(replace(outlook, problem=forgotten)) is None


def test_a_few_pins_are_no_week_but_hold_in_it(outlook: Outlook) -> None:
    problem = outlook.problem
    pins = np.full_like(problem.pins, OFF)
    pins[0, 0] = 1
    source, roster = current_roster(replace(outlook, problem=replace(problem, pins=pins))) or ("", None)
    assert source == "the last published week again"
    assert roster is not None
    assert roster.shift_of()[0, 0] == 1


def test_a_week_that_is_published_whole_is_the_one_the_team_works(outlook: Outlook) -> None:
    problem = outlook.problem
    pins = problem.history[:, -7:].copy()
    source, roster = current_roster(replace(outlook, problem=replace(problem, pins=pins))) or ("", None)
    assert source == "published.csv"
    assert roster is not None
    assert (roster.shift_of() == pins).all()


def test_a_named_baseline_takes_the_place_of_the_published_one(outlook: Outlook) -> None:
    plan = make_plan(outlook, QUICK, baseline=("--baseline mine.csv", Roster.empty(outlook.problem)))
    assert plan.baseline is not None
    assert plan.baseline.source == "--baseline mine.csv"
    assert plan.baseline.rate.low > 0.5
    assert plan.baseline.weeks.low > 0
    assert plan.baseline.service.probability_met == 0


def test_the_replications_follow_from_the_confidence() -> None:
    assert Settings().simulated_plans(0.9) == 2213
    assert Settings().simulated_plans(0.5) > Settings().simulated_plans(0.99)
    assert Settings(replications=7).simulated_plans(0.9) == 7


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_after_the_search_keeps_the_roster_and_its_verdict(
    outlook: Outlook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staffing.plan, "weak_spots", interrupt)
    plan = make_plan(outlook, QUICK)
    assert plan.result is not None
    assert plan.result.limit_hit == "interrupt"
    assert plan.weak_spots == plan.remedies == ()
    with pytest.raises(KeyboardInterrupt):
        judge_roster(outlook, plan.roster, QUICK)


def test_a_last_week_that_ends_on_a_friday_is_repeated_with_the_weekend_before_it(outlook: Outlook) -> None:
    problem = outlook.problem
    history = problem.history.copy()
    history[:, -2:] = OFF
    _, again = current_roster(replace(outlook, problem=replace(problem, history=history))) or ("", None)
    assert again is not None
    shown = again.shift_of()
    there = ~problem.on_leave[:, problem.history_days :]
    assert (shown[:, :5] == np.where(there, history[:, -7:], OFF)[:, :5]).all()
    assert (shown[:, 5:] == np.where(there[:, 5:], history[:, -9:-7], OFF)).all()


def test_a_high_confidence_takes_more_replications_than_the_error_alone() -> None:
    for confidence in (0.5, 0.9, 0.99, 0.999):
        plans = Settings().simulated_plans(confidence)
        kept = round(plans * (confidence + 1) / 2)
        assert wilson_interval(kept, plans)[0] > confidence
