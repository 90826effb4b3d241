"""A workspace folder to a Workspace: every file read, and every reference between them checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from staffing.documents.people import Agent, Event, Leave, PublicHoliday, Request
from staffing.documents.requisition import Requisition
from staffing.documents.team import Team
from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.read.agents import read_agents
from staffing.read.folder import SourceFolder
from staffing.read.horizon import first_day_of, now_of
from staffing.read.pack_checks import check_packs_in_use
from staffing.read.people import read_events, read_holidays, read_leave, read_requests
from staffing.read.publications import CHANGES, read_published_changes
from staffing.read.requisitions import read_requisitions
from staffing.read.rosters import assignments
from staffing.read.rule_checks import check_rules_in_use
from staffing.read.tables import Table, open_table
from staffing.read.team import load_team
from staffing.read.team_checks import Written
from staffing.read.tickets import read_tickets
from staffing.read.yaml_source import YamlSource

T = TypeVar("T")


def read_workspace(
    folder: Path, *, as_of: datetime | None = None, week: date | None = None, weeks: int = 1
) -> Workspace:
    """Read a workspace as it was at `as_of`, to plan the week that begins on `week`.

    `as_of` without a zone is local to the team, and by default the last event of the tickets, which must then not come
    long after the others; `week` is by default the first full week after it. Raises InputError for whatever people
    wrote wrong, and OutsideError when a database fails.
    """
    files = SourceFolder(Path(folder))
    team, source = load_team(files.path("team.yaml"), "team.yaml")
    files.remember("team.yaml")
    agents = read_agents(_table(files, "agents.csv"), team)
    check_rules_in_use(Written(team, source), agents)
    check_packs_in_use(Written(team, source), agents)
    leave, requests, events, holidays = _beside(files, team, agents)
    published = _rows(files, "published.csv", lambda table: assignments(table, team, agents))
    changes = _rows(files, CHANGES, lambda table: read_published_changes(table, team.zone))
    log = read_tickets(files, team, source, tells_now=as_of is None)
    now = now_of(log, as_of)
    first_day = first_day_of(team, now, week, weeks)
    requisitions = _openings(files, team, agents, now, replayed=now < log.last_event)
    tickets = log if as_of is None else log.known_at(now)
    return Workspace(
        files.root,
        team,
        agents,
        tickets,
        leave,
        requests,
        events,
        published,
        now,
        first_day,
        weeks,
        files.digests,
        holidays,
        requisitions,
        published_changes=changes,
    )


def under(base: Workspace, team: Team, source: YamlSource) -> Workspace:
    """The base with a changed team: its tables are read again and must fit it.

    Its tickets, its days and what is published stay: the queues and shifts that these name are those of the base.
    Raises InputError as `read_workspace` does, and where the files are no longer those of the base.
    """
    files = SourceFolder(base.folder)
    files.remember("team.yaml")
    agents = read_agents(_table(files, "agents.csv"), team)
    check_rules_in_use(Written(team, source), agents)
    check_packs_in_use(Written(team, source), agents)
    leave, requests, events, holidays = _beside(files, team, agents)
    # of the same file those of the future were refused or, where now is in the past, left out: here they are left out
    requisitions = _openings(files, team, agents, base.as_of, replayed=True)
    check_same(base.folder, files.digests, base.digests)
    return replace(
        base,
        team=team,
        agents=agents,
        leave=leave,
        requests=requests,
        events=events,
        holidays=holidays,
        requisitions=requisitions,
    )


def check_same(folder: Path, found: Mapping[str, str], known: Mapping[str, str]) -> None:
    """Raise InputError where files that were read, by their sha256, are not those that are known."""
    other = sorted(name for name, digest in found.items() if known.get(name) != digest)
    if other:
        raise InputError(f"{folder} holds another {other[0]} than when this began; run it again")


def _beside(
    files: SourceFolder, team: Team, agents: tuple[Agent, ...]
) -> tuple[tuple[Leave, ...], tuple[Request, ...], tuple[Event, ...], tuple[PublicHoliday, ...]]:
    """Leave, requests, events and holidays."""
    return (
        _rows(files, "leave.csv", lambda table: read_leave(table, agents)),
        _rows(files, "requests.csv", lambda table: read_requests(table, team, agents)),
        _rows(files, "events.csv", lambda table: read_events(table, team)),
        _rows(files, "holidays.csv", lambda table: read_holidays(table, team)),
    )


def _openings(
    files: SourceFolder, team: Team, agents: tuple[Agent, ...], now: datetime, *, replayed: bool
) -> tuple[Requisition, ...]:
    """Requisitions, as they were known at a moment."""

    def read(table: Table) -> tuple[Requisition, ...]:
        return read_requisitions(table, team, agents, now, replayed=replayed)

    return _rows(files, "requisitions.csv", read)


def _table(files: SourceFolder, name: str) -> Table:
    table = open_table(files.path(name), name)
    files.remember(name)
    return table


def _rows(files: SourceFolder, name: str, reader: Callable[[Table], tuple[T, ...]]) -> tuple[T, ...]:
    """What a file holds that a workspace may leave out."""
    return reader(_table(files, name)) if files.holds(name) else ()
