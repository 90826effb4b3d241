"""`staffing explain`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from staffing.cli.options import (
    FILE,
    PlanOptions,
    anonymous_option,
    date_callback,
    folder_argument,
    json_option,
    search_options,
    week_options,
)


def _once(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> str | None:
    """What is wanted; of two wishes one would be left out unseen."""
    if len(values) > 1:
        raise click.UsageError(f"--want is given {len(values)} times; ask of one wish at a time")
    return values[0] if values else None


@click.command("explain")
@folder_argument
@click.option("--agent", metavar="ID", help="Who asks; without it: why no roster can be made, or that one can.")
@click.option("--date", "day", metavar="DATE", callback=date_callback, help="The day that is asked about.")
@click.option(
    "--want",
    metavar="WHAT",
    multiple=True,
    callback=_once,
    help="A shift, off or not:SHIFT; default: what requests.csv holds for that person and day.",
)
@click.option(
    "--roster",
    "roster_path",
    type=FILE,
    help="The roster spoken of, as roster.csv or an edited roster.xlsx; default: what is published for the whole of "
    "the week, else the one that staffing roster finds.",
)
@week_options
@search_options
@anonymous_option
@json_option
def command(agent: str | None, day: date | None, want: str | None, roster_path: Path | None, **given: Any) -> int:
    """Say why somebody does not have the shift or day off asked for in the workspace DIR, and what granting it costs.

    Exit code 3 when it can be granted, but a promise is missed with it; 4 when it cannot.
    """
    options = PlanOptions(**given)
    if agent is None:
        for name, value in (("--date", day), ("--want", want), ("--roster", roster_path)):
            if value is not None:
                raise click.UsageError(f"{name} says something of one person; name who it is with --agent")
        from staffing.cli.explaining import explain_any

        return explain_any(options)
    if day is None:
        raise click.UsageError(f"--agent {agent} needs the day that is asked about; give it with --date")
    from staffing.cli.explaining import explain_wish

    return explain_wish(options, (agent, day, want), roster_path)
