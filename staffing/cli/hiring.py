"""`staffing hiring`."""

from __future__ import annotations

from typing import Any

import click

from staffing.cli.options import PlanOptions, folder_argument, pairs_option, run_options, start_options
from staffing.cli.values import WholeNumber


@click.command("hiring")
@folder_argument
@click.option("--weeks", type=WholeNumber(4, 104), default=52, show_default=True, help="Weeks ahead.")
@click.option("--scenario", metavar="NAME", help="Plan with the differences of DIR/scenarios/NAME.yaml.")
@pairs_option(
    "--set",
    "changes",
    "KEY=VALUE",
    "Plan with a difference, such as hiring.growth=0.2, hiring.attrition.probability=0.4 or volume=1.1.",
)
@start_options
@run_options
def command(scenario: str | None, changes: tuple[tuple[str, str], ...], **given: Any) -> int:
    """Say how many people are missing, whom to hire, and by when to open the requisitions.

    Required and available full-time equivalents week by week: with the people of today, with the open requisitions of
    requisitions.csv, and with the plan. Writes to --out, by default DIR/runs/DAY-hiring. Exit code 3 when somebody is
    missing even with the plan.
    """
    from staffing.cli.recruiting import answer

    return answer(PlanOptions(**given), scenario, changes)
