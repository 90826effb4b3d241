"""Next week is last week; a step that was closed or unknown then is as it was the last time it was known."""

from __future__ import annotations

import numpy as np

from forecasts.calendar import Floats
from forecasts.forecasters.method import Method
from forecasts.smoothing import Weeks


def rates(weeks: Weeks) -> Floats:
    """The last known count of each step of the week, per normal step [1, steps]."""
    known = weeks.exposure > 0
    last = len(known) - 1 - np.argmax(known[::-1], axis=0)
    steps = np.arange(known.shape[1])
    exposure = weeks.exposure[last, steps]
    found = np.zeros(len(steps))
    np.divide(weeks.counts[last, steps], exposure, out=found, where=exposure > 0)
    return found[None]


METHOD = Method("seasonal naive", ("last week",), 0, (3.5,), 4, rates)
