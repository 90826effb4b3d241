"""`staffing init`."""

from __future__ import annotations

from pathlib import Path

import click

from staffing.cli.options import folder_argument


@click.command("init")
@folder_argument
@click.option(
    "--example",
    default="seller-escalations",
    show_default=True,
    metavar="NAME",
    help="seller-escalations, incident-desk (a ServiceNow export), regional-hub (three sites), or metropolis (5,000 "
    "people; 59 MB).",
)
def command(folder: Path, example: str) -> int:
    """Write an example workspace, with comments, into DIR, a new or empty folder."""
    from staffing.cli.app import DONE
    from staffing.examples import write_example
    from staffing.read.misnamed import OPTIONAL_FILES

    names = write_example(example, folder)
    tables = [name for name in OPTIONAL_FILES if name in names]
    scenarios = {name for name in names if "/" in name}
    (tickets,) = set(names) - {"team.yaml", "agents.csv", *tables, *scenarios}
    click.echo(f"wrote {folder}; staffing roster {folder} plans the example as it is. For a team of your own:")
    click.echo("  edit team.yaml and agents.csv")
    click.echo(f"  replace {tickets} by your export, or name another file under tickets: in team.yaml")
    named = f"{', '.join(tables[:-1])} and {tables[-1]}"
    click.echo(f"  {named} hold the example's people: keep only their headers, or delete them")
    click.echo(f"  then: staffing check {folder}")
    return DONE
