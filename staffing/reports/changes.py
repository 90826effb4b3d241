"""What a publication changes, for whom: as a table, as plain data, in sentences, and as a part of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from staffing.plan import Plan
from staffing.publication import Change, DayShifts, Publication
from staffing.reports.console import bullet_list, say
from staffing.reports.csv_text import csv_text
from staffing.reports.people import planned_agents, shown_name
from staffing.reports.plain_text import counted, plain
from staffing.reports.view.page import Section, Table, Text

COLUMNS = ("agent_id", "date", "was", "now")
MOST = 12
"""Sentences that a screen has room for."""
PUBLISHED = "What was published"
DRAFT = "Changes to what is published"


def changes_csv(publication: Publication) -> str:
    """`changes.csv`: a row for each day of a person that is not as it was published before."""
    rows = ((change.agent_id, change.date, _ids(change.was), _ids(change.now)) for change in publication.changes)
    return csv_text(COLUMNS, rows)


def changes_record(publication: Publication) -> dict[str, Any]:
    """`published` of `run.json`."""
    return {
        "as_of": publication.as_of.isoformat(),
        "before": publication.before,
        "changes": [
            {
                "agent_id": change.agent_id,
                "date": change.date.isoformat(),
                "was": list(change.was.ids),
                "now": list(change.now.ids),
            }
            for change in publication.changes
        ],
    }


def headline(publication: Publication) -> str:
    """How much changes: `3 changes`; `28 assignments of 6 people, none published before`."""
    changes = publication.changes
    if not changes:
        return "nothing changed"
    if not publication.before:
        return f"{_assignments(changes)}, none published before"
    return counted(len(changes), "change")


def change_sentences(plan: Plan, publication: Publication, most: int = MOST) -> list[str]:
    """A sentence for each change, by person: at most so many, those of assignments told before first.

    None where nothing was published before: then all are new. New ones that are too many are one sentence.
    """
    if not publication.before:
        return []
    order = {agent.agent_id: number for number, agent in enumerate(planned_agents(plan.outlook))}
    changes = sorted(publication.changes, key=lambda change: (order[change.agent_id], change.date))
    if len(changes) <= most:
        return [_sentence(plan, change) for change in changes]
    told = [change for change in changes if change.was.ids]
    fresh = [change for change in changes if not change.was.ids]
    sentences = [_sentence(plan, change) for change in told]
    room = most - bool(fresh)
    if len(sentences) > room:
        sentences = [*sentences[: room - 1], f"and {counted(len(told) - room + 1, 'more change')} in changes.csv"]
    return sentences + ([f"{_assignments(fresh)} more, new on days without a shift before"] if fresh else [])


def print_changes(out: Console, plan: Plan, publication: Publication, *, published: bool) -> None:
    """The changes in the terminal: those that were published, else those that publishing the draft would make."""
    if published:
        _titled(out, f"Published: {headline(publication)}", change_sentences(plan, publication))
    elif publication.before and publication.changes:
        _titled(out, f"Not published yet: {headline(publication)}", change_sentences(plan, publication))


def _titled(out: Console, title: str, sentences: list[str]) -> None:
    if sentences:
        bullet_list(out, title, sentences)
    else:
        say(out, title, "bold")


def changes_section(plan: Plan, publication: Publication, *, published: bool) -> Section | None:
    """The changes on the page, all of them; None for a draft of days of which nothing was published before."""
    if not published and not publication.before:
        return None
    title = PUBLISHED if published else DRAFT
    changes = publication.changes
    if not publication.before or not changes:
        said = headline(publication) if published else "publishing this roster changes nothing"
        return Section(title=title, blocks=(Text(sentences=(f"{said[:1].upper()}{said[1:]}.",)),))
    names = _names(plan)
    order = {agent_id: number for number, agent_id in enumerate(names)}
    rows = tuple(
        (names[change.agent_id], f"{change.date:%a %d %b}", *_both(change))
        for change in sorted(changes, key=lambda change: (order[change.agent_id], change.date))
    )
    said = f"{headline(publication)} to what people were told before."
    if not published:
        said = f"Publishing this roster makes {said}"
    table = Table(columns=("Person", "Day", "Was", "Now"), rows=rows)
    return Section(title=title, blocks=(Text(sentences=(said,)), table), detail=len(rows) > 2 * MOST)


def _sentence(plan: Plan, change: Change) -> str:
    """`Ayu Prameswari, Tue 03 Nov: late instead of early`."""
    was, now = _both(change)
    who = f"{_names(plan)[change.agent_id]}, {change.date:%a %d %b}"
    if not change.was.ids:
        return f"{who}: new: {now}"
    return f"{who}: {now} instead of {was}" if change.now.ids else f"{who}: now off, {was} before"


def _both(change: Change) -> tuple[str, str]:
    """What was and what is, in words; with times where the shift is the same, but not its times."""
    timed = sorted(change.was.ids) == sorted(change.now.ids)
    return _words(change.was, timed=timed), _words(change.now, timed=timed)


def _words(shifts: DayShifts, *, timed: bool) -> str:
    if not shifts.ids:
        return "off"
    if not timed:
        return plain(" and ".join(shifts.ids))
    zipped = zip(shifts.ids, shifts.start, shifts.end, strict=True)
    return plain(" and ".join(f"{name} {start:%H:%M}-{end:%H:%M}" for name, start, end in zipped))


def _names(plan: Plan) -> dict[str, str]:
    return {agent.agent_id: shown_name(agent) for agent in planned_agents(plan.outlook)}


def _ids(shifts: DayShifts) -> str:
    return "|".join(shifts.ids)


def _assignments(changes: Sequence[Change]) -> str:
    """`28 assignments of 6 people`."""
    people = len({change.agent_id for change in changes})
    shifts = sum(len(change.now.ids) for change in changes)
    return f"{counted(shifts, 'assignment')} of {'1 person' if people == 1 else f'{people} people'}"
