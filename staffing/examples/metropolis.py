"""Metropolis: thousands of people at four sites, twelve queues, nine weeks of a log in UTC; made on demand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffing.documents.people import Agent, Assignment, Leave
from staffing.documents.team import Team
from staffing.examples.crowd.log import WEEK, Stream, log_of
from staffing.examples.crowd.past import published_of
from staffing.examples.crowd.people import people_of
from staffing.examples.crowd.wishes import leave_of, requests_of
from staffing.examples.crowd.yaml_text import yaml_text
from staffing.examples.metropolis_team import COMMENTS, MIX, QUEUES, team_document
from staffing.examples.tables import AGENT_COLUMNS, ROSTER_COLUMNS, csv_text

AGENTS = 5000
SEED = 5000
MONDAY = date(2026, 11, 9)
"""The first planned day; Warsaw keeps the 11th, and in the log the clocks of Warsaw and Toronto go back."""
WEEKS = 9
LAST_MINUTE = WEEKS * 7 * 1440 - 16 * 60 - 20
"""Of the log, Sunday 07:40 in UTC: so near to the plan that little is left to simulate before it."""
LOAD = 0.80
"""The part of contract time on queue that the work takes."""
DESK = 0.90
"""How busy the desks of the log are; people work at most so fast."""

SHOPPING = (
    0.9, 0.6, 0.5, 0.4, 0.5, 0.9, 1.6, 2.8, 4.6, 6.6, 7.6, 7.2,
    5.6, 5.0, 5.4, 5.6, 5.2, 4.8, 5.4, 6.8, 7.4, 6.2, 4.0, 2.0,
)  # fmt: skip
"""How cases spread over the hours of a market's day."""
SHOP_DAYS, OFFICE_DAYS = (1.16, 1.06, 1.0, 1.0, 1.0, 0.92, 0.86), (1.4, 1.35, 1.3, 1.3, 1.2, 0.3, 0.15)
MARKETS = {"all": ((8, 0.50), (1, 0.28), (-5, 0.22)), "partners": ((-5, 1.0),)}
"""Hours by which a market's clock is before UTC, and its share of the cases."""


def files(agents: int = AGENTS) -> dict[str, str]:
    """Every file of the workspace, by name, for so many agents; volume is in proportion to them."""
    rng = np.random.default_rng([SEED, agents])
    document = team_document(agents)
    team = Team.model_validate(document)
    people = people_of(MIX, agents, MONDAY, rng)
    leave = leave_of(MIX, people, MONDAY, rng)
    requests = requests_of(MIX, team, people, leave, MONDAY, rng)
    published = published_of(team, people, leave, MONDAY - timedelta(7), rng)
    streams = _streams(team, people, published)
    first = datetime.combine(MONDAY - timedelta(7 * WEEKS), datetime.min.time())
    log = log_of(streams, first, WEEKS, LAST_MINUTE, rng)
    return {
        "team.yaml": yaml_text(document, COMMENTS),
        "agents.csv": csv_text(AGENT_COLUMNS, [_agent_row(agent) for agent in people]),
        "tickets.csv": _tickets(log),
        "leave.csv": csv_text(("agent_id", "start", "end", "kind"), [_leave_row(row) for row in leave]),
        "requests.csv": csv_text(
            ("agent_id", "date", "want", "weight"),
            [(row.agent_id, row.date.isoformat(), row.want, str(row.weight)) for row in requests],
        ),
        "published.csv": csv_text(ROSTER_COLUMNS, _published_rows(team, people, published)),
    }


def _streams(team: Team, people: Sequence[Agent], published: Sequence[Assignment]) -> tuple[Stream, ...]:
    """The cases of each queue: as many as the people who serve it can work, in the hours in which they are there."""
    minutes = {contract.id: contract.minutes_per_week for contract in team.contracts}
    there = (1 - team.shrinkage.absence) * (1 - team.shrinkage.in_shift)
    on_queue = _hours(team, people, published)
    work: dict[str, float] = dict.fromkeys(QUEUES, 0.0)
    desks = {name: np.zeros(WEEK) for name in QUEUES}
    for agent in people:
        skills = agent.proficiency(tuple(QUEUES))
        whole = sum(QUEUES[queue][1] for queue in skills)
        for queue, speed in skills.items():
            share = QUEUES[queue][1] / whole * speed * minutes[agent.contract]
            work[queue] += LOAD * there * share
            desks[queue] += share * on_queue[agent.site]
    return tuple(
        Stream(
            name,
            work[name] / mean,
            mean,
            1.0,
            _shape(name),
            desks[name] / desks[name].sum() * work[name] / DESK,
        )
        for name, (mean, _) in QUEUES.items()
    )


