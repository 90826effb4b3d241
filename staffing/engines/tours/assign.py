"""Who works which tour of a class: people alike and tours alike as one, joined by a flow of least cost."""

from __future__ import annotations

import numpy as np
from ortools.graph.python import min_cost_flow

from staffing.engines.tours.shares import Shares, share_price
from staffing.errors import OutsideError
from staffing.problem import Integers


def assigned(members: Integers, own: Integers, shares: Shares, tours: Integers, counts: Integers) -> Integers:
    """[n] the place of the tour of each member of a class, at the least price in all.

    `members` [n] agents; `own` [n, D, C] what their choices cost; `tours` [L, D] choices, each worked by `counts` [L].
    """
    price = _prices(members, own, shares, tours)
    rows, group, size = np.unique(price, axis=0, return_inverse=True, return_counts=True)
    given = _flow(rows, size, counts)
    found = np.empty(len(members), dtype=np.int64)
    for number, places in enumerate(given):
        found[group.ravel() == number] = places
    return found


def _prices(members: Integers, own: Integers, shares: Shares, tours: Integers) -> Integers:
    """[n, L] what each tour costs each member."""
    days = np.arange(tours.shape[1])
    found: Integers = own[:, days, tours].sum(axis=2)
    for tour, line in enumerate(tours):
        found[:, tour] += [share_price(shares, agent, line) for agent in members.tolist()]
    return found


def _flow(price: Integers, size: Integers, counts: Integers) -> list[Integers]:
    """For each group of people the tours they work, as many as there are people."""
    groups, tours = price.shape
    if groups == 1 or tours == 1:
        return np.split(np.repeat(np.arange(tours), counts), np.cumsum(size)[:-1])
    flow = min_cost_flow.SimpleMinCostFlow()
    first = np.repeat(np.arange(groups), tours)
    second = np.tile(np.arange(groups, groups + tours), groups)
    most = np.minimum(size[:, None], counts).ravel()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(first, second, most, price.ravel())
    flow.set_nodes_supplies(np.arange(groups + tours), np.concatenate([size, -counts]))
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise OutsideError(f"the flow of people to tours ended with status {status}")
    amounts = np.array(flow.flows(arcs)).reshape(groups, tours)
    return [np.repeat(np.arange(tours), row) for row in amounts]
