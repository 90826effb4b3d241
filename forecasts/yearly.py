"""The season of the year as a few smooth waves, and how large one is expected to be.

Holidays and sales are events of the calendar, taken out of the history before: what is left is slow, such as a summer
that is quiet, or a busy end of the year. The n-th harmonic has a share of the variance in proportion to 1 / n^2.
"""

from __future__ import annotations

import numpy as np

from forecasts.calendar import Floats, Ints

WAVES = 6
"""Harmonics: the shortest wave lasts two months."""
YEARLY_WEEKS = 104
"""Weeks of history from which a season can be learnt: two years can agree, one cannot."""
SEASONS = (0.02, 0.05, 0.1, 0.2)
"""Standard deviations of the season that are weighed."""
SEASON_WEIGHTS = (0.4, 0.3, 0.2, 0.1)
"""Their weights before any week was seen: a year or two of a random walk often look like a season."""
YEAR_DAYS = 365.2425


def waves(days: Ints) -> Floats:
    """Sines and cosines of the year at days counted from 1970 [days, 2 WAVES]; the squares of a row add up to 1."""
    order = np.arange(1, WAVES + 1)
    angle = 2 * np.pi * days[:, None] / YEAR_DAYS * order
    share = np.sqrt(order**-2.0 / (order**-2.0).sum())
    return np.concatenate([np.sin(angle) * share, np.cos(angle) * share], axis=1)


def can_be_learnt(weeks: int) -> bool:
    """Whether so many whole weeks of history hold a season that can be learnt."""
    return weeks >= YEARLY_WEEKS
