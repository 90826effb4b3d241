"""The risk score in words and as data."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from staffing.plan import Plan
from staffing.reports.plain_json import json_text
from staffing.reports.risk import risk_line, risk_page, risk_record, risk_rows
from staffing.service.windows import Risk, Window
from tests.reports.small_desk import page_text

WINDOW = Window(start=10, end=178, work=8280.0, capacity=11364.0, sigma=1440.0, z=2.714)


def risky(plan: Plan, *windows: Window) -> Plan:
    return replace(plan, risk=Risk(windows[0].z, windows))


def ordered(plan: Plan, order: str) -> Plan:
    workspace = plan.outlook.workspace
    dispatch = workspace.team.dispatch.model_copy(update={"order": order})
    team = workspace.team.model_copy(update={"dispatch": dispatch})
    return replace(plan, outlook=replace(plan.outlook, workspace=replace(workspace, team=team)))


def test_the_score_names_the_tightest_stretch_in_local_times(plan: Plan) -> None:
    assert risk_line(risky(plan, WINDOW)) == (
        "risk score z = 2.71 (90% in 90% of weeks usually takes 1.7): tightest from Mon 02 Mar 10:00 to "
        "Mon 09 Mar 11:00, 189 h of capacity for 138 h of work"
    )


@pytest.mark.parametrize(("order", "usual"), [("oldest_savable_first", "1.7"), ("oldest_first", "2.3")])
def test_what_is_usual_depends_on_the_order_of_work(plan: Plan, order: str, usual: str) -> None:
    given = ordered(risky(plan, WINDOW), order)
    assert f"usually takes {usual})" in risk_line(given)
    assert f"from about {usual} on" in risk_page(given)


def test_a_plan_without_chance_has_no_score(plan: Plan) -> None:
    certain = replace(plan, risk=Risk(math.inf, ()))
    assert risk_line(certain).startswith("risk score: none")
    assert risk_rows(certain) == []
    assert json.loads(json_text(risk_record(certain))) == {"z": None, "windows": []}
    assert "| tightest stretches |" not in page_text(certain)
    assert "\n## Risk\n\nRisk score: none" in page_text(certain)


def test_the_windows_are_told_in_hours_and_local_times(plan: Plan) -> None:
    given = risky(plan, WINDOW, replace(WINDOW, start=0, end=0, z=3.0))
    assert risk_rows(given)[0] == ("Mon 02 Mar 10:00 to Mon 09 Mar 11:00", "189.4", "138.0", "24.0", "2.71")
    first, second = risk_record(given)["windows"]
    assert first == {
        "start": "2026-03-02T10:00:00+00:00",
        "end": "2026-03-09T11:00:00+00:00",
        "work_hours": 138.0,
        "capacity_hours": 189.4,
        "sigma_hours": 24.0,
        "z": 2.714,
        "queues": ["billing", "refunds"],
    }
    assert (second["start"], second["end"]) == ("2026-03-02T00:00:00+00:00", "2026-03-02T01:00:00+00:00")


def test_the_score_of_a_plan_is_that_of_its_tightest_window(plan: Plan) -> None:
    record = risk_record(plan)
    assert record["z"] == min(window["z"] for window in record["windows"])
