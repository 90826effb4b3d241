"""Cuts: what serving the work costs at least, as a row over what people work."""

from __future__ import annotations

from dataclasses import dataclass

from staffing.engines.columns.program.rows import Numbers


@dataclass(frozen=True, eq=False)
class Cut:
    """Service costs at least `rest`, less the prices `rows` [R] times what people bring to the rows.

    `cells`: the same prices by cell, [agents x days x shifts] numbered as in the rows. It holds for every roster.
    """

    rows: Numbers
    cells: Numbers
    rest: float

    def at(self, brought: Numbers) -> float:
        """The least price of service where people bring so much to the rows [R]."""
        return self.rest - float(self.rows @ brought)
