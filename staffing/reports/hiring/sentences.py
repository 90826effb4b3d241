"""What is said of one role: its people, its largest gaps, what nobody can prevent, ahead or wait, its stop-gaps."""

from __future__ import annotations

import math

import numpy as np

from staffing.hiring.answer import Ahead, Floats, HiringPlan, RolePlan
from staffing.reports.hiring.words import (
    LINE_NAMES,
    SEEN,
    chance,
    fte,
    fte_weeks,
    name_of,
    peak,
    people,
    shown_lines,
    unit,
    weeks_text,
    whole_people,
)
from staffing.reports.plain_text import counted, percent, plain
from staffing.reports.whatif.words import money, number


def role_sentence(role: RolePlan) -> str:
    """Who holds the role, and what a new person is for."""
    staffed, held = role.staffed, float(role.lines[0].heads[0])
    said = f"{number(held)} {'person' if number(held) == '1' else 'people'} expected in the first week"
    kind = f"new people: contract {plain(staffed.contract.id)}, {role.per_head:.2f} FTE each at full speed"
    queues = f", for {', '.join(map(plain, staffed.queues))}" if staffed.queues else ""
    site = f", at {plain(staffed.role.site)}" if staffed.role.site else ""
    return f"{said}; {kind}{queues}{site}."


def worst_sentence(plan: HiringPlan, role: RolePlan) -> str:
    """The largest expected gap of each line, with its week, its heads and its chance."""
    parts = []
    for line in shown_lines(role):
        at, most = peak(line.gap)
        if most < SEEN:
            parts.append(f"{LINE_NAMES[line.name]} none")
            continue
        heads = whole_people(most, role.per_head)
        need = f", {people(heads)}" if heads is not None else ""
        week = f"week of {plan.weeks[at]}{need}, P(short) {chance(line.short[at])}"
        parts.append(f"{LINE_NAMES[line.name]} {fte(most)} FTE ({week})")
    return f"Largest expected gap: {'; '.join(parts)}."


def unpreventable_sentence(plan: HiringPlan, role: RolePlan) -> str:
    """The shortage before anybody hired now could help, or that there is none."""
    name, count = name_of(role.staffed.id), len(plan.weeks)
    known = role.first_useful < count
    until = f"Before {plan.weeks[role.first_useful]}" if known else f"In these {weeks_text(count)}"
    lead = f"{until} nobody hired now can help {name}"
    if not role.first_useful:
        lead = f"Somebody hired now can help {name} from the first week on"
    total, (week, most) = float(np.nansum(role.unpreventable)), peak(role.unpreventable)
    if total < SEEN:
        return f"{lead}; {'until then ' if known and role.first_useful else ''}no shortage is expected."
    where = f"most in the week of {plan.weeks[week]} ({fte(most)} FTE)" if most >= SEEN else "little in any week"
    return f"{lead}: whatever is decided today, {fte_weeks(total)} are expected to be short, {where}."


def ahead_sentences(plan: HiringPlan, role: RolePlan) -> list[str]:
    """Whether to hire before somebody leaves, with the chances and the costs of a week; none for a role without."""
    ahead = role.ahead
    if ahead is None:
        return []
    verdict = "hire one more ahead" if ahead.ahead else "wait until somebody leaves"
    first = (
        f"Ahead or wait: {verdict}. One more person, opened for today, works at full speed from {ahead.useful_from}; "
        f"the chance that somebody leaves before then is {chance(ahead.somebody_leaves)}."
    )
    return [first] if not math.isfinite(ahead.short) else [first, _weighed(ahead, unit(plan))]


def _weighed(ahead: Ahead, unit: str) -> str:
    short, idle = ahead.short * ahead.cost_short, (1 - ahead.short) * ahead.cost_idle
    weeks = f"the {weeks_text(ahead.weeks)}" if ahead.weeks != 1 else "the week"
    return (
        f"In {weeks} from then on that a person hired only after somebody left would miss, the chance of a gap is "
        f"{percent(ahead.short)} on average. A week short: {percent(ahead.short)} x {money(ahead.cost_short, unit)} = "
        f"{money(short, unit)}; a week idle: {percent(1 - ahead.short)} x {money(ahead.cost_idle, unit)} = "
        f"{money(idle, unit)}."
    )


def stop_gap_sentence(plan: HiringPlan, role: RolePlan) -> str:
    """What overtime and others are expected to cover with the plan."""
    pairs = (("overtime", role.overtime), ("outsourced", role.outsourced))
    used = [_used(name, numbers) for name, numbers in pairs if float(np.nansum(numbers)) >= SEEN]
    if used:
        return f"Stop-gaps expected with the plan: {'; '.join(used)}."
    allowed = plan.workspace.team.hiring.stop_gaps
    if allowed.overtime is None and allowed.outsourced is None:
        return "Stop-gaps: none are allowed (hiring: stop_gaps in team.yaml)."
    return "Stop-gaps: none are expected to be needed."


def price_sentence(plan: HiringPlan, role: RolePlan) -> str:
    """What one person too many and one too few cost in a week, and what covers a shortage: why somebody is hired."""
    prices, allowed, kind = role.prices, plan.workspace.team.hiring.stop_gaps, unit(plan)
    parts = [f"a new person costs {money(prices.wage, kind)} in wages"]
    if allowed.overtime is not None:
        parts.append(f"one FTE in overtime {money(prices.overtime, kind)}")
    if allowed.outsourced is not None:
        parts.append(f"one FTE outsourced {money(prices.outsourced, kind)}")
    return f"In a week {', '.join(parts)}, and one FTE too few counts as {money(prices.short, kind)}."


def _used(name: str, numbers: Floats) -> str:
    total, weeks = float(np.nansum(numbers)), int((numbers >= SEEN).sum())
    return f"{name} {fte_weeks(total)} in {counted(weeks, 'week')}, at most {fte(peak(numbers)[1])} FTE"
