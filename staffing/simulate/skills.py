"""Who serves what: agents who serve the same queues form a skill group."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from staffing.simulate.desk import Desk


class Groups(NamedTuple):
    """The skill groups of a desk, the least flexible first.

    `served` [K, Q]: whether group k serves the queue. `group` [A]: the group of each agent.
    """

    served: npt.NDArray[np.bool_]
    group: npt.NDArray[np.int64]


def groups_of(desk: Desk) -> Groups:
    """The skill groups of a desk; whoever serves nothing is in a group of that kind."""
    if not len(desk.agent_names):
        return Groups(np.zeros((0, len(desk.queue_names)), np.bool_), np.zeros(0, np.int64))
    served, group = np.unique(desk.proficiency > 0, axis=0, return_inverse=True)
    order = np.argsort(served.sum(axis=1), kind="stable")
    return Groups(served[order], np.argsort(order)[group.reshape(-1)])


def trained(desk: Desk, agent: int, queue: int, proficiency: float = 1.0) -> Desk:
    """The same desk with one agent's proficiency in one queue changed.

    Raises ValueError where there is no such agent or queue, or where the desk refuses the proficiency.
    """
    for what, index, names in (("agent", agent, desk.agent_names), ("queue", queue, desk.queue_names)):
        if not 0 <= index < len(names):
            raise ValueError(f"{what} is {index}; it must lie in 0..{len(names) - 1}")
    changed = desk.proficiency.copy()
    changed[agent, queue] = proficiency
    return replace(desk, proficiency=changed)
