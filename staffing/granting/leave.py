"""The recipe of `staffing check --leave`: whether leave can be granted, and at what price for the promise."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from staffing.build.problem import places_for
from staffing.documents.people import Assignment, Leave
from staffing.documents.workspace import Workspace
from staffing.engines.choose import MANY
from staffing.errors import InputError, NoRosterError
from staffing.granting.against import UNEXPLAINED, Against, against
from staffing.granting.asked import check_planned
from staffing.granting.compared import Compared, Side, compared, side_of
from staffing.granting.few_of_many import FewOfMany
from staffing.granting.nearest import Nearest, ask_of
from staffing.granting.present import cut_by_time, led_by, searched
from staffing.outlook import Bench, Outlook, Progress, look_ahead
from staffing.plan import Found, Settings
from staffing.promise.calibrate import LIKELIER
from staffing.roster import Roster

WEEK, FAR = timedelta(weeks=1), timedelta(weeks=53)
AROUND = timedelta(days=3)
"""No shift reaches so far: what leave holds beyond is not looked at, whatever dates were typed."""
WITHOUT = "even without this leave,"


@dataclass(frozen=True, eq=False)
class LeaveAnswer:
    """What leave does to the plan. Where it is `there` already, nothing else is given.

    `freed`: published shifts on its days, which are left out of account. `against`: why no roster has it.
    `compared`: the roster found without it, and the one found with it.
    """

    outlook: Outlook
    asked: tuple[Leave, ...]
    there: bool = False
    freed: tuple[Assignment, ...] = ()
    against: Against | None = None
    compared: Compared | None = None

    @property
    def partly(self) -> tuple[Leave, ...]:
        """Leaves of which some days are not planned: nothing is said of those."""
        first, last = self.outlook.workspace.first_day, self.outlook.workspace.last_day
        return tuple(leave for leave in self.asked if leave.start < first or leave.end > last)

    @property
    def whole(self) -> tuple[date, int]:
        """First day and number of the weeks that hold every day asked for, as far as it can still be planned.

        Days beyond `FAR` are not counted.
        """
        workspace = self.outlook.workspace
        first, last = workspace.first_day, workspace.last_day
        start = min(first, *(max(leave.start, first - FAR) for leave in self.asked))
        end = max(last, *(min(leave.end, last + FAR) for leave in self.asked))
        begin = first + WEEK * ((start - first) // WEEK)
        while begin < first and begin <= workspace.as_of.date():  # weeks that have begun cannot be planned
            begin += WEEK
        return begin, (end - begin) // WEEK + 1


def leave_of(workspace: Workspace, agent_id: str, start: date, end: date) -> Leave:
    """Leave that is asked for; InputError, in one sentence, where nobody planned could take it on a planned day."""
    check_planned(workspace, agent_id, "--leave")
    first, last = workspace.first_day, workspace.last_day
    if end < start:
        raise InputError(f"--leave of {agent_id} ends on {end}, before it starts on {start}; write the first day first")
    if end < first or start > last:
        raise InputError(
            f"--leave of {agent_id} from {start} to {end} holds no planned day; {first} to {last} is planned, give "
            "another --week or more --weeks"
        )
    return Leave(agent_id=agent_id, start=start, end=end)


def answer_leave(
    workspace: Workspace, asked: Sequence[Leave], settings: Settings, progress: Progress | None = None
) -> LeaveAnswer:
    """Find the roster with the leave and without it, on the same random weeks, or say why there is none with it.

    Raises NoRosterError where there is none without it either, or none was found in time.
    """
    outlook = look_ahead(workspace)
    answer = LeaveAnswer(outlook, tuple(asked))
    if all(_held(workspace, leave) for leave in asked):
        return replace(answer, there=True)
    try:
        before = searched(outlook, settings, progress)
    except NoRosterError as error:
        raise led_by(WITHOUT, error) from None
    freed = published_on(workspace, asked)
    kept = tuple(row for row in workspace.published if row not in freed)
    changed = replace(workspace, leave=(*workspace.leave, *asked), published=kept)
    with_it = look_ahead(changed, outlook.fitted)
    answer = replace(answer, outlook=with_it, freed=freed)
    if with_it.problem.agents >= MANY:
        return _in_a_crowd(answer, _side(outlook, before), before, settings, progress)
    if progress is not None:
        progress("looking for what stands against it", 0.0)
    if (found := against(with_it, with_it.rules, settings)) is not None:
        return replace(answer, against=found)
    after = searched(with_it, settings, progress)
    near, cut = _nearer(with_it, before, after, settings, progress)
    cut |= cut_by_time(before) or cut_by_time(after)
    return replace(answer, compared=compared(with_it, _side(outlook, before), near, cut=cut))


def _in_a_crowd(
    answer: LeaveAnswer, without: Side, before: Found, settings: Settings, progress: Progress | None
) -> LeaveAnswer:
    """The answer where a few people's weeks make room for the leave, and everybody's where the promise asks for it."""
    outlook = answer.outlook
    names = outlook.problem.agent_names
    who = tuple(sorted({names.index(leave.agent_id) for leave in answer.asked}))
    search = FewOfMany(outlook, outlook.rules, lambda _: outlook.rules, who, before.roster, settings)
    bench = Bench(outlook, settings.seed, before.service.replications, progress)
    bench.say("changing no more than it takes")
    near = None
    with suppress(NoRosterError):  # what a few cannot make room for, all perhaps can
        found = search.search(_absent(outlook, before.roster))
        if found is None:
            bench.say("looking for what stands against it")
            return replace(answer, against=search.against() or UNEXPLAINED)
        near = side_of(outlook, found, bench.judge(found, settings.seed))
    cut, among = search.cut, search.among
    if near is None or (before.service.met and not near.service.met):
        after = searched(outlook, settings, progress)
        near, cut, among = _side(outlook, after), cut_by_time(after), 0
    return replace(answer, compared=compared(outlook, without, near, cut=cut or cut_by_time(before), among=among))


def _absent(outlook: Outlook, roster: Roster) -> Roster:
    """A roster without the shifts on days of leave."""
    return Roster(roster.work & ~outlook.problem.on_leave[:, outlook.problem.history_days :, None])


def _side(outlook: Outlook, found: Found) -> Side:
    return side_of(outlook, found.roster, found.service, ledger=found.calibrated.result.ledger)


def _nearer(
    outlook: Outlook, before: Found, after: Found, settings: Settings, progress: Progress | None
) -> tuple[Side, bool]:
    """The roster with the leave, with no more changed than it takes: of many that are as good, one like that without.

    It is the one that was searched for where the other would not keep the promise as well. Also whether the clock
    ended this search.
    """
    bench = Bench(outlook, settings.seed, after.service.replications, progress)
    bench.say("changing no more than it takes")
    search = Nearest(outlook, outlook.rules, ask_of(after), before.roster, settings)
    try:
        found = search.search(_absent(outlook, before.roster))
    except NoRosterError:
        return _side(outlook, after), True
    if found is None:
        return _side(outlook, after), search.cut
    near = side_of(outlook, found, bench.judge(found, settings.seed))
    as_good = near.service.met or (
        not after.service.met and near.service.probability_met >= after.service.probability_met - LIKELIER
    )
    return near if as_good else _side(outlook, after), search.cut


def _held(workspace: Workspace, leave: Leave) -> bool:
    """Whether every planned day of it is leave already."""
    days = [day for day in workspace.planned_days if leave.start <= day <= leave.end]
    own = [row for row in workspace.leave if row.agent_id == leave.agent_id]
    return all(any(row.start <= day <= row.end for row in own) for day in days)


def published_on(workspace: Workspace, asked: Sequence[Leave]) -> tuple[Assignment, ...]:
    """Published shifts of planned days with a minute on a day of the leave: the night of the day before has some."""
    agents = {agent.agent_id: agent for agent in workspace.rostered}
    places = places_for(workspace)

    def touched(row: Assignment, leave: Leave) -> bool:
        if row.agent_id != leave.agent_id or not workspace.first_day <= row.date <= workspace.last_day:
            return False
        agent = agents[row.agent_id]
        axis = places.every[places.place_of(agent)].axis
        begin, end = places.times(places.number_of(agent, row.shift_id), row.date)
        first, last = max(leave.start, row.date - AROUND), min(leave.end, row.date + AROUND)
        return begin < axis.minute(last, 1440) and end > axis.minute(first, 0)

    return tuple(row for row in workspace.published if any(touched(row, leave) for leave in asked))
