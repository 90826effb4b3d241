"""The column engine: one line of work per agent as a column, found by shortest paths, joined in a linear program."""

from __future__ import annotations

from staffing.engines.columns.solve import solve

__all__ = ["solve"]
