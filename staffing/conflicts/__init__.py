"""Why no roster meets the hard rules: smallest sets of rules and facts that cannot hold together, and ways out."""

from __future__ import annotations

from staffing.conflicts.member import Conflict, Member, WayOut
from staffing.conflicts.smallest import conflicts, smallest_conflict
from staffing.conflicts.told import Told, why_no_roster
from staffing.conflicts.ways import ways_out
from staffing.conflicts.why import Why, why_not
from staffing.conflicts.words import conflict_sentences

__all__ = [
    "Conflict",
    "Member",
    "Told",
    "WayOut",
    "Why",
    "conflict_sentences",
    "conflicts",
    "smallest_conflict",
    "ways_out",
    "why_no_roster",
    "why_not",
]
