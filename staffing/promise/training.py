"""Cross-training: what the same roster does to the promise once an agent has learnt a queue, on the same random weeks.

Nothing else changes: the same people work the same shifts and meet the same cases and absences. Who is trained is so
from the start of the simulation, the days before the plan included.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from staffing.promise.extra import Difference, Floats, kept, paired

if TYPE_CHECKING:
    from staffing.simulate.service import Service


class Training(NamedTuple):
    """An agent of the problem who serves a queue at a proficiency, whatever it was before."""

    agent: int
    queue: int
    proficiency: float


Variant: TypeAlias = tuple[Training, ...]
"""Trainings that are simulated together."""


@dataclass(frozen=True, eq=False)
class Reached:
    """What a simulation says that is compared: [n, W] rates, [n] share of weeks kept, [n, W, Q] rates of the queues."""

    rates: Floats
    kept: Floats
    queue_rates: Floats


JudgeVariants: TypeAlias = Callable[[Sequence[Variant]], Sequence[Reached]]


@dataclass(frozen=True, eq=False)
class Worth:
    """What trainings add to a roster's simulated figures, each with its 95% interval (shares, trained - untrained).

    `rate`: the mean rate; `weeks`: the share of weeks that keep the promise; `queues` [Q]: the mean rate of each queue.
    """

    trainings: Variant
    rate: Difference
    weeks: Difference
    queues: tuple[Difference, ...]


def reached(service: Service) -> Reached:
    """The compared part of a verdict."""
    return Reached(service.rates, kept(service), service.queue_rates)


def variants_of(trainings: Sequence[Training]) -> tuple[Variant, ...]:
    """Each training alone and, where there are several, all of them together at the end."""
    alone = tuple((training,) for training in trainings)
    return (*alone, tuple(trainings)) if len(trainings) > 1 else alone


def worth_of(service: Service, trainings: Sequence[Training], judge: JudgeVariants) -> tuple[Worth, ...]:
    """What each training is worth alone and, where there are several, what all are together, at the end.

    `service` is the verdict over the roster without any, on the random weeks on which `judge` simulates.
    """
    variants, before = variants_of(trainings), reached(service)
    return tuple(
        Worth(
            variant,
            paired(after.rates, before.rates),
            paired(after.kept, before.kept),
            tuple(
                paired(after.queue_rates[..., queue], before.queue_rates[..., queue])
                for queue in range(before.queue_rates.shape[-1])
            ),
        )
        for variant, after in zip(variants, judge(variants), strict=True)
    )
