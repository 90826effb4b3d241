"""What `staffing whatif` is asked, worked, written and shown."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

import click

from staffing.cli.app import DONE, INTERRUPTED, TARGET_MISSED
from staffing.cli.options import AUTO, OR_AUTO, PlanOptions, executor_spec
from staffing.cli.output import put_out
from staffing.cli.planning import load, settings_of
from staffing.cli.progress import progress_bar
from staffing.documents.base import parse_day
from staffing.documents.people import Event
from staffing.documents.scenario import Scenario, ScenarioFile
from staffing.documents.workspace import Workspace
from staffing.errors import InputError
from staffing.executor import Executor, on_all_cores, open_executor
from staffing.read.faults import choice, shown
from staffing.read.scenarios import LONGEST_NAME, points, read_scenarios, scenario_names
from staffing.reports.whatif.files import whatif_files
from staffing.reports.whatif.terminal import print_whatif
from staffing.scenarios.apply import apply, event_of
from staffing.scenarios.ask import Ask, Means, check_heads, what_if
from staffing.scenarios.differences import differences_of
from staffing.scenarios.figures import Tried
from staffing.scenarios.heads import default_contract
from staffing.scenarios.readiness import weeks_of
from staffing.scenarios.whatif import WhatIf
from staffing.store.run_folder import WHATIF, check_replaceable

STEP = 0.01
"""Of prices, where none is given: one point."""
FEW = 100
"""Scenarios that are applied once before any is worked."""
SPLIT = r",(?![^\[{]*[\]}])"
"""A comma outside of brackets."""


@dataclass(frozen=True)
class Asked:
    """The options of `staffing whatif` that say what is asked."""

    names: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]
    grid: tuple[tuple[str, str], ...]
    headcount: tuple[int, ...]
    contract: str | None
    role: str | None
    event: str | None
    uplift: str | None
    lead_days: str | None
    lag_days: str | None
    event_queue: str | None
    price: bool
    step: float | None
    screen: int | None
    yes: bool
    executor: str


def answer(options: PlanOptions, asked: Asked) -> int:
    """Work what is asked, write it to a folder of its own, and show it."""
    started, begun = datetime.now().astimezone(), time.monotonic()
    _check_options(options, asked)
    workspace, ask, digests = _read(options, asked)
    options = replace(options, week=workspace.first_day, weeks=workspace.weeks)
    folder = options.out or options.folder / "runs" / f"{workspace.first_day}-whatif"
    check_replaceable(folder, WHATIF)
    with _executor(asked, _size(ask)) as executor, progress_bar() as progress:

        def told(done: int, total: int) -> None:
            if progress is not None:
                progress(f"scenario {min(done + 1, total)} of {total}", done / total)

        means = Means(executor, settings_of(options, workspace), options.as_of, told)
        told(0, _size(ask))
        found = what_if(workspace, ask, means)
    found = replace(found, workspace=replace(workspace, digests={**workspace.digests, **digests}))
    files = whatif_files(found, started, time.monotonic() - begun)
    put_out(folder, files, WHATIF, lambda out: print_whatif(out, found), as_json=options.as_json)
    return _exit_code(found)


def _check_options(options: PlanOptions, asked: Asked) -> None:
    """Options that do not go together."""
    beside = ("names", "changes", "grid", "headcount", "price", "screen")
    if asked.event is not None:
        other = next((name for name in beside if getattr(asked, name)), "")
        if other:
            written = {"names": "--scenario", "changes": "--set"}.get(other, f"--{other}")
            raise click.UsageError(f"--event plans the weeks of the sale; ask {written} in a run of its own")
        if options.week is not None or options.weeks != 1:
            raise click.UsageError("--event chooses the weeks itself; leave --week and --weeks out")
    else:
        for name in ("uplift", "lead_days", "lag_days", "event_queue"):
            if getattr(asked, name) is not None:
                raise click.UsageError(f"--{name.replace('_', '-')} says more of --event DATE; give that too")
    if asked.headcount and asked.role == "lead":
        raise click.UsageError("--role lead: leads are not on queue, so no number of them keeps a promise; ask agents")
    if asked.contract is not None and not asked.headcount:
        raise click.UsageError("--contract is that of the people of --headcount; give that too, or --set agents.ID=+1")
    if asked.headcount and asked.grid:
        raise click.UsageError("--headcount asks with --set, not with --grid; ask the grid in a run of its own")
    if asked.price and (asked.changes or asked.grid):
        raise click.UsageError("--price is of the base; ask --set and --grid in a run of their own")
    if asked.step is not None and not asked.price:
        raise click.UsageError("--step is that of --price; give that too")
    if asked.role is not None and not asked.headcount:
        raise click.UsageError("--role is that of the people of --headcount; give that too")
    if asked.screen is not None and not (asked.names or asked.grid or asked.changes or not asked.headcount):
        raise click.UsageError("--screen looks at scenarios; give --scenario or --grid")


def _read(options: PlanOptions, asked: Asked) -> tuple[Workspace, Ask, dict[str, str]]:
    """The base, what is asked of it, and the digests of scenario files."""
    workspace = load(options)
    if asked.event is not None:
        event = _event(workspace, asked)
        first, weeks = weeks_of(event, workspace.team.week_starts)
        first = max(first, workspace.first_day)
        workspace = load(replace(options, week=first, weeks=weeks))
        return workspace, Ask(event=event), {}
    scenarios, digests = _scenarios(options, asked)
    if asked.contract is not None:
        contracts = [contract.id for contract in workspace.team.contracts]
        if asked.contract not in contracts:
            raise InputError(
                f'--contract "{asked.contract}" is no contract of team.yaml{choice(asked.contract, contracts)}'
            )
    ask = Ask(
        scenarios,
        asked.headcount,
        asked.contract or "",
        beside=asked.changes if asked.headcount else (),
        step=(asked.step or STEP) if asked.price else None,
        screen=asked.screen,
    )
    check_heads(workspace, ask)
    _check_scenarios(workspace, scenarios)
    return workspace, ask, digests


def _event(workspace: Workspace, asked: Asked) -> Event:
    said = {
        "date": asked.event,
        "uplift": asked.uplift,
        "queue": asked.event_queue,
        "lead_days": asked.lead_days,
        "lag_days": asked.lag_days,
    }
    try:
        day = parse_day(asked.event)
    except ValueError as error:
        raise InputError(f"--event is {shown(asked.event)}; it {error}") from None
    if day <= workspace.as_of.date():
        raise InputError(f"--event {day} is not after now, {workspace.as_of:%Y-%m-%d}; give a day to come")
    try:
        return event_of({part: cell for part, cell in said.items() if cell is not None}, workspace)
    except InputError as error:
        words = str(error).replace("event.date", "--event").replace("event.queue", "--event-queue")
        raise InputError(words.replace("event.", "--").replace("_days", "-days")) from None


def _scenarios(options: PlanOptions, asked: Asked) -> tuple[tuple[Scenario, ...], dict[str, str]]:
    """Those of the files that are named, or of all where nothing else is asked; then those of the command line."""
    nothing = not (asked.changes or asked.grid or asked.headcount or asked.price)
    names = asked.names or (scenario_names(options.folder) if nothing else ())
    if nothing and not names:
        raise InputError(
            f"{options.folder} has no scenarios/NAME.yaml, and nothing else is asked; give --set KEY=VALUE, "
            "--headcount FROM..TO, --event DATE or --price"
        )
    found, digests = read_scenarios(options.folder, names, any_number=asked.yes)
    if asked.grid or (asked.changes and not asked.headcount):  # each headcount has the changes
        found = (*found, *_typed(asked))
    return found, digests


def _typed(asked: Asked) -> list[Scenario]:
    """What --set and --grid make together."""
    for key in [key for key, _ in asked.grid if key in dict(asked.changes)]:
        raise InputError(f"{key} is given to --set and to --grid; keep one of the two")
    own = ", ".join(f"{key}={value}" for key, value in asked.changes)
    if not asked.grid:
        return [Scenario(name=own[:LONGEST_NAME], set=asked.changes)]
    grid = {key: tuple(part.strip() for part in re.split(SPLIT, values)) for key, values in asked.grid}
    if len(grid) < len(asked.grid) or any("" in values for values in grid.values()):
        raise InputError("--grid has a key twice, or an empty value; write each key once, as in volume=1,1.1")
    file = ScenarioFile(set=dict(asked.changes), grid=grid)
    return points(file, own, "--grid", any_number=asked.yes)


def _check_scenarios(workspace: Workspace, scenarios: tuple[Scenario, ...]) -> None:
    """Unknown keys and contradictions stop everything; what is wrong of all scenarios does, too.

    In a grid some combinations may be impossible: these are marked, and the others are worked.
    """
    contract = default_contract(workspace)
    for scenario in scenarios:
        differences_of(scenario, workspace.team, contract)
    wrong: list[InputError] = []
    for scenario in scenarios[:FEW]:
        try:
            apply(workspace, scenario)
        except InputError as error:
            wrong.append(error)
    if wrong and len(wrong) == len(scenarios):
        raise wrong[0]


def _size(ask: Ask) -> int:
    """About how many scenarios there are to be worked."""
    if ask.event is not None:
        return 6
    return 1 + len(ask.scenarios) + len(ask.heads) + (8 if ask.step is not None else 0)


@contextmanager
def _executor(asked: Asked, size: int) -> Iterator[Executor | str]:
    """Where scenarios run: with `auto` in as many processes as there are cores and scenarios."""
    spec = on_all_cores(size) if asked.executor == AUTO else executor_spec(asked.executor, OR_AUTO)
    with open_executor(spec) as executor:
        yield executor


def _exit_code(found: WhatIf) -> int:
    if found.interrupted:
        click.echo("staffing: interrupted; what was worked until then is written", err=True)
        return INTERRUPTED
    if found.readiness is not None:
        met = any(option.reaches for option in found.readiness.options) or _keeps(found.readiness.as_it_is)
        return DONE if met else TARGET_MISSED
    return DONE if any(map(_keeps, found.tried[1:])) else TARGET_MISSED


def _keeps(tried: Tried) -> bool:
    """Whether a scenario meets every target."""
    return tried.figures is not None and not tried.figures.missed
