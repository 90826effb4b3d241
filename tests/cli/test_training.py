"""`staffing simulate --train`: what training is worth, where it is worth nothing, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.reports.small_desk import TEAM, write_small_desk

SPECIALISTS = """\
agent_id,name,contract,role,skills,leaves_on
ana,Ana Sousa,full_time,agent,billing,
bela,,full_time,agent,billing,
caio,Caio Reis,full_time,agent,refunds,
dora,,full_time,agent,,2026-02-01
lara,Lara Pinto,full_time,lead,,
"""
LONG = TEAM.replace("{mean: 30, cv: 1.0}", "{mean: 140, cv: 0.5}")
"""Refunds keep more than one person busy, billing hardly half of one."""
ROWS = [
    *(f"{agent},2026-03-{day:02d},early" for agent in ("ana", "bela") for day in range(2, 7)),
    *(f"caio,2026-03-{day:02d},late" for day in (2, 6)),
]


@pytest.fixture(scope="module")
def scarce(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk whose refunds have one specialist, and a roster for it in `mine.csv`."""
    folder = write_small_desk(tmp_path_factory.mktemp("scarce") / "w", team=LONG, agents=SPECIALISTS)
    (folder / "mine.csv").write_text("agent_id,date,shift_id\n" + "\n".join(ROWS) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def record(scarce: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The run of two trainings, once."""
    from staffing.cli.app import run

    out = tmp_path_factory.mktemp("out") / "run"
    train = ["--train", "bela=refunds", "--train", "caio=billing:0.8"]
    assert run(["simulate", str(scarce), "--roster", str(scarce / "mine.csv"), "--out", str(out), *train]) == 3
    found: dict[str, object] = {**json.loads((out / "run.json").read_text()), "page": (out / "report.md").read_text()}
    return found


def test_training_the_idle_in_the_scarce_queue_raises_its_rate(record: dict[str, list[dict[str, object]]]) -> None:
    idle, busy = record["training"]
    assert (idle["agent"], idle["queue"], idle["proficiency"]) == ("bela", "refunds", 1.0)
    for gain in (idle["rate"], idle["queues"]["refunds"]):  # type: ignore[index]
        assert 0.05 < gain["low"] <= gain["mean"] <= gain["high"]
    assert busy["proficiency"] == 0.8
    together = record["training_together"]
    assert set(together) == {"rate", "weeks", "queues"}
    assert together["rate"]["mean"] > 0.05  # type: ignore[index, call-overload]


def test_the_page_has_a_row_for_each_training_and_one_for_all(record: dict[str, str]) -> None:
    section = record["page"].split("## What training would be worth\n")[1].split("\n## ")[0]
    rows = [line.split(" | ") for line in section.splitlines() if line.startswith("| ")]
    assert rows[0] == ["| training", "cases on time", "weeks kept", "billing", "refunds |"]
    assert [row[0] for row in rows[2:]] == ["| bela: refunds", "| Caio Reis: billing at 0.8", "| all together"]


def test_training_for_a_queue_that_is_never_short_makes_no_difference(staffing: Command, desk: Path) -> None:
    calm = TEAM.replace("absence: 0.02", "absence: 0").replace("mean: 20", "mean: 4")
    (desk / "team.yaml").write_text(calm)
    agents = SPECIALISTS.replace("ana,Ana Sousa,full_time,agent,billing", "ana,Ana Sousa,full_time,agent,refunds")
    (desk / "agents.csv").write_text(agents.replace("caio,Caio Reis,full_time,agent,refunds", "caio,,full_time,agent,"))
    people = ("ana", "bela", "caio")
    rows = [f"{agent},2026-03-{day:02d},{shift}" for agent in people for day in range(2, 9) for shift in ("early",)]
    (desk / "mine.csv").write_text("agent_id,date,shift_id\n" + "\n".join(rows) + "\n")
    told = staffing("simulate", desk, "--roster", desk / "mine.csv", "--train", "ana=billing")
    row = next(line for line in told.out.splitlines() if line.startswith("Ana Sousa: billing"))
    assert row.count("no difference seen") == 2


def test_a_run_without_training_says_so_in_its_record(staffing: Command, desk: Path) -> None:
    (desk / "mine.csv").write_text("agent_id,date,shift_id\nana,2026-03-06,early\n")
    found = json.loads(staffing("simulate", desk, "--roster", desk / "mine.csv", "--json").out)
    assert (found["training"], found["training_together"]) == ([], None)


def test_other_processes_find_the_same(staffing: Command, scarce: Path, record: dict[str, object]) -> None:
    more = ("--train", "bela=refunds", "--train", "caio=billing:0.8", "--executor", "local:2")
    found = json.loads(staffing("simulate", scarce, "--roster", scarce / "mine.csv", "--json", *more).out)
    assert found["training"] == record["training"]
    assert found["training_together"] == record["training_together"]


@pytest.mark.parametrize(
    ("train", "said"),
    [
        ("belo=refunds", "--train belo=refunds: belo is not in agents.csv; did you mean bela?"),
        ("lara=refunds", "--train lara=refunds: lara is a lead, who is not on queue; name an agent"),
        ("dora=refunds", "dora is not employed from 2026-03-02 to 2026-03-08; name somebody who is"),
        ("bela=refund", "--train bela=refund: refund is not a queue of team.yaml; did you mean refunds?"),
        ("bela=zzz", "zzz is not a queue of team.yaml; there are billing, refunds"),
        ("bela=billing", "bela serves billing at 1 already; leave it out or give another proficiency"),
    ],
)
def test_a_training_that_the_workspace_does_not_allow_is_refused_in_a_sentence(
    staffing: Command, scarce: Path, train: str, said: str
) -> None:
    told = staffing("simulate", scarce, "--roster", scarce / "mine.csv", "--train", train)
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("staffing: --train ")
    assert said in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("bela",), "'bela' is no training; write it as AGENT=QUEUE or AGENT=QUEUE:0.8"),
        (("=refunds",), "'=refunds' is no training"),
        (("bela=refunds:",), "'bela=refunds:' is no training"),
        (("bela=refunds:0",), "has the proficiency 0; it must be a number above 0 and at most 1.5"),
        (("bela=refunds:1.6",), "has the proficiency 1.6; it must be"),
        (("bela=refunds:-1",), "has the proficiency -1; it must be"),
        (("bela=refunds:fast",), "has the proficiency fast; it must be"),
        (("bela=refunds", "bela=refunds:0.8"), "bela=refunds is given twice; give each agent and queue once"),
    ],
)
def test_a_training_that_is_mistyped_is_a_wrong_command_line(
    staffing: Command, desk: Path, given: tuple[str, ...], said: str
) -> None:
    told = staffing(
        "simulate", desk, "--roster", desk / "mine.csv", *(part for one in given for part in ("--train", one))
    )
    assert told.code == 2
    assert said in told.err


def test_a_place_for_no_training_is_refused(staffing: Command, desk: Path) -> None:
    told = staffing("simulate", desk, "--roster", desk / "mine.csv", "--executor", "local:2")
    assert told.code == 2
    assert "--executor is for the trainings of --train" in told.err
    wrong = staffing("simulate", desk, "--roster", desk / "mine.csv", "--train", "ana=refunds", "--executor", "cloud")
    assert wrong.code == 2
    assert 'executor "cloud" is not' in wrong.err
