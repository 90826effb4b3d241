"""`staffing bench curtois`: solved, judged, written and shown; whatever is wrong is told before anything is solved."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import staffing.bench.curtois.run as recipe
from staffing.bench.curtois.evaluate import Lines, broken, objective
from staffing.bench.curtois.instance import Instance
from staffing.bench.curtois.published import key_of
from staffing.bench.curtois.read import instance_of
from staffing.problem import Problem
from staffing.result import Result, Status
from staffing.roster import Roster
from tests.bench.curtois.made import text_of
from tests.cli.conftest import Command

SMALL: dict[str, list[str] | None] = {
    "HORIZON": ["5"],
    "STAFF": ["Ana,E=5|N=2,2400,960,3,2,2,1", "Ben,E=5|N=1,2400,480,3,1,1,0"],
    "SHIFT_ON_REQUESTS": ["Ana,3,N,4", "Ben,0,E,2"],
    "SHIFT_OFF_REQUESTS": ["Ben,2,E,3"],
    "COVER": ["0,E,2,10,1", "1,E,1,10,1", "3,N,2,20,2", "4,E,1,5,7"],
}
NOBODY_CAN: dict[str, list[str] | None] = {**SMALL, "DAYS_OFF": ["Ana,0,1,2,3,4"]}
"""Ana owes 960 minutes and is off on every day."""

Solve = Callable[..., Result]


def written(folder: Path, name: str, **changes: list[str] | None) -> Path:
    file = folder / f"{name}.txt"
    file.write_text(text_of(**{**SMALL, **changes}), encoding="utf-8")
    return file


def answer_of(folder: Path, name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return answer


def least_price(instance: Instance) -> int:
    """The price of the cheapest roster, by going through all of them."""
    every = list(product((None, "E", "N"), repeat=instance.days))
    kept = []
    for member in instance.staff:
        alone = replace(instance, staff=(member,))
        kept.append([line for line in every if not broken(alone, {member.id: line})])
    names = [member.id for member in instance.staff]
    rosters: list[Lines] = [dict(zip(names, lines, strict=True)) for lines in product(*kept)]
    return min(objective(instance, roster) for roster in rosters)


def none_needed(text: str) -> list[str]:
    """The days off that are told of somebody who is off on all days: any four of the five are enough."""
    days = re.findall(r"not available on day ([0-9])", text)
    assert len(set(days)) == len(days) == 4
    return days


def answering(monkeypatch: pytest.MonkeyPatch, change: Callable[[Problem, Result], Result]) -> None:
    """The engine's answers are changed on their way."""
    solve: Solve = recipe.solve

    def changed(problem: Problem, *arguments: Any, **options: Any) -> Result:
        return change(problem, solve(problem, *arguments, **options))

    monkeypatch.setattr(recipe, "solve", changed)


def test_the_optimum_is_found_judged_and_written(staffing: Command, tmp_path: Path) -> None:
    file, out = written(tmp_path, "Made7"), tmp_path / "answers"
    told = staffing("bench", "curtois", file, "--out", out, "--seed", 3)
    instance, answer = instance_of(text_of(**SMALL), "Made7"), answer_of(out, "Made7")
    best = least_price(instance)
    assert (told.code, told.err) == (0, "")
    assert (answer["objective"], answer["bound"], answer["status"]) == (best, best, "optimal")
    assert (answer["instance"], answer["seed"], answer["violations"]) == ("Made7", 3, 0)
    assert broken(instance, answer["roster"]) == []
    assert objective(instance, answer["roster"]) == best
    heading, row, engine, last = told.out.splitlines()
    assert heading.split() == [
        "instance",
        "staff",
        "days",
        "shifts",
        "objective",
        "bound",
        "gap",
        "%",
        "status",
        "seconds",
    ]
    assert row.split()[:8] == ["Made7", "2", "5", "2", str(best), str(best), "0.00", "optimal"]
    assert engine == f"Engine: {answer['engine']}"
    assert last == f"Written to {out}: Made7.json"


def test_an_answer_has_the_keys_that_are_told_and_replaces_an_earlier_one(staffing: Command, tmp_path: Path) -> None:
    file = written(tmp_path, "Made")
    for _ in range(2):
        assert staffing("bench", "curtois", file, "--out", tmp_path).code == 0
    assert list(answer_of(tmp_path, "Made")) == [
        "instance", "objective", "bound", "seconds", "engine", "status", "seed", "violations", "version", "roster"
    ]  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Made.json", "Made.txt"]


