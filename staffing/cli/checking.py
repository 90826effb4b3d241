"""The two things that `staffing check` looks at: a workspace, and a roster."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from staffing.cli.app import DONE, TARGET_MISSED
from staffing.cli.options import WeekOptions
from staffing.cli.planning import load, roster_file
from staffing.plan import breaches, look_ahead
from staffing.reports.breach_list import breach_records, breach_sentence
from staffing.reports.run_record import json_text
from staffing.reports.terminal import bullet_list, console, say
from staffing.reports.workspace_facts import fact_lines, workspace_facts


def check_workspace(options: WeekOptions, as_json: bool) -> int:
    """Print what the workspace holds, and the facts that limit every roster of its week."""
    workspace = load(options)
    found = look_ahead(workspace).findings
    if as_json:
        document = {**workspace_facts(workspace), "findings": [asdict(finding) for finding in found]}
        click.echo(json_text(document), nl=False)
        return DONE
    out = console()
    say(out, workspace.team.team, "bold")
    for line in fact_lines(workspace):
        say(out, line)
    limits = (f"no roster is possible: {each.message}" if each.fatal else each.message for each in found)
    bullet_list(out, "What limits the week", limits)
    return DONE


def check_roster(options: WeekOptions, path: Path, as_json: bool) -> int:
    """Print every breach of a roster; exit code 3 where one is of a hard rule."""
    outlook, roster = roster_file(look_ahead(load(options)), path, "--roster")
    records = breach_records(outlook, breaches(outlook, roster))
    hard = sum(record["hard"] for record in records)
    if as_json:
        click.echo(json_text({"roster": str(path), "hard": hard, "breaches": records}), nl=False)
    else:
        out = console()
        say(out, f"{path}: hard rules broken: {hard}; priced breaches: {len(records) - hard}")
        for record in records:
            say(out, breach_sentence(record), "bold red" if record["hard"] else "")
    return TARGET_MISSED if hard else DONE
