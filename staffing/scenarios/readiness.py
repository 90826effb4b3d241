"""A sale: what it needs, and which ways of meeting it keep the promise, found by solving them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from staffing.documents.base import WEEKDAYS
from staffing.documents.people import Event
from staffing.documents.scenario import Scenario
from staffing.documents.workspace import Workspace
from staffing.scenarios.apply import touched
from staffing.scenarios.figures import Figures, Tried
from staffing.scenarios.run import Run
from staffing.scenarios.whatif import Option, Readiness

EXTRA_MINUTES, EXTRA_DAYS = 480, 1
"""Overtime a week that is tried where the team allows none."""
FIRST_PEOPLE = 3
"""So many borrowed people are tried at once, and then the same number more, until enough are found."""
LEAST_PROMISE = 0.5
"""Less on time than this is nothing to promise."""
MOST_TIMES = 2
"""Borrowed people are tried up to so many times the team."""


def weeks_of(event: Event, week_starts: str) -> tuple[date, int]:
    """The first day of the week in which an event begins to tell, and the weeks until its lag is over."""
    first, last = touched(event)
    back = (first.weekday() - WEEKDAYS.index(week_starts)) % 7
    start = first - timedelta(days=back)
    return start, (last - start).days // 7 + 1


def readiness(run: Run, workspace: Workspace, event: Event) -> Readiness:
    """The weeks of an event, as usual, with it, and with each option, all compared with the weeks as usual."""
    first, last = touched(event)
    sale = tuple(_of_event(event))
    usual, as_it_is, *alone = run.tried(_first_scenarios(workspace, sale), with_way_out=True)
    found = [_option(kind, tried, as_it_is) for kind, tried in zip(_kinds(workspace), alone, strict=True)]
    if as_it_is.figures is not None and not as_it_is.figures.met:
        late = _lateness(sale, as_it_is.figures.promisable_rate)
        # worked together with the first borrowed people, so that no process waits
        run.tried([*late, *_borrow_scenarios(workspace, sale, event, range(1, FIRST_PEOPLE + 1))], with_way_out=True)
        found += [_late_option(tried, as_it_is) for tried in run.tried(late)]
        found += _borrowed(run, workspace, sale, as_it_is, event)
    ranked = sorted(found, key=_order)
    return Readiness(event, first, last, usual, as_it_is, tuple(ranked))


def _of_event(event: Event) -> Iterator[tuple[str, str]]:
    yield "event.date", event.date.isoformat()
    yield "event.name", event.name
    yield "event.uplift", f"{event.uplift:g}"
    if event.queue:
        yield "event.queue", event.queue
    yield "event.lead_days", str(event.lead_days or 0)
    yield "event.lag_days", str(event.lag_days or 0)


def _first_scenarios(workspace: Workspace, sale: tuple[tuple[str, str], ...]) -> list[Scenario]:
    overtime, freeze = tuple(_overtime(workspace)), (("leave", "off"),)
    ways = {
        "overtime": overtime,
        "leave_freeze": freeze,
        "overtime_and_leave_freeze": (*overtime, *freeze),
    }
    named = [Scenario(name=kind.replace("_", " "), set=(*sale, *ways[kind])) for kind in _kinds(workspace)]
    return [Scenario(name="as usual"), Scenario(name="the sale, the team as it is", set=sale), *named]


def _kinds(workspace: Workspace) -> tuple[str, ...]:
    """The ways that cost no search of their own; a leave freeze only where somebody is on leave."""
    freeze = ("leave_freeze", "overtime_and_leave_freeze") if workspace.planned_leave else ()
    return ("overtime", *freeze)


def _overtime(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Everybody consents, within the team's limits, or a day a week where it has none."""
    yield "overtime.consent", "all"
    limits = workspace.team.overtime
    if not limits.max_minutes_per_week or not limits.max_extra_days:
        yield "overtime.max_minutes_per_week", str(max(EXTRA_MINUTES, limits.max_minutes_per_week))
        if max(contract.days_per_week for contract in workspace.team.contracts) + EXTRA_DAYS < 7:
            yield "overtime.max_extra_days", str(EXTRA_DAYS)


def _lateness(sale: tuple[tuple[str, str], ...], promisable: float) -> list[Scenario]:
    """Planned lateness: the rate that could be promised instead, in whole points; none where it is no promise."""
    rate = math.floor(100 * promisable) / 100
    if rate < LEAST_PROMISE:
        return []
    asked = (*sale, ("targets.rate_24h", f"{rate:g}"), ("targets.day_floor", "0"))
    return [Scenario(name=f"planned lateness: {100 * rate:g}%", set=asked)]


def _late_option(tried: Tried, as_it_is: Tried) -> Option:
    rate = float(dict(tried.scenario.set)["targets.rate_24h"])
    return replace(_option("planned_lateness", tried, as_it_is), rate=rate)


def _borrow_scenarios(
    workspace: Workspace, sale: tuple[tuple[str, str], ...], event: Event, counts: range
) -> list[Scenario]:
    """People borrowed from the day of the sale to the end of its lag."""
    start, days = _borrow_span(workspace, event)
    when = ("borrow.start", start.isoformat()), ("borrow.days", str(days))
    return [
        Scenario(name=f"borrow {count} for {days} days", set=(*sale, ("borrow.people", str(count)), *when))
        for count in counts
    ]


def _borrow_span(workspace: Workspace, event: Event) -> tuple[date, int]:
    start = max(event.date, workspace.first_day)
    return start, (touched(event)[1] - start).days + 1


def _borrowed(
    run: Run, workspace: Workspace, sale: tuple[tuple[str, str], ...], as_it_is: Tried, event: Event
) -> list[Option]:
    """The fewest people that keep the promise; where none of those tried do, the most."""
    start, days = _borrow_span(workspace, event)
    heads = as_it_is.figures.headcount if as_it_is.figures else 1
    found: list[Option] = []
    for first in range(1, max(FIRST_PEOPLE, MOST_TIMES * heads) + 1, FIRST_PEOPLE):
        counts = range(first, first + FIRST_PEOPLE)
        tried = run.tried(_borrow_scenarios(workspace, sale, event, counts), with_way_out=True)
        options = [
            replace(_option("borrowed", one, as_it_is), people=count, days=days, start=start)
            for count, one in zip(counts, tried, strict=True)
        ]
        found = [next((one for one in options if one.reaches), options[-1])]
        if found[0].reaches or found[0].tried.figures is None:
            break
    return found


def _option(kind: str, tried: Tried, as_it_is: Tried) -> Option:
    ours, before = tried.figures, as_it_is.figures
    if ours is None or before is None:
        return Option(kind, tried, False, 0.0, 0.0, 0.0)
    hours, cost = ours.paid_hours - before.paid_hours, ours.cost - before.cost
    return Option(kind, tried, not {"promise", "maximum_age"} & set(ours.missed), ours.target, hours, cost)


def _order(option: Option) -> tuple[bool, bool, float, float, float]:
    """Those that keep the promise as it is, the cheapest first; a lower promise after them; then the likeliest."""
    found: Figures | None = option.tried.figures
    likely = found.probability_met if found and not option.reaches else 0.0
    return not option.reaches, option.kind == "planned_lateness", -likely, option.cost, option.paid_hours
