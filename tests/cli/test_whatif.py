"""`staffing whatif`: what is asked in any way is answered, kept and shown, and what is wrong is told."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from staffing.cli import asking
from staffing.documents.workspace import Workspace
from staffing.scenarios.ask import Ask, Means
from staffing.scenarios.figures import Tried
from staffing.scenarios.run import BASE
from staffing.scenarios.whatif import WhatIf
from tests.cli.conftest import Command
from tests.scenarios.made import figures

pytestmark = pytest.mark.usefixtures("worked_once")

SERIAL = ("--executor", "serial")


def write_scenario(desk: Path, name: str, text: str) -> None:
    (desk / "scenarios").mkdir(exist_ok=True)
    (desk / "scenarios" / f"{name}.yaml").write_text(text, encoding="utf-8")


def asked(staffing: Command, desk: Path, *arguments: object) -> dict[str, Any]:
    told = staffing("whatif", desk, *arguments, "--json", *SERIAL)
    assert told.code in (0, 3), told.err
    found: dict[str, Any] = json.loads(told.out)
    return found


@pytest.mark.usefixtures("worked_anew")
def test_the_base_is_the_roster_of_the_week_figure_by_figure(staffing: Command, desk: Path) -> None:
    roster = json.loads(staffing("roster", desk, "--json").out)
    base = asked(staffing, desk, "--set", "volume=1")["scenarios"][0]
    for name in ("rate_mean", "rate_ci", "rate_p05", "rate_p95", "probability_met", "probability_lower", "met"):
        assert base[name] == roster["service"][name], name
    for name in ("occupancy", "paid_hours", "cost"):
        assert base[name] == roster[name], name
    assert base["utilization"] == roster["utilization"]["team"]
    assert base["price"] == roster["solver"]["objective"]


@pytest.mark.usefixtures("worked_anew")
def test_a_scenario_that_changes_nothing_shows_a_difference_of_exactly_zero(staffing: Command, desk: Path) -> None:
    base, same = asked(staffing, desk, "--set", "agents=+0")["scenarios"]
    for found in (base["difference"], same["difference"]):
        for name in ("rate", "weeks", "utilization", "occupancy"):
            assert found[name] == {"mean": 0.0, "low": 0.0, "high": 0.0}
        assert (found["headcount"], found["paid_hours"], found["cost"]) == (0, 0.0, 0.0)


def test_files_and_the_command_line_are_answered_in_the_order_asked_and_kept(staffing: Command, desk: Path) -> None:
    write_scenario(desk, "more", "set: {agents: +1}\n")
    write_scenario(desk, "busy", "set: {agents: +1}\ngrid: {volume: [1.2, x2]}\n")
    found = asked(staffing, desk, "--scenario", "more", "--scenario", "busy", "--set", "volume=0.5")
    names = ["base", "more", "busy: volume=1.2", "busy: volume=x2", "volume=0.5"]
    assert [one["name"] for one in found["scenarios"]] == names
    assert [one["headcount"] for one in found["scenarios"]] == [3, 4, 4, 4, 3]
    assert found["scenarios"][2]["set"] == {"agents": "+1", "volume": "1.2"}
    assert {"scenarios/more.yaml", "scenarios/busy.yaml", "team.yaml"} <= set(found["inputs"])
    folder = Path(found["folder"])
    assert sorted(path.name for path in folder.iterdir()) == [
        "view.json", "whatif.csv", "whatif.html", "whatif.json", "whatif.md", "whatif.svg", "whatif.xlsx",
    ]  # fmt: skip
    with (folder / "whatif.csv").open(encoding="utf-8", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == names
    kept = json.loads((folder / "whatif.json").read_text(encoding="utf-8"))
    assert kept["scenarios"] == found["scenarios"]


def test_without_anything_asked_all_scenario_files_are_answered(staffing: Command, desk: Path) -> None:
    for name in ("b", "a"):
        write_scenario(desk, name, "set: {volume: 1.1}\n")
    assert [one["name"] for one in asked(staffing, desk)["scenarios"]] == ["base", "a", "b"]


@pytest.mark.usefixtures("worked_anew")
def test_the_same_question_has_the_same_answer_and_takes_the_place_of_the_last(staffing: Command, desk: Path) -> None:
    first, again = (asked(staffing, desk, "--grid", "volume=1,1.5") for _ in range(2))
    assert first["scenarios"] == again["scenarios"]
    edited = Path(first["folder"]) / "whatif.md"
    edited.write_text("mine\n", encoding="utf-8")
    told = staffing("whatif", desk, "--set", "volume=2", *SERIAL)
    assert (told.code, "was edited since its run" in told.err) == (1, True)
    assert edited.read_text(encoding="utf-8") == "mine\n"


def test_headcounts_and_prices_are_told(staffing: Command, desk: Path) -> None:
    told = staffing("whatif", desk, "--headcount", "2..4", "--price", "--step", "0.05", *SERIAL)
    assert told.code in (0, 3)
    assert "How many agents, on the contract full_time" in told.out
    assert "taken away, the newest first: caio (no hired_on)" in " ".join(told.out.split())
    assert "targets.rate_24h" in told.out or "rate_24h" in told.out
    folder = desk / "runs" / "2026-03-02-whatif"
    assert "Caio Reis" not in (folder / "view.json").read_text(encoding="utf-8")
    record = json.loads((folder / "whatif.json").read_text(encoding="utf-8"))
    assert [row["headcount"] for row in record["frontier"]["rows"]] == [2, 3, 4]
    assert record["scenarios"][2]["difference"]["rate"] == {"mean": 0.0, "low": 0.0, "high": 0.0}
    assert [price["key"] for price in record["prices"]] == [
        "targets.rate_24h",
        "targets.confidence",
        "targets.day_floor",
        "targets.occupancy_max",
        "targets.utilization.min",
        "targets.utilization.max",
    ]
    assert {price["step"] for price in record["prices"]} == {0.05}


def test_what_is_set_holds_in_every_headcount(staffing: Command, desk: Path) -> None:
    found = asked(staffing, desk, "--headcount", "3..4", "--set", "volume=1.5")
    assert [one["name"] for one in found["scenarios"]] == ["base", "3 agents, volume=1.5", "4 agents, volume=1.5"]
    assert [one["set"]["volume"] for one in found["scenarios"][1:]] == ["1.5", "1.5"]
    assert found["scenarios"][1]["occupancy"] > 1.3 * found["scenarios"][0]["occupancy"]


def test_what_all_scenarios_set_is_said_once_and_effects_are_noted(staffing: Command, desk: Path) -> None:
    write_scenario(
        desk, "mine", "set: {leave: off, overtime.consent: all}\ngrid: {shifts.late.start: [base, '11:00']}\n"
    )
    told = " ".join(staffing("whatif", desk, *SERIAL).out.split())
    assert "In all scenarios: leave=off, overtime.consent=all." in told
    assert "no leave on the planned days: caio (2026-03-03 to 2026-03-05)" in told
    assert "late is 11:00-18:00, 6.5 h paid" in told
    assert (
        "overtime.consent has no effect while overtime.max_minutes_per_week and overtime.max_extra_days are 0" in told
    )


def test_a_sale_is_planned_in_its_own_weeks_with_ways_to_meet_it(staffing: Command, desk: Path) -> None:
    found = asked(staffing, desk, "--event", "2026-03-11", "--uplift", "2.5", "--lag-days", "2")
    assert (found["first_day"], found["weeks"]) == ("2026-03-09", 1)
    sale = found["readiness"]
    assert (sale["first_touched"], sale["last_touched"]) == ("2026-03-11", "2026-03-13")
    assert sale["as_it_is"]["utilization"] > sale["usual"]["utilization"]
    assert {"overtime"} <= {option["kind"] for option in sale["options"]}


def test_a_scenario_that_fails_is_marked_and_the_others_are_answered(staffing: Command, desk: Path) -> None:
    found = asked(staffing, desk, "--grid", "targets.day_floor=0.4,0.95", "--set", "volume=1.1")
    first, second = found["scenarios"][1:]
    assert first["failure"] is None
    assert second["failure"].startswith("team.yaml:")
    assert "day_floor is 0.95, above rate_24h 0.9" in second["failure"]
    assert second["rate_mean"] is None


def test_screening_works_the_best_in_full_and_ranks_the_rest(staffing: Command, desk: Path) -> None:
    found = asked(staffing, desk, "--grid", "agents=+0,+1", "--grid", "volume=1,3,9", "--screen", "2")
    worked = [one for one in found["scenarios"][1:] if one["rate_mean"] is not None]
    assert len(found["scenarios"]) == 7
    assert len(worked) == 2
    assert all(one["screen"]["rate_mean"] is not None for one in found["scenarios"][1:])
    assert found["screened"] is True


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "volum=1.2"), 'volum is not a known key; nearest is "volume"'),
        (("--set", "targets.rate_24=0.9"), 'targets.rate_24 is not a known key; nearest is "rate_24h"'),
        (("--set", "volume=1", "--set", "volume=2"), "volume is given 2 times; give it once"),
        (("--set", "agents=-4"), "agents.full_time would be -1; 3 of that contract are planned"),
        (("--set", "targets.rate_24h=95"), "95 looks like a percentage: write 0.95"),
        (("--set", "event.date=2027-01-01", "--set", "event.uplift=2"), "outside the forecast of the plan"),
        (("--event", "2025-01-01", "--uplift", "2"), "is not after now"),
        (("--event", "2026-03-11"), "--uplift is missing"),
        (("--event", "2025-01-01"), "is not after now"),
        (("--set", "costs.currency=USD"), "costs.currency may not differ from the base"),
        (("--headcount", "2..3", "--set", "agents=+1"), "agents.full_time is given 2 times"),
        (("--event", "soon", "--uplift", "2"), '--event is "soon"; it must be a date such as 2026-11-23'),
        (("--event", "2026-03-11", "--uplift", "many"), '--uplift is "many"'),
        (("--headcount", "0..2"), "--headcount 0 is too few"),
        (("--headcount", "2..3", "--contract", "fulltime"), 'nearest is "full_time"'),
        (("--grid", "volume=1,1"), "has a value twice"),
        (("--grid", "volume=1,,2"), "an empty value"),
        (("--grid", "volume=1,2", "--set", "volume=3"), "volume is given to --set and to --grid"),
        (("--scenario", "none"), 'there is no scenario "none"'),
        ((), "has no scenarios/NAME.yaml, and nothing else is asked"),
    ],
)
def test_what_is_wrong_is_one_sentence(staffing: Command, desk: Path, arguments: tuple[str, ...], said: str) -> None:
    told = staffing("whatif", desk, *arguments, *SERIAL)
    assert told.code == 1
    assert len(told.err.splitlines()) == 1
    assert said in told.err
    assert not (desk / "runs").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "volume"), "is no difference; write it as KEY=VALUE"),
        (("--headcount", "4-12"), "is no range of people; write it as 4..12"),
        (("--headcount", "12..4"), "begins above its end; write 4..12"),
        (("--headcount", "1..4000"), "at most 1000 are tried"),
        (("--headcount", "2..3", "--role", "lead"), "leads are not on queue"),
        (("--contract", "full_time"), "--contract is that of the people of --headcount"),
        (("--role", "agent"), "--role is that of the people of --headcount"),
        (("--step", "0.05"), "--step is that of --price"),
        (("--price", "--set", "volume=2"), "--price is of the base"),
        (("--headcount", "2..3", "--grid", "volume=1,2"), "--headcount asks with --set, not with --grid"),
        (("--uplift", "2"), "--uplift says more of --event DATE"),
        (("--event", "2026-03-11", "--uplift", "2", "--set", "volume=2"), "ask --set in a run of its own"),
        (("--event", "2026-03-11", "--uplift", "2", "--weeks", "2"), "--event chooses the weeks itself"),
        (("--headcount", "2..3", "--screen", "1"), "--screen looks at scenarios"),
        (("--set", "volume=2", "--executor", "local:x"), "needs a whole number of processes"),
    ],
)
def test_options_that_do_not_go_together_are_told(
    staffing: Command, desk: Path, arguments: tuple[str, ...], said: str
) -> None:
    told = staffing("whatif", desk, *arguments)
    assert told.code == 2
    assert said in " ".join(told.err.replace("│", " ").split())


def test_a_grid_of_more_than_ten_thousand_points_asks_for_yes(staffing: Command, desk: Path) -> None:
    values = ",".join(f"{1 + number / 1000:.3f}" for number in range(101))
    wide = ("--grid", f"volume={values}", "--grid", f"queues.billing.handle_minutes={values}")
    told = staffing("whatif", desk, *wide, *SERIAL)
    assert (told.code, "--grid has 10,201 points, more than 10,000; give --yes" in told.err) == (1, True)
    write_scenario(desk, "empty", "grid: {volume: []}\n")
    told = staffing("whatif", desk, "--scenario", "empty", *SERIAL)
    assert (told.code, "scenarios/empty.yaml grid volume is empty" in told.err) == (1, True)


def test_the_exit_code_says_whether_any_scenario_asked_meets_all_targets(
    staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = iter([figures(), figures(missed=("utilization",)), figures(met=False, missed=("promise",))])

    def answered(workspace: Workspace, ask: Ask, means: Means) -> WhatIf:
        tried = Tried(ask.scenarios[0], next(outcomes))
        return WhatIf(workspace, 1, (Tried(BASE, figures(missed=("promise",))), tried))

    monkeypatch.setattr(asking, "what_if", answered)
    assert [staffing("whatif", desk, "--set", "volume=2", *SERIAL).code for _ in range(3)] == [0, 3, 3]


def test_what_was_worked_until_ctrl_c_is_written(
    staffing: Command, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered(workspace: Workspace, ask: Ask, means: Means) -> WhatIf:
        tried = Tried(ask.scenarios[0], failure="interrupted before it was worked")
        return WhatIf(workspace, 1, (Tried(BASE, figures()), tried), interrupted=True)

    monkeypatch.setattr(asking, "what_if", answered)
    told = staffing("whatif", desk, "--set", "volume=2", *SERIAL)
    assert (told.code, "what was worked until then is written" in told.err) == (130, True)
    record = json.loads((desk / "runs" / "2026-03-02-whatif" / "whatif.json").read_text(encoding="utf-8"))
    assert record["interrupted"] is True
