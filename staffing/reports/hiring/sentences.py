"""What is said of one role: its people, its largest gaps, what nobody can prevent, ahead or wait, its stop-gaps."""

from __future__ import annotations

import math

import numpy as np

from staffing.hiring.answer import Ahead, Floats, HiringPlan, RolePlan
from staffing.reports.hiring.why import has_frozen_starts
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
    signed_money,
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
    """The shortage before anybody hired now could help and what is left of it afterwards, or that there is none."""
    name, first = name_of(role.staffed.id), role.first_useful
    before, after = role.unpreventable[:first], float(np.nansum(role.unpreventable[first:]))
    within = " within the budget" if _has_budget(plan) else ""
    full, later = f"even with every class full{within}", f"{fte_weeks(after)} more" if after >= SEEN else ""
    if not first:
        said = f"{full}, {fte_weeks(after)} are expected to be short" if later else "no shortage is left to expect"
        return f"Somebody hired now can help {name} from the first week on; {said}."
    known, freeze = first < len(plan.weeks), has_frozen_starts(plan, role)
    until = f"Before {plan.weeks[first]}" if known else f"In these {weeks_text(len(plan.weeks))}"
    lead = f"{until}{', the freeze included,' if freeze else ''} nobody hired now can help {name}"
    total, (week, most) = float(np.nansum(before)), peak(before)
    if total < SEEN:
        rest = f"; after that, {fte_weeks(after)} are, {full}" if later else ""
        return f"{lead}; {'until then ' if known else ''}no shortage is expected{rest}."
    where = f"most in the week of {plan.weeks[week]} ({fte(most)} FTE)" if most >= SEEN else "little in any week"
    rest = f"; after that, {later}, {full}" if later else ""
    return f"{lead}: whatever is decided today, {fte_weeks(total)} are expected to be short, {where}{rest}."


def _has_budget(plan: HiringPlan) -> bool:
    budget = plan.workspace.team.hiring.budget
    return budget.hires is not None or budget.money is not None


def ahead_sentences(plan: HiringPlan, role: RolePlan) -> list[str]:
    """Whether to hire before somebody leaves, with the chances and costs of a week; none where nothing is at stake."""
    ahead = role.ahead
    if ahead is None or not any(map(_is_money, _stakes(ahead))):
        return []
    verdict = "hire one more ahead" if ahead.ahead else "wait until somebody leaves"
    first = (
        f"Ahead or wait: {verdict}. That is about one person beyond the open requisitions, looked at alone; the plan "
        f"weighs all weeks, the budget and the classes. Opened for today, they work at full speed from "
        f"{ahead.useful_from}; the chance that somebody leaves before then is {chance(ahead.somebody_leaves)}."
    )
    return [first] if not math.isfinite(ahead.short) else [first, _weighed(ahead, unit(plan))]


def _stakes(ahead: Ahead) -> tuple[float, float]:
    """What waiting and what hiring ahead is expected to cost in a week."""
    return ahead.short * ahead.cost_short, (1 - ahead.short) * ahead.cost_idle


def _is_money(amount: float) -> bool:
    """Whether an amount is not 0 as it is printed; one that is not known may be any."""
    return not math.isfinite(amount) or round(amount) != 0


def _weighed(ahead: Ahead, unit: str) -> str:
    wait, early = _stakes(ahead)
    weeks = f"the {weeks_text(ahead.weeks)}" if ahead.weeks != 1 else "the week"
    short, idle = percent(ahead.short), percent(1 - ahead.short)
    more = "less" if round(ahead.cost_short) < 0 else "more"
    missed = f"costs {money(ahead.cost_short, unit)} a week {more} than the person"
    idles = f"the person idles for {signed_money(ahead.cost_idle, unit)} a week, hiring included"
    waiting = f"{short} x {signed_money(ahead.cost_short, unit)} = {signed_money(wait, unit)}"
    return (
        f"In {short} of the cases of {weeks} that a person hired only after somebody left would come too late for, one "
        f"more would be missed, which {missed} (shortage and stop-gaps at their prices); else {idles}: {waiting}, "
        f"{idle} x {signed_money(ahead.cost_idle, unit)} = {signed_money(early, unit)}."
    )


def stop_gap_sentence(plan: HiringPlan, role: RolePlan) -> str:
    """What overtime and others are expected to cover with the plan, and what they leave."""
    pairs = (("overtime", role.overtime), ("outsourced", role.outsourced))
    used = [_used(name, numbers) for name, numbers in pairs if float(np.nansum(numbers)) >= SEEN]
    if used:
        left = float(np.nansum(role.uncovered))
        rest = f"; after them {fte_weeks(left)} stay uncovered" if left >= SEEN else ""
        return f"Stop-gaps expected with the plan: {'; '.join(used)}{rest}."
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
