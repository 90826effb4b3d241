"""Engines: a Problem and its rules in, a Result out."""
