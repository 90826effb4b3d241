"""The ends of things: of shifts, of the plan, and of the days before it."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
from method_desk import TARGET, Scene, cases_a_week, judged, scene_of, six, team_scene, the_team
from method_table import Table, percent, points

from staffing.promise.extra import kept, paired
from staffing.roster import Roster
from staffing.simulate.desk import SHIFT_ENDS, Desk
from staffing.simulate.service import Service

WEEKS = 4000
LOADS = (0.79, 0.85, 0.95)


def shift_ends() -> Table:
    """What becomes of a case that is in hand when the shift ends."""
    rows = []
    for occupancy in LOADS:
        scene = team_scene(6, occupancy)
        found = {end: scene.judged(WEEKS, at_shift_end=end) for end in SHIFT_ENDS}
        rates = [f"{percent(one.rate_mean)} / {percent(one.probability_met)}" for one in found.values()]
        overtime = found["overtime"].overtime_minutes
        paid = float(scene.desk.paid_minutes.sum())
        rows.append([f"{occupancy:.2f}", *rates, f"{overtime / 60:.1f} h ({percent(overtime / paid)} of paid)"])
    return Table(
        f"Mean rate / P(week) of six agents, oldest savable first, {WEEKS:,} weeks.",
        ("occupancy", *SHIFT_ENDS, "overtime worked"),
        rows,
    )


def without(desk: Desk, from_day: int) -> Desk:
    """The desk with nobody from a day on."""
    there = desk.segment_day < from_day
    names = [field.name for field in fields(desk) if field.name.startswith("segment_")]
    return replace(desk, **{name: getattr(desk, name)[there] for name in names})


def tail() -> Table:
    """The days after the plan: its first days again, nobody, or a week of its own."""
    rows = []
    both = six(weeks=2)
    first = Roster(both.work[:, :7])
    for occupancy in LOADS:
        team = the_team()
        cases = cases_a_week(6, occupancy, team)
        two = scene_of(team, both, cases, before=first)
        one = scene_of(team, first, cases, before=first)
        paths = two.paths(WEEKS)
        short = paths[:, :, : len(one.desk.interval_start) - 1]
        found = {
            "first days again": judged(one.desk, short),
            "nobody": judged(without(one.desk, 7), short),
            "second week": judged(two.desk, paths),
        }
        shares = [f"{percent(v.day_rate_mean[6])} / {percent(_first_week(v))}" for v in found.values()]
        rows.append([f"{occupancy:.2f}", *shares])
    return Table(
        f"Rate of the last day / P(week) of the first week of a two-week plan for six agents, {WEEKS:,} weeks on the "
        "same random numbers, by who works after it.",
        ("occupancy", "its first days again (the judge)", "nobody", "its own second week"),
        rows,
    )


def _first_week(service: Service) -> float:
    return float((service.rates[:, 0] >= TARGET).mean())


def opening() -> Table:
    """The simulated Monday against its mean."""
    rows = []
    for agents, weeks in ((6, WEEKS), (60, 1000)):
        for occupancy in LOADS:
            scene = team_scene(agents, occupancy)
            spread = judged(scene.desk, scene.paths(weeks))
            mean = judged(_with_mean_opening(scene), scene.paths(weeks)[:, :, scene.desk.plan_first :])
            assert scene.open_cases is not None
            count = np.bincount(scene.open_cases.replication, minlength=scene.open_cases.replications)
            low, high = np.quantile(count, [0.05, 0.95])
            figures = (percent(spread.probability_met), percent(mean.probability_met))
            change = points(paired(kept(mean), kept(spread)))
            rows.append(
                [f"{agents}", f"{occupancy:.2f}", f"{count.mean():.0f} ({low:.0f} to {high:.0f})", *figures, change]
            )
    return Table(
        "A week simulated before the plan with the same roster; the mean backlog has as many cases as its work "
        "makes up, of the ages found. Oldest savable first, the same cases within the week.",
        ("agents", "occupancy", "open on Monday (90%)", "P(week): simulated", "from the mean", "difference, points"),
        rows,
    )


def _with_mean_opening(scene: Scene) -> Desk:
    """The desk from minute 0 on, with the expected work in whole cases, their ages at even quantiles."""
    desk, found = scene.desk, scene.open_cases
    assert found is not None
    number = round(float(found.minutes.sum()) / found.replications / float(desk.handle_mean[0]))
    ages = np.quantile(found.created, (np.arange(number) + 0.5) / max(number, 1)) if number else np.array([])
    return replace(
        desk,
        interval_start=desk.interval_start[desk.plan_first :],
        opening_queue=np.zeros(number, dtype=np.int64),
        opening_created=np.minimum(ages, 0.0),
    )
