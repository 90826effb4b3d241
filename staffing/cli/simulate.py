"""`staffing simulate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from staffing.cli.options import FILE, PlanOptions, folder_argument, plan_options

if TYPE_CHECKING:
    from staffing.plan import Outlook, Plan, Progress, Settings
    from staffing.roster import Roster


@click.command("simulate")
@folder_argument
@click.option("--roster", "roster_path", type=FILE, required=True, help="The roster to judge, as roster.csv.")
@plan_options
def command(roster_path: Path, **given: Any) -> int:
    """Say what a hand-made roster does to the promise of the workspace DIR.

    Writes a run only where --out names a folder. Exit code 3 when a target is missed or a
    hard rule is broken.
    """
    from staffing.cli.planning import roster_file, run_plan
    from staffing.plan import judge_roster

    def judge(
        outlook: Outlook, settings: Settings, progress: Progress | None, baseline: tuple[str, Roster] | None
    ) -> Plan:
        outlook, roster = roster_file(outlook, roster_path, "--roster")
        return judge_roster(outlook, roster, settings, progress=progress, baseline=baseline)

    return run_plan(PlanOptions(**given), judge, store=False).code
