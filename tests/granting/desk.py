"""The small desk with a roster that is known by heart."""

from __future__ import annotations

from staffing.outlook import Outlook
from staffing.plan import Settings
from staffing.roster import Roster

QUICK = Settings(seed=3, work=0.05, replications=60)
WEEK = """
-eeell-
llll--l
e----e-
"""
"""ana, bela and caio, who is on leave from Tuesday to Thursday: nothing broken but caio's request for late on
Wednesday, which counts 10 points."""


def roster_of(text: str = WEEK) -> Roster:
    """A roster of early and late shifts."""
    return Roster.parse(text, "el")


def number_of(outlook: Outlook, agent_id: str) -> int:
    """Place of an agent in the problem."""
    return outlook.problem.agent_names.index(agent_id)
