"""The plain mean of the last weeks, step of the week by step of the week: what planners do in a spreadsheet."""

from __future__ import annotations

import numpy as np

from forecasts.calendar import Floats
from forecasts.forecasters.method import Method
from forecasts.smoothing import Weeks

WEEKS = (4, 8)


def rates(weeks: Weeks) -> Floats:
    """Mean counts per normal step over the last 4 and 8 weeks [2, steps]; 0 where nothing was known in them."""
    found = np.zeros((len(WEEKS), weeks.counts.shape[1]))
    for row, last in enumerate(WEEKS):
        exposure = weeks.exposure[-last:].sum(axis=0)
        np.divide(weeks.counts[-last:].sum(axis=0), exposure, out=found[row], where=exposure > 0)
    return found


METHOD = Method("week mean", ("4 weeks", "8 weeks"), 1, (14.0, 28.0), 4, rates)
