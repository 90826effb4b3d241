"""A roster: who works which shift on which planned day. Immutable; parses from and prints as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from staffing.problem import OFF, Flags, Integers, Problem


@dataclass(frozen=True, eq=False)
class Roster:
    """`work[a, d, s]` says whether agent a works shift s on planned day d.

    Two shifts on one day can be expressed, because a hand-edited roster may hold them.
    """

    work: Flags

    def __post_init__(self) -> None:
        self.work.setflags(write=False)

    @classmethod
    def of(cls, shift_of: Integers, shifts: int) -> Self:
        """The roster of [A, D] shift indices, OFF where there is none."""
        return cls(shift_of[:, :, None] == np.arange(shifts))

    @classmethod
    def empty(cls, problem: Problem) -> Self:
        """Nobody works."""
        return cls(np.zeros((problem.agents, problem.days, problem.shifts), dtype=bool))

    @classmethod
    def parse(cls, text: str, letters: str) -> Self:
        """One line per agent, one letter per day: `letters[s]` is shift s, `-` is off. Raises ValueError."""
        lines = text.split()
        if len({len(line) for line in lines}) > 1:
            raise ValueError(f"every line must have one letter per day; the lengths are {[len(x) for x in lines]}")
        unknown = set("".join(lines)) - set(letters) - {"-"}
        if unknown:
            raise ValueError(f"unknown letters {sorted(unknown)}; allowed are {letters} and -")
        rows = [[letters.find(letter) for letter in line] for line in lines]
        return cls.of(np.array(rows, dtype=np.int64).reshape(len(lines), -1), len(letters))

    def text(self, letters: str) -> str:
        """The roster as `parse` reads it; a day with two shifts shows `*`."""
        counts = self.work.sum(axis=2)
        rows = []
        for agent, line in enumerate(self.shift_of()):
            row = ["-" if shift == OFF else letters[shift] for shift in line]
            rows.append("".join("*" if counts[agent, day] > 1 else cell for day, cell in enumerate(row)))
        return "\n".join(rows)

    def shift_of(self) -> Integers:
        """[A, D] shift index of each day, the first where there are two, or OFF."""
        first = self.work.argmax(axis=2)
        return np.where(self.work.any(axis=2), first, OFF)

    def timeline(self, problem: Problem) -> Flags:
        """[A, H + D, S] the history followed by this roster."""
        past = problem.history[:, :, None] == np.arange(problem.shifts)
        return np.concatenate([past, self.work], axis=1)

    def assigned(self, agent: int, day: int, shift: int) -> Roster:
        """This roster with one day of one agent changed; OFF clears the day."""
        work = self.work.copy()
        work[agent, day, :] = False
        if shift != OFF:
            work[agent, day, shift] = True
        return Roster(work)
