"""A published week that has to change: what is kept, what each change costs, and who may be asked on a free day."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from staffing.engines.direct import Limits, solve
from staffing.explain.people import pins_against_rules
from staffing.problem import OFF, Problem
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.agent.leave import LeaveDays
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.agent.pins import Pins
from staffing.rules.agent.published_changes import PublishedChanges
from staffing.rules.agent.published_days_off import PublishedDaysOff
from staffing.rules.published import told_off
from staffing.rules.team.min_on_queue import MinOnQueue
from tests.rules.cases.worlds import flags
from tests.rules.worlds import tiny_cover, tiny_world

LIMITS = Limits(work=5.0, seconds=30.0, seed=1)


def published(**changes: object) -> Problem:
    """M is published for one of two people every day: the first, the first, and the second."""
    pins = np.array([[0, 0, OFF], [OFF, OFF, 0]])
    return tiny_world(2, 3, **{"pins": pins, "cover": tiny_cover(3, 1)[::2], **changes})


def ill(problem: Problem) -> Problem:
    """The first is away on the second day."""
    return replace(problem, on_leave=~flags((2, 3), (0, 1)))


@pytest.mark.parametrize(
    ("more", "steps_in", "price"),
    [
        ((), True, 200),  # the shift goes to whoever is free that day
        ((PublishedChanges(),), True, 200 + 2 * 50),
        ((PublishedDaysOff(),), False, 200 + 4800),  # ten points a minute of an open shift
    ],
    ids=["pins alone", "with a price of changes", "with days off that stay"],
)
def test_a_repair_costs_what_it_changes(more: tuple[Rule, ...], steps_in: bool, price: int) -> None:
    rules = [OneShiftADay(), LeaveDays(), Pins(weight=200), MinOnQueue(), *more]
    result = solve(ill(published()), rules, LIMITS)
    assert result.objective == price
    assert result.roster is not None
    assert bool(result.roster.work[1, 1, 0]) == steps_in


def test_what_is_published_and_kept_costs_nothing() -> None:
    roster = Roster.of(published().pins, 2)
    for rule in (Pins(), PublishedChanges(), PublishedDaysOff()):
        assert not list(rule.violations(published(), roster))


def test_a_week_in_which_nothing_is_published_has_no_day_off_yet() -> None:
    problem = published(
        week=np.array([0, 0, 1]),
        pins=np.array([[0, OFF, OFF], [OFF, OFF, OFF]]),
        days_due=np.full((2, 2), 3),
        minutes_due=np.full((2, 2), 1440),
        minutes_guaranteed=np.zeros((2, 2), dtype=np.int64),
    )
    assert told_off(problem).tolist() == [[False, True, False], [True, True, False]]


def test_leave_and_days_before_the_first_were_not_told_as_off() -> None:
    problem = published(on_leave=~flags((2, 3), (1, 0)), employed=flags((2, 3), (1, 1)))
    assert told_off(problem).tolist() == [[False, False, True], [False, False, False]]


def test_a_changed_shift_and_an_added_one_are_told_with_person_and_day() -> None:
    found = list(PublishedChanges().violations(published(), Roster.parse("MN-\nN-M", "MN")))
    assert [(one.agent, one.day, one.note) for one in found] == [
        (0, 1, "M was published and is changed"),
        (1, 0, "N on a day published as off"),
    ]


def test_pins_that_may_be_changed_at_a_price_do_not_stand_in_the_way() -> None:
    problem = ill(published())
    (finding,) = pins_against_rules(problem, [LeaveDays(), Pins()])
    assert finding.fatal
    assert not list(pins_against_rules(problem, [LeaveDays(), Pins(weight=200)]))
