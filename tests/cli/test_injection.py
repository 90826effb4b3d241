"""A hundred nasty texts through every input: in every output they are text and nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from staffing.cli.app import run
from staffing.reports.view.document import VIEW, read_view
from staffing.reports.view_files import view_files
from tests.cli import live
from tests.cli.conftest import Command
from tests.cli.injections import INJECTIONS
from tests.reports.small_desk import TEAM, tickets, write_small_desk

pytestmark = pytest.mark.usefixtures("worked_once")

FIRST = date(2026, 3, 2)


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    """A desk whose people, events, holidays, leave, requisitions and tickets are all named with the hundred."""
    team = TEAM.replace("team: Small desk", f"team: {json.dumps(INJECTIONS[32] + INJECTIONS[0])}")
    desk = write_small_desk(tmp_path / "desk", team=team + "history: {max_rejected: 0.5}\n")
    people = [f"a{number:03d}" for number in range(len(INJECTIONS))]
    days = [FIRST + timedelta(days=number % 7) for number in range(len(INJECTIONS))]
    events = [f"{text} {number}" for number, text in enumerate(INJECTIONS)]  # some are the same but for their spaces
    tables = {
        "agents": (("agent_id", "name", "contract", "role"), _rows(people, INJECTIONS, "full_time", "agent")),
        "leave": (("agent_id", "start", "end", "kind"), _rows(people[::9], days[::9], days[::9], INJECTIONS[::9])),
        "requests": (("agent_id", "date", "want"), _rows(people[::3], days[::3], "late")),
        "events": (("date", "name", "kind", "uplift"), _rows(days, events, INJECTIONS, 1.001)),
        "holidays": (("date", "name"), _rows(days[:7], INJECTIONS[:7])),
        "roster": (("agent_id", "date", "shift_id"), _rows(people[1::9], days[1::9], "early")),
    }
    for name, (header, rows) in tables.items():
        (desk / f"{name}.csv").write_text(_plain_csv(header, rows), encoding="utf-8", newline="")
    rejected = _plain_csv((), ((text, "billing", "2026-02-20 10:00", "2026-02-19 10:00") for text in INJECTIONS))
    queues = _plain_csv((), ((f"Q{n}", text, "2026-02-20 10:00", "") for n, text in enumerate(INJECTIONS)))
    (desk / "tickets.csv").write_text(tickets() + rejected + queues, encoding="utf-8", newline="")
    return desk


def _rows(*columns: object) -> Iterator[tuple[object, ...]]:
    length = next(len(column) for column in columns if isinstance(column, (list, tuple)))
    full = [column if isinstance(column, (list, tuple)) else [column] * length for column in columns]
    return zip(*full, strict=True)


def _plain_csv(header: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> str:
    """CSV as a careless export writes it: nothing neutralised (a NUL, which no file may hold, left out)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([header] if header else [])
    writer.writerows(rows)
    return buffer.getvalue().replace("\0", "")


def test_none_of_them_can_be_the_id_of_a_queue_or_of_an_agent(staffing: Command, tmp_path: Path) -> None:
    allowed = "www.evil.example"
    for text in (text.replace("\0", "") for text in INJECTIONS if text != allowed):
        desk = write_small_desk(tmp_path / "desk", team=TEAM.replace("id: billing", f"id: {json.dumps(text)}"))
        told = staffing("check", desk)
        assert told.code == 1, text
        assert told.err.startswith("staffing: team.yaml:5:")
        live.check_text(told.err)
        (write_small_desk(tmp_path / "desk") / "agents.csv").write_text(
            _plain_csv(("agent_id", "contract"), iter([(text, "full_time")])), encoding="utf-8", newline=""
        )
        told = staffing("check", desk)
        assert told.code == 1, text
        assert told.err.startswith("staffing: agents.csv")
        live.check_text(told.err)


def test_none_of_a_hundred_texts_is_live_in_any_file_of_a_judged_roster(staffing: Command, nasty: Path) -> None:
    out = nasty.parent / "out"
    told = staffing("simulate", nasty, "--roster", nasty / "roster.csv", "--out", out, "--publish")
    assert told.code in (0, 3), told.err
    live.check_text(told.out)
    written = [path for path in out.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} == {".csv", ".html", ".ics", ".json", ".md", ".svg", ".xlsx"}
    for path in [*written, nasty / "published.csv", nasty / "published_changes.csv"]:
        live.check(path)


def test_none_is_live_in_a_whatif_or_a_hiring_plan(staffing: Command, nasty: Path) -> None:
    for command in (("whatif", "--set", "volume=1.1"), ("hiring", "--weeks", 4)):
        out = nasty.parent / command[0]
        told = staffing(command[0], nasty, *command[1:], "--out", out)
        assert told.code in (0, 3), told.err
        live.check_text(told.out)
        for path in out.iterdir():
            live.check(path)


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_view_that_holds_such_a_text_anywhere_makes_nothing_live(
    view: str, plain_workbook: str | bytes, text: str
) -> None:
    """What is made from a view trusts nothing in it, as a run folder may come from anywhere."""
    changed = view.replace("Small desk", json.dumps(text)[1:-1]).replace("Ana Sousa", json.dumps(text)[1:-1])
    made = view_files(read_view(changed.encode(), VIEW))
    workbook = made.pop("roster.xlsx")
    assert live.formulas(workbook) == live.formulas(plain_workbook)
    for name, held in made.items():
        live.CHECKS[Path(name).suffix](held.encode() if isinstance(held, str) else held)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("view")
    desk = write_small_desk(folder / "desk")
    assert run(["roster", str(desk), "--json"]) == 0
    return (desk / "runs" / "2026-03-02" / VIEW).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plain_workbook(view: str) -> str | bytes:
    return view_files(read_view(view.encode(), VIEW), ("xlsx",))["roster.xlsx"]
