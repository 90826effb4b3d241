"""`staffing simulate`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from staffing.cli.options import FILE, PlanOptions, executor_spec, folder_argument, plan_options, publish_option
from staffing.cli.training import Asked, asked

if TYPE_CHECKING:
    from staffing.plan import Outlook, Plan, Progress, Settings
    from staffing.roster import Roster


@click.command("simulate")
@folder_argument
@click.option(
    "--roster",
    "roster_path",
    type=FILE,
    help="The roster to judge, as roster.csv or an edited roster.xlsx; default: that of the week's run, else what the "
    "team works now.",
)
@click.option(
    "--train",
    metavar="AGENT=QUEUE[:PROFICIENCY]",
    multiple=True,
    callback=asked,
    help="Say what the roster gains once AGENT serves QUEUE; may be given several times.",
)
@click.option(
    "--executor",
    metavar="SPEC",
    default="serial",
    show_default=True,
    help="Where trainings are simulated: serial, local:N or tcp://HOST:PORT.",
)
@plan_options
@publish_option
def command(roster_path: Path | None, train: tuple[Asked, ...], executor: str, **given: Any) -> int:
    """Say what a roster does to the promise of the workspace DIR.

    Writes a run only where --out names a folder, or to publish it, by default to DIR/runs/DAY. Exit code 3 when a
    target is missed or a hard rule is broken.
    """
    from staffing.cli.planning import roster_to_judge, run_plan
    from staffing.cli.training import check_trainings, with_trainings
    from staffing.plan import judge_roster
    from staffing.rules.published import KEEPING

    if executor_spec(executor).kind != "serial" and not train:
        raise click.UsageError("--executor is for the trainings of --train; give one or leave --executor out")
    options = PlanOptions(**given)
    if options.publish and roster_path is None:
        raise click.UsageError("--publish is for the roster of --roster; name one or leave --publish out")

    def judge(
        outlook: Outlook, settings: Settings, progress: Progress | None, baseline: tuple[str, Roster] | None
    ) -> Plan:
        outlook, roster = roster_to_judge(outlook, options, roster_path)
        if options.publish:  # what is published is what this roster is to change
            outlook = replace(outlook, rules=tuple(rule for rule in outlook.rules if rule.stated.name() not in KEEPING))
        plan = judge_roster(outlook, roster, settings, progress=progress, baseline=baseline)
        return with_trainings(plan, train, options, executor, progress) if train else plan

    return run_plan(options, judge, store=False, check=lambda workspace: check_trainings(workspace, train)).code
