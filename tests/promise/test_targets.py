"""Which targets a simulated roster misses: each from both sides of its edge, and none because of another."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.documents.team import Targets
from staffing.promise.targets import NAMES, missed, tenths
from staffing.simulate.service import Service

TARGETS = Targets.model_validate(
    {"day_floor": 0.5, "maximum_age_hours": 96, "occupancy_max": 0.85, "utilization": {"min": 0.5, "max": 0.7}}
)
GOOD: dict[str, Any] = {
    "met": True,
    "worst_day": (2, 0.5),
    "oldest_hours_p95": 96.0,
    "occupancy": 0.85,
    "team_utilization": 0.6,
}
BAD: dict[str, Any] = {
    "met": False,
    "worst_day": (2, 0.4),
    "oldest_hours_p95": 97.0,
    "occupancy": 0.9,
    "team_utilization": 0.8,
}


def service(**given: Any) -> Service:
    """What is judged of a service: the figures that meet every target at its edge, but for those given."""
    return cast(Service, SimpleNamespace(**{**GOOD, **given}))


def test_at_its_edge_every_target_is_met() -> None:
    assert missed(service(), TARGETS) == ()


@pytest.mark.parametrize(
    ("name", "met", "out"),
    [
        ("promise", {"met": True}, {"met": False}),
        ("day_floor", {"worst_day": (0, 0.5)}, {"worst_day": (0, 0.4999)}),
        ("maximum_age", {"oldest_hours_p95": 96.0}, {"oldest_hours_p95": 96.01}),
        ("occupancy", {"occupancy": 0.8504}, {"occupancy": 0.8506}),
        ("utilization", {"team_utilization": 0.4996}, {"team_utilization": 0.4994}),
        ("utilization", {"team_utilization": 0.7004}, {"team_utilization": 0.7006}),
    ],
)
def test_a_target_is_missed_beyond_its_edge_and_no_other_with_it(
    name: str, met: dict[str, Any], out: dict[str, Any]
) -> None:
    assert missed(service(**met), TARGETS) == ()
    assert missed(service(**out), TARGETS) == (name,)


def test_all_that_are_missed_are_named_in_order() -> None:
    assert missed(service(**BAD), TARGETS) == NAMES
    assert missed(service(**dict(reversed(BAD.items()))), TARGETS) == NAMES


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    met=st.booleans(),
    worst=st.floats(0, 1),
    oldest=st.floats(0, 200),
    occupancy=st.floats(0, 1),
    utilization=st.floats(0, 1),
)
def test_the_verdicts_are_those_of_the_figures_as_they_are_printed(
    met: bool, worst: float, oldest: float, occupancy: float, utilization: float
) -> None:
    found = missed(
        service(
            met=met,
            worst_day=(1, worst),
            oldest_hours_p95=oldest,
            occupancy=occupancy,
            team_utilization=utilization,
        ),
        TARGETS,
    )
    wanted = {
        "promise": met,
        "day_floor": worst >= 0.5,
        "maximum_age": oldest <= 96,
        "occupancy": round(1000 * occupancy) <= 850,
        "utilization": 500 <= round(1000 * utilization) <= 700,
    }
    assert found == tuple(name for name, good in wanted.items() if not good)


def test_a_share_counts_in_tenths_of_a_point() -> None:
    assert [tenths(share) for share in (0.0, 0.85, 0.8504, 0.8506, 1.0)] == [0, 850, 850, 851, 1000]
