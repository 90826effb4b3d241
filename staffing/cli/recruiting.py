"""What `staffing hiring` reads, plans, writes and shows."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime

from staffing.cli.app import DONE, TARGET_MISSED
from staffing.cli.options import PlanOptions
from staffing.cli.output import put_out
from staffing.cli.planning import load, settings_of
from staffing.cli.progress import progress_bar
from staffing.documents.scenario import Scenario
from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.hiring.plan import hiring_plan
from staffing.read.hiring_checks import check_hiring_dates
from staffing.read.scenarios import LONGEST_NAME, read_scenarios
from staffing.reports.hiring.files import hiring_files
from staffing.reports.hiring.terminal import print_hiring
from staffing.scenarios.apply import apply
from staffing.store.run_folder import HIRING, check_replaceable


def answer(options: PlanOptions, scenario: str | None, changes: tuple[tuple[str, str], ...]) -> int:
    """Plan, write the plan to a folder of its own, and show it."""
    started, begun = datetime.now().astimezone(), time.monotonic()
    workspace = _read(options, scenario, changes)
    check_hiring_dates(workspace)
    folder = options.out or options.folder / "runs" / f"{workspace.first_day}-hiring"
    check_replaceable(folder, HIRING)
    with progress_bar() as progress:
        plan = hiring_plan(workspace, options.weeks, settings_of(options, workspace).seconds, progress)
    files = hiring_files(plan, started, time.monotonic() - begun)
    put_out(folder, files, HIRING, lambda out: print_hiring(out, plan), as_json=options.as_json)
    return DONE if plan.met else TARGET_MISSED


def _read(options: PlanOptions, name: str | None, changes: tuple[tuple[str, str], ...]) -> Workspace:
    """The workspace of the first planned week, with the differences of a scenario and of --set."""
    workspace = load(replace(options, weeks=1))
    scenarios, digests = read_scenarios(options.folder, () if name is None else (name,))
    if len(scenarios) > 1:
        raise InputError(f"scenarios/{name}.yaml has a grid of {len(scenarios)} scenarios; a hiring plan is of one")
    scenario = _together(scenarios, changes)
    if scenario is not None:
        workspace = apply(workspace, scenario).workspace
    if options.seed is not None:
        search = workspace.team.search.model_copy(update={"seed": options.seed})
        workspace = replace(workspace, team=workspace.team.model_copy(update={"search": search}))
    return replace(workspace, digests={**workspace.digests, **digests})


def _together(scenarios: tuple[Scenario, ...], changes: tuple[tuple[str, str], ...]) -> Scenario | None:
    """One scenario of what the file says and what is typed, which stands before the file."""
    if not scenarios and not changes:
        return None
    both = dict(scenarios[0].set if scenarios else ()) | dict(changes)
    name = ", ".join([*(one.name for one in scenarios), *(f"{key}={value}" for key, value in changes)])
    return Scenario(name=name[:LONGEST_NAME], set=tuple(both.items()))
