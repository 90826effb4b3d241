"""The machine of one resource, from its arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from staffing.engines.columns.networks.automaton import NEVER, Automaton, Step, minimal
from staffing.engines.columns.networks.distinct import distinct
from staffing.problem import Integers
from staffing.rules.resource import Counter, Resource, Succession
from staffing.rules.states import States


def machine_of(resource: Resource, weight: int | None) -> Automaton:
    """The machine of one resource; `weight` is the price of a unit of breach, None where there may be none."""
    if isinstance(resource, States):
        found = minimal(*_of_states(resource, weight))
    elif isinstance(resource, Succession):
        found = minimal(*_of_succession(resource, weight))
    else:
        found = minimal(*_of_counter(resource, weight))
    assert found is not None  # there is no limit to its states
    return found


def _priced(units: Integers, weight: int | None) -> Integers:
    return np.where(units > 0, NEVER, 0) if weight is None else units * weight


def _one_of(index: Integers) -> Integers:
    """The first place of each class."""
    return np.unique(index, return_index=True)[1]


def _kinds(day: Sequence[Integers], lasts: Integers) -> Integers:
    """[C] kind of each choice: alike in what the arrays of a day say of it, and in what the next day remembers."""
    choices = day[0].shape[-1]
    return distinct(np.column_stack([*(each.reshape(-1, choices).T for each in day), lasts]))[1]


def _lasts(day: Sequence[Integers]) -> Integers:
    """[C] kind of each choice of the day before: alike in what the arrays of a day say after it."""
    return distinct(np.concatenate([each.reshape(each.shape[0], -1) for each in day], axis=1))[1]


def _of_states(resource: States, weight: int | None) -> tuple[Step, int, tuple[Integers, ...]]:
    """Raw states are those of the resource."""
    first, days = resource.first, len(resource.first) - 1
    ways = np.concatenate([resource.to, resource.units])  # a column says all of a choice
    rows = [np.arange(first[day], first[day + 1]) for day in range(days)]
    kinds = tuple(distinct(ways[np.append(each, each + len(resource.to))].T)[1] for each in rows)

    def step(day: int, states: Integers) -> tuple[Integers, Integers]:
        there = np.ix_(rows[day][states], _one_of(kinds[day]))
        return resource.to[there], _priced(resource.units[there], weight)

    return step, 0, kinds


def _of_succession(resource: Succession, weight: int | None) -> tuple[Step, int, tuple[Integers, ...]]:
    """Raw states are kinds of the last choice."""
    units = resource.units
    lasts = [*(_lasts([day]) for day in units), np.zeros(units.shape[-1], dtype=np.int64)]
    kinds = tuple(_kinds([day], last) for day, last in zip(units, lasts[1:], strict=True))

    def step(day: int, states: Integers) -> tuple[Integers, Integers]:
        chosen = _one_of(kinds[day])
        price = _priced(units[day][_one_of(lasts[day])[states]][:, chosen], weight)
        return np.broadcast_to(lasts[day + 1][chosen], price.shape), price

    return step, int(lasts[0][resource.before]), kinds


def _of_counter(resource: Counter, weight: int | None) -> tuple[Step, int, tuple[Integers, ...]]:
    """Raw states are value x choices + kind of the last choice; one kind on days that do not look at the day before."""
    days, choices = len(resource.adds), resource.adds.shape[-1]
    adds, resets = (each[:, None] if each.ndim == 2 else each for each in (resource.adds, resource.resets))
    alone = np.zeros(choices, dtype=np.int64)
    looks_back = [adds.shape[1] > 1 or resets.shape[1] > 1] * days
    shape = choices, choices
    lasts = [
        _lasts([np.broadcast_to(adds[d], shape), np.broadcast_to(resets[d], shape)]) if looks_back[d] else alone
        for d in range(days)
    ]
    lasts.append(alone)
    kinds = tuple(_kinds([adds[d], resets[d]], lasts[d + 1]) for d in range(days))

    def units(by: Integers) -> Integers:
        return np.minimum(resource.most, -(-by // resource.step)) * resource.amount

    def step(day: int, states: Integers) -> tuple[Integers, Integers]:
        chosen = _one_of(kinds[day])
        value, kind = np.divmod(states, choices)
        last = _one_of(lasts[day])[kind]
        more, ends = (
            each[day][last if each.shape[1] > 1 else np.zeros_like(last)][:, chosen] for each in (adds, resets)
        )
        value, ends = np.broadcast_to(value[:, None], ends.shape), ends != 0
        missed = np.where(ends & (value > 0) & (value < resource.least), units(resource.least - value), 0)
        value = np.where(ends, 0, value) + more
        missed += units(np.maximum(0, value - resource.high[day])) + units(np.maximum(0, resource.low[day] - value))
        if resource.clears[day]:
            value = np.zeros_like(value)
        return value * choices + lasts[day + 1][chosen], _priced(missed, weight)

    return step, resource.start * choices + int(lasts[0][resource.before]), kinds
