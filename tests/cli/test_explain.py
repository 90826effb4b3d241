"""`staffing explain` and `staffing check --leave`: what they print and return."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import staffing.conflicts.ways
from staffing.cli import explaining
from staffing.conflicts import why as staffing_why
from staffing.documents.people import Leave
from staffing.errors import NoRosterError
from staffing.granting.compared import compared, side_of
from staffing.granting.leave import LeaveAnswer
from staffing.granting.wish import WishAnswer, answer_wish
from staffing.outlook import Bench, look_ahead
from staffing.read.workspace import read_workspace
from tests.cli.conftest import Command
from tests.cli.live import check_text
from tests.granting.desk import QUICK, roster_of
from tests.reports.small_desk import AGENTS, TEAM, write_small_desk

pytestmark = pytest.mark.usefixtures("worked_once")

DAY = "2026-03-04"
TIGHT = TEAM.replace("rules:\n", "rules:\n  - {rule: people_per_day, min: 3, weekdays: [wednesday], weight: hard}\n")
ROSTER = """agent_id,date,shift_id
ana,2026-03-03,early
ana,2026-03-04,early
ana,2026-03-05,early
ana,2026-03-06,late
ana,2026-03-07,late
bela,2026-03-02,late
bela,2026-03-03,late
bela,2026-03-04,late
bela,2026-03-05,late
bela,2026-03-08,late
caio,2026-03-02,early
caio,2026-03-07,early
"""


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "settings_of", lambda *_: QUICK)
    monkeypatch.setattr(staffing.conflicts.ways, "WORK", 0.05)


@pytest.fixture
def mine(desk: Path) -> Path:
    path = desk / "mine.csv"
    path.write_text(ROSTER)
    return path


def words(text: str) -> str:
    return " ".join(text.split())


def test_what_is_granted_already_ends_with_0(staffing: Command, desk: Path, mine: Path) -> None:
    told = staffing("explain", desk, "--agent", "ana", "--date", "2026-03-02", "--roster", mine)
    assert told.code == 0
    assert told.out == "Ana Sousa has Mon 02 Mar off already: --roster mine.csv grants it\n"


def test_what_can_be_granted_is_told_with_its_price_and_what_changes(
    staffing: Command, desk: Path, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = ["explain", desk, "--agent", "bela", "--date", DAY, "--want", "off", "--roster", mine]
    answers: list[WishAnswer] = []

    def once(*given: Any) -> WishAnswer:
        answers.append(answers[0] if answers else answer_wish(*given))
        return answers[0]

    monkeypatch.setattr(explaining, "answer_wish", once)
    told = staffing(*question)
    assert told.code == 0
    said = words(told.out)
    assert said.startswith("bela can have Wed 04 Mar off: it costs ")
    assert "The roster spoken of: --roster mine.csv." in said
    assert answers[0].compared is not None
    assert ("What it costs" in said) == bool(answers[0].compared.rules)
    assert "- bela, Wed 04 Mar: off instead of late" in said
    record = json.loads(staffing(*question, "--json").out)
    assert (record["answer"], record["want"], record["against"]) == ("possible", ["off"], None)
    assert record["difference"]["price"] == record["after"]["price"] - record["before"]["price"]
    assert set(record["difference"]["weeks"]) == {"mean", "low", "high"}
    assert {"agent": "bela", "date": DAY, "was": ["late"], "now": []} in record["changes"]
    assert record["after"]["hard_breaches"] == 0


def test_what_cannot_be_granted_ends_with_4_and_says_what_stands_against_it(
    staffing: Command, desk: Path, mine: Path
) -> None:
    told = staffing("explain", desk, "--agent", "caio", "--date", DAY, "--roster", mine, "--anonymous")
    assert told.code == 4
    said = words(told.out)
    assert said.startswith(
        "caio cannot work late on Wed 04 Mar: this cannot hold together with the wish: caio: leave on"
    )
    assert "Ways out, the cheapest first - give up the leave of caio on Wed 04 Mar" in said


def test_without_a_file_the_roster_is_searched_for(staffing: Command, desk: Path) -> None:
    told = staffing("explain", desk, "--agent", "ana", "--date", "2026-03-02", "--json")
    record = json.loads(told.out)
    assert (told.code, record["roster"], record["answer"]) == (0, "the roster of the week", "granted")
    assert record["before"] is None


def test_where_a_roster_can_be_made_that_is_said(staffing: Command, desk: Path) -> None:
    told = staffing("explain", desk)
    assert (told.code, told.out) == (0, "A roster is possible: all hard rules can hold together\n")


def test_where_none_can_be_made_the_members_of_the_conflict_are_told(
    staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staffing_why, "ways_out", lambda *_: ())
    told = staffing("explain", write_small_desk(tmp_path / "w", team=TIGHT), "--json")
    record = json.loads(told.out)
    assert (told.code, record["answer"]) == (4, "impossible")
    members = [member for conflict in record["against"]["conflicts"] for member in conflict["members"]]
    assert {member["rule"] for member in members} == {"leave", "people_per_day"}
    assert record["sentence"].startswith("No roster is possible: ")


def test_leave_that_misses_the_promise_ends_with_3(
    staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlook = look_ahead(read_workspace(desk))
    bench = Bench(outlook, 3, 60, None)
    both = (roster_of(), roster_of("--e----\n-------\ne----e-"))
    before, after = (side_of(outlook, roster, bench.judge(roster, 3)) for roster in both)
    asked = Leave(agent_id="bela", start=date(2026, 3, 2), end=date(2026, 3, 8))
    answer = LeaveAnswer(outlook, (asked,), compared=compared(outlook, before, after))
    monkeypatch.setattr(explaining, "answer_leave", lambda *_: answer)
    told = staffing("check", desk, "--leave", "bela", "2026-03-02", "2026-03-08", "--json")
    record = json.loads(told.out)
    assert (told.code, record["answer"]) == (3, "possible")
    assert record["leave"] == [{"agent": "bela", "start": "2026-03-02", "end": "2026-03-08"}]
    assert [record[side]["service"]["met"] for side in ("before", "after")] == [True, False]
    assert {"agent": "bela", "before": 5, "after": 0} in record["shifts"]
    assert " is possible, but the promise would be missed: it is kept in " in record["sentence"]
    assert record["looked_at"]["all"]
    (refused,) = (breach for change in record["rules"] if change["rule"] == "requests" for breach in change["worse"])
    assert (refused["agent"], refused["date"], refused["note"]) == ("bela", "2026-03-03", "refused: late")
    said = words(staffing("check", desk, "--leave", "bela", "2026-03-02", "2026-03-08").out)
    assert "- Ana Sousa: 1 shift instead of 5 - bela: 0 shifts instead of 5" in said
    assert "- target promise is missed with it, and met without it" in said


def test_leave_that_is_there_already_is_told_so(staffing: Command, desk: Path) -> None:
    told = staffing("check", desk, "--leave", "caio", "2026-03-03", "2026-03-04")
    assert told.code == 0
    assert told.out == "Leave of Caio Reis from Tue 03 Mar to Wed 04 Mar is in leave.csv already\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "w", "--agent", "ana"], "--agent ana needs the day that is asked about; give it with --date"),
        (["explain", "w", "--date", DAY], "--date says something of one person; name who it is with --agent"),
        (["explain", "w", "--agent", "ana", "--date", "soon"], "'soon' is no date; write it as 2026-11-23"),
        (["check", "w", "--leave", "ana", DAY, "soon"], "'soon' is no date; write it as 2026-11-23"),
        (["check", "w", "--leave", "ana", DAY, DAY, "--roster", "r"], "leave --roster or --leave out"),
        (["explain", "w", "--want", "a", "--want", "b"], "--want is given 2 times; ask of one wish at a time"),
        (["check", "w", "--seed", "3"], "--seed is for --leave; nothing else of check is searched for"),
    ],
)
def test_a_question_that_is_not_whole_ends_with_2(staffing: Command, arguments: list[str], said: str) -> None:
    told = staffing(*arguments)
    assert (told.code, told.out) == (2, "")
    assert said in words(told.err.replace("│", " "))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "--agent", "bela", "--date", DAY], "requests.csv has no row of bela on 2026-03-04; say what is"),
        (["check", "--leave", "lara", DAY, DAY], '--leave "lara" is a lead, who is not rostered; name an agent'),
    ],
)
def test_what_cannot_be_asked_ends_with_1(staffing: Command, desk: Path, arguments: list[str], said: str) -> None:
    told = staffing(arguments[0], desk, *arguments[1:])
    assert (told.code, told.out) == (1, "")
    assert said in told.err


def test_where_there_is_no_roster_at_all_that_comes_before_the_wish(
    staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: Any) -> None:
        raise NoRosterError("no roster meets the hard rules: one", ("no roster meets the hard rules:", "one"))

    monkeypatch.setattr(explaining, "present_roster", none)
    told = staffing("explain", desk, "--agent", "ana", "--date", DAY, "--want", "off")
    assert (told.code, told.out) == (4, "")
    first, *more = told.err.splitlines()
    assert first == (
        f"staffing: off for ana on {DAY} cannot be looked at before there is a roster at all: no roster meets the hard "
        "rules:"
    )
    assert more == ["staffing: one"]


def test_names_cannot_steer_the_terminal(staffing: Command, tmp_path: Path) -> None:
    desk = write_small_desk(tmp_path / "w", agents=AGENTS.replace("Ana Sousa", "[bold]A\u202e\x1b[31mna"))
    (desk / "mine.csv").write_text(ROSTER)
    arguments = ["--agent", "ana", "--date", DAY, "--want", "early", "--roster", desk / "mine.csv"]
    told = staffing("explain", desk, *arguments)
    assert told.code == 0
    check_text(told.out)
    assert told.out.startswith("[bold]A[31mna works early on Wed 04 Mar already: ")
