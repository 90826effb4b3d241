"""What stands against a good roster before any search: facts and what chance leaves possible, in people's words.

Every check is exact, or a condition that any roster must meet; none is a guess. docs/concepts.md has the definitions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from staffing.explain.band import band_against_occupancy, band_without_headcount
from staffing.explain.closures import unsavable_cohorts
from staffing.explain.cover import leave_against_cover
from staffing.explain.finding import Finding
from staffing.explain.people import contract_against_shifts, pins_against_rules
from staffing.explain.promise import band_against_promise, promise_against_supply
from staffing.explain.supply import opening_backlog, supply_against_demand, supply_of_skills
from staffing.problem import Problem
from staffing.rules import Rule
from staffing.service.window_sums import Uncertainty

Check = Callable[[Problem, Sequence[Rule]], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    pins_against_rules,
    contract_against_shifts,
    leave_against_cover,
    unsavable_cohorts,
    supply_against_demand,
    supply_of_skills,
    band_against_occupancy,
    band_without_headcount,
    opening_backlog,
)
"""Checks of what is known for certain."""

ChanceCheck = Callable[[Problem, Sequence[Rule], Uncertainty, float], Iterator[Finding]]
CHANCE_CHECKS: tuple[ChanceCheck, ...] = (promise_against_supply, band_against_promise)
"""Checks of what chance leaves of the promise; none of their findings is fatal."""


def findings(
    problem: Problem, rules: Sequence[Rule], uncertainty: Uncertainty | None = None, confidence: float = 0.9
) -> tuple[Finding, ...]:
    """Every finding of the checks, in their order; those of chance only where the uncertainty is given.

    `confidence` is the share of weeks in which the promise should be kept, between 0 and 1, both excluded.
    """
    facts = [finding for check in CHECKS for finding in check(problem, rules)]
    if uncertainty is not None:
        facts += [finding for check in CHANCE_CHECKS for finding in check(problem, rules, uncertainty, confidence)]
    return tuple(facts)


__all__ = ["CHANCE_CHECKS", "CHECKS", "Finding", "findings"]
