"""The desk: queues, deadlines and the people on queue, minute by minute; all that the judge needs."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
import numpy.typing as npt

Minutes = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

ORDERS = ("oldest_first", "oldest_savable_first")
SHIFT_ENDS = ("handover", "keep", "overtime")
FASTEST = 1.5
"""The highest proficiency: three cases in the time that the queue's handle time allows for two."""


def _nothing() -> Numbers:
    """An array not given: each desk fills in its own."""
    return np.empty(0)


@dataclass(frozen=True, eq=False)
class Desk:
    """Who is on queue when, and what waits for them; names have become indices.

    Minutes are elapsed minutes since the first planned midnight, so a day of clock change has 1380 or 1500 of them.
    The run may start before it: minutes below 0 are the days between now and the plan, which are worked like any other
    but in no figure of the plan.
    A agents, Q queues, D = 7 x weeks days, T arrival intervals, G on-queue stretches, N opening cases. Arrays
    become read-only. Raises ValueError where the arrays contradict each other.

    `day_start` [D+1]: day d of the plan is [day_start[d], day_start[d+1]); day_start[0] is 0.
    `interval_start` [T+1]: edges of the arrival intervals, from the start of the run (now, or 0), over the plan and a
    tail after it: the longest deadline, and at least a day. 0 is one of them. The run ends with the last edge.
    `segment_*` [G]: on-queue stretches only, sorted by agent and start. Stretches of one shift share `segment_shift`
    (a running number): a gap between them is a break, the end of the last one is the end of the shift. What lies
    before the start of the run is cut off.
    `segment_day` is the day whose absence draw holds for the stretch; below 0 for history, from D on for the tail.
    `paid_minutes` [A]: within the plan. `opening_created` [N]: clock starts of the cases open at the start of the run,
    none after it.
    `urgent_age_minutes`: the age from which `oldest_savable_first` takes a case before all others.
    `absence`: share of agent-days lost; `in_shift`: share of on-queue stretches lost to everything but cases.
    `proficiency` [A, Q]: 0 for a queue the agent does not serve, 1 for the queue's handle time; at p a case takes 1/p
    of it. Not given, everybody serves every queue at 1. A queue that nobody serves is allowed: its cases wait.
    `clock_from`, `clock_until`: by queue the corners of the map from clock start to deadline, both in elapsed minutes
    (below 0 where a case may come before the plan) and never falling, straight in between; before the first corner
    and after the last the deadline is as far away as there. Equal neighbours in `clock_from` are a jump, at which the
    earlier deadline still holds. Empty or not given, the deadline is `deadline_minutes` after the clock start.
    `queue_target` [Q]: the rate that the queue must reach by itself, NaN (or not given) where it has no target.
    """

    agent_names: tuple[str, ...]
    queue_names: tuple[str, ...]
    day_start: Minutes
    interval_start: Minutes
    segment_agent: Minutes
    segment_start: Minutes
    segment_end: Minutes
    segment_shift: Minutes
    segment_day: Minutes
    paid_minutes: Minutes
    deadline_minutes: Minutes
    handle_mean: Numbers
    handle_cv: Numbers
    opening_queue: Minutes
    opening_created: Numbers
    absence: float
    in_shift: float
    order: str
    at_shift_end: str
    urgent_age_minutes: int
    proficiency: Numbers = field(default_factory=_nothing)
    clock_from: tuple[Numbers, ...] = ()
    clock_until: tuple[Numbers, ...] = ()
    queue_target: Numbers = field(default_factory=_nothing)

    def __post_init__(self) -> None:
        self._fill_in()
        for one in fields(self):
            value = getattr(self, one.name)
            if one.type in ("Minutes", "Numbers"):
                object.__setattr__(self, one.name, _frozen(value, np.int64 if one.type == "Minutes" else np.float64))
            elif one.type == "tuple[Numbers, ...]":
                object.__setattr__(self, one.name, tuple(_frozen(part, np.float64) for part in value))
        self._check_calendar()
        self._check_segments()
        self._check_queues()
        self._check_clocks()
        self._check_skills()

    @property
    def weeks(self) -> int:
        """Planned weeks."""
        return (len(self.day_start) - 1) // 7

    @property
    def plan_end(self) -> int:
        """Minutes of the plan."""
        return int(self.day_start[-1])

    @property
    def run_start(self) -> int:
        """The minute at which the run starts: 0, or below it where days before the plan are simulated too."""
        return int(self.interval_start[0])

    @property
    def plan_first(self) -> int:
        """Index of the arrival interval that starts with the plan, at minute 0."""
        return int(np.searchsorted(self.interval_start, 0))

    @property
    def plan_intervals(self) -> int:
        """Number of arrival intervals that start within the plan."""
        return int(np.searchsorted(self.interval_start, self.plan_end)) - self.plan_first

    def _fill_in(self) -> None:
        """What was not given: everybody serves every queue, by the calendar, and no queue has a target of its own."""
        agents, queues = len(self.agent_names), len(self.queue_names)
        if not np.size(self.proficiency):
            object.__setattr__(self, "proficiency", np.ones((agents, queues)))
        if not np.size(self.queue_target):
            object.__setattr__(self, "queue_target", np.full(queues, np.nan))
        for name in ("clock_from", "clock_until"):
            if not len(getattr(self, name)):
                object.__setattr__(self, name, (np.empty(0),) * queues)

    def _check_calendar(self) -> None:
        days = len(self.day_start) - 1
        if days < 7 or days % 7:
            raise ValueError(f"day_start bounds {days} days; whole weeks are needed")
        if self.day_start[0] != 0 or (np.diff(self.day_start) <= 0).any():
            raise ValueError("day_start must rise from 0")
        if (np.diff(self.interval_start) <= 0).any():
            raise ValueError("interval_start must rise")
        if not (self.interval_start == 0).any():
            first = self.interval_start[:1].tolist()
            raise ValueError(f"interval_start begins with {first} and has no edge at 0, where the plan begins")
        if self.interval_start[-1] < self.plan_end:
            raise ValueError(f"interval_start ends at {self.interval_start[-1]}, before the plan's end {self.plan_end}")

    def _check_segments(self) -> None:
        agent, start, end = self.segment_agent, self.segment_start, self.segment_end
        if not len(agent) == len(start) == len(end) == len(self.segment_shift) == len(self.segment_day):
            raise ValueError("the segment arrays differ in length")
        if len(self.paid_minutes) != len(self.agent_names):
            raise ValueError(f"paid_minutes has {len(self.paid_minutes)} agents, agent_names {len(self.agent_names)}")
        if len(agent) and (agent.min() < 0 or agent.max() >= len(self.agent_names)):
            raise ValueError(f"segment_agent must lie in 0..{len(self.agent_names) - 1}")
        if (end <= start).any():
            raise ValueError("every segment must end after it starts")
        same = agent[1:] == agent[:-1]
        if (agent[1:] < agent[:-1]).any() or (same & (start[1:] < end[:-1])).any():
            raise ValueError("segments must be sorted by agent and start, without overlap")
        if not 0 <= self.absence < 1 or not 0 <= self.in_shift < 1:
            raise ValueError(f"absence is {self.absence}, in_shift {self.in_shift}; both must lie in [0, 1)")

    def _check_queues(self) -> None:
        queues = len(self.queue_names)
        if not len(self.deadline_minutes) == len(self.handle_mean) == len(self.handle_cv) == queues:
            raise ValueError(f"deadline_minutes, handle_mean and handle_cv need one value for each of {queues} queues")
        if (self.handle_mean <= 0).any() or (self.handle_cv < 0).any() or (self.deadline_minutes <= 0).any():
            raise ValueError("deadlines and mean handle times must be above 0, their cv not below")
        if len(self.opening_queue) != len(self.opening_created) or not (self.opening_created <= self.run_start).all():
            raise ValueError(f"every opening case needs a queue and a clock start not after minute {self.run_start}")
        if len(self.opening_queue) and not 0 <= self.opening_queue.min() <= self.opening_queue.max() < queues:
            raise ValueError(f"opening_queue must lie in 0..{queues - 1}")
        if self.order not in ORDERS:
            raise ValueError(f"order is {self.order!r}; allowed are {', '.join(ORDERS)}")
        if self.at_shift_end not in SHIFT_ENDS:
            raise ValueError(f"at_shift_end is {self.at_shift_end!r}; allowed are {', '.join(SHIFT_ENDS)}")
        own = self.queue_target
        if own.shape != (queues,) or not (np.isnan(own) | ((own >= 0) & (own <= 1))).all():
            raise ValueError(f"queue_target is {own.tolist()}; {queues} shares in [0, 1] are needed, NaN for none")

    def _check_clocks(self) -> None:
        queues = len(self.queue_names)
        if not len(self.clock_from) == len(self.clock_until) == queues:
            given = f"{len(self.clock_from)} and {len(self.clock_until)}"
            raise ValueError(f"clock_from and clock_until have {given} queues; {queues} are needed in each")
        for name, start, until in zip(self.queue_names, self.clock_from, self.clock_until, strict=True):
            if start.ndim != 1 or start.shape != until.shape:
                shapes = f"{start.shape} and {until.shape}"
                raise ValueError(
                    f"clock_from and clock_until of {name} have shapes {shapes}; they must be of one length"
                )
            if not (np.isfinite(start).all() and np.isfinite(until).all()):
                raise ValueError(f"clock_from and clock_until of {name} must be finite")
            if (np.diff(start) < 0).any() or (np.diff(until) < 0).any():
                raise ValueError(f"clock_from or clock_until of {name} falls; both may only rise or stay")
            if (until <= start).any():
                early = float(start[until <= start][0])
                raise ValueError(f"a case of {name} from minute {early:g} is due no later; deadlines must lie after it")

    def _check_skills(self) -> None:
        shape, given = (len(self.agent_names), len(self.queue_names)), self.proficiency
        if given.shape != shape:
            raise ValueError(f"proficiency has shape {given.shape}; [{shape[0]} agents, {shape[1]} queues] is needed")
        if not ((given >= 0) & (given <= FASTEST)).all():
            wrong = float(given[~((given >= 0) & (given <= FASTEST))][0])
            raise ValueError(f"a proficiency is {wrong:g}; it must lie in [0, {FASTEST}]")
        on_queue = np.unique(self.segment_agent)
        idle = on_queue[~(given[on_queue] > 0).any(axis=1)]
        if len(idle):
            raise ValueError(f"{self.agent_names[idle[0]]} is on queue and serves no queue; at least one is needed")


def _frozen(values: npt.ArrayLike, kind: type[np.int64] | type[np.float64]) -> npt.NDArray[Any]:
    """A copy of an array that nobody can write to."""
    copy = np.array(values, dtype=kind)
    copy.setflags(write=False)
    return copy
