"""The keys of a scenario, told apart, and what contradicts itself among them."""

from __future__ import annotations

from typing import Any

import pytest

from staffing.documents.scenario import NOTHING_ASSUMED, Assumed, Change, Scenario
from staffing.documents.team import Team
from staffing.errors import InputError
from staffing.scenarios.differences import Differences, differences_of
from tests.build.desks import team_of

QUEUES = [{"id": name, "handle_minutes": {"mean": 10}} for name in ("billing", "refunds", "late.claims")]


def team(**changes: Any) -> Team:
    contracts = [
        {"id": name, "minutes_per_week": 2400, "days_per_week": 5, "shifts": ["early"]}
        for name in ("full_time", "half.time")
    ]
    return team_of(queues=QUEUES, contracts=contracts, **changes)


def found(*pairs: tuple[str, str]) -> Differences:
    return differences_of(Scenario(name="busier", set=pairs), team(), "full_time")


def refusal(*pairs: tuple[str, str]) -> str:
    with pytest.raises(InputError) as caught:
        found(*pairs)
    return str(caught.value)


def test_no_differences_change_nothing() -> None:
    assert found() == Differences((), NOTHING_ASSUMED, False, "", {}, {}, ())


def test_every_kind_of_key_finds_its_place() -> None:
    given = found(
        ("agents", "+2"),
        ("agents.half.time", "3"),
        ("volume", "x1.2"),
        ("queues.billing.handle_minutes", "+10%"),
        ("queues.late.claims.handle_minutes.cv", "0.5"),
        ("leave", "off"),
        ("overtime.consent", "none"),
        ("event.date", "2026-11-27"),
        ("event.uplift", "2.5"),
        ("borrow.people", "3"),
        ("borrow.start", "2026-11-26"),
        ("borrow.days", "4"),
        ("targets.rate_24h", " 95% "),
        ("overtime.max_minutes_per_week", "480"),
        ("queues.late.claims.target_hours", "48"),
    )
    assert given.heads == (("full_time", Change("add", 2)), ("half.time", Change("set", 3)))
    assert given.assumed == Assumed(
        volume=(("billing", 1.2), ("refunds", 1.2), ("late.claims", 1.2)),
        handle=(("billing", "mean", Change("times", 1.1)), ("late.claims", "cv", Change("set", 0.5))),
    )
    assert (given.leave_off, given.consent) == (True, "none")
    assert given.event == {"date": "2026-11-27", "uplift": "2.5"}
    assert given.borrow == {"people": "3", "start": "2026-11-26", "days": "4"}
    assert given.team == (
        ("targets.rate_24h", "95%"),
        ("overtime.max_minutes_per_week", "480"),
        ("queues.late.claims.target_hours", "48"),
    )


@pytest.mark.parametrize(
    ("written", "factor"), [("1.2", 1.2), ("x1.2", 1.2), ("+20%", 1.2), ("-20%", 0.8), ("120%", 1.2), ("+0.2", 1.2)]
)
def test_volume_is_a_factor_however_it_is_written(written: str, factor: float) -> None:
    ((queue, found_factor),) = found(("queues.refunds.volume", written)).assumed.volume
    assert (queue, round(found_factor, 12)) == ("refunds", factor)


