"""Weeks whose handle times or absences are not what the planner takes them to be, worked case by case."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from statistics import NormalDist

import numpy as np
from method_desk import ABSENCE, HANDLE, SEED, TARGET, Floats, Scene, team_scene
from method_table import Table, percent, points

from forecasts.dispersion import gamma_of_normal
from staffing.promise.extra import paired
from staffing.simulate.desk import Desk
from staffing.simulate.given import work_off

DESKS = {(6, 0.85): 2000, (60, 0.95): 400}
"""Agents and occupancy, and the simulated weeks behind a figure."""
DAY = 1440

Handle = Callable[[Floats], Floats]
"""Standard normal variates to minutes of handling, at the same quantiles."""
Risk = Callable[[np.random.Generator, int], Floats]
"""Chances of being absent on each of so many days."""


@dataclass(frozen=True)
class Truth:
    """How long cases really take and how people are really absent."""

    name: str
    handle: Handle
    risk: Risk


def lognormal(mean: float, cv: float) -> Handle:
    """What the planner assumes."""
    sigma = math.sqrt(math.log1p(cv * cv))
    return lambda normal: np.asarray(mean * np.exp(sigma * normal - sigma * sigma / 2))


def gamma(mean: float, cv: float) -> Handle:
    """More very short cases, and no very long ones."""
    return lambda normal: np.maximum(mean * gamma_of_normal(normal, cv * cv), 1e-3)


def bimodal(mean: float, short: float) -> Handle:
    """Cases that take `short` times the mean, or as long as a cv of 1 has it: nothing between."""
    chance = 1 / (1 + (1 - short) ** 2)
    long_ = 1 + 1 / (1 - short)
    edge = NormalDist().inv_cdf(chance)
    return lambda normal: np.where(normal < edge, mean * short, mean * long_)


def independent(rng: np.random.Generator, days: int) -> Floats:
    """Everybody's risk is the same every day."""
    return np.full(days, ABSENCE)


def days_together(rng: np.random.Generator, days: int) -> Floats:
    """The risk of a day is drawn for all: beta distributed, with a cv of 1."""
    return _beta(rng, days)


def weeks_together(rng: np.random.Generator, days: int) -> Floats:
    """The risk of a week is drawn for all, likewise."""
    return np.repeat(_beta(rng, -(-days // 7)), 7)[:days]


def bad_days(rng: np.random.Generator, days: int) -> Floats:
    """On one day in twenty 40% are away; on the others fewer, so that the mean is the same."""
    others = (ABSENCE - 0.05 * 0.4) / 0.95
    return np.where(rng.random(days) < 0.05, 0.4, others)


def _beta(rng: np.random.Generator, size: int) -> Floats:
    strength = ABSENCE * (1 - ABSENCE) / ABSENCE**2 - 1
    return rng.beta(ABSENCE * strength, (1 - ABSENCE) * strength, size)


MEAN, CV = HANDLE
ASSUMED = Truth("as assumed", lognormal(MEAN, CV), independent)
HANDLE_TIMES = (
    Truth("gamma, cv 1", gamma(MEAN, CV), independent),
    Truth("half the mean (80% of cases) or three times", bimodal(MEAN, 0.5), independent),
    Truth("solved at once (51%: 0.6 min) or 61 min", bimodal(MEAN, 0.02), independent),
    Truth("lognormal, cv 2", lognormal(MEAN, 2.0), independent),
    Truth("mean 5% longer", lognormal(1.05 * MEAN, CV), independent),
    Truth("mean 10% longer", lognormal(1.1 * MEAN, CV), independent),
    Truth("mean 10% shorter", lognormal(0.9 * MEAN, CV), independent),
)
ABSENCES = (
    Truth("risk of a day, common to all (cv 1)", ASSUMED.handle, days_together),
    Truth("one day in twenty with 40% away", ASSUMED.handle, bad_days),
    Truth("risk of a week, common to all (cv 1)", ASSUMED.handle, weeks_together),
)


def week_rates(scene: Scene, truth: Truth, weeks: int) -> Floats:
    """[weeks] rates of the planned week; the same quantiles and the same arrivals whatever the truth."""
    desk, paths = scene.desk, scene.paths(weeks)[:, 0]
    rates = np.empty(weeks)
    for number, path in enumerate(paths):
        rng, crew = np.random.default_rng([SEED, number]), np.random.default_rng([SEED, number, 1])
        start = np.repeat(desk.interval_start[:-1], path)
        created = start + 60.0 * rng.random(len(start))
        handle = truth.handle(rng.standard_normal(len(start)))
        done = work_off(present(desk, truth.risk, crew), np.zeros(len(start), dtype=np.int64), created, handle)
        inside = (created >= 0) & (created < desk.plan_end)
        rates[number] = (done.finish <= created + DAY)[inside].mean()
    return rates


def present(desk: Desk, risk: Risk, rng: np.random.Generator) -> Desk:
    """The desk without who is absent: one draw for each person and day, held against the day's risk."""
    first = int(desk.segment_day.min())
    days = int(desk.segment_day.max()) - first + 1
    draws = rng.random((len(desk.agent_names), days))
    away = draws < risk(rng, days)
    kept = ~away[desk.segment_agent, desk.segment_day - first]
    names = [field.name for field in fields(desk) if field.name.startswith("segment_")]
    return replace(desk, absence=0.0, **{name: getattr(desk, name)[kept] for name in names})


def against(truths: Sequence[Truth], said: str) -> Table:
    """Rates and P(week) of each truth beside those of what is assumed."""
    scenes = {desk: team_scene(*desk) for desk in DESKS}
    assumed = {desk: week_rates(scenes[desk], ASSUMED, weeks) for desk, weeks in DESKS.items()}
    rows = []
    for truth in (ASSUMED, *truths):
        row = [truth.name]
        for desk, weeks in DESKS.items():
            rates = assumed[desk] if truth is ASSUMED else week_rates(scenes[desk], truth, weeks)
            kept = (rates >= TARGET).astype(np.float64)
            change = "" if truth is ASSUMED else points(paired(kept, (assumed[desk] >= TARGET).astype(np.float64)))
            row += [percent(float(rates.mean())), percent(float(kept.mean())), change]
        rows.append(row)
    head = ["truth"]
    for agents, occupancy in DESKS:
        head += [f"{agents} agents at {occupancy:.2f}: rate", "P(week)", "change of P, points"]
    many = ", ".join(f"{weeks:,} weeks of {agents} agents" for (agents, _), weeks in DESKS.items())
    return Table(f"{said} Oldest savable first; {many}, the same random numbers in every line.", head, rows)


def handle_times() -> Table:
    """Another distribution of the handle times, and another mean."""
    return against(HANDLE_TIMES, "The planner takes handle times as lognormal with mean 30 min and cv 1.")


def absences() -> Table:
    """Absences that come together."""
    return against(
        ABSENCES, "The planner takes 6% of agent-days as lost, each by itself; the mean is 6% in every line."
    )
