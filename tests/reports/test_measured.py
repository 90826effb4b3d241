"""Figures of people from the log: intervals, a least number of cases, and no ranking of noise."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from staffing.outlook import Outlook, look_ahead
from staffing.plan import Settings, judge_roster
from staffing.read.workspace import read_workspace
from staffing.reports.measured import (
    Figure,
    Measured,
    measured,
    measured_columns,
    measured_record,
    measured_rows,
    measured_sentences,
    unmeasured,
)
from staffing.reports.plain_json import json_text
from staffing.roster import Roster
from tests.reports.small_desk import page_text, write_small_desk

PEOPLE = ("bela", "ana", "gone")
SLOW = 2.5


def named_log(folder: Path, *, few: int = 10) -> Path:
    """The small desk with who resolved each case: ana, bela, somebody who left, and caio a few at last."""
    write_small_desk(folder)
    header, *rows = (folder / "tickets.csv").read_text(encoding="utf-8").splitlines()
    rng = np.random.default_rng(5)
    lines = [f"{header},agent_id,handle_minutes,reopened_at,csat"]
    good = [row for row in rows if not row.startswith(("BAD", "OPEN"))]
    for number, row in enumerate(good):
        who = "caio" if number >= len(good) - few else PEOPLE[number % 3]
        minutes = 20 * rng.lognormal(-0.18, 0.6) * (SLOW if who == "bela" else 1.0)
        back = row.split(",")[3] if number % 25 == 0 else ""
        score = str(3 + rng.integers(3)) if number % 2 else ""
        lines.append(f"{row},{who},{minutes:.1f},{back},{score}")
    (folder / "tickets.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    return look_ahead(read_workspace(named_log(tmp_path_factory.mktemp("named") / "w")))


def test_people_stand_in_the_order_of_the_roster_and_those_who_left_in_none(known: Outlook) -> None:
    assert [row[0] for row in measured_rows(known, measured(known))] == ["Ana Sousa", "bela", "Caio Reis"]
    assert measured_columns(measured(known)) == (
        "person", "cases resolved", "speed", "reopened", "satisfaction", "beside the others",
    )  # fmt: skip


def test_somebody_much_slower_is_told_with_the_interval(known: Outlook) -> None:
    ana, bela, caio = measured(known)
    assert bela.words == "slower than the mix"
    speed = bela.figures["speed"]
    assert speed.value is not None
    assert speed.low is not None
    assert speed.high is not None
    assert speed.low < 1 / SLOW * 1.05 < speed.high < 1
    assert ana.resolved == bela.resolved > 60
    assert caio.resolved == 10


def test_of_few_cases_nothing_is_told(known: Outlook) -> None:
    row = measured_rows(known, measured(known))[2]
    few = "too few to tell"
    assert row[1:] == ("10", f"{few} (10 cases)", f"{few} (10 cases)", f"{few} (5 scores)", few)


def test_cases_of_before_the_last_four_weeks_do_not_count(known: Outlook) -> None:
    frame = known.workspace.tickets.frame
    assert sum(one.resolved for one in measured(known)) < len(frame[frame["agent_id"].isin(["ana", "bela", "caio"])])


def test_what_the_log_does_not_have_has_no_column(known: Outlook) -> None:
    tickets = known.workspace.tickets
    bare = tickets.frame.assign(csat=np.nan, reopened_at=tickets.frame["reopened_at"].mask(tickets.frame.index >= 0))
    workspace = replace(known.workspace, tickets=replace(tickets, frame=bare))
    found = measured(replace(known, workspace=workspace))
    assert measured_columns(found) == ("person", "cases resolved", "speed", "beside the others")
    bare = bare.assign(handle_minutes=np.nan)
    workspace = replace(known.workspace, tickets=replace(tickets, frame=bare))
    found = measured(replace(known, workspace=workspace))
    assert measured_columns(found) == ("person", "cases resolved", "beside the others")
    assert [one.words for one in found] == ["too few to tell"] * 3


def test_a_log_that_names_nobody_says_so_on_the_page(outlook: Outlook, known: Outlook) -> None:
    assert measured(outlook) == ()
    assert measured_record(outlook) == []
    assert "does not say who resolved a case" in unmeasured(outlook)
    assert unmeasured(known) == ""
    nobody = page_text(judge_roster(outlook, Roster.empty(outlook.problem), Settings(seed=3, replications=10)))
    assert unmeasured(outlook) in nobody
    assert "from the log\n" not in nobody
    page = page_text(judge_roster(known, Roster.empty(known.problem), Settings(seed=3, replications=10)))
    assert "\n## People, from the log\n" in page
    assert "With fewer than 30 cases nothing is told" in page


def test_other_reasons_for_no_figures_are_told_too(known: Outlook) -> None:
    def without(**columns: object) -> str:
        tickets = known.workspace.tickets
        frame = tickets.frame.assign(**columns)
        return unmeasured(replace(known, workspace=replace(known.workspace, tickets=replace(tickets, frame=frame))))

    assert "names nobody of the roster in its last 4 weeks" in without(agent_id="stranger")
    resolved = known.workspace.tickets.frame["resolved_at"]
    assert "no resolution times" in without(resolved_at=resolved.mask(resolved.notna()))


def test_the_record_has_null_for_what_cannot_be_told(known: Outlook) -> None:
    ana, bela, caio = json.loads(json_text({"people": measured_record(known)}))["people"]
    assert (ana["agent"], bela["agent"], caio["agent"]) == ("ana", "bela", "caio")
    assert bela["speed"]["beside_the_others"] == bela["beside_the_others"] == "slower than the mix"
    assert caio["speed"] == {
        "cases": 10, "value": None, "low": None, "high": None, "beside_the_others": "too few to tell",
    }  # fmt: skip
    assert ana["reopened"]["beside_the_others"] == "no difference seen"


def test_every_difference_is_told_in_words() -> None:
    def words(**sides: int) -> str:
        return Measured(0, 50, {name: Figure(50, 1.0, 0.9, 1.1, side) for name, side in sides.items()}).words

    assert words(speed=1, reopened=-1, satisfaction=0) == "faster than the mix, reopened less often"
    assert words(speed=0, reopened=1, satisfaction=-1) == "reopened more often, rated lower"
    assert words(speed=0) == "no difference seen"


def test_what_the_figures_are_is_said_beside_them(known: Outlook) -> None:
    told = " ".join(measured_sentences(known, measured(known)))
    assert "in the 4 weeks before Thu 26 Feb 19:12" in told
    assert "its 6 comparisons taken together" in told
    assert "Cases on time are no figure of a person" in told
