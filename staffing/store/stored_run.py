"""A run folder read back, whatever it is a run of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from staffing.errors import InputError
from staffing.store.run_folder import HIRING, RECORD, WHATIF

RECORDS = (RECORD, WHATIF, HIRING)


@dataclass(frozen=True, eq=False)
class StoredRun:
    """A run as it lies on disk: its record, by the name of its file, and the names of the other files it wrote."""

    folder: Path
    name: str
    record: dict[str, Any]

    @property
    def written(self) -> tuple[str, ...]:
        """What the run wrote and is still there."""
        return tuple(name for name in self.record["files"] if (self.folder / name).is_file())

    def read(self, name: str) -> bytes:
        """The bytes of a file of the run. Raises InputError where they cannot be read."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            version = str(self.record.get("version", ""))[:20]
            before = f"was written by staffing {version}, which kept no {name}"
            said = f"holds no {name} any more" if name in self.record["files"] or not version else before
            raise InputError(f"{self.folder} {said}; make the run again") from None
        except OSError as error:
            raise InputError(f"{self.folder / name} cannot be read: {error.strerror or error}") from None


def read_run(folder: Path) -> StoredRun:
    """The run in a folder. Raises InputError where there is none."""
    try:
        if not folder.exists():
            raise InputError(f"{folder} does not exist; give the folder of a run, such as my-team/runs/2026-11-23")
        if not folder.is_dir():
            raise InputError(f"{folder} is a file; give the folder of a run, such as my-team/runs/2026-11-23")
        name = next((name for name in RECORDS if (folder / name).is_file()), "")
        if not name:
            raise InputError(f"{folder} holds none of {', '.join(RECORDS)}, so it is no run{_instead(folder)}")
        record = json.loads((folder / name).read_bytes())
    except OSError as error:
        raise InputError(f"{folder} cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise InputError(f"{folder / name} is not what a run writes; make the run again") from None
    if not isinstance(record, dict) or not isinstance(record.get("files"), dict):
        raise InputError(f"{folder / name} is not what a run writes; make the run again")
    return StoredRun(folder, name, record)


def _instead(folder: Path) -> str:
    """The last run of a workspace, where one was given in place of its run."""
    every = sorted(entry for entry in (folder / "runs").glob("*") if any((entry / name).is_file() for name in RECORDS))
    runs = [entry for entry in every if (entry / RECORD).is_file()] or every
    return f"; did you mean {runs[-1]}?" if runs else "; give the folder of one"
