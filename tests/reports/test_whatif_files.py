"""The files of a what-if: complete, in the order asked, and safe whatever a scenario is called."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from staffing.documents.workspace import Workspace
from staffing.outlook import Outlook
from staffing.promise.extra import Difference
from staffing.reports.html.page import html_page
from staffing.reports.markdown import markdown_text
from staffing.reports.plain_json import json_text
from staffing.reports.whatif.axis import share_ticks
from staffing.reports.whatif.files import whatif_files
from staffing.reports.whatif.page import whatif_page
from staffing.reports.whatif.picture import whatif_picture
from staffing.reports.whatif.record import whatif_record
from staffing.reports.whatif.table import CSV_COLUMNS, whatif_csv
from staffing.scenarios.whatif import WhatIf
from tests.reports.whatif_answers import EQUAL, HARDER, answer, figures, frontier, missing, price, sale, tried

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"
ORDER = ["base", "more volume", "nobody", "screened", "the same"]
EVIL = '=1+1</text><script>alert("1")</script> [x](http://evil) |\x1b[31m'


@pytest.fixture(scope="session")
def workspace(outlook: Outlook) -> Workspace:
    return outlook.workspace


def record(given: WhatIf) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_text(whatif_record(given, NOW, 1.2345)))
    return found


def rows(given: WhatIf) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(whatif_csv(given))))


def full(workspace: Workspace) -> WhatIf:
    """A frontier, a sale and prices at once."""
    heads = frontier((3, missing(0.4)), (4, figures()), (5, None))
    steps = (price(tried("91%", figures(), HARDER), None),)
    base = answer(workspace)
    return replace(base, tried=(*base.tried, *heads.tried), frontier=heads, readiness=sale(), prices=steps)


def test_the_files_are_those_of_the_view_the_table_and_the_record(workspace: Workspace) -> None:
    texts, found = whatif_files(full(workspace), NOW, 1.0)
    assert sorted(texts) == ["view.json", "whatif.csv", "whatif.html", "whatif.md", "whatif.svg", "whatif.xlsx"]
    assert found["team"] == "Small desk"
    assert texts == whatif_files(full(workspace), NOW, 2.0)[0]


def test_the_record_keeps_the_order_and_every_key(workspace: Workspace) -> None:
    found = record(answer(workspace))
    assert set(found) == {
        "version", "versions", "team", "as_of", "first_day", "weeks", "started_at", "seconds", "seed", "inputs",
        "currency", "scenarios", "frontier", "readiness", "prices", "screened", "interrupted",
    }  # fmt: skip
    assert [each["name"] for each in found["scenarios"]] == ORDER
    assert len({tuple(each) for each in found["scenarios"]}) == 1
    assert list(found["inputs"]) == sorted(found["inputs"])
    base, harder, failed, screened, same = found["scenarios"]
    assert base["difference"]["rate"] == {"mean": 0.0, "low": 0.0, "high": 0.0}
    assert harder["set"] == {"volume": "x1.2"}
    assert harder["missed"] == ["promise"]
    assert harder["way_out"]["count"] == 2
    assert set(harder["difference"]) == {
        "rate", "weeks", "utilization", "occupancy", "headcount", "paid_hours", "cost",
    }  # fmt: skip
    assert failed["failure"] == "no roster meets the hard rules"
    assert failed["rate_mean"] is failed["met"] is failed["worst_day"] is None
    assert set(screened["screen"]) == {"rate_mean", "probability_met", "headcount", "paid_hours", "cost"}
    assert same["difference"]["rate"] == {"mean": 0.0, "low": 0.0, "high": 0.0}
    assert base["worst_day"] == {"date": "2026-03-06", "rate": 0.882}
    assert found["seconds"] == 1.234
    assert (found["frontier"], found["readiness"], found["prices"]) == (None, None, [])


def test_the_record_has_frontier_readiness_and_prices(workspace: Workspace) -> None:
    found = record(full(workspace))
    assert set(found["frontier"]) == {"contract", "rows", "promise", "band", "both", "sentence"}
    assert found["frontier"]["rows"][0] == {"headcount": 3, "name": "full_time=3"}
    assert [each["name"] for each in found["scenarios"]][-3:] == ["full_time=3", "full_time=4", "full_time=5"]
    assert found["readiness"]["event"]["date"] == "2026-03-05"
    assert [each["kind"] for each in found["readiness"]["options"]] == ["borrowed", "planned_lateness", "overtime"]
    assert found["readiness"]["options"][0]["start"] == "2026-03-04"
    assert found["readiness"]["as_it_is"]["name"] == "as it is"
    assert found["prices"][0]["tighter"]["name"] == "91%"
    assert found["prices"][0]["easier"] is None
    assert found["prices"][0]["sentence"].startswith("One point more of rate_24h (90% to 91%) costs")


def test_infinite_intervals_are_no_numbers(workspace: Workspace) -> None:
    wide = replace(EQUAL, rate=Difference(0.0, -math.inf, math.inf))
    given = answer(workspace, tried("once", figures(), wide))
    assert record(given)["scenarios"][1]["difference"]["rate"] == {"mean": 0.0, "low": None, "high": None}
    assert rows(given)[1]["rate_difference_low"] == ""


def test_the_csv_has_a_row_per_scenario(workspace: Workspace) -> None:
    text = whatif_csv(answer(workspace))
    assert text.splitlines()[0] == ",".join(CSV_COLUMNS)
    base, harder, failed, screened, same = rows(answer(workspace))
    assert [base["name"], harder["name"], failed["name"], screened["name"], same["name"]] == ORDER
    assert (base["rate_mean"], base["rate_difference"], base["met"]) == ("0.951", "", "true")
    assert (harder["set"], harder["missed"], harder["weeks_difference_low"]) == ("volume=x1.2", "promise", "-0.14")
    assert (failed["rate_mean"], failed["failure"]) == ("", "no roster meets the hard rules")
    assert (screened["screened"], screened["probability_met"], screened["met"]) == ("true", "0.88", "")
    assert same["cost_difference"] == "0"


def test_a_formula_in_a_name_is_neutralised(workspace: Workspace) -> None:
    given = answer(workspace, tried("=cmd()", figures(), EQUAL, sets=(("@x", "+1"),)))
    assert rows(given)[1]["name"] == "'=cmd()"
    assert rows(given)[1]["set"] == "'@x=+1"


def test_untrusted_names_do_no_harm(workspace: Workspace) -> None:
    given = answer(workspace, tried(EVIL, missing(notes=(EVIL,)), HARDER), tried(EVIL, failure=EVIL))
    page, drawn = markdown_text(whatif_page(given)), whatif_picture(given)
    for text in (page, drawn, html_page(whatif_page(given))):
        assert "<script" not in text
        assert "\x1b" not in text
    assert "[x](http" not in page
    assert r"\|" in page
    assert len({line.count(" | ") for line in page.splitlines() if line.startswith("| =1")}) == 3


def test_the_picture_is_self_contained(workspace: Workspace) -> None:
    for given in (answer(workspace), full(workspace)):
        drawn = whatif_picture(given)
        parsed = ElementTree.fromstring(drawn)
        tags = ("svg", "title", "desc", "style", "g", "path", "text", "circle")
        assert {element.tag for element in parsed.iter()} <= {SVG + tag for tag in tags}
        assert "href" not in drawn
        assert "url(" not in drawn
        assert "nan" not in drawn
        assert "prefers-color-scheme:dark" in drawn
        assert drawn == whatif_picture(given)


def test_the_picture_marks_kept_missed_and_failed(workspace: Workspace) -> None:
    drawn = whatif_picture(answer(workspace))
    assert drawn.count('<circle class="dot"') == 1 + 2 * 2
    assert drawn.count('<circle class="ring"') == 1 + 2
    assert drawn.count(">no roster<") == 1
    assert drawn.index(">base<") < drawn.index(">more volume<") < drawn.index(">nobody<")


def test_a_frontier_is_drawn_over_its_headcounts(workspace: Workspace) -> None:
    heads = frontier((3, missing(0.4)), (4, figures()), (5, None))
    alone = replace(answer(workspace), frontier=heads, tried=(answer(workspace).base, *heads.tried))
    drawn = whatif_picture(alone)
    assert drawn.count('class="band"') == 2
    assert drawn.count('class="cross"') == 2
    assert ">cases on time (mean)<" not in drawn
    assert ">cases on time (mean)<" in whatif_picture(full(workspace))


def test_a_frontier_of_one_headcount_and_none_with_a_roster_is_drawn(workspace: Workspace) -> None:
    for heads in (frontier((3, figures())), frontier((3, None), (4, None))):
        ElementTree.fromstring(whatif_picture(answer(workspace, *heads.tried, frontier=heads)))


def test_the_page_has_tables_and_what_differences_are(workspace: Workspace) -> None:
    page = markdown_text(whatif_page(full(workspace)))
    for part in (
        "# Small desk: what if, 2026-03-02 to 2026-03-08",
        "| scenario | cases on time | weeks kept |",
        "| cost, EUR |",
        "| the same | no difference seen (0.0 to 0.0) |",
        "on the same random weeks, each with its 95% interval",
        "from the first planned day (2026-03-02) on",
        "## How many agents, on the contract full_time",
        "## Readiness for mega sale, 2026-03-05",
        "not proven to be the least",
        "- nobody: no roster meets the hard rules",
        "- more volume: Caio Reis is away",
        "| more volume | volume | x1.2 |",
    ):
        assert part in page


@pytest.mark.parametrize(
    ("shares", "ticks"),
    [
        ([], [0.0, 0.5, 1.0]),
        ([math.nan], [0.0, 0.5, 1.0]),
        ([1.0], [0.99, 1.0]),
        ([0.9], [0.9, 0.91]),
        ([0.0, 1.0], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        ([0.83, 0.96], [0.8, 0.85, 0.9, 0.95, 1.0]),
    ],
)
def test_ticks_hold_the_shares(shares: list[float], ticks: list[float]) -> None:
    assert share_ticks(shares) == pytest.approx(ticks)
