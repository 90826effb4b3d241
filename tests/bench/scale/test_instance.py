"""Cases of any size: the same for a seed, in proportion to their people, and with a roster that keeps every rule."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.bench.scale.instance import Case, scale_case, scale_workspace
from staffing.engines.choose import solve
from staffing.engines.limits import Limits
from staffing.problem import OFF
from staffing.service.pay import wage_tenths

PRODUCTIVE = 0.93 * 0.88


@pytest.fixture(scope="module")
def case() -> Case:
    return scale_case(200)


def test_one_seed_gives_one_case_and_another_seed_another(case):
    again, other = scale_case(200).problem, scale_case(200, seed=2).problem
    for name in ("history", "available", "on_leave", "minutes_due", "group", "speed"):
        assert np.array_equal(getattr(again, name), getattr(case.problem, name))
    assert again.wishes == case.problem.wishes != other.wishes
    assert np.array_equal(again.demand.work, case.problem.demand.work)
    assert not np.array_equal(other.history, again.history)


def test_the_people_differ_in_site_contract_skills_and_pattern(case):
    problem = case.problem
    assert problem.site_names == ("manila", "lisbon")
    assert set(problem.labour.contract_names) == {"full_time", "part_time", "compressed", "flexible"}
    assert problem.demand.groups == 6
    assert all(8 <= count <= 12 for count in np.bincount(problem.shift_site))
    patterned = (~problem.available).any(axis=(1, 2))
    assert 0.10 <= (patterned | problem.on_leave.any(axis=1)).mean() <= 0.20
    assert 0.4 <= len({wish.agent for wish in problem.wishes}) / problem.agents <= 0.55


def test_one_in_fifty_is_a_trainee_with_a_mentor_of_the_same_site_and_contract(case):
    labour, site = case.problem.labour, case.problem.agent_site
    trainees = np.flatnonzero(labour.mentor >= 0)
    assert len(trainees) == 4
    for trainee, mentor in zip(trainees, labour.mentor[trainees], strict=True):
        assert site[trainee] == site[mentor]
        assert labour.contract_names[trainee] == labour.contract_names[mentor]
        assert labour.trainee[trainee].all()


@pytest.mark.parametrize("agents", [40, 200, 1000])
def test_the_work_needs_hours_beyond_those_guaranteed_but_not_all(agents):
    problem = scale_case(agents).problem
    most = problem.minutes_due.sum()
    needed = problem.demand.work.sum() / 0.90 / PRODUCTIVE
    assert 0.80 <= problem.minutes_guaranteed.sum() / most <= 0.86
    assert 0.85 <= needed / most <= 0.92


def test_the_week_before_keeps_contracts_patterns_rests_and_starts(case):
    problem = case.problem
    agents, days = np.nonzero(problem.history != OFF)
    shifts = problem.history[agents, days]
    assert problem.contract_allows[agents, shifts].all()
    assert problem.available[agents, days, shifts].all()
    assert (problem.shift_site[shifts] == problem.agent_site[agents]).all()
    assert ((problem.history != OFF).sum(axis=1) <= problem.contract_days).all()
    following = (np.diff(agents) == 0) & (np.diff(days) == 1)
    starts, ends = problem.shift_start[days, shifts], problem.shift_end[days, shifts]
    assert (starts[1:] - ends[:-1])[following].min() >= 660
    assert np.abs(starts[1:] - starts[:-1] - 1440)[following].max() <= 240


def test_the_rules_are_those_of_a_workspace_with_wages_that_differ(case):
    names = [rule.rule for rule in case.rules]
    assert {"min_rest", "start_time_difference", "fair_requests", "with_mentor", "paid_hours", "day_floor"} <= set(
        names
    )
    assert len(names) == len(set(names))
    assert len(set(wage_tenths(case.problem))) > 1


def test_every_document_refers_to_what_there_is():
    workspace, forecast = scale_workspace(60)
    known = {agent.agent_id for agent in workspace.agents}
    assert {row.agent_id for row in (*workspace.leave, *workspace.requests, *workspace.published)} <= known
    assert {agent.mentor for agent in workspace.agents} - {""} <= known
    assert forecast.unique_ids == tuple(queue.id for queue in workspace.team.queues)
    assert len(workspace.tickets.open_cases(workspace.as_of)) > 10


def test_the_hours_guaranteed_fit_under_the_hard_rules():
    case = scale_case(40)
    rules = [rule for rule in case.rules if rule.hard or rule.rule == "guaranteed_minutes"]
    found = solve(case.problem, rules, Limits(work=0.5, seconds=20), engine="direct")
    assert found.roster is not None
    assert not [each for rule in rules if rule.hard for each in rule.violations(case.problem, found.roster)]
    assert found.objective <= 5 * 0.01 * case.problem.minutes_guaranteed.sum()
