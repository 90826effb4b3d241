"""Files of a workspace that are published: written together, and never in place of what is not known."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from staffing.errors import InputError


def check_publishable(folder: Path, names: tuple[str, ...]) -> None:
    """Raise InputError where files of these names cannot be written into a workspace: before anything slow begins."""
    for name in names:
        target = _target(folder, name)
        if target.exists() and not target.is_file():
            raise InputError(f"{folder / name} is no file, so nothing can be published; move it away")
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise InputError(f"{folder / name} cannot be written: no right to write in {target.parent}")


@dataclass
class Staged:
    """Files written beside those they are to replace; `publish` puts them in their place, `drop` takes them away.

    `fresh` and `old` are where the new text and a copy of the old one lie, by name.
    """

    folder: Path
    known: Mapping[str, str]
    fresh: dict[str, Path] = field(default_factory=dict)
    old: dict[str, Path] = field(default_factory=dict)

    def publish(self) -> None:
        """Rename all into their place, or none. Raises InputError, also where a file is not the one that is known."""
        replaced: list[str] = []
        try:
            for name in self.fresh:
                check_known(self.folder, name, self.known)
            for name, fresh in self.fresh.items():
                replaced.append(name)
                os.replace(fresh, _target(self.folder, name))
        except BaseException as error:
            for name in replaced:
                self._put_back(name)
            if isinstance(error, OSError):
                raise _not_written(self.folder / replaced[-1], error) from None
            raise
        finally:
            self.drop()

    def drop(self) -> None:
        """Remove what lies beside the files."""
        for path in (*self.fresh.values(), *self.old.values()):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _put_back(self, name: str) -> None:
        """The old file, or none, stands again; where that fails as well, the first failure is the one that is told."""
        with suppress(OSError):
            if name in self.old:
                os.replace(self.old[name], _target(self.folder, name))
            elif not self.fresh[name].exists():
                _target(self.folder, name).unlink(missing_ok=True)


def stage(folder: Path, files: Mapping[str, str], known: Mapping[str, str]) -> Staged:
    """Texts (UTF-8) by name, written beside the files of a workspace that they are to replace.

    `known` has the sha256 of the files as they were read, by name. Raises InputError where one was changed since,
    leads outside the workspace, or cannot be written; then nothing is left behind.
    """
    staged = Staged(folder, known)
    name = ""
    try:
        for name, text in files.items():
            check_known(folder, name, known)
            _write_beside(staged, name, text)
    except BaseException as error:
        staged.drop()
        if isinstance(error, OSError):
            raise _not_written(folder / name, error) from None
        raise
    return staged


def _write_beside(staged: Staged, name: str, text: str) -> None:
    target = _target(staged.folder, name)
    staged.fresh[name] = target.parent / f".{target.name}.new-{os.getpid()}"
    staged.fresh[name].write_bytes(text.encode())
    if target.exists():
        staged.old[name] = target.parent / f".{target.name}.old-{os.getpid()}"
        shutil.copy(target, staged.old[name])
        shutil.copymode(target, staged.fresh[name])


def check_known(folder: Path, name: str, known: Mapping[str, str]) -> None:
    """Raise InputError where a file of a workspace is not the one that was read."""
    path = _target(folder, name)
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None
    except OSError as error:
        raise _not_written(folder / name, error) from None
    if found != known.get(name):
        raise InputError(f"{folder / name} was changed since it was read, so nothing was published; run it again")


def _target(folder: Path, name: str) -> Path:
    """The file itself where a link inside the workspace leads to it."""
    target = Path(os.path.realpath(folder / name))
    if not target.is_relative_to(os.path.realpath(folder)):
        raise InputError(f"{folder / name} leads outside the workspace folder, so nothing was published; move it away")
    return target


def _not_written(path: Path, error: OSError) -> InputError:
    return InputError(f"{path} cannot be written: {error.strerror or error}; nothing was published")
