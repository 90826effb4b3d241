"""All checks together: their order, what fatal means, and silence where all is well."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from staffing.explain import findings
from staffing.outlook import look_ahead
from staffing.problem import OFF
from staffing.read.workspace import read_workspace
from staffing.rules import Rule
from staffing.rules.agent.guaranteed_minutes import GuaranteedMinutes
from staffing.rules.agent.leave import LeaveDays
from staffing.rules.agent.min_rest import MinRest
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.min_on_queue import MinOnQueue
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.rules.team.utilization_band import UtilizationBand
from tests.explain.worlds import away, one, scattered, two
from tests.rules.worlds import every_roster, tiny_cover, tiny_demand

GUARANTEED = GuaranteedMinutes(weight="hard")
ON_QUEUE = MinOnQueue(weight="hard")
CONFIGS = Path(__file__).resolve().parents[2] / "configs"
SERVICE: tuple[Rule, ...] = (ResolutionRate(), DayFloor(), OccupancyCap(), UtilizationBand(min=0.25, max=0.9))


def test_all_findings_come_in_the_order_of_the_checks() -> None:
    problem = two(
        pins=np.array([[1, 0, OFF], [OFF] * 3]),
        minutes_guaranteed=np.array([[0], [2000]]),
        cover=tiny_cover(1, 3),
        demand=tiny_demand(3, [2000] * 9),
    )
    kinds = [finding.check for finding in findings(problem, (MinRest(), GUARANTEED, ON_QUEUE, OccupancyCap()))]
    assert kinds == ["pins", "contract", "cover", "cover", "supply"]


def test_a_fatal_finding_means_that_every_roster_breaks_a_hard_rule() -> None:
    problem = one(minutes_guaranteed=np.array([[961]]), on_leave=away(1, (0, 2)), minutes_due=np.array([[1440]]))
    rules: tuple[Rule, ...] = (LeaveDays(), GUARANTEED)
    assert any(finding.fatal for finding in findings(problem, rules))
    for roster in every_roster(1, 3):
        assert any(violation for rule in rules for violation in rule.violations(problem, roster))


def test_a_problem_without_trouble_has_no_findings() -> None:
    rules: tuple[Rule, ...] = (MinRest(), GUARANTEED, ON_QUEUE, OccupancyCap())
    assert findings(two(cover=tiny_cover(3, 1)), rules) == ()


def test_chance_is_told_only_where_the_uncertainty_is_known() -> None:
    problem = one(demand=tiny_demand(3, [400] * 9))
    rules = (ResolutionRate(),)
    assert findings(problem, rules) == findings(problem, rules, confidence=0.99)
    without, known = findings(problem, rules), findings(problem, rules, scattered(problem, 10.0))
    assert known[: len(without)] == without
    assert [finding.check for finding in known[len(without) :]] == ["promise"]


def test_chance_is_never_fatal() -> None:
    problem = one(demand=tiny_demand(3, [400] * 9))
    found = findings(problem, SERVICE, scattered(problem, 50.0))
    assert {"promise", "supply"} <= {finding.check for finding in found}
    assert not any(finding.fatal for finding in found)


def test_a_problem_without_trouble_has_no_findings_of_chance_either() -> None:
    problem = two()
    assert findings(problem, SERVICE, scattered(problem, 20.0)) == ()


@pytest.mark.parametrize("name", ["seller-escalations", "incident-desk"])
def test_the_example_workspaces_have_nothing_against_them(name: str) -> None:
    assert look_ahead(read_workspace(CONFIGS / name)).findings == ()
