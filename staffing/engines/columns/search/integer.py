"""The integer master: one line for each agent out of those known, by CP-SAT.

It is exact over its lines, and keeps hard rows as constraints, where dives and parts only price them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from staffing.engines.columns.program.master import KEPT_CUTS
from staffing.engines.columns.program.relaxation import Line, Matrix
from staffing.engines.columns.program.rows import NO_PRICE
from staffing.engines.columns.program.world import World
from staffing.engines.limits import Limits
from staffing.problem import Integers

MOST_LINES = 3000
"""Lines among which it chooses, at most."""
PARTS = 1000
"""Prices that are no whole numbers, as those of a step of many units, are counted in parts of a point."""


def choose_lines(world: World, lines: Sequence[Line], hint: Mapping[int, Line], limits: Limits) -> list[Line] | None:
    """The cheapest roster made of given lines that is found within limits; None where none is found.

    `hint`: a roster of theirs to begin with, which may miss hard rows.
    """
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in lines]
    of_agent: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        of_agent.setdefault(line.agent, []).append(place)
        held = hint.get(line.agent)
        model.add_hint(chosen[place], held is not None and held.key == line.key)
    for places in of_agent.values():
        model.add_exactly_one([chosen[place] for place in places])
    terms = [(chosen[place], line.cost * PARTS) for place, line in enumerate(lines)]
    _state_rows(model, world.matrix, lines, chosen, terms)
    _state_cuts(model, world, lines, chosen, terms)
    model.minimize(cp_model.LinearExpr.weighted_sum([term for term, _ in terms], [price for _, price in terms]))
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = limits.work
    solver.parameters.max_time_in_seconds = limits.seconds
    solver.parameters.catch_sigint_signal = False  # Ctrl-C is the whole search's
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [line for place, line in enumerate(lines) if solver.boolean_value(chosen[place])]


def _state_rows(
    model: cp_model.CpModel, matrix: Matrix, lines: Sequence[Line], chosen: list[Any], terms: list[tuple[Any, int]]
) -> None:
    """The rows with their breaches, which get a price among `terms`."""
    rows, inside = matrix.rows, matrix.rows.plain
    others = [model.new_int_var(a, b, "") for a, b in zip(rows.least.tolist(), rows.most.tolist(), strict=True)]
    parts: list[list[tuple[Any, int]]] = [[] for _ in range(rows.count)]
    for row, column, value in zip(*(each.tolist() for each in vars(rows.others).values()), strict=True):
        parts[row].append((others[column], value))
    ends = _ends(matrix, lines)
    for place, line in enumerate(lines):
        for row, value in zip(*(each.tolist() for each in matrix.entries(line)), strict=True):
            parts[row].append((chosen[place], value))
    for row in range(inside):
        total: Any = cp_model.LinearExpr.weighted_sum([t for t, _ in parts[row]], [v for _, v in parts[row]])
        for sign, side, price in ((1, rows.low[row], rows.price_low[row]), (-1, rows.high[row], rows.price_high[row])):
            if not np.isfinite(side):
                continue
            if price == NO_PRICE:
                model.add(sign * total >= sign * int(side))
            else:
                breach = model.new_int_var(0, int(ends[row]) + abs(int(side)), "")
                model.add(sign * total + breach >= sign * int(side))
                terms.append((breach, round(price * PARTS)))


def _state_cuts(
    model: cp_model.CpModel, world: World, lines: Sequence[Line], chosen: list[Any], terms: list[tuple[Any, int]]
) -> None:
    """What serving the work costs, as far as cuts know, as a term."""
    cuts = world.cuts[-KEPT_CUTS:]
    if not cuts:
        return
    cells = [world.matrix.cells(line) for line in lines]
    stated = []
    for cut in cuts:
        paid = [round(PARTS * float(cut.cells[each].sum())) for each in cells]
        stated.append((round(PARTS * cut.rest), paid))
    service = model.new_int_var(0, max(1, *(abs(rest) + sum(map(abs, paid)) for rest, paid in stated)), "")
    for rest, paid in stated:
        model.add(service + cp_model.LinearExpr.weighted_sum(chosen, paid) >= rest)
    terms.append((service, 1))


def _ends(matrix: Matrix, lines: Sequence[Line]) -> Integers:
    """[R] how far a row's sum can be from 0."""
    rows = matrix.rows
    reach = np.zeros(rows.count, dtype=np.int64)
    most = np.maximum(np.abs(rows.least), np.abs(rows.most))
    np.add.at(reach, rows.others.row, np.abs(rows.others.value) * most[rows.others.column])
    by_agent: dict[int, Integers] = {}
    for line in lines:
        found = by_agent.setdefault(line.agent, np.zeros(rows.count, dtype=np.int64))
        row, value = matrix.entries(line)
        found[row] = np.maximum(found[row], np.abs(value))
    for each in by_agent.values():
        reach += each
    return reach
