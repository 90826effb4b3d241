"""What people are expected to carry together, before it is known who works what."""

from __future__ import annotations

import numpy as np

from staffing.engines.tours.generate import Generation
from staffing.engines.tours.rooms import alike
from staffing.engines.tours.shares import Shares
from staffing.problem import Integers
from staffing.rules.team.fairness import WHOLE


def expected_shares(shares: Shares, generation: Generation, cheapest: Integers) -> Shares:
    """The burdens with what everybody carries together at a solution of the linear program of the classes.

    Of a burden that is each person's own, such as a request refused, that program knows nothing; of it is taken what
    the lines [A, D] carry that are cheapest at its prices.
    """
    master, days = generation.master, np.arange(cheapest.shape[1])
    member = np.unique(master.classes.of, return_index=True)[1]
    carried = shares.remembered.sum(axis=1).astype(np.float64)
    for tour, count in zip(master.tours, master.solve().counts.tolist(), strict=True):
        if count > 0:
            worth = shares.worth[:, member[tour.of_class], days, tour.choices].sum(axis=1)
            carried += WHOLE * count * worth
    everybody = np.where(alike(shares), np.rint(carried).astype(np.int64), shares.settled(cheapest).everybody)
    return shares._replace(everybody=everybody)
