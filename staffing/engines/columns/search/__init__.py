"""Rosters: first ones, and those that the search of parts makes cheaper."""
