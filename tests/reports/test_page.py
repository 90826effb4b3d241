"""The page, the record and the sentences around a plan."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from staffing.plan import Plan, Settings, judge_roster
from staffing.problem import OFF
from staffing.reports.markdown_page import report_page
from staffing.reports.notes import assumptions, solver_sentences
from staffing.reports.people import cost, paid_minutes
from staffing.reports.refusals import refusals
from staffing.reports.run_record import json_text, run_record
from staffing.result import Status, Violation
from staffing.roster import Roster
from tests.reports.small_desk import compared

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KEYS = {
    "version", "as_of", "started_at", "seconds", "seed", "inputs", "solver", "ledger", "service", "utilization",
    "occupancy", "paid_hours", "cost", "baseline", "opening", "risk", "calibration", "weak_spots", "remedies",
    "instead", "forecast",
}  # fmt: skip


def test_the_record_has_every_documented_key(plan: Plan) -> None:
    record = json.loads(json_text(run_record(plan, NOW, 1.5)))
    assert set(record) >= KEYS
    assert set(record["solver"]) == {"engine", "status", "objective", "bound", "bound_is", "gap", "limit_hit"}
    assert set(record["service"]) >= {
        "target", "confidence", "met", "rate_mean", "rate_ci", "rate_p05", "rate_p95", "probability_met",
        "probability_lower", "worst_day", "oldest_hours", "queues",
    }  # fmt: skip
    assert set(record["utilization"]["agents"]) == {"ana", "bela", "caio"}
    assert set(record["inputs"]) == {"team.yaml", "agents.csv", "leave.csv", "requests.csv", "tickets.csv"}
    assert sum(item["price"] for item in record["ledger"]) == record["solver"]["objective"]


def test_the_record_holds_no_number_that_json_lacks(plan: Plan) -> None:
    empty = replace(plan, service=replace(plan.service, age_p95_hours=math.nan))
    assert json.loads(json_text(run_record(empty, NOW, 0.0)))["service"]["age_p95_hours"] is None


def test_hours_and_cost_are_those_of_the_roster(plan: Plan) -> None:
    hours = paid_minutes(plan).sum() / 60
    assert hours == 7.5 * plan.roster.work.sum()
    assert cost(plan) == pytest.approx(20 * hours)


def test_a_request_against_leave_is_refused_for_that_reason(plan: Plan) -> None:
    (refusal,) = refusals(plan)
    assert refusal.sentence == "Caio Reis, Wed 04 Mar: late refused (on leave on that day; price 10)"


def test_a_request_that_a_roster_could_have_granted_is_told_with_the_proof_there_is(plan: Plan) -> None:
    nobody = Roster.empty(plan.outlook.problem)
    given = replace(plan, roster=nobody, breaches=tuple(every_breach(plan, nobody)), result=None)
    assert refusals(given)[0].why == "the roster given does not grant it"
    assert plan.result is not None
    proven = replace(given, result=plan.result)
    assert "costs at least as much" in refusals(proven)[0].why
    cut = replace(given, result=replace(plan.result, status=Status.FEASIBLE, limit_hit="work"))
    assert "no roster that grants it was found" in refusals(cut)[0].why


def test_a_request_against_a_published_shift_names_that_shift(plan: Plan) -> None:
    problem = plan.outlook.problem
    pins = problem.pins.copy()
    pins[0, 0] = 1
    pinned = replace(plan.outlook, problem=replace(problem, pins=pins))
    roster = plan.roster.assigned(0, 0, 1)
    given = replace(plan, outlook=pinned, roster=roster, breaches=tuple(every_breach(plan, roster)))
    assert refusals(given)[0].why == "late is published for that day"


def every_breach(plan: Plan, roster: Roster) -> list[Violation]:
    return [b for rule in plan.outlook.rules for b in rule.violations(plan.outlook.problem, roster)]


def test_the_bound_is_told_with_what_it_means(plan: Plan) -> None:
    told = " ".join(solver_sentences(plan))
    assert "none costs less, proven by the direct engine" in told
    assert "the simulated rate is measured on the roster itself" in told
    assert plan.result is not None
    cut = replace(plan, result=replace(plan.result, status=Status.FEASIBLE, limit_hit="time"))
    assert "was cut by its time limit" in " ".join(solver_sentences(cut))
    assert "none costs less" not in " ".join(solver_sentences(cut))
    assert "there is no bound" in " ".join(solver_sentences(replace(plan, result=None)))


@pytest.mark.parametrize(
    ("status", "objective", "bound", "useful"),
    [
        (Status.FEASIBLE, 225, 0, False),
        (Status.FEASIBLE, 225, -3, False),
        (Status.FEASIBLE, 225, 1, True),
        (Status.OPTIMAL, 225, 225, True),
    ],
)
def test_a_bound_is_told_only_where_it_says_something(
    plan: Plan, status: Status, objective: int, bound: int, useful: bool
) -> None:
    assert plan.result is not None
    result = replace(plan.result, status=status, objective=objective, bound=bound, limit_hit="time")
    told = " ".join(solver_sentences(replace(plan, result=result)))
    assert ("no useful bound on the price of another roster was proven in that time" in told) is not useful
    assert ("no roster can cost less than" in told) is (useful and status == Status.FEASIBLE)
    assert ("none costs less, proven" in told) is (status == Status.OPTIMAL)
    assert ("holds for the plan's own model" in told) is useful


def test_a_roster_that_costs_nothing_needs_no_bound(plan: Plan) -> None:
    assert plan.result is not None
    free = replace(plan.result, status=Status.OPTIMAL, objective=0, bound=0, limit_hit="interrupt")
    told = list(solver_sentences(replace(plan, result=free)))
    assert told[0].endswith("it costs 0 price points, and no roster can cost less.")
    assert "The search was interrupted" in told[1]
    assert len(told) == 2


def test_what_is_assumed_is_told(plan: Plan) -> None:
    told = " ".join(assumptions(plan.outlook))
    assert "taken to be that of 2026-02-27 08:00, with its ages: 2 open cases, the oldest 23.0 h old" in told
    assert "Leads are not rostered and not on queue: Lara Pinto" in told
    assert "holds 6.6 weeks" in told
    assert "Rejected from the ticket log: 1 row" in told
    assert "Absence and in-shift shrinkage are those of team.yaml" in told
    assert "The forecast holds" not in told


def test_the_page_holds_the_promise_the_week_and_the_targets(plan: Plan) -> None:
    page = report_page(plan)
    assert page.startswith("# Small desk: 2026-03-02 to 2026-03-08\n\n24 h resolution: ")
    titles = "Roster|Targets|Risk|Weak spots|Queues|People|Requests refused|What it could not keep|What was assumed"
    for title in [*titles.split("|"), "The search"]:
        assert f"\n## {title}\n" in page
    assert "\n\nNine weeks in ten lie between " in page
    assert "\nearly: 08:00-16:00; late: 10:00-18:00; ·: off; leave: on leave\n" in page
    widths = {len(line.split(" | ")) for line in page.splitlines() if line.startswith("| ") and " Mon 02 |" in line}
    assert widths == {9}


def test_sentences_of_our_own_are_not_escaped(plan: Plan) -> None:
    workspace = plan.outlook.workspace
    digests = {**workspace.digests, "--baseline b.csv": "0" * 64}
    given = replace(workspace, digests=digests)
    other = compared(plan, Roster.empty(plan.outlook.problem))
    page = report_page(replace(plan, outlook=replace(plan.outlook, workspace=given), baseline=other))
    assert "| --baseline b.csv | 0000000000000000 |" in page
    assert "\\" not in page
    assert "&" not in page


def test_names_on_the_page_are_escaped(plan: Plan) -> None:
    workspace = plan.outlook.workspace
    evil = tuple(agent.model_copy(update={"name": "<b>|x\n# y"}) for agent in workspace.agents)
    page = report_page(replace(plan, outlook=replace(plan.outlook, workspace=replace(workspace, agents=evil))))
    assert "<b>" not in page
    assert "\n# y" not in page
    assert "&lt;b>\\|x # y" in page


def test_a_broken_hard_rule_is_told_on_the_page(plan: Plan) -> None:
    problem = plan.outlook.problem
    agent = problem.agent_names.index("caio")
    worse = judge_roster(plan.outlook, plan.roster.assigned(agent, 1, 0), Settings(seed=3, replications=20))
    assert problem.pins[agent, 1] == OFF
    assert "## Hard rules broken\n\n- Tue 03 Mar, Caio Reis (caio): leave, 1 leave day: " in report_page(worse)
    assert "## Hard rules broken" not in report_page(plan)
