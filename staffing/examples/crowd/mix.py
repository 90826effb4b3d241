"""Of whom a crowd consists: shares of sites, contracts, skills and patterns, dealt out to a number of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int64]

Shares: TypeAlias = tuple[tuple[str, float], ...]
"""Names with their shares, which need not add up to 1."""


@dataclass(frozen=True)
class Pattern:
    """An availability pattern, the share of a site's people who have it, and the contracts that allow it."""

    id: str
    share: float
    contracts: tuple[str, ...]


@dataclass(frozen=True)
class SiteMix:
    """The people of a site: their share of all, and the shares of contracts, skills and patterns among them.

    Skills are written as in `agents.csv`: queues joined by `|`, every queue where empty.
    """

    site: str
    share: float
    contracts: Shares
    skills: Shares
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class Mix:
    """All sites, and what holds at each of them. Shares are of all people.

    `trained_on`: the contracts of trainees and mentors. `whole_week` and `some_days`: who is on leave in the planned
    week, for all of it or for one to three days.
    """

    sites: tuple[SiteMix, ...]
    trainees: float
    trained_on: tuple[str, ...]
    whole_week: float
    some_days: float
    asking: float
    """Who has a request in the planned week; half of them have two."""
    asked: float
    """Who had one in the week before."""


def heads(shares: Sequence[float], people: int) -> list[int]:
    """How many of some people each share is: whole numbers that add up, the largest remainders rounded up."""
    exact = np.array(shares) / sum(shares) * people
    found = np.floor(exact).astype(np.int64)
    for number in np.argsort(found - exact, kind="stable")[: people - int(found.sum())]:
        found[number] += 1
    return [int(each) for each in found]


def dealt(shares: Sequence[float], people: int, rng: np.random.Generator) -> Integers:
    """[people] the number of a share for each person: every share as often as it should be, in random order."""
    return rng.permutation(np.repeat(np.arange(len(shares)), heads(shares, people)))