def test_the_rows_are_compared_with_what_is_published(staffing: Command, tmp_path: Path) -> None:
    best = least_price(instance_of(text_of(**SMALL), "Instance7"))
    table = tmp_path / "known.csv"
    table.write_text(f"instance,weeks,lower_bound,best_known\nMade8,1,,\n7,1,1,{best + 2}\n", encoding="utf-8")
    files = [written(tmp_path, name) for name in ("Instance07", "Made8", "Made7")]
    options = ("--out", tmp_path / "answers", "--published", table)
    rows = json.loads(staffing("bench", "curtois", *files, *options, "--json").out)
    assert [row["instance"] for row in rows] == ["Instance07", "Made8", "Made7"]
    compared = [(row["best_known"], row["lower_bound"], row["to_best_known"]) for row in rows]
    assert compared == [(best + 2, 1, -2), (None, None, None), (None, None, None)]
    assert (rows[0]["objective"], rows[0]["gap_percent"], rows[0]["staff"]) == (best, 0.0, 2)
    shown = staffing("bench", "curtois", files[0], *options).out.splitlines()
    assert shown[2].split()[-3:] == [str(best + 2), "1", "-2"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("7", "7"),
        ("Instance7", "7"),
        ("instance_07", "7"),
        ("INSTANCE 007", "7"),
        ("week52-test7", "week52-test7"),
        ("Made7", "made7"),
        ("Instance7b", "instance7b"),
        ("Instance", "instance"),
    ],
)
def test_an_instance_is_known_by_its_number_or_its_whole_name(name: str, key: str) -> None:
    assert key_of(name) == key


@pytest.mark.parametrize("columns", [120, 80, 60, 30])
def test_a_narrow_terminal_gets_fewer_columns_and_is_told_which(
    staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    table = tmp_path / "known.csv"
    table.write_text("instance,lower_bound,best_known\n7,10000,123456\n", encoding="utf-8")
    file, long = written(tmp_path, "Instance7"), written(tmp_path, "a-name-of-an-instance-that-is-rather-long")
    options = ("--out", tmp_path / "answers", "--published", table, "--time-limit", 5)
    shown = staffing("bench", "curtois", file, long, *options).out.splitlines()
    heading = next(place for place, row in enumerate(shown) if row.startswith("instance"))
    assert max(map(len, shown[: heading + 4])) <= columns
    row = next(row for row in shown if row.startswith("Instance7"))
    assert len(row.split()) == len(" ".join(shown[heading].replace("gap %", "gap").split()).split())
    names = [row.split(" ")[0] for row in shown[heading + 2 :]]
    assert "".join(names).startswith("a-name-of-an-instance-that-is-rather-long")
    assert ("Not shown" in " ".join(shown)) == (columns < 120)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("instance,best_known\n1,2\n", "has no column lower_bound"),
        ("instance,lower_bound,best_known\n1,2,3\n1,2,3\n", 'instance is "1" a second time'),
        ("instance,lower_bound,best_known\n1,2,3.5\n", 'best_known is "3.5"; allowed are whole numbers'),
        ("instance,lower_bound,best_known\n,2,3\n", "instance is empty"),
        ("instance,lower_bound,best_known\n7,2,3\nInstance07,2,3\n", 'instance is "Instance07" a second time'),
        ("instance,lower_bound,best_known\n1,4,3\n", "lower_bound is 4, above best_known 3"),
    ],
)
def test_a_wrong_table_is_told(staffing: Command, tmp_path: Path, table: str, said: str) -> None:
    (tmp_path / "known.csv").write_text(table, encoding="utf-8")
    file = written(tmp_path, "Made")
    told = staffing("bench", "curtois", file, "--out", tmp_path, "--published", tmp_path / "known.csv")
    assert told.code == 1
    assert told.err.startswith(f"staffing: {tmp_path / 'known.csv'}:")
    assert said in told.err


def test_a_bad_file_is_told_before_anything_is_solved(staffing: Command, tmp_path: Path) -> None:
    good, bad = written(tmp_path, "Good"), written(tmp_path, "Bad", COVER=["9,E,1,1,1"])
    out = tmp_path / "answers"
    told = staffing("bench", "curtois", good, bad, "--out", out)
    assert told.code == 1
    assert told.err == f'staffing: {bad}:24 day is "9"; allowed are whole numbers from 0 to 4\n'
    assert not out.exists()


