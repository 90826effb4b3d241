"""A whole plan of a small desk: identities that hold whatever the forecast says."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from staffing.documents.hiring import Attrition, Hiring, TimeToFill, Training
from staffing.documents.requisition import Requisition
from staffing.documents.workspace import Workspace
from staffing.hiring.answer import HiringPlan
from staffing.hiring.plan import hiring_plan
from staffing.read.workspace import read_workspace
from tests.reports.small_desk import write_small_desk

PEOPLE, WEEKS, SECONDS = 3, 26, 20.0
AT_ONCE = Hiring(
    attrition=Attrition(probability=0),
    ramp=(1.0,),
    training=Training(weeks=0),
    notice_days=0,
    time_to_fill=TimeToFill(median_days=0, p80_days=0),
    leave_days=0,
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder: Path = write_small_desk(tmp_path_factory.mktemp("plan") / "desk")
    return replace(read_workspace(folder), leave=())


def planned(desk: Workspace, hiring: Hiring, *requisitions: Requisition) -> HiringPlan:
    team = desk.team.model_copy(update={"hiring": hiring})
    return hiring_plan(replace(desk, team=team, requisitions=requisitions), WEEKS, SECONDS)


def with_attrition(hiring: Hiring, probability: float) -> Hiring:
    return hiring.model_copy(update={"attrition": Attrition(probability=probability)})


def test_without_attrition_ramp_mentors_or_lead_the_gap_is_demand_less_people(desk: Workspace) -> None:
    (role,) = planned(desk, AT_ONCE).roles
    today = role.lines[0]
    assert today.available == pytest.approx(np.full(WEEKS, PEOPLE))
    assert today.gap == pytest.approx(role.required - PEOPLE)
    assert today.heads.tolist() == [PEOPLE] * WEEKS


def test_without_hires_people_are_there_with_the_chance_of_staying_each_week(desk: Workspace) -> None:
    (role,) = planned(desk, with_attrition(AT_ONCE, 0.35)).roles
    weekly = 1 - 0.65 ** (1 / 52)
    assert role.lines[0].heads == pytest.approx(PEOPLE * (1 - weekly) ** np.arange(WEEKS))


def test_whoever_comes_in_stays_or_has_left_in_every_line(desk: Workspace) -> None:
    hiring = Hiring(attrition=Attrition(turnover=0.8), growth=6.0, notice_days=7)
    coming = Requisition(requisition_id="R1", role="agent", headcount=2, stage="interview")
    (role,) = planned(desk, hiring, coming).roles
    assert role.starts.sum() > 0
    for line in role.lines:
        assert np.diff(line.heads) == pytest.approx(line.started[1:] - line.left[1:])
        assert line.gap == pytest.approx(role.required - line.available)
        assert (line.available_p10 <= line.available_p90).all()
        assert (line.p10 <= line.p90).all()


def test_more_attrition_lowers_no_gap_of_today(desk: Workspace) -> None:
    plans = [planned(desk, with_attrition(Hiring(), chance)).roles[0].lines[0] for chance in (0.1, 0.3, 0.6)]
    for less, more in itertools.pairwise(plans):
        for name in ("gap", "p10", "p90", "short"):
            assert (getattr(more, name) >= getattr(less, name) - 1e-9).all(), name


def test_a_sure_start_counts_from_its_week_on_and_a_later_one_later(desk: Workspace) -> None:
    weeks = planned(desk, AT_ONCE).weeks
    gaps = []
    for number in (4, 9):
        sure = Requisition(
            requisition_id="R1", role="agent", stage="accepted", expected_start=weeks[number], fill_probability=1
        )
        (role,) = planned(desk, AT_ONCE, sure).roles
        today, coming = role.lines[0], role.lines[1]
        assert coming.available - today.available == pytest.approx((np.arange(WEEKS) >= number) * 1.0)
        gaps.append(coming.gap)
    assert (gaps[1] >= gaps[0] - 1e-9).all()


def test_the_plan_costs_no_more_than_nobody_and_starts_when_it_may(desk: Workspace) -> None:
    hiring = Hiring(growth=6.0, notice_days=14, time_to_fill=TimeToFill(median_days=10, p80_days=14))
    plan = planned(desk, hiring)
    (role,) = plan.roles
    assert role.starts.sum() > 0
    assert all(desk.as_of.date() <= one.open_by <= plan.weeks[-1] + timedelta(days=6) for one in plan.openings)
    assert sum(one.headcount for one in plan.openings) == role.starts.sum()
    assert plan.solved.bound <= plan.solved.cost + 1e-6
    parts, inside = dict(plan.solved.parts), role.starts[:WEEKS].sum()
    assert parts["hiring"] == pytest.approx(inside * role.prices.per_hire)
    assert parts["classes"] == pytest.approx(role.classes[:WEEKS].sum() * role.prices.per_class)
    assert parts["short"] == pytest.approx(role.uncovered.sum() * role.prices.short)
    new = role.lines[2].heads - role.lines[1].heads
    assert parts["wages"] == pytest.approx(new.sum() * role.prices.wage)
    assert (role.lines[2].gap <= role.lines[1].gap + 1e-9).sum() >= WEEKS // 2


def test_what_nobody_can_prevent_is_short_under_the_plan_too(desk: Workspace) -> None:
    short = replace(desk, agents=desk.agents[:-1])
    (role,) = planned(short, Hiring(growth=1.0)).roles
    first = role.first_useful
    assert 0 < first < WEEKS
    assert role.unpreventable[:first] == pytest.approx(
        (role.uncovered + role.overtime + role.outsourced)[:first], abs=0.05
    )
