"""How the example desks worked: oldest case first, by people with shifts, breaks, meetings, sick days."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from staffing.examples.arrivals import Case
from staffing.examples.draws import Draws
from staffing.examples.rosters import Duty

Segment = tuple[float, float]
Absent = frozenset[tuple[str, date]]
"""Person and day of planned leave."""


@dataclass(frozen=True)
class Habits:
    """What happens at a desk beside plain work; shares of cases, of agent-days and of time present."""

    absence: float = 0.05
    in_shift: float = 0.12
    asks_outside: float = 0.08
    """Cases that wait for another department, once; the mean wait follows."""
    answer_minutes: float = 1000.0
    pause_recorded: float = 0.35
    """Of those, the share where somebody pressed the pause button."""
    reopened: float = 0.03


def attendance(
    duties: Iterable[Duty],
    first: date,
    leave: Absent,
    habits: Habits,
    draws: Draws,
    behind: Mapping[str, int] = MappingProxyType({}),
) -> dict[str, list[Segment]]:
    """By person, the stretches on queue: minutes after the first midnight, in order.

    `behind` has, for people in another zone, the minutes by which their clock is behind the desk's.
    """
    present: dict[str, list[Segment]] = {}
    for duty in sorted(duties, key=lambda duty: (duty.day, duty.agent_id)):
        sick = draws.chance(habits.absence)
        if sick or (duty.agent_id, duty.day) in leave or duty.day < first:
            continue
        midnight = (duty.day - first).days * 1440 + behind.get(duty.agent_id, 0)
        for start, end in duty.template.segments(duty.cut):
            away = (end - start) * habits.in_shift * draws.between(0.6, 1.4)
            gone = draws.between(start, end - away)
            pieces = ((start, gone), (gone + away, end))
            present.setdefault(duty.agent_id, []).extend((midnight + a, midnight + b) for a, b in pieces if b - a > 1)
    return present


def foresee(cases: list[Case], habits: Habits, draws: Draws) -> None:
    """Decide which cases will wait for an answer from outside."""
    for case in cases:
        if draws.chance(habits.asks_outside):
            case.answer_after = draws.lognormal(habits.answer_minutes, 0.9)
            case.split = case.work * draws.between(0.3, 0.7)


class Desk:
    """The cases at hand and the people on queue, moved forward until a given minute."""

    def __init__(
        self,
        cases: list[Case],
        present: dict[str, list[Segment]],
        habits: Habits,
        draws: Draws,
        skills: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        """`skills` has the queues of those who do not serve every one."""
        self.habits, self.draws, self.skills = habits, draws, skills
        self.coming = [(case.available, case.number, case) for case in cases]
        heapq.heapify(self.coming)
        self.waiting: dict[str, list[tuple[float, int, Case]]] = {case.queue: [] for case in cases}
        self.queues = tuple(self.waiting)
        self.stretches = {agent: iter(segments) for agent, segments in present.items()}
        self.ends: dict[str, float] = {}
        self.people: list[tuple[float, str]] = []
        for agent in sorted(present):
            self._next_stretch(agent)

    def run(self, until: float) -> None:
        """Work until a minute; what is unfinished then stays open."""
        while self.people and self.people[0][0] < until:
            now, agent = heapq.heappop(self.people)
            while self.coming and self.coming[0][0] <= now:
                _, number, case = heapq.heappop(self.coming)
                heapq.heappush(self.waiting[case.queue], (case.created, number, case))
            own = [heap for queue in self.skills.get(agent, self.queues) if (heap := self.waiting[queue])]
            if now >= self.ends[agent]:
                self._next_stretch(agent)
            elif own:
                oldest = min(own, key=lambda heap: heap[0][:2])
                self._work(now, agent, heapq.heappop(oldest)[2], until)
            else:
                upcoming = self.coming[0][0] if self.coming else until
                heapq.heappush(self.people, (min(upcoming, self.ends[agent]), agent))

    def _next_stretch(self, agent: str) -> None:
        stretch = next(self.stretches[agent], None)
        if stretch is not None:
            self.ends[agent] = stretch[1]
            heapq.heappush(self.people, (stretch[0], agent))

    def _work(self, now: float, agent: str, case: Case, until: float) -> None:
        asks = case.answer_after > 0
        minutes = min(case.work - case.split if asks else case.work, self.ends[agent] - now)
        done = now + minutes
        heapq.heappush(self.people, (done, agent))
        if done > until:
            return
        case.work -= minutes
        case.handled += minutes
        case.agent = agent
        if asks and case.work <= case.split + 1e-9:
            self._ask(case, done, until)
        elif case.work > 1e-9:
            self._return(case, done)  # handed over at the end of a stretch
        else:
            self._resolve(case, done, until)

    def _ask(self, case: Case, now: float, until: float) -> None:
        if self.draws.chance(self.habits.pause_recorded):
            case.paused += min(case.answer_after, until - now)  # the log knows nothing of what comes
        self._return(case, now + case.answer_after)
        case.answer_after = 0.0

    def _return(self, case: Case, at: float) -> None:
        case.available = at
        heapq.heappush(self.coming, (at, case.number, case))

    def _resolve(self, case: Case, now: float, until: float) -> None:
        case.resolved = now
        if case.reopened is None and self.draws.chance(self.habits.reopened):
            again = now + self.draws.lognormal(1100.0, 1.0)
            if again < until:
                case.reopened, case.resolved = again, None
                case.work = max(1.0, case.handled * self.draws.between(0.2, 0.8))
                if self.draws.chance(0.5):  # and the other party has to be asked again
                    case.answer_after = self.draws.lognormal(self.habits.answer_minutes, 0.9)
                    case.split = case.work / 2
                self._return(case, again)
