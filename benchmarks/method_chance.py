"""What chance does that the fluid plan does not see, and how well z and the bound foretell it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from method_desk import (
    MONDAY,
    NO_FACTORS,
    SEED,
    TARGET,
    Floats,
    Scene,
    cases_a_week,
    forecast_of,
    judged,
    scene_of,
    team_scene,
    the_team,
)
from method_table import Table, percent

from staffing.explain.promise import likeliest
from staffing.problem import OFF
from staffing.reports.risk import USUAL
from staffing.roster import Roster
from staffing.service.windows import risk_of
from staffing.simulate.desk import ORDERS

SIZES = {6: 4000, 60: 2000, 600: 300}
"""Agents, and the simulated weeks behind a figure."""
OCCUPANCIES = (0.79, 0.85, 0.9, 0.95)
OVERLOADS = (0.95, 1.05, 1.15)
ROSTERS, WEEKS = 120, 500
BINS = (-np.inf, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, np.inf)


@cache
def with_factors(agents: int, occupancy: float) -> Scene:
    """The desk whose weeks and days have factors."""
    return team_scene(agents, occupancy)


def fluid() -> Table:
    """The fluid plan's rate against the simulated one, for both orders."""
    rows = []
    for agents, weeks in SIZES.items():
        for occupancy in OCCUPANCIES:
            scene = with_factors(agents, occupancy)
            savable, oldest = (scene.judged(weeks, order=order) for order in ("oldest_savable_first", "oldest_first"))
            figures = (scene.fluid_rate, savable.rate_mean, savable.probability_met)
            row = [f"{agents}", f"{occupancy:.2f}", *(percent(share) for share in figures)]
            rows.append([*row, percent(oldest.rate_mean), percent(oldest.probability_met)])
    sizes = ", ".join(f"{weeks:,} at {agents} agents" for agents, weeks in SIZES.items())
    return Table(
        f"One roster (six people; ten and a hundred times the same), four loads; simulated weeks: {sizes}.",
        ("agents", "occupancy", "fluid plan", "savable first: rate", "P(week)", "oldest first: rate", "P(week)"),
        rows,
    )


def dispersion() -> Table:
    """Independent noise of the hours against common factors of week and day."""
    rows = []
    for agents, weeks in SIZES.items():
        for occupancy in OCCUPANCIES[1::2]:
            scene = with_factors(agents, occupancy)
            desk, cases = scene.desk, cases_a_week(agents, occupancy, the_team())
            first = MONDAY.fromordinal(MONDAY.toordinal() - 7)
            plain = forecast_of(cases, first, 15, NO_FACTORS)
            said, came = judged(desk, plain.sample(weeks, SEED)), judged(desk, scene.paths(weeks))
            day = plain.aggregate("D")
            counts = scene.forecast.aggregate("D").sample(weeks, SEED)[:, 0, 7:14]
            low, high = (day.quantile(level)[0, 7:14] for level in (0.1, 0.9))
            inside = float(((counts >= low) & (counts <= high)).mean())
            figures = (said.rate_mean, said.probability_met, came.rate_mean, came.probability_met, inside)
            rows.append([f"{agents}", f"{occupancy:.2f}", *(percent(share) for share in figures)])
    return Table(
        "The same desks, oldest savable first. Said: Poisson counts, every hour by itself. Came: the same mean with "
        "factors of week (cv 0.08) and day (cv 0.15). Last: days inside the 80% interval of the Poisson counts.",
        ("agents", "occupancy", "said: rate", "P(week)", "came: rate", "P(week)", "days inside 80%"),
        rows,
    )


@dataclass(frozen=True)
class Scored:
    """A random roster: its z, the bound on P(week) of any roster of its desk, and P(week) by dispatch order."""

    z: float
    bound: float
    probability: dict[str, float]


