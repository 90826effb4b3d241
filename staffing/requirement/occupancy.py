"""The occupancy that a size of the work allows: few people need more slack than many to keep the same promise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from staffing.documents.team import Team
from staffing.requirement.pooled_desk import Floats, Ints, Pattern, can_be_met, in_steps, last_steps
from staffing.simulate.pooled import PooledWeeks, kept
from staffing.simulate.pooled_crew import Crew, crew_of

if TYPE_CHECKING:
    from forecasts.forecast import Forecast

SIZES = (0.25, 0.5, 1.0, 2.0, 4.0)
"""Multiples of the planned week's work at which the occupancy is measured."""
RATIOS = np.array([0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 1, 1.025, 1.05, 1.1, 1.2, 1.3, 1.45, 1.6])
"""Multiples of the people required at which the chance to keep the promise is measured."""
REPLICATIONS = 1000
GLANCE = 5
"""Every so many of the replications are enough to find about where the answer lies."""
LOWEST, LOOKS = 0.02, 14
"""Occupancy below which none is looked for, and how many are tried at a time at a glance."""
NEAR, CLOSE_LOOKS, TURNS = 1.12, 5, 3
"""So far to each side of what the glance found all replications are looked at; at most so many times."""
LONG, COARSE = 24, 3
"""Where nothing is due within so many hours, so many of them are looked at as one: that is three times as fast."""
HANDLING, ABSENCE = 1, 2
"""What random numbers are for: each has a stream of its own."""


@dataclass(frozen=True, eq=False)
class Pooled:
    """A pool's week: queues [Q] and their numbers in the forecast and team, pattern, last hours, work in minutes."""

    queues: tuple[int, ...]
    pattern: Pattern
    last: Ints
    work_minutes: float
    urgent_hours: int
    full_time_minutes: int

    @property
    def grain(self) -> int:
        """Hours that are looked at as one."""
        return COARSE if int((self.last - np.arange(self.last.shape[1])).min()) + 1 >= LONG else 1


class Part(NamedTuple):
    """Some sizes of the weeks and some replications of them, who is there, and hours of work a week [sizes]."""

    weeks: PooledWeeks
    crew: Crew
    sizes: Floats


class Sizing:
    """The random weeks of a pool at all sizes, and what numbers of people keep of them."""

    def __init__(self, team: Team, pool: Pooled, week: Forecast, seed: int) -> None:
        self.team, self.pool = team, pool
        self.sizes = pool.work_minutes / 60 * np.array(SIZES)
        self.weeks = _savable(_weeks(team, pool, week, seed), pool, team.targets.confidence)
        self.present = pool.full_time_minutes / 60 * (1 - team.shrinkage.in_shift) * (1 - team.shrinkage.absence)
        minutes = in_steps(pool.pattern.minutes.T, pool.grain).T * (1 - team.shrinkage.in_shift)
        most = float(self.sizes[-1]) / LOWEST / self.present
        draw = REPLICATIONS, (seed, ABSENCE)
        self.crew = crew_of(pool.pattern.heads, minutes, team.shrinkage.absence, most, draw)

    def occupancy(self) -> Floats:
        """[sizes] the highest at which the promise is kept, at most that of the targets, and never falling."""
        most, confidence = self.team.targets.occupancy_max, self.team.targets.confidence
        found = np.full(len(SIZES), most)
        short = np.flatnonzero(self._chances(self._part(slice(None), 1), found[None])[0] < confidence)
        if len(short):
            found[short] = self._below(short, most)
        return np.asarray(np.maximum.accumulate(found), dtype=np.float64)

    def _below(self, sizes: Ints, most: float) -> Floats:
        """The highest occupancy of sizes that do not keep the promise at the most of the targets."""
        step = max(most / LOWEST, 1.0) ** (1 / (LOOKS - 1))
        glance, whole = self._part(sizes, GLANCE), self._part(sizes, 1)
        near = self._highest(glance, np.full(len(sizes), most) * step ** -np.arange(float(LOOKS))[:, None])
        near = self._highest(glance, np.minimum(near * _around(step, LOOKS), most))
        for _ in range(TURNS):
            tried = np.minimum(near * _around(NEAR, CLOSE_LOOKS), most)
            near = self._highest(whole, tried)
            if ((near > tried[-1]) & ((near < tried[0]) | (tried[0] >= most))).all():
                break
        return near

    def kept(self, fte: Floats) -> tuple[Floats, Floats]:
        """[m] chances that the planned week keeps its promise with numbers of full-time equivalents.

        After weeks like it, and after weeks that leave no open cases.
        """
        weeks, crew, _ = self._part(np.array([SIZES.index(1.0)]), 1)
        capacity = crew.capacity(fte[:, None])
        steady, fresh = (
            np.maximum.accumulate(kept(each, capacity).mean(axis=(1, 2))) for each in (weeks, replace(weeks, before=0))
        )
        return steady, np.maximum(steady, fresh)

    def _part(self, sizes: Ints | slice, every: int) -> Part:
        weeks = self.weeks
        cases, work = weeks.cases[:, :, sizes, ::every], weeks.work[:, :, sizes, ::every]
        crew = replace(self.crew, present=self.crew.present[..., ::every])
        return Part(replace(weeks, cases=cases, work=work), crew, self.sizes[sizes])

    def _chances(self, part: Part, tried: Floats) -> Floats:
        """[g, sizes] the chance that a week is kept at occupancies [g, sizes]."""
        return np.asarray(kept(part.weeks, part.crew.capacity(part.sizes / tried / self.present)).mean(axis=2))

    def _highest(self, part: Part, tried: Floats) -> Floats:
        """[sizes] the highest occupancy with the confidence wanted, of falling ones tried [g, sizes]; linear between.

        The lowest tried where none has it.
        """
        wanted, found = self.team.targets.confidence, np.array(tried[-1], dtype=np.float64)
        for size, (occupancy, chances) in enumerate(zip(tried.T, self._chances(part, tried).T, strict=True)):
            met = np.flatnonzero(chances >= wanted)
            if len(met) and met[0] == 0:
                found[size] = occupancy[0]
            elif len(met):
                both = slice(int(met[0]) - 1, int(met[0]) + 1)
                found[size] = np.interp(wanted, chances[both], occupancy[both])
        return found


