"""Rosters of hundreds to tens of thousands of people: counts of tours by class, then people."""

from staffing.engines.tours.solve import ENGINE, solve

__all__ = ["ENGINE", "solve"]
