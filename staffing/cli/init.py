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
    help="seller-escalations, or incident-desk (a ServiceNow export).",
)
def command(folder: Path, example: str) -> int:
    """Write an example workspace, with comments, into DIR, a new or empty folder."""
    from staffing.cli.app import DONE
    from staffing.examples import write_example

    write_example(example, folder)
    click.echo(f"wrote {folder}; read team.yaml there, then: staffing roster {folder}")
    return DONE