def random_scene(number: int) -> Scene:
    """A desk of 4 to 20 people with random shifts, days off, profile, case size and load."""
    rng = np.random.default_rng([SEED, number])
    agents = int(rng.integers(4, 21))
    starts = tuple(sorted(rng.choice([0, 6, 8, 10, 12, 14, 15], size=int(rng.integers(2, 5)), replace=False).tolist()))
    handle, absence = (float(rng.choice([8.0, 14.0, 25.0, 45.0])), 1.0), float(rng.choice([0.0, 0.06]))
    team = the_team(starts, handle=handle, absence=absence)
    even = bool(rng.random() < 0.5)
    shift_of = np.full((agents, 7), OFF)
    for agent in range(agents):
        off = [2 * agent % 7, (2 * agent + 1) % 7] if even else rng.choice(7, 2, replace=False)
        shift_of[agent] = agent % len(starts) if even else int(rng.integers(len(starts)))
        shift_of[agent, off] = OFF
    roster = Roster.of(shift_of, len(starts))
    cases = cases_a_week(agents, float(rng.uniform(0.7, 1.0)), team)
    return scene_of(team, roster, cases, shape=_random_shape(rng), seed=number)


def _random_shape(rng: np.random.Generator) -> Floats:
    hours = np.arange(24)
    day = np.where((hours >= 8) & (hours < 20), 1.0, float(rng.choice([0.1, 0.3, 0.7])))
    days = np.array([1.15, 1.05, 1, 1, 1, 0.7, 0.6]) if rng.random() < 0.6 else np.ones(7)
    return np.outer(days, day).ravel()


def _scored(number: int) -> Scored:
    scene = random_scene(number)
    z = risk_of(scene.problem, scene.roster, scene.uncertainty, TARGET).z
    bound = likeliest(scene.problem, scene.uncertainty, TARGET)
    seed = ROSTERS + number  # neither the numbers that z was made of, nor those of another roster
    found = {order: scene.judged(WEEKS, seed, order=order).probability_met for order in ORDERS}
    return Scored(z, bound, found)


def threshold(z: Floats, good: np.ndarray) -> tuple[float, int]:
    """The z, in tenths, that separates good rosters from the others with the fewest errors, and their number."""
    candidates = np.round(np.arange(0.0, 4.0, 0.1), 1)
    wrong = [int((good != (z >= candidate)).sum()) for candidate in candidates]
    best = int(np.argmin(wrong))
    return float(candidates[best]), wrong[best]


def risk() -> Table:
    """z in bins against the mean simulated probability."""
    found = [_scored(number) for number in range(ROSTERS)]
    z = np.array([one.z for one in found])
    rows = []
    for low, high in pairwise(BINS):
        inside = np.flatnonzero((z >= low) & (z < high))
        name = f"below {high:g}" if low == -np.inf else f"{low:g} or more" if high == np.inf else f"{low:g} to {high:g}"
        means = [np.mean([found[place].probability[order] for place in inside]) for order in ORDERS[::-1]]
        rows.append([name, f"{len(inside)}", *(percent(float(mean)) for mean in means)])
    parts = []
    for order in ORDERS[::-1]:
        good = np.array([one.probability[order] >= 0.9 for one in found])
        best, wrong = threshold(z, good)
        told = int((good != (z >= USUAL[order])).sum())
        parts.append(f"z = {best:.1f} under `{order}` ({wrong} wrong; {told} at the {USUAL[order]} that reports name)")
    over = max(max(one.probability.values()) - one.bound for one in found)
    said = (
        f"{ROSTERS} random rosters of 4 to 20 people at occupancies of 0.70 to 1.00, {WEEKS} simulated weeks each. "
        f"What best separates those that keep 90% in 90% of weeks: {'; '.join(parts)}. Largest excess "
        f"of a roster over the bound of its own desk (below): {100 * over:.2f} points."
    )
    return Table(said, ("z", "rosters", "mean P(week): savable first", "oldest first"), rows)


def bound() -> Table:
    """The probability that no roster is said to exceed, against what a good one reaches under too much work."""
    rows = []
    for agents in (6, 60):
        for occupancy in OVERLOADS:
            scene = with_factors(agents, occupancy)
            figures = [likeliest(scene.problem, scene.uncertainty, TARGET)]
            figures += [scene.judged(SIZES[agents], order=order).probability_met for order in ORDERS[::-1]]
            rows.append([f"{agents}", f"{occupancy:.2f}", *(percent(share) for share in figures)])
    return Table(
        "The desks of the first table under more work.",
        ("agents", "occupancy", "bound on P(week)", "savable first", "oldest first"),
        rows,
    )
