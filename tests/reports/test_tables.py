"""The tables of a run folder: their columns are a contract, and their sums are those of the plan."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from staffing.plan import Plan, hand_made
from staffing.read.rosters import read_roster
from staffing.reports.cover_table import cover_csv, queue_shares
from staffing.reports.forecast_table import forecast_csv, forecast_rows
from staffing.reports.rejected_table import counted_reasons, rejected_csv
from staffing.reports.roster_tables import roster_csv, segments_csv


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_roster_csv_has_its_columns_and_reads_back(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = roster_csv(plan)
    assert text.splitlines()[0] == "agent_id,date,shift_id,start,end,paid_minutes,on_queue_minutes,site"
    path = tmp_path_factory.mktemp("roster") / "roster.csv"
    path.write_text(text)
    again = hand_made(plan.outlook, read_roster(path, plan.outlook.workspace))
    assert np.array_equal(again.work, plan.roster.work)


def test_roster_csv_counts_paid_and_on_queue_minutes(plan: Plan) -> None:
    row = next(row for row in rows(roster_csv(plan)) if row["shift_id"] == "early")
    assert (row["paid_minutes"], row["on_queue_minutes"]) == ("450", "450")
    assert row["start"] == f"{row['date']}T08:00:00+00:00"


def test_segments_fill_each_shift_without_a_gap(plan: Plan) -> None:
    text = segments_csv(plan)
    assert text.splitlines()[0] == "agent_id,start,end,kind,queue"
    pieces = rows(text)
    for row in rows(roster_csv(plan)):
        own = [p for p in pieces if p["agent_id"] == row["agent_id"] and row["start"] <= p["start"] < row["end"]]
        assert [p["kind"] for p in own] == ["queue", "break", "queue"]
        assert [p["start"] for p in own] == [row["start"], *(p["end"] for p in own[:-1])]
        assert own[-1]["end"] == row["end"]


def test_cover_csv_has_a_row_per_hour_and_queue(plan: Plan) -> None:
    text = cover_csv(plan)
    assert text.splitlines()[0] == (
        "start,queue,volume_mean,volume_lo_80,volume_hi_80,workload_hours,capacity_hours,backlog_hours,"
        "planned_late_hours"
    )
    found = rows(text)
    assert len(found) == 7 * 24 * 2
    assert {row["queue"] for row in found} == {"billing", "refunds"}
    assert datetime.fromisoformat(found[-1]["start"]).hour == 23


def test_cover_csv_adds_up_to_the_plan(plan: Plan) -> None:
    found, demand = rows(cover_csv(plan)), plan.outlook.problem.demand
    for column, minutes in (
        ("workload_hours", demand.queue_work.sum()),
        ("backlog_hours", plan.fluid.backlog.sum()),
        ("planned_late_hours", plan.fluid.late.sum()),
        ("capacity_hours", 2 * plan.fluid.capacity.sum()),
    ):
        assert sum(float(row[column]) for row in found) == pytest.approx(minutes / 60, abs=1e-3), column


def test_shares_of_queues_follow_their_recent_work(plan: Plan) -> None:
    demand = plan.outlook.problem.demand
    only_first = demand.queue_work.copy()
    only_first[1] = 0
    shares = queue_shares(replace(demand, queue_work=only_first))
    assert np.array_equal(shares[0], np.ones(demand.intervals))
    nothing = queue_shares(replace(demand, queue_work=np.zeros_like(only_first)))
    assert np.array_equal(nothing, np.full(only_first.shape, 0.5))
    assert np.allclose(queue_shares(demand).sum(axis=0), 1)


def test_forecast_csv_ends_with_the_plan(plan: Plan) -> None:
    text = forecast_csv(forecast_rows(plan.outlook.forecast, plan.outlook.axis))
    assert text.splitlines()[0] == "unique_id,ds,mean,median,lo-80,hi-80,lo-95,hi-95"
    found = rows(text)
    assert len(found) == 7 * 24 * 2
    assert max(row["ds"] for row in found) == "2026-03-08T23:00:00+00:00"


def test_rejected_csv_holds_the_reason_and_the_raw_row(plan: Plan) -> None:
    (row,) = rows(rejected_csv(plan.outlook.workspace.tickets))
    assert row["ticket_id"] == "BAD1"
    assert "before created_at" in row["reason"]
    assert row["resolved_at"] == "2026-02-19 10:00"


def test_formulas_in_rejected_rows_are_neutralised(plan: Plan) -> None:
    log = plan.outlook.workspace.tickets
    dirty = log.rejected.assign(ticket_id="=HYPERLINK(1)", queue="-5")
    (row,) = rows(rejected_csv(replace(log, rejected=dirty)))
    assert (row["ticket_id"], row["queue"]) == ("'=HYPERLINK(1)", "-5")


def test_reasons_are_counted_without_their_values(plan: Plan) -> None:
    log = plan.outlook.workspace.tickets
    twice = log.rejected.loc[[0, 0]].assign(reason=['queue is "a", which', 'queue is "b", which'])
    assert counted_reasons(replace(log, rejected=twice)) == [("queue is …, which", 2)]
