"""What can go wrong, as one tree; the command line maps it to exit codes.

    StaffingError
    |-- InputError        a file or value that people wrote is wrong        exit code 1
    |-- NoRosterError     no roster meets the hard rules, or none in time   exit code 4
    `-- OutsideError      a part outside failed: solver, database, worker   exit code 5

`forecasts.errors.ForecastError` maps to exit code 1 as well. Every message is one sentence that says where,
what was given, and what is allowed: ``team.yaml:41:5 shifts.night.end is 06:00, before its start 22:00; write
"30:00" for the next day``.
"""

from __future__ import annotations


class StaffingError(Exception):
    """Base of every error that this package raises on purpose."""


class InputError(StaffingError):
    """Something that people wrote is wrong; the message says where, what was given and what is allowed."""

    def __init__(self, message: str, *, file: str = "", line: int = 0, column: int = 0) -> None:
        where = ":".join(str(part) for part in (file, line, column) if part)
        super().__init__(f"{where} {message}" if where else message)


class NoRosterError(StaffingError):
    """No roster meets the hard rules, or none was found in the time given.

    The message is one line; `lines` say the same as a list where there is more to tell.
    """

    def __init__(self, message: str, lines: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.lines = lines or (message,)


class OutsideError(StaffingError):
    """A part outside this program failed: the solver, a database, a worker."""
