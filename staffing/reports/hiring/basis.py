"""What a hiring plan rests on: the words it uses, what was assumed, how the search ended, what the model leaves out."""

from __future__ import annotations

import math
from collections.abc import Iterator

from staffing.hiring.answer import Assumption, HiringPlan, Solved
from staffing.reports.hiring.words import signed_money, unit, weeks_text
from staffing.reports.plain_text import counted, percent, plain, sentence_case
from staffing.reports.whatif.words import number

ASSUMPTION_COLUMNS = ("what", "value", "from")
LIMITS = (
    "People leave independently of each other, and not more often when work is hard.",
    "Whether the people fit the shifts of a week is not asked here; a roster of that week says so.",
    "One requisition in five takes longer to fill than its open-by date allows for.",
    "P10 and P90 hold what varies, people and work; what is assumed may be wrong beyond them.",
    "The plan is of today: make it again when somebody leaves, an offer is accepted or the volume turns.",
)
LEAST_GAP = 0.001
"""A smaller one would read as none at all."""
_PARTS = {"wages": "wages of new people", "short": "shortage"}
_LIMIT_HIT = {
    "work": "The search stopped at its limit of deterministic work; the same inputs give the same plan again.",
    "time": "The search was cut by its time limit; another machine may find another plan.",
    "interrupt": "The search was interrupted; what it had found until then is shown.",
}


def definitions(plan: HiringPlan) -> list[str]:
    """A line for each word that a recruiter may not know."""
    targets = plan.workspace.team.targets
    most, kept = percent(targets.occupancy_max, 0), f"{percent(targets.confidence, 0)} of weeks"
    full = f"{plan.full_time_hours:g} paid hours in a week, {percent(plan.shrinkage)} of them absence and time in shift"
    week_after_week = f"keep the promise in {kept}, week after week, with the occupancy that the size allows"
    alone = "A single short week may keep it where a run of such weeks would not"
    return [
        f"FTE: a full-time equivalent, {full} beside cases; leave is taken off the people available.",
        f"Required: the FTE that {week_after_week}, at most {most}.",
        "Gap: FTE required less FTE available, before stop-gaps; a surplus below 0. P10 to P90 holds 4 of 5 cases.",
        "Short: a gap of 1 FTE or more; P(short) is its chance in that week.",
        f"Promise kept: the chance that the week keeps it with its people, stop-gaps not counted. {alone}.",
    ]


def is_assumed(assumption: Assumption) -> bool:
    """Whether nobody gave it."""
    return assumption.source.strip().lower().startswith("assumed")


def assumption_rows(plan: HiringPlan) -> list[tuple[str, ...]]:
    """What the plan rests on, in its order; what nobody gave is marked."""
    return [
        (plain(each.name), plain(each.value), f"! {plain(each.source)}" if is_assumed(each) else plain(each.source))
        for each in plan.assumptions
    ]


def assumed_sentence(plan: HiringPlan) -> str:
    """How much is assumed; empty where all is given."""
    count = sum(map(is_assumed, plan.assumptions))
    if not count:
        return ""
    verb = "is" if count == 1 else "are"
    return (
        f"{count} of {counted(len(plan.assumptions), 'figure')} this plan rests on {verb} assumed (!): give your own "
        "under hiring in team.yaml."
    )


def solver_sentences(plan: HiringPlan) -> Iterator[str]:
    """What the plan costs in the weeks told, how good it is proven to be, and what cut the search."""
    solved, known, weeks = plan.solved, unit(plan), len(plan.weeks)
    # of the parts, and not `solved.cost`, which holds the weeks after these too
    cost = signed_money(sum(part for _, part in solved.parts), known)
    parts = [f"{_PARTS.get(name, plain(name))} {_amount(part)}" for name, part in solved.parts if round(part)]
    said = f"Expected cost of these {weeks_text(weeks)} with the plan: {cost}"
    yield f"{said} ({', '.join(parts)})." if parts else f"{said}."
    if solved.tail_weeks:
        after = f"{weeks_text(solved.tail_weeks)} after them, so that late hires do not look useless"
        yield f"The search also looked at {after}; over all {weeks + solved.tail_weeks} weeks {_proven(solved)}."
    else:
        yield sentence_case(f"{_proven(solved)}.")
    if solved.limit_hit:
        yield _LIMIT_HIT.get(solved.limit_hit, f"The search was cut: {plain(solved.limit_hit)}.")


def _proven(solved: Solved) -> str:
    if solved.status == "optimal":
        return "no plan costs less in this model, proven by the solver"
    if not (math.isfinite(solved.bound) and math.isfinite(solved.gap)):
        return f"the best plan found ({plain(solved.status)}) is shown, and nothing is proven of others"
    dear = percent(solved.gap) if solved.gap >= LEAST_GAP else f"up to {percent(LEAST_GAP)}"
    return f"the best plan found may be {dear} too dear"


def _amount(part: float) -> str:
    """Money without its unit."""
    return number(round(part))
