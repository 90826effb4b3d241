"""`staffing bench`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from staffing.cli.options import FILE, blocks_option, json_option
from staffing.cli.values import NumberAbove, WholeNumber, whole_numbers
from staffing.engines import ENGINES


@click.group("bench")
def command() -> None:
    """Solve instances of public benchmarks or teams of any size, and judge the answers anew."""


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


@command.command("scale")
@click.option(
    "--agents",
    "sizes",
    metavar="N,N,...",
    callback=whole_numbers(10, 100_000),
    default="100,1000",
    show_default=True,
    help="How many people, one size after the other.",
)
@click.option("--seed", type=WholeNumber(0, 2**31 - 1), default=1, show_default=True)
@click.option(
    "--time-limit",
    "seconds",
    type=NumberAbove(0, 86_400),
    default=600,
    show_default=True,
    help="Seconds for each size at most. An engine that is named may have no other limit.",
)
@click.option("--engine", type=click.Choice(("auto", *ENGINES)), default="auto", show_default=True)
@blocks_option
@json_option
def scale(sizes: tuple[int, ...], as_json: bool, **given: Any) -> int:
    """Solve teams of any size that are made from a seed, each in a fresh process, and measure it.

    Every roster is held against the rules' own statements, which share nothing with the engines: breaches of hard
    rules are counted and prices summed up anew. Ctrl-C ends the size at work and shows those before it. Exit code 4
    when a size is left without a roster, 5 when its process fails or its roster is not what the engine says.
    """
    from staffing.bench.scale.run import Scale
    from staffing.cli.scaling import scale_all

    return scale_all(sizes, Scale(**given), as_json=as_json)
