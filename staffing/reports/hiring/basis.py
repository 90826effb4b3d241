"""What a hiring plan rests on: the words it uses, what was assumed, how the search ended, what the model leaves out."""

from __future__ import annotations

import math
from collections.abc import Iterator

from staffing.hiring.answer import Assumption, HiringPlan
from staffing.reports.hiring.words import unit
from staffing.reports.plain_text import counted, percent, plain
from staffing.reports.whatif.words import money, number

ASSUMPTION_COLUMNS = ("what", "value", "from")
LIMITS = (
    "People leave independently of each other, and not more often when work is hard.",
    "Whether the people fit the shifts of a week is not asked here; a roster of that week says so.",
    "One requisition in five takes longer to fill than its open-by date allows for.",
    "P10 and P90 hold what varies, people and work; what is assumed may be wrong beyond them.",
    "The plan is of today: make it again when somebody leaves, an offer is accepted or the volume turns.",
)
_PARTS = {"short": "shortage", "terminal": "beyond these weeks"}
_LIMIT_HIT = {
    "work": "The search stopped at its limit of deterministic work; the same inputs give the same plan again.",
    "time": "The search was cut by its time limit; another machine may find another plan.",
    "interrupt": "The search was interrupted; what it had found until then is shown.",
}


def definitions(plan: HiringPlan) -> list[str]:
    """A line for each word that a recruiter may not know."""
    shrinkage = f"{percent(plan.shrinkage)} of them for absence, leave and whatever else is not work on cases"
    return [
        f"FTE: a full-time equivalent, {plan.full_time_hours:g} paid hours in a week, {shrinkage}.",
        "Gap: FTE required less FTE available; below 0 a surplus. P10 to P90 holds it in 4 of 5 cases.",
        "Short: a gap of 1 FTE or more; P(short) is its chance in that week.",
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
    """What the plan costs, how good it is proven to be, and what cut the search."""
    solved, known = plan.solved, unit(plan)
    cost = f"Expected cost of these {len(plan.weeks)} weeks with the plan: {signed_money(solved.cost, known)}"
    parts = [f"{_PARTS.get(name, plain(name))} {amount(part)}" for name, part in solved.parts if round(part)]
    yield f"{cost} ({', '.join(parts)})." if parts else f"{cost}."
    if solved.status == "optimal":
        yield "No plan costs less in this model, proven by the solver."
    elif math.isfinite(solved.bound) and math.isfinite(solved.gap):
        yield (
            f"The best plan found ({plain(solved.status)}); no plan costs less than "
            f"{signed_money(solved.bound, known)}, so it may be {percent(solved.gap)} too dear."
        )
    else:
        yield f"The best plan found ({plain(solved.status)}); nothing is proven of others."
    if solved.limit_hit:
        yield _LIMIT_HIT.get(solved.limit_hit, f"The search was cut: {plain(solved.limit_hit)}.")


def signed_money(cost: float, unit: str) -> str:
    """`14,560,000 EUR`, `-1,200 EUR`."""
    return f"{'-' if round(cost) < 0 else ''}{money(cost, unit)}"


def amount(part: float) -> str:
    """Money without its unit."""
    return number(round(part))
