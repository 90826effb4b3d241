"""The example workspaces, made by a seeded generator; `configs/` holds the smaller ones as files to be read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from staffing.errors import InputError
from staffing.examples import incident_desk, regional_hub, seller_escalations

_FILES = {
    "seller-escalations": seller_escalations.files,
    "incident-desk": incident_desk.files,
    "regional-hub": regional_hub.files,
}

NAMES: tuple[str, ...] = tuple(_FILES)
"""Names of the example workspaces that `configs/` holds."""


def _metropolis() -> dict[str, str]:
    from staffing.examples import metropolis  # the others need no pandas

    return metropolis.files()


_ON_DEMAND = {"metropolis": _metropolis}
ON_DEMAND: tuple[str, ...] = tuple(_ON_DEMAND)
"""Names of those that are too large to be kept."""


def example_files(name: str) -> dict[str, str]:
    """The files of an example workspace, text by file name, with LF line ends; the same on every call.

    Raises `InputError` for an unknown name.
    """
    made = {**_FILES, **_ON_DEMAND}
    if name not in made:
        raise InputError(f'there is no example "{name}"; there are {", ".join(made)}')
    return made[name]()


def write_example(name: str, folder: Path) -> tuple[str, ...]:
    """Write an example workspace into a folder that is new or empty: whole, or not at all. Returns its file names.

    Raises `InputError` where the name is unknown, the folder holds something, or it cannot be written.
    """
    _refuse_occupied(folder)
    texts = example_files(name)
    fresh = not folder.exists()
    # In an existing folder the files are staged inside it: it may be the current one, or a mount of its own.
    staged = (folder.parent if fresh else folder) / f".{folder.name}-{os.getpid()}.partial"
    try:
        staged.mkdir(parents=True)
        for file, text in texts.items():
            (staged / file).parent.mkdir(exist_ok=True)
            (staged / file).write_bytes(text.encode("utf-8"))
        if fresh:
            staged.rename(folder)
        else:
            for made in sorted(staged.iterdir()):
                made.rename(folder / made.name)
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return tuple(texts)


def _refuse_occupied(folder: Path) -> None:
    try:
        if folder.is_dir() and not any(folder.iterdir()):
            return
        if not folder.exists() and not folder.is_symlink():
            return
    except OSError as error:
        raise InputError(f"{folder} cannot be read: {error.strerror or error}") from None
    what = "already holds files" if folder.is_dir() else "is not a folder"
    raise InputError(f"{folder} {what}; give a new or an empty folder")
