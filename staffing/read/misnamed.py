"""Files of a workspace that are not read, but whose names are close to one that would be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from pathlib import Path, PurePath

OPTIONAL_FILES = (
    "leave.csv",
    "requests.csv",
    "events.csv",
    "holidays.csv",
    "published.csv",
    "published_changes.csv",
    "requisitions.csv",
)
"""Files that a workspace may leave out: one that is misnamed would be missed by nobody."""

CLOSE = 0.8
"""Least similarity of two names: leaves and leave (0.91), but not requisitions and requests (0.7), which are two."""
_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".parquet", ".yaml", ".yml")


def unread_files(folder: Path, read: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """Name and probably meant name of each file in a workspace folder that is close to one that is absent.

    `read` names files that were read, such as the export that `tickets.file` names.
    """
    absent = [name for name in OPTIONAL_FILES if not (folder / name).exists()]
    meant = {name: closest(name, absent) for name in file_names(folder) if name not in read}
    return tuple((name, wanted) for name, wanted in meant.items() if wanted)


def file_names(folder: Path) -> list[str]:
    """Names of the files in a folder, sorted; none where the user may not list it."""
    try:
        return sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError:
        return []


def closest(name: str, names: Iterable[str]) -> str:
    """The closest of some file names, whatever the ending of the given table; empty when none is close."""
    if PurePath(name).suffix.lower() not in _ENDINGS:
        return ""
    ratios = {other: _similarity(name, other) for other in names}
    best = max(ratios, key=lambda other: ratios[other], default="")
    return best if best and ratios[best] >= CLOSE else ""


def _similarity(one: str, other: str) -> float:
    first, second = PurePath(one).stem.casefold(), PurePath(other).stem.casefold()
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
