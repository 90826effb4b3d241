"""The pooled desk: known answers, and the same as a plain hour-by-hour reference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from staffing.simulate.pooled import Flags, Floats, PooledWeeks, _by_deadline, _in_turn, kept
from staffing.simulate.pooled_crew import MOST_DRAWN, crew_of, dealt
from staffing.simulate.pooled_weeks import BEFORE, Chained, lay_out

HOURS = 12


def random_weeks(
    seed: int, *, queues: int = 1, waits: tuple[int, ...] = (3,), replications: int = 8, **given: Any
) -> tuple[PooledWeeks, Floats]:
    """Two sizes of random weeks of twelve hours, and capacities that keep some of them."""
    rng = np.random.default_rng(seed)
    cases = rng.poisson(2.0, (HOURS, queues, 2, replications)).astype(float)
    work = cases * rng.uniform(5, 15, cases.shape)
    last = np.arange(HOURS) + np.array([waits[queue % len(waits)] for queue in range(queues)])[:, None]
    plain = {"rate": 0.8, "queue_rates": np.full(queues, np.nan), "urgent_hours": 6}
    capacity = rng.uniform(0, 40 * queues, (HOURS, 2, replications)) * np.array([[1.0], [1.6]])
    return PooledWeeks(cases, work, last, **{**plain, **given}), capacity


def plain_kept(weeks: PooledWeeks, capacity: Floats) -> Flags:
    """Cohort by cohort: the oldest late ones that are urgent, then by deadline, then the late ones."""
    _, _, sizes, replications = weeks.cases.shape
    laid = weeks.laid
    chains = replications // laid.weeks
    found = np.zeros((sizes, replications), dtype=bool)
    for size in range(sizes):
        for chain in range(chains):
            for week, late in enumerate(_late_of_chain(weeks, capacity, size, chain)):
                own = week * chains + chain
                cases = weeks.cases[:, :, size, own].sum(axis=0)
                enough = late.sum() <= (1 - weeks.rate + 1e-9) * cases.sum()
                for queue, rate in enumerate(weeks.queue_rates):
                    if not np.isnan(rate):
                        enough &= late[queue] <= (1 - rate + 1e-9) * cases[queue]
                found[size, own] = enough
    return found


def _late_of_chain(weeks: PooledWeeks, capacity: Floats, size: int, chain: int) -> list[Floats]:
    laid, (hours, queues, _, replications) = weeks.laid, weeks.cases.shape
    chains = replications // laid.weeks
    waiting: dict[int, float] = {}
    late: dict[int, float] = {}
    missed: dict[int, float] = {}
    due_work: dict[int, float] = {}
    cases: list[list[tuple[int, int, float]]] = [[] for _ in range(laid.weeks)]
    for now in range(len(laid.hour)):
        number, hour = divmod(now, hours)
        number -= laid.before
        own = number % laid.weeks * chains + (chain + number // laid.weeks) % chains
        for queue in range(queues):
            due = now + int(weeks.last[queue, hour]) - hour
            waiting[due] = waiting.get(due, 0.0) + weeks.work[hour, queue, size, own]
            due_work[due] = due_work.get(due, 0.0) + weeks.work[hour, queue, size, own]
            if 0 <= number < laid.weeks:
                cases[number].append((queue, due, weeks.cases[hour, queue, size, own]))
        room = float(capacity[hour, size, own])
        for due in sorted(late):
            if due < laid.aged[now]:
                room -= _take(late, due, room)
        for due in sorted(waiting):
            room -= _take(waiting, due, room)
        for due in sorted(late):
            room -= _take(late, due, room)
        missed[now] = late[now] = waiting.pop(now, 0.0)
    share = {due: missed.get(due, 0.0) / due_work[due] if due_work[due] else 0.0 for due in due_work}
    return [
        np.array([sum(n * share[due] for q, due, n in week if q == queue) for queue in range(queues)]) for week in cases
    ]


def _take(from_: dict[int, float], due: int, room: float) -> float:
    taken = min(from_[due], max(room, 0.0))
    from_[due] -= taken
    return taken


@pytest.mark.parametrize("urgent", [0, 6, 100])
def test_one_class_is_as_the_plain_reference_has_it(urgent: int) -> None:
    shares = []
    for seed in range(6):
        weeks, capacity = random_weeks(seed, urgent_hours=urgent)
        expected = plain_kept(weeks, capacity)
        assert (kept(weeks, capacity) == expected).all()
        shares.append(expected.mean())
    assert 0.2 < np.mean(shares) < 0.95


@pytest.mark.parametrize("urgent", [0, 6])
def test_several_classes_with_targets_of_their_own_are_as_the_plain_reference_has_it(urgent: int) -> None:
    rates, shares = np.array([np.nan, 0.7, np.nan]), []
    for seed in range(6):
        weeks, capacity = random_weeks(
            seed, queues=3, waits=(2, 5, 9), replications=16, urgent_hours=urgent, queue_rates=rates
        )
        expected = plain_kept(weeks, capacity)
        assert (kept(weeks, capacity) == expected).all()
        shares.append(expected.mean())
    assert 0.2 < np.mean(shares) < 0.95


@pytest.mark.parametrize("queues", [1, 2])
def test_weeks_that_begin_without_open_cases_are_as_the_plain_reference_has_them(queues: int) -> None:
    more = []
    for seed in range(6):
        weeks, capacity = random_weeks(seed, queues=queues, replications=16, urgent_hours=6)
        fresh = replace(weeks, before=0)
        expected = plain_kept(fresh, capacity)
        assert (kept(fresh, capacity) == expected).all()
        more.append(expected.mean() - kept(weeks, capacity).mean())
    assert np.mean(more) > 0


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_of_serving_agree_where_there_is_one_class(seed: int) -> None:
    weeks, capacity = random_weeks(seed, replications=16)
    rooms = Chained(capacity, weeks.laid)
    for one, other in zip(_in_turn(weeks, rooms), _by_deadline(weeks, rooms), strict=True):
        assert one == pytest.approx(other, abs=1e-9)


def test_a_split_queue_changes_nothing() -> None:
    weeks, capacity = random_weeks(3, replications=16)
    halves = replace(
        weeks,
        cases=np.repeat(weeks.cases / 2, 2, axis=1),
        work=np.repeat(weeks.work / 2, 2, axis=1),
        last=np.repeat(weeks.last, 2, axis=0),
        queue_rates=np.full(2, np.nan),
    )
    assert (kept(halves, capacity) == kept(weeks, capacity)).all()


def test_more_capacity_never_loses_a_week_and_enough_keeps_all() -> None:
    weeks, capacity = random_weeks(1, replications=40)
    shares = [kept(weeks, factor * capacity).mean() for factor in (0.0, 0.5, 1.0, 1.5, 100.0)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 1


def test_a_flat_week_is_kept_exactly_where_capacity_reaches_the_work_that_must_be_on_time() -> None:
    cases = np.ones((HOURS, 1, 1, 1))
    weeks = PooledWeeks(cases, 10 * cases, np.arange(HOURS)[None] + 3, 1.0, np.full(1, np.nan), 6)
    assert kept(weeks, np.full((HOURS, 1, 1), 10.0)).all()
    assert not kept(weeks, np.full((HOURS, 1, 1), 9.5)).any()
    # late work that is never urgent leaves nine tenths of the capacity to the others
    lax = replace(weeks, rate=0.9, urgent_hours=1000)
    assert kept(lax, np.full((HOURS, 1, 1), 9.01)).all()
    assert not kept(lax, np.full((HOURS, 1, 1), 8.9)).any()
    assert not kept(replace(lax, urgent_hours=0), np.full((HOURS, 1, 1), 9.5)).any()


def test_capacities_may_stand_side_by_side() -> None:
    weeks, capacity = random_weeks(2, queues=2, waits=(2, 5))
    both = np.stack([capacity, 2 * capacity], axis=1)
    found = kept(weeks, both)
    assert (found[0] == kept(weeks, capacity)).all()
    assert (found[1] == kept(weeks, 2 * capacity)).all()


def test_days_of_work_are_dealt_to_the_day_that_is_furthest_from_its_part() -> None:
    found = dealt(np.array([1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0]), 4)
    assert (np.diff(found.sum(axis=1)) == 1).all()
    assert (np.diff(found, axis=0) >= 0).all()
    assert found[3].tolist() == [1, 0, 1, 0, 1, 0, 0]
    assert found[11].tolist() == [2, 2, 2, 2, 2, 1, 0]
    assert found.max() < 4


def test_capacity_is_whole_days_of_people_and_between_them_in_proportion() -> None:
    minutes = np.array([[60.0, 0.0, 0.0], [0.0, 30.0, 0.0]])
    crew = crew_of(np.array([2.0, 1.0]), minutes, 0.0, 7, (3, (1,)))
    found = crew.capacity(np.array([0.0, 1 / 6, 1 / 3, 2 / 3, 1.0, 7.0]))
    assert found[0, :, 0] == pytest.approx([0, 30, 60, 60, 120, 840])
    assert found[1, :, 0] == pytest.approx([0, 0, 0, 30, 30, 210])
    assert not found[2].any()


def test_capacity_rises_with_people_on_the_same_absences() -> None:
    heads, minutes, fte = np.array([1.0, 0.5]), np.array([[60.0, 0.0], [0.0, 30.0]]), np.linspace(0, 9, 60)
    crew = crew_of(heads, minutes, 0.3, 7, (2000, (1,)))
    found = crew.capacity(fte)
    assert (np.diff(found, axis=1) >= 0).all()
    sure = crew_of(heads, minutes, 0.0, 7, (1, (1,))).capacity(fte)
    assert found.mean(axis=2) == pytest.approx(0.7 * sure[:, :, 0], rel=0.06)


def test_of_a_large_crew_as_many_are_there_as_of_those_drawn() -> None:
    crew = crew_of(np.ones(1), np.ones((1, 1)), 0.1, 10 * MOST_DRAWN, (5, (1,)))
    assert crew.present.shape == (1, MOST_DRAWN + 1, 5)
    found = crew.capacity(np.array([MOST_DRAWN, 4 * MOST_DRAWN], dtype=float))
    assert found[0, 1] == pytest.approx(4 * found[0, 0], rel=0.01)


def test_late_work_comes_first_when_it_is_as_old_as_is_urgent() -> None:
    laid = lay_out(np.arange(HOURS)[None] + 3, 8, 6, BEFORE)
    now = 30
    # what came in hour 24 was due in hour 27 and is six hours old; the next is not
    assert laid.aged[now] == 28
    assert (lay_out(np.arange(HOURS)[None] + 3, 8, 0, BEFORE).aged == np.arange(len(laid.hour))).all()


def test_weeks_that_count_follow_each_other_and_others_come_before() -> None:
    laid = lay_out(np.arange(HOURS)[None] + 3, 16, 6, BEFORE)
    numbers = np.tile(np.arange(16.0), (HOURS, 1))
    chained = Chained(numbers, laid)
    begins = [chained[week * HOURS].tolist() for week in range(BEFORE + laid.weeks)]
    assert [first for first, _ in begins[:BEFORE]] == [1, 3, 5, 7, 9, 11, 13, 15]
    assert [first for first, _ in begins[BEFORE:]] == [0, 2, 4, 6, 8, 10, 12, 14]
    assert chained[(BEFORE + laid.weeks) * HOURS].tolist() == [1, 0]
