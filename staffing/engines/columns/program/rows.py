"""The rows of the master program: what joins the agents, and what their networks do not hold, as linear rows.

A row is low <= sum over worked cells + sum over further variables <= high. A cell is an agent, a planned day and a
shift. Where the rule is priced, each unit below or above costs its price. Of the plain model only what these rows need
is kept: a variable that stands for a sum of cells is put in its place, and bounds on one and the same sum are one row.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from staffing.engines.columns.networks.lines import of_a_line
from staffing.engines.columns.program.defined import Defined
from staffing.problem import Flags, Integers
from staffing.rules import Rule
from staffing.rules.bound import Bound
from staffing.rules.model import Definition, Model

Numbers = NDArray[np.float64]

NO_PRICE = np.inf
"""The price of a unit beyond a side that no roster may miss."""
STOOD_IN_FOR = 6
"""A sum of cells that stands in more rows than this keeps a variable of its own."""


@dataclass(frozen=True, eq=False)
class Terms:
    """Entries of a sparse matrix, sorted by row."""

    row: Integers
    column: Integers
    value: Integers


@dataclass(frozen=True, eq=False)
class Rows:
    """[R] rows; cells are numbered (agent x D + day) x S + shift, further variables in the order of `variables`."""

    low: Numbers
    high: Numbers
    price_low: Numbers
    """[R] price points of a unit below `low`; `NO_PRICE` where the row is hard."""
    price_high: Numbers
    cells: Terms
    others: Terms
    variables: Integers
    """[V] numbers of the further variables in the plain model."""
    least: Integers
    """[V]"""
    most: Integers
    """[V]"""
    step_low: Integers
    """[R] units below `low` that count as one: a step begun costs a whole one."""
    step_high: Integers
    held: Flags
    """[R] rows of the structure: whatever people work, the further variables can keep them."""
    defined: Defined
    """What the further variables are for a given roster, those on service aside."""
    served: tuple[int, int] = (0, 0)
    """How many of the rows and of the further variables say how the work is served: the last ones, by themselves."""

    @property
    def count(self) -> int:
        """Number of rows."""
        return len(self.low)

    @property
    def plain(self) -> int:
        """Number of rows that say nothing of service: the first ones."""
        return self.count - self.served[0]


Expression = dict[int, int]
"""Variables of the plain model and their coefficients; variable 1 is the constant."""


def rows_of(model: Model, stated: Sequence[tuple[Rule, Bound]]) -> Rows:
    """The rows of stated bounds, and of the structure that they need."""
    return _Builder(model, stated).build()


@dataclass(eq=False)
class _Builder:
    model: Model
    stated: Sequence[tuple[Rule, Bound]]
    sides: dict[bytes, int] = field(default_factory=dict)
    """Rows by what they sum up, to join the sides of one sum."""
    rows: list[tuple[Integers, Integers]] = field(default_factory=list)
    limits: list[list[float]] = field(default_factory=list)
    steps: list[list[int]] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)
    sums: list[Definition] = field(default_factory=list)
    """Variables that stand for a sum of cells, as definitions."""

    def __post_init__(self) -> None:
        planned = self.model.work[:, self.model.problem.history_days :]
        self.cell_of = np.full(len(self.model.variables.low), -1, dtype=np.int64)
        kept = planned.ravel() > 1
        self.cell_of[planned.ravel()[kept]] = np.flatnonzero(kept)

    def build(self) -> Rows:
        structure = self._needed()
        stands_for, structure = self._sums(structure)
        for bound in structure:
            self._add(_expression(bound, stands_for), bound, NO_PRICE, held=True)
        for rule, bound in self.stated:
            price = NO_PRICE if rule.weight == "hard" else int(rule.weight) * bound.amount / bound.step
            self._add(_expression(bound, stands_for), bound, price)
        return self._rows()

    def _needed(self) -> list[Bound]:
        """The structure that the stated bounds rest on: rows that share a further variable with what is kept."""
        model = self.model
        users: dict[int, list[int]] = {}
        for place, bound in enumerate(model.structure):
            for variable in bound.variables.ravel().tolist():
                if variable > 1 and self.cell_of[variable] < 0:
                    users.setdefault(variable, []).append(place)
        kept: set[int] = set()
        wanted = [v for _, bound in self.stated for v in bound.variables.ravel().tolist()]
        seen: set[int] = set()
        while wanted:
            variable = wanted.pop()
            if variable in seen or variable not in users:
                continue
            seen.add(variable)
            for place in users[variable]:
                if place not in kept:
                    kept.add(place)
                    wanted.extend(model.structure[place].variables.ravel().tolist())
        return [model.structure[place] for place in sorted(kept)]

    def _sums(self, structure: list[Bound]) -> tuple[dict[int, Expression], list[Bound]]:
        """Variables that stand for a sum of cells and are rarely used, with that sum; and the rest of the structure."""
        uses = Tally(
            v for bound in [*structure, *(bound for _, bound in self.stated)] for v in bound.variables.ravel().tolist()
        )
        found: dict[int, Expression] = {}
        rest = []
        for bound in structure:
            terms = _expression(bound, {})
            further = [v for v in terms if v > 1 and self.cell_of[v] < 0]
            if bound.low == bound.high and len(further) == 1 and terms[further[0]] == -1:
                variable = further[0]
                self.sums.append(_definition(bound, variable))
                if uses[variable] <= 1 + STOOD_IN_FOR and variable not in found:
                    del terms[variable]
                    terms[1] = terms.get(1, 0) - int(bound.low or 0)
                    found[variable] = terms
                    continue
            rest.append(bound)
        return found, rest

    def _add(self, terms: Expression, bound: Bound, price: float, *, held: bool = False) -> None:
        constant = terms.pop(1, 0)
        low = -np.inf if bound.low is None else bound.low - constant
        high = np.inf if bound.high is None else bound.high - constant
        variables = np.array([v for v in terms if terms[v]], dtype=np.int64)
        values = np.array([terms[v] for v in terms if terms[v]], dtype=np.int64)
        order = np.argsort(variables)
        variables, values = variables[order], values[order]
        key = variables.tobytes() + values.tobytes()
        place = self.sides.get(key)
        if place is not None:
            there = self.limits[place]
            # two rules may ask for more and for less than there can be at once: one row cannot say that
            if low == -np.inf and there[1] == np.inf and there[0] <= high:
                there[1], there[3] = high, price
                self.steps[place][1], self.held[place] = bound.step, self.held[place] and held
                return
            if high == np.inf and there[0] == -np.inf and low <= there[1]:
                there[0], there[2] = low, price
                self.steps[place][0], self.held[place] = bound.step, self.held[place] and held
                return
        self.sides[key] = len(self.rows)
        self.rows.append((variables, values))
        self.limits.append([low, high, price, price])
        self.steps.append([bound.step, bound.step])
        self.held.append(held)

    def _rows(self) -> Rows:
        limits = np.array(self.limits, dtype=np.float64).reshape(-1, 4)
        steps = np.array(self.steps, dtype=np.int64).reshape(-1, 2)
        size = [len(variables) for variables, _ in self.rows]
        row = np.repeat(np.arange(len(size)), size)
        variable = np.concatenate([np.zeros(0, dtype=np.int64), *(variables for variables, _ in self.rows)])
        value = np.concatenate([np.zeros(0, dtype=np.int64), *(values for _, values in self.rows)])
        own = self.cell_of[variable] >= 0
        variables = np.unique(variable[~own])
        low, high = (np.array(each, dtype=np.int64) for each in (self.model.variables.low, self.model.variables.high))
        return Rows(
            limits[:, 0],
            limits[:, 1],
            limits[:, 2],
            limits[:, 3],
            Terms(row[own], self.cell_of[variable[own]], value[own]),
            Terms(row[~own], np.searchsorted(variables, variable[~own]), value[~own]),
            variables,
            low[variables],
            high[variables],
            steps[:, 0],
            steps[:, 1],
            np.array(self.held, dtype=bool),
            Defined.of(self.cell_of, [*self.sums, *self.model.definitions], variables),
        )


def _definition(bound: Bound, variable: int) -> Definition:
    """The variable, which stands with -1 in an equation, as the sum of the others."""
    other = bound.variables.ravel() != variable
    coefficients = np.broadcast_to(np.asarray(bound.coefficients), bound.variables.shape).ravel()
    return Definition(variable, "sum", bound.variables.ravel()[other], coefficients[other], int(bound.low or 0))


def _expression(bound: Bound, stands_for: dict[int, Expression]) -> Expression:
    coefficients = np.broadcast_to(np.asarray(bound.coefficients), bound.variables.shape)
    terms: Expression = {}
    for variable, coefficient in zip(bound.variables.ravel().tolist(), coefficients.ravel().tolist(), strict=True):
        if variable == 0:
            continue
        if variable in stands_for:
            for part, times in stands_for[variable].items():
                terms[part] = terms.get(part, 0) + coefficient * times
        else:
            terms[variable] = terms.get(variable, 0) + coefficient
    return terms


def stated_bounds(
    model: Model, rules: Sequence[Rule], left: frozenset[tuple[int, int]], places: Collection[int] | None = None
) -> tuple[Model, list[tuple[Rule, Bound]]]:
    """The plain model with the bounds of team rules, and those of agent rules that the networks do not hold.

    `model` is a new one; `places`: of the rules that are stated; of all without.
    """
    found: list[tuple[Rule, Bound]] = []
    of_some = {place for place, _ in left}
    for place, rule in enumerate(rules):
        if places is not None and place not in places:
            continue
        if not of_a_line(rule):
            found.extend((rule, bound) for bound in rule.bounds(model))
        elif place in of_some:
            found.extend(
                (rule, bound) for bound in rule.bounds(model) if bound.agent < 0 or (place, bound.agent) in left
            )
    return model, found
