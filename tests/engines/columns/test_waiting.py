"""The tie-break of the column engine: less work waits, the price stays nearly what it was."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.engines import columns, direct
from staffing.engines.columns import waiting as tie_break
from staffing.engines.columns.waiting import Found, LessWaiting, less_waiting
from staffing.engines.direct.hint import values_of
from staffing.engines.direct.ledger import exact_price
from staffing.engines.limits import Limits
from staffing.problem import OFF, Problem, Wish
from staffing.result import Status
from staffing.roster import Roster
from staffing.rules import Rule
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.agent.requests import Requests
from staffing.rules.model import Model
from staffing.rules.team.paid_hours import PaidHours
from staffing.rules.team.resolution_rate import ResolutionRate
from tests.rules.worlds import tiny_demand, tiny_world

LIMITS = Limits(work=1.0, seconds=60.0, seed=1)
RULES: list[Rule] = [OneShiftADay(), PaidHours(), ResolutionRate(weight=2, rate=0.5)]
GUARANTEED = np.full((3, 1), 960)


def waits(wish: int = 0) -> Problem:
    """Three people of two paid days each, and work that comes 08-16 and may wait for a day; who wants the first off."""
    demand = tiny_demand(3, [0, 300, 0, 0, 300, 0, 0, 300, 0])
    wishes = tuple(Wish(agent, 0, OFF, False, wish) for agent in range(3)) if wish else ()
    return tiny_world(3, 3, demand=demand, minutes_guaranteed=GUARANTEED, wishes=wishes)


def late_starter(problem: Problem) -> Found:
    """Everybody works the last two days: what comes on the first waits."""
    roster = Roster.of(np.array([[-1, 0, 0]] * 3), 2)
    price = exact_price(problem, RULES, roster, 1)
    assert price is not None
    return Found(roster, price, "")


def waiting(problem: Problem, roster: Roster) -> int:
    """Minutes of work that wait, summed over intervals."""
    model = Model(problem)
    flow = model.flow
    values = values_of(model, roster)
    return int(values[flow.backlog].sum() + values[flow.pool].sum())


def test_less_work_waits_at_the_price_of_before() -> None:
    problem = waits()
    before = late_starter(problem)
    after = less_waiting((problem, RULES), before, LIMITS, None)
    least = direct.solve(problem, RULES, LIMITS, start=after.roster)
    assert after.price[0] <= before.price[0]
    assert least.roster is not None
    assert waiting(problem, after.roster) == waiting(problem, least.roster) < waiting(problem, before.roster)


def test_a_wish_is_not_given_up_for_it() -> None:
    rules = [*RULES, Requests()]
    problem = waits(wish=tie_break.POINTS + 1)
    before = late_starter(problem)
    after = less_waiting((problem, rules), before, LIMITS, None)
    assert not after.roster.work[:, 0].any()
    assert after.price[0] <= before.price[0]


def test_what_costs_nearly_the_same_is_taken_and_what_costs_more_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = [*RULES, Requests(weight=1)]
    problem = waits(wish=1)
    before = late_starter(problem)
    monkeypatch.setattr(tie_break, "STAGES", ((1, 1, 0.5), (1, 2, 1.0)))  # a point is worth a minute
    after = less_waiting((problem, rules), before, LIMITS, None)
    assert before.price[0] < after.price[0] <= before.price[0] + tie_break.POINTS
    monkeypatch.setattr(tie_break, "POINTS", 0)
    monkeypatch.setattr(tie_break, "NEARLY", 0)
    assert less_waiting((problem, rules), before, LIMITS, None).roster is before.roster


def test_the_column_engine_ends_with_the_waiting_of_the_direct_engine() -> None:
    problem = waits()
    found, again = (columns.solve(problem, RULES, LIMITS) for _ in range(2))
    least = direct.solve(problem, RULES, LIMITS)
    assert found.roster is not None
    assert least.roster is not None
    assert again.roster is not None
    assert (found.status, found.objective) == (Status.OPTIMAL, least.objective)
    assert waiting(problem, found.roster) == waiting(problem, least.roster)
    assert (again.roster.text("MN"), again.ledger, again.limit_hit) == (found.roster.text("MN"), found.ledger, "")


def test_ctrl_c_during_the_tie_break_keeps_the_roster_of_the_least_price() -> None:
    def stop(phase: str, _price: int | None, _bound: int) -> None:
        if phase == "waiting":
            raise KeyboardInterrupt

    problem = waits()
    found = columns.solve(problem, RULES, LIMITS, stop)
    assert (found.limit_hit, found.objective) == ("interrupt", columns.solve(problem, RULES, LIMITS).objective)


def test_nobody_is_told_of_the_rule_that_no_work_waits() -> None:
    problem = waits()
    assert list(LessWaiting().violations(problem, late_starter(problem).roster)) == []