def test_faults_of_all_files_are_told_at_once(staffing: Command, tmp_path: Path) -> None:
    bad = written(tmp_path, "Bad", COVER=["9,E,1,1,1"])
    other = tmp_path / "other.txt"
    other.write_text("to whom it may concern\nhello\n", encoding="utf-8")
    told = staffing("bench", "curtois", bad, written(tmp_path, "Good"), other, "--out", tmp_path / "answers")
    assert (told.code, [row.split(" ")[1] for row in told.err.splitlines()]) == (1, [f"{bad}:24", f"{other}:1"])
    assert "is no instance of the benchmark" in told.err


def test_an_instance_without_a_roster_does_not_stop_the_others(staffing: Command, tmp_path: Path) -> None:
    files = [written(tmp_path, "None1", **NOBODY_CAN), written(tmp_path, "Made1")]
    told = staffing("bench", "curtois", *files, "--out", tmp_path)
    assert (told.code, told.err) == (
        4,
        "staffing: None1: no roster meets its hard rules: these cannot hold together: "
        + "".join(f"Ana: not available on day {day} (availability); " for day in none_needed(told.err))
        + "Ana: at least 960 and at most 2400 paid minutes in the plan (minutes_in_period)\n",
    )
    none = answer_of(tmp_path, "None1")
    assert (none["status"], none["objective"], none["bound"], none["roster"]) == ("infeasible", None, None, None)
    assert answer_of(tmp_path, "Made1")["status"] == "optimal"
    assert told.out.splitlines()[1].split()[4:8] == ["-", "-", "-", "infeasible"]


def test_ctrl_c_keeps_the_best_and_stops(staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = {"status": Status.FEASIBLE, "limit_hit": "interrupt", "bound": 0}
    answering(monkeypatch, lambda problem, result: replace(result, **cut))
    files = [written(tmp_path, "Made1"), written(tmp_path, "Made2")]
    told = staffing("bench", "curtois", *files, "--out", tmp_path / "answers")
    assert told.code == 130
    assert told.err.splitlines() == [
        "staffing: Made1: interrupted; it has the best roster found until then",
        "staffing: not begun: Made2",
    ]
    assert answer_of(tmp_path / "answers", "Made1")["roster"]
    assert not (tmp_path / "answers" / "Made2.json").exists()
    assert told.out.splitlines()[1].split()[6:8] == ["100.00", "feasible"]


def test_ctrl_c_before_the_first_roster_writes_nothing(
    staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = {"status": Status.UNKNOWN, "limit_hit": "interrupt", "bound": 0, "roster": None, "objective": None}
    answering(monkeypatch, lambda problem, result: replace(result, **nothing))
    told = staffing("bench", "curtois", written(tmp_path, "Made1"), "--out", tmp_path / "answers")
    assert told.code == 130
    assert told.err == "staffing: Made1: interrupted; no roster was found until then; nothing is written of it\n"
    assert "Written" not in told.out
    assert not list((tmp_path / "answers").iterdir())


WORSE: dict[str, tuple[dict[str, Any], int, str]] = {
    "no roster": (
        {"status": Status.UNKNOWN, "roster": None, "objective": None, "bound": 0},
        4,
        "no roster was found in time; that of an earlier run, which costs {best}, stays",
    ),
    "a lower bound": (
        {"status": Status.FEASIBLE, "bound": 0},
        0,
        "the best roster found costs {best}; that of an earlier run, which costs {best}, stays",
    ),
    "no roster until Ctrl-C": (
        {"status": Status.UNKNOWN, "roster": None, "objective": None, "bound": 0, "limit_hit": "interrupt"},
        130,
        "interrupted; no roster was found until then; that of an earlier run, which costs {best}, stays",
    ),
}


@pytest.mark.parametrize(("changes", "code", "said"), WORSE.values(), ids=WORSE)
def test_the_better_answer_of_an_earlier_run_stays(
    staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], code: int, said: str
) -> None:
    file = written(tmp_path, "Made")
    assert staffing("bench", "curtois", file, "--out", tmp_path).code == 0
    before, best = (tmp_path / "Made.json").read_bytes(), least_price(instance_of(text_of(**SMALL), "Made"))
    answering(monkeypatch, lambda problem, result: replace(result, **changes))
    told = staffing("bench", "curtois", file, "--out", tmp_path, "--json")
    assert (told.code, told.err) == (code, f"staffing: Made: {said.format(best=best)}\n")
    assert (tmp_path / "Made.json").read_bytes() == before
    assert json.loads(told.out)[0]["kept"] == best


def test_a_better_answer_replaces_an_earlier_one(
    staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, "Made")
    with monkeypatch.context() as earlier:
        answering(earlier, lambda problem, result: replace(result, status=Status.FEASIBLE, bound=0))
        assert staffing("bench", "curtois", file, "--out", tmp_path).code == 0
    assert answer_of(tmp_path, "Made")["bound"] == 0
    told = staffing("bench", "curtois", file, "--out", tmp_path, "--json")
    assert (told.err, json.loads(told.out)[0]["kept"]) == ("", None)
    assert answer_of(tmp_path, "Made")["status"] == "optimal"


CONTRADICTED: dict[str, tuple[dict[str, Any], str]] = {
    "bound": ({"bound": 900, "objective": None, "roster": None, "status": Status.UNKNOWN}, "that 900 is a bound"),
    "no roster": ({"status": Status.INFEASIBLE, "objective": None, "roster": None}, "that there is no roster"),
}


@pytest.mark.parametrize(("changes", "said"), CONTRADICTED.values(), ids=CONTRADICTED)
def test_what_an_earlier_roster_contradicts_is_told_and_not_written(
    staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], said: str
) -> None:
    file = written(tmp_path, "Made")
    assert staffing("bench", "curtois", file, "--out", tmp_path).code == 0
    before = (tmp_path / "Made.json").read_bytes()
    answering(monkeypatch, lambda problem, result: replace(result, **changes))
    told = staffing("bench", "curtois", file, "--out", tmp_path)
    assert (told.code, told.out) == (5, "")
    assert f"says {said}; the roster of an earlier run costs " in told.err
    assert (tmp_path / "Made.json").read_bytes() == before