def _savable(weeks: PooledWeeks, pool: Pooled, confidence: float) -> PooledWeeks:
    """Cases that nobody could save, however many there were, are left out where they alone break the promise."""
    may = can_be_met(in_steps(pool.pattern.minutes.T, pool.grain).T, weeks.last).T[:, :, None, None]
    if may.all():
        return weeks
    saved, all_ = (weeks.cases * may).sum(axis=0), weeks.cases.sum(axis=0)
    own = np.where(np.isnan(weeks.queue_rates), 0.0, weeks.queue_rates)[:, None, None]
    could = (saved.sum(axis=0) >= weeks.rate * all_.sum(axis=0)) & (saved >= own * all_).all(axis=0)
    return weeks if could.mean(axis=1).min() >= confidence else replace(weeks, cases=weeks.cases * may)


def _weeks(team: Team, pool: Pooled, week: Forecast, seed: int) -> PooledWeeks:
    """The sample paths of the week's forecast at every size, with a gamma for the sum of an hour's handle times."""
    queues = [team.queues[queue] for queue in pool.queues]
    names = [week.unique_ids.index(queue.id) for queue in queues]
    shape = (pool.last.shape[1], len(queues), len(SIZES), REPLICATIONS)
    cases, work = np.zeros(shape), np.zeros(shape)
    for number, size in enumerate(SIZES):
        scaled = week.scaled({queue.id: size for queue in queues}, week.ds[0])
        cases[: len(week.ds), :, number] = scaled.sample(REPLICATIONS, seed)[:, names].transpose(2, 1, 0)
    rng = np.random.default_rng((seed, HANDLING))
    for number, queue in enumerate(queues):
        mean, square = queue.handle_minutes.mean, queue.handle_minutes.cv**2
        own = cases[:, number]
        work[:, number] = rng.standard_gamma(own / square) * mean * square if square else own * mean
    return PooledWeeks(
        in_steps(cases, pool.grain),
        in_steps(work, pool.grain),
        last_steps(pool.last, pool.grain),
        team.targets.rate_24h,
        np.array([np.nan if queue.rate_24h is None else queue.rate_24h for queue in queues]),
        pool.urgent_hours // pool.grain if team.dispatch.order == "oldest_savable_first" else 0,
    )


def _around(most: float, looks: int) -> Floats:
    """[looks, 1] falling factors around 1, up to the highest."""
    return np.asarray(most ** np.linspace(1, -1, looks)[:, None])