def _shape(queue: str) -> NDArray[np.float64]:
    """[168] how a queue's cases spread over the hours of a week in UTC."""
    days = OFFICE_DAYS if queue == "partners" else SHOP_DAYS
    local = np.repeat(days, 24) * np.tile(SHOPPING, 7)
    markets = MARKETS.get(queue, MARKETS["all"])
    shape: NDArray[np.float64] = np.sum([share * np.roll(local, -ahead) for ahead, share in markets], axis=0)
    return shape


def _hours(team: Team, people: Sequence[Agent], published: Sequence[Assignment]) -> dict[str, NDArray[np.float64]]:
    """By site [168] how its shifts of a week spread over the hours of UTC."""
    shifts, site_of = {shift.id: shift for shift in team.shifts}, {agent.agent_id: agent.site for agent in people}
    found = {site.id: np.zeros(WEEK) for site in team.sites}
    noon = datetime.combine(MONDAY - timedelta(4), datetime.min.time())
    ahead = {site.id: round(_offset(site.zone, noon)) for site in team.sites}
    for row in published:
        shift, site = shifts[row.shift_id], site_of[row.agent_id]
        first = row.date.weekday() * 24 + shift.start // 60 - ahead[site]
        found[site][np.arange(first, first + (shift.end - shift.start) // 60) % WEEK] += 1
    return {site: hours / max(1.0, hours.sum()) for site, hours in found.items()}


def _offset(zone: str, moment: datetime) -> float:
    offset = moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    return 0.0 if offset is None else offset.total_seconds() / 3600


def _agent_row(agent: Agent) -> tuple[str, ...]:
    since = agent.hired_on.isoformat() if agent.hired_on else ""
    return (
        agent.agent_id, agent.name, agent.contract, agent.role, agent.site, "|".join(agent.skills), since, "",
        agent.availability, agent.mentor,
    )  # fmt: skip


def _leave_row(row: Leave) -> tuple[str, ...]:
    return row.agent_id, row.start.isoformat(), row.end.isoformat(), row.kind


def _published_rows(team: Team, people: Sequence[Agent], published: Sequence[Assignment]) -> list[tuple[str, ...]]:
    site_of = {agent.agent_id: team.site_of(agent.site) for agent in people}
    cells: dict[tuple[str, date, str], tuple[str, ...]] = {}
    rows = []
    for row in published:
        site = site_of[row.agent_id]
        key = site.id, row.date, row.shift_id
        if key not in cells:
            cells[key] = _duty(team, site.zone, row)
        rows.append((row.agent_id, row.date.isoformat(), row.shift_id, *cells[key]))
    return rows


def _duty(team: Team, zone: str, row: Assignment) -> tuple[str, ...]:
    """Start, end, paid minutes and minutes on queue."""
    shift = next(each for each in team.shifts if each.id == row.shift_id)
    midnight = datetime.combine(row.date, datetime.min.time())
    times = [(midnight + timedelta(minutes=each)).replace(tzinfo=ZoneInfo(zone)) for each in (shift.start, shift.end)]
    paid = str(shift.paid_minutes)
    return times[0].isoformat(), times[1].isoformat(), paid, paid


def _tickets(log: pd.DataFrame) -> str:
    """The log as text, with a few rows that no program can read, as every export has."""
    texts = {
        name: np.where(log[name].isna(), "", np.datetime_as_string(log[name].to_numpy("datetime64[m]"), unit="m"))
        for name in ("created_at", "resolved_at")
    }
    shown = log.assign(**texts)
    faulty = np.linspace(0.1, 0.9, 6).round(3) * len(log)
    spots = faulty.astype(np.int64)
    shown.loc[spots[:2], "created_at"] = "n/a"
    shown.loc[spots[2:4], "queue"] = "(moved)"
    shown.loc[spots[4:], "ticket_id"] = shown.loc[spots[4:] - 1, "ticket_id"].to_numpy()
    return shown.to_csv(index=False, lineterminator="\n")
