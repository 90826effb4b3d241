"""The desk: queues, deadlines and the people on queue, minute by minute; all that the judge needs."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

Minutes = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

ORDERS = ("oldest_first", "oldest_savable_first")
SHIFT_ENDS = ("handover", "keep", "overtime")


@dataclass(frozen=True, eq=False)
class Desk:
    """Who is on queue when, and what waits for them; names have become indices.

    Minutes are elapsed minutes since the first planned midnight, so a day of clock change has 1380 or 1500 of them.
    The run may start before it: minutes below 0 are the days between now and the plan, which are worked like any other
    but in no figure of the plan.
    A agents, Q queues, D = 7 x weeks days, T arrival intervals, G on-queue stretches, N opening cases. Arrays
    become read-only. Every agent serves every queue. Raises ValueError where the arrays contradict each other.

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

    def __post_init__(self) -> None:
        floats = {"handle_mean", "handle_cv", "opening_created"}
        for field in fields(self):
            if field.type in ("Minutes", "Numbers"):
                kind = np.float64 if field.name in floats else np.int64
                frozen = np.array(getattr(self, field.name), dtype=kind)
                frozen.setflags(write=False)
                object.__setattr__(self, field.name, frozen)
        self._check_calendar()
        self._check_segments()
        self._check_queues()

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
