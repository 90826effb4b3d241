"""Why nobody is opened for although somebody is short: one sentence for each reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from staffing.documents.hiring import Budget, Freeze
from staffing.documents.workspace import Workspace
from staffing.hiring.answer import HiringPlan
from staffing.reports.hiring.page import hiring_page
from staffing.reports.hiring.why import reasons
from staffing.reports.markdown import markdown_text
from tests.reports.hiring.made import WEEKS, agents, one_role, opening, plan, role, two_roles


def short(workspace: Workspace, **given: Any) -> HiringPlan:
    """One role that is short in all weeks, and nobody to be hired for it."""
    made = role(agents(workspace), {}, required=np.full(WEEKS, 9.0))
    return plan(workspace, (replace(made, **given),), met=False)


def ruled(made: HiringPlan, **given: Any) -> HiringPlan:
    """The plan under other rules of hiring."""
    team = made.workspace.team
    hiring = team.hiring.model_copy(update=given)
    return replace(made, workspace=replace(made.workspace, team=team.model_copy(update={"hiring": hiring})))


def test_nobody_can_work_within_the_weeks(workspace: Workspace) -> None:
    made = short(workspace, first_useful=WEEKS)
    said = "No opening for agent: nobody hired now could work within these 52 weeks (time to fill, notice, training{})."
    assert reasons(made) == [said.format("")]
    freeze = Freeze(start=date(2026, 5, 1), end=date(2027, 2, 28))
    assert reasons(ruled(made, freeze=(freeze,))) == [said.format(" and the freeze")]


def test_the_shortage_comes_before_anybody(workspace: Workspace) -> None:
    made = role(agents(workspace), {}, required=np.where(np.arange(WEEKS) < 10, 9.0, 4.0))
    (said,) = reasons(plan(workspace, (made,), met=False))
    assert said.endswith(": the shortage comes before 2026-06-22, when somebody hired now could first help.")


def test_a_stop_gap_costs_less(workspace: Workspace) -> None:
    every, none = np.full(WEEKS, 3.0), np.zeros(WEEKS)
    dear = replace(one_role(workspace).roles[0].prices, outsourced=900.0, overtime=900.0)
    covered = {"outsourced": every, "overtime": none, "uncovered": none}
    cheap = short(workspace, **covered, prices=replace(dear, outsourced=700.0))
    (said,) = reasons(cheap)
    assert said.startswith("No opening for agent (4.0 FTE short at the worst, before stop-gaps): a person would cost ")
    assert said.endswith("cost more than outsourcing of the same work.")
    worth = "a person would cost more than the shortage is worth."
    assert reasons(short(workspace, **covered, prices=dear))[0].endswith(worth)
    left = short(workspace, outsourced=every, prices=replace(dear, outsourced=700.0))  # that it is cheap is no reason
    assert reasons(left) == [f"No opening for agent: {worth}"]
    nobody = short(workspace, **covered, prices=replace(dear, outsourced=700.0), per_head=0.0)
    assert reasons(nobody)[0].endswith(worth)
    hours = {**covered, "overtime": every, "outsourced": none}
    assert reasons(short(workspace, **hours, prices=replace(dear, overtime=700.0)))[0].endswith(
        "overtime of the same work."
    )


def test_the_budget_allows_nobody_more(workspace: Workspace) -> None:
    spent = "No opening for agent: the budget allows nobody more."
    worth = "No opening for agent: a person would cost more than the shortage is worth."
    made = short(workspace)
    assert reasons(ruled(made, budget=Budget(hires=0))) == [spent]
    assert reasons(ruled(made, budget=Budget(hires=1))) == [worth]
    assert reasons(ruled(made, budget=Budget(money=6_000.0))) == [spent]
    assert reasons(ruled(made, budget=Budget(money=7_000.0))) == [worth]
    assert reasons(made) == [worth]
    leads = two_roles(workspace).roles[1]  # one of them starts, at 6,400 EUR with the class
    both = replace(made, roles=(*made.roles, leads), openings=(opening("lead", 20),))
    assert reasons(ruled(both, budget=Budget(hires=1))) == [spent]
    assert reasons(ruled(both, budget=Budget(money=12_000.0))) == [spent]
    assert reasons(ruled(both, budget=Budget(money=13_000.0))) == [worth]


def test_roles_of_one_reason_are_told_together(workspace: Workspace) -> None:
    made = short(workspace)
    crowd = replace(made, roles=made.roles * 5)
    said = "No opening for agent, agent, agent and 2 more roles: a person would cost more than the shortage is worth."
    assert reasons(crowd) == [said]
    assert said in markdown_text(hiring_page(crowd))


def test_a_role_that_is_hired_for_or_not_short_needs_no_reason(workspace: Workspace) -> None:
    assert reasons(two_roles(workspace)) == []
    made = short(workspace)
    assert reasons(replace(made, openings=(opening("agent", 16),))) == []