STRANGE: dict[str, tuple[Any, str]] = {
    "of another instance": ({"Ana": [None] * 5}, "none of this instance: Ben has no line of work"),
    "a list": ([], "none of this instance: it is no list of shifts by person"),
    "lists in lists": ({"Ana": [["E"]], "Ben": []}, "none of this instance: it is no list of shifts by person"),
}


def test_an_earlier_answer_that_cannot_be_read_is_not_replaced(
    staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, mine = written(tmp_path, "Made"), tmp_path / "Made.json"
    mine.write_text("{}", encoding="utf-8")

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    told = staffing("bench", "curtois", file, "--out", tmp_path)
    assert (told.code, f"{mine} cannot be read: Permission denied; move it away" in told.err) == (1, True)


@pytest.mark.parametrize(("roster", "said"), STRANGE.values(), ids=STRANGE)
def test_an_earlier_roster_that_is_none_of_the_instance_is_not_replaced(
    staffing: Command, tmp_path: Path, roster: Any, said: str
) -> None:
    file, mine = written(tmp_path, "Made"), tmp_path / "Made.json"
    mine.write_text(json.dumps({"instance": "Made", "objective": 1, "bound": 1, "roster": roster}), encoding="utf-8")
    before = mine.read_bytes()
    told = staffing("bench", "curtois", file, "--out", tmp_path)
    assert (told.code, said in told.err) == (1, True)
    assert mine.read_bytes() == before


def test_ctrl_c_outside_the_search_keeps_the_answers_before(
    staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved: list[Problem] = []

    def second(problem: Problem, result: Result) -> Result:
        solved.append(problem)
        if len(solved) > 1:
            raise KeyboardInterrupt
        return result

    answering(monkeypatch, second)
    files = [written(tmp_path, name) for name in ("Made1", "Made2", "Made3")]
    told = staffing("bench", "curtois", *files, "--out", tmp_path / "answers")
    assert (told.code, told.err) == (
        130,
        "staffing: Made2: interrupted; nothing is written of it\nstaffing: not begun: Made3\n",
    )
    assert [row.split()[0] for row in told.out.splitlines()[1:-2]] == ["Made1"]


LIES: dict[str, tuple[Callable[[Problem, Result], Result], str]] = {
    "roster": (
        lambda problem, result: replace(result, roster=Roster.empty(problem)),
        "Made: the roster of direct breaks hard rules 2 times, first: Ana works 0 minutes; at least 960",
    ),
    "price": (lambda problem, result: replace(result, objective=0), "direct says its roster costs 0; it costs "),
    "bound": (lambda problem, result: replace(result, bound=999), "direct says that 999 is a bound; its roster costs "),
    "two shifts": (
        lambda problem, result: replace(result, roster=Roster(Roster.empty(problem).work | True)),
        "direct gave somebody two shifts on one day",
    ),
}


@pytest.mark.parametrize(("lie", "said"), LIES.values(), ids=LIES)
def test_an_answer_that_is_not_true_is_not_written(
    staffing: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lie: Callable[[Problem, Result], Result],
    said: str,
) -> None:
    answering(monkeypatch, lie)
    told = staffing("bench", "curtois", written(tmp_path, "Made"), "--out", tmp_path, "--engine", "direct")
    assert (told.code, told.out) == (5, "")
    assert said in told.err
    assert not (tmp_path / "Made.json").exists()


def test_names_that_cannot_be_answers_are_told(staffing: Command, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    twice = written(tmp_path, "Made"), written(tmp_path / "other", "made")
    told = staffing("bench", "curtois", *twice, "--out", tmp_path)
    assert (told.code, "have one name; their answers would be one file" in told.err) == (1, True)
    told = staffing("bench", "curtois", twice[0], twice[0], "--out", tmp_path)
    assert (told.code, f"{twice[0]} is given twice; each file is solved once" in told.err) == (1, True)
    told = staffing("bench", "curtois", written(tmp_path, "a b"), "--out", tmp_path)
    assert (told.code, 'has the name "a b"; allowed are letters' in told.err) == (1, True)


def test_what_is_no_earlier_answer_is_not_replaced(staffing: Command, tmp_path: Path) -> None:
    file, mine = written(tmp_path, "Made"), tmp_path / "Made.json"
    mine.write_text('{"mine": 1}', encoding="utf-8")
    told = staffing("bench", "curtois", file, "--out", tmp_path)
    assert (told.code, f"{mine} is no earlier answer and would be lost" in told.err) == (1, True)
    assert mine.read_text(encoding="utf-8") == '{"mine": 1}'
    told = staffing("bench", "curtois", file, "--out", file)
    assert (told.code, f"{file} is not a folder; give another --out" in told.err) == (1, True)


WRONG_OPTIONS = {
    ("--engine", "best"): "'best' is not one of 'auto'",
    ("--executor", "cloud"): "cloud",
    ("--engine", "direct", "--executor", "local:2"): (
        "is for the engines columns and tours; with the engine direct it says nothing"
    ),
    ("--time-limit", "0"): "'0' is no number above 0, up to 86400",
    ("--time-limit", "86401"): "'86401' is no number above 0, up to 86400",
    ("--time-limit", "ten"): "'ten' is no number above 0, up to 86400",
    ("--time-limit", "nan"): "'nan' is no number above 0, up to 86400",
    ("--time-limit", "inf"): "'inf' is no number above 0, up to 86400",
    ("--seed", "-1"): "'-1' is none of the whole numbers from 0 to 2147483647",
    ("--seed", "abc"): "'abc' is none of the whole numbers from 0 to 2147483647",
    ("--out", ""): "is empty; give a path",
    (): "Missing option '--out'",
}


@pytest.mark.parametrize(("wrong", "said"), WRONG_OPTIONS.items(), ids=str)
def test_options_that_are_none_are_told(staffing: Command, tmp_path: Path, wrong: tuple[str, ...], said: str) -> None:
    out = ("--out", tmp_path) if wrong else ()
    told = staffing("bench", "curtois", written(tmp_path, "Made"), *out, *wrong)
    assert (told.code, said in told.err) == (2, True)


def test_blocks_at_a_place_of_work_find_the_optimum_too(staffing: Command, tmp_path: Path) -> None:
    there = ("--engine", "columns", "--executor", "serial", "--time-limit", "5")
    told = staffing("bench", "curtois", written(tmp_path, "Made7"), "--out", tmp_path, *there)
    answer = answer_of(tmp_path, "Made7")
    assert (told.code, told.err, answer["status"]) == (0, "", "optimal")
    assert answer["objective"] == least_price(instance_of(text_of(**SMALL), "Made7"))


def test_an_answer_that_cannot_be_written_ends_the_race_with_the_table_so_far(
    staffing: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        if target.name != "Made1.json":
            raise OSError(28, "No space left on device")
        source.rename(target)

    monkeypatch.setattr("staffing.bench.curtois.write.os.replace", full)
    files, out = [written(tmp_path, name) for name in ("Made1", "Made2", "Made3")], tmp_path / "answers"
    told = staffing("bench", "curtois", *files, "--out", out)
    assert (told.code, told.err.splitlines()[1:]) == (1, ["staffing: not begun: Made3"])
    assert f"{out / 'Made2.json'} cannot be written: No space left on device; give another --out" in told.err
    assert [path.name for path in out.iterdir()] == ["Made1.json"]
    assert [row.split()[0] for row in told.out.splitlines()[1:-2]] == ["Made1"]
