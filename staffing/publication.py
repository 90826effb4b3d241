"""What publishing a roster would change for whom: each day of a person as they were told it, and as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeAlias

import numpy as np

from staffing.documents.publication import PublishedChange
from staffing.outlook import Outlook
from staffing.plan import Plan, hard_breaches
from staffing.rules.published import KEEPING

PersonDay: TypeAlias = tuple[date, str]
"""A date and the id of an agent: so sorted, a log reads day by day."""


@dataclass(frozen=True)
class DayShifts:
    """The shifts of a person on a day, with their times in the zone of the person's site; of none: `OFF_DAY`."""

    ids: tuple[str, ...] = ()
    start: tuple[datetime, ...] = ()
    end: tuple[datetime, ...] = ()

    def same(self, other: DayShifts) -> bool:
        """Whether both are the same shifts at the same times."""
        return self._known() == other._known()

    def _known(self) -> list[tuple[str, datetime, datetime]]:
        utc = ([moment.astimezone(UTC) for moment in moments] for moments in (self.start, self.end))
        return sorted(zip(self.ids, *utc, strict=True))


OFF_DAY = DayShifts()


@dataclass(frozen=True)
class Change:
    """A planned day on which a person has other shifts, or other times, than were published before."""

    agent_id: str
    date: date
    was: DayShifts
    now: DayShifts


@dataclass(frozen=True)
class Withdrawn:
    """A planned day that was published with shifts, and has none any more."""

    agent_id: str
    date: date
    was: DayShifts


@dataclass(frozen=True, eq=False)
class Publication:
    """The planned days against what was published before.

    `before`: whether anything of these days was. `new_rows` are to be added to the log. `sequences` counts, for days
    with shifts and those `withdrawn`, how often a person was told something else of the day, this time included.
    `written`: whether `published.csv` holds these assignments already.
    """

    as_of: datetime
    before: bool
    changes: tuple[Change, ...]
    new_rows: tuple[PublishedChange, ...]
    sequences: dict[PersonDay, int]
    withdrawn: tuple[Withdrawn, ...]
    written: bool


def publication_of(plan: Plan) -> Publication:
    """What is published with this plan, and what it changes.

    What was published before is what the log says, for weeks of which it holds anything, and else `published.csv` as it
    was read. So a row that was taken out of `published.csv` by hand, to free a day, is still known to have been told.
    """
    outlook, now = plan.outlook, _planned(plan)
    as_of, logged, read = outlook.workspace.as_of, _logged(outlook), _read(outlook)
    held = _held_weeks(outlook)
    changes: list[Change] = []
    new_rows: list[PublishedChange] = []
    sequences: dict[PersonDay, int] = {}
    withdrawn: list[Withdrawn] = []
    before = False
    for key in sorted({*now, *logged, *read}):
        rows, shifts = logged.get(key, []), now.get(key, OFF_DAY)
        was = _in_force(rows[-1]) if rows else OFF_DAY if _week(outlook, key[0]) in held else read.get(key, OFF_DAY)
        before = before or bool(was.ids or rows)
        if not was.same(shifts):
            changes.append(Change(key[1], key[0], was, shifts))
        if not was.same(shifts) or (not rows and shifts.ids):
            row = _row(as_of, key, was, shifts)
            rows = [*rows, row]
            new_rows.append(row)
        if rows:
            sequences[key] = _sequence(rows)
        if rows and not shifts.ids:
            withdrawn.append(Withdrawn(key[1], key[0], _told(rows[-1])))
    return Publication(
        as_of, before, tuple(changes), tuple(new_rows), sequences, tuple(withdrawn), _ids(read) == _ids(now)
    )


def not_to_publish(plan: Plan) -> str:
    """Why a roster is not published, in a sentence; empty where it may be.

    That it changes what is published already does not count: this is what publishing it means.
    """
    if plan.result is not None and plan.result.limit_hit == "interrupt":
        return "the search was interrupted, so nothing was published"
    keeping = {rule.rule for rule in plan.outlook.rules if rule.stated.name() in KEEPING}
    broken = sorted({breach.rule for breach in hard_breaches(plan)} - keeping)
    if broken:
        return f"the roster breaks hard rules ({', '.join(broken)}), so nothing was published"
    return ""


