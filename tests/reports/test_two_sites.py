"""Sites and skills in every output: local times, groups, whose skills, which queues."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from staffing.outlook import look_ahead
from staffing.plan import Plan, Settings, hand_made, judge_roster
from staffing.read.rosters import read_roster
from staffing.read.workspace import read_workspace
from staffing.reports.console import console
from staffing.reports.cover_table import cover_csv
from staffing.reports.crowd import crowd_grids, site_uses
from staffing.reports.plain_json import json_text
from staffing.reports.queue_service import queue_lines, queue_table
from staffing.reports.remedies import remedy_records, remedy_sentences
from staffing.reports.risk import risk_record
from staffing.reports.roster_tables import roster_csv, segments_csv
from staffing.reports.run_record import run_record
from staffing.reports.terminal import print_plan
from staffing.reports.verdict import promise_line, verdict
from staffing.reports.weak_spots import weak_spot_lines, weak_spot_records
from staffing.reports.week_grid import legend, week_grids
from staffing.reports.workspace_facts import fact_lines, workspace_facts
from staffing.roster import Roster
from tests.reports.small_desk import page_text
from tests.reports.two_sites import write_two_sites

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EARLY, LATE, MANILA = 0, 1, 2
"""Shifts of the problem: early and late at jakarta, early at manila."""


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A thin roster: ana on Monday (a short day) and Thursday, bela on Monday, caio on Friday, dora on Tuesday."""
    outlook = look_ahead(read_workspace(write_two_sites(tmp_path_factory.mktemp("abroad") / "w")))
    roster = Roster.empty(outlook.problem)
    for agent, day, shift in ((0, 0, EARLY), (0, 3, EARLY), (1, 0, MANILA), (2, 4, LATE), (3, 1, MANILA)):
        roster = roster.assigned(agent, day, shift)
    return judge_roster(outlook, roster, Settings(seed=3, replications=60))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_each_shift_has_the_clock_of_its_site_and_its_true_end(abroad: Plan) -> None:
    found = {(row["agent_id"], row["date"][-2:]): row for row in rows(roster_csv(abroad))}
    ana, bela = found["ana", "02"], found["bela", "02"]
    assert (ana["shift_id"], ana["site"], bela["shift_id"], bela["site"]) == ("early", "jakarta", "early", "manila")
    assert (ana["start"], ana["end"]) == ("2026-03-02T08:00:00+07:00", "2026-03-02T15:00:00+07:00")
    assert (bela["start"], bela["end"]) == ("2026-03-02T08:00:00+08:00", "2026-03-02T16:00:00+08:00")
    assert (ana["paid_minutes"], ana["on_queue_minutes"]) == ("450", "390")
    assert (found["ana", "05"]["end"], found["ana", "05"]["on_queue_minutes"]) == ("2026-03-05T16:00:00+07:00", "450")


