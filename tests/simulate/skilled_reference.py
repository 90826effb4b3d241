"""A plain simulator of a desk with skills and clocks of its own, written to be read; nothing in it is fast.

Time goes from moment to moment. At each of them everything that changes by itself is done first (cases arrive, agents
finish, stop and go on); then, as long as somebody free has a case to take, the one whose turn it is takes one.
"""

from __future__ import annotations

from dataclasses import dataclass

INFINITY = float("inf")


def deadline(desk, queue, created):
    corners = list(zip(desk.clock_from[queue].tolist(), desk.clock_until[queue].tolist(), strict=True))
    if not corners:
        return created + float(desk.deadline_minutes[queue])
    before = [corner for corner in corners if corner[0] < created]
    after = [corner for corner in corners if corner[0] >= created]
    if not after:
        start, until = before[-1]
        return max(created + (until - start), until)
    right, until = after[0]
    if not before:
        return min(created + (until - right), until)
    left, since = before[-1]
    return min(since + (created - left) / (right - left) * (until - since), until)


@dataclass
class Case:
    number: int
    queue: int
    created: float
    work: float  # minutes of the clock at proficiency 1
    deadline: float
    finish: float = INFINITY
    agent: int = -1


@dataclass
class Agent:
    number: int
    speed: dict[int, float]  # of the queues served
    stretches: list[tuple[float, float, int]]
    case: Case | None = None
    left: float = 0.0  # minutes of this agent's clock still to be spent on the case in hand
    begun: float = 0.0
    change: tuple[float, str] = (INFINITY, "")
    last: float = -INFINITY  # end of the last case

    def stretch(self, now):
        return next(((start, end, shift) for start, end, shift in self.stretches if start <= now < end), None)

    def takes_from(self, waiting):
        return [case for case in waiting if case.queue in self.speed]

    def rank(self, now):
        """Least flexible first, then the one free the longest, then the lowest index."""
        return len(self.speed), max(self.last, self.stretch(now)[0]), self.number


class SkilledSimulation:
    def __init__(self, desk, replication):
        self.desk, self.end = desk, float(desk.interval_start[-1])
        columns = (getattr(replication, name).tolist() for name in ("queue", "created", "handle"))
        self.cases = [
            Case(number, queue, created, handle / (1.0 - desk.in_shift), deadline(desk, queue, created))
            for number, (queue, created, handle) in enumerate(zip(*columns, strict=True))
        ]
        self.agents = [
            Agent(number, {queue: speed for queue, speed in enumerate(row) if speed > 0}, [])
            for number, row in enumerate(desk.proficiency.tolist())
        ]
        fields = ("stretch_agent", "stretch_start", "stretch_end", "stretch_shift")
        for number, *stretch in zip(*(getattr(replication, name).tolist() for name in fields), strict=True):
            self.agents[number].stretches.append(tuple(stretch))
        self.waiting = []

    def run(self):
        first = float(self.desk.interval_start[0])
        coming = list(self.cases)
        starts = sorted({stretch[0] for agent in self.agents for stretch in agent.stretches})
        now = first
        while now < self.end:
            while coming and max(coming[0].created, first) <= now:
                self.waiting.append(coming.pop(0))
            for agent in self.agents:
                while agent.change[0] <= now:
                    self.change(agent)
            while self.take(now):
                pass
            starts = [start for start in starts if start > now]
            moments = [agent.change[0] for agent in self.agents] + [case.created for case in coming[:1]] + starts[:1]
            now = min(moments, default=INFINITY)
        for case in self.cases:
            if case.finish > self.end:
                case.finish = INFINITY
        return self

    def take(self, now):
        able = [
            agent
            for agent in self.agents
            if agent.case is None and agent.stretch(now) and agent.takes_from(self.waiting)
        ]
        if not able:
            return False
        agent = min(able, key=lambda one: one.rank(now))
        case = self.choice(agent, agent.takes_from(self.waiting), now)
        self.waiting.remove(case)
        agent.case, agent.left, case.agent = case, case.work / agent.speed[case.queue], agent.number
        self.go_on(agent, now)
        return True

    def choice(self, agent, waiting, now):
        oldest = min(waiting, key=lambda case: (case.created, case.number))
        if self.desk.order == "oldest_first" or now - oldest.created > self.desk.urgent_age_minutes:
            return oldest
        patience = (self.desk.handle_mean / (1.0 - self.desk.in_shift)).tolist()
        savable = [case for case in waiting if now + patience[case.queue] / agent.speed[case.queue] <= case.deadline]
        return min(savable, key=lambda case: (case.deadline, case.number), default=oldest)

    def go_on(self, agent, now):
        end = agent.stretch(now)[1]
        agent.begun = now
        agent.change = (now + agent.left, "finish") if now + agent.left <= end else (end, "stop")

    def change(self, agent):
        now, what = agent.change
        agent.change = (INFINITY, "")
        if what == "finish":
            agent.case.finish, agent.case, agent.last = now, None, now
        elif what == "go on":
            self.go_on(agent, now)
        else:
            self.stop(agent, now)

    def stop(self, agent, end):
        """A stretch ends with a case in hand: a break, or the end of the shift."""
        agent.left -= end - agent.begun
        shift = next(shift for _, until, shift in agent.stretches if until == end)
        later = [(start, number) for start, _, number in agent.stretches if start >= end]
        start, following = min(later, default=(INFINITY, -1))
        if following == shift or self.desk.at_shift_end == "keep":
            agent.change = (start, "go on")
        elif self.desk.at_shift_end == "handover":
            agent.case.work = agent.left * agent.speed[agent.case.queue]
            self.waiting.append(agent.case)
            agent.case = None
        elif end + agent.left <= start:
            agent.change = (end + agent.left, "finish")
        else:
            agent.left -= start - end
            agent.change = (start, "go on")