def _planned(plan: Plan) -> dict[PersonDay, DayShifts]:
    """The shifts of the roster."""
    outlook = plan.outlook
    found: dict[PersonDay, list[int]] = {}
    for agent, day, number in np.argwhere(plan.roster.work).tolist():
        key = (outlook.axis.date_of(outlook.axis.history + day), outlook.problem.agent_names[agent])
        found.setdefault(key, []).append(number)
    return {key: _timed(outlook, key[0], numbers) for key, numbers in found.items()}


def _read(outlook: Outlook) -> dict[PersonDay, DayShifts]:
    """The shifts that `published.csv` holds for planned people on planned days."""
    workspace, planned = outlook.workspace, set(outlook.problem.agent_names)
    known = {agent.agent_id: agent for agent in workspace.agents}
    found: dict[PersonDay, list[int]] = {}
    for row in workspace.published:
        if row.agent_id in planned and workspace.first_day <= row.date <= workspace.last_day:
            number = outlook.places.number_of(known[row.agent_id], row.shift_id)
            found.setdefault((row.date, row.agent_id), []).append(number)
    return {key: _timed(outlook, key[0], numbers) for key, numbers in found.items()}


def _timed(outlook: Outlook, day: date, numbers: list[int]) -> DayShifts:
    """Shifts by their numbers, in the order in which they begin."""
    places = outlook.places
    timed = sorted((*places.times(number, day), places.shifts[number].shift.id, number) for number in numbers)
    local = places.every[places.shifts[numbers[0]].place].axis.local
    return DayShifts(
        tuple(shift for _, _, shift, _ in timed),
        tuple(local(start) for start, _, _, _ in timed),
        tuple(local(end) for _, end, _, _ in timed),
    )


def _logged(outlook: Outlook) -> dict[PersonDay, list[PublishedChange]]:
    """The rows of the log of planned people and days."""
    planned = set(outlook.problem.agent_names)
    found: dict[PersonDay, list[PublishedChange]] = {}
    for row in _planned_rows(outlook):
        if row.agent_id in planned:
            found.setdefault((row.date, row.agent_id), []).append(row)
    return found


def _planned_rows(outlook: Outlook) -> Iterator[PublishedChange]:
    workspace = outlook.workspace
    return (row for row in workspace.published_changes if workspace.first_day <= row.date <= workspace.last_day)


def _held_weeks(outlook: Outlook) -> set[int]:
    """The planned weeks of which the log holds anything: whoever has no row in them was told to be off."""
    return {_week(outlook, row.date) for row in _planned_rows(outlook)}


def _week(outlook: Outlook, day: date) -> int:
    return (day - outlook.workspace.first_day).days // 7


def _in_force(row: PublishedChange) -> DayShifts:
    return DayShifts(row.now, row.start, row.end) if row.now else OFF_DAY


def _told(row: PublishedChange) -> DayShifts:
    """The shifts whose times a row holds."""
    return DayShifts(row.now or row.was, row.start, row.end)


def _row(as_of: datetime, key: PersonDay, was: DayShifts, now: DayShifts) -> PublishedChange:
    timed = now if now.ids else was
    return PublishedChange(
        as_of=as_of, agent_id=key[1], date=key[0], was=was.ids, now=now.ids, start=timed.start, end=timed.end
    )


def _sequence(rows: list[PublishedChange]) -> int:
    """How often a day was changed after it was first published: before the log began, too, where it begins so."""
    first = rows[0]
    return len(rows) - 1 + (bool(first.was) and sorted(first.was) != sorted(first.now))


def _ids(days: dict[PersonDay, DayShifts]) -> dict[PersonDay, list[str]]:
    return {key: sorted(shifts.ids) for key, shifts in days.items()}
