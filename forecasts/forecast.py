"""A probabilistic forecast of counts: means, quantiles and sample paths that agree with each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from forecasts.calendar import Floats, Grid, Ints, ceil_to, floor_to, grid, instant_of, minutes_of, timestamps
from forecasts.dispersion import Calendar, Dispersion, draw_factors
from forecasts.errors import ForecastError, HorizonError
from forecasts.negative_binomial import quantiles

_CELLS = 4_000_000  # of a sample drawn at once: 32 MB


@dataclass(frozen=True, eq=False, repr=False)
class Forecast:
    """Counts to come, per series and step.

    `rate` [series, T] are the means on the finest grid `base`; step j of the forecast is the sum of the base
    intervals from `bounds[j]` to `bounds[j + 1]`. `lead` [T] counts the weeks by which the level has drifted. `doubt`
    [series, T] is the variance that the factors of events add to that of their day, the same all day.
    """

    unique_ids: tuple[str, ...]
    base: Grid
    rate: Floats
    dispersion: Dispersion
    lead: Ints
    bounds: Ints
    minutes: int
    doubt: Floats

    def __repr__(self) -> str:
        steps = self.ds
        names = ", ".join(self.unique_ids)
        return f"<Forecast {names}; {len(steps)} steps of {self.minutes} minutes from {steps[0]} to {steps[-1]}>"

    @property
    def ds(self) -> pd.DatetimeIndex:
        """Starts of the steps, in local time (aware if the history was)."""
        return self.base.ds[self.bounds[:-1]]

    @property
    def mean(self) -> Floats:
        """Expected counts [series, steps]."""
        return self._sum(self.rate)

    @property
    def variance(self) -> Floats:
        """Variances of the counts [series, steps]: Poisson, and the factors of level, week, day and hour.

        Every step lies within one week, so with M the step's mean, m_d its days' and m_h its hours',
        E[rate^2] = (1 + drift)^lead (1 + a_week) (M^2 + sum a_d m_d^2 + a_hour sum (1 + a_d) m_h^2),
        where a_d is a_day and the day's doubt.
        """
        spread, mean = self.dispersion, self.mean
        week, day, hour = (part[:, None] for part in (spread.week, spread.day, spread.hour))
        level = (1 + spread.drift[:, None]) ** self.lead[self.bounds[:-1]]
        daily = day + self.doubt
        within = np.square(mean) + self._day_squares(np.sqrt(daily) * self.rate)
        within += hour * self._sum((1 + daily) * np.square(self.rate))
        return np.asarray(mean + level * (1 + week) * within - np.square(mean), dtype=np.float64)

    def quantile(self, level: float) -> NDArray[np.int64]:
        """The smallest counts [series, steps] that are not exceeded with probability `level`.

        Counts are negative binomial with the forecast's mean and variance.
        """
        return np.asarray(self._quantiles([level])[0], dtype=np.int64)

    def to_frame(self, level: Sequence[int | float] = (80, 95)) -> pd.DataFrame:
        """Long table `unique_id, ds, mean, median, lo-80, hi-80, ...`, with central intervals of `level` percent."""
        for width in level:
            if not 0 < width < 100:
                raise ForecastError(f"level holds {width}; an interval's level is between 0 and 100 percent")
        chances = [0.5] + [0.5 + side * width / 200 for width in level for side in (-1, 1)]
        names = ["median"] + [f"{side}-{width:g}" for width in level for side in ("lo", "hi")]
        steps = self.ds
        columns: dict[str, object] = {
            "unique_id": np.repeat(np.array(self.unique_ids, dtype=object), len(steps)),
            "ds": steps.append([steps] * (len(self.unique_ids) - 1)),
            "mean": self.mean.ravel(),
        }
        columns |= {name: counts.ravel() for name, counts in zip(names, self._quantiles(chances), strict=True)}
        return pd.DataFrame(columns)

    def aggregate(self, freq: str) -> Forecast:
        """The forecast of whole local blocks: `h`, `8h` (from 00, 08 and 16), `D` or `W` (from Monday).

        Blocks that the forecast does not cover whole are left out. Raises HorizonError when none is whole.
        """
        minutes = minutes_of(freq)
        if minutes % self.minutes:
            raise ForecastError(f'freq is "{freq}", which is no multiple of the forecast\'s {self.minutes} minutes')
        edges = self.base.edges[self.bounds]
        zone = self.base.zone
        start, end = ceil_to(int(edges[0]), minutes, zone), floor_to(int(edges[-1]), minutes, zone)
        if start >= end:
            raise HorizonError(f'the forecast from {self.ds[0]} holds no whole block of "{freq}"; make it longer')
        blocks = grid(start, end, minutes, zone)
        bounds = np.searchsorted(self.base.edges, blocks.edges).astype(np.int64)
        return Forecast(self.unique_ids, self.base, self.rate, self.dispersion, self.lead, bounds, minutes, self.doubt)

    def window(self, start: Any, end: Any) -> Forecast:
        """The steps that begin in [start, end), of the same base: one seed draws the same counts for them.

        Times are aware, or naive in the forecast's zone. Raises HorizonError for a window that is empty, or whose ends
        are no edges of the forecast's steps.
        """
        first, last = self._step_at(start, "start"), self._step_at(end, "end")
        if first >= last:
            raise HorizonError(f"end is {end}, not after the start {start}; give a later one")
        bounds = self.bounds[first : last + 1]
        return Forecast(
            self.unique_ids, self.base, self.rate, self.dispersion, self.lead, bounds, self.minutes, self.doubt
        )

    def alone(self) -> Forecast:
        """The same steps on a base that holds nothing else, so that no others are drawn with them.

        Its paths are others for the same seed than those of the forecast that it was cut from.
        """
        first, end = int(self.bounds[0]), int(self.bounds[-1])
        part, base = slice(first, end), self.base
        return replace(
            self,
            base=replace(base, edges=base.edges[first : end + 1], wall=base.wall[part], exposure=base.exposure[part]),
            rate=self.rate[:, part],
            lead=self.lead[part],
            bounds=self.bounds - first,
            doubt=self.doubt[:, part],
        )

    def scaled(self, factors: Mapping[str, float], start: Any) -> Forecast:
        """The forecast with the rates of some series times a factor in all steps from `start`, an edge of a step, on.

        Factors of week, day and hour stay as they are, so the relative uncertainty does, and one seed draws the same
        busy weeks and days. Raises ForecastError for an unknown series or a factor that is no number above 0.
        """
        for name, factor in factors.items():
            if name not in self.unique_ids:
                raise ForecastError(f'there is no series "{name}"; there are {", ".join(self.unique_ids)}')
            if not 0 < factor < math.inf:
                raise ForecastError(f"the factor of {name} is {factor}; write a number above 0, such as 1.2")
        first = self.bounds[self._step_at(start, "start")]
        rate = self.rate.copy()
        for name, factor in factors.items():
            rate[self.unique_ids.index(name), first:] *= factor
        return replace(self, rate=rate)

    def sample(self, n: int, seed: int) -> NDArray[np.int32]:
        """Sample paths [n, series, steps], the same for the same seed.

        Paths of an aggregated forecast are the sums of the paths that the finer one draws with that seed.
        """
        if n < 1:
            raise ForecastError(f"n is {n}; ask for at least one sample path")
        rng = np.random.default_rng(seed)
        paths = np.empty((n, len(self.unique_ids), len(self.bounds) - 1), dtype=np.int32)
        chunk = max(1, _CELLS // max(1, self.rate.size))
        calendar = self._calendar()
        for first in range(0, n, chunk):
            size = min(chunk, n - first)
            paths[first : first + size] = self._sum(self._draw(size, calendar, rng))
        return paths

    def _step_at(self, time: Any, name: str) -> int:
        """The step that begins at a time; the number of steps for the end of the last."""
        edges = self.base.edges[self.bounds]
        instant = instant_of(time, self.base.zone, name)
        step = int(np.searchsorted(edges, instant))
        if step < len(edges) and edges[step] == instant:
            return step
        inside = 0 < step < len(edges)
        low, high = timestamps(edges[[step - 1, step] if inside else [0, -1]], self.base.zone)
        wrong = f"within the step from {low} to {high}" if inside else f"outside the forecast from {low} to {high}"
        raise HorizonError(f"{name} is {time}, {wrong}; give an edge of a step")

    def _draw(self, size: int, calendar: Calendar, rng: np.random.Generator) -> NDArray[np.int64]:
        first = np.flatnonzero(np.diff(calendar.day, prepend=-1))
        rates = draw_factors(self.dispersion, calendar, self.doubt[:, first], size, rng)[:, :, calendar.day]
        rates *= self.rate
        for row, variance in enumerate(self.dispersion.hour):
            if variance > 0:
                rates[:, row] *= rng.standard_gamma(1 / variance, rates[:, row].shape) * variance
        return rng.poisson(rates)

    def _calendar(self) -> Calendar:
        days, day_starts, day = np.unique(self.base.days, return_index=True, return_inverse=True)
        _, week_starts, week = np.unique((days + 3) // 7, return_index=True, return_inverse=True)
        return Calendar(day.astype(np.int64), week.astype(np.int64), self.lead[day_starts[week_starts]])

    def _sum(self, values: NDArray[Any]) -> NDArray[Any]:
        inside = values[..., : self.bounds[-1]]
        return np.add.reduceat(inside, self.bounds[:-1], axis=-1)

    def _day_squares(self, values: Floats) -> Floats:
        """Sum of the squared day totals of values [series, T] within each step [series, steps]."""
        new_day = np.flatnonzero(np.diff(self.base.days)) + 1
        parts = np.union1d(self.bounds, new_day[(new_day > self.bounds[0]) & (new_day < self.bounds[-1])])
        totals = np.add.reduceat(values[:, : parts[-1]], parts[:-1], axis=1)
        return np.add.reduceat(np.square(totals), np.searchsorted(parts, self.bounds[:-1]), axis=1)

    def _quantiles(self, levels: Sequence[float]) -> NDArray[np.int64]:
        for level in levels:
            if not 0 < level < 1:
                raise ForecastError(f"level is {level}; a quantile's level is between 0 and 1, both excluded")
        return quantiles(self.mean, self.variance, np.asarray(levels, dtype=np.float64))
