"""What `bench curtois` does: read everything, then solve one instance after another, and show the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from staffing.bench.curtois.instance import Instance
from staffing.bench.curtois.published import Published, published_of, read_published
from staffing.bench.curtois.read import read_instance
from staffing.bench.curtois.run import Answer, Progress, Race, run
from staffing.bench.curtois.write import check_writable, names_of
from staffing.cli.app import DONE, INPUT_WRONG, INTERRUPTED, NO_ROSTER, OUTSIDE_FAILED
from staffing.cli.options import executor_spec
from staffing.cli.progress import progress_bar
from staffing.errors import InputError, OutsideError
from staffing.reports.console import console, print_folder
from staffing.reports.plain_json import json_text
from staffing.reports.plain_text import plain
from staffing.result import Status

COLUMNS = ("instance", "staff", "days", "shifts", "objective", "bound", "gap %", "status", "seconds")
COMPARED = ("best\nknown", "lower\nbound", "to best\nknown")


@dataclass
class _Races:
    """What has been found so far, and how it is to end."""

    answers: list[Answer] = field(default_factory=list)
    code: int = DONE
    stopped: bool = False

    def say(self, sentence: str, code: int, *, stop: bool = False) -> None:
        """Tell what went wrong. The graver things have the higher codes, so the highest is the one of the whole."""
        click.echo(f"staffing: {plain(sentence)}", err=True)
        self.code, self.stopped = max(self.code, code), self.stopped or stop


def race_all(files: Sequence[Path], given: Mapping[str, Any], published: Path | None, *, as_json: bool) -> int:
    """Solve every instance and print the table, or with `as_json` its rows; the exit code.

    `given` are the options of a Race, `out` its folder. Whatever is wrong with an input is told before anything is
    solved.
    """
    if given["executor"] is not None:
        executor_spec(given["executor"])
    race = Race(folder=given["out"], **{name: value for name, value in given.items() if name != "out"})
    names = names_of(files)
    instances = {name: read_instance(path) for name, path in zip(names, files, strict=True)}
    table = None if published is None else read_published(published)
    check_writable(race.folder, names)
    races = _Races()
    for name, instance in instances.items():
        if not races.stopped:
            _race(races, name, instance, race)
    rows = [_record(answer, table) for answer in races.answers]
    if as_json:
        click.echo(json_text(rows), nl=False)
    elif rows:
        out = console()
        out.print(_table(rows, compared=table is not None))
        print_folder(out, race.folder, [f"{answer.name}.json" for answer in races.answers])
    return races.code


def _race(races: _Races, name: str, instance: Instance, race: Race) -> None:
    """Solve one instance; what goes wrong with it does not touch the others."""
    try:
        with progress_bar() as bar:
            answer = run(name, instance, race, None if bar is None else _told(name, bar))
    except OutsideError as error:
        return races.say(str(error), OUTSIDE_FAILED)
    except InputError as error:  # the answer cannot be written, and those after it could not be either
        return races.say(str(error), INPUT_WRONG, stop=True)
    except KeyboardInterrupt:
        return races.say(f"interrupted; nothing is written of {name}", INTERRUPTED, stop=True)
    races.answers.append(answer)
    if answer.roster is None:
        why = "no roster meets its hard rules" if answer.status == Status.INFEASIBLE else "no roster was found in time"
        races.say(f"{name}: {why}", NO_ROSTER)
    if answer.interrupted:
        races.say(f"interrupted; {name} has the best roster found until then", INTERRUPTED, stop=True)
    return None


def _told(name: str, bar: Callable[[str, float], None]) -> Progress:
    """Progress as the bar shows it."""

    def tell(price: int | None, bound: int, share: float) -> None:
        found = "no roster yet" if price is None else f"price {price}"
        bar(f"{name}: {found}, at least {bound}", share)

    bar(f"{name}: stating its rules", 0.0)
    return tell


def _record(answer: Answer, table: dict[str, Published] | None) -> dict[str, Any]:
    """A row of the table as plain data."""
    gap = answer.gap
    row = {
        "instance": answer.name,
        "staff": len(answer.instance.staff),
        "days": answer.instance.days,
        "shifts": len(answer.instance.shifts),
        "objective": answer.objective,
        "bound": answer.bound,
        "gap_percent": None if gap is None else round(100 * gap, 2),
        "status": answer.status,
        "seconds": answer.seconds,
        "engine": answer.engine,
    }
    if table is None:
        return row
    known = published_of(table, answer.name)
    compared = answer.objective is not None and known.best_known is not None
    return {
        **row,
        "best_known": known.best_known,
        "lower_bound": known.lower_bound,
        "to_best_known": (answer.objective or 0) - (known.best_known or 0) if compared else None,
    }


def _table(rows: list[dict[str, Any]], *, compared: bool) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), collapse_padding=True)
    for name in (*COLUMNS, *(COMPARED if compared else ())):
        words = name in ("instance", "status")
        table.add_column(Text(name), justify="left" if words else "right", no_wrap=not words, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, _cells(row)))
    return table


def _cells(row: dict[str, Any]) -> Iterator[str]:
    for name, value in row.items():
        if name == "engine":
            continue
        if value is None:
            yield "-"
        elif name == "gap_percent":
            yield f"{value:.2f}"
        elif name == "seconds":
            yield f"{value:.1f}"
        else:
            yield f"{value:+d}" if name == "to_best_known" else str(value)
