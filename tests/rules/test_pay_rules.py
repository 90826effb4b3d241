"""Money in the rules: what equal wages change (nothing), what unequal ones do, and where overtime begins."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from staffing.engines.direct.translate import translate
from staffing.problem import OvertimeBracket, Problem
from staffing.roster import Roster
from staffing.rules.agent.contract_days import ContractDays
from staffing.rules.agent.contract_minutes import ContractMinutes
from staffing.rules.agent.premium_pay import PremiumPay
from staffing.rules.model import Model
from staffing.rules.team.paid_hours import PaidHours
from tests.rules.worlds import tiny_world

NIGHTS: dict[str, Any] = {"premium_names": ("night",), "premium": np.full((1, 3, 2), 480 * 30)}


def paid(problem: Problem, text: str) -> list[tuple[int, int]]:
    return [(breach.agent, breach.amount) for breach in PaidHours().violations(problem, Roster.parse(text, "MN"))]


def extras(problem: Problem, text: str) -> list[tuple[int, int, int, str]]:
    found = PremiumPay().violations(problem, Roster.parse(text, "MN"))
    return [(breach.agent, breach.day, breach.amount, breach.note) for breach in found]


@pytest.mark.parametrize("wage", [0, 1, 1850, 2_500_000])
def test_where_all_wages_are_alike_an_hour_has_the_price_and_the_bounds_it_always_had(wage: int) -> None:
    problem = tiny_world(2, 3, wage=np.full(2, wage))
    assert paid(problem, "MMM\nMM-") == [(0, 480)]
    bounds = list(PaidHours().bounds(Model(problem)))
    assert [(bound.high, bound.step, bound.amount, bound.low) for bound in bounds] == [(960, 1, 1, None)] * 2
    assert all(np.array_equal(bound.coefficients, np.full(6, 480)) for bound in bounds)


def test_an_hour_of_someone_paid_twice_as_much_has_twice_the_price() -> None:
    problem = tiny_world(2, 3, wage=np.array([1000, 2000]))  # 0.7 and 1.3 of the mean
    assert paid(problem, "MMM\nMMM") == [(0, 336), (1, 624)]


def test_an_hour_without_a_wage_is_not_free() -> None:
    assert paid(tiny_world(2, 3, wage=np.array([0, 2000])), "MMM\nMMM") == [(0, 48), (1, 960)]


def test_without_premiums_nothing_is_asked() -> None:
    problem = tiny_world(2, 3, wage=np.array([1000, 2000]))
    assert not list(PremiumPay().bounds(Model(problem)))
    assert not translate(problem, [PremiumPay()]).priced
    assert not extras(problem, "MMM\nNNN")


def test_a_premium_counts_in_minutes_of_the_mean_wage() -> None:
    assert extras(tiny_world(2, 3, **NIGHTS), "M--\n-N-") == [(0, 0, 144, "night pay"), (1, 1, 144, "night pay")]
    apart = tiny_world(2, 3, **NIGHTS, wage=np.array([1000, 3000]))
    assert [amount for _, _, amount, _ in extras(apart, "M--\n-N-")] == [72, 216]


def test_the_kinds_of_a_day_are_named() -> None:
    both = {"premium_names": ("night", "weekend"), "premium": np.full((2, 3, 2), 4800)}
    assert extras(tiny_world(1, 3, **both), "--M") == [(0, 2, 96, "night and weekend pay")]


def test_overtime_pay_rises_by_bracket() -> None:
    pay = ((OvertimeBracket(0, 50), OvertimeBracket(60, 100)),)
    problem = tiny_world(1, 3, minutes_due=np.array([[960]]), overtime_pay=pay)
    assert extras(problem, "MM-") == []
    assert extras(problem, "MMM") == [
        (0, 0, 240, "overtime pay: 50% more"),
        (0, 0, 210, "overtime pay: 50% more after 1 h"),
    ]


def test_an_agent_has_the_overtime_pay_of_the_own_site() -> None:
    sites = {"site_names": ("a", "b"), "agent_site": np.array([0, 1]), "shift_site": np.array([0, 1])}
    pay = ((), (OvertimeBracket(0, 100),))
    problem = tiny_world(2, 3, minutes_due=np.full((2, 1), 960), overtime_pay=pay, **sites)
    assert extras(problem, "MMM\nNNN") == [(1, 0, 480, "overtime pay: 100% more")]
    assert [bound.agent for bound in PremiumPay().bounds(Model(problem))] == [1]


def test_overtime_raises_the_most_an_agent_may_work() -> None:
    some = {"overtime_minutes": np.array([[400]]), "overtime_days": np.array([[1]])}
    roster = Roster.parse("MMMMM", "MN")
    (minutes,) = ContractMinutes().violations(tiny_world(1, 5, **some), roster)
    assert (minutes.amount, minutes.note) == (560, "2400 paid minutes; 1440 are due, 400 more may be overtime")
    (days,) = ContractDays().violations(tiny_world(1, 5, **some), roster)
    assert (days.amount, days.note) == (1, "5 days worked; 3 are due, 1 more may be overtime")
    (without,) = ContractMinutes().violations(tiny_world(1, 5), roster)
    assert (without.amount, without.note) == (960, "2400 paid minutes; 1440 are due")
