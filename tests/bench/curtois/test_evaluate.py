"""The judge finds what a roster breaks, nothing that it keeps, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest

from staffing.bench.curtois.evaluate import broken, objective
from staffing.bench.curtois.instance import CoverNeed, ShiftRequest
from tests.bench.curtois.made import line, member, world

KEPT: dict[str, tuple[dict[str, Any], str]] = {
    "no limit": ({}, "EENNNNNNNNNNNN"),
    "another succession": ({}, "ENN-E"),
    "as many of a shift": ({"most_of": (("E", 2), ("N", 0))}, "EE---"),
    "as many minutes": ({"most_minutes": 1080}, "E-N--"),
    "as few minutes": ({"least_minutes": 1080}, "E-N--"),
    "as many in a row": ({"most_in_a_row": 3}, "EEE-EEE"),
    "short run on the first day": ({"least_in_a_row": 3}, "E--EEE-"),
    "short run on the last day": ({"least_in_a_row": 3}, "-EEE-EE"),
    "short run of the whole": ({"least_in_a_row": 3}, "EE"),
    "short time off on the first day": ({"least_off_in_a_row": 2}, "-EE--E"),
    "short time off on the last day": ({"least_off_in_a_row": 2}, "E--EE-"),
    "never at work": ({"least_in_a_row": 3, "least_off_in_a_row": 3}, "--"),
    "one weekend of two days": ({"most_weekends": 1}, "-----EE-----"),
    "a Friday and a Monday": ({"most_weekends": 0}, "----E--E"),
    "one weekend cut by the horizon": ({"most_weekends": 1}, "------E-----"),
}
BROKEN: dict[str, tuple[dict[str, Any], str, str]] = {
    "succession": ({}, "-NE--", "works E on day 2, the day after N"),
    "succession of the last days": ({}, "---NE", "works E on day 4, the day after N"),
    "too many of a shift": ({"most_of": (("E", 2), ("N", 0))}, "EEE--", "works E 3 times; at most 2"),
    "a shift at all": ({"most_of": (("E", 2), ("N", 0))}, "----N", "works N 1 times; at most 0"),
    "too many minutes": ({"most_minutes": 1079}, "E-N--", "works 1080 minutes; at most 1079"),
    "too few minutes": ({"least_minutes": 1081}, "E-N--", "works 1080 minutes; at least 1081"),
    "too many in a row": ({"most_in_a_row": 3}, "EEEE-", "works 4 days in a row from day 0 on; at most 3"),
    "too many at the end": ({"most_in_a_row": 3}, "-EEEE", "works 4 days in a row from day 1 on; at most 3"),
    "short run": ({"least_in_a_row": 3}, "-EE-", "works 2 days in a row from day 1 on; at least 3"),
    "short time off": ({"least_off_in_a_row": 2}, "E-E", "is off 1 days in a row from day 1 on; at least 2"),
    "two weekends": ({"most_weekends": 1}, "------E-----E-", "works 2 weekends; at most 1"),
    "second weekend cut by the horizon": ({"most_weekends": 1}, "-----E------E", "works 2 weekends; at most 1"),
    "a weekend of which only Saturday is there": ({"most_weekends": 0}, "-----E", "works 1 weekends; at most 0"),
}  # fmt: skip


@pytest.mark.parametrize(("limits", "text"), KEPT.values(), ids=KEPT)
def test_a_roster_that_keeps_the_rules_breaks_none(limits: dict[str, Any], text: str) -> None:
    assert broken(world([member(**limits)], len(text)), {"Ana": line(text)}) == []


@pytest.mark.parametrize(("limits", "text", "said"), BROKEN.values(), ids=BROKEN)
def test_the_rule_that_is_broken_is_told(limits: dict[str, Any], text: str, said: str) -> None:
    assert broken(world([member(**limits)], len(text)), {"Ana": line(text)}) == [f"Ana {said}"]


def test_a_day_off_is_free_and_counts_as_a_day_off_like_any_other() -> None:
    ana = member(least_in_a_row=2, least_off_in_a_row=2)
    off = world([ana], 5, days_off=(("Ana", 2),))
    assert broken(off, {"Ana": line("EE--E")}) == []
    assert broken(off, {"Ana": line("-EE--")}) == ["Ana works on day 2, a day off"]
    assert broken(off, {"Ana": line("-E---")}) == ["Ana works 1 days in a row from day 1 on; at least 2"]
    assert broken(off, {"Ana": line("EE-EE")}) == ["Ana is off 1 days in a row from day 2 on; at least 2"]


def test_limits_and_days_off_are_of_one_person_only() -> None:
    pair = world([member(), member("Ben", most_minutes=480)], 2, days_off=(("Ben", 0),))
    assert broken(pair, {"Ana": line("EE"), "Ben": line("-E")}) == []
    assert broken(pair, {"Ana": line("-E"), "Ben": line("EE")}) == [
        "Ben works 960 minutes; at most 480",
        "Ben works on day 0, a day off",
    ]


def test_what_is_no_roster_of_the_instance_is_told_first() -> None:
    pair = world([member(), member("Ben")], 2)
    assert broken(pair, {"Ana": ["E", "X"], "Cy": ["E"]}) == [
        "Ben has no line of work",
        "Cy is nobody of the instance",
        "Ana works 'X' on day 1, which is no shift",
        "Cy has 1 days; the horizon has 2",
    ]


@pytest.mark.parametrize(
    ("text", "price"), [("--", 5), ("E-", 0), ("N-", 5), ("-E", 12), ("EE", 7), ("EN", 0)], ids=str
)
def test_a_request_that_is_refused_costs_its_weight(text: str, price: int) -> None:
    wants = world(
        [member()], 2, on_requests=(ShiftRequest("Ana", 0, "E", 5),), off_requests=(ShiftRequest("Ana", 1, "E", 7),)
    )
    assert objective(wants, {"Ana": line(text)}) == price


@pytest.mark.parametrize(("lines", "price"), [("---", 20), ("E--", 10), ("EE-", 0), ("EEE", 3), ("NNN", 20)])
def test_people_too_few_and_too_many_cost_each_their_weight(lines: str, price: int) -> None:
    trio = world([member(name) for name in "abc"], 1, cover=(CoverNeed(0, "E", 2, 10, 3),))
    assert objective(trio, {name: line(text) for name, text in zip("abc", lines, strict=True)}) == price


def test_what_is_not_asked_for_costs_nothing() -> None:
    pair = world([member(), member("Ben")], 3, cover=(CoverNeed(2, "N", 0, 9, 4),))
    assert objective(pair, {"Ana": line("EEN"), "Ben": line("NN-")}) == 4
    assert objective(pair, {"Ana": line("EE-"), "Ben": line("NN-")}) == 0
