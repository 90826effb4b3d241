"""Why there is no roster and what would help, as one sentence and as a short list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from staffing.conflicts.member import Conflict, WayOut
from staffing.conflicts.smallest import conflicts
from staffing.conflicts.ways import WORK, ways_out
from staffing.conflicts.words import conflict_sentences
from staffing.engines.direct import Limits
from staffing.problem import Problem
from staffing.rules import Rule

NO_ROSTER = "no roster meets the hard rules: "
LIMITS = Limits(work=WORK, seconds=30.0)
WAYS_TOLD = 3
"""So many ways out are told."""


class Told(NamedTuple):
    """The same in one line, for a table, and in several, for a terminal."""

    sentence: str
    lines: tuple[str, ...]


def why_no_roster(problem: Problem, rules: Sequence[Rule], reasons: Sequence[str], limits: Limits = LIMITS) -> Told:
    """Why no roster meets the hard rules: known `reasons` first, then what cannot hold together and the ways out.

    A third of the seconds is for the conflicts, the rest for the ways out; `work` is that of the price of each.
    """
    seconds, seed = limits.seconds, limits.seed
    found = conflicts(problem, rules, seconds=seconds / 3, seed=seed)
    found = tuple(conflict for conflict in found if conflict.members)
    ways = ways_out(problem, rules, found, 2 * seconds / 3, seed, work=limits.work) if found else ()
    if not reasons and not found:
        unknown = f"{NO_ROSTER}two searches agree, and what cannot hold together was not found in {seconds:.0f} s"
        return Told(unknown, (unknown,))
    known = "; ".join(reasons) or f"{_head(found[0])}: {'; '.join(conflict_sentences(problem, found[0]))}"
    way = f"; the cheapest way out: {ways[0].sentence}" if ways else ""
    return Told(NO_ROSTER + known + way, tuple(_lines(problem, reasons, found, ways[:WAYS_TOLD])))


def _lines(problem: Problem, reasons: Sequence[str], found: Sequence[Conflict], ways: Sequence[WayOut]) -> list[str]:
    heads = [_head(conflict) for conflict in found]
    lines = [NO_ROSTER + "; ".join(reasons)] if reasons else []
    for number, (head, conflict) in enumerate(zip(heads, found, strict=True)):
        lines.append(f"{head if number or reasons else NO_ROSTER + head}:")
        lines += [f"  {line}" for line in conflict_sentences(problem, conflict)]
    if ways:
        lines.append("the cheapest ways out, each enough by itself:" if len(ways) > 1 else "the way out:")
        lines += [f"  {number}. {way.sentence}{_price(way)}" for number, way in enumerate(ways, 1)]
    return lines


def _head(conflict: Conflict) -> str:
    count = len(conflict.members)
    if count == 1:
        return "this cannot be met"
    return f"these {count} cannot hold together" + ("" if conflict.confirmed else ", perhaps not all of them needed")


def _price(way: WayOut) -> str:
    return "" if way.objective is None else f" (the best roster found then has the price {way.objective})"
