"""`staffing check`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import click

from staffing.cli.options import (
    FILE,
    PlanOptions,
    WeekOptions,
    anonymous_option,
    date_callback,
    json_option,
    search_options,
    week_options,
)

Leaves: TypeAlias = tuple[tuple[str, date, date], ...]


def _leave(ctx: click.Context, param: click.Parameter, values: tuple[tuple[str, str, str], ...]) -> Leaves:
    """Who, and the first and last day, as typed."""
    found = []
    for agent, *days in values:
        start, end = (date_callback(ctx, param, day) for day in days)
        assert start is not None
        assert end is not None
        found.append((agent, start, end))
    return tuple(found)


@click.command("check")
@click.argument("folder", metavar="[DIR]", type=FILE, required=False)
@click.option(
    "--roster",
    "roster_path",
    type=FILE,
    help="A roster to check against every rule: as roster.csv, or an edited roster.xlsx.",
)
@click.option(
    "--leave",
    metavar="AGENT DATE DATE",
    nargs=3,
    multiple=True,
    callback=_leave,
    help="Say whether AGENT can have leave from the first DATE to the last, and what it does to the promise; may be "
    "given several times. With it --seed and --time-limit are those of the search.",
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of team.yaml and nothing else; needs no DIR.")
@week_options
@search_options
@anonymous_option
@json_option
def command(
    folder: Path | None, roster_path: Path | None, leave: Leaves, schema: bool, as_json: bool, **given: Any
) -> int:
    """Say what the workspace DIR holds and what limits its week, or every rule that a roster breaks, or whether leave
    can be granted.

    Exit code 3 when --roster names one that breaks a hard rule, or the promise is missed with --leave; 4 when no
    roster has that leave.
    """
    if schema:
        return print_schema()
    if folder is None:
        raise click.UsageError("check needs the workspace DIR, or --schema")
    searched = {name: given.pop(name) for name in ("seed", "time_limit")}
    if leave:
        if roster_path is not None:
            raise click.UsageError("--leave asks for a roster that is searched for; leave --roster or --leave out")
        from staffing.cli.explaining import check_leave

        return check_leave(PlanOptions(folder, as_json=as_json, **given, **searched), leave)
    for name, value in searched.items():
        if value is not None:
            raise click.UsageError(f"--{name.replace('_', '-')} is for --leave; nothing else of check is searched for")
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
