"""`staffing roster`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from staffing.cli.options import (
    PlanOptions,
    blocks_option,
    check_executor,
    folder_argument,
    plan_options,
    publish_option,
)

if TYPE_CHECKING:
    from staffing.cli.planning import Ended


@click.command("roster")
@folder_argument
@plan_options
@publish_option
@blocks_option
def command(**given: Any) -> int:
    """Make the roster of the week in the workspace DIR, and judge it by simulation.

    Writes the run to --out, by default DIR/runs/DAY, the first day planned. Exit code 3 when a target is missed.
    """
    check_executor(given["executor"], "auto")  # before anything is read
    return make_roster(PlanOptions(**given)).code


def make_roster(options: PlanOptions) -> Ended:
    """Search, judge, write and show."""
    from staffing.cli.planning import run_plan
    from staffing.plan import make_plan

    return run_plan(options, make_plan)
