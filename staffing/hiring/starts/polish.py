"""Small moves that make a plan of starts better, until none does: add, remove, shift people or whole classes.

Of plans that cost the same, fewer and later starts win: nobody comes earlier than useful.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from staffing.hiring.starts.limits import ROUNDING, classes_for, in_training, money
from staffing.hiring.starts.moves import Moves, RoleMoves, class_changes, moves_of, only
from staffing.hiring.starts.program import Flags, Floats, Ints, Program

SAME = 1e-10
"""Costs that differ by less, relative to that of the role, are the same."""
SEED, LONGEST = 1, 26
"""Of the draws, and below how many weeks one takes starts away."""


@dataclass(eq=False)
class _Search:
    program: Program
    people: Ints
    roles: list[RoleMoves]

    @classmethod
    def of(cls, program: Program, people: Ints) -> _Search:
        return cls(program, people.copy(), [RoleMoves.of(only(program, role)) for role in range(len(people))])

    def costs(self) -> Floats:
        return np.array([role.cost(people) for role, people in zip(self.roles, self.people, strict=True)])

    def descend(self, roles: Sequence[int], until: float) -> None:
        moved = True
        while moved:
            moved = False
            for role in roles:
                while time.monotonic() < until and self.step(role):
                    moved = True

    def permitted(self, role: int, moves: Moves) -> Flags:
        """Which moves of a role keep the limits that all roles share."""
        program, planned = self.program, self.program.planned
        classes = classes_for(program, self.people)
        change = class_changes(program, self.people[role], moves)
        busy = in_training(program, classes.sum(axis=0)) + in_training(program, change)
        fits = np.asarray((busy <= program.trainers).all(axis=1), dtype=np.bool_)
        more = moves.number * ((moves.to < planned).astype(np.int64) - (moves.off < planned))
        if program.most_hires is not None:
            fits &= (more <= 0) | (int(self.people[:, :planned].sum()) + more <= program.most_hires)
        if program.most_money is not None:
            spent = more * program.per_hire[role] + change[:, :planned].sum(axis=1) * program.per_class[role]
            total = float(money(program, self.people, classes).sum())
            fits &= (spent <= 0) | (total + spent <= program.most_money * (1 + ROUNDING))
        return fits

    def step(self, role: int) -> bool:
        """The best move of a role; whether there was one."""
        of, people = self.roles[role], self.people[role]
        moves = moves_of(of.program, people)
        fits = self.permitted(role, moves)
        if not fits.any():
            return False
        moves = Moves(moves.off[fits], moves.to[fits], moves.number[fits])
        gains = of.priced(people, moves)
        weeks = len(people)
        earlier = moves.number * (moves.off - moves.to)
        least = SAME * max(1e-300, float(of.program.short[0]) * weeks + float(of.linear.max()))
        best = int(np.argmin(gains))
        if gains[best] >= -least:
            same = np.flatnonzero((gains < least) & (earlier < 0))
            if not same.size:
                return False
            best = int(same[np.argmin(earlier[same])])
        if moves.off[best] < weeks:
            people[moves.off[best]] -= moves.number[best]
        if moves.to[best] < weeks:
            people[moves.to[best]] += moves.number[best]
        return True


def polish(program: Program, people: Ints, until: float) -> Ints:
    """Starters [R, W] that no small move makes better, unless the clock (`time.monotonic`) ends it before."""
    search = _Search.of(program, people)
    search.descend(range(len(people)), until)
    return search.people


def shaken(program: Program, people: Ints, rounds: int, until: float) -> Ints:
    """Better starters by taking away those of some months of two roles and polishing, so many times.

    Kept where it is not worse (iterated local search: Lourenco, Martin, Stuetzle 2003). Draws are seeded.
    """
    draw, search = np.random.default_rng(SEED), _Search.of(program, people)
    costs = search.costs()
    weeks = people.shape[1]
    for _ in range(rounds):
        if time.monotonic() >= until:
            break
        before = search.people.copy()
        roles = sorted(draw.choice(len(people), min(2, len(people)), replace=False).tolist())
        for role in roles:
            first = int(draw.integers(0, weeks))
            search.people[role, first : first + int(draw.integers(1, LONGEST))] = 0
        search.descend(roles, until)
        after = costs.copy()
        for role in roles:
            after[role] = search.roles[role].cost(search.people[role])
        if after.sum() <= costs.sum():
            costs = after
        else:
            search.people = before
    return search.people
