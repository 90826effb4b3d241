"""The page, the record and the sentences around a plan."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from staffing.plan import Plan, Settings, judge_roster
from staffing.problem import OFF
from staffing.reports.markdown import markdown_text
from staffing.reports.notes import assumptions, cut_far_off, solver_sentences
from staffing.reports.people import cost, marked, names_of, paid_minutes
from staffing.reports.people_table import people_columns, people_rows
from staffing.reports.plain_json import json_text
from staffing.reports.refusals import refusals
from staffing.reports.report_page import report_page
from staffing.reports.run_record import run_record
from staffing.reports.verdict import promise_line
from staffing.reports.view.document import View, named
from staffing.reports.view.page import Page, Section, Text
from staffing.reports.view.sheets import Workbook
from staffing.result import Status, Violation
from staffing.roster import Roster
from staffing.service.compared import LEAST_CASES
from staffing.simulate.service import Spread
from tests.reports.small_desk import compared, page_text

NOW = datetime(2026, 3, 1, tzinfo=UTC)
KEYS = {
    "version", "as_of", "started_at", "seconds", "seed", "inputs", "solver", "ledger", "service", "utilization",
    "occupancy", "paid_hours", "cost", "baseline", "opening", "risk", "calibration", "weak_spots", "remedies",
    "instead", "forecast",
}  # fmt: skip


def test_the_record_has_every_documented_key(plan: Plan) -> None:
    record = json.loads(json_text(run_record(plan, NOW, 1.5)))
    assert set(record) >= KEYS
    assert set(record["solver"]) == {
        "engine",
        "because",
        "status",
        "objective",
        "bound",
        "bound_is",
        "gap",
        "limit_hit",
    }
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


@pytest.mark.parametrize(
    ("limit", "objective", "bound", "warned"),
    [("time", 1000, 499, True), ("time", 1000, 501, False), ("work", 1000, 0, False), ("", 0, 0, False)],
)
def test_a_search_that_the_clock_cut_far_from_its_bound_is_told_beside_the_promise(
    plan: Plan, limit: str, objective: int, bound: int, warned: bool
) -> None:
    assert plan.result is not None
    result = replace(plan.result, status=Status.FEASIBLE, objective=objective, bound=bound, limit_hit=limit)
    cut = replace(plan, result=result)
    assert bool(cut_far_off(cut)) is warned
    assert ("raise --time-limit before you use this one" in report_page(cut).verdict.range) is warned


def test_a_roster_that_costs_nothing_needs_no_bound(plan: Plan) -> None:
    assert plan.result is not None
    free = replace(plan.result, status=Status.OPTIMAL, objective=0, bound=0, limit_hit="interrupt")
    told = list(solver_sentences(replace(plan, result=free)))
    assert told[0].endswith("it costs 0 price points, and no roster can cost less.")
    assert "The direct engine searched" in told[1]
    assert "The search was interrupted" in told[2]
    assert len(told) == 3


def test_what_is_assumed_is_told(plan: Plan) -> None:
    told = " ".join(assumptions(plan.outlook))
    assert "taken to be that of 2026-02-27 08:00, with its ages: 2 open cases, the oldest 23.0 h old" in told
    assert "Leads are not rostered and not on queue: Lara Pinto" in told
    assert "holds 6.6 weeks" in told
    assert "Rejected from the ticket log: 1 row" in told
    assert "Absence and in-shift shrinkage are those of team.yaml" in told
    assert "The forecast holds" not in told


def test_the_page_holds_the_promise_the_week_and_the_targets(plan: Plan) -> None:
    page = page_text(plan)
    assert page.startswith("# Small desk: 2026-03-02 to 2026-03-08\n\n**24 h resolution: ")
    titles = "Roster|Queues|Targets|Weak spots|Requests refused|What it could not keep|People|Pay|Risk|What was assumed"
    places = [page.index(f"\n## {title}\n") for title in [*titles.split("|"), "The search", "Inputs"]]
    assert places == sorted(places)
    assert "\n\nNine weeks in ten lie between " in page
    assert "\nearly: 08:00-16:00; late: 10:00-18:00; ·: off; leave: on leave\n" in page
    widths = {len(line.split(" | ")) for line in page.splitlines() if line.startswith("| ") and " Mon 02 |" in line}
    assert widths == {9}


def test_sentences_of_our_own_are_not_escaped(plan: Plan) -> None:
    workspace = plan.outlook.workspace
    digests = {**workspace.digests, "--baseline b.csv": "0" * 64}
    given = replace(workspace, digests=digests)
    other = compared(plan, Roster.empty(plan.outlook.problem))
    page = page_text(replace(plan, outlook=replace(plan.outlook, workspace=given), baseline=other))
    assert "| --baseline b.csv | 0000000000000000 |" in page
    assert "\\" not in page
    assert "&" not in page


def test_names_on_the_page_are_escaped(plan: Plan) -> None:
    workspace = plan.outlook.workspace
    evil = tuple(agent.model_copy(update={"name": "<b>|x\n# y"}) for agent in workspace.agents)
    page = page_text(replace(plan, outlook=replace(plan.outlook, workspace=replace(workspace, agents=evil))))
    assert "<b>" not in page
    assert "\n# y" not in page
    assert "&lt;b>\\|x # y" in page


def test_a_broken_hard_rule_is_told_on_the_page(plan: Plan) -> None:
    problem = plan.outlook.problem
    agent = problem.agent_names.index("caio")
    worse = judge_roster(plan.outlook, plan.roster.assigned(agent, 1, 0), Settings(seed=3, replications=20))
    assert problem.pins[agent, 1] == OFF
    assert "## Hard rules broken\n\n- Tue 03 Mar, Caio Reis (caio): leave, 1 leave day: " in page_text(worse)
    assert "## Hard rules broken" not in page_text(plan)


def test_what_most_do_not_read_is_a_detail(plan: Plan) -> None:
    page = report_page(plan)
    assert [section.title for section in page.sections if section.detail] == [
        "Risk", "What was assumed", "The search", "Inputs",
    ]  # fmt: skip
    assert [section.title for section in page.sections[:3]] == ["Roster", "Queues", "Work and capacity"]


def test_the_verdict_stands_first_with_its_figures(plan: Plan, missed: Plan) -> None:
    verdict = report_page(plan).verdict
    assert verdict is not None
    assert verdict.met
    assert verdict.sentence == f"{promise_line(plan)}."
    assert [figure.name for figure in verdict.figures] == [
        "cases on time", "weeks kept", "worst day", "oldest open case in 95% of plans", "occupancy", "utilization",
        "paid hours",
        "cost",
    ]  # fmt: skip
    assert {figure.name: figure.met for figure in verdict.figures if figure.met is not None} == {
        "weeks kept": True, "worst day": True, "oldest open case in 95% of plans": True, "occupancy": True,
        "utilization": True,
    }  # fmt: skip
    worse = report_page(missed).verdict
    assert worse is not None
    assert not worse.met
    assert {"weeks kept", "worst day"} <= {figure.name for figure in worse.figures if figure.met is False}


def test_changes_stand_below_the_roster(plan: Plan) -> None:
    changes = Section(title="Changes to what is published", blocks=(Text(sentences=("Three.",)),))
    assert report_page(plan, changes).sections[1] == changes


def test_the_roster_of_now_is_a_table_beside_ours(plan: Plan) -> None:
    page = page_text(replace(plan, baseline=compared(plan, Roster.empty(plan.outlook.problem), rate_mean=0.5)))
    rate = f"{100 * plan.service.rate_mean:.1f}%"
    assert "\n## Beside the baseline\n\n| figure | --baseline b.csv | this roster | difference |\n" in page
    assert f"| cases on time | 50.0% | {rate} | +1.6 points (1.0 to 2.2) |" in page
    same = page_text(replace(plan, baseline=replace(compared(plan, plan.roster), source="published.csv")))
    assert "## Beside the roster of now\n\nPublished.csv: the same roster as ours.\n" in same


def test_people_with_few_cases_are_not_held_against_the_band(plan: Plan) -> None:
    def beside(cases: float, low: float, high: float) -> str:
        agents = tuple(
            replace(agent, cases=cases, utilization=Spread((low + high) / 2, low, high))
            for agent in plan.service.agents
        )
        return people_rows(replace(plan, service=replace(plan.service, agents=agents)))[0][5]

    assert people_columns(plan.outlook)[5] == "beside the band"
    assert beside(LEAST_CASES - 1, 0.96, 0.99) == "too few to tell"
    assert beside(LEAST_CASES, 0.96, 0.99) == "above"
    assert beside(LEAST_CASES, 0.01, 0.04) == "below"
    assert beside(LEAST_CASES, 0.04, 0.99) == "no difference seen"


def test_the_page_is_plain_data_without_anybodys_name(plan: Plan) -> None:
    text = report_page(marked(plan)).model_dump_json()
    assert "Ana Sousa" not in text
    assert Page.model_validate_json(text) == report_page(marked(plan))
    view = View(
        kind="roster", version="1", stamp=NOW, names=names_of(plan.outlook), page=report_page(marked(plan)),
        workbook=Workbook(title="", sheets=()),
    )  # fmt: skip
    assert markdown_text(named(view).page) == page_text(plan)
