"""The Problem and the rules of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from staffing.build.axis import Axis
from staffing.build.cover import cover_of
from staffing.build.demand import demand_of
from staffing.build.labour import labour_of
from staffing.build.pay import overtime_limits, overtime_pay, premiums, shifts_within_day_cap, wages
from staffing.build.people import dues, past_wishes, presence, published, rostered, wishes
from staffing.build.places import Places, places_of
from staffing.build.rules import name_of as name_of
from staffing.build.rules import rules_of as rules_of
from staffing.build.skills import groups_of, proficiency_of, speeds_of
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.problem import Flags, Integers, Problem

if TYPE_CHECKING:
    from forecasts.forecast import Forecast


MEMORY_DAYS = 182
"""Days of published rosters that rules look back on: a reference period of 17 weeks (2003/88/EC article 16), and half a
year of burdens."""


def axis_of(workspace: Workspace) -> Axis:
    """The plan's days, with as much history as the published roster holds."""
    earlier = [row.date for row in workspace.published if row.date < workspace.first_day]
    known = (workspace.first_day - min(earlier)).days if earlier else 0
    zone = ZoneInfo(workspace.team.zone)
    return Axis(workspace.first_day, 7 * workspace.weeks, min(known, MEMORY_DAYS), zone)


def places_for(workspace: Workspace) -> Places:
    """The sites of a workspace around its plan."""
    return places_of(workspace.team, axis_of(workspace), workspace.holidays)


def build_problem(workspace: Workspace, axis: Axis, forecast: Forecast) -> Problem:
    """All that rules and engines see. `forecast` is hourly, over the plan and at least its longest deadline."""
    team, agents = workspace.team, rostered(workspace)
    places = places_of(team, axis, workspace.holidays)
    there = presence(places, agents, workspace.leave)
    owed = dues(places, agents, there)
    shifts = published(workspace, agents, places)
    start, end, paid = _shift_times(places)
    site = np.array([places.place_of(agent) for agent in agents], dtype=np.int64)
    demand = demand_of(workspace, places, forecast, shifts)
    proficiency = proficiency_of(team, agents)
    premium_names, premium = premiums(places)
    overtime = overtime_limits(places, agents, owed.days)
    day = np.arange(len(axis.dates))
    return Problem(
        agent_names=tuple(agent.agent_id for agent in agents),
        shift_names=places.shift_names,
        queue_names=tuple(queue.id for queue in team.queues),
        day_names=tuple(f"{date:%a %d %b}" for date in axis.dates),
        history_days=axis.history,
        day_start=axis.midnights,
        week=(day - axis.history) // 7,
        weekend=np.array([date.weekday() >= 5 for date in axis.dates]),
        shift_start=start,
        shift_end=end,
        paid_minutes=paid,
        credited_minutes=np.array([at.shift.paid_minutes for at in places.shifts], dtype=np.int64),
        late=np.array([at.shift.late for at in places.shifts]),
        history=shifts[:, : axis.history].copy(),
        contract_allows=there.contract_allows & shifts_within_day_cap(places, agents),
        # a clock change can skip a shift whole; no shift begins on a day on which its site is closed
        available=there.available & (end > start)[None] & _open_days(places)[None],
        on_leave=there.on_leave,
        leave_after=there.leave_after,
        employed=there.employed,
        contract_days=_contract_days(team, [agent.contract for agent in agents]),
        days_due=owed.days,
        minutes_due=owed.minutes,
        minutes_guaranteed=owed.guaranteed,
        pins=shifts[:, axis.history :].copy(),
        wishes=wishes(workspace.requests, agents, places),
        cover=cover_of(places, shifts, site),
        demand=demand,
        site_names=tuple(place.site.id for place in places.every),
        agent_site=site,
        shift_site=np.array([at.place for at in places.shifts], dtype=np.int64),
        shift_template=np.array([at.template for at in places.shifts], dtype=np.int64),
        site_midnights=np.array([place.axis.midnights for place in places.every]),
        group=groups_of(proficiency),
        speed=speeds_of(proficiency, demand.queue_work.sum(axis=1)),
        wage=wages(team, agents),
        premium_names=premium_names,
        premium=premium,
        overtime_minutes=overtime[0],
        overtime_days=overtime[1],
        overtime_pay=overtime_pay(team),
        labour=labour_of(places, agents),
        past_wishes=past_wishes(workspace.requests, agents, places),
    )


def _open_days(places: Places) -> Flags:
    """[H + D, S] whether a shift may begin at its site on the day."""
    open_ = [
        [place.works_on(date, places.open_hours(number)) for number, place in enumerate(places.every)]
        for date in places.axis.dates
    ]
    return np.array(open_)[:, [at.place for at in places.shifts]]


def _contract_days(team: Team, contracts: list[str]) -> Integers:
    days = {contract.id: contract.days_per_week for contract in team.contracts}
    return np.array([days[contract] for contract in contracts], dtype=np.int64)


def _shift_times(places: Places) -> tuple[Integers, Integers, Integers]:
    """[H + D, S] start, end and paid minutes of every shift on every day."""
    dates, numbers = places.axis.dates, range(len(places.shifts))
    times = np.array([[places.times(number, date) for number in numbers] for date in dates])
    pieces = [[places.pieces(number, date) for number in numbers] for date in dates]
    paid = np.array([[sum(p.end - p.start for p in parts if p.paid) for parts in row] for row in pieces])
    return times[:, :, 0], times[:, :, 1], paid
