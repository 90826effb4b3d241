"""What `staffing report` does: read a run, make its files again, and put them where they are wanted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import click

from staffing.cli.app import DONE
from staffing.errors import InputError
from staffing.reports.console import console, print_folder
from staffing.reports.plain_json import json_text
from staffing.reports.view.document import VIEW, anonymous, read_view
from staffing.reports.view_files import FORMATS, view_files
from staffing.store.run_folder import check_replaceable, write_run
from staffing.store.stored_run import StoredRun, read_run

COPY = "report.json"
"""The record of reports that were made outside their run."""


@dataclass(frozen=True)
class Wanted:
    """What to make, without names or with, where, and whether a program reads the answer."""

    only: tuple[str, ...] = ()
    anonymous: bool = False
    out: Path | None = None
    as_json: bool = False


def make_again(folder: Path, wanted: Wanted) -> int:
    """Make the files of the run in a folder again, and tell which."""
    run = read_run(folder)
    view = read_view(run.read(VIEW), str(folder / VIEW))
    files = view_files(anonymous(view) if wanted.anonymous else view, wanted.only or FORMATS)
    if set(files) == {VIEW}:
        raise InputError(
            f"{folder} is a {view.kind} run, which has no {' and no '.join(wanted.only)}; leave --only out"
        )
    out = _where(folder, wanted)
    if out == folder:
        _replace(run, files)
    else:
        check_replaceable(out, COPY)
        write_run(out, files, {"version": view.version, "run": folder.name, "anonymous": wanted.anonymous}, COPY)
    made = sorted(name for name in files if name != VIEW)
    if wanted.as_json:
        click.echo(json_text({"folder": str(out), "files": made}), nl=False)
    else:
        print_folder(console(), out, made)
    return DONE


def _where(folder: Path, wanted: Wanted) -> Path:
    """The folder to write to; the run itself where it is meant."""
    default = folder.parent / f"{folder.resolve().name}-anonymous" if wanted.anonymous else folder
    out = wanted.out or default
    if os.path.realpath(out) != os.path.realpath(folder):
        return out
    if wanted.anonymous:
        raise InputError(f"{out} is the run itself, whose record has names; give another --out")
    return folder


def _replace(run: StoredRun, files: dict[str, str | bytes]) -> None:
    """The run anew, with the files made again in it; what else it wrote stays as it is."""
    check_replaceable(run.folder, run.name)
    kept = {name: run.read(name) for name in run.written}
    record = {key: value for key, value in run.record.items() if key != "files"}
    write_run(run.folder, {**kept, **files}, record, run.name)
