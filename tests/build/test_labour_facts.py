"""What agents.csv and team.yaml say of consents and nights, as the arrays that rules read."""

from __future__ import annotations

from datetime import timedelta

from staffing.build.problem import axis_of, build_problem
from staffing.documents.workspace import Workspace
from staffing.problem import Problem
from tests.build.desks import MONDAY, agents_of, known_forecast, team_of, workspace_of


def problem_of(workspace: Workspace) -> Problem:
    axis = axis_of(workspace)
    return build_problem(workspace, axis, known_forecast(axis, ("cases",), 2.0, tail_days=2))


def test_consents_are_those_of_each_agent_and_of_the_whole_team() -> None:
    agents = agents_of({"overtime": True}, {"consents": ["rest_days"]}, {})
    labour = problem_of(workspace_of(team_of(consents=["holidays"]), agents=agents)).labour
    assert labour.consented("overtime").tolist() == [True, False, False]
    assert labour.consented("rest_days").tolist() == [False, True, False]
    assert labour.consented("holidays").tolist() == [True, True, True]


def test_nights_are_forbidden_up_to_the_day_named_and_that_day_too() -> None:
    agents = agents_of({"no_nights_until": MONDAY + timedelta(days=2)}, {})
    problem = problem_of(workspace_of(team_of(), agents=agents))
    assert problem.labour.no_nights.tolist() == [[True] * 3 + [False] * 4, [False] * 7]
