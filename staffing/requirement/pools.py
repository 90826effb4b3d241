"""Which roles share their work, and how the work of the queues falls to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

SWEEPS = 200
LITTLE = 1e-9
"""Of a full-time equivalent: a role without people serves its queues, but takes no work that others can take."""


def pools_of(ability: Floats) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Roles and queues that hang together: `ability` [R, Q] is above 0 where a role serves a queue.

    Roles that serve nothing are in none; nor are queues that nobody serves.
    """
    serves, left, found = ability > 0, set(range(len(ability))), []
    for role in range(len(ability)):
        if role in left and serves[role].any():
            queues = serves[role]
            while True:
                roles = serves[:, queues].any(axis=1)
                reached = serves[roles].any(axis=0)
                if (reached == queues).all():
                    break
                queues = reached
            left -= set(np.flatnonzero(roles).tolist())
            found.append((tuple(np.flatnonzero(roles).tolist()), tuple(np.flatnonzero(queues).tolist())))
    return tuple(found)


def shares_of(
    ability: Floats, work: Floats, pools: Sequence[tuple[Sequence[int], Sequence[int]]], fte: Floats
) -> Floats:
    """[R, Q] the share of each queue's work that falls to each role; a column sums to 1 where anybody serves it.

    Within a pool the work is shared out so that, as far as skills let it, every role has it in proportion to its
    full-time equivalents `fte` [R]; else near to the proportions of `ability` [R, Q], those of people who serve a queue
    (iterative proportional fitting: Deming and Stephan 1940, Annals of Mathematical Statistics 11:427).
    """
    shares = np.zeros_like(ability)
    for roles, queues in pools:
        cell = np.ix_(roles, queues)
        wanted = np.maximum(work[list(queues)], LITTLE)
        power = np.maximum(fte[list(roles)], LITTLE)
        target = wanted.sum() * power / power.sum()
        load = ability[cell]
        for _ in range(SWEEPS):
            load = load * (target / np.maximum(load.sum(axis=1), 1e-300))[:, None]
            load = load * (wanted / np.maximum(load.sum(axis=0), 1e-300))
        shares[cell] = load / load.sum(axis=0)
    return shares
