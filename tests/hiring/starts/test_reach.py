"""What no decision can prevent is at most what is short under any plan, and exactly that where one thing limits it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from staffing.hiring.starts.evaluate import brought
from staffing.hiring.starts.reach import first_useful, most_brought, unpreventable
from tests.hiring.starts.made import drawn, plain, plans


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_brings_more_or_leaves_less_short(seed: int) -> None:
    program = drawn(seed)
    most, least = most_brought(program), unpreventable(program)
    for people, _ in plans(program):
        given = brought(program, people)
        assert (given <= most + 1e-9).all()
        assert (np.maximum(0.0, program.need - given[:, None, :]).mean(axis=1) >= least - 1e-9).all()


@pytest.mark.parametrize("seed", range(60))
def test_without_a_budget_some_plan_of_one_role_brings_as_much_to_each_week(seed: int) -> None:
    program = replace(drawn(seed), most_hires=None, most_money=None)
    if len(program.wage) > 1:
        return
    best = np.maximum(0.0, np.max([brought(program, people) for people, _ in plans(program)], axis=0))
    assert most_brought(program) == pytest.approx(best)


def test_before_anybody_can_work_all_is_unpreventable_and_later_nothing() -> None:
    late = plain(
        [[2.0, 2.0, 2.0, 2.0, 2.0], [0.0, 0.0, 0.0, 0.0, 0.0]],
        fte=np.array([[0.0, 1.0, 1.0, 1.0, 1.0]]),
        may_start=np.array([[False, False, True, True, True]]),
    )
    assert unpreventable(late).tolist() == [[1.0, 1.0, 1.0, 0.0, 0.0]]
    assert first_useful(late, 0) == 3


def test_one_trainer_and_few_seats_leave_a_shortage_that_shrinks_by_a_class_at_a_time() -> None:
    taught = plain([[5.0] * 5], fte=np.array([[0.0, 0.0, 1, 1, 1]]), training_weeks=2, class_max=2, trainers=1)
    assert unpreventable(taught).tolist() == [[5.0, 5.0, 3.0, 3.0, 1.0]]


def test_the_budget_of_people_and_of_money_leaves_a_shortage() -> None:
    assert unpreventable(plain([[3.0, 3.0]], most_hires=2)).tolist() == [[1.0, 1.0]]
    paid = plain([[3.0, 3.0]], per_hire=np.full(1, 2.0), per_class=np.full(1, 5.0), most_money=3.0)
    assert unpreventable(paid).tolist() == [[2.0, 2.0]]


def test_after_the_planned_weeks_the_budget_limits_nothing() -> None:
    assert unpreventable(plain([[3.0, 3.0, 3.0]], planned=2, most_hires=1)).tolist() == [[2.0, 2.0, 0.0]]


@pytest.mark.parametrize(
    "changes",
    [
        {"may_start": np.zeros((1, 3), dtype=bool)},
        {"fte": np.zeros((1, 3))},
        {"fte": np.array([[0.0, 0.0, 1.0]]), "may_start": np.array([[False, False, True]])},
    ],
)
def test_where_nobody_becomes_useful_in_time_the_first_useful_week_is_the_last_and_one(
    changes: dict[str, object],
) -> None:
    assert first_useful(plain([[1.0, 1.0, 1.0]], **changes), 0) == 3
    assert unpreventable(plain([[1.0, 1.0, 1.0]], **changes)).tolist() == [[1.0, 1.0, 1.0]]


def test_the_first_week_may_be_useful_through_a_later_start() -> None:
    freeze = plain([[1.0] * 4], may_start=np.array([[True, False, True, True]]), fte=np.array([[-0.5, 0.0, 1.0, 1.0]]))
    assert first_useful(freeze, 0) == 2
