"""Whether a wish or leave can be granted: the sentences that say why, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from staffing.conflicts import conflict_sentences
from staffing.granting.against import Against
from staffing.granting.compared import Compared, DayChange, RuleChange
from staffing.granting.leave import LeaveAnswer
from staffing.outlook import Outlook
from staffing.promise.targets import NAMES
from staffing.reports.breach_list import amount_text, when_and_who
from staffing.reports.differences import CANNOT_TELL, gain, interval, is_seen
from staffing.reports.people import planned_agents, shown_name
from staffing.reports.plain_text import counted, percent, plain

SHOWN = 2
"""So many breaches of a rule are told; of more how many they are."""
TARGETS = dict(
    zip(
        NAMES,
        ("the promise", "the floor of the worst day", "the maximum age", "occupancy", "utilization"),
        strict=True,
    )
)
"""The targets as they are told."""


def cut_sentence(compared: Compared) -> str:
    """That less may be possible, where the clock ended a search or few weeks alone might change; else nothing."""
    if compared.cut:
        return "A search was cut by its time limit (--time-limit): the price told is not exact, less may be possible."
    if compared.among:
        return (
            f"Only the weeks of {compared.among} people of the same skills and site were open to change: with others "
            "it may cost much less, where occupancy or hours of the whole team are what costs."
        )
    return ""


def cost_sentences(outlook: Outlook, compared: Compared, own_points: int = 0) -> Iterator[str]:
    """By rule what is broken more and less; `own_points` are those of the request itself, which are saved."""
    before, after = compared.before, compared.after
    if compared.rules:
        own = f"; the request itself counts {own_points:,} where it is refused" if own_points else ""
        with_it = f"{points_text(after.price)} with it, {before.price:,} without"
        yield f"{with_it} (points are weight x amount of what is broken{own})"
    for change in compared.rules:
        yield _rule(outlook, change)


def promise_sentences(compared: Compared) -> Iterator[str]:
    """The promise before and after on the same random weeks, and the targets that are newly missed or met."""
    was, now = compared.before.service, compared.after.service
    for said, shares, difference in (
        ("the promise is kept in", (now.probability_met, was.probability_met), compared.weeks),
        ("cases on time on average:", (now.rate_mean, was.rate_mean), compared.rate),
    ):
        told = f"difference {gain(difference)}" if is_seen(difference) else f"{CANNOT_TELL}{interval(difference)}"
        weeks = " of weeks" if said.endswith("in") else ""
        least = f" (no less than {percent(now.probability_lower)})" if weeks else ""
        yield f"{said} {percent(shares[0])}{weeks}{least} instead of {percent(shares[1])}; {told}"
    for name in sorted({*compared.before.missed, *compared.after.missed}, key=NAMES.index):
        new, old = name in compared.after.missed, name in compared.before.missed
        said = "is missed with it and without it" if new and old else "is missed with it, and met without it"
        yield f"target {TARGETS[name].removeprefix('the ')} {said if new else 'is met with it, and missed without it'}"


def change_sentences(outlook: Outlook, days: Sequence[DayChange]) -> list[str]:
    """`Sari Dewi, Tue 24 Nov: late instead of off`, for each changed day."""
    return [
        f"{name_of(outlook, day.agent)}, {outlook.problem.day_names[day.day]}: "
        f"{_shifts(outlook, day.now)} instead of {_shifts(outlook, day.was)}"
        for day in days
    ]


def shift_counts(compared: Compared) -> dict[int, tuple[int, int]]:
    """How many shifts each agent works before and after, of those who work more or fewer."""
    both = (side.roster.work.sum(axis=(1, 2)).tolist() for side in (compared.before, compared.after))
    return {agent: pair for agent, pair in enumerate(zip(*both, strict=True)) if pair[0] != pair[1]}


def count_sentences(answer: LeaveAnswer) -> list[str]:
    """Who takes over: `Sari Dewi: 5 shifts instead of 4`, those with most more first."""
    assert answer.compared is not None
    counts = sorted(shift_counts(answer.compared).items(), key=lambda item: item[1][0] - item[1][1])
    return [f"{name_of(answer.outlook, a)}: {counted(now, 'shift')} instead of {was}" for a, (was, now) in counts]


def freed_sentences(answer: LeaveAnswer) -> list[str]:
    """The published shifts that the leave takes."""
    names = {agent.agent_id: shown_name(agent) for agent in answer.outlook.workspace.agents}
    return [
        f"{plain(row.shift_id)} of {names[row.agent_id]} on {row.date:%a %d %b} is published, and given up for it"
        for row in answer.freed
    ]


def member_sentences(outlook: Outlook, found: Against) -> list[list[str]]:
    """The members of each conflict, a sentence each; what of it is not certain is said at the end."""
    told = []
    for conflict in found.conflicts:
        sentences = list(conflict_sentences(outlook.problem, conflict))
        if not conflict.confirmed:
            sentences.append("not confirmed in the time given: fewer of these may be enough")
        told.append(sentences)
    return told


def way_sentences(found: Against) -> list[str]:
    """The ways out, in their order, with their prices where these are known."""
    return [
        way.sentence if way.objective is None else f"{way.sentence}; the roster then costs {points_text(way.objective)}"
        for way in found.ways
    ]


def points_text(count: int) -> str:
    """`1 point`, `1,234 points`."""
    return f"{count:,} point" if count == 1 else f"{count:,} points"


def _rule(outlook: Outlook, change: RuleChange) -> str:
    """`fair_late_shifts, 60 points more: Sari Dewi, 5 late shifts in the plan, 2.9 is the share: 2 above`."""
    if change.points <= 0:
        return f"{change.rule}, {points_text(-change.points)} less"
    said = f"{change.rule}, {points_text(change.points)} more"
    told = [", ".join(filter(None, (when_and_who(outlook, breach), breach.note))) for breach in change.worse[:SHOWN]]
    if not told:
        return f"{said}: {amount_text(change.after, change.unit, hours=True)}, {change.before:,} without"
    more = [f"and {len(change.worse) - SHOWN} more"] if len(change.worse) > SHOWN else []
    return f"{said}: {'; '.join([*told, *more])}"


def _shifts(outlook: Outlook, shifts: Sequence[int]) -> str:
    return " and ".join(plain(outlook.problem.shift_names[shift]) for shift in shifts) or "off"


def name_of(outlook: Outlook, agent: int) -> str:
    """A planned person as people know it."""
    return shown_name(planned_agents(outlook)[agent])
