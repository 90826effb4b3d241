"""Rosters for teams that work escalations: cases that may wait, but must be resolved within a day."""

__version__ = "0.1.0"
