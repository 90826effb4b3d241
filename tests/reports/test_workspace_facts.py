"""What is told of a workspace: the openings under way, and who is in training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from staffing.documents.requisition import Requisition, Stage
from staffing.outlook import Outlook
from staffing.problem import Problem
from staffing.reports.workspace_facts import fact_lines, workspace_facts
from staffing.rules.team.with_mentor import WithMentor

Openings = Callable[..., Outlook]


@pytest.fixture
def with_openings(outlook: Outlook) -> Openings:
    def make(*rows: tuple[Stage, int]) -> Outlook:
        openings = tuple(
            Requisition(requisition_id=f"R-{number}", role="agent", stage=stage, headcount=heads)
            for number, (stage, heads) in enumerate(rows)
        )
        return replace(outlook, workspace=replace(outlook.workspace, requisitions=openings))

    return make


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([("open", 1)], "requisitions: 1 open, for 1 person"),
        ([("accepted", 2), ("offer", 3)], "requisitions: 2 open, for 5 people"),
        ([("interview", 1), ("filled", 4), ("on_hold", 2)], "requisitions: 1 open of 3, for 1 person"),
        ([("cancelled", 1), ("filled", 4)], "requisitions: 0 open of 2"),
    ],
)
def test_open_requisitions_are_counted_with_the_people_wanted(
    with_openings: Openings, rows: list[tuple[Stage, int]], line: str
) -> None:
    lines = list(fact_lines(with_openings(*rows)))
    assert [told for told in lines if "requisition" in told] == [line]


def test_they_are_told_to_programs_as_well(with_openings: Openings) -> None:
    facts = workspace_facts(with_openings(("open", 2), ("filled", 4)))
    assert facts["requisitions"] == {"count": 2, "open": 1, "people": 2}


def test_a_workspace_without_any_does_not_speak_of_them(outlook: Outlook) -> None:
    assert "requisition" not in " ".join(fact_lines(outlook))
    assert workspace_facts(outlook)["requisitions"] == {"count": 0, "open": 0, "people": 0}


def _in_training(outlook: Outlook, *, mentor: str, trained: bool, planned: bool = True) -> Outlook:
    """The desk with the rule, and a mentor for its first agent, who is among those planned or not."""
    problem: Problem = outlook.problem
    first, second = problem.agent_names[:2]
    agents = tuple(
        one.model_copy(update={"mentor": second if mentor else "", "hired_on": date(2026, 1, 5)})
        if one.agent_id == first
        else one
        for one in outlook.workspace.agents
    )
    mentors, trainee = np.full(problem.agents, -1), np.zeros((problem.agents, len(problem.day_names)), dtype=bool)
    mentors[0], trainee[0] = (1 if mentor and planned else -1), trained
    labour = replace(problem.labour, mentor=mentors, trainee=trainee)
    return replace(
        outlook,
        workspace=replace(outlook.workspace, agents=agents),
        problem=replace(problem, labour=labour),
        rules=(*outlook.rules, WithMentor()),
    )


@pytest.mark.parametrize(
    ("mentor", "trained", "planned", "told"),
    [
        ("yes", True, True, "{0} beside {1}"),
        ("yes", True, False, "{0} beside {1} (not planned: nothing is asked)"),
        ("yes", False, True, "nobody; it lasts 12 weeks, and {0} started on 2026-01-05"),
        ("", False, True, "nobody; nobody has a mentor in agents.csv"),
    ],
)
def test_who_is_in_training_is_told_where_the_rule_asks_for_mentors(
    outlook: Outlook, mentor: str, trained: bool, planned: bool, told: str
) -> None:
    desk = _in_training(outlook, mentor=mentor, trained=trained, planned=planned)
    lines = [line for line in fact_lines(desk) if "in training" in line]
    names = outlook.problem.agent_names
    assert lines == [f"in training in the planned days (with_mentor): {told.format(*names)}"]
    assert len(workspace_facts(desk)["in_training"]) == trained


def test_without_the_rule_nobody_is_said_to_be_in_training(outlook: Outlook) -> None:
    assert workspace_facts(outlook)["in_training"] is None
    assert not [line for line in fact_lines(outlook) if "in training" in line]
