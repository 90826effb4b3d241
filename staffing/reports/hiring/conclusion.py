"""What a hiring plan comes to: what to open, whether that is enough, and the figures beside it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from staffing.hiring.answer import TODAY, WITH_PLAN, HiringPlan
from staffing.reports.hiring.headline import enough, headline
from staffing.reports.hiring.why import reasons
from staffing.reports.hiring.words import SEEN, chance, deadline, fte, line_of, name_of, people, signed_money, unit
from staffing.reports.plain_text import counted
from staffing.reports.verdict import share_text
from staffing.reports.view.page import Figure, Verdict

MILLION = 1_000_000
"""From so much on, money is told in millions."""

_WHOSE = {TODAY: "the people of today", WITH_PLAN: "with the plan"}


def conclusion(plan: HiringPlan) -> Verdict:
    """The verdict of the page; `met` is whether nobody is missing with the plan."""
    return Verdict(
        mark=f"{'No' if plan.met else 'Some'} week 1 FTE short, with plan and stop-gaps",
        sentence=headline(plan),
        range=" ".join([enough(plan), *reasons(plan)]),
        met=plan.met,
        figures=tuple(_figures(plan)),
    )


def _figures(plan: HiringPlan) -> Iterator[Figure]:
    yield _openings(plan)
    if plan.openings:
        first = min(plan.openings, key=lambda opening: opening.open_by)
        yield Figure(name="open the first by", reached=deadline(plan, first.open_by), wanted="", met=None)
    yield _gap(plan, TODAY, 0)
    yield _gap(plan, TODAY, -1)
    yield _gap(plan, WITH_PLAN, -1)
    yield _short(plan)
    yield from _promise(plan)
    cost = _rounded(sum(part for _, part in plan.solved.parts), unit(plan))
    yield Figure(name="expected cost with the plan", reached=cost, wanted="", met=None)


def _openings(plan: HiringPlan) -> Figure:
    heads = sum(opening.headcount for opening in plan.openings)
    many = f"{counted(len(plan.openings), 'requisition')}, {people(heads)}" if plan.openings else "none"
    coming = f" ({len(plan.coming)} already open)" if plan.coming else ""
    return Figure(name="requisitions to open", reached=f"{many}{coming}", wanted="", met=None)


def _gap(plan: HiringPlan, line: str, week: int) -> Figure:
    """The gap before stop-gaps; of several roles the largest, as one may be short where another has people too many."""
    required = sum(float(role.required[week]) for role in plan.roles)
    available = sum(float(line_of(role, line).available[week]) for role in plan.roles)
    gap, worst = max((float(line_of(role, line).gap[week]), name_of(role.staffed.id)) for role in plan.roles)
    beside, alone = f"{fte(required)} required, {fte(available)} available", len(plan.roles) == 1
    way = "too few" if gap >= SEEN or not alone else "too many"
    amount = f"{fte(abs(gap) if alone else max(0.0, gap))} FTE"
    who = f" in {worst}" if not alone and gap >= SEEN else ""
    return Figure(
        name=f"{way} in the week of {plan.weeks[week]}, {_WHOSE[line]}",
        reached=f"{amount}{who} ({beside if alone else f'all roles: {beside}'})",
        wanted="",
        met=None,
    )


def _short(plan: HiringPlan) -> Figure:
    """The largest chance of any role and week to be short with the plan."""
    most, name, week = max(
        (share, name_of(role.staffed.id), plan.weeks[at])
        for role in plan.roles
        for at, share in enumerate(np.nan_to_num(line_of(role, WITH_PLAN).short).tolist())
    )
    reached = f"{chance(most)} ({name}, week of {week})" if most else chance(most)
    return Figure(name="largest chance to be 1 FTE short, before stop-gaps", reached=reached, wanted="", met=None)


def _promise(plan: HiringPlan) -> Iterator[Figure]:
    """The mean chance of a week to keep the promise with the plan, of the role with the smallest."""
    means = [
        (float(np.nanmean(promise)), name_of(role.staffed.id))
        for role in plan.roles
        if np.isfinite(promise := line_of(role, WITH_PLAN).promise).any()
    ]
    if means:
        mean, name = min(means)
        reached = f"{chance(mean)} ({name})" if len(plan.roles) > 1 else chance(mean)
        wanted = share_text(plan.workspace.team.targets.confidence)
        yield Figure(name="weeks that keep the promise, with the plan", reached=reached, wanted=wanted, met=None)


def _rounded(cost: float, unit: str) -> str:
    """Money with no more digits than a glance takes in: `377.5 million IDR`, `412,345 EUR`."""
    if abs(cost) < MILLION:
        return signed_money(cost, unit)
    return f"{cost / MILLION:,.1f} million {unit}"
