"""What people were told when a week was published: their shifts, and by that their days off."""

from __future__ import annotations

import numpy as np

from staffing.problem import OFF, Flags, Problem

KEEPING = frozenset({"pins", "published_changes", "published_days_off"})
"""Rules that keep what is published: a roster that is to be published in its place may break them."""


def told_off(problem: Problem) -> Flags:
    """[A, D] days that were off for somebody in a published week.

    A week is published where anybody has a published shift in it; who has none on a day of it was told to be off, as
    in the log of publications. Leave is told otherwise, and who is not employed on a day was told nothing of it.
    """
    planned = slice(problem.history_days, None)
    published = problem.pins != OFF
    weeks = problem.week[planned]
    told = np.isin(weeks, weeks[published.any(axis=0)])
    there = problem.employed[:, planned] & ~problem.on_leave[:, planned]
    off: Flags = ~published & told & there
    return off
