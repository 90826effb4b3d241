"""The cases of the agreement test, by the kind of rule: each in a world where it bites some rosters and not all."""

from __future__ import annotations

from tests.rules.cases import fairness, labour, limits, patterns, people, standing
from tests.rules.cases.worlds import Case

GROUPS = (standing, fairness, limits, labour, patterns, people)
CASES: list[Case] = [case for group in GROUPS for case in group.CASES]
AT_THE_EDGE = [edge for group in GROUPS for edge in group.AT_THE_EDGE]
"""Limits that can just not be broken: one minute, or one day, more would break them."""
