"""What `bench curtois` does: read everything, then solve one instance after another, and show the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from staffing.bench.curtois.earlier import read_earlier
from staffing.bench.curtois.instance import Instance
from staffing.bench.curtois.published import Published, published_of, read_published
from staffing.bench.curtois.read import read_instance
from staffing.bench.curtois.run import Answer, Progress, Race, run
from staffing.bench.curtois.write import answer_file, check_writable, names_of
from staffing.cli.app import DONE, INPUT_WRONG, INTERRUPTED, NO_ROSTER, OUTSIDE_FAILED
from staffing.cli.options import check_executor
from staffing.cli.progress import progress_bar
from staffing.errors import InputError, OutsideError
from staffing.reports.console import console, print_folder
from staffing.reports.plain_json import json_text
from staffing.reports.plain_text import plain
from staffing.reports.race_table import print_races
from staffing.result import Status


@dataclass
class _Races:
    """What has been found so far, and how it is to end."""

    answers: list[Answer] = field(default_factory=list)
    failed: int = 0
    """Instances without an answer."""
    code: int = DONE
    stopped: bool = False

    def say(self, sentence: str, code: int, *, stop: bool = False) -> None:
        """Tell what went wrong. The graver things have the higher codes, so the highest is the one of the whole."""
        click.echo(f"staffing: {plain(sentence)}", err=True)
        self.code, self.stopped = max(self.code, code), self.stopped or stop

    def fail(self, sentence: str, code: int, *, stop: bool = False) -> None:
        """An instance has no answer at all."""
        self.failed += 1
        self.say(sentence, code, stop=stop)


def race_all(files: Sequence[Path], given: Mapping[str, Any], published: Path | None, *, as_json: bool) -> int:
    """Solve every instance and print the table, or with `as_json` its rows; the exit code.

    `given` are the options of a Race, `out` its folder. Whatever is wrong with an input is told before anything is
    solved.
    """
    check_executor(given["executor"], given["engine"])
    race = Race(folder=given["out"], **{name: value for name, value in given.items() if name != "out"})
    instances = _read(files)
    table = None if published is None else read_published(published)
    check_writable(race.folder)
    _check_earlier(race.folder, instances)
    races, names = _Races(), list(instances)
    for name, instance in instances.items():
        if not races.stopped:
            _race(races, name, instance, race)
    begun = len(races.answers) + races.failed
    if races.stopped and begun < len(names):
        races.say(f"not begun: {', '.join(names[begun:])}", DONE)
    rows = [_record(answer, table) for answer in races.answers]
    if as_json:
        click.echo(json_text(rows), nl=False)
    elif rows:
        out = console()
        print_races(out, rows)
        written = [f"{answer.name}.json" for answer in races.answers if answer.written]
        if written:
            print_folder(out, race.folder, written)
    return races.code


def _read(files: Sequence[Path]) -> dict[str, Instance]:
    """The instances by name; raises one InputError for all that is wrong in all files."""
    found, faults = dict[str, Instance](), list[str]()
    for name, path in zip(names_of(files), files, strict=True):
        try:
            found[name] = read_instance(path)
        except InputError as error:
            faults.append(str(error))
    if faults:
        raise InputError("\n".join(faults))
    return found


def _check_earlier(folder: Path, instances: Mapping[str, Instance]) -> None:
    """InputError where something stands in the place of an answer that would be lost."""
    for name, instance in instances.items():
        read_earlier(answer_file(folder, name), instance)


def _race(races: _Races, name: str, instance: Instance, race: Race) -> None:
    """Solve one instance; what goes wrong with it does not touch the others."""
    try:
        with progress_bar(f"{name}: stating its rules") as bar:
            answer = run(name, instance, race, None if bar is None else _told(name, bar))
    except OutsideError as error:
        return races.fail(str(error), OUTSIDE_FAILED)
    except InputError as error:  # the answer cannot be written, and those after it could not be either
        return races.fail(str(error), INPUT_WRONG, stop=True)
    except KeyboardInterrupt:
        return races.fail(f"{name}: interrupted; nothing is written of it", INTERRUPTED, stop=True)
    races.answers.append(answer)
    sentence, code = _outcome(answer)
    if sentence:
        races.say(f"{name}: {sentence}", code, stop=answer.interrupted)
    return None


def _outcome(answer: Answer) -> tuple[str, int]:
    """What is to be said of an answer, if anything, and its exit code."""
    said, when = ["interrupted"] if answer.interrupted else [], "until then" if answer.interrupted else "in time"
    if answer.status == Status.INFEASIBLE:
        why = f": these cannot hold together: {'; '.join(answer.why)}" if answer.why else ""
        said.append(f"no roster meets its hard rules{why}")
    elif answer.roster is None:
        said.append(f"no roster was found {when}")
    elif answer.kept is not None:
        said.append(f"the best roster found costs {answer.objective}")
    elif answer.interrupted:
        said.append("it has the best roster found until then")
    if answer.kept is not None:
        said.append(f"that of an earlier run, which costs {answer.kept.objective}, stays")
    elif not answer.written:
        said.append("nothing is written of it")
    code = NO_ROSTER if answer.roster is None else DONE
    return "; ".join(said), INTERRUPTED if answer.interrupted else code


def _told(name: str, bar: Callable[[str, float], None]) -> Progress:
    """Progress as the bar shows it."""

    def tell(price: int | None, bound: int, share: float) -> None:
        found = "no roster yet" if price is None else f"price {price}"
        bar(f"{name}: {found}, at least {bound}", share)

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
        "kept": None if answer.kept is None else answer.kept.objective,
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
