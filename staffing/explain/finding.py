"""A finding, and the words that several checks share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from staffing.problem import Problem


@dataclass(frozen=True)
class Finding:
    """One fact that limits every roster; `fatal` when it alone leaves no roster that meets the hard rules."""

    check: str
    message: str
    fatal: bool = False


def first_day(problem: Problem, week: int) -> str:
    """Name of the first day of a planned week."""
    return problem.day_names[problem.history_days + 7 * week]


def days_named(problem: Problem, days: Sequence[int]) -> str:
    """Planned days by name, the first three and the number of the others."""
    names = [problem.day_names[problem.history_days + day] for day in days]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more days" if len(names) > 3 else "")


def percent(share: float) -> str:
    """A share with one decimal, none where it is 0: 81%, 67.6%."""
    return f"{100 * share:.1f}".removesuffix(".0") + "%"


def percent_below(share: float) -> str:
    """The last whole percent not above a share."""
    return f"{math.floor(100 * share + 1e-9)}%"


def percent_above(share: float) -> str:
    """The first whole percent not below a share."""
    return f"{math.ceil(100 * share - 1e-9)}%"


def more_people(number: int) -> str:
    """So many people more on the contracts there are."""
    return f"{number} more {'person' if number == 1 else 'people'} on such contracts"
