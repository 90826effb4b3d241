"""`staffing check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from staffing.cli.options import FILE, WeekOptions, anonymous_option, json_option, week_options


@click.command("check")
@click.argument("folder", metavar="[DIR]", type=FILE, required=False)
@click.option(
    "--roster",
    "roster_path",
    type=FILE,
    help="A roster to check against every rule: as roster.csv, or an edited roster.xlsx.",
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of team.yaml and nothing else; needs no DIR.")
@week_options
@anonymous_option
@json_option
def command(folder: Path | None, roster_path: Path | None, schema: bool, as_json: bool, **given: Any) -> int:
    """Say what the workspace DIR holds and what limits its week, or every rule that a roster breaks.

    Exit code 3 when --roster names one that breaks a hard rule.
    """
    if schema:
        return print_schema()
    if folder is None:
        raise click.UsageError("check needs the workspace DIR, or --schema")
    from staffing.cli.checking import check_roster, check_workspace

    options = WeekOptions(folder, **given)
    return check_workspace(options, as_json) if roster_path is None else check_roster(options, roster_path, as_json)


def print_schema() -> int:
    """The JSON Schema of team.yaml, for editors."""
    from staffing.cli.app import DONE
    from staffing.read.team import team_schema
    from staffing.reports.plain_json import json_text

    click.echo(json_text(team_schema()), nl=False)
    return DONE
