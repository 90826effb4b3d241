"""Everything that is wrong with the files, gathered into one error with one sentence a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from staffing.errors import InputError

MOST_FAULTS = 10
"""Faults told at once; more of them usually have one cause."""


@dataclass
class Faults:
    """Sentences about what is wrong, in the order in which they were found."""

    sentences: list[str] = field(default_factory=list)

    def add(self, message: str, *, file: str = "", line: int = 0, column: int = 0) -> None:
        """Note one fault; the same sentence is told once."""
        sentence = str(InputError(message, file=file, line=line, column=column))
        if sentence not in self.sentences:
            self.sentences.append(sentence)

    def raise_any(self) -> None:
        """Raise one InputError with the first faults, one a line, if there are any."""
        if not self.sentences:
            return
        told = self.sentences[:MOST_FAULTS]
        if len(self.sentences) > MOST_FAULTS:
            told.append(f"and {len(self.sentences) - MOST_FAULTS} more faults like these")
        raise InputError("\n".join(told))


def shown(value: Any) -> str:
    """A value as it is quoted in a message: short, on one line, without control characters."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = str(value)
    cut = text if len(text) <= 40 else f"{text[:40]}..."
    clean = "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in cut)
    return clean if isinstance(value, (int, float)) else f'"{clean}"'


def nearest(value: str, known: Iterable[str]) -> str:
    """`; nearest is "budi"` when a known name is close to the one given, else the empty string."""
    by_fold = {name.casefold(): name for name in known}
    found = get_close_matches(value.casefold()[:80], by_fold, n=1, cutoff=0.6)
    return f'; nearest is "{by_fold[found[0]]}"' if found else ""


def choice(value: str, known: Iterable[str]) -> str:
    """`; nearest is "budi"`, else `; allowed are ...`: what to write instead of an unknown name."""
    names = list(dict.fromkeys(known))
    return nearest(value, names) or f"; allowed are {listed(names)}"


def listed(names: Iterable[str]) -> str:
    """At most twelve names with commas between."""
    every = list(names)
    more = f" and {len(every) - 12} more" if len(every) > 12 else ""
    return (", ".join(every[:12]) + more) if every else "none"
