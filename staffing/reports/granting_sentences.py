"""Whether a wish or leave can be granted, in the sentence that people read first, and those that say why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from staffing.conflicts import conflict_sentences
from staffing.documents.people import Leave
from staffing.granting.against import Against
from staffing.granting.compared import Compared, DayChange, RuleChange
from staffing.granting.leave import LeaveAnswer
from staffing.granting.wish import WishAnswer
from staffing.outlook import Outlook
from staffing.promise.targets import NAMES
from staffing.reports.breach_list import amount_text
from staffing.reports.differences import CANNOT_TELL, differs, gain, interval
from staffing.reports.people import planned_agents, shown_name
from staffing.reports.plain_text import counted, percent, plain
from staffing.reports.verdict import share_text

FEW = 2
"""So many other changed days are told in the first sentence; of more it says how many."""
MOST_MEMBERS = 3
"""So many members of a conflict are told there; of more how many they are, and the cheapest way out."""
_TARGETS = dict(
    zip(NAMES, ("promise", "floor of the worst day", "maximum age", "occupancy", "utilization"), strict=True)
)


def wish_headline(answer: WishAnswer) -> str:
    """`Budi can have Tue 24 Nov off: it costs 38 points more, ...; Sari works late on Tue 24 Nov instead of off`."""
    asked, outlook = answer.asked, answer.outlook
    who = _name(outlook, asked.agent)
    day = outlook.problem.day_names[asked.day]
    if answer.granted:
        return f"{who} {_has(asked.wants, day)} already: {answer.present.source} grants it"
    if answer.against is not None:
        return f"{who} cannot {_have(asked.wants, day)}: {_because(outlook, answer.against, 'the wish')}"
    assert answer.compared is not None
    both = answer.compared
    others = [change for change in both.days if (change.agent, change.day) != (asked.agent, asked.day)]
    can = f"{who} can {_have(asked.wants, day)}: {_price(both)}, and the promise is kept {_weeks(both)}"
    return f"{can}{_missed(both)}; {_others(outlook, others)}"


def leave_headline(answer: LeaveAnswer) -> str:
    """`Budi can have leave from Mon 23 Nov to Wed 25 Nov: it costs ...`, and whether the promise is kept with it."""
    outlook = answer.outlook
    asked = " and ".join(_leave(outlook, leave) for leave in answer.asked)
    if answer.there:
        return f"{asked} is in leave.csv already"
    if answer.against is not None:
        return f"{asked} cannot be granted: {_because(outlook, answer.against, 'the leave')}"
    assert answer.compared is not None
    both = answer.compared
    return f"{asked} can be granted: {_price(both)}, and the promise is kept {_weeks(both)}{_missed(both)}"


def any_headline(found: Against | None, outlook: Outlook) -> str:
    """Whether any roster can be made."""
    if found is None:
        return "A roster is possible: all hard rules can hold together"
    return f"No roster is possible: {_because(outlook, found, '')}"


def cost_sentences(compared: Compared, own_points: int = 0) -> Iterator[str]:
    """The price before and after, by rule; `own_points` are those of the request itself, which are saved."""
    before, after = compared.before, compared.after
    yield f"the price is {_points(after.price)} instead of {before.price:,} (weight x amount of what is broken)"
    if own_points and compared.points < 0:
        yield f"its own request counted {_points(own_points)} as long as it was refused"
    elif own_points and compared.points:
        rest = _points(compared.points + own_points)
        yield f"its own request counts {_points(own_points)} where it is refused: all else costs {rest} more"
    if not compared.points:
        yield "no rule stood against it: a roster with it costs as much as the one without"
    for change in compared.rules:
        yield _rule(change)


def promise_sentences(compared: Compared) -> Iterator[str]:
    """The promise before and after on the same random weeks, and the targets that are newly missed or met."""
    was, now = compared.before.service, compared.after.service
    for said, shares, difference in (
        ("the promise is kept in", (now.probability_met, was.probability_met), compared.weeks),
        ("cases on time on average:", (now.rate_mean, was.rate_mean), compared.rate),
    ):
        told = f"difference {gain(difference)}" if differs(difference) else f"{CANNOT_TELL}{interval(difference)}"
        weeks = " of weeks" if said.endswith("in") else ""
        yield f"{said} {percent(shares[0])}{weeks} instead of {percent(shares[1])}; {told}"
    for name in sorted({*compared.before.missed, *compared.after.missed}, key=NAMES.index):
        new, old = name in compared.after.missed, name in compared.before.missed
        said = "is missed with it and without it" if new and old else "is missed with it, and met without it"
        yield f"target {_TARGETS[name]} {said if new else 'is met with it, and missed without it'}"


def change_sentences(outlook: Outlook, days: Sequence[DayChange]) -> list[str]:
    """`Sari Dewi, Tue 24 Nov: late instead of off`, for each changed day."""
    return [
        f"{_name(outlook, day.agent)}, {outlook.problem.day_names[day.day]}: "
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
    return [f"{_name(answer.outlook, a)}: {counted(now, 'shift')} instead of {was}" for a, (was, now) in counts]


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
    """The ways out, the cheapest first."""
    return [
        way.sentence if way.objective is None else f"{way.sentence}; the roster then costs {_points(way.objective)}"
        for way in found.ways
    ]


def _because(outlook: Outlook, found: Against, what: str) -> str:
    if found.facts:
        return "; ".join(found.facts)
    if not found.conflicts:
        return "no reason was found in the time given"
    sentences = conflict_sentences(outlook.problem, found.conflicts[0])
    if found.anyway:
        return f"there is no roster without it either; these cannot hold together: {'; '.join(sentences)}"
    together = f"cannot hold together with {what}" if what else "cannot hold together"
    if len(sentences) > MOST_MEMBERS:
        way = f"; the cheapest way out: {found.ways[0].sentence}" if found.ways else ""
        return f"{len(sentences)} rules and facts {together}{way}"
    those = "this" if len(sentences) == 1 else f"these {len(sentences)}"
    return f"{those} {together}: {'; '.join(sentences)}"


def _price(both: Compared) -> str:
    mended = f", breaches of hard rules mended ({both.before.hard})" if both.before.hard else ""
    if both.points < 0:
        return f"it even costs {_points(-both.points)} less{mended}"
    return (f"it costs {_points(both.points)} more" if both.points else "it costs nothing more") + mended


def _points(count: int) -> str:
    return f"{count:,} point" if count == 1 else f"{count:,} points"


def _weeks(both: Compared) -> str:
    before, after = both.before.service.probability_met, both.after.service.probability_met
    if not differs(both.weeks):
        return f"as often as without, as far as the simulation can tell (in {percent(after)} of weeks)"
    return f"in {percent(after)} of weeks instead of {percent(before)}"


def _missed(both: Compared) -> str:
    """What is said where the promise is missed: whether it is without what is asked, too."""
    service = both.after.service
    if service.met:
        return ""
    wanted = f"{share_text(service.confidence)} are promised"
    without = "was kept without" if both.before.service.met else "was missed without it, too"
    return f", which is too few ({wanted}; it {without})"


def _others(outlook: Outlook, changes: Sequence[DayChange]) -> str:
    if not changes:
        return "nothing else changes"
    if len(changes) <= FEW:
        return " and ".join(change_sentences(outlook, changes))
    people = Counter(change.agent for change in changes)
    of_whom = _name(outlook, changes[0].agent) if len(people) == 1 else f"{len(people)} people"
    return f"{len(changes)} other days of {of_whom} change"


def _rule(change: RuleChange) -> str:
    after = amount_text(change.after, change.unit, hours=True)
    return f"{change.rule}: {after}, {change.before:,} without what was asked ({change.points:+,} points)"


def _leave(outlook: Outlook, leave: Leave) -> str:
    who = next(shown_name(agent) for agent in outlook.workspace.agents if agent.agent_id == leave.agent_id)
    first, last = f"{leave.start:%a %d %b}", f"{leave.end:%a %d %b}"
    return f"leave of {who} on {first}" if first == last else f"leave of {who} from {first} to {last}"


def _have(wants: Sequence[str], day: str) -> str:
    if wants == ("off",):
        return f"have {day} off"
    return f"be spared {_spared(wants)} on {day}" if _spared(wants) else f"work {plain(wants[0])} on {day}"


def _has(wants: Sequence[str], day: str) -> str:
    if wants == ("off",):
        return f"has {day} off"
    return f"is spared {_spared(wants)} on {day}" if _spared(wants) else f"works {plain(wants[0])} on {day}"


def _spared(wants: Sequence[str]) -> str:
    """The shifts not wanted; a shift that is wanted beside them says it all."""
    avoided = [plain(want.removeprefix("not:")) for want in wants if want.startswith("not:")]
    return " and ".join(avoided) if len(avoided) == len(wants) else ""


def _shifts(outlook: Outlook, shifts: Sequence[int]) -> str:
    return " and ".join(plain(outlook.problem.shift_names[shift]) for shift in shifts) or "off"


def _name(outlook: Outlook, agent: int) -> str:
    return shown_name(planned_agents(outlook)[agent])
