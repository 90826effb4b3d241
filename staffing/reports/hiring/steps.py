"""How the dates and the funnel of an opening come about, in plain arithmetic, and what its delay costs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta

from staffing.hiring.answer import HiringPlan, Opening
from staffing.reports.hiring.words import chance, fte_weeks, is_after, looked_at, name_of, people, today, weeks_text
from staffing.reports.plain_text import counted, sentence_case

LATE_WEEKS = 4


def first_opening(plan: HiringPlan) -> Opening | None:
    """The opening that has to be opened first."""
    return min(plan.openings, key=lambda opening: opening.open_by, default=None)


def date_steps(plan: HiringPlan, opening: Opening) -> Iterator[str]:
    """From the start back to the open-by date, and on to full speed."""
    notice, fill = (opening.start - opening.accept_by).days, (opening.accept_by - opening.open_by).days
    late = " (today)" if opening.open_by == today(plan) else " (already past)" if opening.open_by < today(plan) else ""
    yield (
        f"start {opening.start}, less {counted(notice, 'day')} of notice: offer accepted by {opening.accept_by}, less "
        f"{counted(fill, 'day')} to fill (4 of 5 are filled by then): open by {opening.open_by}{late}."
    )
    hiring = plan.workspace.team.hiring
    training, ramp = hiring.training.weeks, hiring.ramp.index(1.0)
    if opening.start + timedelta(weeks=training + ramp) == opening.useful_from:
        yield (
            f"start {opening.start}, and {weeks_text(training)} of training and {weeks_text(ramp)} of ramp: full speed "
            f"from {opening.useful_from}."
        )


def funnel_steps(plan: HiringPlan, opening: Opening) -> str:
    """From the people who start back to candidates."""
    funnel = plan.workspace.team.hiring.funnel
    offers, interviews = opening.headcount / (funnel.accept * funnel.show), opening.offers / funnel.offer
    return (
        f"{people(opening.headcount)} to start / ({funnel.accept:g} accept x {funnel.show:g} come) = {offers:.1f}: "
        f"{counted(opening.offers, 'offer')}; / {funnel.offer:g} offered = {interviews:.1f}: "
        f"{counted(opening.interviews, 'interview')}; / {funnel.interview:g} interviewed = "
        f"{opening.interviews / funnel.interview:.1f}: {counted(opening.candidates, 'candidate')}."
    )


def slip_sentence(plan: HiringPlan) -> str:
    """The opening whose delay costs most, of those that can be compared; else what that of the first costs.

    The last week looked at cuts off what a late opening's delay costs, so only openings whose people work at full speed
    before it, even if late, are ranked. Empty where there is no opening.
    """
    first, ranked = first_opening(plan), [opening for opening in plan.openings if _is_whole(plan, opening)]
    if first is None:
        return ""
    compared = len(ranked) > 1
    told = max(ranked, key=lambda opening: opening.slip.fte_weeks) if compared else first
    name = f"the requisition for {name_of(told.role)} to be opened by {told.open_by}"
    if not told.slip.weeks:
        return sentence_case(
            f"{name} may be {LATE_WEEKS} weeks late and change nothing in these weeks{_later(plan, told)}."
        )
    some = f"of the {len(ranked)} that can be compared, " if len(ranked) < len(plan.openings) else ""
    weeks = f"the {weeks_text(len(looked_at(plan)))} looked at"
    lead = f"{some}the one to delay least is " if compared else ""
    late = f"opened {LATE_WEEKS} weeks late, it leaves {fte_weeks(told.slip.fte_weeks)} more short"
    return sentence_case(f"{lead}{name}: {late} over {weeks}, stop-gaps not counted{_promise(told)}.")


def _later(plan: HiringPlan, opening: Opening) -> str:
    return f", as it is for a start on {opening.start}, after them" if is_after(plan, opening.start) else ""


def _is_whole(plan: HiringPlan, opening: Opening) -> bool:
    """Whether somebody late would work at full speed before the last week looked at, which so shows what it costs."""
    return opening.useful_from + timedelta(weeks=LATE_WEEKS) <= looked_at(plan)[-1]


def _promise(opening: Opening) -> str:
    slip = opening.slip
    if not math.isfinite(slip.promise + slip.promise_late):
        return ""
    within = f"in the {weeks_text(slip.weeks)} it touches"
    return f", and {within} the promise is kept with {chance(slip.promise_late)} instead of {chance(slip.promise)}"
