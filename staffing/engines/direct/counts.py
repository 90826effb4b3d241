"""The model with people who are alike counted together: a bound for all rosters, and a plan of who is needed when.

Agents with the same skills, speed, contract and site are a class. Adding up a bound over the members of a class gives
one on their numbers that every roster keeps, so the least price of the counts is a lower bound on the price of any
roster, and the counts are what a good roster looks like before names are written in. In the field this is the implicit
form of tour scheduling (Jarrah, Bard, deSilva 1994, Operations Research 42:661; Jacobs, Brusco 1996, Management
Science 42:1247). Minutes of work flow in fractions here; people are whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from staffing.engines.direct.cliques import Cell, cliques
from staffing.problem import Integers, Problem
from staffing.rules import Rule
from staffing.rules.agent.one_shift_a_day import OneShiftADay
from staffing.rules.bound import Bound
from staffing.rules.model import Model

Numbers = NDArray[np.float64]


def classes_of(problem: Problem) -> Integers:
    """[A] class of each agent: one profile of skill and speed, one site, one contract, free at the same times."""
    planned = slice(problem.history_days, None)
    free = (problem.employed & ~problem.on_leave)[:, planned, None] & problem.available[:, planned]
    free &= problem.contract_allows[:, None, :]
    alike = np.column_stack(
        [problem.profiles.of, problem.agent_site, problem.contract_days, problem.wage, free.reshape(len(free), -1)]
    )
    _, found = np.unique(alike, axis=0, return_inverse=True)
    numbers: Integers = found.ravel()
    return numbers


@dataclass(eq=False)
class Rows:
    """Linear rows low <= sum <= high over columns, and what the columns cost."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    row: list[Integers] = field(default_factory=list)
    column: list[Integers] = field(default_factory=list)
    value: list[Numbers] = field(default_factory=list)
    cost: list[tuple[int, float]] = field(default_factory=list)
    columns: int = 0

    def add(self, columns: Integers, values: Numbers, low: float, high: float) -> None:
        """A row."""
        self.row.append(np.full(len(columns), len(self.low), dtype=np.int64))
        self.column.append(columns)
        self.value.append(values)
        self.low.append(low)
        self.high.append(high)

    def priced(self, columns: Integers, values: Numbers, high: float, price: float) -> None:
        """A new column pays what the sum exceeds `high` by."""
        self.cost.append((self.columns, price))
        self.add(np.append(columns, self.columns), np.append(values, -1.0), -np.inf, high)
        self.columns += 1


@dataclass(frozen=True, eq=False)
class Counts:
    """The relaxed model. Columns are the plain model's variables (those of people unused), then [C, D, S] counts."""

    class_of: Integers
    counts: Integers
    """[C, D, S] column of each count, -1 where nobody of the class may work the shift."""
    upper: Numbers
    """[columns] upper bounds; lower ones are 0, or 1 for the constant 1."""
    rows: Rows


def count_model(model: Model, stated: Sequence[tuple[Rule, Bound]]) -> Counts:
    """The counts of a model whose rules have stated their bounds."""
    return _Builder(model, stated).build()


