"""A first look at a roster among several: of a large team fewer weeks often say as surely whether the promise is kept.

How surely P(week kept) is known depends on how many weeks are simulated, and on nothing else: busy weeks are busy for
everybody, so a large team needs as many as a small one, and each of them costs more. A roster that is only one step of
a choice is therefore looked at on the first part of its weeks; where the outcome is beyond doubt then, that is enough.
An interim look at so high a level leaves the level of the whole practically as it is (Haybittle 1971, British Journal
of Radiology 44:793; Peto and others 1976, British Journal of Cancer 34:585). The last word is always the whole verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffing.simulate.verdict import probability_interval

if TYPE_CHECKING:
    from staffing.simulate.service import Service

LARGE = 20_000_000
"""A verdict of more simulated cases than this begins with a look; fewer cost a few seconds."""
PART = 5
"""The look has one in so many of its weeks."""
SURE = 0.999
"""Beyond doubt is what lies outside the interval of this level."""


def first_look(cases: float, replications: int) -> int:
    """Replications of a look, for a verdict of so many cases in all its replications; 0 where none is worth it."""
    return replications // PART if cases > LARGE else 0


def beyond_doubt(service: Service) -> bool:
    """Whether the weeks simulated leave no doubt that the promise is kept, or that it is missed."""
    low, high = probability_interval(service.kept, SURE)
    return low >= service.confidence or high < service.confidence
