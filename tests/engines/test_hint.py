"""The complete solution made for a roster: it keeps every structural bound, whatever the roster."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from ortools.sat.python import cp_model

from staffing.engines.direct.hint import breach_of, values_of
from staffing.engines.direct.translate import Translation, translate
from staffing.problem import Integers, Problem
from staffing.roster import Roster
from staffing.rules import EVERY, Rule
from staffing.rules.team.maximum_age import MaximumAge
from staffing.rules.team.resolution_rate import ResolutionRate
from tests.rules.random_worlds import rosters, worlds
from tests.rules.skill_worlds import skilled_worlds

PRICED = tuple(kind.model_validate({**kind.example, "weight": 3}) for kind in EVERY)


def broken_structure(translation: Translation, values: Integers) -> list[str]:
    """Structural bounds and domains that the values break."""
    model = translation.model
    low, high = np.array(model.variables.low), np.array(model.variables.high)
    found = [f"variable {v} is {values[v]}" for v in np.flatnonzero((values < low) | (values > high))]
    for number, bound in enumerate(model.structure):
        total = int((np.broadcast_to(bound.coefficients, bound.variables.shape) * values[bound.variables]).sum())
        if (bound.low is not None and total < bound.low) or (bound.high is not None and total > bound.high):
            found.append(f"bound {number}: {bound.low} <= {total} <= {bound.high}")
    return found


def price_at(translation: Translation, values: Integers) -> int:
    """What the breaches of the values cost."""
    return sum(breach_of(item.bound, values, item.high_side) * item.price for item in translation.priced)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(problem=worlds(), roster=rosters())
def test_the_solution_of_any_roster_keeps_every_structural_bound(problem: Problem, roster: Roster) -> None:
    translation = translate(problem, PRICED)
    assert broken_structure(translation, values_of(translation.model, roster)) == []


@settings(derandomize=True, max_examples=150, deadline=None)
@given(problem=skilled_worlds(), roster=rosters())
def test_the_solution_of_any_roster_of_several_groups_keeps_every_structural_bound(
    problem: Problem, roster: Roster
) -> None:
    translation = translate(problem, PRICED)
    values = values_of(translation.model, roster)
    assert broken_structure(translation, values) == []
    owed = sum(3 * violation.amount for rule in PRICED for violation in rule.violations(problem, roster))
    assert price_at(translation, values) >= owed


@settings(derandomize=True, max_examples=60, deadline=None)
@given(problem=worlds(), roster=rosters())
def test_the_solver_takes_the_solution_at_its_price(problem: Problem, roster: Roster) -> None:
    translation = translate(problem, PRICED)
    values = values_of(translation.model, roster)
    model = translation.solver_model
    for variable, value in zip(translation.variables, values.tolist(), strict=True):
        model.add(variable == value)
    model.minimize(translation.price())
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    ledger = translation.ledger([solver.value(item.breach) for item in translation.priced])
    assert sum(entry.price for entry in ledger) == round(solver.objective_value) == price_at(translation, values)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(problem=worlds(), roster=rosters())
def test_its_price_is_never_below_that_of_the_violations(problem: Problem, roster: Roster) -> None:
    translation = translate(problem, PRICED)
    owed = sum(3 * violation.amount for rule in PRICED for violation in rule.violations(problem, roster))
    assert price_at(translation, values_of(translation.model, roster)) >= owed


@settings(derandomize=True, max_examples=60, deadline=None)
@given(problem=worlds(), roster=rosters())
def test_its_price_is_that_of_the_violations_where_no_rule_weighs_one_case_against_another(
    problem: Problem, roster: Roster
) -> None:
    weighing = ("resolution_rate", "day_floor", "maximum_age")
    rules: tuple[Rule, ...] = tuple(rule for rule in PRICED if rule.rule not in weighing)
    translation = translate(problem, rules)
    owed = sum(3 * violation.amount for rule in rules for violation in rule.violations(problem, roster))
    assert price_at(translation, values_of(translation.model, roster)) == owed


@settings(derandomize=True, max_examples=60, deadline=None)
@given(problem=worlds(classes=1), roster=rosters())
def test_its_late_work_is_the_least_of_one_deadline_class(problem: Problem, roster: Roster) -> None:
    rule = ResolutionRate(weight=3, rate=0.9)
    translation = translate(problem, [rule])
    owed = sum(3 * violation.amount for violation in rule.violations(problem, roster))
    assert price_at(translation, values_of(translation.model, roster)) == owed


@settings(derandomize=True, max_examples=60, deadline=None)
@given(problem=worlds(), roster=rosters())
def test_the_maximum_age_alone_costs_what_its_violations_say(problem: Problem, roster: Roster) -> None:
    rule = MaximumAge(weight=2)
    translation = translate(problem, [rule])
    work = translation.model.work[:, problem.history_days :].ravel()
    for variable, on in zip(work, roster.work.ravel(), strict=True):
        translation.solver_model.add(translation.variables[variable] == int(on))
    translation.solver_model.minimize(translation.price())
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(translation.solver_model) == cp_model.OPTIMAL
    assert round(solver.objective_value) == 2 * sum(v.amount for v in rule.violations(problem, roster))
