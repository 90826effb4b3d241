"""What stands against a wish, leave or any roster at all: sets of rules and facts that cannot hold together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from staffing.conflicts import Conflict, Member, WayOut, smallest_conflict, ways_out
from staffing.granting.granted import Granted
from staffing.outlook import Outlook
from staffing.plan import Settings
from staffing.rules import Rule

MOST = 3
"""Sets that are looked for; they share nothing but the wish."""
SECONDS = 10.0
"""Time for each of them, and for the ways out, at most."""


@dataclass(frozen=True)
class Against:
    """Why no roster has what is asked.

    `facts`: sentences that are known before any search. `conflicts`: sets of hard rules and facts that cannot hold
    together with the wish, which is no member of theirs; without one where time ran out. `ways`: what could give.
    `anyway`: the wish has no part in the first of them: there is no roster without it either.
    """

    facts: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    ways: tuple[WayOut, ...]
    anyway: bool = False


UNEXPLAINED = Against(("two searches agree, and no set of rules was found that explains it",), (), ())


def against(outlook: Outlook, rules: Sequence[Rule], settings: Settings) -> Against | None:
    """What cannot hold together under the rules, a wish among them or not; None where nothing was found."""
    problem, found = outlook.problem, list[Conflict]()
    seconds = min(SECONDS, settings.seconds)
    avoid: tuple[Member, ...] = ()
    while len(found) < MOST:
        conflict = smallest_conflict(problem, rules, seconds, settings.seed, avoid)
        if conflict is None or not conflict.members:
            break
        found.append(conflict)
        others = tuple(member for member in conflict.members if not is_wish(member))
        avoid = (*avoid, *others)
        if not others:
            break
    facts = tuple(finding.message for finding in outlook.findings if finding.fatal)
    if not found and not facts:
        return None
    anyway = bool(found) and not any(map(is_wish, found[0].members)) and any(isinstance(r, Granted) for r in rules)
    shown = tuple(_without_wish(conflict) for conflict in found)
    ways: tuple[WayOut, ...] = ()
    if shown and all(conflict.members for conflict in shown):
        ways = ways_out(problem, rules, shown, seconds, settings.seed)
    return Against(facts, shown, tuple(way for way in ways if not any(map(is_wish, way.members))), anyway)


def is_wish(member: Member) -> bool:
    """Whether a member is what was asked for."""
    return isinstance(member.rule, Granted)


def _without_wish(conflict: Conflict) -> Conflict:
    return replace(conflict, members=tuple(member for member in conflict.members if not is_wish(member)))
