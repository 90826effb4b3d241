"""Pools: people, and the work that only they do.

Where people differ in skill, a window belongs to a pool: some skill groups, and the classes that only they serve. By
the cut of a maximum flow (Ford and Fulkerson 1956) work is late where some pool's window is short; the pools looked
at are the people of each class, of each two classes that share people, and everybody.
"""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from staffing.problem import Demand, Flags


class Pool(NamedTuple):
    """Skill groups and the classes that only they serve: [G] and [K] flags."""

    groups: Flags
    classes: Flags


@lru_cache(maxsize=8)
def pools(demand: Demand) -> tuple[Pool, ...]:
    """The people of each class, of each two classes that share some, and all; with the classes that only they serve."""
    own = [demand.serves[:, kind] for kind in range(demand.serves.shape[1])]
    pairs = [one | other for one, other in itertools.combinations(own, 2) if (one & other).any()]
    found: dict[bytes, Pool] = {}
    for groups in [np.ones(demand.groups, dtype=bool), *own, *pairs]:
        classes = ~(demand.serves & ~groups[:, None]).any(axis=0)
        found.setdefault(groups.tobytes(), Pool(groups, classes))
    return tuple(found.values())
