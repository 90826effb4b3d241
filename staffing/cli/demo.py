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

    if (FOLDER / "team.yaml").exists():
        click.echo(f"{FOLDER}/ is there already and is used as it is\n")
    else:
        write_example("seller-escalations", FOLDER)
        click.echo(f"wrote the workspace {FOLDER}/: its team, its people, and its ticket log\n")
    ended = make_roster(PlanOptions(FOLDER))
    if ended.code not in (DONE, TARGET_MISSED) or ended.folder is None:
        return ended.code
    click.echo(f"To read the plan, open {ended.folder / 'report.html'}")
    click.echo("To go on with a team of your own: staffing init my-team")
    return DONE
