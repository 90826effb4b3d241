"""`staffing bench`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from staffing.cli.options import FILE, json_option
from staffing.cli.values import NumberAbove, WholeNumber
from staffing.engines import ENGINES


@click.group("bench")
def command() -> None:
    """Solve instances of public benchmarks, and judge the answers anew."""


@command.command("curtois")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--out", type=FILE, required=True, help="Folder of the answers: NAME.json for each NAME.txt.")
@click.option(
    "--time-limit",
    "seconds",
    type=NumberAbove(0, 86_400),
    default=60,
    show_default=True,
    help="Seconds for each file at most.",
)
@click.option("--seed", type=WholeNumber(0, 2**31 - 1), default=1, show_default=True)
@click.option("--engine", type=click.Choice(("auto", *ENGINES)), default="auto", show_default=True)
@click.option(
    "--executor",
    metavar="SPEC",
    help="Where the column engine searches in blocks: serial, local:N, tcp://HOST:PORT. Default: here, without blocks.",
)
@click.option(
    "--published",
    type=FILE,
    help="A table to compare with: instance (a name, or its number), lower_bound, best_known.",
)
@json_option
def curtois(files: tuple[Path, ...], published: Path | None, as_json: bool, **given: Any) -> int:
    """Solve shift scheduling instances of Curtois and Qu, one after another.

    Every roster is judged by code that shares nothing with the engines before it is written. Ctrl-C keeps the best
    roster of the instance at work and stops. Exit code 4 when an instance is left without a roster.
    """
    from staffing.cli.racing import race_all

    return race_all(files, given, published, as_json=as_json)
