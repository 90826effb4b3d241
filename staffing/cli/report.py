"""`staffing report`."""

from __future__ import annotations

from pathlib import Path

import click

from staffing.cli.options import FILE, anonymous_option, json_option


@click.command("report")
@click.argument("run", metavar="RUN", type=FILE)
@click.option(
    "--only",
    type=click.Choice(("html", "xlsx", "ics", "md")),
    multiple=True,
    help="Make this alone; may be given several times. Default: all.",
)
@anonymous_option
@click.option("--out", type=FILE, help="Where to write; default: RUN itself, with --anonymous RUN-anonymous.")
@json_option
def command(run: Path, only: tuple[str, ...], anonymous: bool, out: Path | None, as_json: bool) -> int:
    """Make the page, workbook and calendars of a run again, from its folder RUN; nothing is solved.

    RUN is what staffing roster, simulate, whatif or hiring wrote. The same run makes the same files.
    """
    from staffing.cli.reporting import Wanted, make_again

    return make_again(run, Wanted(only, anonymous, out, as_json))
