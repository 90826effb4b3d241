"""Who serves which queue, and how fast: skill groups and deadline classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.build.clocks import Clock
from staffing.documents.people import Agent
from staffing.documents.team import Team
from staffing.problem import Flags, Integers

Numbers = NDArray[np.float64]


def proficiency_of(team: Team, agents: tuple[Agent, ...]) -> Numbers:
    """[A, Q] speed of each agent on each queue, 1 being the queue's handle time; 0 where an agent does not serve it."""
    queues = tuple(queue.id for queue in team.queues)
    rows = [[agent.proficiency(queues).get(queue, 0.0) for queue in queues] for agent in agents]
    return np.array(rows, dtype=np.float64).reshape(len(agents), len(queues))


def groups_of(proficiency: Numbers) -> Integers:
    """[A] skill group of each agent: those who serve the same queues, numbered as `skills_of` numbers them."""
    _, group = np.unique(proficiency > 0, axis=0, return_inverse=True)
    numbers: Integers = group.ravel()
    return numbers


@dataclass(frozen=True, eq=False)
class Skills:
    """[A] skill group of each agent, [Q] deadline class of each queue, [G, K] who serves what, [K] own rates."""

    group: Integers
    queue_class: Integers
    serving: Flags
    rates: Integers
    clocks: tuple[Clock, ...]
    """[K]"""


def skills_of(team: Team, proficiency: Numbers, clocks: tuple[Clock, ...]) -> Skills:
    """Agents who serve the same queues are a group; queues with one deadline, rate and people are a class.

    A class is served oldest first by its deadline, so the plan cannot favour one of its queues.
    """
    sets = np.unique(proficiency > 0, axis=0)
    keys = []
    for number, (queue, clock) in enumerate(zip(team.queues, clocks, strict=True)):
        own = -1 if queue.rate_24h is None else round(queue.rate_24h * 10_000)
        knots = clock.start.tobytes() + clock.until.tobytes()
        keys.append((queue.target_hours, own, knots, sets[:, number].tobytes()))
    order = sorted(dict.fromkeys(keys), key=lambda key: (key[0], keys.index(key)))
    queue_class = np.array([order.index(key) for key in keys], dtype=np.int64)
    first = [keys.index(key) for key in order]
    return Skills(
        group=groups_of(proficiency),
        queue_class=queue_class,
        serving=sets[:, first],
        rates=np.array([key[1] for key in order], dtype=np.int64),
        clocks=tuple(clocks[number] for number in first),
    )


def speeds_of(proficiency: Numbers, work: Numbers) -> Integers:
    """[A] speed in percent at which an agent's time does the mix of work that falls to them; `work` [Q] minutes.

    Of each queue's work an agent takes a share in proportion to their proficiency among those who serve it. The plan
    knows this one speed of a person; the judge knows the proficiency on each queue.
    """
    share = proficiency / np.maximum(proficiency.sum(axis=0), 1e-12) * np.maximum(work, 1e-9)
    time = np.divide(share, proficiency, out=np.zeros_like(share), where=proficiency > 0)
    total = time.sum(axis=1)
    speed = np.divide(share.sum(axis=1), total, out=np.ones_like(total), where=total > 0)
    percent: Integers = np.maximum(1, np.rint(100 * speed)).astype(np.int64)
    return percent
