"""Answers as files: `NAME.json`, each written whole or not at all."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from staffing.errors import InputError
from staffing.read.faults import shown

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)


def names_of(paths: Iterable[Path]) -> list[str]:
    """What each instance is called: its file's name without the ending.

    Raises InputError where that cannot name an answer, or two files have one name.
    """
    seen: dict[str, Path] = {}
    for path in paths:
        name = path.stem
        if path in seen.values():
            raise InputError(f"{path} is given twice; each file is solved once")
        if not _NAME.fullmatch(name):
            raise InputError(f"{path} has the name {shown(name)}; allowed are letters, digits, dots, _ and -")
        if name.casefold() in seen:  # some systems take Instance1 and instance1 for one
            raise InputError(f"{path} and {seen[name.casefold()]} have one name; their answers would be one file")
        seen[name.casefold()] = path
    return [path.stem for path in seen.values()]


def answer_file(folder: Path, name: str) -> Path:
    """Where the answer to an instance stands."""
    return folder / f"{name}.json"


def check_writable(folder: Path) -> None:
    """InputError where answers cannot be written to a folder; it is made where there is none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise InputError(f"{folder} is not a folder; give another --out") from None
    except OSError as error:
        raise InputError(f"{folder} cannot be made: {error.strerror or error}; give another --out") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"{folder} may not be written by this user; give another --out")


def write_answer(folder: Path, name: str, document: Mapping[str, Any]) -> None:
    """Write `NAME.json`, a line of work a line; raises InputError when that is not possible."""
    target, fresh = answer_file(folder, name), folder / f".{name}.json.new-{os.getpid()}"
    try:
        try:
            fresh.write_bytes(_text(document).encode())
            os.replace(fresh, target)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror or error}; give another --out") from None


def _text(document: Mapping[str, Any]) -> str:
    lines = document["roster"]
    roster = "null"
    if lines is not None:
        rows = ",\n".join(f"    {json.dumps(staff)}: {json.dumps(line)}" for staff, line in lines.items())
        roster = f"{{\n{rows}\n  }}"
    facts = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in document.items() if key != "roster"]
    return "{\n" + ",\n".join([*facts, f'  "roster": {roster}']) + "\n}\n"
