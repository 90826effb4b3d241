"""Starts after the weeks told, and the open requisitions: what the record, the table and the page say of them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

from staffing.documents.workspace import Workspace
from staffing.reports.hiring.coming import coming_lines
from staffing.reports.hiring.gap_csv import requisitions_csv
from staffing.reports.hiring.headline import headline
from staffing.reports.hiring.page import hiring_page
from staffing.reports.hiring.record import hiring_record
from staffing.reports.hiring.steps import slip_sentence
from staffing.reports.hiring.tables import DUE, late_starts, opening_rows
from staffing.reports.markdown import markdown_text
from staffing.reports.plain_json import json_text
from tests.reports.hiring.made import NOW, late_start, nobody, one_role, opening


def test_a_start_after_the_weeks_is_the_same_in_every_file(workspace: Workspace) -> None:
    made = late_start(workspace)
    found = json.loads(json_text(hiring_record(made, NOW, 1.0)))
    (row,) = csv.DictReader(io.StringIO(requisitions_csv(made)))
    (shown,) = opening_rows(made)
    assert found["plan"] == [{"week": "2027-03-22", "role": "agent", "starts": 1, "classes": 1}]
    assert found["requisitions"][0]["start"] == row["start"] == shown[4] == "2027-03-22"
    assert found["requisitions"][0]["open_by"] == row["open_by"] == shown[2] == "2026-12-17"
    assert (row["slip_weeks"], row["slip_promise"], found["requisitions"][0]["slip"]["promise"]) == ("0", "", None)


def test_a_start_after_the_weeks_is_said_to_be_there(workspace: Workspace) -> None:
    made, page = late_start(workspace), markdown_text(hiring_page(late_start(workspace)))
    assert headline(made) == "Open 1 requisition for agent by 2026-12-17 (start 2027-03-22, after these weeks)."
    assert opening_rows(made)[0][-2:] == ("start after these weeks", "-")
    assert slip_sentence(made).endswith("nothing in these weeks, as it is for a start on 2027-03-22, after them.")
    assert "nan" not in page.lower()
    assert "To be opened for a start after these weeks: 1 person for agent (start 2027-03-22)." in page


def test_many_starts_after_the_weeks_are_counted(workspace: Workspace) -> None:
    made = late_start(workspace)
    last = made.openings[0]
    many = tuple(replace(last, start=last.start + timedelta(weeks=at)) for at in range(5))
    assert late_starts(replace(made, openings=many)).endswith("(start 2027-04-05) and 2 more openings.")
    assert late_starts(one_role(workspace)) == ""


def test_openings_are_for_now_or_planned_anew(workspace: Workspace) -> None:
    assert DUE in markdown_text(hiring_page(one_role(workspace)))
    assert DUE not in markdown_text(hiring_page(nobody(workspace)))


def test_open_requisitions_are_the_same_in_the_record_and_on_the_page(workspace: Workspace) -> None:
    made = one_role(workspace)
    first, second = coming_lines(made)
    assert first == (
        "R-2026-14: agent, 2 people, offer; each comes with 76%, has started within these weeks with 75%; half of "
        "those who come have started by the week of 2026-04-27."
    )
    assert second.startswith(
        "R-2026-15: agent, 1 person, open; comes with 50%, has started within these weeks with 10%"
    )
    assert second.endswith("; half of those who come have started only after these weeks.")
    found = json.loads(json_text(hiring_record(made, NOW, 1.0)))["open_requisitions"]
    assert found[0] == {
        "requisition_id": "R-2026-14", "role": "agent", "headcount": 2, "stage": "offer", "comes": 0.76, "within": 0.75,
        "median_start": "2026-04-27",
    }  # fmt: skip
    assert found[1]["median_start"] is None
    assert "## Counted as under way\n\n- R-2026-14: agent" in markdown_text(hiring_page(made))


def test_open_requisitions_are_none_or_many_or_come_to_nothing(workspace: Workspace) -> None:
    assert "## Counted as under way\n\n- No requisition is open.\n" in markdown_text(hiring_page(nobody(workspace)))
    made = one_role(workspace)
    lines = coming_lines(replace(made, coming=made.coming * 12))
    assert len(lines) == 21
    assert lines[-1] == "and 4 more requisitions, all in hiring.json"
    never = replace(made.coming[1], comes=0.0, within=0.0)
    (said,) = coming_lines(replace(made, coming=(never,)))
    assert said.endswith("comes with 0%, has started within these weeks with 0%.")


def test_a_delay_within_the_weeks_is_told_in_numbers(workspace: Workspace) -> None:
    made = replace(one_role(workspace), openings=(opening("agent", 16),))
    assert opening_rows(made)[0][-2:] == ("2.6", "93% → 84%")
