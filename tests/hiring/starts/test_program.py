"""The hiring program against all plans there are, and what any plan must keep."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from staffing.hiring.starts import solve
from staffing.hiring.starts.evaluate import evaluate
from staffing.hiring.starts.highs import whole
from staffing.hiring.starts.limits import allowed
from staffing.hiring.starts.model import integral
from staffing.hiring.starts.program import Program
from staffing.hiring.starts.solve import solve_program
from tests.hiring.starts.made import drawn, keeps, plain, plans, price

SECONDS = 20.0
NAMES = ("wages", "hiring", "classes", "overtime", "outsourced", "short", "terminal")


def least(program: Program) -> float:
    return min(price(program, people, classes) for people, classes in plans(program))


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_no_plan_of_a_small_program_is_cheaper(first: int) -> None:
    for seed in range(first, first + 20):
        program = drawn(seed)
        found = solve_program(program, SECONDS)
        best = least(program)
        assert found.cost == pytest.approx(best, rel=1e-6, abs=1e-9), seed
        assert found.bound <= best * (1 + 1e-6) + 1e-9, seed
        assert found.status == "optimal", seed
        assert found.limit_hit == "", seed
        assert keeps(program, found.people, found.classes), seed
        assert allowed(program, found.people, found.classes), seed
        assert not found.people[~program.may_start].any(), seed


@pytest.mark.parametrize("seed", range(0, 200, 7))
def test_the_evaluation_is_the_sum_written_down_and_its_parts_are_the_cost(seed: int) -> None:
    program = drawn(seed)
    for number, (people, classes) in enumerate(plans(program)):
        if number % 17 == 0:
            found = evaluate(program, people, classes)
            assert found.cost == pytest.approx(price(program, people, classes), rel=1e-9, abs=1e-9)
            assert tuple(name for name, _ in found.parts) == NAMES
    solved = solve_program(program, SECONDS)
    assert math.fsum(money for _, money in solved.parts) == solved.cost
    assert evaluate(program, solved.people, solved.classes).parts == solved.parts


@pytest.mark.parametrize("seed", range(0, 200, 10))
def test_the_solver_minimises_what_the_evaluation_counts(seed: int) -> None:
    program = drawn(seed)
    model = integral(program)
    found = whole(model.proto, SECONDS, 1e-9)
    assert found.values is not None
    assert model.money(found.objective) == pytest.approx(least(program), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("short", "hired"), [(0.9, 0), (1.1, 3)])
def test_without_delays_the_gap_closes_exactly_where_being_short_costs_more_than_a_wage(
    short: float, hired: int
) -> None:
    program = plain([[0, 2, 2, 3, 3]], short=np.array([short]))
    found = solve_program(program, SECONDS)
    assert found.people.sum() == hired
    if hired:
        assert found.people.tolist() == [[0, 2, 0, 1, 0]]
        assert found.short.sum() == 0
    else:
        assert found.short.tolist() == [[0, 2, 2, 3, 3]]


def test_of_plans_that_cost_the_same_the_later_starts_win() -> None:
    free = plain([[0, 0, 0, 1, 1]], wage=np.zeros(1))
    assert solve_program(free, SECONDS).people.tolist() == [[0, 0, 0, 1, 0]]


def test_nobody_is_hired_where_that_saves_nothing() -> None:
    even = plain([[1, 1, 1]], short=np.ones(1))
    assert solve_program(even, SECONDS).people.sum() == 0
    assert solve_program(plain([[-1, -2, 0]]), SECONDS).people.sum() == 0


def test_the_credit_at_the_end_does_not_pay_for_a_useless_hire() -> None:
    dear = plain([[0, 0, 0]], wage=np.full(1, 1e-3), per_hire=np.full(1, 100.0), per_class=np.full(1, 50.0))
    found = solve_program(dear, SECONDS)
    assert (found.people.sum(), found.cost) == (0, 0.0)


def test_the_credit_makes_a_late_hire_worth_its_price() -> None:
    late = plain([[0, 0, 1]], per_hire=np.full(1, 10.0))
    found = solve_program(late, SECONDS)
    assert found.people.tolist() == [[0, 0, 1]]
    assert dict(found.parts)["terminal"] == -10.0


def test_nobody_starts_in_a_freeze() -> None:
    may = np.array([[True, False, False, True]])
    found = solve_program(plain([[0, 2, 2, 2]], may_start=may), SECONDS)
    assert found.people[~may].sum() == 0
    assert found.people.sum() == 2


def test_the_budget_limits_the_planned_weeks_only() -> None:
    limited = plain([[3, 3, 3, 3]], planned=2, most_hires=1)
    assert solve_program(limited, SECONDS).people.tolist() == [[1, 0, 2, 0]]
    paid = replace(plain([[3, 3, 3, 3]], per_hire=np.ones(1)), most_money=2.5)
    assert solve_program(paid, SECONDS).people.sum() == 2


def test_one_trainer_teaches_one_class_at_a_time() -> None:
    fte = np.array([[0, 0, 1, 1, 1, 1, 1, 1]], dtype=np.float64)
    taught = plain([[6.0] * 8], fte=fte, training_weeks=2, class_max=2, trainers=1, short=np.full(1, 20.0))
    found = solve_program(taught, SECONDS)
    assert found.people.tolist() == [[2, 0, 2, 0, 2, 0, 0, 0]]
    assert found.classes.tolist() == [[1, 0, 1, 0, 1, 0, 0, 0]]


def test_a_class_is_not_smaller_than_its_least() -> None:
    small = plain([[1, 1, 1]], class_min=3, class_max=4, short=np.full(1, 2.0))
    assert solve_program(small, SECONDS).people.sum() == 0
    assert solve_program(replace(small, short=np.full(1, 5.0)), SECONDS).people.tolist() == [[3, 0, 0]]


def test_the_cheaper_stop_gap_comes_first_and_a_dear_one_never() -> None:
    stop = plain(
        [[4.0]],
        may_start=np.zeros((1, 1), dtype=bool),
        at_hand=np.full((1, 1), 10.0),
        overtime_share=0.1,
        outsourced_most=np.full(1, 2.0),
        outsourced_price=np.full(1, 1.2),
    )
    found = solve_program(stop, SECONDS)
    assert (found.outsourced[0, 0], found.overtime[0, 0], found.short[0, 0]) == (2.0, 1.0, 1.0)
    assert found.cost == pytest.approx(2 * 1.2 + 1 * 1.5 + 1 * 2)
    dear = solve_program(replace(stop, overtime_price=np.full(1, 2.1)), SECONDS)
    assert (dear.outsourced[0, 0], dear.overtime[0, 0], dear.short[0, 0]) == (2.0, 0.0, 2.0)


@pytest.mark.parametrize("seed", range(3, 200, 20))
def test_money_of_another_currency_gives_the_same_plan(seed: int) -> None:
    program = drawn(seed)
    names = ("wage", "per_hire", "per_class", "short", "overtime_price", "outsourced_price")
    rate = 2.0**30
    dear = replace(
        program,
        most_money=None if program.most_money is None else program.most_money * rate,
        **{name: getattr(program, name) * rate for name in names},
    )
    one, other = solve_program(program, SECONDS), solve_program(dear, SECONDS)
    assert one.people.tolist() == other.people.tolist()
    assert other.cost == pytest.approx(one.cost * rate, rel=1e-9)


@pytest.mark.parametrize("seed", range(0, 200, 16))
def test_a_higher_price_of_being_short_never_leaves_more_short(seed: int) -> None:
    """Nor cheaper: starts may fall, as one early class may do more than two late ones, but what is short may not."""
    program = replace(drawn(seed), overtime_share=0.0, outsourced_most=np.zeros(len(drawn(seed).wage)))
    dear = replace(program, short=program.short * 1.5)
    one, other = solve_program(program, SECONDS), solve_program(dear, SECONDS)
    weighed = (program.short[:, None] * (one.short - other.short)).sum()
    assert weighed >= -2e-6 * one.cost
    assert other.cost >= one.cost * (1 - 1e-6)


def test_no_time_at_all_still_gives_a_plan_no_worse_than_nobody() -> None:
    found = solve_program(plain([[2.0, 2.0, 2.0]]), 0.0)
    assert found.bound <= found.cost <= 12.0
    assert allowed(plain([[2.0, 2.0, 2.0]]), found.people, found.classes)


@pytest.mark.parametrize("seed", range(20))
def test_where_new_people_cost_more_hours_than_there_are_the_bound_holds(seed: int) -> None:
    """Hours at hand below 0 make the price of stop-gaps not convex: the bound may be lower then, never too high."""
    program = drawn(seed)
    taken = program.fte.copy()
    taken[:, 0] = -1.5
    scarce = replace(program, fte=taken, at_hand=program.at_hand * 0.1, overtime_share=0.5)
    found, best = solve_program(scarce, SECONDS), least(scarce)
    assert found.bound <= best * (1 + 1e-6) + 1e-9
    assert found.cost >= best * (1 - 1e-9)
    assert found.status == "feasible" or found.cost == pytest.approx(best, rel=1e-6)


def larger() -> Program:
    """Three roles that grow over a year, with classes, one trainer and a budget."""
    draw, roles, weeks = np.random.default_rng(5), 3, 50
    age = np.arange(weeks)
    growth = np.cumsum(draw.uniform(-0.1, 0.3, (roles, 1, weeks)), axis=2)
    one = np.ones(roles)
    return Program(
        planned=weeks,
        need=growth + draw.normal(0, 1, (roles, 9, weeks)),
        at_hand=np.full((roles, weeks), 10.0),
        fte=np.tile(np.where(age < 2, 0.0, 0.99**age), (roles, 1)),
        employed=np.tile(0.99**age, (roles, 1)),
        may_start=np.ones((roles, weeks), dtype=bool),
        training_weeks=2,
        class_min=2,
        class_max=6,
        trainers=1,
        wage=one,
        per_hire=3 * one,
        per_class=2 * one,
        short=3 * one,
        overtime_share=0.1,
        overtime_price=1.5 * one,
        outsourced_most=0.5 * one,
        outsourced_price=1.8 * one,
        most_hires=20,
    )


def test_a_large_program_ends_by_itself_and_twice_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "LARGE", 0)
    monkeypatch.setattr(solve, "ROUNDS", 20)
    one, other = solve_program(larger(), 60.0), solve_program(larger(), 60.0)
    assert one.people.tolist() == other.people.tolist()
    assert allowed(larger(), one.people, one.classes)
    assert (one.status, one.limit_hit) == ("feasible", "")
    assert 0 < (one.cost - one.bound) / one.cost < 0.1


def test_the_clock_ends_branch_and_bound_with_a_plan_and_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "LARGE", 1_000)
    begun = time.monotonic()
    found = solve_program(larger(), 2.0)
    assert time.monotonic() - begun < 8.0
    assert allowed(larger(), found.people, found.classes)
    assert (found.status, found.limit_hit) == ("feasible", "time")
    assert 0 < found.bound < found.cost


def test_an_interrupt_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(thread: threading.Thread, timeout: float | None = None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "join", interrupted)
    with pytest.raises(KeyboardInterrupt):
        solve_program(larger(), 1.0)
