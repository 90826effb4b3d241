"""What `bench scale` does: one size after the other, each in a fresh process, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from staffing.bench.scale.run import Progress, Scale, run
from staffing.cli.app import DONE, INPUT_WRONG, INTERRUPTED, NO_ROSTER, OUTSIDE_FAILED
from staffing.cli.options import check_executor
from staffing.cli.progress import progress_bar
from staffing.errors import InputError, OutsideError
from staffing.reports.plain_text import plain


@dataclass
class _Sizes:
    """What has been found so far, and how it is to end."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    code: int = DONE
    stopped: bool = False

    def say(self, agents: int, sentence: str, code: int) -> None:
        """Tell what went wrong. The graver things have the higher codes, so the highest is the one of the whole."""
        click.echo(f"staffing: {agents} people: {plain(sentence)}", err=True)
        self.code = max(self.code, code)


def scale_all(sizes: Sequence[int], how: Scale, *, as_json: bool) -> int:
    """Solve every size and print the table, or with `as_json` its rows; the exit code."""
    check_executor(how.executor, how.engine)
    found = _Sizes()
    for place, agents in enumerate(sizes):
        _size(found, agents, how)
        if found.stopped:
            left = ", ".join(map(str, sizes[place + 1 :]))
            if left:
                click.echo(f"staffing: not begun: {left} people", err=True)
            break
    if as_json:
        from staffing.reports.plain_json import json_text

        click.echo(json_text({"rows": found.rows}), nl=False)
    elif found.rows:
        from staffing.reports.console import console
        from staffing.reports.scale_table import print_scale

        print_scale(console(), found.rows)
    return found.code


def _size(found: _Sizes, agents: int, how: Scale) -> None:
    """Solve one size; what goes wrong with it does not touch the others, but for a wrong input, which they share."""
    try:
        with progress_bar(f"{agents} people: starting") as bar:
            row = run(agents, how, None if bar is None else _told(agents, bar))
    except OutsideError as error:
        return found.say(agents, str(error), OUTSIDE_FAILED)
    except InputError as error:
        found.stopped = True
        return found.say(agents, str(error), INPUT_WRONG)
    except KeyboardInterrupt:
        found.stopped = True
        return found.say(agents, "interrupted", INTERRUPTED)
    found.rows.append(row)
    if row["objective"] is None:
        none = "no roster meets its hard rules" if row["status"] == "infeasible" else "no roster was found in time"
        found.say(agents, none, NO_ROSTER)
    for fault in row["faults"]:
        found.say(agents, fault, OUTSIDE_FAILED)
    return None


def _told(agents: int, bar: Callable[[str, float], None]) -> Progress:
    """Progress as the bar shows it."""

    def tell(phase: str, price: int | None, bound: int, share: float) -> None:
        known = f"price {price}, at least {bound}" if price is not None else f"at least {bound}" if bound else phase
        bar(f"{agents} people: {known}", share)

    return tell
