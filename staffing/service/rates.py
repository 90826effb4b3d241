"""The definitions: what a rate, utilization, shrinkage or a full-time equivalent is; every report uses these.

Times are plain numbers in one unit (minutes, say) on one axis. A case is open while its resolution is infinite or
NaN. `paused` is the time its clock stood still.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

Z95 = NormalDist().inv_cdf(0.975)
"""Standard deviations to each side that hold 95% of a normal distribution."""


@dataclass(frozen=True)
class Resolution:
    """Cases counted by arrival: how many of the matured ones were resolved within their limit."""

    on_time: int
    matured: int

    @property
    def rate(self) -> float:
        """Share on time; NaN where nothing has matured."""
        return self.on_time / self.matured if self.matured else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% Wilson interval of the rate."""
        return wilson_interval(self.on_time, self.matured)


def wilson_interval(successes: float, trials: float, confidence: float = 0.95) -> tuple[float, float]:
    """Interval of a share seen as `successes` in `trials`; (0, 1) without trials.

    Source: Wilson 1927 (Journal of the American Statistical Association 22:209).
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"successes is {successes}; it must lie in 0..{trials}, the trials")
    if trials == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = successes / trials
    centre = share + z * z / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    lower = 0.0 if successes == 0 else (centre - half) / scale  # exact at the ends, where rounding would cross them
    return lower, 1.0 if successes == trials else (centre + half) / scale


def resolution(
    created: Floats, resolved: Floats, now: float, limit: float | Floats, paused: float | Floats = 0.0
) -> Resolution:
    """The matured cases at `now`, resolved or not, and those resolved within `limit`.

    A case has matured when created + paused + limit <= now; it is on time when resolved - created - paused <= limit.
    Select the period by passing only its cases, by creation. An open matured case is a miss. What happened after
    `now` is not known yet: a later resolution counts as open.
    """
    deadline = created + paused + limit
    known = np.where(resolved <= now, resolved, np.inf)
    matured = deadline <= now
    return Resolution(int((matured & (known <= deadline)).sum()), int(matured.sum()))


def closed_cohort_rate(
    created: Floats, resolved: Floats, since: float, until: float, limit: float | Floats, paused: float | Floats = 0.0
) -> float:
    """Share on time among the cases *closed* in [since, until), as many BI tools count; NaN without any.

    Secondary: it is flattered by leaving old cases open.
    """
    closed = (resolved >= since) & (resolved < until)
    on_time = closed & (resolved <= created + paused + limit)
    return float(on_time.sum() / closed.sum()) if closed.any() else math.nan


def open_at(created: Floats, resolved: Floats, now: float) -> npt.NDArray[np.bool_]:
    """Which cases are open at `now`."""
    return (created <= now) & ~(resolved <= now)


def open_and_breached(
    created: Floats, resolved: Floats, now: float, limit: float | Floats, paused: float | Floats = 0.0
) -> int:
    """Cases open at `now` whose deadline has passed."""
    return int((open_at(created, resolved, now) & (created + paused + limit < now)).sum())


def oldest_open_age(created: Floats, resolved: Floats, now: float) -> float:
    """Age of the oldest case open at `now`; 0 without any."""
    ages = now - created[open_at(created, resolved, now)]
    return float(ages.max()) if len(ages) else 0.0


def resolution_age_p95(created: Floats, resolved: Floats) -> float:
    """95th percentile of the age at resolution, over the resolved cases; NaN without any."""
    closed = np.isfinite(resolved)
    return float(np.quantile(resolved[closed] - created[closed], 0.95)) if closed.any() else math.nan


def backlog_work(created: Floats, resolved: Floats, work: float | Floats, now: float) -> float:
    """Work of the cases open at `now`, in the unit of `work` per case."""
    return float(np.where(open_at(created, resolved, now), work, 0.0).sum())


def shrinkage(paid: float, on_queue: float) -> float:
    """Share of paid time that is not on queue; the basis is paid time."""
    return (paid - on_queue) / paid if paid else 0.0


def combined_shrinkage(external: float, internal: float) -> float:
    """Shrinkage as a share of paid time, of an external share of paid and an internal share of what is left."""
    return 1 - (1 - external) * (1 - internal)


def occupancy(handling: float, on_queue: float) -> float:
    """Handling as a share of on-queue time; 0 without any."""
    return handling / on_queue if on_queue else 0.0


def utilization(handling: float, activities: float, paid: float) -> float:
    """Handling and scheduled productive activities as a share of paid time, paid absence included.

    For a team pass the sums over its agents: a ratio of sums, never a mean of ratios. With `activities` 0 it is the
    case utilization, occupancy x (1 - shrinkage).
    """
    return (handling + activities) / paid if paid else 0.0


def productivity(resolved: float, on_queue_hours: float) -> float:
    """Cases resolved per on-queue hour."""
    return resolved / on_queue_hours if on_queue_hours else 0.0


def case_mix_productivity(standard_minutes: float, on_queue_minutes: float) -> float:
    """Standard minutes of the cases resolved per on-queue minute: productivity that does not reward easy cases."""
    return standard_minutes / on_queue_minutes if on_queue_minutes else 0.0


def fte_needed(
    workload_hours: float, occupancy_max: float, internal: float, external: float, contract_hours: float
) -> float:
    """Full-time equivalents for a week's workload.

    `internal` is shrinkage as a share of time present, `external` as a share of paid time.
    """
    return workload_hours / occupancy_max / (1 - internal) / (1 - external) / contract_hours
