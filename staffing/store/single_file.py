"""One file, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from staffing.errors import InputError


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
