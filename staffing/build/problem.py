"""The Problem and the rules of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from staffing.build.axis import Axis, stretches
from staffing.build.cover import cover_of
from staffing.build.demand import HISTORY_DAYS, demand_of
from staffing.build.people import dues, presence, published, rostered, wishes
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.problem import Flags, Integers, Problem
from staffing.rules import ALWAYS, Rule
from staffing.rules.team.day_floor import DayFloor
from staffing.rules.team.maximum_age import MaximumAge
from staffing.rules.team.occupancy_cap import OccupancyCap
from staffing.rules.team.resolution_rate import ResolutionRate
from staffing.rules.team.utilization_band import UtilizationBand

if TYPE_CHECKING:
    from forecasts.forecast import Forecast


def axis_of(workspace: Workspace) -> Axis:
    """The plan's days, with as much history as the published roster holds."""
    earlier = [row.date for row in workspace.published if row.date < workspace.first_day]
    known = (workspace.first_day - min(earlier)).days if earlier else 0
    zone = ZoneInfo(workspace.team.zone)
    return Axis(workspace.first_day, 7 * workspace.weeks, min(known, HISTORY_DAYS), zone)


def build_problem(workspace: Workspace, axis: Axis, forecast: Forecast) -> Problem:
    """All that rules and engines see. `forecast` is hourly, over the plan and at least its longest deadline."""
    team, agents = workspace.team, rostered(workspace)
    there = presence(team, agents, workspace.leave, axis)
    owed = dues(team, agents, there, axis)
    shifts = published(workspace, agents, axis)
    start, end, paid = _shift_times(team, axis)
    day = np.arange(len(axis.dates))
    return Problem(
        agent_names=tuple(agent.agent_id for agent in agents),
        shift_names=tuple(shift.id for shift in team.shifts),
        queue_names=tuple(queue.id for queue in team.queues),
        day_names=tuple(f"{date:%a %d %b}" for date in axis.dates),
        history_days=axis.history,
        day_start=axis.midnights,
        week=(day - axis.history) // 7,
        weekend=np.array([date.weekday() >= 5 for date in axis.dates]),
        shift_start=start,
        shift_end=end,
        paid_minutes=paid,
        credited_minutes=np.array([shift.paid_minutes for shift in team.shifts], dtype=np.int64),
        late=np.array([shift.late for shift in team.shifts]),
        history=shifts[:, : axis.history].copy(),
        contract_allows=there.contract_allows,
        # a clock change can skip a shift whole; no shift begins on a day on which the team is closed
        available=there.available & (end > start)[None] & _open_days(team, axis)[None, :, None],
        on_leave=there.on_leave,
        employed=there.employed,
        contract_days=_contract_days(team, [agent.contract for agent in agents]),
        days_due=owed.days,
        minutes_due=owed.minutes,
        minutes_guaranteed=owed.guaranteed,
        pins=shifts[:, axis.history :].copy(),
        wishes=wishes(workspace.requests, agents, team, axis),
        cover=cover_of(team, axis, shifts),
        demand=demand_of(workspace, axis, forecast, shifts),
    )


def _open_days(team: Team, axis: Axis) -> Flags:
    """[H + D] whether the team is open on the day."""
    return np.array([team.open_hours.span(date.weekday()) is not None for date in axis.dates])


def _contract_days(team: Team, contracts: list[str]) -> Integers:
    days = {contract.id: contract.days_per_week for contract in team.contracts}
    return np.array([days[contract] for contract in contracts], dtype=np.int64)


def _shift_times(team: Team, axis: Axis) -> tuple[Integers, Integers, Integers]:
    """[H + D, S] start, end and paid minutes of every shift on every day."""
    pieces = [[stretches(axis, shift, date) for shift in team.shifts] for date in axis.dates]
    start = np.array([[axis.minute(date, shift.start) for shift in team.shifts] for date in axis.dates])
    end = np.array([[axis.minute(date, shift.end) for shift in team.shifts] for date in axis.dates])
    end = np.maximum(start, end)  # a short shift may fall into the hour that the clocks skip
    paid = np.array([[sum(p.end - p.start for p in parts if p.paid) for parts in row] for row in pieces])
    return start, end, paid


def rules_of(team: Team) -> tuple[Rule, ...]:
    """The rules every team has, with what `team.yaml` says of them, then its own, then those of its targets."""
    written: dict[str, Rule] = {rule.rule: rule for rule in team.rules}
    always = [written.pop(kind.name()) if kind.name() in written else kind.model_validate({}) for kind in ALWAYS]
    targets = team.targets
    band = targets.utilization
    service: list[Rule] = [
        ResolutionRate(rate=targets.rate_24h),
        DayFloor(rate=targets.day_floor),
        MaximumAge(),
        OccupancyCap(share=targets.occupancy_max),
        UtilizationBand(min=band.min, max=band.max),
    ]
    return (*always, *written.values(), *service)
