"""What `roster`, `simulate` and `demo` share: read, judge, write, show, and the exit code."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import click

from staffing.cli.app import DONE, INTERRUPTED, TARGET_MISSED
from staffing.cli.options import PlanOptions, WeekOptions, check_executor
from staffing.cli.progress import progress_bar
from staffing.cli.publishing import Publishing, check_wanted, prepare
from staffing.documents.people import Assignment
from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.plan import Outlook, Plan, Progress, Settings, current_roster, hand_made, hard_breaches, look_ahead
from staffing.read.rosters import read_roster
from staffing.read.workspace import read_workspace
from staffing.reports.changes import print_changes
from staffing.reports.console import console, print_folder
from staffing.reports.plain_json import json_text
from staffing.reports.plain_text import plain
from staffing.reports.run_files import run_files
from staffing.reports.run_record import run_record
from staffing.reports.terminal import print_plan
from staffing.reports.verdict import all_met, verdict
from staffing.roster import Roster
from staffing.store.run_folder import RECORD, check_replaceable, write_run

Judge = Callable[[Outlook, Settings, Progress | None, tuple[str, Roster] | None], Plan]
"""Outlook, settings, progress and a named baseline to a judged plan."""


def load(options: WeekOptions) -> Workspace:
    """The workspace as the options want it; with --anonymous nobody in it has a name, and ids are shown."""
    found = read_workspace(options.folder, as_of=options.as_of, week=options.week, weeks=options.weeks)
    if not options.anonymous:
        return found
    return replace(found, agents=tuple(agent.model_copy(update={"name": ""}) for agent in found.agents))


def roster_file(outlook: Outlook, path: Path, option: str) -> tuple[Outlook, Roster]:
    """A roster file for the planned days, and the outlook with the file among its inputs."""
    workspace = outlook.workspace
    roster = planned_roster(outlook, read_roster(path, workspace), path, option)
    digests = {**workspace.digests, named(option, path): sha256(path.read_bytes()).hexdigest()}
    return replace(outlook, workspace=replace(workspace, digests=digests)), roster


def roster_to_judge(outlook: Outlook, options: WeekOptions, path: Path | None) -> tuple[Outlook, Roster]:
    """The roster of a file, by default of the week's run; without either what the team works now.

    Tells which one it is where nobody named it. Raises InputError where there is none.
    """
    run = options.folder / "runs" / outlook.workspace.first_day.isoformat() / "roster.csv"
    if path is not None or run.is_file():
        if path is None:
            click.echo(f"staffing: judging {plain(str(run))}", err=True)
        return roster_file(outlook, path or run, "--roster")
    current = current_roster(outlook)
    if current is None:
        raise InputError(
            f"{plain(str(options.folder))} has no roster of the week: neither {run.name} of a run nor "
            "published.csv; plan one with staffing roster, or name a file with --roster"
        )
    click.echo(f"staffing: judging {current[0]}", err=True)
    return outlook, current[1]


def named(option: str, path: Path) -> str:
    """What a roster file is called among the inputs and in the reports."""
    return plain(f"{option} {path.name}")


def planned_roster(outlook: Outlook, rows: tuple[Assignment, ...], path: Path, option: str) -> Roster:
    """The roster that the rows of a file make for the planned days; InputError where they make none."""
    roster = hand_made(outlook, rows)
    if not roster.work.any():
        workspace = outlook.workspace
        raise InputError(
            f"{path} has no shift of a planned agent from {workspace.first_day} to {workspace.last_day}, which "
            f"{option} needs; give a roster of that time, or another --week"
        )
    return roster


@dataclass(frozen=True)
class Ended:
    """How a plan ended, and where its run is, if it is anywhere."""

    code: int
    folder: Path | None


def run_plan(
    options: PlanOptions, judge: Judge, *, store: bool = True, check: Callable[[Workspace], None] | None = None
) -> Ended:
    """Judge a plan, write its run folder, publish it if asked, and print it.

    Without `store` the run is written only where --out names a folder, or where it is published. `check` looks
    at the workspace before anything slow begins.
    """
    started, begun = datetime.now().astimezone(), time.monotonic()
    workspace = load(options)
    if check is not None:
        check(workspace)
    folder = _folder(options, workspace, store)
    check_wanted(options.folder, options.publish)
    with progress_bar() as progress:
        outlook, baseline = look_ahead(workspace), None
        if options.baseline is not None:
            outlook, roster = roster_file(outlook, options.baseline, "--baseline")
            baseline = (named("--baseline", options.baseline), roster)
        plan = judge(outlook, settings_of(options, workspace), progress, baseline)
    seconds = time.monotonic() - begun
    publishing = prepare(plan, options.publish)
    if not (store or options.out or publishing.published):
        folder = None  # the run that is there may be the one that is published
    try:
        publication, published = publishing.publication, publishing.published
        record = {**run_record(plan, started, seconds), "published": publishing.record}
        files: dict[str, str | bytes] = {}
        if folder is not None:  # nothing is drawn that is not kept
            files = {**run_files(plan, publication, published=published), **publishing.files}
            write_run(folder, files, record)
        publishing.finish()
    finally:
        publishing.drop()
    if options.as_json:
        click.echo(json_text({**record, "folder": None if folder is None else str(folder)}), nl=False)
    else:
        _show(plan, publishing, folder, [*files, RECORD])
    return Ended(_exit_code(plan), folder)


def _folder(options: PlanOptions, workspace: Workspace, store: bool) -> Path | None:
    """Where the run may have to be written; InputError where it cannot be."""
    usual = options.folder / "runs" / workspace.first_day.isoformat() if store or options.publish else None
    folder = options.out or usual
    if folder is not None:
        check_replaceable(folder)
    return folder


def settings_of(options: PlanOptions, workspace: Workspace) -> Settings:
    """Seed and guard on the clock, as the options have them or else team.yaml."""
    search = workspace.team.search
    seed = search.seed if options.seed is None else options.seed
    check_executor(options.executor, search.engine, ("tours",))
    seconds = options.time_limit or search.time_limit_seconds
    return Settings(seed=seed, seconds=seconds, executor=options.executor)


def _show(plan: Plan, publishing: Publishing, folder: Path | None, names: list[str]) -> None:
    out = console()
    print_plan(out, plan, verdict(plan), stored=folder is not None)
    print_changes(out, plan, publishing.publication, published=publishing.published)
    if folder is not None:
        print_folder(out, folder, names)


def _exit_code(plan: Plan) -> int:
    if plan.result is not None and plan.result.limit_hit == "interrupt":
        click.echo("staffing: interrupted; this is the best roster found until then", err=True)
        return INTERRUPTED
    return DONE if all_met(verdict(plan)) and not hard_breaches(plan) else TARGET_MISSED
