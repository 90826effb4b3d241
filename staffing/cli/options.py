"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from staffing.cli.values import NamedPath, NumberAbove, WholeNumber

if TYPE_CHECKING:
    from staffing.executor import Spec

F = TypeVar("F", bound=Callable[..., Any])


def date_callback(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A date as typed."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write it as 2026-11-23") from None


def _moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    try:
        return None if value is None else datetime.fromisoformat(value)
    except ValueError:
        said = f"{value!r} is no time; write it as 2026-11-19T18:00 or 2026-11-19T18:00+07:00"
        raise click.BadParameter(said) from None


@dataclass(frozen=True)
class WeekOptions:
    """Which workspace, as it was when, and which weeks."""

    folder: Path
    week: date | None = None
    weeks: int = 1
    as_of: datetime | None = None
    anonymous: bool = False


@dataclass(frozen=True)
class PlanOptions(WeekOptions):
    """How to search and judge, and where the run goes."""

    out: Path | None = None
    seed: int | None = None
    time_limit: float | None = None
    baseline: Path | None = None
    as_json: bool = False
    publish: bool = False
    executor: str | None = None


FILE = NamedPath()
folder_argument = click.argument("folder", metavar="DIR", type=FILE)
anonymous_option = click.option("--anonymous", is_flag=True, help="Show ids in place of people's names.")
publish_option = click.option(
    "--publish", is_flag=True, help="Put the roster into DIR/published.csv, and log what changed for whom."
)
AUTO = "auto"
"""An executor of as many processes as there are cores, where there is work for them."""
OR_AUTO = ', or "auto"'
blocks_option = click.option(
    "--executor",
    metavar="SPEC",
    default=AUTO,
    show_default=True,
    help="Where blocks of thousands of people are searched: serial, local:N, tcp://HOST:PORT; auto: on all cores.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text.")


def _pairs(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """KEY=VALUE as typed, each key once."""
    found: list[tuple[str, str]] = []
    for text in values:
        key, sign, value = (part.strip() for part in text.partition("="))
        if not (key and sign and value):
            raise click.BadParameter(f"{text!r} is no difference; write it as KEY=VALUE, such as volume=1.2")
        found.append((key, value))
    return tuple(found)


def pairs_option(name: str, into: str, metavar: str, text: str) -> Callable[[F], F]:
    """An option for differences to the base, which may be given several times."""
    return click.option(name, into, metavar=metavar, multiple=True, callback=_pairs, help=text)


def start_options(command: F) -> F:
    """--week and --as-of."""
    return _all(
        command,
        click.option(
            "--week",
            metavar="DATE",
            callback=date_callback,
            help="First day of the week to plan; default: of the first full week after now.",
        ),
        click.option(
            "--as-of",
            metavar="TIME",
            callback=_moment,
            help="Now; what came later is not known. Default: the last event of the tickets.",
        ),
    )


def week_options(command: F) -> F:
    """--week, --weeks and --as-of."""
    return _all(
        command,
        start_options,
        click.option("--weeks", type=WholeNumber(1, 53), default=1, show_default=True, help="Weeks to plan."),
    )


def plan_options(command: F) -> F:
    """All options of a judged plan, the roster to compare it with among them."""
    return _all(
        command,
        judged_options,
        click.option(
            "--baseline",
            type=FILE,
            help="A roster file to compare with; default: what the team works now.",
        ),
    )


def judged_options(command: F) -> F:
    """The options of whatever is searched for and simulated."""
    return _all(command, week_options, run_options)


def run_options(command: F) -> F:
    """Where a run goes, its seed and its guard, --anonymous and --json."""
    return _all(
        command,
        click.option("--out", type=FILE, help="Folder of the run."),
        search_options,
        anonymous_option,
        json_option,
    )


def search_options(command: F) -> F:
    """--seed and --time-limit."""
    return _all(
        command,
        click.option("--seed", type=WholeNumber(0, 2**31 - 1), help="Default: search.seed of team.yaml."),
        click.option(
            "--time-limit",
            type=NumberAbove(0, 86_400),
            help="Seconds of search at most; default: search.time_limit_seconds of team.yaml.",
        ),
    )


def executor_spec(text: str, or_auto: str = "") -> Spec:
    """The place that --executor names; a text that names none is a mistake of the command line.

    `or_auto` is said of what else may be written.
    """
    from staffing.errors import InputError
    from staffing.executor import read_spec

    try:
        return read_spec(text)
    except InputError as error:
        raise click.BadParameter(f"{error}{or_auto}", param_hint="--executor") from None


def check_executor(text: str | None, engine: str, heeded_by: Sequence[str] = ("columns", "tours")) -> None:
    """An executor that is none, or that the engine would not heed, is a mistake of the command line."""
    if text is None or text == AUTO:
        return
    executor_spec(text, OR_AUTO)
    if engine not in ("auto", *heeded_by):
        several = "s" if len(heeded_by) > 1 else ""
        said = f"is for the engine{several} {' and '.join(heeded_by)}; with the engine {engine} it says nothing"
        raise click.BadParameter(said, param_hint="'--executor'")


def _all(command: F, *decorators: Callable[[F], F]) -> F:
    for decorate in reversed(decorators):
        command = decorate(command)
    return command
