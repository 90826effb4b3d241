"""Engines: a Problem and its rules in, a Result out."""

from __future__ import annotations

ENGINES = ("direct", "columns", "tours")
"""Names of the engines there are; each of them holds every rule."""
