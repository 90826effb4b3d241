"""What an earlier run has left of an instance: a roster, judged anew."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from staffing.bench.curtois.evaluate import broken, objective
from staffing.bench.curtois.instance import Instance
from staffing.errors import InputError

KEYS = frozenset({"instance", "objective", "bound", "roster"})
"""What every answer has."""
ELSEWHERE = "move it away or give another --out"


@dataclass(frozen=True)
class Earlier:
    """The price of an earlier roster, worked out from the instance, and the bound that was written beside it."""

    objective: int
    bound: int

    def better_than(self, price: int | None, bound: int | None) -> bool:
        """Whether it is cheaper than what is found now, or has the higher bound at that price."""
        found = (math.inf if price is None else price, 0 if bound is None else -bound)
        return (self.objective, -self.bound) < found


def read_earlier(file: Path, instance: Instance) -> Earlier | None:
    """The earlier roster of an instance in a file; None where there is no file, or it holds no roster.

    Raises InputError where the file is no answer, or its roster none of this instance: neither may be lost.
    """
    if not (file.exists() or file.is_symlink()):
        return None
    answer = _answer(file)
    if answer is None:
        raise InputError(f"{file} is no earlier answer and would be lost; {ELSEWHERE}")
    lines = answer["roster"]
    if lines is None:
        return None
    fault = "it is no list of shifts by person" if not _are_lines(lines) else next(iter(broken(instance, lines)), None)
    if fault is not None:
        raise InputError(f"{file} has a roster, and it is none of this instance: {fault}; {ELSEWHERE}")
    price, bound = objective(instance, lines), answer["bound"]
    return Earlier(price, bound if type(bound) is int and bound <= price else 0)


def _answer(file: Path) -> dict[str, Any] | None:
    if file.is_symlink() or not file.is_file():
        return None
    try:
        held = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return None
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror or error}; {ELSEWHERE}") from None
    return held if isinstance(held, dict) and held.keys() >= KEYS else None


def _are_lines(held: Any) -> bool:
    """Whether what a file holds is a list of shifts by person."""
    return isinstance(held, dict) and all(
        isinstance(line, list) and all(shift is None or isinstance(shift, str) for shift in line)
        for line in held.values()
    )
