"""Random cases and absences: every draw is a function of (seed, replication, what it is for), never of the roster.

So two rosters judged with one seed meet the same cases and the same absences (common random numbers), a case more in
one hour moves no other hour, and an agent more changes nobody else's absence. Hours are numbered from the plan's first
one, so the plan's cases are the same whether or not the days before it are simulated too.

The generator is SplitMix64 (Steele, Lea, Flood 2014, OOPSLA): a counter, well mixed; its starting point is the hash of
what the draw is for.
"""

from __future__ import annotations

import numpy as np

from staffing.simulate.arrays import Flags, Ints, Records, Tables
from staffing.simulate.compiled import compiled

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST_FACTOR, SECOND_FACTOR = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
ARRIVALS, OPENING, ABSENCE = 1, 2, 3


@compiled
def mixed(value: np.uint64) -> np.uint64:
    """SplitMix64's mixing of 64 bits."""
    value = (value ^ (value >> np.uint64(30))) * FIRST_FACTOR
    value = (value ^ (value >> np.uint64(27))) * SECOND_FACTOR
    return value ^ (value >> np.uint64(31))


@compiled
def child(key: np.uint64, number: int) -> np.uint64:
    """The key of a part of what `key` stands for."""
    return mixed(key + GOLDEN * (np.uint64(number) + np.uint64(1)))


@compiled
def uniform(key: np.uint64, count: int) -> float:
    """Draw `count` of a key, inside (0, 1) and never at its ends."""
    bits = mixed(key + GOLDEN * np.uint64(count))
    return (np.float64(bits >> np.uint64(12)) + 0.5) * 2.0**-52


@compiled
def tail_quantile(r: float) -> float:
    """AS241 outside the middle, of r = sqrt(-log(tail probability))."""
    if r <= 5.0:
        r -= 1.6
        top = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
              + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.76949722146069140550) * r
              + 4.63033784615654529590) * r + 1.42343711074968357734)  # fmt: skip
        low = (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
              + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940) * r
              + 2.05319162663775882187) * r + 1.0)  # fmt: skip
        return top / low
    r -= 5.0
    top = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
          + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580) * r
          + 5.46378491116411436990) * r + 6.65790464350110377720)  # fmt: skip
    low = (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
          + 7.86869131145613259100e-4) * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r
          + 5.99832206555887937690e-1) * r + 1.0)  # fmt: skip
    return top / low


@compiled
def normal_quantile(share: float) -> float:
    """The standard normal variate with this share below it, to 16 figures.

    Source: Wichura 1988, algorithm AS 241 (Applied Statistics 37:477). One uniform gives one normal, monotonically.
    """
    q = share - 0.5
    if abs(q) > 0.425:
        value = tail_quantile(np.sqrt(-np.log(min(share, 1.0 - share))))
        return value if q > 0.0 else -value
    r = 0.180625 - q * q
    top = (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
          + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
          + 1.3314166789178437745e2) * r + 3.3871328727963666080)  # fmt: skip
    low = (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
          + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
          + 4.2313330701600911252e1) * r + 1.0)  # fmt: skip
    return q * top / low


@compiled
def handle_minutes(queues: Records, queue: int, share: float) -> float:
    """The lognormal handle time with this share below it; its mean exactly where cv is 0."""
    mean, sigma = queues[queue]["mean"], queues[queue]["sigma"]
    if sigma == 0.0:
        return float(mean)
    return float(mean * np.exp(sigma * normal_quantile(share) - 0.5 * sigma * sigma))


@compiled
def sort_by_clock(cases: Records, first: int, last: int) -> None:
    """Sort the cases first..last-1 by clock start; they are nearly in order, each close to its place."""
    for k in range(first + 1, last):
        queue, created, handle = cases[k]["queue"], cases[k]["created"], cases[k]["handle"]
        j = k
        while j > first and cases[j - 1]["created"] > created:
            cases[j]["queue"] = cases[j - 1]["queue"]
            cases[j]["created"] = cases[j - 1]["created"]
            cases[j]["handle"] = cases[j - 1]["handle"]
            j -= 1
        cases[j]["queue"], cases[j]["created"], cases[j]["handle"] = queue, created, handle


@compiled
def places_by_clock(volume: Ints, interval: int, number: int, arrivals: np.uint64, key_of: int, places: Ints) -> None:
    """Of an interval's cases, cut into as many spans as there are cases, how many lie before each span."""
    places[: number + 1] = 0
    for queue in range(volume.shape[0]):
        key = child(child(arrivals, queue), key_of)
        for k in range(volume[queue, interval]):
            places[int(uniform(key, 2 * k + 1) * number) + 1] += 1
    for span in range(number):
        places[span + 1] += places[span]


@compiled
def draw_cases(
    tables: Tables, plan_first: int, volume: Ints, replication: np.uint64, cases: Records, places: Ints
) -> int:
    """Fill in queue, clock start and handle time of a replication's cases, by clock start; their number.

    Clock starts are even over the interval, so a case goes at once to where its share of the interval puts it, and
    only neighbours are left to compare.
    """
    queues, starts = tables.queues, tables.interval_start
    total = len(tables.opening_queue)
    key = child(replication, OPENING)
    for k in range(total):
        queue = tables.opening_queue[k]
        cases[k]["queue"], cases[k]["created"] = queue, tables.opening_created[k]
        known = tables.opening_handle[k]
        cases[k]["handle"] = handle_minutes(queues, queue, uniform(key, k + 1)) if np.isnan(known) else known
    arrivals = child(replication, ARRIVALS)
    for interval in range(volume.shape[1]):
        start, number = starts[interval], 0
        width = starts[interval + 1] - start
        for queue in range(volume.shape[0]):
            number += volume[queue, interval]
        places_by_clock(volume, interval, number, arrivals, interval - plan_first, places)
        for queue in range(volume.shape[0]):
            key = child(child(arrivals, queue), interval - plan_first)
            for k in range(volume[queue, interval]):
                share = uniform(key, 2 * k + 1)
                span = int(share * number)
                case = total + places[span]
                places[span] += 1
                cases[case]["queue"] = queue
                cases[case]["created"] = start + width * share
                cases[case]["handle"] = handle_minutes(queues, queue, uniform(key, 2 * k + 2))
        sort_by_clock(cases, total, total + number)
        total += number
    return total


@compiled
def draw_crew(tables: Tables, absence: float, replication: np.uint64, absent: Flags) -> None:
    """Fill in which stretches nobody works: one draw for each agent and day."""
    stretches, agents = tables.stretches, tables.agents
    absences = child(replication, ABSENCE)
    for agent in range(len(agents)):
        key, first = child(absences, agent), agents[agent]["first"]
        for k in range(first, agents[agent]["last"]):
            if k > first and stretches[k]["day"] == stretches[k - 1]["day"]:
                absent[k] = absent[k - 1]
            else:
                absent[k] = uniform(child(key, stretches[k]["day"]), 1) < absence