def test_the_roster_reads_back(abroad: Plan, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("again") / "roster.csv"
    path.write_text(roster_csv(abroad))
    again = hand_made(abroad.outlook, read_roster(path, abroad.outlook.workspace))
    assert np.array_equal(again.work, abroad.roster.work)


def test_segments_end_with_the_shift_and_name_the_queue_of_a_specialist(abroad: Plan) -> None:
    pieces = rows(segments_csv(abroad))
    assert {piece["kind"] for piece in pieces} == {"queue", "break"}
    assert max(p["end"] for p in pieces if p["agent_id"] == "ana" and "03-02" in p["start"]) == (
        "2026-03-02T15:00:00+07:00"
    )
    named = {(piece["agent_id"], piece["kind"]): piece["queue"] for piece in pieces}
    assert (named["ana", "queue"], named["ana", "break"]) == ("billing", "")
    assert (named["bela", "queue"], named["dora", "queue"]) == ("", "refunds")
    worked = Counter[str]()
    for piece in pieces:
        length = datetime.fromisoformat(piece["end"]) - datetime.fromisoformat(piece["start"])
        worked[piece["agent_id"]] += length // timedelta(minutes=1) if piece["kind"] == "queue" else 0
    assert worked == {"ana": 840, "bela": 450, "caio": 450, "dora": 450}


def test_the_capacity_of_a_queue_is_that_of_the_people_who_serve_it(abroad: Plan) -> None:
    hours = Counter[tuple[str, str]]()
    for row in rows(cover_csv(abroad)):
        hours[row["queue"], row["start"][8:10]] += float(row["capacity_hours"]) > 0  # type: ignore[assignment]
    assert hours["refunds", "03"]
    assert not hours["billing", "03"]
    assert hours["billing", "05"]
    assert not hours["refunds", "05"]


def test_people_are_grouped_by_site_with_their_own_shifts(abroad: Plan) -> None:
    (grid,) = week_grids(abroad)
    assert [(line.site, line.name) for line in grid.lines] == [
        ("jakarta", "Ana Sousa"),
        ("jakarta", "Caio Reis"),
        ("manila", "bela"),
        ("manila", "dora"),
    ]
    assert (grid.lines[0].cells[0].text, grid.lines[2].cells[0].text) == ("early", "early")
    assert "times: by the clock of each site" in [mark.text for mark in legend(abroad)]
    (crowd,) = crowd_grids(abroad, 7)
    assert list(dict.fromkeys(line.site for line in crowd.lines)) == ["jakarta", "manila"]
    assert [use.site for use in site_uses(abroad)] == ["jakarta", "manila"]


def test_queues_of_more_than_one_kind_are_told_one_by_one(abroad: Plan) -> None:
    billing, refunds = queue_lines(abroad)
    assert billing.startswith("billing (24 h): ")
    assert "at least 90% of them in " in billing
    assert refunds.startswith("refunds (8 open h): ")
    assert refunds.endswith(" of weeks, which the promise asks for")
    assert "; at least 90% of them, and 80% of refunds, in " in promise_line(abroad)
    header, body = queue_table(abroad)
    assert header[-1] == "target"
    assert [row[-1] for row in body] == ["90%", "80%"]


def test_whose_skills_one_more_person_has_is_told(abroad: Plan) -> None:
    told = " ".join(remedy_sentences(abroad))
    assert " with the skills of Caio Reis (billing, refunds)" in told
    assert "@jakarta" in told
    shifts, people = remedy_records(abroad)
    assert set(shifts["likes"]) | set(people["likes"]) <= {"bela", "caio"}
    assert len(people["likes"]) == len(people["lines"])
    spots = [spot["one_more"] for spot in weak_spot_records(abroad) if spot["one_more"]]
    assert {spot["like"] for spot in spots} <= {"bela", "caio"}
    assert any(" with the skills of " in line for line in weak_spot_lines(abroad))


def test_a_window_names_the_queues_of_its_pool(abroad: Plan) -> None:
    windows = risk_record(abroad)["windows"]
    assert {tuple(window["queues"]) for window in windows} <= {("billing",), ("refunds",), ("billing", "refunds")}


def test_the_page_and_the_terminal_show_sites_skills_and_cost(abroad: Plan, capsys: pytest.CaptureFixture[str]) -> None:
    page = page_text(abroad)
    assert "| Ana Sousa | 15 |" in page
    assert " | jakarta | billing |\n" in page
    assert " | manila | billing, refunds at 0.8 |\n" in page
    assert "| manila |  |" in page
    print_plan(console(), abroad, verdict(abroad))
    lines = capsys.readouterr().out.splitlines()
    assert lines.count("jakarta") == lines.count("manila") == 2
    assert "- billing, refunds: bela (refunds at 0.8), Caio Reis" in lines
    assert any(line.startswith("cost ") and " USD: regular " in line for line in lines)


def test_the_record_holds_sites_groups_and_targets(abroad: Plan) -> None:
    record = json.loads(json_text(run_record(abroad, NOW, 1.0)))
    assert [(site["id"], site["people"], site["shifts"]) for site in record["sites"]] == [
        ("jakarta", 2, ["early", "late"]),
        ("manila", 2, ["early"]),
    ]
    assert record["sites"][1]["public_holidays"] == [{"date": "2026-03-06", "name": "Foundation Day"}]
    assert record["groups"][0] == {
        "queues": ["billing", "refunds"],
        "people": 2,
        "agents": {"bela": {"billing": 1.0, "refunds": 0.8}, "caio": {"billing": 1.0, "refunds": 1.0}},
    }
    assert {name: queue["target"] for name, queue in record["service"]["queues"].items()} == {
        "billing": 0.9,
        "refunds": 0.8,
    }


def test_check_tells_what_is_special(abroad: Plan, plan: Plan) -> None:
    lines = list(fact_lines(abroad.outlook))
    for line in (
        "site manila (Asia/Manila): 2 agents; shifts early",
        "skills: billing, refunds: 2 agents; billing: 1 agent; refunds: 1 agent",
        "refunds: its 8 h count the open hours of manila only",
        "public holidays at manila: Fri 06 Mar Foundation Day (closed)",
        "short days at jakarta: 60 minutes less from Mon 02 Mar to Wed 04 Mar, in full pay",
        "overtime at jakarta: 1 agent consents; at most 8 h and 1 day more a week",
    ):
        assert line in lines
    facts = workspace_facts(abroad.outlook)
    assert facts["business_clocks"] == ["refunds"]
    assert [len(site["short_days"]) for site in facts["sites"]] == [3, 0]
    told = " ".join(fact_lines(plan.outlook))
    for word in ("site ", "skills", "open hours", "holidays", "short days", "overtime"):
        assert word not in told
