"""Long rests in windows along a line of work, as states: since when somebody is free, and which windows lack a rest."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, TypeAlias

from staffing.problem import Problem
from staffing.rules.states import States

Shift: TypeAlias = tuple[int, int]
"""Start and end in minutes."""
Days: TypeAlias = tuple[tuple[Shift, ...], ...]
"""The shifts of each planned day; a shift that cannot be worked there stands, too."""

_State: TypeAlias = tuple[int | None, int]
"""End of the last shift (None: so long ago that it makes no difference) and the first window that lacks its rest."""


class Rest(NamedTuple):
    """So many minutes at a stretch, of which `inside` lie in each of some windows: begin and end, both rising."""

    minutes: int
    inside: int
    windows: tuple[tuple[int, int], ...]

    def missed(self, state: _State) -> _State:
        """The state without the windows in which no rest can begin any more."""
        free, window = state
        while free is not None and window < len(self.windows):
            begin, end = self.windows[window]
            if end - max(free, begin) >= self.inside:
                break
            window += 1
        return free, window

    def met(self, state: _State, until: int | None) -> int:
        """The first window that lacks its rest, where no shift follows before `until`; None: none at all."""
        free, window = state
        if free is not None and until is not None and until - free < self.minutes:
            return window
        while window < len(self.windows):
            begin, end = self.windows[window]
            stop, since = end if until is None else min(until, end), begin if free is None else max(free, begin)
            if stop - since < self.inside:
                break
            window += 1
        return window


def shifts_of(problem: Problem) -> Days:
    """The shifts of the planned days."""
    first = problem.history_days
    return tuple(
        tuple(zip(start, end, strict=True))
        for start, end in zip(problem.shift_start[first:].tolist(), problem.shift_end[first:].tolist(), strict=True)
    )


def rests(rest: Rest, known: tuple[Shift, ...], days: Days) -> States:
    """Windows without the rest, each a unit, after the shifts `known` before the plan; nobody works after it."""
    start: _State = (None, 0)
    for shift in known:
        start = _worked(rest, start, shift)[0]
    return _states(rest, _forgotten(rest, start, _soonest(days[0])), days)


@lru_cache(maxsize=1024)
def _states(rest: Rest, start: _State, days: Days) -> States:
    """What follows from a state before the plan; people who are alike share what was worked out once."""
    soonest = [_soonest(day) for day in days]

    def step(day: int, state: _State, choice: int) -> tuple[_State, int]:
        units = 0
        if choice < len(days[day]):
            state, units = _worked(rest, state, days[day][choice])
        if day + 1 < len(days):
            return _forgotten(rest, state, soonest[day + 1]), units
        return (None, 0), units + len(rest.windows) - rest.met(state, None)

    return States.of((len(days), len(days[0]) + 1), start, step)


def _soonest(day: tuple[Shift, ...]) -> int:
    """When the first shift of a day begins."""
    return min(start for start, _ in day)


def _worked(rest: Rest, state: _State, shift: Shift) -> tuple[_State, int]:
    """The state after a shift, and how many windows lost their last chance by it."""
    begin, end = shift
    free = state[0]
    now = end if free is None else max(free, end)
    window = rest.met(state, begin)
    after = rest.missed((now, window))
    return after, after[1] - window


def _forgotten(rest: Rest, state: _State, soonest: int) -> _State:
    """The state without an end of work that makes no difference to shifts from `soonest` on."""
    free, window = state
    if free is None or window == len(rest.windows):
        return None, window
    return (None if free <= min(soonest - rest.minutes, rest.windows[window][0]) else free), window
