"""What stands against a wish, leave or any roster at all: sets of rules and facts that cannot hold together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from staffing.conflicts import Conflict, Member, WayOut, why_not
from staffing.granting.granted import Granted
from staffing.outlook import Outlook
from staffing.plan import Settings
from staffing.rules import Rule


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
    why = why_not(outlook.problem, rules, settings.seconds, settings.seed, is_wish)
    facts = tuple(finding.message for finding in outlook.findings if finding.fatal)
    if not why.conflicts and not facts:
        return None
    return Against(facts, why.conflicts, why.ways, why.anyway and any(isinstance(rule, Granted) for rule in rules))


def is_wish(member: Member) -> bool:
    """Whether a member is what was asked for."""
    return isinstance(member.rule, Granted)
