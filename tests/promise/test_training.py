"""The worth of training: differences of paired simulations, each training alone and all together."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from staffing.promise.training import Reached, Training, Variant, reached, variants_of, worth_of
from staffing.simulate.service import Service

ONE, OTHER = Training(0, 1, 1.0), Training(2, 0, 0.8)
GAINS = {(ONE,): 0.1, (OTHER,): 0.0, (ONE, OTHER): 0.12}


def service_of(seed: int = 1, plans: int = 40, weeks: int = 2) -> Service:
    draws = np.random.default_rng(seed)
    rates, kept = draws.random((plans, weeks)), draws.random((plans, weeks)) < 0.5
    found = SimpleNamespace(rates=rates, kept=kept, queue_rates=draws.random((plans, weeks, 2)))
    return cast(Service, found)


def test_each_is_simulated_alone_and_several_together_at_the_end() -> None:
    assert variants_of([ONE]) == ((ONE,),)
    assert variants_of([ONE, OTHER]) == ((ONE,), (OTHER,), (ONE, OTHER))
    assert variants_of([]) == ()


def test_what_is_compared_is_the_part_of_the_verdict_that_is_paired() -> None:
    service = service_of()
    found = reached(service)
    assert np.array_equal(found.kept, service.kept.mean(axis=1))
    assert (found.rates.shape, found.queue_rates.shape) == ((40, 2), (40, 2, 2))


def test_the_worth_is_the_mean_of_the_paired_differences() -> None:
    service = service_of()

    def judge(variants: Sequence[Variant]) -> list[Reached]:
        before = reached(service)
        return [
            Reached(
                before.rates + GAINS[v], before.kept + 2 * GAINS[v], before.queue_rates + np.array([0.0, 3 * GAINS[v]])
            )
            for v in variants
        ]

    first, second, together = worth_of(service, [ONE, OTHER], judge)
    assert together.trainings == (ONE, OTHER)
    for worth, gain in ((first, 0.1), (second, 0.0), (together, 0.12)):
        assert worth.rate.mean == pytest.approx(gain)
        assert worth.weeks.mean == pytest.approx(2 * gain)
        assert [queue.mean for queue in worth.queues] == pytest.approx([0.0, 3 * gain])
        assert worth.rate.high - worth.rate.low == pytest.approx(0.0, abs=1e-9)  # the same on every random week


def test_a_difference_that_is_noise_holds_zero() -> None:
    service, noise = service_of(), np.random.default_rng(7).normal(0.0, 0.1, (40, 2))

    def judge(variants: Sequence[Variant]) -> list[Reached]:
        before = reached(service)
        return [Reached(before.rates + noise - noise.mean(), before.kept, before.queue_rates) for _ in variants]

    (worth,) = worth_of(service, [ONE], judge)
    assert worth.rate.low < 0 < worth.rate.high
    assert (worth.weeks.low, worth.weeks.high) == (0.0, 0.0)
