"""The two things that `staffing check` looks at: a workspace, and a roster."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from staffing.cli.app import DONE, TARGET_MISSED
from staffing.cli.options import WeekOptions
from staffing.cli.planning import load, planned_roster
from staffing.plan import breaches, look_ahead
from staffing.read.hiring_checks import check_hiring_dates
from staffing.read.misnamed import unread_files
from staffing.read.rosters import read_roster
from staffing.reports.breach_list import breach_records
from staffing.reports.console import bullet_list, console, say
from staffing.reports.plain_json import json_text
from staffing.reports.terminal import print_breaches
from staffing.reports.workspace_facts import fact_lines, workspace_facts


def check_workspace(options: WeekOptions, as_json: bool) -> int:
    """Print what the workspace holds, and the facts that limit every roster of its week."""
    workspace = load(options)
    check_hiring_dates(workspace)
    outlook = look_ahead(workspace)
    found = outlook.findings
    unread = unread_files(workspace.folder, workspace.digests)
    if as_json:
        document = {
            **workspace_facts(outlook),
            "unread_files": [{"name": name, "nearest": nearest} for name, nearest in unread],
            "findings": [asdict(finding) for finding in found],
        }
        click.echo(json_text(document), nl=False)
        return DONE
    out = console()
    say(out, workspace.team.team, "bold")
    for line in fact_lines(outlook):
        say(out, line)
    for name, nearest in unread:
        say(out, f"{name} is not read; a file of that kind is named {nearest}")
    limits = (f"no roster is possible: {each.message}" if each.fatal else each.message for each in found)
    bullet_list(out, "What limits the week", limits)
    return DONE


def check_roster(options: WeekOptions, path: Path, as_json: bool) -> int:
    """Print every breach of a roster; exit code 3 where one is of a hard rule."""
    workspace = load(options)
    first, last = workspace.first_day, workspace.last_day
    rows = read_roster(path, workspace)
    outside = sum(not first <= row.date <= last for row in rows)
    outlook = look_ahead(workspace)
    found = breaches(outlook, planned_roster(outlook, rows, path, "--roster"))
    records = breach_records(outlook, found)
    hard = sum(record["hard"] for record in records)
    if as_json:
        document = {"roster": str(path), "hard": hard, "rows_outside_week": outside, "breaches": records}
        click.echo(json_text(document), nl=False)
    else:
        out = console()
        say(out, f"{path}, {first} to {last}")
        if outside:
            are, were = ("row is", "was") if outside == 1 else ("rows are", "were")
            say(out, f"{outside} {are} outside {first} to {last} and {were} not checked")
        print_breaches(out, outlook, found)
    return TARGET_MISSED if hard else DONE
