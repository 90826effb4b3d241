"""The workspace folder: files are found inside it, never outside, and each that is read leaves its sha256."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path

from staffing.errors import InputError
from staffing.read.faults import shown
from staffing.read.misnamed import closest, file_names


@dataclass
class SourceFolder:
    """A workspace folder and the digests, by name, of the files read from it."""

    root: Path
    digests: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.root.exists():
            raise InputError(f"{self.root} does not exist; give a workspace folder, or make one with staffing init")
        if not self.root.is_dir():
            raise InputError(f"{self.root} is not a folder; give the folder that holds team.yaml")

    def holds(self, name: str) -> bool:
        """Whether the folder has something of that name."""
        return (self.root / name).is_symlink() or (self.root / name).exists()

    def path(self, name: str, wanted_by: str = "") -> Path:
        """The path of a file inside the folder; InputError when it is missing, no file, or outside.

        `wanted_by` says where the name was written, such as `team.yaml:40:3 tickets.file`.
        """
        subject = f"{wanted_by} is {shown(name)}, which" if wanted_by else name
        path = self.root / name
        try:
            inside = "\0" not in name and path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError, ValueError):
            raise InputError(f"{subject} cannot be followed; name a file in the workspace folder") from None
        if not inside:
            raise InputError(f"{subject} leads outside the workspace folder; only files inside it are read")
        _check_is_file(path, subject)
        return path

    def remember(self, name: str) -> None:
        """Keep the sha256 of a file that was read."""
        with opened(self.root / name, name) as file:
            self.digests[name] = hashlib.file_digest(file, "sha256").hexdigest()


def _check_is_file(path: Path, subject: str) -> None:
    try:
        if not path.exists():
            raise InputError(f"{subject} does not exist; it must be a file in the workspace folder{_near(path)}")
        if not path.is_file():
            raise InputError(f"{subject} is {'a folder' if path.is_dir() else 'no regular file'}; a file is wanted")
    except (OSError, ValueError):
        raise InputError(f"{subject} cannot be looked at; give its user the right to read it") from None


def _near(path: Path) -> str:
    """`; nearest is "agent.csv"` when the folder of a missing file has one that may be meant."""
    near = closest(path.name, file_names(path.parent))
    return f"; nearest is {shown(near)}" if near else ""


@contextmanager
def opened(path: Path, name: str) -> Iterator[BufferedReader]:
    """The file open for reading bytes; whatever the system says against it becomes an InputError."""
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError:
        raise InputError(f"{name} does not exist; give the name of a file") from None
    except (IsADirectoryError, PermissionError):
        if os.path.isdir(path):  # Windows says of a folder that it may not be read; Path.is_dir could raise again
            raise InputError(f"{name} is a folder; a file is wanted") from None
        raise InputError(f"{name} may not be read by this user; give the right to read it") from None
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or type(error).__name__}") from None


def decoded(raw: bytes, name: str, line: int = 1) -> str:
    """UTF-8 text of bytes that begin at a line; the first byte that is none is told with its line."""
    if line == 1 and raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("is in UTF-16; save it as UTF-8", file=name)
    if line == 1:
        raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        at = line + raw.count(b"\n", 0, error.start)
        raise InputError(
            f"has the byte 0x{raw[error.start]:02x}, which is not UTF-8; save the file as UTF-8", file=name, line=at
        ) from None
    if "\0" in text:
        at = line + text.count("\n", 0, text.index("\0"))
        raise InputError("has a NUL byte, which no text has; save the file as UTF-8", file=name, line=at)
    return text
