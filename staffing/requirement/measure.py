"""The requirement of a workspace: roles, their pools and the occupancy of each, and what the planned week asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffing.build.clocks import clocks_of
from staffing.build.desk import urgent_age
from staffing.build.places import Places
from staffing.documents.roles import roles_of
from staffing.documents.workspace import Workspace
from staffing.problem import Problem
from staffing.requirement.occupancy import RATIOS, Pooled, Sizing
from staffing.requirement.people import People
from staffing.requirement.pooled_desk import DAYS, Floats, last_hours, mix_of_new, pattern_of, shift_mix
from staffing.requirement.pools import pools_of, shares_of
from staffing.requirement.requirement import Pool, Requirement, RoleWeek
from staffing.service.rates import combined_shrinkage

if TYPE_CHECKING:
    from forecasts.forecast import Forecast


def requirement_of(
    workspace: Workspace, places: Places, problem: Problem, forecast: Forecast, seed: int
) -> Requirement:
    """What any week needs, measured on the first planned one; `workspace` has the handle times in force.

    `forecast` is hourly and holds the planned week.
    """
    staffed = roles_of(workspace.team, workspace.agents)
    people = People(workspace, places, problem, staffed)
    axis = places.axis
    week = forecast.window(axis.local(0), axis.local(int(axis.midnights[axis.history + DAYS]))).alone()
    work = _work(workspace, week)
    ability = people.ability()
    pools = pools_of(ability)
    bare = Requirement(
        staffed=staffed,
        shares=shares_of(ability, work.sum(axis=1), pools, people.power),
        pools=(),
        fixed_fte=np.array([np.nan if n is None else n for n in (people.fixed(role) for role in staffed)]),
        power=people.power,
        shrinkage=workspace.team.shrinkage,
        full_time_minutes=people.full_time_minutes,
        speeds=people.speeds,
        present=people.present,
        week=(),
    )
    found = replace(bare, pools=tuple(_pool(people, bare, cell, (week, work), seed) for cell in pools))
    return replace(found, week=tuple(_weeks(people, found, work.sum(axis=1) / 60)))


def _work(workspace: Workspace, week: Forecast) -> Floats:
    """[Q, T] expected minutes of work in each hour, queues in the team's order."""
    rows = [week.unique_ids.index(queue.id) for queue in workspace.team.queues]
    minutes = np.array([queue.handle_minutes.mean for queue in workspace.team.queues])
    return np.asarray(week.mean[rows] * minutes[:, None])


def _pool(
    people: People,
    bare: Requirement,
    cell: tuple[tuple[int, ...], tuple[int, ...]],
    week: tuple[Forecast, Floats],
    seed: int,
) -> Pool:
    roles, queues = cell
    forecast, every = week
    held = [people.staffed[role] for role in roles]
    last = last_hours(people.places)[list(queues)]
    work = np.zeros(last.shape)
    work[:, : every.shape[1]] = every[list(queues)]
    mix = shift_mix(people.problem, held)
    if not mix.any():
        mix = mix_of_new(people.places, held)
    pattern = pattern_of(people.places, mix, work, last, people.full_time_minutes)
    floor = people.floor(roles)
    most = people.workspace.team.targets.occupancy_max
    if not (work.any() and pattern.heads.any()):  # nothing to measure
        none = np.ones(1)
        return Pool(roles, queues, none, most * none, floor, none, none, none)
    places = people.places
    urgent_hours = urgent_age(places.team, clocks_of(places), places.axis) // 60
    pooled = Pooled(queues, pattern, last, float(work.sum()), urgent_hours, people.full_time_minutes)
    sizing = Sizing(people.workspace.team, pooled, forecast, seed)
    found = Pool(
        roles, queues, sizing.sizes, sizing.occupancy(), floor, RATIOS, np.ones(len(RATIOS)), np.ones(len(RATIOS))
    )
    hours = every.sum(axis=1) / 60
    required = float(replace(bare, pools=(found,)).required(hours)[list(roles)].sum())
    steady, fresh = sizing.kept(RATIOS * required)
    return replace(found, kept=steady, kept_fresh=fresh)


def _weeks(people: People, found: Requirement, workload: Floats) -> Iterator[RoleWeek]:
    shrinkage = people.workspace.team.shrinkage
    hours, required = found.shares @ workload, found.required(workload)
    occupancy = found.occupancy_of(workload)
    for number, role in enumerate(people.staffed):
        own = [people.present[agent.agent_id] for agent in role.people if agent.agent_id in people.present]
        available = float(sum(own))
        yield RoleWeek(
            role=role.id,
            workload_hours=float(hours[number]),
            occupancy=float(occupancy[number]),
            shrinkage=combined_shrinkage(shrinkage.absence, shrinkage.in_shift),
            required_fte=float(required[number]),
            available_fte=available,
            gap_fte=float(required[number]) - available,
            people=len(own),
        )
