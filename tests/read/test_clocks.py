# ruff: noqa: E501 (the sentences are told as they are printed)
"""Clocks of queues: which hours they count, and how long that can take."""

from __future__ import annotations

import pytest

from staffing.documents.sites import OpenHours
from staffing.read.queue_checks import longest_wait

from .conftest import Desk

OLD = "target_hours: 24, handle_minutes: {mean: 22}"
WORKDAYS = 'open_hours: {daily: "09:00-17:00", saturday: closed, sunday: closed}'


def clock(desk: Desk, keys: str) -> Desk:
    return desk.edit("team.yaml", OLD, f"{keys}, handle_minutes: {{mean: 22}}")


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("clock: office", '20 queues.listings.clock is "office"; it must be one of calendar, business'),
        (WORKDAYS, "20 queues.listings.open_hours has no effect on a calendar clock; it applies to clock: business only, so write that or leave it out"),
        ("clock: business, open_hours: {daily: closed}", "20 queues.listings.clock is business, but queues.listings.open_hours at 7:37 is closed all week; open a day or write calendar"),
        (
            'clock: business, open_hours: {daily: "09:00-17:00", min_on_queue: 2}',
            "72 queues.listings.open_hours.min_on_queue is 2; people on queue are set in open_hours of the team or of a site, so leave it out here",
        ),
    ],
)  # fmt: skip
def test_a_fault_of_a_clock_is_one_sentence(desk: Desk, keys: str, sentence: str) -> None:
    assert clock(desk, keys).fault() == f"team.yaml:7:{sentence}"


def test_hours_of_the_team_that_never_open_leave_a_business_clock_standing(desk: Desk) -> None:
    clock(desk, "clock: business").edit("team.yaml", '{daily: "06:00-23:00", min_on_queue: 1}', "{daily: closed}")
    said = "queues.listings.clock is business, but open_hours at 4:1 is closed all week; open a day or write calendar"
    assert desk.fault() == f"team.yaml:7:20 {said}"


def test_hours_of_the_site_that_never_open_leave_a_business_clock_standing(desk: Desk) -> None:
    clock(desk, "clock: business").edit("team.yaml", "country: ID", "open_hours: {daily: closed}")
    assert "but sites.jakarta.open_hours at 2:43 is closed all week" in desk.fault()


@pytest.mark.parametrize(
    "keys", ["clock: business", f"clock: business, {WORKDAYS}, target_hours: 8, site: jakarta", "rate_24h: 0.95"]
)
def test_a_clock_of_its_own_is_read(desk: Desk, keys: str) -> None:
    assert clock(desk, keys).read().team.queues[1].id == "listings"


def test_a_maximum_age_that_a_business_clock_can_pass_is_told(desk: Desk) -> None:
    clock(desk, f"clock: business, {WORKDAYS}")
    assert desk.fault() == (
        "team.yaml:11:3 targets.maximum_age_hours is 72, but 24 open hours of the queue listings can take 120 hours of the "
        "calendar; maximum_age_hours must be at least that, or the target shorter"
    )
    assert (
        desk.edit("team.yaml", "maximum_age_hours: 72", "maximum_age_hours: 120").read().team.targets.maximum_age_hours
        == 120
    )


def test_a_maximum_age_by_default_is_told_at_the_queue(desk: Desk) -> None:
    clock(desk, f"target_hours: 24, clock: business, {WORKDAYS}").edit("team.yaml", "  maximum_age_hours: 72\n", "")
    assert desk.fault() == (
        "team.yaml:7:20 queues.listings.target_hours is 24, but 24 open hours of the queue listings can take 120 hours of the "
        "calendar; maximum_age_hours (72 by default) must be at least that, or the target shorter"
    )


@pytest.mark.parametrize(
    ("hours", "target", "wait"),
    [
        ({}, 24, 24),
        ({"daily": "06:00-23:00"}, 17, 24),
        ({"daily": "06:00-23:00"}, 18, 32),
        ({"daily": "18:00-30:00"}, 12, 24),
        ({"daily": "closed", "monday": "09:00-10:00"}, 2, 336),
        ({"daily": "closed", "monday": "09:00-10:00"}, 1, 168),
        ({"daily": "09:00-17:00", "saturday": "closed", "sunday": "closed"}, 2, 66),
    ],
)
def test_the_longest_wait_runs_over_the_longest_closure(hours: dict[str, str], target: int, wait: int) -> None:
    assert longest_wait(OpenHours.model_validate(hours), target) == wait


def test_what_never_opens_has_no_longest_wait() -> None:
    assert longest_wait(OpenHours(daily="closed"), 24) is None
