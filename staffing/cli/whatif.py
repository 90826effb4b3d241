"""`staffing whatif`."""

from __future__ import annotations

import re
from typing import Any

import click

from staffing.cli.options import PlanOptions, folder_argument, judged_options, pairs_option
from staffing.cli.values import NumberAbove, WholeNumber

_RANGE = re.compile(r"(\d{1,6})(?:\.\.(\d{1,6}))?")
_LONGEST_RANGE = 1000


def _heads(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, ...]:
    if value is None:
        return ()
    match = _RANGE.fullmatch(value.strip())
    if match is None:
        raise click.BadParameter(f"{value!r} is no range of people; write it as 4..12, or one number")
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last:
        raise click.BadParameter(f"{value!r} begins above its end; write {last}..{first}")
    if last - first >= _LONGEST_RANGE:
        raise click.BadParameter(f"{value!r} holds {last - first + 1} headcounts; at most {_LONGEST_RANGE} are tried")
    return tuple(range(first, last + 1))


@click.command("whatif")
@folder_argument
@click.option(
    "--scenario",
    "names",
    metavar="NAME",
    multiple=True,
    help="A scenario of DIR/scenarios/NAME.yaml; may be given several times. Default: all, if nothing else is asked.",
)
@pairs_option(
    "--set",
    "changes",
    "KEY=VALUE",
    "A difference to the base, such as volume=1.2, agents.full_time=+2 or targets.rate_24h=0.95; several make one "
    "scenario.",
)
@pairs_option(
    "--grid",
    "grid",
    "KEY=VALUE,VALUE",
    "Values to be crossed with those of other --grid, each combination a scenario: volume=1,1.1,1.2.",
)
@click.option(
    "--headcount", metavar="FROM..TO", callback=_heads, help="How many people, each number with what --set says: 4..12."
)
@click.option("--contract", metavar="ID", help="Contract of the people of --headcount; default: that of most.")
@click.option("--role", type=click.Choice(["agent", "lead"]), help="Role of the people of --headcount; default: agent.")
@click.option("--event", metavar="DATE", help="A sale on that day: what its weeks need, and what would meet it.")
@click.option("--uplift", metavar="FACTOR", help="How many times the usual volume its worst day brings: 2.5.")
@click.option(
    "--lead-days", metavar="N", help="Days before --event that it touches; default: as events.csv has it, else 0."
)
@click.option(
    "--lag-days", metavar="N", help="Days after --event that it touches; default: as events.csv has it, else 10."
)
@click.option("--event-queue", metavar="ID", help="The queue that --event concerns; default: all.")
@click.option("--price", is_flag=True, help="What one step of each target costs at the margin.")
@click.option(
    "--step",
    type=NumberAbove(0, 0.5),
    help="Step of --price, as a share; default: 0.01, which is one point.",
)
@click.option(
    "--screen",
    metavar="N",
    type=WholeNumber(1, 10_000),
    help="Look at all scenarios with a quick model of the flow of work, and work the best N in full.",
)
@click.option("--yes", is_flag=True, help="Try a grid of more than 10,000 points.")
@click.option(
    "--executor",
    metavar="SPEC",
    default="auto",
    show_default=True,
    help="Where scenarios are worked: serial, local:N, tcp://HOST:PORT; auto: as many processes as cores.",
)
@judged_options
def command(**given: Any) -> int:
    """Say what would be different if: more people, more volume, other targets, a sale.

    Every scenario is a set of differences to the workspace DIR, forecast, solved and simulated anew on the same random
    weeks. Writes to --out, by default DIR/runs/DAY-whatif. Exit code 3 when no scenario asked meets its targets.
    """
    from staffing.cli.asking import Asked, answer

    own = {name: given.pop(name) for name in Asked.__dataclass_fields__}
    return answer(PlanOptions(**given), Asked(**own))
