"""`staffing roster`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from staffing.cli.options import AUTO, PlanOptions, folder_argument, plan_options, publish_option

if TYPE_CHECKING:
    from staffing.cli.planning import Ended


@click.command("roster")
@folder_argument
@plan_options
@publish_option
@click.option(
    "--executor",
    metavar="SPEC",
    default=AUTO,
    show_default=True,
    help="Where teams of thousands are searched, in blocks: serial, local:N, tcp://HOST:PORT; auto: on all cores.",
)
def command(**given: Any) -> int:
    """Make the roster of the week in the workspace DIR, and judge it by simulation.

    Writes the run to --out, by default DIR/runs/DAY, the first day planned. Exit code 3 when a target is missed.
    """
    return make_roster(PlanOptions(**given)).code


def make_roster(options: PlanOptions) -> Ended:
    """Search, judge, write and show."""
    from staffing.cli.planning import run_plan
    from staffing.plan import make_plan

    return run_plan(options, make_plan)
