"""Whether a wish or leave can be granted, in the terminal."""

from __future__ import annotations

from rich.console import Console

from staffing.conflicts import Conflict
from staffing.granting.against import Against
from staffing.granting.compared import Compared
from staffing.granting.leave import LeaveAnswer
from staffing.granting.wish import WishAnswer
from staffing.outlook import Outlook
from staffing.reports.console import bullet_list, say
from staffing.reports.granting_headlines import any_headline, leave_headline, unplanned_sentences, wish_headline
from staffing.reports.granting_sentences import (
    change_sentences,
    cost_sentences,
    count_sentences,
    cut_sentence,
    freed_sentences,
    member_sentences,
    promise_sentences,
    way_sentences,
)
from staffing.reports.plain_text import counted, sentence_case

MOST = 20
"""Changed days that a screen has room for."""


def print_wish(out: Console, answer: WishAnswer) -> None:
    """The answer in a sentence, then what it rests on."""
    outlook, compared = answer.outlook, answer.compared
    say(out, wish_headline(answer), "bold")
    if answer.granted:
        return
    say(out, f"The roster spoken of: {answer.present.source}.")
    if compared is not None:
        _say_cut(out, compared)
    if answer.freed:
        say(out, "What is published for that person and day was left out of account; what else is published stays.")
    out.print()
    if answer.against is not None:
        print_against(out, outlook, answer.against, "with the wish")
    if compared is not None:
        _print_compared(out, outlook, compared, answer.asked.weight)


def print_leave(out: Console, answer: LeaveAnswer) -> None:
    """The answer in a sentence, who takes over, and what it rests on."""
    say(out, sentence_case(leave_headline(answer)), "bold")
    if unplanned := "; ".join(unplanned_sentences(answer)):
        say(out, f"{sentence_case(unplanned)}.")
    if answer.there:
        return
    if answer.compared is not None:
        _say_cut(out, answer.compared)
    out.print()
    bullet_list(out, "What is published", freed_sentences(answer))
    if answer.against is not None:
        print_against(out, answer.outlook, answer.against, "with the leave")
    if answer.compared is not None:
        bullet_list(out, "Who works more or fewer shifts", count_sentences(answer))
        _print_compared(out, answer.outlook, answer.compared, 0)


def print_any(out: Console, outlook: Outlook, found: Against | None) -> None:
    """Whether any roster can be made, and else why not."""
    say(out, any_headline(found, outlook), "bold")
    if found is not None:
        out.print()
        print_against(out, outlook, found, "")


def print_against(out: Console, outlook: Outlook, found: Against, together: str) -> None:
    """What cannot hold together, set by set, and the ways out."""
    bullet_list(out, "What is known before any search", found.facts)
    for conflict, sentences in zip(found.conflicts, member_sentences(outlook, found), strict=True):
        bullet_list(out, _title(conflict, "" if found.anyway else together), sentences)
    ways = "Ways out, the cheapest first" if any(way.objective is not None for way in found.ways) else "Ways out"
    bullet_list(out, ways, way_sentences(found))


def _say_cut(out: Console, compared: Compared) -> None:
    if cut := cut_sentence(compared):
        say(out, cut)


def _title(conflict: Conflict, together: str) -> str:
    those = "This" if len(conflict.members) == 1 else f"These {len(conflict.members)}"
    return " ".join(filter(None, (those, "cannot hold together", together)))


def _print_compared(out: Console, outlook: Outlook, compared: Compared, own_points: int) -> None:
    if compared.before.hard:
        broken = counted(compared.before.hard, "time")
        say(out, f"The roster as it is breaks hard rules {broken}; with what was asked it breaks none.")
        out.print()
    bullet_list(out, "What it does to the promise", promise_sentences(compared))
    bullet_list(out, "What it costs", cost_sentences(outlook, compared, own_points))
    changes = change_sentences(outlook, compared.days)
    more = [f"and {len(changes) - MOST} more (all of them with --json)"] if len(changes) > MOST else []
    bullet_list(out, "What changes", [*changes[:MOST], *more])
