"""The rules that count people, as rows over kinds of people: how many of a kind work a shift on a day.

Such a rule asks how many there are and not who. So one agent stands for all of a kind, as often as there are people,
and the rows are as many for six people as for twenty thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from staffing.engines.columns.networks.lines import of_a_line
from staffing.engines.columns.program.relaxation import Matrix
from staffing.engines.columns.program.service import every_row
from staffing.engines.part import part_of
from staffing.engines.tours.classes import Kinds
from staffing.problem import Problem
from staffing.rules import Rule


def counts_people(rule: Rule) -> bool:
    """Whether a rule asks how many people there are, and with which skills, and not who they are."""
    return not of_a_line(rule) and not rule.stated.by_name


def stand_ins(problem: Problem, kinds: Kinds) -> Problem:
    """An agent of each kind, who is available whenever anybody of the kind is: where nobody is, nobody is asked for."""
    available = np.array([problem.available[kinds.of == kind].any(axis=0) for kind in range(len(kinds.size))])
    return replace(part_of(problem, kinds.first), available=available)


def counted_rows(problem: Problem, rules: Sequence[Rule], kinds: Kinds) -> Matrix:
    """The rows of all rules that count people, over cells (kind, planned day, shift)."""
    counted = [rule for rule in rules if counts_people(rule)]
    rows = every_row(stand_ins(problem, kinds), counted, frozenset(), kinds.size)
    return Matrix(rows, (len(kinds.size), problem.days, problem.shifts))
