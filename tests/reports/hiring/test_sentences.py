"""What is said of a role, of a delay and of the search, in whole sentences."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from staffing.documents.hiring import Budget, Freeze, Hiring, OvertimeGap, StopGaps
from staffing.documents.workspace import Workspace
from staffing.hiring.answer import HiringPlan, RolePlan, Slip
from staffing.reports.hiring.basis import solver_sentences
from staffing.reports.hiring.sentences import ahead_sentences, stop_gap_sentence, unpreventable_sentence
from staffing.reports.hiring.steps import slip_sentence
from tests.reports.hiring.made import AHEAD, WEEKS, agents, nobody, one_role, opening, plan, role, two_roles


def only(made: HiringPlan) -> RolePlan:
    return made.roles[0]


def hired(made: HiringPlan, **given: Any) -> HiringPlan:
    """The plan under other rules of hiring."""
    team = made.workspace.team
    hiring = team.hiring.model_copy(update=given)
    return replace(made, workspace=replace(made.workspace, team=team.model_copy(update={"hiring": hiring})))


def test_what_nobody_can_prevent_is_told_whatever_the_week(workspace: Workspace) -> None:
    made = one_role(workspace)
    first = replace(only(made), first_useful=0)
    never = replace(only(made), first_useful=WEEKS, unpreventable=np.zeros(WEEKS))
    little = replace(only(made), unpreventable=np.full(WEEKS, 0.01))
    assert unpreventable_sentence(made, first) == (
        "Somebody hired now can help agent from the first week on; even with every class full, 1.0 FTE-weeks are "
        "expected to be short."
    )
    calm = replace(first, unpreventable=np.zeros(WEEKS))
    assert unpreventable_sentence(made, calm).endswith("from the first week on; no shortage is left to expect.")
    said = "In these 52 weeks nobody hired now can help agent; no shortage is expected."
    assert unpreventable_sentence(made, never) == said
    assert unpreventable_sentence(made, little).endswith(
        ": whatever is decided today, 0.2 FTE-weeks are expected to be short, little in any week; after that, 0.4 "
        "FTE-weeks more, even with every class full."
    )


def test_what_stays_short_after_somebody_could_help_is_told_apart(workspace: Workspace) -> None:
    at, made = np.arange(WEEKS), one_role(workspace)
    late = replace(only(made), unpreventable=np.where(at >= 20, 0.25, 0.0))
    assert unpreventable_sentence(made, late) == (
        "Before 2026-06-22 nobody hired now can help agent; until then no shortage is expected; after that, 8.0 "
        "FTE-weeks are, even with every class full."
    )
    assert "after that" not in unpreventable_sentence(made, only(made))
    freeze = Freeze(start=date(2026, 5, 1), end=date(2026, 5, 31))
    tight = hired(made, budget=Budget(hires=3), freeze=(freeze,))
    said = unpreventable_sentence(tight, late)
    assert said.startswith("Before 2026-06-22, the freeze included, nobody hired now can help agent")
    assert said.endswith("even with every class full within the budget.")
    over = hired(made, freeze=(Freeze(start=date(2026, 6, 9), end=date(2026, 6, 30)),))  # in the training of the first
    assert "freeze" not in unpreventable_sentence(over, late)


def test_ahead_or_wait_is_weighed(workspace: Workspace) -> None:
    made = one_role(workspace)
    first, second = ahead_sentences(made, only(made))
    assert first.startswith("Ahead or wait: hire one more ahead.")
    assert "35.4% x 7,200 EUR = 2,549 EUR" in second
    assert "64.6% x 800 EUR = 517 EUR" in second
    assert "costs 7,200 EUR a week more than the person (shortage and stop-gaps at their prices); else" in second
    assert "one person beyond the open requisitions, looked at alone" in first
    cheap = replace(only(made), ahead=replace(AHEAD, ahead=False, cost_short=-200.0))
    assert "costs 200 EUR a week less than the person" in ahead_sentences(made, cheap)[1]
    assert "35.4% x -200 EUR = -71 EUR" in ahead_sentences(made, cheap)[1]
    wait = replace(only(made), ahead=replace(AHEAD, ahead=False, short=math.nan, weeks=0))
    (alone,) = ahead_sentences(made, wait)
    assert "wait until somebody leaves" in alone
    assert ahead_sentences(made, replace(only(made), ahead=None)) == []
    free = replace(only(made), ahead=replace(AHEAD, cost_short=0.4, cost_idle=0.4))
    assert ahead_sentences(made, free) == []


def test_stop_gaps_are_used_unneeded_or_not_allowed(workspace: Workspace) -> None:
    made, none = one_role(workspace), np.zeros(WEEKS)
    assert "at most 0.3 FTE" in stop_gap_sentence(made, only(made))
    unused = replace(only(made), overtime=none)
    assert "none are allowed" in stop_gap_sentence(made, unused)
    hiring = Hiring(stop_gaps=StopGaps(overtime=OvertimeGap()))
    able = replace(workspace, team=workspace.team.model_copy(update={"hiring": hiring}))
    assert "none are expected" in stop_gap_sentence(replace(made, workspace=able), unused)


def test_the_worst_delay_is_told(workspace: Workspace) -> None:
    made = one_role(workspace)
    said = slip_sentence(made)
    assert said.startswith("The one to delay least is the requisition for agent to be opened by 2026-06-25: opened ")
    assert "2.7 FTE-weeks more short over the 78 weeks looked at, stop-gaps not counted, and in the 12 weeks" in said
    assert "kept with 84% instead of 93%" in said
    cut = (*made.openings, opening("agent", 50, slip=Slip(9.0, 3, 0.93, 0.5)))  # its cost goes on after the last week
    said = slip_sentence(replace(made, openings=cut))
    assert said.startswith("Of the 2 that can be compared, the one to delay least is the requisition for agent to be ")
    said = slip_sentence(replace(made, openings=cut[1:]))
    assert said.startswith("The requisition for agent to be opened by 2026-06-25: opened 4 weeks late, it leaves 2.7")
    harmless = opening("agent", 50, slip=Slip(0.0, 0, math.nan, math.nan))
    made = plan(workspace, (role(agents(workspace), {50: 1}),), harmless)
    assert slip_sentence(made).endswith("may be 4 weeks late and change nothing in these weeks.")
    assert slip_sentence(nobody(workspace)) == ""


def test_the_search_says_what_it_proved(workspace: Workspace) -> None:
    made = one_role(workspace)
    cut = replace(made.solved, status="feasible", bound=400_000.0, gap=0.03, limit_hit="time")
    said = " ".join(solver_sentences(replace(made, solved=cut)))
    assert "over all 78 weeks the best plan found may be 3.0% too dear." in said
    assert "cut by its time limit" in said
    unknown = replace(cut, bound=-math.inf, limit_hit="", parts=())
    assert "nothing is proven" in " ".join(solver_sentences(replace(made, solved=unknown)))
    close = replace(cut, gap=0.0, tail_weeks=0)
    assert list(solver_sentences(replace(made, solved=close)))[1] == "The best plan found may be up to 0.1% too dear."


def test_the_cost_is_of_the_weeks_told_and_the_proof_of_all(workspace: Workspace) -> None:
    made = one_role(workspace)
    cost, proof = solver_sentences(made)
    assert cost == (
        "Expected cost of these 52 weeks with the plan: 412,345 EUR (wages of new people 402,345, hiring 10,000)."
    )
    assert proof == (
        "The search also looked at 26 weeks after them, so that late hires do not look useless; over all 78 weeks no "
        "plan costs less in this model, proven by the solver."
    )


def test_a_delay_of_a_role_without_a_promise_costs_only_people(workspace: Workspace) -> None:
    leads = two_roles(workspace).openings[2:]
    said = slip_sentence(replace(two_roles(workspace), openings=leads))
    assert said.endswith(
        "opened 4 weeks late, it leaves 1.0 FTE-weeks more short over the 78 weeks looked at, stop-gaps not counted."
    )
    assert said.startswith("The requisition for lead")
