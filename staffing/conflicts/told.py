"""Why there is no roster and what would help, as one sentence and as a short list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from staffing.conflicts.member import Conflict, WayOut
from staffing.conflicts.why import SECONDS, why_not
from staffing.conflicts.words import conflict_sentences
from staffing.problem import Problem
from staffing.rules import Rule

NO_ROSTER = "no roster meets the hard rules: "


class Told(NamedTuple):
    """The same in one line, for a table, and in several, for a terminal."""

    sentence: str
    lines: tuple[str, ...]


def why_no_roster(
    problem: Problem, rules: Sequence[Rule], reasons: Sequence[str], seconds: float = SECONDS, seed: int = 1
) -> Told:
    """Why no roster meets the hard rules: known `reasons` first, then what cannot hold together and the ways out."""
    found, ways, _ = why_not(problem, rules, seconds, seed)
    if not reasons and not found:
        unknown = f"{NO_ROSTER}two searches agree, and what cannot hold together was not found in {seconds:.0f} s"
        return Told(unknown, (unknown,))
    known = "; ".join(reasons) or f"{_head(found[0])}: {'; '.join(conflict_sentences(problem, found[0]))}"
    best = next(iter(ways), None)
    way = "" if best is None else f"; {_lead(best)}{best.sentence}"
    return Told(NO_ROSTER + known + way, tuple(_lines(problem, reasons, found, ways)))


def _lines(problem: Problem, reasons: Sequence[str], found: Sequence[Conflict], ways: Sequence[WayOut]) -> list[str]:
    heads = [_head(conflict) for conflict in found]
    lines = [NO_ROSTER + "; ".join(reasons)] if reasons else []
    for number, (head, conflict) in enumerate(zip(heads, found, strict=True)):
        lines.append(f"{head if number or reasons else NO_ROSTER + head}:")
        lines += [f"  {line}" for line in conflict_sentences(problem, conflict)]
    real = [way for way in ways if way.members]
    if real:
        which = "the cheapest ways out" if any(way.objective is not None for way in real) else "ways out"
        lines.append(f"{which}, each enough by itself:" if len(real) > 1 else "the way out:")
        lines += [f"  {number}. {way.sentence}{_price(way)}" for number, way in enumerate(real, 1)]
    return [*lines, *(way.sentence for way in ways if not way.members)]


def _head(conflict: Conflict) -> str:
    count = len(conflict.members)
    if count == 1:
        return "this cannot be met"
    return f"these {count} cannot hold together" + ("" if conflict.confirmed else ", perhaps not all of them needed")


def _lead(best: WayOut) -> str:
    if not best.members:
        return ""
    return "a way out: " if best.objective is None else "the cheapest way out: "


def _price(way: WayOut) -> str:
    if way.objective is None:
        return ""
    return f"; the roster then costs {way.objective:,} {'point' if way.objective == 1 else 'points'}"
