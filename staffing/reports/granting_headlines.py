"""Whether a wish or leave can be granted, in the sentence that people read first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from staffing.conflicts import conflict_sentences
from staffing.documents.people import Leave
from staffing.granting.against import Against
from staffing.granting.compared import Compared, DayChange
from staffing.granting.leave import LeaveAnswer
from staffing.granting.wish import WishAnswer
from staffing.outlook import Outlook
from staffing.promise.targets import NAMES
from staffing.reports.differences import differs
from staffing.reports.granting_sentences import TARGETS, change_sentences, name_of, points_text
from staffing.reports.people import shown_name
from staffing.reports.plain_text import percent, plain
from staffing.reports.verdict import share_text

FEW = 2
"""So many other changed days are told in the first sentence; of more it says how many."""
MOST_MEMBERS = 3
"""So many members of a conflict are told there; of more how many they are, and the cheapest way out."""
MOST_WEEKS = 53
"""Weeks that can be planned at once."""


def wish_headline(answer: WishAnswer) -> str:
    """`Budi can have Tue 24 Nov off: it costs 38 points more, ...; Sari works late on Tue 24 Nov instead of off`."""
    asked, outlook = answer.asked, answer.outlook
    who = name_of(outlook, asked.agent)
    day = outlook.problem.day_names[asked.day]
    if answer.granted:
        return f"{who} {_has(asked.wants, day)} already: {answer.present.source} grants it"
    if answer.against is not None:
        return f"{who} cannot {_have(asked.wants, day)}: {_because(outlook, answer.against, 'the wish')}"
    assert answer.compared is not None
    both = answer.compared
    others = [change for change in both.days if (change.agent, change.day) != (asked.agent, asked.day)]
    can = "can" if both.after.service.met else "could"
    return f"{who} {can} {_have(asked.wants, day)}{_what_then(both)}; {_others(outlook, others)}"


def leave_headline(answer: LeaveAnswer) -> str:
    """`Budi can have leave from Mon 23 Nov to Wed 25 Nov: it costs ...`, and whether the promise is kept with it."""
    outlook = answer.outlook
    asked = " and ".join(_leave(outlook, leave) for leave in answer.asked)
    if answer.there:
        return f"{asked} is in leave.csv already"
    if answer.against is not None:
        return f"{asked} cannot be granted: {_because(outlook, answer.against, 'the leave')}"
    assert answer.compared is not None
    if answer.compared.after.service.met:
        return f"{asked} can be granted{_what_then(answer.compared)}"
    return f"{asked} {'is' if len(answer.asked) == 1 else 'are'} possible{_what_then(answer.compared)}"


def any_headline(found: Against | None, outlook: Outlook) -> str:
    """Whether any roster can be made."""
    if found is None:
        return "A roster is possible: all hard rules can hold together"
    return f"No roster is possible: {_because(outlook, found, '')}"


def unplanned_sentences(answer: LeaveAnswer) -> Iterator[str]:
    """Which days were looked at where not all of a leave are planned, and how to look at the others."""
    workspace = answer.outlook.workspace
    for leave in answer.partly:
        first, last = max(leave.start, workspace.first_day), min(leave.end, workspace.last_day)
        days = f"only {_days(first, last)} {'is' if first == last else 'are'} planned and looked at"
        yield f"of the {_leave(answer.outlook, leave)} {days}"
    if answer.partly:
        first, weeks = answer.whole
        begun = any(leave.start < first for leave in answer.partly)
        week = f"--week {first} " if first != workspace.first_day else ""
        if weeks > MOST_WEEKS:
            yield f"ask about the other days with another --week; at most {MOST_WEEKS} weeks are planned at once"
        elif week or weeks != workspace.weeks:
            yield f"{week}--weeks {weeks} looks at {'all from then on' if begun else 'all of it'}"
        if begun:
            yield f"what is before {first:%a %d %b} lies in weeks that have begun, which are not planned"


def _what_then(both: Compared) -> str:
    """Price and promise where it is kept; else that it is missed, by the bound that decides, and the price."""
    service, before = both.after.service, both.before.service
    if service.met:
        return f": {_price(both)}, and the promise is kept {_weeks(both)}{_newly_missed(both, ', but it')}"
    missed = "would be missed" if before.met else "is missed with it as it is without"
    kept = (
        f"it is kept in {percent(service.probability_met)} of weeks, no less than "
        f"{percent(service.probability_lower)}, where {share_text(service.confidence)} are promised "
        f"({percent(before.probability_met)} without it)"
    )
    return f", but the promise {missed}: {kept}{_newly_missed(both, '; it also')}; {_price(both)}"


def _price(both: Compared) -> str:
    mended = f", breaches of hard rules mended ({both.before.hard})" if both.before.hard else ""
    if both.points < 0:
        return f"it even costs {points_text(-both.points)} less{mended}"
    return (f"it costs {points_text(both.points)} more" if both.points else "it costs nothing more") + mended


def _weeks(both: Compared) -> str:
    before, after = both.before.service.probability_met, both.after.service.probability_met
    if not differs(both.weeks):
        return f"as often as without, as far as the simulation can tell (in {percent(after)} of weeks)"
    return f"in {percent(after)} of weeks instead of {percent(before)}"


def _newly_missed(both: Compared, lead: str) -> str:
    """The other targets that are met without what is asked and missed with it."""
    names = [TARGETS[name] for name in both.newly_missed if name != NAMES[0]]
    if not names:
        return ""
    return f"{lead} misses {_listed(names)}, met without it"


def _others(outlook: Outlook, changes: Sequence[DayChange]) -> str:
    if not changes:
        return "nothing else changes"
    if len(changes) <= FEW:
        return " and ".join(change_sentences(outlook, changes))
    people = Counter(change.agent for change in changes)
    of_whom = name_of(outlook, changes[0].agent) if len(people) == 1 else f"{len(people)} people"
    return f"{len(changes)} other days of {of_whom} change"


def _because(outlook: Outlook, found: Against, what: str) -> str:
    if found.facts:
        return "; ".join(found.facts)
    if not found.conflicts:
        return "no reason was found in the time given"
    sentences = conflict_sentences(outlook.problem, found.conflicts[0])
    if found.anyway:
        return f"there is no roster without it either; these cannot hold together: {'; '.join(sentences)}"
    together = f"cannot hold together with {what}" if what else "cannot hold together"
    count = len(found.conflicts[0].members)
    if len(sentences) > MOST_MEMBERS:
        best = next(iter(found.ways), None)
        way = "" if best is None else f"; {'the cheapest way out: ' if best.members else ''}{best.sentence}"
        return f"{count} rules and facts {together}{way}"
    those = "this" if count == 1 else f"these {count}"
    return f"{those} {together}: {'; '.join(sentences)}"


def _leave(outlook: Outlook, leave: Leave) -> str:
    who = next(shown_name(agent) for agent in outlook.workspace.agents if agent.agent_id == leave.agent_id)
    first, last = f"{leave.start:%a %d %b}", f"{leave.end:%a %d %b}"
    return f"leave of {who} on {first}" if first == last else f"leave of {who} from {first} to {last}"


def _days(first: date, last: date) -> str:
    return f"{first:%a %d %b}" if first == last else f"{first:%a %d %b} to {last:%a %d %b}"


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


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