def test_mean_and_cv_of_a_handle_time_may_both_differ() -> None:
    given = found(("queues.refunds.handle_minutes", "12"), ("queues.refunds.handle_minutes.cv", "x2"))
    assert given.assumed.handle == (("refunds", "mean", Change("set", 12)), ("refunds", "cv", Change("times", 2)))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("agnts", 'is not a known key; nearest is "agents"'),
        ("volum", 'is not a known key; nearest is "volume"'),
        ("target.rate_24h", 'is not a known key; nearest is "targets"'),
        ("search.seed", "is not a known key; allowed are "),
        ("team", "is not a known key; "),
        ("tickets.file", "is not a known key; "),
        ("history.max_rejected", "is not a known key; "),
        ("targets", "is all of targets; name what is to differ in it, as in targets.NAME"),
        ("overtime", "is all of overtime; name what is to differ in it, as in overtime.NAME"),
        ("leave.sari", "is not a known key; write leave"),
        ("volume.billing", "is not a known key; write volume"),
        ("agents.full_tme", 'names no contract of team.yaml; nearest is "full_time"'),
        ("agents.early", "names no contract of team.yaml; allowed are full_time, half.time"),
        ("queues.biling.volume", 'names no queue of team.yaml; nearest is "billing"'),
        ("queues.late.volume", "names no queue of team.yaml; "),
        ("queues.biling.handle_minutes.mean", 'names no queue of team.yaml; nearest is "billing"'),
        ("queues.billing.handle_minutes.men", 'is not a known key; nearest is "mean"'),
        ("event", "has parts; give event.date"),
        ("borrow", "has parts; give borrow.people, borrow.start, borrow.days"),
        ("event.dat", 'is not a known key; nearest is "date"'),
        ("event.kind", "is not a known key; allowed are date, name, uplift, queue, lead_days, lag_days"),
        ("borrow.persons", "is not a known key; allowed are people, start, days"),
    ],
)
def test_an_unknown_key_gives_the_nearest(key: str, said: str) -> None:
    assert refusal((key, "1")).startswith(f"scenario busier: {key} {said}")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("agents.half.time", "x2", 'is "x2"; write a whole number of people, or +1 or -1'),
        ("agents.half.time", "+10%", 'is "+10%"; write a whole number of people, or +1 or -1'),
        ("agents.half.time", "1.5", 'is "1.5"; write a whole number of people, or +1 or -1'),
        ("agents.half.time", "many", 'is "many"; write a whole number of people, or +1 or -1'),
        ("volume", "0", 'is "0"; write a factor above 0 and at most 100, such as 1.2, or +20%'),
        ("volume", "-100%", 'is "-100%"; write a factor above 0 and at most 100, such as 1.2, or +20%'),
        ("volume", "-2", 'is "-2"; write a factor above 0 and at most 100, such as 1.2, or +20%'),
        ("volume", "101", 'is "101"; write a factor above 0 and at most 100, such as 1.2, or +20%'),
        ("volume", "double", 'is "double"; write a factor above 0 and at most 100, such as 1.2, or +20%'),
        ("queues.billing.volume", "0", 'is "0"; write a factor above 0 and at most 100, such as 1.2, or +20%'),
        ("queues.billing.handle_minutes.cv", "wide", 'is "wide"; write a number, +2 or +10%'),
        ("leave", "on", 'is "on"; it must be "off"'),
        ("overtime.consent", "some", 'is "some"; it must be "all" or "none"'),
    ],
)
def test_a_value_that_a_key_does_not_take_is_told(key: str, value: str, said: str) -> None:
    assert refusal((key, value)) == f"scenario busier: {key} {said}"


def test_a_hundredfold_volume_is_still_one() -> None:
    assert found(("volume", "100")).assumed.volume[0] == ("billing", 100.0)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("volume", "volume"), "volume is given 2 times; give it once"),
        (("leave", "leave", "leave"), "leave is given 3 times; give it once"),
        (("agents", "agents.full_time"), "agents.full_time is given 2 times; give it once"),
        (("agents.full_time", "agents"), "agents.full_time is given 2 times; give it once"),
        (
            ("queues.billing.handle_minutes", "queues.billing.handle_minutes.mean"),
            "queues.billing.handle_minutes.mean is given 2 times; give it once",
        ),
        (
            ("targets.utilization", "targets.utilization.max"),
            "targets.utilization is given as a whole and targets.utilization.max within it; keep one of the two",
        ),
        (
            ("shifts.early.end", "shifts.early"),
            "shifts.early is given as a whole and shifts.early.end within it; keep one of the two",
        ),
        (
            ("volume", "queues.refunds.volume"),
            "volume is of all queues and queues.refunds.volume of one; keep one of the two",
        ),
        (
            ("queues.late.claims.volume", "volume"),
            "volume is of all queues and queues.late.claims.volume of one; keep one of the two",
        ),
    ],
)
def test_keys_that_contradict_each_other_are_told(keys: tuple[str, ...], said: str) -> None:
    assert refusal(*((key, "1") for key in keys)) == f"scenario busier: {said}"


def test_names_that_only_begin_alike_do_not_contradict_each_other() -> None:
    given = found(("targets.rate_24h", "1"), ("targets.rate", "1"), ("queues.billing.volume", "2"))
    assert [key for key, _ in given.team] == ["targets.rate_24h", "targets.rate"]
    assert given.assumed.volume == (("billing", 2.0),)


def test_people_of_another_contract_do_not_contradict_the_usual_one() -> None:
    assert [contract for contract, _ in found(("agents", "+1"), ("agents.half.time", "-1")).heads] == [
        "full_time",
        "half.time",
    ]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("event.uplift",), "event.date is missing; give it beside event.uplift"),
        (("event.name", "event.lag_days"), "event.date is missing; give it beside event.name"),
        (("borrow.days", "borrow.people"), "borrow.start is missing; give it beside borrow.days"),
        (("borrow.start", "borrow.days"), "borrow.people is missing; give it beside borrow.start"),
    ],
)
def test_parts_that_belong_together_are_all_needed(keys: tuple[str, ...], said: str) -> None:
    assert refusal(*((key, "1") for key in keys)) == f"scenario busier: {said}"
