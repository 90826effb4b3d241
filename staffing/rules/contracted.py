"""Limits that depend on the days a week that a contract has, as the working day of the law often does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeAlias

import numpy as np
from pydantic import Field

from staffing.problem import Integers, Problem

ContractDays: TypeAlias = Annotated[int, Field(ge=1, le=7)]
ByContractDays: TypeAlias = dict[ContractDays, Annotated[int, Field(ge=0, le=1440)]]
"""A number for contracts of so many days a week: `{5: 480, 6: 420}`."""


def days_entry(table: Mapping[int, int], days: int) -> int:
    """The days under which a contract of so many stands: the fewest not below them, else the most."""
    return min((entry for entry in table if entry >= days), default=max(table))


def by_contract_days(problem: Problem, table: Mapping[int, int], otherwise: int) -> Integers:
    """[A] the number of each agent's contract; `otherwise` where there is no table."""
    most = int(problem.contract_days.max(initial=0))
    numbers = [table[days_entry(table, days)] if table else otherwise for days in range(most + 1)]
    found: Integers = np.array(numbers, dtype=np.int64)[problem.contract_days]
    return found
