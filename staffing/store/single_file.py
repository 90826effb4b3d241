"""One file, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from staffing.errors import InputError
from staffing.store.run_folder import RECORD


def write_file(path: Path, text: str) -> None:
    """Write a text file (UTF-8) in place of an earlier one. Raises InputError when that is not possible."""
    fresh = path.parent / f".{path.name}.new-{os.getpid()}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            fresh.write_bytes(text.encode())
            os.replace(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}; give another --out") from None


def check_table_folder(folder: Path, name: str, header: str) -> None:
    """InputError unless the folder is new, empty, or holds an earlier table of ours: a file `name` with `header`.

    A run folder is refused even so: the table in it belongs to its run.
    """
    try:
        if not folder.exists():
            return
        if not folder.is_dir():
            raise InputError(f"{folder} is not a folder; give another --out")
        held = {entry.name for entry in folder.iterdir() if not entry.name.startswith(".")}
        if RECORD in held:
            raise InputError(f"{folder} is a run, whose {name} belongs to it; give another --out")
        if held and not (name in held and _begins(folder / name, header)):
            raise InputError(f"{folder} holds files but no earlier {name}; give another --out")
    except OSError as error:
        raise InputError(f"{folder} cannot be read: {error.strerror or error}; give another --out") from None


def _begins(path: Path, header: str) -> bool:
    with path.open("rb") as file:
        return file.readline().rstrip(b"\r\n") == header.encode()
