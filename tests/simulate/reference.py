"""A plain simulator, written on its own to be read: the judge must agree with it case for case, bit for bit.

Time goes from event to event. At each moment everything that happens then is done first (arrivals, handovers, ends of
cases, starts and ends of stretches); then waiting cases are given to free agents one by one.
"""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, field

INFINITY = float("inf")


@dataclass
class Case:
    number: int
    queue: int
    created: float
    work: float  # minutes of the clock
    deadline: float
    finish: float = INFINITY


@dataclass
class Agent:
    number: int
    stretches: list[tuple[float, float, int]]
    case: Case | None = None
    since: float = 0.0  # free since
    started: float = 0.0  # on the case in hand
    clock_handling: list[tuple[float, float]] = field(default_factory=list)
    clock_overtime: list[tuple[float, float]] = field(default_factory=list)

    def stretch(self, now: float) -> int:
        """Index of the stretch that covers now, or -1."""
        return next((k for k, (start, end, _) in enumerate(self.stretches) if start <= now < end), -1)

    def next_start(self, end: float) -> tuple[float, int]:
        """Start and shift of the first stretch from `end` on."""
        return min(((s, shift) for s, e, shift in self.stretches if s >= end), default=(INFINITY, -1))

    def shift_that_ends(self, end: float) -> int:
        return next(shift for _, e, shift in self.stretches if e == end)


def oldest_first(waiting, now, desk):
    return min(waiting, key=lambda case: (case.created, case.number))


def oldest_savable_first(waiting, now, desk):
    overdue = [case for case in waiting if now - case.created > desk.urgent_age_minutes]
    patience = desk.handle_mean / (1.0 - desk.in_shift)
    savable = [case for case in waiting if now + patience[case.queue] <= case.deadline]
    if overdue:
        return oldest_first(overdue, now, desk)
    if savable:
        return min(savable, key=lambda case: (case.deadline, case.number))
    return oldest_first(waiting, now, desk)


def handover(simulation, agent, end):
    simulation.waiting.append(agent.case)
    agent.case = None
    agent.since = end


def keep(simulation, agent, end):
    start, _ = agent.next_start(end)
    if start < INFINITY:
        simulation.at(start, "resume", agent)


def overtime(simulation, agent, end):
    start, _ = agent.next_start(end)
    done = end + agent.case.work
    until = min(done, start)
    agent.clock_overtime.append((end, until))
    agent.case.work -= until - end
    simulation.at(until, "finish late" if done <= start else "resume", agent)


ORDER = {"oldest_first": oldest_first, "oldest_savable_first": oldest_savable_first}
SHIFT_END = {"handover": handover, "keep": keep, "overtime": overtime}


class Simulation:
    """One replication of a desk, with the cases and the people present that were drawn for it, up to `end`."""

    def __init__(self, desk, replication, end):
        self.desk = desk
        self.end = end
        self.events: list[tuple[float, int, str, object]] = []
        self.waiting: list[Case] = []
        self.serial = itertools.count()
        self.cases = [
            Case(n, q, c, h / (1.0 - desk.in_shift), c + float(desk.deadline_minutes[q]))
            for n, (q, c, h) in enumerate(
                zip(*(getattr(replication, k).tolist() for k in ("queue", "created", "handle")), strict=True)
            )
        ]
        self.agents = [Agent(a, []) for a in range(len(desk.agent_names))]
        fields = ("stretch_agent", "stretch_start", "stretch_end", "stretch_shift")
        for a, start, end, shift in zip(*(getattr(replication, k).tolist() for k in fields), strict=True):
            self.agents[a].stretches.append((start, end, shift))

    def at(self, time, what, whom):
        heapq.heappush(self.events, (time, next(self.serial), what, whom))

    def run(self):
        for case in self.cases:
            self.at(max(case.created, float(self.desk.interval_start[0])), "arrive", case)
        for agent in self.agents:
            for start, _, _ in agent.stretches:
                self.at(start, "begin", agent)
        while self.events:
            now = self.events[0][0]
            if now >= self.end:
                break
            while self.events and self.events[0][0] == now:
                self.happen(*heapq.heappop(self.events))
            self.assign(now)
        for case in self.cases:
            if case.finish > self.end:
                case.finish = INFINITY
        return self

    def left_to_do(self):
        """Minutes of the clock still to be spent at the end, by number of the open case that has arrived."""
        left = {case.number: case.work for case in self.cases if case.finish == INFINITY and case.created < self.end}
        for agent in self.agents:
            if agent.case is None:
                continue
            if agent.stretch(self.end - 1e-9) >= 0:
                left[agent.case.number] -= self.end - agent.started
            elif agent.clock_overtime:  # taken off as it began
                left[agent.case.number] += max(agent.clock_overtime[-1][1] - self.end, 0.0)
        return left

    def happen(self, now, _, what, whom):
        if what == "arrive":
            self.waiting.append(whom)
        elif what == "begin":
            if whom.case is None:
                whom.since = now
        elif what == "resume":
            self.go_on(whom, now)
        elif what == "interrupt":
            self.interrupt(whom, now)
        elif what == "finish late":
            whom.case.finish, whom.case, whom.since = now, None, now
        else:
            whom.clock_handling.append((whom.started, now))
            whom.case.finish, whom.case, whom.since = now, None, now

    def assign(self, now):
        free = [agent for agent in self.agents if agent.case is None and agent.stretch(now) >= 0]
        free.sort(key=lambda agent: (agent.since, agent.number))
        for agent in free:
            if not self.waiting:
                return
            agent.case = ORDER[self.desk.order](self.waiting, now, self.desk)
            self.waiting.remove(agent.case)
            self.go_on(agent, now)

    def go_on(self, agent, now):
        """Work on the case in hand until it is done or the stretch ends."""
        _, end, _ = agent.stretches[agent.stretch(now)]
        agent.started = now
        if now + agent.case.work <= end:
            self.at(now + agent.case.work, "finish", agent)
        else:
            self.at(end, "interrupt", agent)

    def interrupt(self, agent, end):
        """A stretch ends with a case in hand: a break, or the end of the shift."""
        agent.clock_handling.append((agent.started, end))
        agent.case.work -= end - agent.started
        start, shift = agent.next_start(end)
        if shift == agent.shift_that_ends(end):
            self.at(start, "resume", agent)
        else:
            SHIFT_END[self.desk.at_shift_end](self, agent, end)
