"""`staffing demo`."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = Path("staffing-demo")


@click.command("demo")
def command() -> int:
    """Write an example workspace to staffing-demo/, where there is none yet, and plan its week.

    A missed target is told, but the exit code is 0.
    """
    from staffing.cli.app import DONE, TARGET_MISSED
    from staffing.cli.options import PlanOptions
    from staffing.cli.roster import make_roster
    from staffing.examples import write_example

    if not (FOLDER / "team.yaml").exists():
        write_example("seller-escalations", FOLDER)
        click.echo(f"wrote the workspace {FOLDER}/: its team, its people, and its ticket log\n")
    code = make_roster(PlanOptions(FOLDER))
    return DONE if code == TARGET_MISSED else code
