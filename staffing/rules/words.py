"""Numbers of things in the notes of breaches."""

from __future__ import annotations

_ONE = {"days": "day", "minutes": "minute", "people": "person", "shifts": "shift", "weekends": "weekend"}


def so_many(count: int, things: str) -> str:
    """So many things, which are given in the plural, with what is said of them: `1 day worked`, `2 late shifts`."""
    words = things.split(" ")
    if count == 1:
        at = next((number for number, word in enumerate(words) if word in _ONE), None)
        if at is not None:
            words[at] = _ONE[words[at]]
    return " ".join([str(count), *words])
