"""What must be the same on every worker for the same answers, and for a task to be understood."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from functools import lru_cache
from importlib import metadata

from staffing import __version__

PACKAGES = ("ortools", "numpy", "numba")


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Of this process: of staffing, of Python without its last part, and of what searches and simulates."""
    here = {"staffing": __version__, "Python": ".".join(platform.python_version_tuple()[:2])}
    for name in PACKAGES:
        try:
            here[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            here[name] = "missing"
    return here


def difference(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What is not the same, with both versions: "ortools 9.14 instead of 9.15"; "" where nothing is."""
    other = [
        f"{name} {there.get(name, 'missing')} instead of {here[name]}" for name in here if there.get(name) != here[name]
    ]
    return " and ".join(other)
