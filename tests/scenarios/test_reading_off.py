"""What is read off scenarios: the frontier, prices of targets, and which scenario is best."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.documents.scenario import Scenario
from staffing.documents.team import Targets, UtilizationBand
from staffing.errors import InputError
from staffing.read.workspace import read_workspace
from staffing.scenarios.ask import best
from staffing.scenarios.figures import Figures, Screen, Tried
from staffing.scenarios.frontier import frontier_of, head_scenarios
from staffing.scenarios.prices import KEYS, price_scenarios, prices_of
from tests.reports.small_desk import AGENTS, TEAM, write_small_desk
from tests.scenarios.made import figures

PART_TIME = TEAM.replace(
    "cost_per_hour: 20}\n",
    "cost_per_hour: 20}\n  - {id: part_time, minutes_per_week: 1350, days_per_week: 3, shifts: [early, late], "
    "cost_per_hour: 20}\n",
)


def tried(name: str, found: Figures | None = None, **changes: object) -> Tried:
    return Tried(Scenario(name=name), figures(**changes) if found is None else found)


def test_a_headcount_is_made_with_people_of_one_contract_and_the_present_one_is_the_base(
    tmp_path: Path,
) -> None:
    folder = write_small_desk(tmp_path / "w", team=PART_TIME, agents=AGENTS + "dora,,part_time,agent\n")
    workspace = read_workspace(folder)
    made = head_scenarios(workspace, (1, 3, 4, 6), "full_time")
    assert [one.set for one in made] == [
        (("agents.full_time", "0"),),
        (("agents.full_time", "2"),),
        (),
        (("agents.full_time", "5"),),
    ]
    with pytest.raises(InputError, match=r"--headcount 2 is too few: 3 people have other contracts than part_time"):
        head_scenarios(workspace, (2, 3), "part_time")


def test_no_headcount_is_none(tmp_path: Path) -> None:
    workspace = read_workspace(write_small_desk(tmp_path / "w"))
    with pytest.raises(InputError, match=r"--headcount 0 is too few: somebody has to be planned; begin with 1"):
        head_scenarios(workspace, (0, 1), "full_time")


def test_the_frontier_names_the_smallest_headcount_for_each_and_for_both() -> None:
    found = frontier_of(
        "full_time",
        (4, 5, 6, 7),
        (
            tried("4", met=False, missed=("promise",)),
            tried("5", missed=("occupancy",)),
            tried("6", missed=("utilization",)),
            Tried(Scenario(name="7"), failure="no roster"),
        ),
    )
    assert (found.promise, found.band, found.both) == (5, 4, 5)
    none = frontier_of("full_time", (4, 6), (tried("4", met=False), tried("6", missed=("utilization",))))
    assert (none.promise, none.band, none.both) == (6, 4, None)


def test_prices_ask_the_targets_next_to_those_of_the_team_as_far_as_there_are_any() -> None:
    targets = Targets(rate_24h=1.0, confidence=0.9, utilization=UtilizationBand(min=0.0, max=0.75))
    asked = {key: value for one in price_scenarios(targets, 0.01) for key, value in one.set}
    names = [one.name for one in price_scenarios(targets, 0.01)]
    assert names == [
        "targets.rate_24h = 0.99",
        "targets.confidence = 0.91",
        "targets.confidence = 0.89",
        "targets.day_floor = 0.81",
        "targets.day_floor = 0.79",
        "targets.occupancy_max = 0.84",
        "targets.occupancy_max = 0.86",
        "targets.utilization.min = 0.01",
        "targets.utilization.max = 0.74",
        "targets.utilization.max = 0.76",
    ]
    assert set(asked) == set(KEYS)
    prices = prices_of(targets, 0.01, {name: tried(name) for name in names})
    assert [(price.tighter is None, price.easier is None) for price in prices] == [
        (True, False),
        (False, False),
        (False, False),
        (False, False),
        (False, True),
        (False, False),
    ]
    edge = prices[-1]
    assert (edge.before, edge.tighter and edge.tighter.name) == (0.75, "targets.utilization.max = 0.74")


def test_best_are_those_that_keep_the_promise_the_cheapest_first_then_the_likeliest() -> None:
    def glance(name: str, probability: float, cost: float) -> Tried:
        return Tried(Scenario(name=name), screen=Screen(0.9, probability, 0.9, 5, cost / 10, cost))

    asked = [
        glance("unlikely", 0.5, 10),
        glance("dear", 1.0, 30),
        glance("cheap", 0.9, 20),
        glance("as cheap", 0.95, 20),
        glance("nearly", 0.89, 5),
        Tried(Scenario(name="failed"), failure="it fails"),
    ]
    assert [one.name for one in best(asked, 10)] == ["cheap", "as cheap", "dear", "nearly", "unlikely"]
    assert [one.name for one in best(asked, 2)] == ["cheap", "as cheap"]
