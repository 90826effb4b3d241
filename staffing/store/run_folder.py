"""Run folders: written whole or not at all, and never in place of what people wrote."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from glob import escape as glob_escape
from pathlib import Path
from typing import Any, TypeAlias

from staffing.errors import InputError

Files: TypeAlias = Mapping[str, str | bytes]
"""Texts (UTF-8) and bytes by name; a name may lead one folder down (`ics/ayu.ics`)."""
RECORD = "run.json"
WHATIF = "whatif.json"
"""The record of a what-if, which has a folder of its own beside the runs."""
HIRING = "hiring.json"
"""The record of a hiring plan, in a folder of its own as well."""


def write_run(folder: Path, files: Files, record: Mapping[str, Any], name: str = RECORD) -> None:
    """Write a run, in place of an earlier one if the folder holds one.

    All is written beside the folder first and then renamed, so that at every moment the earlier run or the new one
    is whole. `record` becomes the file `name`, with the sha256 of the other files under `files`. Raises InputError when
    the folder is not ours to replace, or cannot be written.
    """
    folder = _real(folder)
    fresh, aside = _sibling(folder, "new"), _sibling(folder, "old")
    every = {file: _bytes(held) for file, held in sorted(files.items())}
    digests = {file: hashlib.sha256(held).hexdigest() for file, held in every.items()}
    document = json.dumps({**record, "files": digests}, indent=2, allow_nan=False) + "\n"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _bring_back(folder)
        check_replaceable(folder, name)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        for file, held in {**every, name: document.encode()}.items():
            (fresh / file).parent.mkdir(exist_ok=True)
            (fresh / file).write_bytes(held)
        _swap(fresh, folder, aside)
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror or error}; give another --out") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _bytes(held: str | bytes) -> bytes:
    return held.encode() if isinstance(held, str) else held


def _swap(fresh: Path, folder: Path, aside: Path) -> None:
    """Rename the old run away and the new one in; whatever stops that, the old one comes back."""
    try:
        if folder.exists():
            folder.rename(aside)
        fresh.rename(folder)
    finally:
        if folder.exists():
            shutil.rmtree(aside, ignore_errors=True)
        elif aside.exists():
            aside.rename(folder)


def _bring_back(folder: Path) -> None:
    """Undo what a process left that was killed between the two renames of `_swap`."""
    if not folder.exists():
        for left in sorted(folder.parent.glob(f".{glob_escape(folder.name)}.old-*"))[-1:]:
            left.rename(folder)


def check_replaceable(folder: Path, name: str = RECORD) -> None:
    """InputError unless the folder is new, empty, or a run of ours that nobody has changed or added to.

    `name` is that of its record.
    """
    folder = _real(folder)
    try:
        if not folder.exists() and not folder.is_symlink():
            _check_parent(folder)
            return
        if not folder.is_dir():
            raise InputError(f"{folder} is not a folder; give another --out")
        held = sorted(_held(folder))
        if not held:
            return
        if name not in held:
            raise InputError(f"{folder} holds files but no {name}, so it is no earlier run; give another --out")
        _check_untouched(folder, held, name)
    except OSError as error:
        raise InputError(f"{folder} cannot be read: {error.strerror or error}; give another --out") from None


def _held(folder: Path, below: str = "") -> Iterator[str]:
    """The names of all files in a folder and below it, without hidden ones (spreadsheets leave locks of that kind)."""
    for entry in folder.iterdir():
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _held(entry, f"{below}{entry.name}/")
        else:
            yield below + entry.name


def _check_parent(folder: Path) -> None:
    nearest = next(parent for parent in folder.parents if parent.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise InputError(f"{folder} cannot be made, because {nearest} cannot be written; give another --out")


def _check_untouched(folder: Path, held: list[str], record: str) -> None:
    """What was edited since the run, or put beside it, would be lost."""
    written = _digests(folder / record)
    for name in held:
        if name == record:
            continue
        if name not in written:
            raise InputError(f"{folder} holds {name}, which no run wrote; move it away or give another --out")
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != written[name]:
            raise InputError(f"{folder / name} was edited since its run; move it away or give another --out")


def _digests(record: Path) -> dict[str, str]:
    try:
        files = json.loads(record.read_bytes())["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{record} is not what a run writes; give another --out") from None


def _real(folder: Path) -> Path:
    """The folder itself where a link points to it: the link stays, and a rename stays on one disk."""
    return Path(os.path.realpath(folder))


def _sibling(folder: Path, what: str) -> Path:
    return folder.parent / f".{folder.name}.{what}-{os.getpid()}"
