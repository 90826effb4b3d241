"""What `explain` and `check --leave` say of what somebody asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from staffing.cli.app import DONE, NO_ROSTER, TARGET_MISSED
from staffing.cli.options import PlanOptions
from staffing.cli.planning import load, named, roster_file, settings_of
from staffing.cli.progress import progress_bar
from staffing.errors import NoRosterError
from staffing.granting.against import Against, against
from staffing.granting.asked import Asked, asked_of
from staffing.granting.compared import Compared
from staffing.granting.leave import answer_leave, leave_of
from staffing.granting.present import Present, led_by, present_roster
from staffing.granting.wish import answer_wish
from staffing.plan import Outlook, Progress, Settings, look_ahead
from staffing.reports.console import console
from staffing.reports.granting_record import any_record, leave_record, wish_record
from staffing.reports.granting_terminal import print_any, print_leave, print_wish
from staffing.reports.plain_json import json_text


def explain_wish(options: PlanOptions, wanted: tuple[str, date, str | None], path: Path | None) -> int:
    """Say whether a wish can be granted in a roster; `wanted` is who, when and, where --want says it, what."""
    workspace = load(options)
    settings = settings_of(options, workspace)
    with progress_bar() as progress:
        outlook = look_ahead(workspace)
        asked = asked_of(outlook, *wanted)
        if path is None:
            present = _present(outlook, asked, settings, progress)
        else:
            outlook, roster = roster_file(outlook, path, "--roster")
            present = Present(named("--roster", path), roster)
        answer = answer_wish(outlook, asked, present, settings, progress)
    if options.as_json:
        click.echo(json_text(wish_record(answer, settings)), nl=False)
    else:
        print_wish(console(), answer)
    return _code(answer.against, answer.compared)


def _present(outlook: Outlook, asked: Asked, settings: Settings, progress: Progress | None) -> Present:
    """The roster spoken of; where there is none, that comes first, and what it means for the wish."""
    try:
        return present_roster(outlook, settings, progress)
    except NoRosterError as error:
        wish = f"{' and '.join(asked.wants)} for {asked.agent_id} on {asked.date}"
        raise led_by(f"{wish} cannot be looked at before there is a roster at all:", error) from None


def explain_any(options: PlanOptions) -> int:
    """Say whether any roster can be made, and else what cannot hold together."""
    workspace = load(options)
    settings = settings_of(options, workspace)
    with progress_bar() as progress:
        outlook = look_ahead(workspace)
        if progress is not None:
            progress("looking for what cannot hold together", 0.0)
        found = against(outlook, outlook.rules, settings)
    if options.as_json:
        click.echo(json_text(any_record(outlook, found, settings)), nl=False)
    else:
        print_any(console(), outlook, found)
    return _code(found, None)


def check_leave(options: PlanOptions, asked: Sequence[tuple[str, date, date]]) -> int:
    """Say whether leave can be granted, all that is asked together, and at what price for the promise."""
    workspace = load(options)
    settings = settings_of(options, workspace)
    leave = [leave_of(workspace, *each) for each in asked]
    with progress_bar() as progress:
        answer = answer_leave(workspace, leave, settings, progress)
    if options.as_json:
        click.echo(json_text(leave_record(answer, settings)), nl=False)
    else:
        print_leave(console(), answer)
    return _code(answer.against, answer.compared)


def _code(found: Against | None, both: Compared | None) -> int:
    if found is not None:
        return NO_ROSTER
    return DONE if both is None or both.after.service.met else TARGET_MISSED