class _Builder:
    def __init__(self, model: Model, stated: Sequence[tuple[Rule, Bound]]) -> None:
        self.model, self.problem, self.stated = model, model.problem, stated
        self.class_of = classes_of(self.problem)
        self.high = np.array(model.variables.high, dtype=np.int64)
        self.owner = np.full(len(self.high), -1, dtype=np.int64)
        self.cell = np.full(len(self.high), -1, dtype=np.int64)
        planned = model.work[:, self.problem.history_days :]
        agent, day, shift = np.nonzero(planned > 1)
        self.owner[planned[agent, day, shift]] = agent
        self.cell[planned[agent, day, shift]] = day * self.problem.shifts + shift
        self.size = np.bincount(self.class_of)
        self.pairs: dict[int, set[tuple[Cell, Cell]]] = {}

    def build(self) -> Counts:
        free = self._narrowed()
        shape = len(self.size), self.problem.days, self.problem.shifts
        mine = np.flatnonzero(self.owner >= 0)
        places = self.class_of[self.owner[mine]], self.cell[mine]
        self.variables_of = np.zeros((shape[0], shape[1] * shape[2]), dtype=np.int64)
        np.add.at(self.variables_of, places, 1)
        most = np.zeros(shape, dtype=np.int64)
        np.add.at(most.reshape(shape[0], -1), places, self.high[mine])
        counts = np.full(shape, -1, dtype=np.int64)
        counts[most > 0] = len(self.high) + np.arange(int((most > 0).sum()))
        self.counts = counts.reshape(shape[0], -1)
        others = np.where(self.owner >= 0, 0, self.high).astype(np.float64)
        upper = np.concatenate([others, most[most > 0]])
        self.rows = Rows(columns=len(upper))
        for rule, bounds in free:
            self._aggregate(rule, bounds)
        if any(isinstance(rule, OneShiftADay) and rule.hard for rule, _ in self.stated):
            self._join_pairs()
        extra = self.rows.columns - len(upper)
        return Counts(self.class_of, counts, np.concatenate([upper, np.full(extra, np.inf)]), self.rows)

    def _narrowed(self) -> list[tuple[Rule | None, list[Bound]]]:
        """Bounds by rule; hard ones on a single cell narrow its domain instead."""
        found: list[tuple[Rule | None, list[Bound]]] = [(None, list(self.model.structure))]
        by_rule: dict[int, tuple[Rule, list[Bound]]] = {}
        for rule, bound in self.stated:
            cells = bound.variables.ravel()
            if rule.hard and len(cells) == 1 and bound.high == 0 and self.owner[cells[0]] >= 0:
                self.high[cells[0]] = 0
            else:
                by_rule.setdefault(id(rule), (rule, []))[1].append(bound)
        return [*found, *by_rule.values()]

    def _aggregate(self, rule: Rule | None, bounds: list[Bound]) -> None:
        """Add up the bounds of the members of a class that look alike."""
        alike: dict[tuple[object, ...], list[tuple[int, Bound]]] = {}
        turns: Counter[tuple[object, ...]] = Counter()  # what somebody is asked twice is not what two are asked once
        for bound in bounds:
            variables = bound.variables.ravel()
            owners = np.unique(self.owner[variables])
            owners = owners[owners >= 0]
            if len(owners) == 1:
                agent = int(owners[0])
                key = self._key(variables, bound, agent)
                turns[agent, key] += 1
                alike.setdefault((turns[agent, key], *key), []).append((agent, bound))
            else:
                self._over_classes(rule, bound)
        for members in alike.values():
            self._of_class(rule, members)

    def _join_pairs(self) -> None:
        """Pairs of shifts of which every member of a class works at most one, as cliques."""
        for kind, pairs in self.pairs.items():
            for clique in cliques(pairs):
                columns = self.counts[kind, [day * self.problem.shifts + shift for day, shift in sorted(clique)]]
                there = columns[columns >= 0]
                self.rows.add(there, np.ones(len(there)), -np.inf, float(self.size[kind]))

    def _key(self, variables: Integers, bound: Bound, agent: int) -> tuple[object, ...]:
        place = np.where(self.owner[variables] >= 0, -1 - self.cell[variables], variables)
        coefficients = np.broadcast_to(np.asarray(bound.coefficients), bound.variables.shape).ravel()
        order = np.lexsort((coefficients, place))
        sides = bound.low is None, bound.high is None, bound.step, bound.amount
        return int(self.class_of[agent]), place[order].tobytes(), coefficients[order].tobytes(), sides

    def _of_class(self, rule: Rule | None, members: list[tuple[int, Bound]]) -> None:
        """The sum over the members who have the bound; those who have not may do what their domains allow."""
        agent, first = members[0]
        variables = first.variables.ravel()
        coefficients = np.broadcast_to(np.asarray(first.coefficients), first.variables.shape).ravel()
        kind = int(self.class_of[agent])
        own = self.owner[variables] >= 0
        columns = np.where(own, self.counts[kind, self.cell[variables]], variables)
        weights = np.where(own, coefficients, coefficients * len(members)).astype(np.float64)
        rest = float(self.size[kind] - len(members))
        if rule is not None and rule.hard and not rest and len(variables) == 2 and own.all() and first.high == 1:
            one, other = (divmod(int(cell), self.problem.shifts) for cell in self.cell[variables])
            self.pairs.setdefault(kind, set()).add((one, other))
        added = coefficients[own].astype(np.float64)
        low = sum(b.low for _, b in members if b.low is not None) + rest * added[added < 0].sum()
        high = sum(b.high for _, b in members if b.high is not None) + rest * added[added > 0].sum()
        self._state(rule, first, (columns, weights), (low, high))

    def _over_classes(self, rule: Rule | None, bound: Bound) -> None:
        """A bound over several people: kept where all members of a class count alike, else left out."""
        variables = bound.variables.ravel()
        coefficients = np.broadcast_to(np.asarray(bound.coefficients), bound.variables.shape).ravel()
        own = self.owner[variables] >= 0
        columns, weights = variables[~own], coefficients[~own].astype(np.float64)
        if own.any():
            kinds = self.class_of[self.owner[variables[own]]]
            places = np.column_stack([kinds, self.cell[variables[own]], coefficients[own]])
            groups, number = np.unique(places, axis=0, return_counts=True)
            if (number != self.variables_of[groups[:, 0], groups[:, 1]]).any():
                return
            columns = np.concatenate([columns, self.counts[groups[:, 0], groups[:, 1]]])
            weights = np.concatenate([weights, groups[:, 2].astype(np.float64)])
        low = -np.inf if bound.low is None else float(bound.low)
        high = np.inf if bound.high is None else float(bound.high)
        self._state(rule, bound, (columns, weights), (low, high))

    def _state(
        self, rule: Rule | None, bound: Bound, terms: tuple[Integers, Numbers], sides: tuple[float, float]
    ) -> None:
        columns, weights = terms
        there = columns >= 0  # nobody of the class may work a cell without a count
        columns, weights = columns[there], weights[there]
        low = -np.inf if bound.low is None else sides[0]
        high = np.inf if bound.high is None else sides[1]
        if rule is None or rule.weight == "hard":
            self.rows.add(columns, weights, low, high)
            return
        price = rule.weight * bound.amount / bound.step
        if np.isfinite(high):
            self.rows.priced(columns, weights, high, price)
        if np.isfinite(low):
            self.rows.priced(columns, -weights, -low, price)
