"""What a given line of work costs, walked through its agent's network; for whole blocks of people at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numba
import numpy as np

from staffing.engines.columns.networks.automaton import NEVER
from staffing.engines.columns.networks.network import Network
from staffing.problem import Integers


class Walks(NamedTuple):
    """Networks laid end to end: first [N, D + 2], arc [N, D + 1], kinds [N, D], kind_of [N, D, C]; `begin` [N] is the
    first of each one's arcs in `to` and `price`.
    """

    first: Integers
    arc: Integers
    kinds: Integers
    kind_of: Integers
    begin: Integers
    to: Integers
    price: Integers

    @classmethod
    def of(cls, networks: Sequence[Network]) -> Walks:
        """The networks in the order given."""
        prices = [each.price if len(each.price) else np.zeros_like(each.to) for each in networks]
        sizes = [len(each.to) for each in networks]
        return cls(
            np.array([each.first for each in networks]),
            np.array([each.arc for each in networks]),
            np.array([each.kinds for each in networks]),
            np.array([each.kind_of for each in networks]),
            np.concatenate([[0], np.cumsum(sizes)])[:-1].astype(np.int64),
            np.concatenate([each.to for each in networks]).astype(np.int64),
            np.concatenate(prices).astype(np.int64),
        )


@numba.njit(cache=True, nogil=True)
def walk(walks: Walks, network: int, line: Any) -> int:
    """What a line [D] costs by a network, NEVER where it is not one of its lines."""
    node, total, begin = 0, 0, walks.begin[network]
    for day in range(len(line)):
        count = walks.kinds[network, day]
        arc = walks.arc[network, day] + (node - walks.first[network, day]) * count
        at = begin + arc + walks.kind_of[network, day, line[day]]
        if walks.to[at] < 0:
            return NEVER
        total += walks.price[at]
        node = walks.to[at]
    return total
