"""The page of a hiring plan: what to open by when, how that is reckoned, and what the numbers rest on."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from staffing.documents.workspace import Workspace
from staffing.hiring.answer import HiringPlan, RolePlan
from staffing.reports.hiring.gap_csv import gap_csv
from staffing.reports.hiring.headline import enough, headline
from staffing.reports.hiring.page import hiring_page
from staffing.reports.hiring.sentences import worst_sentence
from staffing.reports.hiring.steps import date_steps, funnel_steps
from staffing.reports.hiring.tables import gap_columns, gap_rows_of, left_out, opening_rows, week_step
from staffing.reports.hiring.words import chance, chosen_roles
from staffing.reports.html.page import html_page
from staffing.reports.markdown import markdown_text
from tests.reports.hiring.made import WEEKS, agents, evil, nobody, one_role, opening, plan, role, two_roles

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def only(made: HiringPlan) -> RolePlan:
    return made.roles[0]


def test_the_headline_says_what_to_open_by_when(workspace: Workspace) -> None:
    made = one_role(workspace)
    assert headline(made) == "Open 2 requisitions for agent (3 people): the first by 2026-03-19."
    alone = replace(made, openings=made.openings[:1])
    assert headline(alone) == "Open 1 requisition for agent by 2026-03-19."
    assert headline(two_roles(workspace)) == (
        "Open 3 requisitions (4 people): 2 for agent and 1 for lead; the first, for agent, by 2026-03-19."
    )


def test_what_is_due_is_for_today(workspace: Workspace) -> None:
    for due in (date(2026, 2, 27), date(2026, 1, 8)):
        made = plan(workspace, (role(agents(workspace), {8: 1}),), opening("agent", 8, open_by=due))
        assert headline(made) == "Open 1 requisition for agent today."
        assert opening_rows(made)[0][2] == "today"


def test_many_roles_are_counted(workspace: Workspace) -> None:
    made = one_role(workspace)
    many = replace(made, openings=tuple(opening(f"role{at}", 16 + at) for at in range(5)))
    assert headline(many) == "Open 5 requisitions for 5 roles; the first, for role0, by 2026-03-19."


def test_no_opening_is_needed_or_planned(workspace: Workspace) -> None:
    assert headline(nobody(workspace)) == "No opening is needed in the next 52 weeks."
    short = replace(nobody(workspace), met=False)
    assert headline(short) == "No opening is planned in the next 52 weeks."
    assert "short in some week" in enough(short)


def test_whoever_stays_short_is_named(workspace: Workspace) -> None:
    staffed = agents(workspace)
    made = plan(workspace, (role(staffed, {16: 1}, required=np.full(WEEKS, 9.0)),), opening("agent", 16), met=False)
    assert re.search(r"Even so, agent is expected to be \d\.\d FTE short in the week of 2026-", enough(made))
    at = np.arange(WEEKS)
    covered = replace(only(made), uncovered=np.where(at == 30, 1.25, 0.4))  # whatever the gap: stop-gaps cover the rest
    said = enough(replace(made, roles=(covered,)))
    assert said == f"Even so, agent is expected to be 1.2 FTE short in the week of {made.weeks[30]}, at the worst."
    bridged = replace(made, met=True, roles=(replace(covered, uncovered=np.zeros(WEEKS)),))
    assert enough(bridged).startswith("With it and with stop-gaps no role is expected")
    early = replace(only(made), first_useful=WEEKS)
    assert enough(replace(made, roles=(early,))).endswith("at the worst. No hire can prevent that.")
    twice = replace(made, roles=made.roles * 5)
    assert enough(twice).endswith("and 2 more roles.")
    assert enough(one_role(workspace)).startswith("With them no role")


def test_one_role_is_one_page(workspace: Workspace) -> None:
    page = markdown_text(hiring_page(one_role(workspace)))
    assert page.count("\n") <= 90
    for part in (
        "# Small desk: hiring, 2026-03-02 to 2027-02-28",
        "## What to open",
        "| agent | 1 | 2026-03-19 | 2026-05-23 | 2026-06-22 | 2026-12-28 | 32 → 8 → 2 | 2.6 | 93% → 84% |",
        "## How the first date comes about (agent, 1 person)",
        "Before 2026-06-22 nobody hired now can help agent",
        "hire one more ahead",
        "overtime 1.2 FTE-weeks in 4 weeks",
        "| attrition | 30% of people leave within a year | ! assumed |",
        "2 of 3 figures this plan rests on are assumed",
        "Short: a gap of 1 FTE or more",
        "proven by the solver",
    ):
        assert part in page


def test_the_dates_add_up_step_by_step(workspace: Workspace) -> None:
    made = one_role(workspace)
    for each in made.openings:
        back, on = date_steps(made, each)
        start, accept, opened = map(date.fromisoformat, DAY.findall(back))
        notice, fill = (int(days) for days in re.findall(r"(\d+) days? (?:of notice|to fill)", back))
        assert start - timedelta(days=notice) == accept
        assert accept - timedelta(days=fill) == opened == each.open_by
        start, useful = map(date.fromisoformat, DAY.findall(on))
        training, ramp = (int(weeks) for weeks in re.findall(r"(\d+) weeks? of", on))
        assert start + timedelta(weeks=training + ramp) == useful == each.useful_from


def test_a_date_that_does_not_follow_from_the_ramp_is_not_explained(workspace: Workspace) -> None:
    made = one_role(workspace)
    odd = replace(made.openings[0], useful_from=date(2026, 7, 1), open_by=date(2026, 2, 27))
    said = list(date_steps(made, odd))
    assert len(said) == 1
    assert said[0].endswith("open by 2026-02-27 (today).")


def test_the_funnel_multiplies_up(workspace: Workspace) -> None:
    made = one_role(workspace)
    said = funnel_steps(made, made.openings[1])
    assert said.startswith("2 people to start / (0.8 accept x 0.95 come) = 2.6: 3 offers; / 0.25 offered = 12.0")
    assert said.endswith("48 candidates.")


def test_the_page_shows_the_numbers_of_the_table(workspace: Workspace) -> None:
    made = one_role(workspace)
    rows = [row for row in csv.DictReader(io.StringIO(gap_csv(made))) if row["line"] == "with_plan"]
    found = {row["week"]: row for row in rows}
    shown = gap_rows_of(made, only(made), 13)
    largest = {"2027-02-22"}  # of the lines of today and with the open requisitions; the plan leaves no gap
    assert [row[0] for row in shown] == sorted({row["week"] for row in rows[::4]} | largest)
    at = gap_columns(only(made)).index("plan: FTE")
    for row in shown:
        kept = found[row[0]]
        assert float(row[1]) == pytest.approx(float(kept["required_fte"]), abs=0.0501)
        assert float(row[at]) == pytest.approx(float(kept["available_fte"]), abs=0.0501)
        assert float(row[at + 1].split()[0]) == pytest.approx(float(kept["gap_fte"]), abs=0.0501)


def test_lines_that_are_the_same_are_shown_once(workspace: Workspace) -> None:
    made = nobody(workspace)
    assert gap_columns(only(made)) == (
        "week of", "required FTE", "today: FTE", "today: gap (P10 to P90)", "today: P(short)", "today: people",
        "today: promise kept",
    )  # fmt: skip
    assert "Left out, being the same: with open requisitions, as no open requisition" in markdown_text(
        hiring_page(made)
    )
    assert worst_sentence(made, only(made)) == "Largest expected gap: today none."


def test_a_long_plan_has_no_longer_table() -> None:
    assert [week_step(weeks, 13) for weeks in (26, 52, 53, 104)] == [4, 4, 8, 8]


def test_a_role_of_fixed_heads_has_no_promise(workspace: Workspace) -> None:
    page = markdown_text(hiring_page(two_roles(workspace)))
    assert "nan" not in page.lower()
    assert "| lead | 1 | 2026-04-16 |" in page
    assert r"1.0 | \- |" in page
    assert "## The roles at a glance" in page
    assert "promise kept" not in gap_columns(two_roles(workspace).roles[1])[-1]


def test_a_long_list_of_openings_and_roles_is_cut(workspace: Workspace) -> None:
    made = one_role(workspace)
    many = replace(made, openings=tuple(opening("agent", 16 + at % 30) for at in range(40)))
    assert len(opening_rows(many)) == 24
    assert left_out(many) == ["and 16 more openings, all in requisitions_plan.csv"]
    staffed = agents(workspace)
    named = [replace(staffed, role=staffed.role.model_copy(update={"id": f"r{at}"})) for at in range(9)]
    roles = tuple(role(each, {}, required=np.full(WEEKS, 5.0 + at)) for at, each in enumerate(named))
    crowd = plan(workspace, roles, opening("r0", 16))
    assert [each.staffed.id for each in chosen_roles(crowd, 3)] == ["r0", "r7", "r8"]
    assert "And 3 more roles without a section, all in hiring_gap.csv." in markdown_text(hiring_page(crowd))


def test_chances_are_never_rounded_to_certainty() -> None:
    assert [chance(share) for share in (0.0, 0.001, 0.31, 0.999, 1.0)] == ["0%", "under 1%", "31%", "over 99%", "100%"]


def test_no_name_is_a_tag_a_link_or_a_cell(workspace: Workspace) -> None:
    page, shown = markdown_text(hiring_page(evil(workspace))), html_page(hiring_page(evil(workspace)))
    assert "<script" not in shown
    assert "</text" not in shown
    assert "\x1b" not in shown
    assert "<script" not in page
    assert "</text" not in page
    assert "://" not in page
    assert "\x1b" not in page
    tables = [line for line in page.splitlines() if line.startswith("| =1")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in tables} == {10, 4}


def test_a_plan_that_rests_on_nothing_assumed_says_nothing_of_it(workspace: Workspace) -> None:
    given = one_role(workspace).assumptions[1:2]
    assert "assumed (!)" not in markdown_text(hiring_page(replace(one_role(workspace), assumptions=given)))
    assert "## What it rests on" not in markdown_text(hiring_page(replace(one_role(workspace), assumptions=())))


def test_money_is_what_the_plan_counts_in(workspace: Workspace) -> None:
    hours = replace(one_role(workspace), unit="hours of pay")
    assert "412,345 hours of pay" in markdown_text(hiring_page(hours))
    assert "EUR" not in markdown_text(hiring_page(hours))
