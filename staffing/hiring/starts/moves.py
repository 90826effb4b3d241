"""Small moves of one role's starts, and what each changes in the cost, all of them priced at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from staffing.hiring.starts.evaluate import brought, evaluate, terminal, wages
from staffing.hiring.starts.limits import classes_for, seated
from staffing.hiring.starts.program import Floats, Ints, Program
from staffing.hiring.starts.recourse import cover

REACH = 8
"""Weeks that a start is moved at most in one step."""
OF_ROLES = (
    "need", "at_hand", "fte", "employed", "may_start", "wage", "per_hire", "per_class", "short", "overtime_price",
    "outsourced_most", "outsourced_price",
)  # fmt: skip


def only(program: Program, role: int) -> Program:
    """The program of one role."""
    return replace(program, **{name: getattr(program, name)[role : role + 1] for name in OF_ROLES})


@dataclass(frozen=True, eq=False)
class Moves:
    """`number` people who start in week `to` and no longer in `off` [M]; W stands for never."""

    off: Ints
    to: Ints
    number: Ints


@dataclass(frozen=True, eq=False)
class RoleMoves:
    """What moves of one role cost: `linear` [W + 1] each start by itself, `shifted` [W + 1, W] what it brings.

    In week W, which is after the last, starts cost and bring nothing.
    """

    program: Program
    linear: Floats
    shifted: Floats

    @classmethod
    def of(cls, program: Program) -> RoleMoves:
        weeks = program.may_start.shape[1]
        each = wages(program) + program.per_hire[:, None] - terminal(program)
        padded = np.concatenate([np.zeros(weeks), program.fte[0, :weeks]])
        shifted = np.stack([padded[weeks - week : 2 * weeks - week] for week in range(weeks + 1)])
        return cls(program, np.append(each[0], 0.0), shifted)

    def cost(self, people: Ints) -> float:
        """The cost of the role with starters [W]."""
        return evaluate(self.program, people[None, :], classes_for(self.program, people[None, :])).cost

    def priced(self, people: Ints, moves: Moves) -> Floats:
        """Change of the cost with each move."""
        now = brought(self.program, people[None, :])
        change = moves.number[:, None] * (self.shifted[moves.to] - self.shifted[moves.off])
        before = cover(self.program, now).price(self.program).sum()
        after = cover(self.program, now + change).price(self.program).sum(axis=1)
        linear = moves.number * (self.linear[moves.to] - self.linear[moves.off])
        classes = class_changes(self.program, people, moves).sum(axis=1) * self.program.per_class[0]
        return np.asarray(after - before + linear + classes, dtype=np.float64)


def moves_of(program: Program, people: Ints) -> Moves:
    """All small moves of one role's starters [W] that leave classes of a proper size in weeks with starts."""
    weeks = len(people)
    never, taken, may = weeks, np.flatnonzero(people), np.flatnonzero(program.may_start[0])
    found = [(never, int(to), size) for to in may for size in {1, program.class_min, program.class_max}]
    for off in taken.tolist():
        sizes = {1, program.class_min, int(people[off])}
        near = may[(abs(may - off) <= REACH) & (may != off)].tolist()
        found += [(off, to, size) for to in [never, *near] for size in sizes if size <= people[off]]
    table = np.array(sorted(found), dtype=np.int64).reshape(-1, 3)
    left, joined, number = table.T
    before = np.append(people, 0)
    proper = (left == never) | seated(program, before[left] - number)
    proper &= (joined == never) | seated(program, before[joined] + number)
    return Moves(left[proper], joined[proper], number[proper])


def class_changes(program: Program, people: Ints, moves: Moves) -> Ints:
    """[M, W] classes more or fewer with each move."""
    weeks, rows = len(people), np.arange(len(moves.off))
    found = np.zeros((len(rows), weeks + 1), dtype=np.int64)
    before = np.append(people, 0)
    now = classes_for(program, before)
    found[rows, moves.off] -= now[moves.off] - classes_for(program, before[moves.off] - moves.number)
    found[rows, moves.to] += classes_for(program, before[moves.to] + moves.number) - now[moves.to]
    return found[:, :weeks]
