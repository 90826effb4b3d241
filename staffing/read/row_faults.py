"""What is wrong with the rows of a ticket log, which are put aside with their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffing.read.faults import shown
from staffing.read.times import Flags


@dataclass(eq=False)
class RowFaults:
    """The first fault of each row: what kind it is, and the reason in a sentence."""

    texts: pd.DataFrame
    kinds: NDArray[np.object_] = field(init=False)
    reasons: NDArray[np.object_] = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = np.full(len(self.texts), "", dtype=object)
        self.reasons = np.full(len(self.texts), "", dtype=object)

    def note(self, faulty: Flags, kind: str, column: str, said: str) -> None:
        """Give the rows that have no fault yet this one: `created_at is "n/a", not a time such as 2026-11-03 09:15`."""
        new = np.flatnonzero(faulty & (self.kinds == ""))
        if len(new):
            values = self.texts[column].iloc[new]
            self.kinds[new] = kind
            self.reasons[new] = [f"{column} is {shown(str(value).strip() or None)}, {said}" for value in values]

    @property
    def any(self) -> Flags:
        """Which rows have a fault."""
        return np.asarray(self.kinds != "", dtype=bool)
